"""Textbook projections to hold a projection against: last value, drift with a t band, damped trend."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import cos, fsum, pi, sin, sqrt, tan

from innocity.measures.projection import (
    Limits,
    Method,
    NotProjectableError,
    Number,
    Projection,
    Reason,
    require_projectable,
)

DAMPING = 0.8  # the lower end of what is usual: at a handful of points it cannot be fitted


def naive(
    years: Sequence[int],
    values: Sequence[Number],
    horizon: int,
    coverage: float = 0.8,
    *,
    lower: Number | None = None,
    upper: Number | None = None,
) -> Projection:
    """The last value, from two points on; its band is the steps' root mean square times Student's t and root of years.

    NotProjectableError as for `project`.
    """
    limits = Limits(lower, upper)
    steps = _steps(years, values, horizon, coverage, limits)
    size = sqrt(fsum(step**2 for step in steps) / len(steps))
    width = t_quantile(coverage, len(steps)) * size * sqrt(horizon)
    last = float(values[-1])
    return limits.banded(last, last - width, last + width, Method.NAIVE, len(values))


def drift_t(
    years: Sequence[int],
    values: Sequence[Number],
    horizon: int,
    coverage: float = 0.8,
    *,
    lower: Number | None = None,
    upper: Number | None = None,
) -> Projection:
    """The last value plus the mean step of every year, from three points on; band by Student's t.

    NotProjectableError as for `project`, and for two points, which leave no degree of freedom.
    """
    limits = Limits(lower, upper)
    steps = _steps(years, values, horizon, coverage, limits)
    width = _drift_width(steps, horizon, coverage)
    point = float(values[-1]) + horizon * _mean(steps)
    return limits.banded(point, point - width, point + width, Method.DRIFT_T, len(values))


def damped_trend(
    years: Sequence[int],
    values: Sequence[Number],
    horizon: int,
    coverage: float = 0.8,
    *,
    lower: Number | None = None,
    upper: Number | None = None,
) -> Projection:
    """The last value plus a mean step that fades by a fifth each year, from three points on; band as for `drift_t`."""
    limits = Limits(lower, upper)
    steps = _steps(years, values, horizon, coverage, limits)
    width = _drift_width(steps, horizon, coverage)
    carried = fsum(DAMPING**year for year in range(1, horizon + 1))
    point = float(values[-1]) + carried * _mean(steps)
    return limits.banded(point, point - width, point + width, Method.DAMPED_TREND, len(values))


def disagreement(projection: Projection, others: Mapping[str, Projection]) -> tuple[str, ...]:
    """The names of those whose point lies outside the projection's band, in the order given."""
    return tuple(name for name, other in others.items() if not projection.low <= other.point <= projection.high)


@cache
def t_quantile(coverage: float, freedom: int) -> float:
    """Within how many standard errors of zero Student's t with these degrees of freedom stays in this share of cases."""
    low, high = 0.0, pi / 2
    while low < (angle := (low + high) / 2) < high:
        if _t_coverage(angle, freedom) < coverage:
            low = angle
        else:
            high = angle
    return sqrt(freedom) * tan(angle)


def _t_coverage(angle: float, freedom: int) -> float:
    """The share of cases within sqrt(freedom) * tan(angle), by the finite sums for whole degrees of freedom."""
    is_odd = freedom % 2
    term = cos(angle) if is_odd else 1.0
    terms = []
    for place in range(2 + is_odd, freedom + 1, 2):
        terms.append(term)
        term *= cos(angle) ** 2 * (place - 1) / place
    inner = sin(angle) * fsum(terms)
    return (angle + inner) * 2 / pi if is_odd else inner


def _steps(
    years: Sequence[int], values: Sequence[Number], horizon: int, coverage: float, limits: Limits
) -> list[float]:
    """The changes a year, a gap spread evenly over its years."""
    require_projectable(years, values, horizon, coverage, limits)
    ends = zip(pairwise(years), pairwise(map(float, values)), strict=True)
    return [(after - before) / (later - earlier) for (earlier, later), (before, after) in ends]


def _mean(steps: Sequence[float]) -> float:
    return fsum(steps) / len(steps)


def _drift_width(steps: Sequence[float], horizon: int, coverage: float) -> float:
    freedom = len(steps) - 1
    if freedom < 1:
        raise NotProjectableError(Reason.TOO_FEW_POINTS, len(steps) + 1)
    size = sqrt(fsum((step - _mean(steps)) ** 2 for step in steps) / freedom)
    return t_quantile(coverage, freedom) * size * sqrt(horizon * (1 + horizon / len(steps)))
