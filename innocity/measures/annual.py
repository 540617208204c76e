"""The annual values of an indicator that count, year by year, and what the running year adds to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import NormalDist

from innocity.facts import Answer, Indicator, Kind, Value, ValueStatus
from innocity.framework import Framework
from innocity.measures.counting import Counting
from innocity.measures.projection import Projection
from innocity.measures.within_year import year_end
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.readiness_rules import ReadinessRules
from innocity.tables import Observation

SETTLED = (ValueStatus.FINAL, ValueStatus.REVISED)
WIDE, NARROW = 0.8, 0.5  # the coverages of the two bands
WIDE_REACH = NormalDist().inv_cdf((1 + WIDE) / 2)


@dataclass(frozen=True)
class AnnualValue:
    """One year's value, and how settled it is; no status where it is only assumed."""

    year: int
    value: Value
    status: ValueStatus | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing but a formal revision will change it."""
        return self.status in SETTLED


@dataclass(frozen=True)
class AnnualSeries:
    """The annual values since the last known break of definition, oldest first; `is_broken` where earlier ones are left out."""

    values: tuple[AnnualValue, ...]
    is_broken: bool = False

    @property
    def last(self) -> AnnualValue | None:
        """The latest year's value."""
        return self.values[-1] if self.values else None

    def of(self, year: int) -> AnnualValue | None:
        """The value of a year."""
        return next((one for one in self.values if one.year == year), None)


@dataclass(frozen=True)
class YearEnds:
    """The running year's value as its quarters foretell it, by coverage of the band."""

    year: int
    bands: Mapping[float, Projection]

    @property
    def relative_sd(self) -> float:
        """Half the wide band over its point, as a standard deviation."""
        wide = self.bands[WIDE]
        return float((wide.high - wide.low) / 2 / wide.point) / WIDE_REACH


@dataclass(frozen=True)
class ReadinessInputs:
    """All that readiness rests on; `assumed` values stand in the place of the last annual ones."""

    framework: Framework
    parameters: Parameters
    observations: tuple[Observation, ...]
    rules: ReadinessRules
    assumed: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def _counting(self) -> Counting:
        return Counting(self.framework, self.parameters, self.observations)

    @cached_property
    def _annual(self) -> Counting:
        """The same for what was reported of whole years alone."""
        whole = tuple(row for row in self.observations if self._is_annual(row))
        return Counting(self.framework, self.parameters, whole)

    def _is_annual(self, row: Observation) -> bool:
        """Whether a value is of a whole year; an annual flow reported within its year is what has come so far."""
        indicator, period = self.framework.indicator(row.indicator), Period.parse(row.period)
        is_whole = indicator.frequency == "annual" and indicator.kind is not Kind.FLOW
        return period.is_annual or row.reference_year < period.year or is_whole

    def _annual_rows(self, indicator: Indicator) -> list[Observation]:
        """The observation that counts for each year up to the period's, oldest first."""
        years = {row.reference_year for row in self._annual.observations if row.indicator == indicator.code}
        until = [year for year in sorted(years) if year <= self.parameters.reporting_period.year]
        rows = (self._annual.of_year(indicator, year) for year in until)
        return [row for row in rows if row is not None]

    def annual_observation(self, indicator: Indicator) -> Observation | None:
        """The observation that counts for the latest year that has an annual value."""
        rows = self._annual_rows(indicator)
        return rows[-1] if rows else None

    def series(self, indicator: Indicator) -> AnnualSeries:
        """The annual values up to the period's year."""
        rows = self._annual_rows(indicator)
        values = self._assuming(indicator, [AnnualValue(row.reference_year, row.value, row.status) for row in rows])
        breaks = [one.year for one in self.rules.breaks if one.indicator == indicator.code]
        since = max((year for year in breaks if values and year <= values[-1].year), default=0)
        used = tuple(one for one in values if one.year >= since)
        return AnnualSeries(used, is_broken=len(used) < len(values))

    def rows_used(self, indicator: Indicator) -> list[Observation]:
        """The observations behind the series, oldest first."""
        years = {one.year for one in self.series(indicator).values}
        return [row for row in self._annual_rows(indicator) if row.reference_year in years]

    def _assuming(self, indicator: Indicator, values: list[AnnualValue]) -> list[AnnualValue]:
        """The values with the assumed one in the last one's place; where there is none, as the year's that closed last."""
        if indicator.code not in self.assumed:
            return values
        period = self.parameters.reporting_period
        last = values[-1] if values else AnnualValue(period.year - (not period.is_annual), self.assumed[indicator.code])
        return [*values[:-1], AnnualValue(last.year, self.assumed[indicator.code], last.status)]

    def quarter(self, indicator: Indicator) -> Observation | None:
        """The period's value where it is one within the year."""
        row = self._counting.now(indicator)
        return None if row is None or self._is_annual(row) else row

    def year_ends(self, indicator: Indicator) -> YearEnds | None:
        """What the quarters of a flow say of its year's end; None where two earlier years with all quarters are wanting."""
        row, period = self.quarter(indicator), self.parameters.reporting_period
        if row is None or indicator.kind is not Kind.FLOW or isinstance(row.value, Answer):
            return None
        history = self._counting.whole_years(indicator)
        found = {share: year_end(row.value, period.quarter, history, share).projection for share in (NARROW, WIDE)}
        bands = {share: band for share, band in found.items() if band is not None}
        return YearEnds(period.year, bands) if len(bands) == len(found) else None
