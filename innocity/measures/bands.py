"""What a projection says of a data year: point, two bands, second opinions; or why it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from innocity.facts import Answer, Direction, Measure, Value
from innocity.measures.annual import NARROW, WIDE, AnnualSeries, YearEnds
from innocity.measures.arithmetic import STORED_DECIMALS, rounded
from innocity.measures.distances import beyond
from innocity.measures.projection import Method, NotProjectableError, Projection, project
from innocity.measures.second_opinions import damped_trend, disagreement, drift_t, naive
from innocity.measures.within_year import widen
from innocity.tables import Outlook

LOWER_LIMIT = Decimal(0)


class Told(StrEnum):
    """By what a data year's value is told where it is not projected."""

    MEASURED = "measured"
    ANSWER = "answer"  # held: an answer has no band


class Silent(StrEnum):
    """Why nothing is said of a data year, beside the reasons of a projection."""

    NO_VALUE = "no_value"
    YEAR_HAS_PASSED = "year_has_passed"


@dataclass(frozen=True)
class Band:
    """What is said of a data year; without a point the reason why. An answer has a point alone."""

    point: Value | None = None
    low_50: Decimal | None = None
    high_50: Decimal | None = None
    low_80: Decimal | None = None
    high_80: Decimal | None = None
    method: str | None = None
    points: int | None = None
    opinions: Mapping[str, Decimal] = field(default_factory=dict)
    disagrees: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True)
class _Source:
    """The values that are projected, the spread of the last one where it is not settled, and the natural limits."""

    years: tuple[int, ...]
    values: tuple[Decimal, ...]
    last_sd: float | None
    is_settled: bool
    upper: Decimal | None

    def ahead(self, horizon: int, coverage: float) -> Projection:
        """So many years after the last value, wider where that value may still move."""
        if horizon:
            found = project(self.years, self.values, horizon, coverage, lower=LOWER_LIMIT, upper=self.upper)
        else:
            last = self.values[-1]
            found = Projection(last, last, last, Method.CONSTANT, len(self.values))
        if self.is_settled:
            return found
        return widen(found, self.last_sd, coverage, lower=LOWER_LIMIT, upper=self.upper)

    def opinions(self, horizon: int) -> dict[str, Projection]:
        """What textbook methods say, those that can."""
        found = {}
        for method, other in _OTHERS.items():
            try:
                found[method.value] = other(self.years, self.values, horizon, WIDE, lower=LOWER_LIMIT, upper=self.upper)
            except NotProjectableError:
                continue
        return found


_OTHERS = {Method.DRIFT_T: drift_t, Method.NAIVE: naive, Method.DAMPED_TREND: damped_trend}


def band(series: AnnualSeries, year: int, measure: Measure, ends: YearEnds | None = None) -> Band:
    """The band of a data year from the annual values, and for later years from the running year's end where it is told."""
    last = series.last
    if last is None:
        return Band(reason=Silent.NO_VALUE)
    known = series.of(year)
    if year < last.year and known is None:
        return Band(reason=Silent.YEAR_HAS_PASSED)
    if isinstance(last.value, Answer):
        return Band((known or last).value, method=Told.MEASURED if known else Told.ANSWER)
    if known is not None:
        series = AnnualSeries(tuple(one for one in series.values if one.year <= year), series.is_broken)
    if ends is not None and ends.year == year and known is None:
        return _banded(ends.bands[WIDE], ends.bands[NARROW], ends.bands[WIDE].method)
    source = _source(series, measure, ends if known is None and ends and ends.year > last.year else None)
    horizon = year - source.years[-1]
    try:
        wide, narrow = source.ahead(horizon, WIDE), source.ahead(horizon, NARROW)
    except NotProjectableError as fault:
        return Band(method=Method.BREAK if series.is_broken else None, points=len(series.values), reason=fault.reason)
    if known is not None:
        return replace(_banded(wide, narrow, Told.MEASURED), point=known.value)
    return _banded(wide, narrow, Method.BREAK if series.is_broken else wide.method, source.opinions(horizon))


def _source(series: AnnualSeries, measure: Measure, ends: YearEnds | None) -> _Source:
    numeric = [one for one in series.values if isinstance(one.value, Decimal)]
    years = tuple(one.year for one in numeric)
    values = tuple(one.value for one in numeric if isinstance(one.value, Decimal))
    if ends is None:
        return _Source(years, values, None, numeric[-1].is_settled, measure.upper_limit)
    return _Source((*years, ends.year), (*values, ends.bands[WIDE].point), ends.relative_sd, False, measure.upper_limit)


def _banded(wide: Projection, narrow: Projection, method: str, others: Mapping[str, Projection] | None = None) -> Band:
    """The two bands as stored, the narrow one never beyond the wide one."""
    low, high = _stored(wide.low), _stored(wide.high)
    return Band(
        point=_stored(wide.point),
        low_50=max(_stored(narrow.low), low),
        high_50=min(_stored(narrow.high), high),
        low_80=low,
        high_80=high,
        method=method,
        points=wide.points,
        opinions={name: _stored(other.point) for name, other in (others or {}).items()},
        disagrees=disagreement(wide, others or {}),
    )


def _stored(value: Decimal) -> Decimal:
    """The figure in no more decimals than tables hold; one that has fewer stays as it is."""
    is_short = -int(value.as_tuple().exponent) <= STORED_DECIMALS
    return value if is_short else rounded(value, STORED_DECIMALS)


def outlook(found: Band, benchmark: Value, direction: Direction, *, is_settled: bool) -> Outlook:
    """How a benchmark stands to the band; `is_settled`: the year's own value is known and will not change."""
    if found.point is None or isinstance(found.point, Answer) != isinstance(benchmark, Answer):
        return Outlook.NOT_SAID
    if isinstance(found.point, Answer) or isinstance(benchmark, Answer):
        is_given = found.point == benchmark
        return (Outlook.REACHED if is_settled else Outlook.SECURE) if is_given else Outlook.OPEN
    if found.low_80 is None or found.high_80 is None:
        return Outlook.NOT_SAID
    ends = (found.low_80, found.high_80)
    worst, best = ends if direction is Direction.HIGHER else reversed(ends)
    if is_settled:
        return Outlook.REACHED if beyond(found.point, benchmark, direction) >= 0 else Outlook.OUT_OF_REACH
    for reaching, word in ((worst, Outlook.SECURE), (found.point, Outlook.FAVOURABLE), (best, Outlook.OPEN)):
        if beyond(reaching, benchmark, direction) >= 0:
            return word
    return Outlook.OUT_OF_REACH


def shortfall(found: Band, benchmark: Value, direction: Direction) -> Decimal | None:
    """How far a benchmark lies beyond the point in halves of the wide band; None without a band of any width."""
    if not isinstance(found.point, Decimal) or not isinstance(benchmark, Decimal):
        return None
    if found.low_80 is None or found.high_80 is None or found.low_80 == found.high_80:
        return None
    half = (found.high_80 - found.low_80) / 2
    return rounded(-beyond(found.point, benchmark, direction) / half, STORED_DECIMALS)
