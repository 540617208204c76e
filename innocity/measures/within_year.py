"""From a flow's cumulative quarters to its year end, and a wider band for a value that may still be revised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, fsum, log, sqrt
from statistics import NormalDist

from innocity.measures.projection import Limits, Method, Number, Projection, as_written
from innocity.reference import assumptions

FEWEST_YEARS = 2
QUARTERS = 4


class NoYearEnd(StrEnum):
    """Why a year's end is not projected from its quarters."""

    NOT_A_QUARTER = "not_a_quarter"
    NOT_POSITIVE = "not_positive"
    TOO_FEW_YEARS = "too_few_years"


@dataclass(frozen=True)
class YearEnd:
    """The year-end value of a flow, or why there is none; exactly one of both is given."""

    projection: Projection | None = None
    reason: NoYearEnd | None = None


def year_end(
    value: Number,
    quarter: int,
    history: Mapping[int, Sequence[Number]],
    coverage: float = 0.8,
) -> YearEnd:
    """The year's value from the cumulative value up to a quarter, by the share that quarter had in former years.

    `history` holds each former year's four cumulative values; years with a value at or below zero are left out, and two
    must remain. The band is that of the shares' logarithms around their mean, their spread pooled with the reference
    width of params/rules (`year_end_sd_q…`, which counts as two years' evidence), by normal quantiles. A flow that never
    fell within a year does not end below what it has reached.
    """
    if quarter not in range(1, QUARTERS + 1):
        return YearEnd(reason=NoYearEnd.NOT_A_QUARTER)
    reached = float(as_written(value))
    if reached <= 0:
        return YearEnd(reason=NoYearEnd.NOT_POSITIVE)
    years = [tuple(map(float, year)) for _, year in sorted(history.items()) if len(year) == QUARTERS and min(year) > 0]
    if len(years) < FEWEST_YEARS:
        return YearEnd(reason=NoYearEnd.TOO_FEW_YEARS)
    shares = [log(year[quarter - 1] / year[-1]) for year in years]
    usual = fsum(shares) / len(shares)
    reference = float(assumptions()[f"year_end_sd_q{quarter}"])
    width = _normal(coverage) * _pooled(shares, usual, reference) * sqrt(1 + 1 / len(shares))
    never_fell = all(list(year) == sorted(year) for year in years)
    point = reached / exp(usual)
    limits = Limits(lower=value if never_fell else None)
    return YearEnd(limits.banded(point, point * exp(-width), point * exp(width), Method.YEAR_END_SHARE, len(years)))


def _pooled(shares: Sequence[float], usual: float, reference: float) -> float:
    """The spread of the shares, with a reference width that counts as much as two years."""
    own = fsum((share - usual) ** 2 for share in shares)
    return sqrt((own + FEWEST_YEARS * reference**2) / (len(shares) - 1 + FEWEST_YEARS))


def widen(
    projection: Projection,
    revision_sd: float | None = None,
    coverage: float = 0.8,
    *,
    lower: Number | None = None,
    upper: Number | None = None,
) -> Projection:
    """The projection with a band that also holds the revision of a last value that is not yet final.

    `revision_sd` is the standard deviation of revisions relative to the value, by default that of params/rules; each
    half of the band becomes the root of the sum of squares of itself and the revision's band.
    """
    relative = float(assumptions()["revision_sd"]) if revision_sd is None else revision_sd
    point = float(projection.point)
    revision = _normal(coverage) * relative * abs(point)
    low = point - sqrt((point - float(projection.low)) ** 2 + revision**2)
    high = point + sqrt((float(projection.high) - point) ** 2 + revision**2)
    return Limits(lower, upper).banded(point, low, high, projection.method, projection.points)


def _normal(coverage: float) -> float:
    return NormalDist().inv_cdf((1 + coverage) / 2)
