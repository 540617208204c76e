"""How far real annual series moved in one, two and three years: what nine of ten stayed within, up and down."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import sqrt

from innocity.facts import Direction
from innocity.measures.arithmetic import PERCENT, rounded
from innocity.measures.calibration import Series, cases, quantiles
from innocity.readiness_rules import ReferenceStep
from innocity.reference import HORIZONS

NINE_OF_TEN = 0.9
_DECIMALS = 2


def reference_steps(series: Sequence[Series]) -> list[ReferenceStep]:
    """The rows of `params/rules/reference_steps.csv`: per direction and years ahead, in per cent of the value before.

    All series are above zero. Each weighs one over the root of how many share its indicator, as in the projections' bands.
    """
    shared = Counter(one.indicator for one in series)
    rows = []
    for horizon in HORIZONS:
        found = [
            (case.actual / case.values[-1] - 1, 1 / sqrt(shared[case.series.indicator]))
            for case in cases(series, 1, horizon)
        ]
        for direction, sign in ((Direction.HIGHER, 1), (Direction.LOWER, -1)):
            size = sign * _within([(sign * change, weight) for change, weight in found])
            change_pct = rounded(Decimal(f"{size:.9f}") * PERCENT, _DECIMALS)
            rows.append(ReferenceStep(direction=direction, horizon=horizon, change_pct=change_pct))
    return sorted(rows, key=lambda row: (row.direction, row.horizon))


def _within(weighted: Iterable[tuple[float, float]]) -> float:
    return quantiles(weighted, [NINE_OF_TEN])[0]
