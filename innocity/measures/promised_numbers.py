"""How one promised number goes: met by its operator, and, until its deadline, what share of it could be expected."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

from innocity.facts import Commitment, Direction, Measure, Phasing
from innocity.measures.arithmetic import PERCENT, STORED_DECIMALS, rounded, share_pct
from innocity.measures.distances import distance
from innocity.measures.phasing import expected_share
from innocity.period import Period
from innocity.tables import Attainment, CommitmentValue, Standing, Status
from innocity.thresholds import AttainmentRules


@dataclass(frozen=True)
class Judgement:
    """How a promise goes, why, and the figures that this rests on; shares in per cent."""

    standing: Standing
    status: Status
    reason: str | None = None
    completion_pct: Decimal | None = None
    expected_share_pct: Decimal | None = None
    pace_ratio: Decimal | None = None
    margin: Decimal | None = None


@dataclass(frozen=True)
class Promise:
    """One figure of a commitment in one period; `accrues` where a part of the year brings a part of it."""

    commitment: Commitment
    item: str | None
    deadline: date | None
    accrues: bool
    period: Period

    @property
    def direction(self) -> Direction:
        """Lower is better for a promised ceiling, as a rank is."""
        return Direction.LOWER if self.commitment.operator == "≤" else Direction.HIGHER

    @property
    def is_scored(self) -> bool:
        """Whether there is a number and a day to hold it against."""
        return self.commitment.value is not None and self.deadline is not None

    @property
    def unjudged(self) -> Judgement | None:
        """The judgement of a promise that cannot be held against anything; None for every other."""
        if self.is_scored:
            return None
        return unjudged("no_number" if self.commitment.value is None else "no_deadline")

    @property
    def is_over(self) -> bool:
        """Whether the period closes on the deadline or after it."""
        return self.deadline is not None and self.period.cut_off >= self.deadline

    @property
    def is_ahead(self) -> bool:
        """Whether the year of the deadline has not begun."""
        return self.deadline is not None and self.period.year < self.deadline.year

    @property
    def without_pace(self) -> Self:
        """The same promise, of which nothing is expected before its deadline."""
        return replace(self, accrues=False)

    def is_of_its_year(self, row: CommitmentValue) -> bool:
        """Whether a value belongs to the year of the deadline."""
        return self.deadline is not None and row.reference_year == self.deadline.year

    def repeats(self, row: Attainment) -> bool:
        """Whether an indicator is promised just the same: figure, year and direction."""
        is_plain = self.commitment.operator in ("≥", "≤", "=") and self.commitment.basis == "level"
        is_same_year = self.deadline is not None and self.deadline.year == row.target_year
        return is_plain and is_same_year and row.target == self.commitment.value and row.direction is self.direction

    @property
    def expected_pct(self) -> Decimal | None:
        """The share of the days from the first of January to the deadline that have gone by; none before that year."""
        if self.deadline is None:
            return None
        year = self.deadline.year
        gone = expected_share(Phasing.DAYS, self.period.cut_off, year).share
        due = expected_share(Phasing.DAYS, self.deadline, year).share
        return rounded(min(gone / due, Decimal(1)) * PERCENT, STORED_DECIMALS) if gone is not None and due else None


def is_met(operator: str, actual: Decimal, promised: Decimal, about_from: Decimal) -> bool:
    """Whether a value keeps a promise.

    `>` asks for more than the number; `≈` is kept from a share of it on (`about_from`), and by more. `=` is kept from the
    number on as well: a plan that promises ten projects is not broken by an eleventh.
    """
    match operator:
        case "≤":
            return actual <= promised
        case ">":
            return actual > promised
        case "≈":
            return actual >= promised - abs(promised) * (1 - about_from)
        case _:
            return actual >= promised


def judge(promise: Promise, actual: Decimal, year: int, measure: Measure, rules: AttainmentRules) -> Judgement:
    """The judgement of a value of a year.

    Missed only from the deadline on. Until then a figure that accrues is on pace or behind by the days gone by; of growth,
    shares, ranks and ratios nothing is expected, and one that is met so far may still move. An increase below zero falls
    back, and so does any increase where a fall is promised. A negative or zero promise has no share, hence no pace.
    """
    promised = promise.commitment.value
    if promised is None:
        return unjudged("no_number")
    if promise.commitment.basis != "level" and promise.deadline and year != promise.deadline.year:
        return Judgement(Standing.NOT_ASSESSABLE, Status.NOT_DUE, "other_year")
    far = distance(actual, None, None, promised, promise.direction, measure)
    judged = promise.unjudged or _judged(promise, actual, promised, rules)
    return replace(judged, completion_pct=far.completion_pct, margin=far.margin)


def unjudged(reason: str) -> Judgement:
    """The judgement of what cannot be held against anything."""
    return Judgement(Standing.NOT_ASSESSABLE, Status.NOT_ASSESSABLE, reason)


def _judged(promise: Promise, actual: Decimal, promised: Decimal, rules: AttainmentRules) -> Judgement:
    expected = promise.expected_pct if promise.accrues or promise.is_over else None
    if is_met(promise.commitment.operator, actual, promised, rules.commitments.about_from):
        is_settled = promise.accrues or promise.is_over or promise.is_ahead
        status, reason = (Status.MET, None) if is_settled else (Status.ON_PACE, "met_so_far")
        return Judgement(Standing.MET, status, reason, expected_share_pct=expected)
    if promise.is_over:
        return Judgement(Standing.NOT_MET, Status.MISSED, expected_share_pct=expected)
    if promise.is_ahead:
        return Judgement(Standing.NOT_MET, Status.NOT_DUE, "year_ahead", expected_share_pct=expected)
    if promise.commitment.basis == "increase" and _moved_away(promise.direction, actual, promised):
        return Judgement(Standing.NOT_MET, Status.FALLING_BACK, expected_share_pct=expected)
    progress = share_pct(actual, promised)
    if progress is None or not expected:
        return Judgement(Standing.NOT_MET, Status.NOT_DUE, "nothing_expected_yet", expected_share_pct=expected)
    ratio = rounded(progress / expected, STORED_DECIMALS)
    status = Status.ON_PACE if ratio >= rules.pace.on_pace_from else Status.BEHIND
    return Judgement(Standing.NOT_MET, status, expected_share_pct=expected, pace_ratio=ratio)


def _moved_away(direction: Direction, increase: Decimal, promised: Decimal) -> bool:
    return increase < 0 if direction is Direction.HIGHER else promised < 0 < increase
