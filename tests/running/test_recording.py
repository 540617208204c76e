"""What the ledger is told of runs and receipts, whatever becomes of them."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import recorded
from recorded import PERIOD, digest

from innocity.errors import InnocityError
from innocity.exits import Terminated
from innocity.intake.receiving import Delivery
from innocity.intake.register import Arrival
from innocity.record import manifest
from innocity.record.ledger import Ledger
from innocity.running import publication, recording
from innocity.running.recording import Recording
from innocity.workspace import Workspace

RETURN = "data/raw/2022-Q4/a.csv"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one return and a register."""
    workspace = recorded.bare(tmp_path / "某市")
    workspace.returns(PERIOD).mkdir(parents=True)
    (workspace.root / RETURN).write_bytes(b"1")
    workspace.register(PERIOD).write_bytes(b"file\n")
    return workspace


def begun(workspace: Workspace) -> Recording:
    """A run that has begun."""
    return Recording.begun(
        workspace, PERIOD, {"code:version": "abc+", RETURN: digest((workspace.root / RETURN).read_bytes())}
    )


OVERRIDES = "period,line,file,sheet,cell,before,after,who,why,corrected_on,evidence,evidence_sha256,is_applied\n"


def sealed(workspace: Workspace, run: Recording, verdict: str = "accepted,", corrected: str = "") -> None:
    """A run whose files are staged and sealed."""
    staging = publication.fresh_staging(workspace, PERIOD)
    (staging / "tables" / "receipts.csv").write_text(f"file,verdict,reason\n{RETURN},{verdict}\n", encoding="utf-8-sig")
    rows = "".join(f"{RETURN},{severity}\n" for severity in ("warning", "error", "warning"))
    (staging / "tables" / "findings.csv").write_text(f"file,severity\n{rows}", encoding="utf-8-sig")
    (staging / "tables" / "overrides.csv").write_text(OVERRIDES + corrected, encoding="utf-8-sig")
    (staging / "reports" / manifest.RECORD).write_text(run.run_id, encoding="utf-8")
    staged = {f"reports/2022-Q4/{manifest.RECORD}": staging / "reports" / manifest.RECORD}
    tables = {f"data/processed/2022-Q4/{path.name}": path for path in (staging / "tables").iterdir()}
    manifest.write(workspace, PERIOD, {**staged, **tables}, run.used, staging / "reports")
    run.seal(staging)


def published(workspace: Workspace) -> Recording:
    """A run that is published and not yet entered."""
    run = begun(workspace)
    sealed(workspace, run)
    publication.publish(workspace, PERIOD)
    return run


def told(workspace: Workspace) -> list[tuple[str, str | None]]:
    """Action and reason of every entry but the first."""
    return [(entry["action"], entry["reason"]) for entry in Ledger.of(workspace).entries()[1:]]


def test_a_run_is_entered_with_what_it_found_and_what_became_of_it(workspace: Workspace) -> None:
    run = published(workspace)
    run.settle(None)
    assert told(workspace) == [("found", None), ("verdicts", None), ("run", None)]
    found, verdicts, entry = Ledger.of(workspace).entries()[1:]
    assert found["details"] == {"files": {RETURN: digest(b"1")}}
    assert verdicts["details"] == {"files": {RETURN: {"verdict": "accepted", "error": 1, "warning": 2}}}
    assert (entry["code_commit"], entry["dirty"], entry["run_id"]) == ("abc", True, run.run_id)
    assert entry["manifest_sha256"] == digest((workspace.reports(PERIOD) / manifest.NAME).read_bytes())
    assert not workspace.journal(PERIOD).exists()
    assert recorded.verdict(workspace)[0][:2] == ("data/raw/2022-Q4/register.csv", "extra")  # this run did not use it


def test_what_the_ledger_holds_already_is_not_told_again(workspace: Workspace) -> None:
    for _ in range(2):
        published(workspace).settle(None)
    assert [action for action, _ in told(workspace)] == ["found", "verdicts", "run", "run"]


def test_a_run_that_fails_is_entered_with_its_sentence(workspace: Workspace) -> None:
    run = begun(workspace)
    run.settle(recording.sentence(InnocityError("ledger.interrupted")))
    assert told(workspace)[1:] == [("failure", "运行被使用者中断。")]
    assert Ledger.of(workspace).entries()[-1]["run_id"] == run.run_id


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (KeyboardInterrupt(), "运行被使用者中断。"),
        (Terminated(), "运行被终止（SIGTERM）。"),
        (ZeroDivisionError("inside"), "ZeroDivisionError: inside"),
    ],
)
def test_every_end_of_a_run_has_its_sentence(fault: BaseException, said: str) -> None:
    assert recording.sentence(fault) == said


def test_a_run_cut_off_before_its_publication_is_entered_as_failed_by_the_next(workspace: Workspace) -> None:
    sealed(workspace, begun(workspace))
    recording.recover(workspace, PERIOD)
    assert told(workspace)[1:] == [("failure", "运行中途被切断，由下一次运行补登。")]
    assert not workspace.journal(PERIOD).exists()


def test_a_run_cut_off_after_its_publication_is_entered_by_the_next(workspace: Workspace) -> None:
    published(workspace)
    assert ("reports/2022-Q4/MANIFEST.sha256", "unrecorded") in [fault[:2] for fault in recorded.verdict(workspace)]
    recording.recover(workspace, PERIOD)
    assert told(workspace)[-1] == ("run", "运行中途被切断，由下一次运行补登。")
    recording.recover(workspace, PERIOD)
    assert len(told(workspace)) == 3


def test_a_run_cut_off_after_its_entry_is_not_entered_twice(workspace: Workspace, tmp_path: Path) -> None:
    run = published(workspace)
    shutil.copyfile(workspace.journal(PERIOD), tmp_path / "journal")
    run.settle(None)
    shutil.copyfile(tmp_path / "journal", workspace.journal(PERIOD))
    recording.recover(workspace, PERIOD)
    assert [action for action, _ in told(workspace)].count("run") == 1


def test_what_was_altered_after_a_cut_is_not_entered_as_the_run(workspace: Workspace) -> None:
    published(workspace)
    (workspace.reports(PERIOD) / manifest.NAME).write_bytes(b"")
    recording.recover(workspace, PERIOD)
    assert told(workspace)[-1][0] == "failure"


def test_a_receipt_is_entered_with_the_register(workspace: Workspace) -> None:
    arrival = Arrival(file="a.csv", received_on=date(2023, 1, 16), channel="邮件", sha256=digest(b"1"))
    delivery = Delivery(date(2023, 1, 16), "邮件", exception_by="主任", exception_why="系统故障")
    recording.enter_receipts(workspace, PERIOD, [arrival], delivery)
    entry = Ledger.of(workspace).entries()[-1]
    assert (entry["action"], entry["reason"], entry["details"]["exception_by"]) == ("receipt", "系统故障", "主任")
    assert entry["details"]["files"] == {RETURN: digest(b"1"), "data/raw/2022-Q4/register.csv": digest(b"file\n")}
    assert told(workspace) == [("receipt", "系统故障")]


def test_targets_are_entered_when_they_are_others_than_those_entered_last(workspace: Workspace) -> None:
    name = "params/framework/targets.csv"
    for was in ("a", "a", "b", "a"):
        Recording.begun(workspace, PERIOD, {"code:version": "abc", name: was}).settle("-")
    entries = [one for one in Ledger.of(workspace).entries() if one["action"] == "targets"]
    assert [one["details"] for one in entries] == [{"files": {name: was}} for was in "aba"]


def test_a_file_that_is_refused_is_entered_with_the_reason(workspace: Workspace) -> None:
    run = begun(workspace)
    sealed(workspace, run, "quarantined,file_not_readable")
    publication.publish(workspace, PERIOD)
    run.settle(None)
    [entry] = [one for one in Ledger.of(workspace).entries() if one["action"] == "verdicts"]
    verdict = {"verdict": "quarantined", "reason": "file_not_readable", "error": 1, "warning": 2}
    assert entry["details"] == {"files": {RETURN: verdict}}


def test_a_correction_is_entered_with_the_run_that_applies_it(workspace: Workspace) -> None:
    workspace.overrides(PERIOD).write_text("file,cell\na.csv,C5\n", encoding="utf-8-sig")
    run = begun(workspace)
    row = f"{PERIOD},2,data/raw/2022-Q4/a.csv,x,C5,3,4,\u674e\u56db,\u6284\u9519,2023-01-16,y,e,yes"
    sealed(workspace, run, corrected=row)
    assert [action for action, _ in told(workspace)] == ["found"]
    publication.publish(workspace, PERIOD)
    recording.recover(workspace, PERIOD)
    assert [action for action, _ in told(workspace)] == ["found", "verdicts", "correction", "run"]
    published(workspace).settle(None)
    assert [action for action, _ in told(workspace)][4:] == ["correction", "run"]
    assert Ledger.of(workspace).entries()[-2]["details"]["what"] == "withdrawn"
