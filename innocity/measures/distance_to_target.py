"""Values brought to one scale: by their distance to a target, or between two goalposts.

Both agree with the normalisations of the same names in COINr, the toolbox of the Joint Research Centre for composite
indicators. A direction of 1 means that higher is better, -1 that lower is. Scores have six decimals; a missing value
has none.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from innocity.measures.arithmetic import STORED_DECIMALS, rounded

_WORST, _BEST = Decimal(0), Decimal(1)


def distance_to_target(
    values: Sequence[Decimal | None], target: Decimal, direction: Literal[1, -1], *, cap: bool = False
) -> tuple[Decimal | None, ...]:
    """One score a value: 0 for the worst of the values, 1 for the target; beyond it more than 1, unless capped.

    All scores are absent where the target is no better than the worst value: there is no distance to be measured.
    """
    known = [value for value in values if value is not None]
    if not known:
        return (None,) * len(values)
    worst = min(known) if direction == 1 else max(known)
    if (target - worst) * direction <= 0:
        return (None,) * len(values)
    scores = [_share_of_way(value, worst, target) for value in values]
    return tuple(min(score, _BEST) if cap and score is not None else score for score in scores)


def goalposts(
    values: Sequence[Decimal | None], lower: Decimal, upper: Decimal, direction: Literal[1, -1]
) -> tuple[Decimal | None, ...]:
    """One score a value between 0 at or beyond the worse goalpost and 1 at or beyond the better one.

    All scores are absent where the upper goalpost does not lie above the lower one.
    """
    if upper <= lower:
        return (None,) * len(values)
    worse, better = (lower, upper) if direction == 1 else (upper, lower)
    scores = [_share_of_way(value, worse, better) for value in values]
    return tuple(None if score is None else min(max(score, _WORST), _BEST) for score in scores)


def _share_of_way(value: Decimal | None, start: Decimal, end: Decimal) -> Decimal | None:
    return None if value is None else rounded((value - start) / (end - start), STORED_DECIMALS)
