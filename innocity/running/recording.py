"""What is entered in the ledger: files received and found, and every run with what it applied, published, failed or cut off.

A run that is under way keeps a journal of what it still has to enter. Whatever ends it, the next run enters what the
published files prove: the run, when they are its own; else that it was cut off.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from innocity.errors import InnocityError
from innocity.exits import Terminated
from innocity.intake.register import Arrival, digest
from innocity.language import text
from innocity.period import Period
from innocity.record import durable, manifest
from innocity.record.ledger import Action, Event, Ledger
from innocity.running.correction_entries import corrections
from innocity.workspace import Workspace

if TYPE_CHECKING:
    from innocity.intake.receiving import Delivery

_RECORD = "record_sha256"


@dataclass(frozen=True)
class Recording:
    """One run under way, and the digests of what it rests on."""

    ledger: Ledger
    period: Period
    run_id: str
    used: dict[str, str]

    @classmethod
    def begun(cls, workspace: Workspace, period: Period, used: dict[str, str]) -> "Recording":
        """Enter the returns and the targets that lie there and are not in the ledger yet, and begin the journal.

        Raises InnocityError when the ledger is that of another programme.
        """
        ledger = Ledger.of(workspace)
        ledger.require_own()
        recording = cls(ledger, period, f"{period}-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}", used)
        events = [
            Event(action, str(period), recording.run_id, details=details)
            for action, details in ((Action.FOUND, recording._not_entered()), (Action.TARGETS, recording._targets()))
            if details
        ]
        if events:
            ledger.append(*events)
        recording._keep([])
        return recording

    def seal(self, staging: Path) -> None:
        """Keep in the journal what is to be entered once these staged files are published."""
        reports = staging / "reports"
        version = self.used["code:version"]
        run = Event(
            Action.RUN,
            str(self.period),
            self.run_id,
            manifest_sha256=digest(reports / manifest.NAME),
            code_commit=version.rstrip("+-") or None,
            dirty=version.endswith("+") if version.rstrip("-") else None,
            details={_RECORD: digest(reports / manifest.RECORD)},
        )
        verdicts = Event(
            Action.VERDICTS, str(self.period), self.run_id, details={"files": _verdicts(staging / "tables")}
        )
        entries = self._entries(Action.CORRECTION)
        corrected = corrections(self.ledger.workspace, self.period, self.run_id, staging / "tables", entries)
        judged = [verdicts] if verdicts.details != self._last_verdicts() else []
        self._keep([*judged, *corrected, run])

    def settle(self, reason: str | None) -> None:
        """Enter the run when the published files are its own, else that it failed, and why; ends the journal."""
        journal = self.ledger.workspace.journal(self.period)
        events = [Event(**event) for event in json.loads(journal.read_text(encoding="utf-8"))["events"]]
        is_published = bool(events) and self._is_published(events[-1])
        failure = Event(Action.FAILURE, str(self.period), self.run_id, reason=reason)
        told = [*events[:-1], _with_reason(events[-1], reason)] if is_published else [failure]
        if not self._is_entered():
            self.ledger.append(*told)
        journal.unlink()

    def _keep(self, events: Iterable[Event]) -> None:
        content = {"run_id": self.run_id, "events": [asdict(event) for event in events]}
        durable.replace(self.ledger.workspace.journal(self.period), json.dumps(content).encode())

    def _not_entered(self) -> dict[str, Any]:
        """The returns of the period, and their register, that the ledger does not hold with the digest they have."""
        workspace = self.ledger.workspace
        prefix = workspace.name_of(workspace.returns(self.period)) + "/"
        entered: dict[str, str] = {}
        for entry in self._entries(Action.RECEIPT, Action.FOUND):
            entered.update(entry["details"]["files"])
        now = {name: was for name, was in self.used.items() if name.startswith(prefix) and entered.get(name) != was}
        return {"files": now} if now else {}

    def _targets(self) -> dict[str, Any]:
        """The file of targets where its digest is not the last that any period entered; who changed it nobody can tell."""
        workspace = self.ledger.workspace
        name = workspace.name_of(workspace.framework / "targets.csv")
        told = [entry["details"].get("files") for entry in self.ledger.entries() if entry["action"] == Action.TARGETS]
        now = {name: self.used[name]} if name in self.used else {}
        return {"files": now} if now and now != (told or [None])[-1] else {}

    def _last_verdicts(self) -> dict[str, Any] | None:
        told = [entry["details"] for entry in self._entries(Action.VERDICTS)]
        return told[-1] if told else None

    def _is_entered(self) -> bool:
        return any(entry["run_id"] == self.run_id for entry in self._entries(Action.RUN, Action.FAILURE))

    def _entries(self, *actions: Action) -> list[dict[str, Any]]:
        entries = self.ledger.entries()
        return [entry for entry in entries if entry["action"] in actions and entry["period"] == str(self.period)]

    def _is_published(self, run: Event) -> bool:
        reports = self.ledger.workspace.reports(self.period)
        files = {reports / manifest.NAME: run.manifest_sha256, reports / manifest.RECORD: run.details[_RECORD]}
        return all(path.is_file() and digest(path) == was for path, was in files.items())


def recover(workspace: Workspace, period: Period) -> None:
    """Enter what a run that was cut off did not come to enter, or only half."""
    journal, ledger = workspace.journal(period), Ledger.of(workspace)
    if journal.exists():
        run_id = json.loads(journal.read_text(encoding="utf-8"))["run_id"]
        Recording(ledger, period, run_id, {}).settle(text("ledger.cut_off"))
    ledger.mend()


def enter_receipts(workspace: Workspace, period: Period, arrivals: Iterable[Arrival], delivery: "Delivery") -> None:
    """Enter files that were taken in, with the digest of the register that now holds them."""
    register = workspace.register(period)
    files = {workspace.name_of(workspace.returns(period) / row.file): row.sha256 for row in arrivals}
    details = {
        "files": {**files, workspace.name_of(register): digest(register)},
        "received_on": delivery.received_on.isoformat(),
        "channel": delivery.channel,
        "exception_by": delivery.exception_by,
    }
    Ledger.of(workspace).append(Event(Action.RECEIPT, str(period), reason=delivery.exception_why, details=details))


def sentence(fault: BaseException) -> str:
    """Why a run did not come to its end, in one sentence."""
    match fault:
        case InnocityError():
            return str(fault)
        case Terminated():
            return text("ledger.terminated")
        case KeyboardInterrupt():
            return text("ledger.interrupted")
        case _:
            return f"{type(fault).__name__}: {fault}"


def _with_reason(event: Event, reason: str | None) -> Event:
    return Event(**{**asdict(event), "reason": reason})


def _verdicts(tables: Path) -> dict[str, dict[str, object]]:
    """What became of every file: its verdict, why where it was refused, and the number of its findings by severity."""
    counted = Counter((row["file"], row["severity"]) for row in _rows(tables / "findings.csv"))
    return {
        row["file"]: {
            "verdict": row["verdict"],
            **({"reason": row["reason"]} if row["reason"] else {}),
            **{severity: count for (file, severity), count in sorted(counted.items()) if file == row["file"]},
        }
        for row in _rows(tables / "receipts.csv")
    }


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table as text, without the time that their checking takes."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
