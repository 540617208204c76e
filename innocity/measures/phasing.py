"""How much of a year's step can be expected by a date, so that a pace is held against what was possible by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from innocity.facts import Phasing

_NONE, _ALL, _QUARTERS = Decimal(0), Decimal(1), Decimal(4)
_MONTHS_A_QUARTER = 3
_YEARS_FOR_A_SEASON = 2  # one year alone is no pattern


class Basis(StrEnum):
    """The rule by which a share was found."""

    LINEAR = "linear"
    DAYS = "days"
    SEASONAL = "seasonal"
    SEASONAL_WITHOUT_HISTORY = "seasonal_without_history"
    EVENT = "event"
    ANNUAL = "annual"


@dataclass(frozen=True)
class ExpectedShare:
    """The share of the year's step, 0 to 1 and not rounded, and its basis; absent where nothing can be expected yet."""

    share: Decimal | None
    basis: Basis


def expected_share(phasing: Phasing, cut_off: date, year: int, *, history: Sequence[Decimal] = ()) -> ExpectedShare:
    """The share of the step of a year that is to be expected by the end of the cut-off date.

    `linear` counts completed quarters, `days` counts days. `seasonal` is the mean of the history: the share of its own
    step that each earlier year had made by the same cut-off, one a year; with less than two years, it counts days and
    its basis says so. `event` and `annual` expect all at the year's end and have no share within the year.
    Before the year it is 0, from its last day on it is 1, under every phasing.
    """
    basis = Basis(phasing)
    if phasing is Phasing.SEASONAL and len(history) < _YEARS_FOR_A_SEASON:
        basis = Basis.SEASONAL_WITHOUT_HISTORY
    if cut_off < date(year, 1, 1):
        return ExpectedShare(_NONE, basis)
    if cut_off >= date(year, 12, 31):
        return ExpectedShare(_ALL, basis)
    return ExpectedShare(_within_the_year(basis, cut_off, history), basis)


def _within_the_year(basis: Basis, cut_off: date, history: Sequence[Decimal]) -> Decimal | None:
    match basis:
        case Basis.LINEAR:
            return _completed_quarters(cut_off) / _QUARTERS
        case Basis.DAYS | Basis.SEASONAL_WITHOUT_HISTORY:
            return Decimal(_day_of_year(cut_off)) / _day_of_year(date(cut_off.year, 12, 31))
        case Basis.SEASONAL:
            mean = sum(history, _NONE) / len(history)
            return min(max(mean, _NONE), _ALL)  # a year that overshot and fell back asks for no more than the whole
        case Basis.EVENT | Basis.ANNUAL:
            return None


def _completed_quarters(day: date) -> int:
    return ((day + timedelta(days=1)).month - 1) // _MONTHS_A_QUARTER


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday
