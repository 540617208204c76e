"""How a promise goes at the end of a period: status, and the progress and expectation that it rests on."""

from dataclasses import dataclass
from decimal import Decimal

from innocity.facts import Direction, Indicator, Kind, Value
from innocity.measures.arithmetic import PERCENT, STORED_DECIMALS, rounded, share_pct
from innocity.measures.distances import Distance, beyond, standing
from innocity.measures.phasing import ExpectedShare
from innocity.period import Period
from innocity.tables import Standing, State, Status
from innocity.thresholds import PaceRules

_ABSENT = {
    State.CARRIED_FORWARD: Status.NOT_MEASURABLE,
    State.NOT_YET_MEASURABLE: Status.NOT_MEASURABLE,
    State.NOT_SUBMITTED: Status.NOT_REPORTED,
    State.REJECTED: Status.REJECTED,
}
_SAME_TIME = "same_time_last_year"


@dataclass(frozen=True)
class Case:
    """What is known of one indicator: the value, what it is held against, and what could be expected by now."""

    indicator: Indicator
    state: State
    actual: Value | None
    previous: Value | None  # at the same time of the year before
    baseline: Value | None
    target: Value
    target_year: int
    period: Period
    distance: Distance
    expected: ExpectedShare

    @property
    def is_over(self) -> bool:
        """Whether the target's year has come to its end."""
        return (self.period.year, self.period.quarter) >= (self.target_year, 4)

    @property
    def is_ahead(self) -> bool:
        """Whether the target's year has not begun."""
        return self.period.year < self.target_year

    @property
    def is_kept(self) -> bool:
        """Whether a target that is met within the year stays met: a mean or a ratio moves until the year is over."""
        accrues = self.indicator.kind is Kind.FLOW and self.indicator.direction is Direction.HIGHER
        return self.is_over or self.is_ahead or accrues or self.indicator.kind in (Kind.STOCK, Kind.YES_NO)


@dataclass(frozen=True)
class Judgement:
    """A status with its ground: progress and expected share in per cent, their ratio, and the reason in a word."""

    status: Status
    reason: str | None = None
    progress_pct: Decimal | None = None
    expected_share_pct: Decimal | None = None
    expected_basis: str | None = None
    pace_ratio: Decimal | None = None


def judge(case: Case, rules: PaceRules) -> Judgement:
    """The status of one indicator at the end of a period.

    Met, or missed once the year is over; within it, on pace or behind by what could be expected of its kind: the share of
    the target for a flow, of the way from the baseline for a stock, the gain on the same time of the year before for a
    ratio or a mean. Falling back: below where it started. Not due: nothing can be expected before the year's end.
    """
    if case.actual is None:
        return Judgement(_ABSENT[case.state], case.state.value)
    stands = standing(case.actual, case.target, case.indicator.direction)
    if stands is Standing.NOT_ASSESSABLE:
        return Judgement(Status.NOT_ASSESSABLE, "not_comparable")
    if stands is Standing.MET:
        return _met(case)
    if case.is_over:
        return Judgement(Status.MISSED, None, _progress_pct(case), PERCENT, "year_over")
    if case.is_ahead:
        return Judgement(Status.NOT_DUE, "year_ahead")
    return _within_the_year(case, rules)


def _met(case: Case) -> Judgement:
    if case.is_kept:
        return Judgement(Status.MET, None, _progress_pct(case), *_expectation(case))
    return Judgement(Status.ON_PACE, "met_so_far", _progress_pct(case), *_expectation(case))


def _within_the_year(case: Case, rules: PaceRules) -> Judgement:
    match case.indicator.kind:
        case Kind.YES_NO:
            return Judgement(Status.NOT_DUE, "answer_may_come")
        case Kind.RATIO | Kind.RUNNING_MEAN:
            return _against_last_year(case, rules)
        case Kind.FLOW if case.indicator.direction is Direction.LOWER:
            return Judgement(Status.MISSED, "cannot_decrease")
        case Kind.FLOW:
            return _against_share(case, _is_below(case.actual, case.previous, case.indicator.direction), rules)
        case Kind.STOCK:
            if not isinstance(case.baseline, Decimal):
                return Judgement(Status.NOT_ASSESSABLE, "no_baseline")
            return _against_share(case, _is_below(case.actual, case.baseline, case.indicator.direction), rules)


def _against_share(case: Case, has_fallen: bool, rules: PaceRules) -> Judgement:
    """A flow or a stock against the share that could be expected; below where it started it is falling back."""
    progress, (share, basis) = _progress_pct(case), _expectation(case)
    if progress is None:  # the target asks for no step, and is no longer met
        return Judgement(Status.FALLING_BACK, "below_target_and_baseline", None, share, basis)
    ratio = _ratio(progress, share)
    is_on_pace = ratio is not None and ratio >= rules.on_pace_from
    if has_fallen and not is_on_pace:
        return Judgement(Status.FALLING_BACK, None, progress, share, basis, ratio)
    if ratio is None:
        return Judgement(Status.NOT_DUE, "nothing_expected_yet", progress, share, basis)
    return Judgement(Status.ON_PACE if is_on_pace else Status.BEHIND, None, progress, share, basis, ratio)


def _against_last_year(case: Case, rules: PaceRules) -> Judgement:
    """A ratio or a mean against the same time of the year before: its gain over the gain that the target asks for."""
    indicator = case.indicator
    if indicator.frequency == "annual":
        return Judgement(Status.NOT_DUE, "nothing_expected_yet", _progress_pct(case), *_expectation(case))
    if not isinstance(case.actual, Decimal) or not isinstance(case.previous, Decimal):
        return Judgement(Status.NOT_ASSESSABLE, "no_same_time_last_year")
    if not isinstance(case.baseline, Decimal) or not isinstance(case.target, Decimal):
        return Judgement(Status.NOT_ASSESSABLE, "no_baseline")
    gain = beyond(case.actual, case.previous, indicator.direction)
    step = beyond(case.target, case.baseline, indicator.direction)
    progress = share_pct(gain, step)
    ratio = _ratio(progress, PERCENT)
    is_on_pace = gain >= (step * rules.on_pace_from if step > 0 else step)
    status = Status.ON_PACE if is_on_pace else Status.FALLING_BACK if gain < 0 else Status.BEHIND
    return Judgement(status, None, progress, PERCENT, _SAME_TIME, ratio)


def _progress_pct(case: Case) -> Decimal | None:
    """The progress that this kind is judged by: the share of the target for a flow, of the way to it for the rest."""
    is_flow = case.indicator.kind is Kind.FLOW
    return case.distance.completion_pct if is_flow else case.distance.net_increase_pct


def _expectation(case: Case) -> tuple[Decimal | None, str | None]:
    share = case.expected.share
    return (None if share is None else rounded(share * PERCENT, STORED_DECIMALS)), case.expected.basis.value


def _ratio(progress: Decimal | None, expected: Decimal | None) -> Decimal | None:
    if progress is None or expected is None or expected <= 0:
        return None
    return rounded(progress / expected, STORED_DECIMALS)


def _is_below(actual: Value | None, mark: Value | None, direction: Direction) -> bool:
    if not isinstance(actual, Decimal) or not isinstance(mark, Decimal):
        return False
    return beyond(actual, mark, direction) < 0
