"""Status from the tables of the last run: nothing is counted that it has not read, and nothing that came since is hidden."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import published
import pytest

from innocity import cli
from innocity.intake.standing import Timeliness, UnitStanding
from innocity.running.plan import FINGERPRINT
from innocity.running.status import How, PeriodStatus, Unread, status
from innocity.workspace import CODE, Workspace

PERIOD = published.FIRST
RUN = "a-run"
RETURNS = "data/raw/2022-Q4"
FINANCE = f"{RETURNS}/市财政局"


@pytest.fixture
def run(tmp_path: Path) -> Workspace:
    """The programme's own returns of a period, with the publication of a run that has read them."""
    shutil.copytree(CODE / "data" / "raw", tmp_path / "data" / "raw")
    workspace = published.city(tmp_path)
    published.record(workspace)
    return workspace


def row(found: PeriodStatus, unit: str | None) -> UnitStanding:
    return next(one for one in found.rows if one.unit == unit)


@pytest.mark.slow
def test_the_tables_tell_what_reading_the_returns_tells(run: Workspace) -> None:
    told = status(run, PERIOD)
    (run.reports(PERIOD) / FINGERPRINT).unlink()
    read = status(run, PERIOD)
    assert (told.run_id, read.run_id) == (RUN, None)
    assert replace(told, run_id=None) == read


def test_nothing_has_changed(run: Workspace) -> None:
    found = status(run, PERIOD)
    assert (found.run_id, found.unread, found.changed) == (RUN, (), ())


@pytest.mark.parametrize(
    ("change", "unread", "counted"),
    [
        (lambda home: (home / FINANCE / "b.xlsx").write_bytes(b"b"), (How.NEW, "finance_bureau", "b.xlsx"), 1),
        (lambda home: the_return(home).write_bytes(b"b"), (How.CHANGED, "finance_bureau", None), 1),
        (lambda home: the_return(home).unlink(), (How.REMOVED, "finance_bureau", None), 1),
    ],
)
def test_what_has_changed_is_named_and_counts_as_it_was(
    run: Workspace, change: Callable[[Path], object], unread: tuple[How, str, str | None], counted: int
) -> None:
    before = status(run, PERIOD).rows
    name = unread[2] or the_return(run.root).name
    change(run.root)
    found = status(run, PERIOD)
    assert found.unread == (Unread(f"{FINANCE}/{name}", unread[0], unread[1]),)
    assert (found.rows, row(found, unread[1]).versions) == (before, counted)


def the_return(home: Path) -> Path:
    [found] = (home / FINANCE).glob("*.xlsx")
    return found


def test_who_had_sent_nothing_and_has_since_is_not_told_to_be_silent(run: Workspace) -> None:
    place = run.root / RETURNS / "市商务局" / "a.xlsx"
    place.parent.mkdir()
    place.write_bytes(b"a")
    found = row(status(run, PERIOD), "commerce_bureau")
    assert (found.timeliness, found.received_on, found.versions) == (Timeliness.UNREAD, None, 0)


def test_a_file_of_nobody_known_has_a_line_of_its_own(run: Workspace) -> None:
    (run.root / RETURNS / "scan.xlsx").write_bytes(b"a")
    found = status(run, PERIOD)
    assert found.rows[-1] == UnitStanding(None, None, None, None, Timeliness.UNREAD, (), 0, 0, 0, 0, 0, 0)
    assert found.unread_of(None) == [{"file": f"{RETURNS}/scan.xlsx", "how": "new"}]


def test_whatever_else_a_run_rested_on_is_named_when_it_changes(run: Workspace) -> None:
    with run.period_file(PERIOD).open("a", encoding="utf-8") as handle:
        handle.write("# a remark\n")
    run.register(PERIOD).unlink()
    assert status(run, PERIOD).changed == (f"{RETURNS}/register.csv", "params/periods/2022-Q4.yaml")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda home: (home.tables(PERIOD) / "findings.csv").unlink(),
        lambda home: (home.tables(PERIOD) / "receipts.csv").write_text("", encoding="utf-8"),
        lambda home: (home.reports(PERIOD) / "run.json").unlink(),
        lambda home: (home.reports(PERIOD) / FINGERPRINT).write_text("{", encoding="utf-8"),
        lambda home: (home.reports(PERIOD) / "inputs" / "params" / "framework" / "units.csv").write_bytes(b""),
    ],
)
def test_a_publication_that_is_not_what_a_run_wrote_is_not_believed(
    run: Workspace, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Workspace], object]
) -> None:
    spoil(run)
    for file in run.files_received(PERIOD):
        file.unlink()
    assert status(run, PERIOD).run_id is None


def test_it_is_printed_with_what_has_changed(run: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (run.root / FINANCE / "b\x1b.xlsx").write_bytes(b"b")
    run.register(PERIOD).unlink()
    place = ["--workspace", str(run.root), "--lang", "en"]
    assert cli.main(cli.parse(["status", "2022-Q4", *place])) == cli.Exit.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[-4:-1] == [
        f"As of run {RUN}.",
        f"New, not read yet: {FINANCE}/b〔U+001B〕.xlsx",
        f"Changed since, not yet in what stands above: {RETURNS}/register.csv",
    ]
    assert cli.main(cli.parse(["status", "2022-Q4", "--json", *place])) == cli.Exit.DONE
    printed = capsys.readouterr()
    rows = {one["unit"]: one for one in json.loads(printed.out)}
    assert rows["finance_bureau"]["unread"] == [{"file": f"{FINANCE}/b\x1b.xlsx", "how": "new"}]
    assert rows["statistics_bureau"]["unread"] == []
    assert printed.err.splitlines() == lines[-4:-1]
