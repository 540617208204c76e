"""What intake made of each value cell and report of a period, held against the truth about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import sub

from innocity.csvfile import Row
from innocity.demo.faults import DISAGREEING
from innocity.demo.layouts import Shape
from innocity.demo.truth import Careful, Truth
from innocity.demo.work_lines import told
from innocity.intake.intake import Intake
from innocity.intake.versions import Statement, place_of_statement
from innocity.period import Period
from innocity.tables import CommitmentValue, Finding, Observation, Severity, Verdict, WorkReport

_OF_ALL_COLLECTORS = "collectors_disagree"
_OF_WHOLE_TABLE = "unread_work"


class Outcome(StrEnum):
    """What became of a value cell."""

    RIGHT = "right"  # the true value, and nothing to say about it
    NOTED = "noted"  # the true value, with a warning or an error beside it
    FLAGGED = "flagged"  # no value, or a doubtful one, and a finding that says so
    SILENTLY_WRONG = "silently_wrong"
    LOST = "lost"  # neither a value nor a finding


class Case(Row):
    """One value cell or report with what intake made of it; `findings` are the codes that concern it."""

    outcome: Outcome
    city: str
    period: str
    file: str
    sheet: str | None = None
    cell: str
    indicator: str | None = None
    about: str | None = None
    careful_reader: Careful
    fault: str | None = None
    style: str
    value: str | None = None
    read: str | None = None
    findings: tuple[str, ...] = ()
    layout: str


def cases(period: Period, truths: list[Truth], intake: Intake, city: str) -> Iterator[Case]:
    """One case per value cell of a period, then one per value that was taken from anywhere else."""
    known = _Known.of(period, intake)
    read = {truth: known.statement(truth) for truth in truths}
    for truth, row in read.items():
        unread = [one for one in _siblings(truth, truths) if read[one] is None]
        yield _case(truth, row, sorted({code for one in (truth, *unread) for code in known.about(one, row)}), city)
    expected = [row for row in read.values() if row]
    for row in known.statements:
        if row not in expected:
            yield _invented(row, city)


def _siblings(truth: Truth, truths: Sequence[Truth]) -> list[Truth]:
    """What the other collectors say, where this one counts otherwise: only once theirs is read does the difference show."""
    if truth.fault != DISAGREEING:
        return []
    return [one for one in truths if one.indicator == truth.indicator and one.file != truth.file]


@dataclass(frozen=True)
class _Known:
    """What intake says of one period."""

    statements: list[Statement]
    findings: list[Finding]
    quarantined: dict[str, str]

    @classmethod
    def of(cls, period: Period, intake: Intake) -> "_Known":
        """The part of an intake that was sent for the period."""
        said: tuple[Statement, ...] = (*intake.observations, *intake.work_reports, *intake.commitment_values)
        rows = [row for row in said if row.period == str(period)]
        refused = [row for row in intake.receipts if row.verdict is Verdict.QUARANTINED]
        return cls(
            rows,
            intake.findings,
            {row.file: row.reason or "" for row in refused if row.period == str(period)},
        )

    def statement(self, truth: Truth) -> Statement | None:
        """The statement from this cell; a text file has one sheet, whatever it is called."""
        return next((row for row in self.statements if _stands_at(row, truth)), None)

    def about(self, truth: Truth, row: Statement | None) -> list[str]:
        """The findings that concern this cell: of its line, of its whole file, or of all collectors of its indicator.

        A note says why there is no value; beside a value it is not loud enough.
        """
        loud = [one for one in self.findings if row is None or one.severity is not Severity.NOTE]
        return sorted({finding.code for finding in loud if _concerns(finding, truth)} | self._of_file(truth))

    def _of_file(self, truth: Truth) -> set[str]:
        return {self.quarantined[truth.file]} if truth.file in self.quarantined else set()


def _stands_at(row: Statement, truth: Truth) -> bool:
    return (row.file, row.cell) == (truth.file, truth.cell) and truth.sheet in (None, row.sheet)


def _content(row: Statement) -> str:
    """What was read of a cell, as the truth has it."""
    return told(row.declared, row.completed_on, row.progress) if isinstance(row, WorkReport) else str(row.value)


def _is_true(row: Statement, truth: Truth) -> bool:
    """Whether a statement says what is true, of the right thing and by the right unit."""
    match row:
        case Observation():
            return (row.value, row.unit, row.indicator, None, None) == (truth.value, *truth.subject)
        case WorkReport():
            return (_content(row), row.unit, None, row.work_point, None) == (truth.said, *truth.subject)
        case CommitmentValue():
            return (row.value, row.unit, None, row.commitment, row.item) == (truth.value, *truth.subject)


def _concerns(finding: Finding, truth: Truth) -> bool:
    if finding.code == _OF_ALL_COLLECTORS:
        return finding.indicator == truth.indicator
    if finding.file != truth.file or truth.sheet not in (None, finding.sheet) or finding.cell is None:
        return False
    if finding.code == _OF_WHOLE_TABLE and truth.about:
        return True
    return _line(finding.cell, truth) in _lines(truth) or f"!{truth.cell} " in f"{finding.expected} "


def _lines(truth: Truth) -> set[str]:
    """Where a finding about the cell may stand: on its line, or on the one above, where that has the name for both."""
    own = _line(truth.cell, truth)
    return {own, str(int(own) - 1)} if Shape.YEARS_DOWN in truth.layout else {own}


def _line(cell: str, truth: Truth) -> str:
    """The row of a cell, or its column where the form is transposed."""
    return sub(r"\d" if Shape.TRANSPOSED in truth.layout else r"\D", "", cell)


def _case(truth: Truth, row: Statement | None, findings: Sequence[str], city: str) -> Case:
    shared = truth.model_dump(include=set(Case.model_fields) & set(Truth.model_fields) - {"value"})
    return Case(
        **shared,
        outcome=_outcome(truth, row, findings),
        city=city,
        value=truth.said if truth.value is None else str(truth.value),
        read=_content(row) if row else None,
        findings=tuple(findings),
    )


def _outcome(truth: Truth, row: Statement | None, findings: Sequence[str]) -> Outcome:
    if row is None:
        return Outcome.FLAGGED if findings else Outcome.LOST
    if _is_true(row, truth) and truth.careful_reader is Careful.VALUE:
        return Outcome.NOTED if findings else Outcome.RIGHT
    is_settled = truth.fault == DISAGREEING and row.superseded_by is not None  # the unit has corrected itself since
    return Outcome.FLAGGED if findings or is_settled else Outcome.SILENTLY_WRONG


def _invented(row: Statement, city: str) -> Case:
    """A value taken from a cell in which none was written."""
    at = place_of_statement(row)
    of = {"period": row.period, "indicator": at.indicator, "about": at.about}
    place = {**of, "file": row.file, "sheet": row.sheet, "cell": row.cell}
    nothing = {"careful_reader": Careful.FINDING, "fault": "no_value_cell", "style": "-", "layout": "-"}
    return Case.model_validate(
        {**place, **nothing, "outcome": Outcome.SILENTLY_WRONG, "city": city, "read": _content(row)}
    )
