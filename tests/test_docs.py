"""What the documents say must be so."""

import re
from pathlib import Path

import pytest

from innocity import cli
from innocity.tables import TABLES, Edge, Table

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [*TABLES, Edge], ids=lambda table: table.table)
def test_every_table_is_described_column_by_column(table: type[Table]) -> None:
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    chapter = text.partition(f"## {table.table}.csv")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE)) == table.columns()
    assert f"Key: {', '.join(f'`{column}`' for column in table.key)}." in chapter


def test_every_place_in_the_readmes_tree_exists() -> None:
    tree = README.partition("```\npipeline.py")[2].partition("```")[0]
    places = re.findall(r"^([\w./-]+?)/?\s", "pipeline.py" + tree, re.MULTILINE)
    assert len(places) > 10
    made_by_a_run = {"data/processed", "data/history", "reports"}
    assert [place for place in places if place not in made_by_a_run and not (ROOT / place).exists()] == []


def test_every_link_and_picture_of_the_readme_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", README) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_of_the_readme_is_understood() -> None:
    commands = re.findall(r"^ *python3 pipeline\.py (.+?)(?: +#.*)?$", README, re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        assert cli.parse(command.split()).command
