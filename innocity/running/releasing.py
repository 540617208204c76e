"""`release`: a report declared official, by an entry in the ledger whose head is signed, with a sheet to be stamped.

All is made in a staging folder and signed before the ledger tells of it, and takes its place after: a cut between the two
is mended by the next call.
"""

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from innocity.errors import BusyError, InnocityError, UsageError
from innocity.framework import load_programme
from innocity.intake.register import digest
from innocity.language import Language, current, text
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.presentation.release_sheet import ReleasedFile, ReleaseSheet, as_html, as_pdf
from innocity.record import manifest
from innocity.record.durable import sync_folder
from innocity.record.faults import Fault, Kind
from innocity.record.head import Head, qr
from innocity.record.ledger import Action, Event, Ledger
from innocity.record.published import Publication
from innocity.record.releases import NOTE, SHEETS, note_text
from innocity.record.signing import ReleaseRules, SignatureVerdict, Signing
from innocity.record.sm3 import sm3
from innocity.running import portal
from innocity.running.release_checks import Candidate
from innocity.workspace import Workspace

_NAME = re.compile(r"\w[\w.@-]{0,99}")
_SHOWN = ("report.pdf", "report.html", manifest.NAME)


@dataclass(frozen=True)
class Released:
    """What a release came to."""

    number: int
    folder: Path
    head: Head


def release(workspace: Workspace, period: Period, by: str, why: str) -> Released:
    """Declare the published report of a period official.

    Raises InnocityError with every reason that speaks against it, UsageError for a name, reason or key that cannot be,
    BusyError when a run of the period is under way.
    """
    from filelock import FileLock, Timeout

    if not _NAME.fullmatch(by):
        raise UsageError("error.release_name", got=by)
    if not why.strip() or not why.isprintable():
        raise UsageError("error.release_why")
    lock = workspace.lock(period)
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            recover(workspace, period)
            candidate = Candidate(workspace, period, by, why.strip())
            if refused := candidate.refusals():
                reasons = "\n".join(f"- {one}" for one in refused)
                raise InnocityError("error.release_refused", period=period, count=len(refused), reasons=reasons)
            done = _Making.of(candidate).make()
    except Timeout:
        raise BusyError("error.busy", period=period) from None
    portal.bring_up_to_date(workspace)
    return done


def recover(workspace: Workspace, period: Period) -> None:
    """Put a release in its place that the ledger tells of and that was cut off before; forget one that it does not."""
    told = {entry["details"].get("number") for entry in _entries(workspace, period)}
    for staged in workspace.staged_release(period, 1).parent.glob(f"{period}-*"):
        number = int(staged.name.rpartition("-")[2])
        place = workspace.release(period, number)
        if number in told and not place.exists():
            _put(staged, place)
        else:
            shutil.rmtree(staged)


def _entries(workspace: Workspace, period: Period) -> list[dict[str, Any]]:
    wanted = (Action.RELEASE, str(period))
    told = Ledger.of(workspace).entries() if workspace.ledger.is_file() else []
    return [entry for entry in told if (entry["action"], entry["period"]) == wanted]


def _put(staged: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    staged.rename(place)
    sync_folder(place.parent)


@dataclass(frozen=True)
class _Making:
    """A release at work: the candidate, its number, the ledger with its clock held still."""

    candidate: Candidate
    number: int
    ledger: Ledger
    rules: ReleaseRules

    @classmethod
    def of(cls, candidate: Candidate) -> "_Making":
        workspace, period = candidate.workspace, candidate.period
        told = [entry["details"].get("number") for entry in _entries(workspace, period)]
        number = max((one for one in told if isinstance(one, int)), default=0) + 1
        ledger = Ledger.of(workspace)
        now = ledger.clock()
        return cls(candidate, number, replace(ledger, clock=lambda: now), ReleaseRules.of(workspace))

    @property
    def staged(self) -> Path:
        return self.candidate.workspace.staged_release(self.candidate.period, self.number)

    def make(self) -> Released:
        """Stage, enter, place; nothing is entered when signing fails."""
        workspace, place = (
            self.candidate.workspace,
            self.candidate.workspace.release(self.candidate.period, self.number),
        )
        shutil.rmtree(self.staged, ignore_errors=True)
        try:
            self._copy()
            head = self.ledger.append(*self._keys(), self._event(), before=self._sign)
        except BaseException:
            shutil.rmtree(self.staged, ignore_errors=True)
            raise
        _put(self.staged, place)
        return Released(self.number, workspace.release(self.candidate.period, self.number), head)

    def _copy(self) -> None:
        """The publication as it is, in the order of a workspace."""
        workspace = self.candidate.workspace
        for name in Publication(workspace, self.candidate.period).found:
            (self.staged / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(workspace.root / name, self.staged / name)

    def _event(self) -> Event:
        told = self.candidate.run
        record = Publication(Workspace(self.staged), self.candidate.period)
        details = {
            "number": self.number,
            "by": self.candidate.by,
            "operator": self.candidate.operator,
            "reviewers": list(self.candidate.approvers),
            "errors": dict(sorted(self.candidate.errors.items())),
            "record_sha256": record.found[record.record],
            "signer": self.rules.signer,
            "namespace": self.rules.namespace,
        }
        code = {name: told[name] for name in ("run_id", "manifest_sha256", "code_commit", "dirty")}
        return Event(Action.RELEASE, told["period"], reason=self.candidate.why, details=details, **code)

    def _keys(self) -> list[Event]:
        """The file of allowed signers, where the ledger does not hold it as it is now."""
        path = self.candidate.workspace.allowed_signers
        now = {"file": self.candidate.workspace.name_of(path), "sha256": digest(path)} if path.is_file() else {}
        known = [entry["details"] for entry in self.ledger.entries() if entry["action"] == Action.KEYS]
        return [Event(Action.KEYS, details=now)] if now and now != (known or [None])[-1] else []

    def _sign(self, head: Head) -> None:
        """Write the sheet and what is to be signed, sign it, and make sure that the signature will be accepted."""
        note, sheet = self.staged / NOTE, self._sheet(head)
        for name, content in zip(SHEETS, (as_html(sheet), as_pdf(sheet)), strict=True):
            (self.staged / name).write_bytes(content)
        sealed = Publication(Workspace(self.staged), self.candidate.period).manifest
        note.write_bytes(note_text(head, {name: digest(self.staged / name) for name in (*SHEETS, sealed)}))
        time = self.ledger.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        signing = Signing(self.rules.signer, self.rules.namespace, self.candidate.by, time)
        signing.sign(note)
        verdict = signing.verdict(note, self.candidate.workspace.allowed_signers)
        if verdict is not SignatureVerdict.GOOD:
            fault = Fault(f"{NOTE}.sig", Kind(f"signature_{verdict.value}"), signing.by, time)
            raise InnocityError("error.release_signature", got=fault.sentence(current()))

    def _sheet(self, head: Head) -> ReleaseSheet:
        candidate, told = self.candidate, self.candidate.run
        reports = self.staged / candidate.workspace.name_of(candidate.workspace.reports(candidate.period))
        language = Language(load_parameters(candidate.workspace.period_file(candidate.period)).language)
        programme = load_programme(candidate.workspace)
        names = {name: programme.said(name, language) for name in ("city", "programme")}
        files = [(name, (reports / name).read_bytes()) for name in _SHOWN if (reports / name).is_file()]
        commit = told["code_commit"] or text("sheet.none", language)
        return ReleaseSheet(
            language=language,
            programme=names["programme"],
            office=programme.said("office", language),
            report=text("report.title", language, **names),
            period=str(candidate.period),
            number=self.number,
            released_at=self.ledger.clock(),
            why=candidate.why,
            errors=candidate.errors.total(),
            operator=candidate.operator,
            run_id=str(told["run_id"]),
            reviewers=candidate.approvers,
            releaser=candidate.by,
            code=text("sheet.dirty", language, commit=commit) if told["dirty"] else commit,
            files=tuple(ReleasedFile(name, digest(reports / name), sm3(content)) for name, content in files),
            head=head.printed,
            qr=qr(head.text),
        )
