"""Editions: what a run or plain tools have left, and what of it must be so."""

import json
import os
from pathlib import Path

import pytest

from innocity.bench import jobs, sides
from innocity.bench.measured import Taken
from innocity.bench.scratch import Scratch
from innocity.bench.sides import Made
from innocity.errors import InnocityError

TABLES = {"observations.csv": b"1", "lineage.csv": b"2"}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    scratch = Scratch(tmp_path)
    (city,) = scratch.cities("city", units=1, periods=0)
    workspace = scratch.copy(city)
    return Made(workspace, workspace.periods()[-1])


def write(path: Path, at: float, content: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, (at, at))


def test_what_a_run_has_left(made: Made) -> None:
    write(made.reports / "run.json", 50.0, json.dumps({"seconds": {"scorecards": 7.5}}))
    write(made.reports / "report.html", 40.0)
    write(made.reports / "notebooks" / "1_returns.html", 10.0)
    write(made.reports / "notebooks" / "2_attainment.html", 20.0)
    write(made.reports / "notebooks" / "scorecards" / "b.ipynb", 21.0)
    write(made.reports / "notebooks" / "scorecards" / "a.ipynb", 22.0)
    write(made.reports / "scorecards" / "甲.html", 30.0)
    assert (made.stages_ended, made.cards_ended, made.ended) == (20.0, 30.0, 50.0)
    assert (made.units, made.cards_took) == (["a", "b"], Taken(7.5))
    made.require_end(50.0)
    with pytest.raises(InnocityError):
        made.require_end(49.0)


@pytest.mark.parametrize(
    ("expected", "differing"),
    [
        (TABLES, None),
        ({**TABLES, "lineage.csv": b"other"}, None),
        ({**TABLES, "observations.csv": b"other"}, "observations.csv"),
        ({**TABLES, "receipts.csv": b""}, "receipts.csv"),
    ],
)
def test_tables_are_compared(made: Made, expected: dict[str, bytes], differing: str | None) -> None:
    folder = made.workspace.tables(made.period)
    folder.mkdir(parents=True)
    for name, content in TABLES.items():
        (folder / name).write_bytes(content)
    if differing:
        with pytest.raises(InnocityError, match=differing):
            made.require_tables(expected)
    else:
        made.require_tables(expected)
    with pytest.raises(InnocityError):
        made.require_other_tables(TABLES)
    made.require_other_tables({"observations.csv": b"0"})


def test_plain_tools_are_given_the_stages_and_a_scorecard_for_each_unit(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sides, "take", lambda command, environment: Taken(1.0))
    assert sides.plain("process", tmp_path, [made], [["sample_science"]]) == Taken(1.0)
    (job,) = jobs.read(tmp_path / "jobs.json")
    names = [Path(book.target).relative_to(made.reports / "notebooks").as_posix() for book in job.books]
    stages = ["1_returns.ipynb", "2_attainment.ipynb", "3_readiness.ipynb", "4_report.ipynb"]
    assert names == [*stages, "scorecards/sample_science.ipynb"]
    assert all(Path(book.source).is_file() for book in job.books)
    assert job.cards[0].parameters == {**job.stages[0].parameters, "unit": "sample_science"}
    assert set(job.environment.values()) == {str(made.workspace.root), str(made.workspace.tables(made.period))}


def test_no_setting_of_ones_own_is_taken_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOCITY_NOTIFY", "tell")
    assert [name for name in sides.environment() if name.startswith("INNOCITY_")] == []
