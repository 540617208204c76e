"""`run` for many workspaces: one line for each, one exit code for all, and copies put back where they belong."""

import shutil
from pathlib import Path

import fsspec
import pytest

from innocity import cli
from innocity.cli import Exit
from innocity.errors import BusyError, InnocityError
from innocity.running import spread
from innocity.running.run import Outcome, Request
from innocity.running.spread import Ending
from innocity.workspace import CODE

BUSY = BusyError("error.busy", period="2022-Q4")
FAULT = InnocityError("error.no_returns")


def done(errors: int) -> Outcome:
    """A run that came to its end with so many findings of severity error."""
    return Outcome(Path("reports"), errors, 0)


@pytest.fixture
def cities(tmp_path: Path) -> list[str]:
    """Two workspaces with a return for one period."""
    for name in ("甲", "乙"):
        shutil.copytree(CODE / "params", tmp_path / name / "params")
        returns = tmp_path / name / "data" / "raw" / "2022-Q4"
        returns.mkdir(parents=True)
        (returns / "x.csv").write_bytes(b"x")
    return [str(tmp_path / "甲"), str(tmp_path / "乙")]


def called(*arguments: str) -> int:
    """The exit code of a run."""
    return cli.main(cli.parse(["run", *arguments]))


def ending(monkeypatch: pytest.MonkeyPatch, **endings: Ending) -> None:
    """Let the run of each workspace end so."""

    def run(request: Request, _: object) -> Outcome:
        found = endings[request.workspace.root.name]
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(spread, "run", run)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (done(0), done(0), Exit.DONE),
        (done(0), done(2), Exit.FINDINGS),
        (done(2), BUSY, Exit.BUSY),
        (FAULT, done(0), Exit.FAILED),
        (FAULT, BUSY, Exit.FAILED),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_exit_code_for_all(
    cities: list[str], monkeypatch: pytest.MonkeyPatch, one: Ending, other: Ending, code: Exit, jobs: str
) -> None:
    ending(monkeypatch, 甲=one, 乙=other)
    assert called("--all", "--jobs", jobs, "--workspaces", *cities) == code


def test_each_end_is_one_line_and_a_fault_is_told_apart(
    cities: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ending(monkeypatch, 甲=done(2), 乙=FAULT)
    monkeypatch.setattr(spread, "clock", lambda _: "1:00")
    called("--jobs", "1", "--workspaces", *cities, cities[0])
    told = capsys.readouterr()
    line, last = told.out.splitlines()
    assert line in {
        f"{cities[0]} 2022-Q4：完成，错误 2 项、提醒 0 项；已完成 {ended}/2，用时 1:00，约余 1:00" for ended in (1, 2)
    }
    assert last == "共 2 项，完成 1 项，失败 1 项，用时 1:00"
    assert told.err.splitlines() == [f"innocity: {cities[1]} 2022-Q4：{FAULT}"]


def test_a_workspace_that_is_none_does_not_stop_the_others(
    cities: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ending(monkeypatch, 甲=done(0))
    assert called("--workspaces", "nowhere", cities[0]) == Exit.USAGE
    told = capsys.readouterr()
    assert "nowhere" in told.err
    assert cities[0] in told.out


def test_a_dry_run_names_each_and_runs_none(cities: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert called("--dry-run", "--workspaces", *cities, "--scheduler", "tcp://127.0.0.1:1") == Exit.DONE
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in said] == [f"{city} 2022-Q4" for city in cities]
    assert not any((Path(city) / "reports").exists() for city in cities)


def test_what_if_is_asked_of_one_workspace(cities: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert called("--set", "x=1", "--workspaces", *cities) == Exit.USAGE
    assert "--workspace" in capsys.readouterr().err


def test_a_workspace_in_a_store_is_put_back(cities: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    store = fsspec.filesystem("memory")
    store.put(cities[0], "/many", recursive=True)

    def run(request: Request, _: object) -> Outcome:
        page = request.workspace.reports(request.period) / "report.html"
        page.parent.mkdir(parents=True)
        page.write_bytes(b"made")
        return done(0)

    monkeypatch.setattr(spread, "run", run)
    try:
        assert called("--all", "--workspaces", "memory://many", "memory://none") == Exit.USAGE
        assert store.cat_file("/many/reports/2022-Q4/report.html") == b"made"
    finally:
        store.rm("/many", recursive=True)
