"""How far a value is from its target, its baseline and the year before; absent wherever that cannot be said."""

from dataclasses import dataclass
from decimal import Decimal

from innocity.facts import Answer, Direction, Measure, Value
from innocity.measures.arithmetic import share_pct
from innocity.tables import Standing, Trend


@dataclass(frozen=True)
class Distance:
    """How far a value is from its target and from the year before; absent where it cannot be said."""

    completion_pct: Decimal | None = None
    net_increase_pct: Decimal | None = None
    margin: Decimal | None = None
    needed: Decimal | None = None
    needed_pct: Decimal | None = None
    change: Decimal | None = None
    change_kind: str | None = None


def distance(
    actual: Value | None,
    previous: Value | None,
    baseline: Value | None,
    goal: Value,
    direction: Direction,
    measure: Measure,
) -> Distance:
    """The distances of a numeric value; all absent for an answer or where there is no value."""
    if not isinstance(actual, Decimal) or not isinstance(goal, Decimal):
        return Distance()
    margin = beyond(actual, goal, direction)
    needed = goal - actual if margin < 0 else Decimal(0)
    change, kind = _change(actual, previous, measure)
    return Distance(
        completion_pct=completion_pct(actual, goal, direction),
        net_increase_pct=_net_increase_pct(actual, baseline, goal, direction),
        margin=margin,
        needed=needed,
        needed_pct=share_pct(needed, actual),
        change=change,
        change_kind=kind,
    )


def standing(actual: Value | None, target: Value, direction: Direction) -> Standing:
    """Whether a value meets its target; reaching it exactly is meeting it."""
    if actual is None or isinstance(actual, Answer) != isinstance(target, Answer):
        return Standing.NOT_ASSESSABLE
    if isinstance(actual, Decimal) and isinstance(target, Decimal):
        met = beyond(actual, target, direction) >= 0
    else:
        met = actual == target
    return Standing.MET if met else Standing.NOT_MET


def trend(actual: Value | None, previous: Value | None, direction: Direction) -> Trend:
    """Which way a value moved since the year before."""
    if actual is None or previous is None or isinstance(actual, Answer) != isinstance(previous, Answer):
        return Trend.UNKNOWN
    if actual == previous:
        return Trend.UNCHANGED
    if isinstance(actual, Decimal) and isinstance(previous, Decimal):
        better = beyond(actual, previous, direction) > 0
    else:
        better = actual is Answer.YES
    return Trend.BETTER if better else Trend.WORSE


def beyond(value: Decimal, mark: Decimal, direction: Direction) -> Decimal:
    """How far a value lies beyond a mark in the good direction; negative when it falls short."""
    return mark - value if direction is Direction.LOWER else value - mark


def completion_pct(actual: Decimal, goal: Decimal, direction: Direction) -> Decimal | None:
    """The level as a share of the target, or the target as one of the level; absent where the target is not positive."""
    part, whole = (goal, actual) if direction is Direction.LOWER else (actual, goal)
    return share_pct(part, whole) if goal > 0 else None


def _change(actual: Decimal, previous: Value | None, measure: Measure) -> tuple[Decimal | None, str | None]:
    """The change on the year before: in points for percentages, in per cent of the former value for the rest."""
    if not isinstance(previous, Decimal):
        return None, None
    change = actual - previous if measure.change_in == "points" else share_pct(actual - previous, previous)
    return change, measure.change_in


def _net_increase_pct(actual: Decimal, baseline: Value | None, goal: Decimal, direction: Direction) -> Decimal | None:
    """The share of the way from baseline to target that is done; absent where the target asks for no step forward."""
    if not isinstance(baseline, Decimal):
        return None
    return share_pct(beyond(actual, baseline, direction), beyond(goal, baseline, direction))


def promises_less(target: Value, baseline: Value | None, direction: Direction) -> bool:
    """Whether the target asks for less than was already reached."""
    if not isinstance(target, Decimal) or not isinstance(baseline, Decimal):
        return False
    return beyond(target, baseline, direction) < 0
