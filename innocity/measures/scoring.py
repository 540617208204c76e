"""Points for a value held against its target, as appraisals give them: full marks at the target, steps above and below."""

from dataclasses import dataclass
from decimal import Decimal

from innocity.facts import Direction, Value
from innocity.measures.arithmetic import PERCENT, STORED_DECIMALS, rounded

_FULL_MARKS = Decimal(100)


@dataclass(frozen=True)
class Scale:
    """For every so many per cent of the target, so many points more or less, between a floor and a cap."""

    per_cent_step: Decimal
    points_step: Decimal
    cap: Decimal
    floor: Decimal


def points(actual: Value | None, target: Value | None, direction: Direction, scale: Scale) -> Decimal | None:
    """100 at the target, linear between the steps, mirrored where lower is better; six decimals, half up.

    None where it is not assessable: no value, a yes or no, a target that is zero or negative.
    """
    if not isinstance(actual, Decimal) or not isinstance(target, Decimal):
        return None
    if direction is Direction.YES_NO or target <= 0:
        return None
    lead = target - actual if direction is Direction.LOWER else actual - target
    earned = _FULL_MARKS + lead * PERCENT * scale.points_step / (target * scale.per_cent_step)
    return rounded(min(max(earned, scale.floor), scale.cap), STORED_DECIMALS)
