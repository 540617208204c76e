"""Which of several observations counts, for the period, for an earlier year, and as the last one known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from innocity.facts import Indicator, Kind, ValueStatus
from innocity.framework import Framework
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import Observation, Receipt

_SETTLED = tuple(ValueStatus)  # least settled first


@dataclass(frozen=True)
class Counting:
    """The observations that were known on the as-of date, and the order in which they count.

    What the latest period says first, then the most settled (revised, final, provisional, estimated), then the latest
    as-of, then the accountable collector before the others: where several report, one value counts and disagreement is a
    finding, never an average.
    """

    framework: Framework
    parameters: Parameters
    observations: tuple[Observation, ...]

    @property
    def period(self) -> Period:
        """The reporting period."""
        return self.parameters.reporting_period

    def now(self, indicator: Indicator) -> Observation | None:
        """The value of the period's year, reported for the period itself: an earlier quarter's must not pass as it."""
        return self._at(indicator, self.period)

    def of_year(self, indicator: Indicator, year: int) -> Observation | None:
        """The value of an earlier year, as the last period that reported it has it."""
        return self._best(indicator, lambda row: row.reference_year == year)

    def year_before(self, indicator: Indicator) -> Observation | None:
        """The value at the same time of the year before.

        That is the same quarter's; the whole year's does as well where the period closes the year, where the value is of
        a whole year, and for a stock, which is not counted within the year.
        """
        same = self._at(indicator, Period(self.period.year - 1, self.period.quarter))
        if same is not None and not self.period.is_annual:
            return same
        is_statistic = indicator.frequency == "annual" and indicator.kind is not Kind.FLOW
        is_whole = is_statistic or indicator.kind in (Kind.STOCK, Kind.YES_NO)
        return self.of_year(indicator, self.period.year - 1) if is_whole or self.period.is_annual else None

    def shares_by_then(self, indicator: Indicator) -> tuple[Decimal, ...]:
        """Of each earlier year, the share of its flow that had come by the end of the same quarter."""
        if indicator.kind is not Kind.FLOW or self.period.is_annual:
            return ()
        return tuple(filter(None, (self._share(indicator, year) for year in self._years_before(indicator))))

    def _share(self, indicator: Indicator, year: int) -> Decimal | None:
        then, whole = self._at(indicator, Period(year, self.period.quarter)), self._at(indicator, Period(year, 4))
        if then is None or whole is None:
            return None
        part, full = then.value, whole.value
        return part / full if isinstance(part, Decimal) and isinstance(full, Decimal) and full > 0 else None

    def whole_years(self, indicator: Indicator) -> dict[int, tuple[Decimal, ...]]:
        """The earlier years of which all four quarters were reported, each with its four cumulative values."""
        found = {}
        for year in self._years_before(indicator):
            rows = [self._at(indicator, Period(year, quarter)) for quarter in range(1, 5)]
            values = tuple(row.value for row in rows if row is not None and isinstance(row.value, Decimal))
            if len(values) == len(rows):
                found[year] = values
        return found

    def _years_before(self, indicator: Indicator) -> list[int]:
        return sorted({row.reference_year for row in self._said(indicator) if row.reference_year < self.period.year})

    def last_known(self, indicator: Indicator) -> Observation | None:
        """The last value before the period's own: of the latest year, as the last period has it."""
        return max(
            self._said(indicator), key=lambda row: (row.reference_year, *self._order(indicator, row)), default=None
        )

    def _at(self, indicator: Indicator, period: Period) -> Observation | None:
        """The value of a period's year that was reported for that very period."""
        return self._best(indicator, lambda row: row.reference_year == period.year and row.period == str(period))

    def _best(self, indicator: Indicator, fits: Callable[[Observation], bool]) -> Observation | None:
        said = (row for row in self._said(indicator) if fits(row))
        return max(said, key=lambda row: self._order(indicator, row), default=None)

    def _said(self, indicator: Indicator) -> Iterable[Observation]:
        return (row for row in self.observations if row.indicator == indicator.code and row.superseded_by is None)

    def _order(self, indicator: Indicator, row: Observation) -> tuple[str, int, date, int]:
        collectors = self.framework.collectors(indicator)
        return (row.period, _SETTLED.index(row.status), row.as_of, -collectors.index(row.unit))


def received_on(row: Observation, observations: Iterable[Observation], receipts: Iterable[Receipt]) -> date | None:
    """The day on which a unit first reported an indicator for a period: a later correction does not make it late."""
    arrived = {receipt.file: receipt.received_on for receipt in receipts}
    days = [
        arrived[one.file]
        for one in observations
        if (one.indicator, one.unit, one.period) == (row.indicator, row.unit, row.period) and one.file in arrived
    ]
    return min(days, default=None)
