"""Where the figures of readiness come from: annual values in their cells, benchmarks, steps, and the counts over them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from innocity.facts import Kind
from innocity.record.inputs import Derived, constant, counted, derived, number, parameter
from innocity.record.known import Known
from innocity.tables import Deliverable, Outlook, Readiness, ReadinessOverall, ReadinessSilence, Scenario
from innocity.tables.lineage import Input
from innocity.tables.numbers import number_id

_RULES = "rules/readiness.csv"
_READINESS = "innocity.measures.readiness.readiness"
_DELIVERABLES = "innocity.measures.deliverables.deliverables"
_FIGURES = ("point", "low_50", "high_50", "low_80", "high_80")
_QUARTERS = 4


def of_readiness(known: Known) -> Iterator[Derived]:
    """Every figure of the projections, the scenarios, what is owed, and the counts over all indicators."""
    for row in known.rows(Readiness):
        yield from _projection(row, known) if row.scenario is Scenario.PROJECTION else _scenario(row, known)
    first: set[int] = set()
    for one in known.rows(ReadinessOverall):
        yield from _overall(one, known, is_first=one.data_year not in first)
        first.add(one.data_year)
    for silent in known.rows(ReadinessSilence):
        yield from _silence(silent, known)
    for owed in known.rows(Deliverable):
        yield from _owed(owed, known)


def _projection(row: Readiness, known: Known) -> Iterator[Derived]:
    """A projection rests on the annual values, on what is known within the year, and on the spreads of real series."""
    series = list(known.series(row.indicator))
    year = [known.period("data_year", "target_year", row.data_year)]
    yield from derived(row, "last_value", [_renamed(one, "value") for one in series[-1:]])
    yield from derived(row, "benchmark", _benchmark(row, known))
    step = [*known.target(row.indicator, row.benchmark_year), *known.baseline(row.indicator, row.benchmark_year - 1)]
    yield from derived(row, "stretch", [number(row, "benchmark"), *step, _rule(row, "stretch")])
    quarter = _within_the_year(row, known)
    spread = parameter("spread", "rules/projection.csv", f"{row.points or len(series)}", row.method or "")
    for column in _FIGURES:
        yield from derived(row, column, [*series, *quarter, spread, *year])
    told = [number(row, column) for column in ("point", "low_80", "high_80") if row.written(column)]
    yield from derived(row, "outlook", [*told, number(row, "benchmark"), _rule(row, "benchmark")])


def _renamed(one: Input, role: str) -> Input:
    return one.replaced(role=role)


def _within_the_year(row: Readiness, known: Known) -> list[Input]:
    held = known.by_indicator[row.indicator]
    return [number(held, "actual", "quarter")] if row.quarter_value is not None and held.actual is not None else []


def _benchmark(row: Readiness, known: Known) -> list[Input]:
    return [*known.target(row.indicator, row.benchmark_year), _rule(row, "benchmark")]


def _rule(row: Readiness, column: str) -> Input:
    return parameter("rule", _RULES, str(row.data_year), column)


def _scenario(row: Readiness, known: Known) -> Iterator[Derived]:
    """An assumption: the last value and a yearly step, or the year's own value where it is known."""
    told = known.by_outlook[row.number, row.data_year]
    if row.last_value is None:
        return
    yield from derived(row, "yearly_step", _step(row, known))
    last, step, point = row.last_value, row.yearly_step, row.point
    if not isinstance(last, Decimal) or not isinstance(point, Decimal) or step is None or row.last_year is None:
        cells = list(known.series(row.indicator))
        yield from derived(row, "point", cells[-1:])
        return
    years = row.data_year - row.last_year
    is_line = point == last + step * years
    ahead = [constant("years", years, _READINESS)]
    both = [number(told, "last_value"), number(row, "yearly_step"), *ahead, number(told, "benchmark")]
    cells = [] if is_line else list(known.series(row.indicator))
    yield from derived(row, "point", [*both, *cells], "last_value + yearly_step * years" if is_line else None)


def _step(row: Readiness, known: Known) -> list[Input]:
    told = known.by_outlook[row.number, row.data_year]
    match row.scenario:
        case Scenario.LATEST_CHANGE:
            return list(known.series(row.indicator))[-2:]
        case Scenario.PLAN_PACE:
            return [
                *known.target(row.indicator, row.benchmark_year),
                *known.baseline(row.indicator, row.benchmark_year - 1),
            ]
        case Scenario.REQUIRED_PACE:
            return [number(told, "benchmark"), number(told, "last_value")]
    return [constant("step", 0, _READINESS)]


def _overall(row: ReadinessOverall, known: Known, *, is_first: bool) -> Iterator[Derived]:
    """The counts of a data year, and the range under an assumed correlation; the counts do not depend on it."""
    told = [one for (_, year), one in known.by_outlook.items() if year == row.data_year]
    said = [one for one in told if one.outlook is not Outlook.NOT_SAID]
    every = [number(one, "outlook", "other") for one in told]
    if is_first:
        held = {one.number for one in _held(row.data_year, known) if one.is_reached}
        counts = {
            "total": told,
            "assessable": said,
            "reached": [one for one in said if one.outlook is Outlook.REACHED],
            "reached_at_level": [one for one in told if one.number in held],
        }
        for column, counted_rows in counts.items():
            role = "last_value" if column == "reached_at_level" else "outlook"
            yield counted(number_id(row, column), [number(one, role, "part") for one in counted_rows], every)
    assumed = parameter("correlation", "rules/correlations.csv", str(row.correlation), row.correlation)
    chances = [number(one, "outlook", "indicator") for one in said]
    for column in ("expected", "low_80", "high_80"):
        yield from derived(row, column, [*chances, assumed])


def _held(year: int, known: Known) -> Iterator[Readiness]:
    return (one for one in known.rows(Readiness) if one.data_year == year and one.scenario is Scenario.HOLD)


def _silence(row: ReadinessSilence, known: Known) -> Iterator[Derived]:
    """The reached benchmarks of a data year if values that are owed stay away, as projected, and if they all come."""
    told = [one for (_, year), one in known.by_outlook.items() if year == row.data_year]
    owed = set(row.owed)
    every = [number(one, "outlook", "other") for one in told]
    cases = {
        "worst": [one for one in told if one.is_reached and one.indicator not in owed],
        "expected": [one for one in told if one.is_reached],
        "best": [one for one in told if one.is_reached or one.indicator in owed],
        "owed": [one for one in told if one.indicator in owed],
    }
    for column, rows in cases.items():
        yield counted(number_id(row, column), [number(one, "outlook", "part") for one in rows], every)


def _owed(row: Deliverable, known: Known) -> Iterator[Derived]:
    """What must come about for a benchmark, in all, each year and each quarter, beside what was seen before."""
    told = known.by_outlook[row.number, row.data_year]
    last, benchmark = number(told, "last_value"), number(told, "benchmark")
    yield from derived(row, "last_value", [last], "last_value")
    yield from derived(row, "benchmark", [benchmark], "benchmark")
    yield from derived(row, "needed", [benchmark, last], "benchmark - last_value")
    years = constant("years", row.data_year - row.last_year, _DELIVERABLES)
    yield from derived(row, "needed_a_year", [number(row, "needed"), years], "needed / years")
    yield from _a_quarter(row, told, known)
    series: Sequence[Input] = list(known.series(row.indicator))
    yield from derived(row, "own_step", series)
    direction = known.stage.framework.indicator(row.indicator).direction
    horizon = row.data_year - row.last_year
    rules = [
        parameter("change_pct", "rules/reference_steps.csv", f"{direction.value}.{horizon}", one.change_pct)
        for one in known.rules.reference_steps
        if (one.direction, one.horizon) == (direction, horizon)
    ]
    yield from derived(row, "reference_step", [last, *rules], "last_value * change_pct / 100")


def _a_quarter(row: Deliverable, told: Readiness, known: Known) -> Iterator[Derived]:
    """Each quarter's part; a flow starts its year at nothing, or at what has come of it."""
    left = row.quarters_left
    if known.stage.framework.indicator(row.indicator).kind is not Kind.FLOW:
        quarters = constant("quarters", left, _DELIVERABLES)
        yield from derived(row, "needed_a_quarter", [number(row, "needed"), quarters], "needed / quarters")
        return
    came = _within_the_year(told, known) if left < _QUARTERS else []
    quarters = constant("quarters", min(left, _QUARTERS), _DELIVERABLES)
    formula = "(benchmark - quarter) / quarters" if came else "benchmark / quarters"
    yield from derived(row, "needed_a_quarter", [number(told, "benchmark"), *came, quarters], formula)
