"""What an indicator is held against in a data year: the plan's target, and a stretch beyond it."""

from dataclasses import dataclass
from decimal import Decimal

from innocity.errors import InnocityError
from innocity.facts import Indicator, Measure, Target, Value
from innocity.measures.annual import ReadinessInputs
from innocity.measures.distances import promises_less
from innocity.readiness_rules import Benchmark
from innocity.tables.outlook import Basis


@dataclass(frozen=True)
class Goal:
    """Benchmark and stretch of a data year with their bases, and the step that the plan asked for in the target's year."""

    year: int
    benchmark: Value
    basis: Basis
    stretch: Value
    stretch_basis: Basis
    planned_step: Decimal | None
    is_step_back: bool


def goal(inputs: ReadinessInputs, indicator: Indicator, rule: Benchmark) -> Goal:
    """The target in force for the data year, else for the last year before it, else the first there is.

    A target of that very year rests on its notice. A plan that asks for less than was reached gives no step to continue.
    Raises InnocityError where the plan has no target at all.
    """
    target = _target(inputs, indicator, rule.data_year)
    approved = inputs.framework.approved(indicator.code, target.year - 1, "baseline")
    baseline = approved[-1] if approved else None
    step = _difference(target.value, baseline)
    is_back = promises_less(target.value, baseline, indicator.direction)
    ahead = 0 if is_back or rule.stretch == "target" else max(rule.data_year - target.year, 0)
    stretch = _continued(target.value, step, ahead, inputs.framework.measure(indicator.measure))
    is_own = target.year == rule.data_year
    return Goal(
        year=target.year,
        benchmark=target.value,
        basis="notice" if is_own else rule.basis,
        stretch=stretch,
        stretch_basis=rule.stretch_basis if ahead and step is not None else "notice" if is_own else rule.basis,
        planned_step=step,
        is_step_back=is_back,
    )


def _target(inputs: ReadinessInputs, indicator: Indicator, year: int) -> Target:
    years = sorted({one.year for one in inputs.framework.targets if one.indicator == indicator.code})
    as_of = inputs.parameters.as_of_date
    found = [one for one in (inputs.framework.target(indicator.code, y, as_of) for y in years) if one is not None]
    if not found:
        raise InnocityError("error.no_target", indicator=indicator.code, year=year)
    return next((one for one in reversed(found) if one.year <= year), found[0])


def _difference(target: Value, baseline: Value | None) -> Decimal | None:
    return target - baseline if isinstance(target, Decimal) and isinstance(baseline, Decimal) else None


def _continued(target: Value, step: Decimal | None, years: int, measure: Measure) -> Value:
    if not isinstance(target, Decimal) or step is None or not years:
        return target
    return limited(target + step * years, measure)


def limited(value: Decimal, measure: Measure) -> Decimal:
    """The value within the measure's natural limits; nothing falls below zero."""
    least = max(value, Decimal(0))
    return least if measure.upper_limit is None else min(least, measure.upper_limit)
