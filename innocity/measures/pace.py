"""How fast a value moves: the published pace method of Open SDG, as Statistics Canada applies it.

Growth is compound and yearly. With a target, the pace is the growth so far over the growth that the target asks for;
without one it is the growth itself, asked less of the nearer a series starts to its natural limit.
Source: Open SDG, automatic progress calculation; Statistics Canada, Sustainable Development Goals Data Hub and Canadian
Indicator Framework, which publish the components of every series. The bands and their scores are part of the method.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import inf, isfinite, nan
from typing import Literal

Number = Decimal | int | float
_BEST, _WORST = 5.0, -5.0
_NEARNESS_EXPONENT = 4.44  # how sharply less is asked of a series close to its limit


class Status(StrEnum):
    """What the pace says, best first."""

    TARGET_ACHIEVED = "target_achieved"
    SUBSTANTIAL_PROGRESS = "substantial_progress"
    MODERATE_PROGRESS = "moderate_progress"
    LIMITED_PROGRESS = "limited_progress"
    DETERIORATION = "deterioration"
    NOT_AVAILABLE = "not_available"


@dataclass(frozen=True)
class Progress:
    """A pace: the ratio of growth rates (or the yearly growth where there is no target), its score of -5 to 5, its status."""

    value: float | None
    score: float | None
    status: Status


@dataclass(frozen=True)
class _Band:
    """The status from a pace upwards, and the line that gives its score."""

    start: float
    status: Status
    slope: float
    intercept: float


_TOWARDS_TARGET = (
    _Band(0.95, Status.SUBSTANTIAL_PROGRESS, 7.1429, -4.2857),
    _Band(0.6, Status.MODERATE_PROGRESS, 7.1429, -4.2857),
    _Band(0.0, Status.LIMITED_PROGRESS, 4.1667, -2.5),
    _Band(-inf, Status.DETERIORATION, 4.1667, -2.5),
)
_WITHOUT_TARGET = (
    _Band(0.015, Status.SUBSTANTIAL_PROGRESS, 500.0, -5.0),
    _Band(0.005, Status.MODERATE_PROGRESS, 250.0, -1.25),
    _Band(0.0, Status.LIMITED_PROGRESS, 500.0, -2.5),
    _Band(-inf, Status.DETERIORATION, 125.0, -2.5),
)
_UNKNOWN = Progress(None, None, Status.NOT_AVAILABLE)


def progress(
    base_value: Number | None,
    base_year: int | None,
    current_value: Number | None,
    current_year: int | None,
    direction: Literal[1, -1],
    *,
    target: Number | None = None,
    target_year: int | None = None,
    limit: Number | None = None,
) -> Progress:
    """The pace of a series between two years; a direction of 1 means that higher is better, -1 that lower is.

    A target that is met is achieved whatever the pace, even where no pace can be said. The limit, the best value that
    there can be, counts only without a target. Not available: an input that is missing or no finite number, and, short
    of a met target, a base that is not positive, a value below zero, no year gone by, a target that is not positive,
    not ahead of the base year, or no different from the base.
    """
    base, current, goal = _at(base_value, base_year), _at(current_value, current_year), _at(target, target_year)
    ceiling = _finite(limit)
    unreadable = (target is not None and goal is None) or (limit is not None and ceiling is None)
    if base is None or current is None or unreadable:
        return _UNKNOWN
    growth = _growth(base, current)
    if goal is None:
        return _graded(growth, direction, _WITHOUT_TARGET, _headroom(base.value, ceiling))
    needed = _growth(base, goal) if goal.value > 0 else None
    pace = _finite(growth / abs(needed)) if growth is not None and needed else None
    graded = _graded(pace, direction, _TOWARDS_TARGET)
    is_met = (current.value - goal.value) * direction >= 0
    return Progress(graded.value, _BEST, Status.TARGET_ACHIEVED) if is_met else graded


@dataclass(frozen=True)
class _Point:
    """A value in a year."""

    value: float
    year: float


def _at(value: Number | None, year: int | None) -> _Point | None:
    number, when = _finite(value), _finite(year)
    return None if number is None or when is None else _Point(number, when)


def _finite(number: Number | None) -> float | None:
    """The number as a float; None for what is missing, no number, or beyond all bounds."""
    try:
        known = nan if number is None else float(number)
    except (OverflowError, ValueError):  # an integer too large for a float; a signalling NaN
        return None
    return known if isfinite(known) else None


def _growth(since: _Point, until: _Point) -> float | None:
    """The compound yearly growth; None where there is no such rate."""
    years = until.year - since.year
    if years < 1 or since.value <= 0 or until.value < 0:
        return None
    return _finite((until.value / since.value) ** (1 / years) - 1)


def _headroom(base: float, limit: float | None) -> float:
    """What share of the usual growth is asked of a series that starts here: all of it far from its limit, none at it."""
    if limit is None or base >= 2 * abs(limit):
        return 1.0
    nearness = 1 - abs(1 - base / abs(limit))
    return 1 - nearness**_NEARNESS_EXPONENT if nearness > 0 else 1.0


def _graded(pace: float | None, direction: int, bands: tuple[_Band, ...], headroom: float = 1.0) -> Progress:
    """The pace in the good direction with its band and score; a gain counts for more the less headroom there is."""
    if pace is None:
        return _UNKNOWN
    value = direction * pace + 0.0  # no negative zero
    relative = value if value < 0 else value / headroom if headroom else inf  # no fall at the limit is all one can ask
    band = next(band for band in bands if relative >= band.start)
    return Progress(value, min(max(band.slope * relative + band.intercept, _WORST), _BEST), band.status)
