"""How many benchmarks a data year reaches in all: the bands of the projections joined under an assumed correlation.

Each band is read as a distribution: its five figures stand at the normal quantiles of 10, 25, 50, 75 and 90 per cent, it is
straight in normal quantiles between them, and its outer slopes go on; what a natural limit cuts off gathers at the limit. The
indicators are tied by one common normal factor. The factor is taken at equally likely places, so there is no chance in it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import fsum, inf, sqrt
from statistics import NormalDist

from innocity.facts import Direction, Indicator
from innocity.framework import Framework
from innocity.measures.arithmetic import rounded
from innocity.readiness_rules import Correlation
from innocity.tables import Outlook, Readiness, ReadinessOverall, Scenario

_NORMAL = NormalDist()
_KNOTS = tuple(map(_NORMAL.inv_cdf, (0.1, 0.25, 0.5, 0.75, 0.9)))
_PLACES = 101
_DECIMALS = 1
_TAIL = 0.1


def overall(
    framework: Framework, rows: Iterable[Readiness], correlations: Iterable[Correlation]
) -> list[ReadinessOverall]:
    """One row per data year and correlation, from the rows of the readiness table; chances stay inside the sum."""
    rows, assumed = list(rows), list(correlations)
    years = sorted({row.data_year for row in rows})
    return [
        _row(framework, [row for row in rows if row.data_year == year], one.correlation)
        for year in years
        for one in assumed
    ]


def _row(framework: Framework, rows: Sequence[Readiness], correlation: Decimal) -> ReadinessOverall:
    projected = [row for row in rows if row.scenario is Scenario.PROJECTION]
    held = [row for row in rows if row.scenario is Scenario.HOLD]
    said = [row for row in projected if row.outlook is not Outlook.NOT_SAID]
    found = counts([threshold(row, framework.indicator(row.indicator)) for row in said], float(correlation))
    return ReadinessOverall(
        data_year=rows[0].data_year,
        correlation=correlation,
        total=len(projected),
        assessable=len(said),
        reached=sum(row.outlook is Outlook.REACHED for row in said),
        reached_at_level=sum(bool(row.is_reached) for row in held),
        expected=_expected(found) if said else None,
        low_80=_least(found, _TAIL) if said else None,
        high_80=_least(found, 1 - _TAIL) if said else None,
    )


def threshold(row: Readiness, indicator: Indicator) -> float:
    """The normal quantile from which on the projection reaches its benchmark; -inf where it is sure to, inf where it cannot."""
    figures = (row.low_80, row.low_50, row.point, row.high_50, row.high_80)
    numeric = [float(one) for one in figures if isinstance(one, Decimal)]
    is_fixed = row.outlook is Outlook.REACHED or len(numeric) < len(figures) or numeric[0] == numeric[-1]
    if is_fixed or not isinstance(row.benchmark, Decimal):
        return -inf if row.is_reached else inf
    mark = float(row.benchmark)
    if indicator.direction is Direction.LOWER:
        numeric, mark = [-one for one in reversed(numeric)], -mark
    return _quantile(mark, numeric)


def _quantile(mark: float, figures: Sequence[float]) -> float:
    """The least normal quantile at which the band's line is at the mark or beyond it."""
    segments = list(pairwise(zip(figures, _KNOTS, strict=True)))
    if mark <= figures[0]:
        return _on_line(mark, *segments[0], if_flat=-inf)
    inside = next((segment for segment in segments if segment[0][0] < mark <= segment[1][0]), None)
    return _on_line(mark, *(inside or segments[-1]), if_flat=inf)


def _on_line(mark: float, start: tuple[float, float], end: tuple[float, float], *, if_flat: float) -> float:
    (x0, z0), (x1, z1) = start, end
    return if_flat if x0 == x1 else z0 + (mark - x0) * (z1 - z0) / (x1 - x0)


def counts(thresholds: Sequence[float], correlation: float) -> list[float]:
    """The shares of cases in which none, one, … all of the benchmarks are reached."""
    own, common = sqrt(1 - correlation), sqrt(correlation)
    places = _places() if correlation else (0.0,)
    found = [_none_to_all([_NORMAL.cdf((common * place - mark) / own) for mark in thresholds]) for place in places]
    return [fsum(column) / len(places) for column in zip(*found, strict=True)]


@cache
def _places() -> tuple[float, ...]:
    """Places of the common factor, each standing for an equal share of its distribution."""
    return tuple(_NORMAL.inv_cdf((place + 0.5) / _PLACES) for place in range(_PLACES))


def _none_to_all(chances: Iterable[float]) -> list[float]:
    """The distribution of how many come true, each by its own chance and independently of the others."""
    found = [1.0]
    for chance in chances:
        found = [
            stays * (1 - chance) + comes * chance for stays, comes in zip([*found, 0.0], [0.0, *found], strict=True)
        ]
    return found


def _expected(found: Sequence[float]) -> Decimal:
    mean = fsum(count * share for count, share in enumerate(found))
    return rounded(Decimal(f"{mean:.9f}"), _DECIMALS)


def _least(found: Sequence[float], share: float) -> int:
    """The least number that is not exceeded in so large a share of cases."""
    reached = 0.0
    for count, part in enumerate(found):
        reached += part
        if reached >= share - 1e-9:
            return count
    return len(found) - 1
