"""From a few annual values to the next years: a point and a band as wide as real series have been off."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from innocity.measures.steps import PowerScale, outlook
from innocity.reference import HORIZONS, ReferenceBands, Scale, shipped

FEWEST_POINTS, MOST_USED = 2, 10
SIGNIFICANT_DIGITS = 12
LARGEST = Decimal("1e100")  # so that no power of a step overflows

Number = Decimal | int | float


class Method(StrEnum):
    """By what a projection was made."""

    REFERENCE_BAND = "reference_band"  # all values above zero
    REFERENCE_BAND_WITH_ZERO = "reference_band_with_zero"  # zero is the lower limit, and a value
    OWN_SPREAD = "own_spread"  # values of any sign: only the series' own steps tell how far
    CONSTANT = "constant"  # all values alike: the width is that of the steadiest series, or one unit of the last place
    BREAK = "break"  # one step dwarfs all others: perhaps another definition; no trend is drawn through it
    NAIVE = "naive"
    DRIFT_T = "drift_t"
    DAMPED_TREND = "damped_trend"
    YEAR_END_SHARE = "year_end_share"


class Reason(StrEnum):
    """Why nothing can be projected."""

    TOO_FEW_POINTS = "too_few_points"
    NOT_A_NUMBER = "not_a_number"
    YEARS_AND_VALUES = "years_and_values"
    YEARS = "years"
    HORIZON = "horizon"
    COVERAGE = "coverage"
    LIMITS = "limits"
    OUTSIDE_LIMITS = "outside_limits"


_EXPECTED = {
    Reason.TOO_FEW_POINTS: "more annual values (two; three for a band by drift)",
    Reason.NOT_A_NUMBER: f"numbers only, smaller than {LARGEST}",
    Reason.YEARS_AND_VALUES: "one value a year",
    Reason.YEARS: "whole years, each later than the one before",
    Reason.HORIZON: "1, 2 or 3 years ahead",
    Reason.COVERAGE: "a coverage above 0 and below 1",
    Reason.LIMITS: "a lower limit below the upper one",
    Reason.OUTSIDE_LIMITS: "values within the limits",
}


class NotProjectableError(ValueError):
    """Nothing can be projected from this input; `reason` says why, `got` what was found."""

    def __init__(self, reason: Reason, got: object) -> None:
        super().__init__(f"{reason}: got {got}, expected {_EXPECTED[reason]}")
        self.reason = reason
        self.got = got


@dataclass(frozen=True)
class Projection:
    """A later year's value: point and band in the values' own measure, method, and the points it rests on.

    Numbers carry twelve significant digits; low <= point <= high, all within the limits.
    """

    point: Decimal
    low: Decimal
    high: Decimal
    method: Method
    points: int


@dataclass(frozen=True)
class Limits:
    """The least and the largest value there can be; None where there is no such limit."""

    lower: Number | None = None
    upper: Number | None = None

    def within(self, value: float) -> Decimal:
        """The value with twelve significant digits, moved to the nearer limit if it lies beyond."""
        found = Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}")
        if self.lower is not None:
            found = max(found, as_written(self.lower))
        return found if self.upper is None else min(found, as_written(self.upper))

    def banded(self, point: float, low: float, high: float, method: Method, points: int) -> Projection:
        """A projection with all three numbers within the limits."""
        return Projection(self.within(point), self.within(low), self.within(high), method, points)


def project(
    years: Sequence[int],
    values: Sequence[Number],
    horizon: int,
    coverage: float = 0.8,
    *,
    lower: Number | None = None,
    upper: Number | None = None,
    bands: ReferenceBands | None = None,
) -> Projection:
    """The value `horizon` years after the last, and the band that held this share of real outcomes on like series.

    Two to ten annual values (of more, the last ten), years increasing, gaps allowed; horizon 1 to 3. Positive values
    stay positive, other values stay within the limits that are given. NotProjectableError says what input is refused.
    Without `bands`, those of params/rules; how they were found stands in docs/calibration/README.md.
    """
    limits = Limits(lower, upper)
    require_projectable(years, values, horizon, coverage, limits)
    bands = bands or shipped()
    used = tuple(map(float, values[-MOST_USED:]))
    scale = scale_of(used, lower)
    rule = bands.rules[scale]
    power_scale = PowerScale.of(used, rule.power)
    ahead = outlook(years[-MOST_USED:], used, horizon, rule)
    reach = bands.spread(scale, len(used), horizon).reach(coverage)
    is_constant = min(used) == max(used)
    width = reach * ahead.spread
    if is_constant and scale is not Scale.POSITIVE:
        width = reach * last_place(values[-MOST_USED:]) / power_scale.level
    return limits.banded(
        power_scale.value(ahead.centre),
        power_scale.value(ahead.centre - width),
        power_scale.value(ahead.centre + width),
        Method.CONSTANT if is_constant else Method.BREAK if ahead.is_broken else _BY_SCALE[scale],
        len(used),
    )


_BY_SCALE = {
    Scale.POSITIVE: Method.REFERENCE_BAND,
    Scale.WITH_ZERO: Method.REFERENCE_BAND_WITH_ZERO,
    Scale.ANY_SIGN: Method.OWN_SPREAD,
}


def scale_of(values: Sequence[float], lower: Number | None) -> Scale:
    """The scale for these values; a constant series at zero has none of its own and counts as of any sign."""
    if min(values) > 0:
        return Scale.POSITIVE
    is_count_like = min(values) == 0 and max(values) > 0 and lower is not None and lower >= 0
    return Scale.WITH_ZERO if is_count_like else Scale.ANY_SIGN


def last_place(values: Sequence[Number]) -> float:
    """One unit of the finest last place in which the values are written: 1 for 3, 0.1 for 2.5."""
    exponents = [as_written(value).as_tuple().exponent for value in values]
    return float(10 ** min(int(exponent) for exponent in exponents))


def as_written(value: Number) -> Decimal:
    """The value as it is written; NotProjectableError when it is none to reckon with."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise NotProjectableError(Reason.NOT_A_NUMBER, value) from None
    if not found.is_finite() or abs(found) >= LARGEST:
        raise NotProjectableError(Reason.NOT_A_NUMBER, value)
    return found


def require_projectable(
    years: Sequence[int], values: Sequence[Number], horizon: int, coverage: float, limits: Limits
) -> None:
    """NotProjectableError for input from which nothing can be projected."""
    if len(years) != len(values):
        raise NotProjectableError(Reason.YEARS_AND_VALUES, f"{len(years)} years, {len(values)} values")
    if len(values) < FEWEST_POINTS:
        raise NotProjectableError(Reason.TOO_FEW_POINTS, len(values))
    if any(int(year) != year for year in years) or sorted(set(years)) != list(years):
        raise NotProjectableError(Reason.YEARS, list(years))
    if horizon not in HORIZONS:
        raise NotProjectableError(Reason.HORIZON, horizon)
    if not 0 < coverage < 1:
        raise NotProjectableError(Reason.COVERAGE, coverage)
    _require_within(limits, values)


def _require_within(limits: Limits, values: Sequence[Number]) -> None:
    written = [as_written(value) for value in values]
    least = as_written(-LARGEST.next_minus() if limits.lower is None else limits.lower)
    most = as_written(LARGEST.next_minus() if limits.upper is None else limits.upper)
    if least >= most:
        raise NotProjectableError(Reason.LIMITS, f"{least} and {most}")
    if min(written) < least or max(written) > most:
        raise NotProjectableError(Reason.OUTSIDE_LIMITS, f"{min(written)} to {max(written)}")
