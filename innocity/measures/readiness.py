"""What the values up to now say about the evaluation: a projection and scenarios per indicator and data year.

No pass mark is published: everything here is held against the plan's own targets, and nothing is a chance of passing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from innocity.facts import Answer, Indicator, Measure, Value
from innocity.measures.annual import AnnualSeries, ReadinessInputs, YearEnds
from innocity.measures.arithmetic import STORED_DECIMALS, rounded
from innocity.measures.bands import Silent, Told, band, outlook, shortfall
from innocity.measures.distances import beyond, standing
from innocity.measures.goals import Goal, goal, limited
from innocity.measures.projection import Projection, project
from innocity.readiness_rules import Benchmark
from innocity.tables import Observation, Readiness, Scenario, Standing

__all__ = ["Projection", "ReadinessInputs", "equal_parts", "project", "readiness", "yearly_steps"]


def readiness(inputs: ReadinessInputs) -> list[Readiness]:
    """Every indicator in every data year under every scenario, in the order of the plan.

    Raises InnocityError where the plan has no target for an indicator.
    """
    return [row for indicator in inputs.framework.indicators for row in _of_indicator(indicator, inputs)]


def _of_indicator(indicator: Indicator, inputs: ReadinessInputs) -> Iterator[Readiness]:
    series, ends, quarter = inputs.series(indicator), inputs.year_ends(indicator), inputs.quarter(indicator)
    measure = inputs.framework.measure(indicator.measure)
    for rule in inputs.rules.benchmarks:
        case = _Case(indicator, measure, series, ends, quarter, rule, goal(inputs, indicator, rule))
        yield _projected(case)
        yield from (_assumed(case, scenario) for scenario in Scenario if scenario is not Scenario.PROJECTION)


@dataclass(frozen=True)
class _Case:
    """One indicator in one data year."""

    indicator: Indicator
    measure: Measure
    series: AnnualSeries
    ends: YearEnds | None
    quarter: Observation | None
    rule: Benchmark
    goal: Goal

    @property
    def year(self) -> int:
        """The data year."""
        return self.rule.data_year

    def reaches(self, point: Value | None, mark: Value) -> bool | None:
        """Whether a value reaches a mark; None where that cannot be said."""
        found = standing(point, mark, self.indicator.direction)
        return None if found is Standing.NOT_ASSESSABLE else found is Standing.MET

    def row(self, scenario: Scenario, point: Value | None, **values: object) -> Readiness:
        """The row of a scenario with all that is the same in each."""
        last, goal, quarter = self.series.last, self.goal, self.quarter
        level = last.value if last else None
        is_below = isinstance(level, Decimal) and isinstance(goal.benchmark, Decimal)
        return Readiness(
            number=self.indicator.number,
            indicator=self.indicator.code,
            data_year=self.year,
            scenario=scenario,
            measure=self.indicator.measure,
            last_year=last.year if last else None,
            last_value=level,
            last_status=last.status if last else None,
            quarter_value=quarter.value if quarter else None,
            quarter_period=quarter.period if quarter else None,
            point=point,
            benchmark=goal.benchmark,
            benchmark_year=goal.year,
            benchmark_basis=goal.basis,
            stretch=goal.stretch,
            stretch_basis=goal.stretch_basis,
            is_reached=self.reaches(point, goal.benchmark),
            is_stretch_reached=self.reaches(point, goal.stretch),
            evaluated_basis=self.rule.evaluated_basis,
            is_benchmark_below_level=is_below and level != goal.benchmark and bool(self.reaches(level, goal.benchmark)),
            **values,
        )


def _projected(case: _Case) -> Readiness:
    """The row of the projection with its bands, outlook and second opinions."""
    found = band(case.series, case.year, case.measure, case.ends)
    known, direction = case.series.of(case.year), case.indicator.direction
    return case.row(
        Scenario.PROJECTION,
        found.point,
        low_50=found.low_50,
        high_50=found.high_50,
        low_80=found.low_80,
        high_80=found.high_80,
        method=found.method,
        points=found.points,
        outlook=outlook(found, case.goal.benchmark, direction, is_settled=known is not None and known.is_settled),
        shortfall=shortfall(found, case.goal.benchmark, direction),
        **found.opinions,
        disagrees=found.disagrees,
        reason=found.reason,
    )


def _assumed(case: _Case, scenario: Scenario) -> Readiness:
    """The row of an assumption: the year's value where it is known, else the last one and its yearly step."""
    last, known = case.series.last, case.series.of(case.year)
    step = _step(case, scenario)
    if last is None:
        return case.row(scenario, None, reason=Silent.NO_VALUE)
    if known is not None or isinstance(last.value, Answer):
        held = (known or last).value
        return case.row(scenario, held, yearly_step=step, method=Told.MEASURED if known else Told.ANSWER)
    if case.year < last.year:
        return case.row(scenario, None, yearly_step=step, reason=Silent.YEAR_HAS_PASSED)
    if step is None:
        return case.row(scenario, None, reason=_WHY_NO_STEP[scenario])
    return case.row(scenario, _point(case, scenario, last.value, step), yearly_step=step)


_WHY_NO_STEP = {Scenario.LATEST_CHANGE: "no_earlier_value", Scenario.PLAN_PACE: "no_baseline"}


def _step(case: _Case, scenario: Scenario) -> Decimal | None:
    """What a scenario adds a year; None for answers, and where an earlier value or a baseline is wanting."""
    last = case.series.last
    if last is None or not isinstance(last.value, Decimal) or not isinstance(case.goal.benchmark, Decimal):
        return None
    match scenario:
        case Scenario.LATEST_CHANGE:
            return next(reversed(yearly_steps(case.series)), None)
        case Scenario.PLAN_PACE:
            return case.goal.planned_step
        case Scenario.REQUIRED_PACE:
            short = beyond(last.value, case.goal.benchmark, case.indicator.direction) < 0
            gap = case.goal.benchmark - last.value if short else Decimal(0)
            return equal_parts(gap, max(case.year - last.year, 1))
        case _:
            return Decimal(0)


def _point(case: _Case, scenario: Scenario, last: Decimal, step: Decimal) -> Value:
    """The value in a later year within the measure's natural limits.

    A plan that asks for less than was reached is a promise for its year, not a pace: from then on its target is held.
    """
    assert case.series.last is not None
    if scenario is Scenario.PLAN_PACE and case.goal.is_step_back:
        return case.goal.benchmark
    if scenario is Scenario.REQUIRED_PACE and step:
        return case.goal.benchmark
    return limited(last + step * (case.year - case.series.last.year), case.measure)


def yearly_steps(series: AnnualSeries) -> list[Decimal]:
    """The changes a year, oldest first; a gap is spread evenly over its years."""
    return [
        equal_parts(after.value - before.value, after.year - before.year)
        for before, after in pairwise(series.values)
        if isinstance(before.value, Decimal) and isinstance(after.value, Decimal)
    ]


def equal_parts(change: Decimal, parts: int) -> Decimal:
    """One of so many equal parts of a change; what needs no division stays as it is."""
    return change if parts == 1 or not change else rounded(change / parts, STORED_DECIMALS)
