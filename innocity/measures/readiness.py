"""What the values up to now say about the evaluation: scenarios per indicator and data year, never a probability."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from innocity.csvfile import Row
from innocity.facts import Answer, Measure, Value
from innocity.framework import Framework
from innocity.measures.distances import standing
from innocity.tables import Attainment, Readiness, Scenario, Standing


class Benchmark(Row):
    """What the values of a data year are held against: the target of the plan, and on what basis that is taken."""

    data_year: int
    benchmark: Literal["target"]
    basis: Literal["notice", "derived", "assumed"]
    note: str


def scenarios(
    framework: Framework, attainment: Iterable[Attainment], benchmarks: Iterable[Benchmark]
) -> list[Readiness]:
    """Every indicator in every data year under every scenario, in the order of the plan."""
    years = tuple(benchmarks)
    return [row for base in attainment for year in years for row in _rows(base, year, framework.measure(base.measure))]


def _rows(base: Attainment, benchmark: Benchmark, measure: Measure) -> Iterator[Readiness]:
    for scenario in Scenario:
        step = yearly_step(base, scenario)
        point = _point(base, scenario, step, benchmark.data_year, measure)
        reached = standing(point, base.target, base.direction)
        yield Readiness(
            number=base.number,
            indicator=base.indicator,
            data_year=benchmark.data_year,
            scenario=scenario,
            measure=base.measure,
            last_year=base.reference_year if base.actual is not None else None,
            last_value=base.actual,
            yearly_step=step,
            point=point,
            benchmark=base.target,
            benchmark_basis=benchmark.basis,
            is_reached=None if reached is Standing.NOT_ASSESSABLE else reached is Standing.MET,
            reason=_reason(base, benchmark.data_year) if point is None else None,
        )


def _reason(base: Attainment, data_year: int) -> str:
    """Why a scenario says nothing of a data year."""
    if base.actual is None:
        return base.reason or base.state.value
    return "year_has_passed" if data_year < base.reference_year else "no_earlier_value"


def yearly_step(base: Attainment, scenario: Scenario) -> Decimal | None:
    """What a scenario adds a year: nothing, the latest yearly change, or the step that the plan asks for."""
    if not isinstance(base.actual, Decimal):
        return None
    match scenario:
        case Scenario.HOLD:
            return Decimal(0)
        case Scenario.LATEST_CHANGE:
            return base.actual - base.previous if isinstance(base.previous, Decimal) else None
        case Scenario.PLAN_PACE:
            if not isinstance(base.target, Decimal) or not isinstance(base.baseline, Decimal):
                return None
            return base.target - base.baseline


def _point(base: Attainment, scenario: Scenario, step: Decimal | None, year: int, measure: Measure) -> Value | None:
    """The value in a year within the measure's natural limits; an answer stays what it is, a past year is not told anew.

    A plan that asks for less than was reached is a promise for its year, not a pace: from then on its target is held.
    """
    ahead = year - base.reference_year
    if isinstance(base.actual, Answer) and ahead >= 0:
        return base.actual
    if not isinstance(base.actual, Decimal) or step is None or ahead < 0:
        return None
    if scenario is Scenario.PLAN_PACE and base.is_target_below_baseline and ahead > 0:
        return base.target
    point = max(base.actual + step * ahead, Decimal(0))
    return point if measure.upper_limit is None else min(point, measure.upper_limit)
