"""The plain ways are those of the manuals."""

import os
from pathlib import Path

import pytest

from innocity.bench import plain
from innocity.bench.jobs import Book, Job, write

BOOK = Book("1.ipynb", "out/1.ipynb", {"period": "2023-Q1", "target_year": 2023})
EXECUTED = ("papermill", "1.ipynb", "out/1.ipynb", "--parameters_yaml", '{"period": "2023-Q1", "target_year": 2023}')
PAGE, PAPER = ("nbconvert", "--to", "html", "out/1.ipynb"), ("nbconvert", "--to", "innocity-pdf", "out/1.ipynb")


@pytest.mark.parametrize(
    ("way", "commands"),
    [("commands", [EXECUTED, PAGE]), ("commands_with_pdf", [EXECUTED, PAGE, PAPER])],
)
def test_a_command_for_each_step(
    way: str, commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(plain, "_call", lambda *arguments: called.append(arguments))
    monkeypatch.delenv("INNOCITY_OUTPUT", raising=False)
    write(tmp_path / "jobs.json", [Job("city", {"INNOCITY_OUTPUT": "out"}, (BOOK,), ())])
    plain.main(way, tmp_path / "jobs.json")
    assert (called, os.environ.pop("INNOCITY_OUTPUT")) == (commands, "out")
