"""What the documents say must be so."""

import re
from pathlib import Path

import pytest

from innocity import cli
from innocity.presentation.site import FRONT, Document
from innocity.tables import TABLES, Edge, Table

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = {path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8") for path in sorted(HOME.rglob("*.md"))}
DOCUMENTS = {name: Document.of(name, source) for name, source in TEXTS.items()}
LARGEST = 150_000  # bytes of a picture
MADE_BY_A_RUN = ("data/processed", "data/history", "reports")

every_page = pytest.mark.parametrize("name", TEXTS)
every_text = pytest.mark.parametrize("text", [README, *TEXTS.values()], ids=["README.md", *TEXTS])


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
    assert [place for place in places if place not in MADE_BY_A_RUN and not (ROOT / place).exists()] == []


def test_every_link_and_picture_of_the_readme_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", README) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_shows_at_least_four_commands() -> None:
    assert len(re.findall(r"python3 pipeline\.py (.+)", README)) >= 4


@every_text
def test_every_command_that_is_shown_is_understood(text: str) -> None:
    for command in re.findall(r"(?:^ *|`)python3 pipeline\.py ([^`\n#]+)", text, re.MULTILINE):
        assert cli.parse(command.split()).command


@every_text
def test_every_file_of_the_project_that_is_named_exists(text: str) -> None:
    named = re.findall(r"`((?:innocity|params|docs|tools|tests|notebooks)/[\w./-]+|\.ci/run)`", text)
    assert [place for place in named if not (ROOT / place).exists()] == []


@every_page
def test_every_link_and_anchor_of_a_page_leads_somewhere(name: str) -> None:
    for goal, anchor in DOCUMENTS[name].links:
        assert (HOME / goal).exists(), goal
        if anchor:
            assert DOCUMENTS[goal].body.find(id=anchor), f"{goal}#{anchor}"


@every_page
def test_every_picture_of_a_page_is_there_is_small_and_is_described(name: str) -> None:
    for picture in DOCUMENTS[name].body.find_all("img"):
        goal, _ = DOCUMENTS[name].goal(str(picture["src"]))
        assert (HOME / goal).stat().st_size <= LARGEST
        assert len(str(picture["alt"])) > 5


def test_every_picture_is_shown_by_a_page() -> None:
    shown = {page.goal(str(picture["src"]))[0] for page in DOCUMENTS.values() for picture in page.body.find_all("img")}
    assert {path.relative_to(HOME).as_posix() for path in HOME.rglob("*.png")} == shown


@every_page
def test_every_page_begins_with_its_title(name: str) -> None:
    assert TEXTS[name].startswith("# ")


@pytest.mark.parametrize("subject", ["analyst", "reviewer", "auditor"])
def test_the_guides_say_the_same_in_both_languages(subject: str) -> None:
    chinese, english = TEXTS[f"{subject}.zh.md"], TEXTS[f"{subject}.md"]
    shape = re.compile(r"^(#+) |^```|^!\[.*\]\((.*)\)|^(\d)\. |^(\|) ", re.MULTILINE)
    assert shape.findall(chinese) == shape.findall(english)
    mark = re.compile(r"^python3 \S+ \w+", re.MULTILINE)
    assert mark.findall(chinese) == mark.findall(english)


def test_the_front_page_leads_to_the_guides() -> None:
    goals = {goal for goal, _ in DOCUMENTS[FRONT].links}
    assert {
        f"{subject}{ending}" for subject in ("analyst", "reviewer", "auditor") for ending in (".md", ".zh.md")
    } <= goals
