"""Corrections by the office: `overrides.csv` beside the returns of a period, which of them may be applied, what became of each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from openpyxl.utils import get_column_letter
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from innocity import csvfile, language
from innocity.csvfile import Row
from innocity.framework import Framework
from innocity.intake.evidence import is_evidence
from innocity.intake.register import Register, digest
from innocity.intake.rules import Place, Rules
from innocity.intake.versions import Return, Statement
from innocity.period import Period
from innocity.tables import BY_HAND, CommitmentValue, Finding, Observation, Override, Receipt, WorkReport
from innocity.workspace import Workspace

_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_FIRST_LINE = 2  # below the header
_CellKey = tuple[str, str, str]


def _worded(told: str) -> str:
    if not told.strip():
        raise PydanticCustomError("worded", "{expected}", {"expected": language.text("override.expected_words")})
    return told


def _address(told: str) -> str:
    if not _ADDRESS.fullmatch(told):
        raise PydanticCustomError("address", "{expected}", {"expected": language.text("override.expected_cell")})
    return told


Words = Annotated[str, AfterValidator(_worded)]


class Instruction(Row):
    """One cell that the office corrects: what stands there, what should, who says so, why, what proves it, since when.

    `file` and `evidence` are names below the period's folder, as in `register.csv`; `old` is the stored text of the cell.
    """

    file: Words
    sheet: Words
    cell: Annotated[str, AfterValidator(_address)]
    old: Words
    new: Words
    who: Words
    why: Words
    evidence: Words
    on: date


@dataclass(frozen=True)
class Correction:
    """An instruction in its place; `file` and `evidence` as tables name them; no digest where there is no such evidence."""

    told: Instruction
    line: int
    source: Place
    file: str
    evidence: str
    evidence_sha256: str | None

    @property
    def key(self) -> _CellKey:
        """The cell that it is about."""
        return self.file, self.told.sheet, self.told.cell

    def at(self, column: str) -> Place:
        """Where a column of the instruction stands, as a spreadsheet names it."""
        return replace(self.source, cell=f"{get_column_letter(Instruction.columns().index(column) + 1)}{self.line}")

    def refusal_in(self, findings: Iterable[Finding]) -> str | None:
        """The code of the first finding that speaks against it."""
        own = {self.at(column).cell for column in Instruction.columns()}
        return next((row.code for row in findings if row.file == self.source.file and row.cell in own), None)


OfFile = Mapping[tuple[str, str], Correction]  # by sheet and cell


@dataclass(frozen=True)
class Corrections:
    """The corrections of one period, and what speaks against those that are not to be applied."""

    every: tuple[Correction, ...] = ()
    findings: tuple[Finding, ...] = ()

    def of_file(self, file: str) -> OfFile:
        """Those that may be applied to a file, by sheet and cell."""
        sought = [one for one in self.every if one.file == file and one.refusal_in(self.findings) is None]
        return {(one.told.sheet, one.told.cell): one for one in sought}

    def without_replaced(self, returns: Sequence[Return], rules: Rules) -> "Corrections":
        """The same, less those of values in whose place a file of a later day has put another."""
        arrived = {one.receipt.file: one.receipt.received_on for one in returns}
        later = {
            _key(row): row.superseded_by
            for one in returns
            for row in one.statements
            if row.superseded_by and _is_by_hand(row) and arrived[row.superseded_by] > arrived[row.file]
        }
        findings = [
            one.at("file").finding(rules, "override_superseded", got=one.told.file, expected=later[one.key])
            for one in self.every
            if one.key in later
        ]
        return replace(self, findings=(*self.findings, *findings))


def read_instructions(workspace: Workspace, period: Period) -> list[Instruction]:
    """The office's corrections for a period, none where it has no such file; InnocityError that lists every fault in it."""
    path = workspace.overrides(period)
    return csvfile.read(path, Instruction) if path.exists() else []


def admit(
    workspace: Workspace, period: Period, register: Register, as_of: date, framework: Framework, rules: Rules
) -> Corrections:
    """The corrections of a period: a cell that is corrected twice, an unknown file, a day to come or missing evidence bars one."""
    folder = workspace.name_of(workspace.returns(period))
    source = Place(workspace.name_of(workspace.overrides(period)), framework.programme.office_unit)
    told = read_instructions(workspace, period)
    received = {workspace.name_of(path): path for path in workspace.files_received(period)} if told else {}
    every = tuple(
        Correction(
            one,
            line,
            source,
            file=f"{folder}/{one.file}",
            evidence=f"{folder}/{one.evidence}",
            evidence_sha256=_proof(received.get(f"{folder}/{one.evidence}"), one.evidence, register),
        )
        for line, one in enumerate(told, start=_FIRST_LINE)
    )
    tables = {name for name, path in received.items() if not is_evidence(path)}
    count = Counter(one.key for one in every)
    return Corrections(every, tuple(row for one in every for row in _barred(one, count, tables, as_of, rules)))


def _proof(path: Path | None, name: str, register: Register) -> str | None:
    """The digest of a file that proves something: it is there, holds something, and is still the one that arrived."""
    if path is None or path.is_symlink() or not path.stat().st_size:
        return None
    found, arrival = digest(path), register.arrivals.get(name)
    return found if arrival is None or arrival.sha256 == found else None


def _barred(
    one: Correction, count: Counter[_CellKey], tables: set[str], as_of: date, rules: Rules
) -> Iterator[Finding]:
    """Why a correction is not to be tried at all."""
    told = one.told
    if count[one.key] > 1:
        yield one.at("cell").finding(rules, "override_repeated", got=f"{told.file} {told.sheet}!{told.cell}")
    if one.file not in tables:
        yield one.at("file").finding(rules, "override_no_file", got=told.file)
    if told.on > as_of:
        yield one.at("on").finding(rules, "override_to_come", got=told.on, expected=f"<= {as_of}")
    if one.evidence_sha256 is None:
        yield one.at("evidence").finding(rules, "override_no_evidence", got=told.evidence)


def unheard(
    corrections: Corrections, statements: Iterable[Statement], findings: Iterable[Finding], rules: Rules
) -> list[Finding]:
    """A finding for every correction of a cell that gives no value that counts, where none says yet why it is not applied."""
    applied, known = {_key(row) for row in statements if _is_by_hand(row)}, list(findings)
    return [
        one.at("cell").finding(rules, "override_no_value", got=f"{one.told.file} {one.told.sheet}!{one.told.cell}")
        for one in corrections.every
        if one.key not in applied and one.refusal_in(known) is None
    ]


def recorded(
    corrections: Corrections,
    statements: Iterable[Statement],
    receipts: Iterable[Receipt],
    findings: Iterable[Finding],
    period: Period,
) -> list[Override]:
    """What became of every correction, with what it is about."""
    said = {_key(row): row for row in statements if not isinstance(row, WorkReport)}
    senders = {row.file: row.unit for row in receipts}
    known = list(findings)
    return [_record(one, said.get(one.key), senders.get(one.file), known, period) for one in corrections.every]


def _record(
    one: Correction,
    about: Observation | CommitmentValue | None,
    sender: str | None,
    known: list[Finding],
    period: Period,
) -> Override:
    refusal = one.refusal_in(known)
    return Override(
        period=str(period),
        line=one.line,
        indicator=about.indicator if isinstance(about, Observation) else None,
        about=about.commitment if isinstance(about, CommitmentValue) else None,
        unit=sender,
        reference_year=about.reference_year if about else None,
        file=one.file,
        sheet=one.told.sheet,
        cell=one.told.cell,
        before=one.told.old,
        after=one.told.new,
        who=one.told.who,
        why=one.told.why,
        corrected_on=one.told.on,
        evidence=one.evidence,
        evidence_sha256=one.evidence_sha256,
        is_applied=refusal is None,
        reason=refusal,
    )


def _key(row: Statement) -> _CellKey:
    return row.file, row.sheet, row.cell


def _is_by_hand(row: Statement) -> bool:
    return not isinstance(row, WorkReport) and BY_HAND in row.rules
