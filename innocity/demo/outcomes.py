"""What intake made of each value cell of a period, held against the truth about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import sub

from innocity.csvfile import Row
from innocity.demo.faults import DISAGREEING
from innocity.demo.layouts import Shape
from innocity.demo.truth import Careful, Truth
from innocity.intake.returns import Intake
from innocity.period import Period
from innocity.tables import Finding, Observation, Severity, Verdict

_OF_ALL_COLLECTORS = "collectors_disagree"


class Outcome(StrEnum):
    """What became of a value cell."""

    RIGHT = "right"  # the true value, and nothing to say about it
    NOTED = "noted"  # the true value, with a warning or an error beside it
    FLAGGED = "flagged"  # no value, or a doubtful one, and a finding that says so
    SILENTLY_WRONG = "silently_wrong"
    LOST = "lost"  # neither a value nor a finding


class Case(Row):
    """One value cell with what intake made of it; `findings` are the codes that concern it."""

    outcome: Outcome
    city: str
    period: str
    file: str
    sheet: str | None = None
    cell: str
    indicator: str
    careful_reader: Careful
    fault: str | None = None
    style: str
    value: str | None = None
    read: str | None = None
    findings: tuple[str, ...] = ()
    layout: str


def cases(period: Period, truths: list[Truth], intake: Intake, city: str) -> Iterator[Case]:
    """One case per value cell of a period, then one per value that was taken from anywhere else."""
    told = _Told.of(period, intake)
    read = {truth: told.observation(truth) for truth in truths}
    for truth, row in read.items():
        unread = [one for one in _siblings(truth, truths) if read[one] is None]
        yield _case(truth, row, sorted({code for one in (truth, *unread) for code in told.about(one, row)}), city)
    known = [row for row in read.values() if row]
    for row in told.observations:
        if row not in known:
            yield _invented(row, city)


def _siblings(truth: Truth, truths: Sequence[Truth]) -> list[Truth]:
    """What the other collectors say, where this one counts otherwise: only once theirs is read does the difference show."""
    if truth.fault != DISAGREEING:
        return []
    return [one for one in truths if one.indicator == truth.indicator and one.file != truth.file]


@dataclass(frozen=True)
class _Told:
    """What intake says of one period."""

    observations: list[Observation]
    findings: list[Finding]
    quarantined: dict[str, str]

    @classmethod
    def of(cls, period: Period, intake: Intake) -> "_Told":
        """The part of an intake that was sent for the period."""
        rows = [row for row in intake.observations if row.period == str(period)]
        refused = [row for row in intake.receipts if row.verdict is Verdict.QUARANTINED]
        return cls(
            rows,
            intake.findings,
            {row.file: row.reason or "" for row in refused if row.period == str(period)},
        )

    def observation(self, truth: Truth) -> Observation | None:
        """The observation from this cell; a text file has one sheet, whatever it is called."""
        return next((row for row in self.observations if _stands_at(row, truth)), None)

    def about(self, truth: Truth, row: Observation | None) -> list[str]:
        """The findings that concern this cell: of its line, of its whole file, or of all collectors of its indicator.

        A note says why there is no value; beside a value it is not loud enough.
        """
        loud = [one for one in self.findings if row is None or one.severity is not Severity.NOTE]
        return sorted({finding.code for finding in loud if _concerns(finding, truth)} | self._of_file(truth))

    def _of_file(self, truth: Truth) -> set[str]:
        return {self.quarantined[truth.file]} if truth.file in self.quarantined else set()


def _stands_at(row: Observation, truth: Truth) -> bool:
    return (row.file, row.cell) == (truth.file, truth.cell) and truth.sheet in (None, row.sheet)


def _concerns(finding: Finding, truth: Truth) -> bool:
    if finding.code == _OF_ALL_COLLECTORS:
        return finding.indicator == truth.indicator
    if finding.file != truth.file or truth.sheet not in (None, finding.sheet) or finding.cell is None:
        return False
    return _line(finding.cell, truth) in _lines(truth) or f"!{truth.cell} " in f"{finding.expected} "


def _lines(truth: Truth) -> set[str]:
    """Where a finding about the cell may stand: on its line, or on the one above, where that has the name for both."""
    own = _line(truth.cell, truth)
    return {own, str(int(own) - 1)} if Shape.YEARS_DOWN in truth.layout else {own}


def _line(cell: str, truth: Truth) -> str:
    """The row of a cell, or its column where the form is transposed."""
    return sub(r"\d" if Shape.TRANSPOSED in truth.layout else r"\D", "", cell)


def _case(truth: Truth, row: Observation | None, findings: Sequence[str], city: str) -> Case:
    shared = truth.model_dump(include=set(Case.model_fields) & set(Truth.model_fields) - {"value"})
    return Case(
        **shared,
        outcome=_outcome(truth, row, findings),
        city=city,
        value=None if truth.value is None else str(truth.value),
        read=str(row.value) if row else None,
        findings=tuple(findings),
    )


def _outcome(truth: Truth, row: Observation | None, findings: Sequence[str]) -> Outcome:
    if row is None:
        return Outcome.FLAGGED if findings else Outcome.LOST
    is_right = (row.value, row.indicator, row.unit) == (truth.value, truth.indicator, truth.unit)
    if is_right and truth.careful_reader is Careful.VALUE:
        return Outcome.NOTED if findings else Outcome.RIGHT
    is_settled = truth.fault == DISAGREEING and row.superseded_by is not None  # the unit has corrected itself since
    return Outcome.FLAGGED if findings or is_settled else Outcome.SILENTLY_WRONG


def _invented(row: Observation, city: str) -> Case:
    """A value taken from a cell in which none was written."""
    place = row.model_dump(include={"period", "file", "sheet", "cell", "indicator"})
    nothing = {"careful_reader": Careful.FINDING, "fault": "no_value_cell", "style": "-", "layout": "-"}
    return Case.model_validate(
        {**place, **nothing, "outcome": Outcome.SILENTLY_WRONG, "city": city, "read": str(row.value)}
    )
