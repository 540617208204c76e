"""Values that read well and are doubted all the same, held against what is known of their indicator.

A value that has been approved for its year is never doubted; nor is a yes or a no. Thresholds stand in
`params/rules/plausibility.yaml`. Each check says what it does where it has nothing to hold a value against.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from innocity.facts import Indicator, Kind, Phasing, ValueStatus
from innocity.framework import Framework
from innocity.intake.rules import Place, Rules
from innocity.period import Period
from innocity.tables import Finding, Observation
from innocity.thresholds import load_rules
from innocity.workspace import Workspace

_Factor = Annotated[Decimal, Field(gt=1)]
_QUARTERS = 4
_ACCRUING = (Phasing.LINEAR, Phasing.DAYS)  # phasings under which a part of a year is a part of its flow


class Magnitude(BaseModel):
    """Which powers of ten a value slips by, and how far it may have moved besides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    powers: tuple[Annotated[int, Field(ge=1)], ...]
    within: _Factor


class Limits(BaseModel):
    """The thresholds of the plausibility checks: factors, a count, percentage points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    magnitude: Magnitude
    change: dict[Kind, _Factor]
    unchanged: frozenset[Kind]
    at_target: int = Field(ge=2)
    derived_within: Decimal = Field(ge=0)

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The thresholds of a workspace; UsageError when the file is missing or faulty."""
        return load_rules(workspace.rules / "plausibility.yaml", cls)


@dataclass(frozen=True)
class Plausibility:
    """What is known before the returns of a period are read: the facts as of a day, and the observations of earlier periods."""

    framework: Framework
    rules: Rules
    limits: Limits
    period: Period
    as_of: date
    earlier: tuple[Observation, ...] = ()

    def findings(self, row: Observation, received_on: date) -> list[Finding]:
        """Every doubt about an observation of the period; empty where there is none."""
        indicator, place = self.framework.indicator(row.indicator), place_of(row)
        approved = self.framework.approved(row.indicator, row.reference_year, "baseline")
        if not isinstance(row.value, Decimal) or row.value in approved:
            return []
        return [
            *self._broken(indicator, row.value, place),
            *self._against_reference(indicator, row, row.value, place),
            *self._unchanged(indicator, row, place),
            *self._fallen(indicator, row, row.value, place),
            *self._too_early(indicator, row, received_on, place),
        ]

    def year_before(self, row: Observation) -> Decimal | None:
        """The value one year before: for the annual return the approved one, else the one that was reported."""
        approved = self.framework.approved(row.indicator, row.reference_year - 1, "baseline")
        reported = self._reported(row, Period(self.period.year - 1, self.period.quarter))
        said = [*(approved if self.period.is_annual else ()), *reported]
        return next((value for value in said if isinstance(value, Decimal)), None)

    def _reported(self, row: Observation, period: Period) -> list[Decimal]:
        """What was reported of the same indicator for an earlier period, first by the same unit."""
        said = [
            one
            for one in self.earlier
            if one.indicator == row.indicator and one.period == str(period) and one.superseded_by is None
        ]
        ordered = sorted(said, key=lambda one: (one.unit != row.unit, one.unit))
        return [one.value for one in ordered if isinstance(one.value, Decimal)]

    def _last(self, row: Observation) -> Decimal | None:
        """What was reported last before this period."""
        periods = sorted({Period.parse(one.period) for one in self.earlier if one.indicator == row.indicator})
        return next((value for period in reversed(periods) for value in self._reported(row, period)), None)

    def _reference(self, indicator: Indicator, row: Observation) -> Decimal | None:
        """What the value is held against: a year before, else the latest known; a flow within the year, its share of a year."""
        if (before := self.year_before(row)) is not None:
            return before
        approved = self.framework.approved(row.indicator, row.reference_year - 1, "baseline")
        known = next((value for value in approved if isinstance(value, Decimal)), None)
        if indicator.kind is not Kind.FLOW or self.period.is_annual:
            return self._last(row) if known is None else known
        if known is None or indicator.phasing not in _ACCRUING:
            return None
        return known * self.period.quarter / _QUARTERS

    def _broken(self, indicator: Indicator, value: Decimal, place: Place) -> Iterator[Finding]:
        """A count that is no whole number: things counted one by one come whole."""
        counts = self.framework.measure(indicator.measure).is_whole and indicator.decimals == 0
        if counts and value != value.to_integral_value():
            yield place.finding(self.rules, "not_whole", got=f"{value:f}", expected=indicator.measure)

    def _against_reference(
        self, indicator: Indicator, row: Observation, value: Decimal, place: Place
    ) -> Iterator[Finding]:
        """A slip by a power of ten, or a change larger than usual; no reference, or a reference of nought: no doubt.

        A flow that comes in events has no share of the year to be held against; the whole year is its limit.
        """
        reference = self._reference(indicator, row)
        if not reference:
            yield from self._beyond_a_year(indicator, row, value, place)
            return
        if is_slip(value / reference, self.limits.magnitude):
            yield place.finding(self.rules, "magnitude_slip", got=f"{value:f}", expected=f"≈ {reference:f}")
            return
        limit = self.limits.change.get(indicator.kind)
        if limit is not None and not reference <= value * limit <= reference * limit**2:
            yield place.finding(self.rules, "large_change", got=f"{value:f}", expected=f"≈ {reference:f}")

    def _beyond_a_year(self, indicator: Indicator, row: Observation, value: Decimal, place: Place) -> Iterator[Finding]:
        """A part of a year that is more than the whole year before could have become; nothing approved: no doubt."""
        approved = self.framework.approved(row.indicator, row.reference_year - 1, "baseline")
        whole = next((known for known in approved if isinstance(known, Decimal)), None)
        limit = self.limits.change.get(indicator.kind)
        if whole and limit is not None and value > whole * limit:
            yield place.finding(self.rules, "large_change", got=f"{value:f}", expected=f"<= {whole:f}")

    def _unchanged(self, indicator: Indicator, row: Observation, place: Place) -> Iterator[Finding]:
        """The very value of the return before, or of a year before; nothing reported before: no doubt."""
        before = {self._last(row), self.year_before(row)} - {None}
        if indicator.kind in self.limits.unchanged and row.value and row.value in before:
            yield place.finding(self.rules, "unchanged_value", got=row.value)

    def _fallen(self, indicator: Indicator, row: Observation, value: Decimal, place: Place) -> Iterator[Finding]:
        """A flow that is less than earlier in its own year; nothing reported earlier, or a stated revision: no doubt."""
        if indicator.kind is not Kind.FLOW or row.status is ValueStatus.REVISED:
            return
        for quarter in range(self.period.quarter - 1, 0, -1):
            period = Period(self.period.year, quarter)
            if (said := self._reported(row, period)) and value < said[0]:
                yield place.finding(self.rules, "cumulative_fell", got=value, expected=f">= {said[0]} ({period})")
                return

    def _too_early(self, indicator: Indicator, row: Observation, received_on: date, place: Place) -> Iterator[Finding]:
        """A yearly statistic called final before its usual day of publication; every indicator has a lag."""
        usual = date(row.reference_year, 12, 31) + timedelta(days=indicator.lag_days)
        if indicator.frequency == "annual" and row.status is ValueStatus.FINAL and received_on < usual:
            yield place.finding(self.rules, "too_early_final", got=received_on, expected=f">= {usual.isoformat()}")


def is_slip(ratio: Decimal, magnitude: Magnitude) -> bool:
    """Whether a ratio lies near one of the powers of ten, or near one of their inverses."""
    return any(
        scale / magnitude.within <= ratio <= scale * magnitude.within
        for power in magnitude.powers
        for scale in (Decimal(10) ** power, Decimal(10) ** -power)
    )


def place_of(row: Observation) -> Place:
    """Where an observation stands."""
    return Place(row.file, row.unit, row.sheet, row.cell, row.indicator)
