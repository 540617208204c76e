"""Who must deliver what: the benchmarks that the last annual values do not reach, and what would have to come about."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from innocity.facts import Direction, Indicator, Kind
from innocity.measures.annual import ReadinessInputs
from innocity.measures.arithmetic import PERCENT, STORED_DECIMALS, rounded
from innocity.measures.readiness import equal_parts, yearly_steps
from innocity.readiness_rules import ReferenceStep
from innocity.tables import Deliverable, Readiness, Scenario

BINDING = 5
_QUARTERS = 4


def deliverables(inputs: ReadinessInputs, rows: Iterable[Readiness]) -> list[Deliverable]:
    """One row per benchmark that is still open and not at the level reached, from the rows of the readiness table.

    A data year whose settled value fell short is past and owes nothing more; an indicator without a value has no step.
    """
    rows = list(rows)
    projected = [row for row in rows if row.scenario is Scenario.PROJECTION]
    short = {(r.number, r.data_year) for r in rows if r.scenario is Scenario.HOLD and r.is_reached is False}
    owed = [row for row in projected if (row.number, row.data_year) in short and _is_open(row)]
    places = {
        (row.number, row.data_year): place
        for year in sorted({row.data_year for row in owed})
        for place, row in enumerate(binding([one for one in owed if one.data_year == year]), start=1)
    }
    return [_deliverable(row, inputs, places.get((row.number, row.data_year))) for row in owed]


def _is_open(row: Readiness) -> bool:
    return row.last_year is not None and row.data_year > row.last_year


def binding(rows: Iterable[Readiness], count: int = BINDING) -> list[Readiness]:
    """The projections whose benchmark lies farthest beyond the point, in halves of the 80 % band, the farthest first."""
    short = [(row.shortfall, row) for row in rows if row.shortfall is not None and row.shortfall > 0]
    return [row for _, row in sorted(short, key=lambda pair: (-pair[0], pair[1].number))[:count]]


def _deliverable(row: Readiness, inputs: ReadinessInputs, place: int | None) -> Deliverable:
    indicator = inputs.framework.indicator(row.indicator)
    assert row.last_year is not None
    assert row.last_value is not None
    assert row.outlook is not None
    period = inputs.parameters.reporting_period
    left = max((row.data_year - period.year + 1) * _QUARTERS - period.quarter, 0)
    return Deliverable(
        number=row.number,
        indicator=row.indicator,
        data_year=row.data_year,
        unit=inputs.framework.collectors(indicator)[0],
        measure=row.measure,
        last_year=row.last_year,
        last_value=row.last_value,
        benchmark=row.benchmark,
        outlook=row.outlook,
        due_period=f"{row.data_year}-Q{_QUARTERS}",
        quarters_left=left,
        **_steps(row, indicator, inputs, left),
        shortfall=row.shortfall,
        binding=place,
    )


def _steps(row: Readiness, indicator: Indicator, inputs: ReadinessInputs, left: int) -> dict[str, object]:
    """The step that is needed, by year and by quarter, beside its own largest and that of the reference series."""
    if not isinstance(row.last_value, Decimal) or not isinstance(row.benchmark, Decimal) or row.last_year is None:
        return {}
    horizon = row.data_year - row.last_year
    needed = row.benchmark - row.last_value
    own = _most_favourable(yearly_steps(inputs.series(indicator)), indicator.direction)
    usual = _reference(row.last_value, indicator.direction, horizon, inputs.rules.reference_steps)
    a_year = equal_parts(needed, horizon)
    return {
        "needed": needed,
        "needed_a_year": a_year,
        "needed_a_quarter": _a_quarter(row, row.benchmark, needed, indicator, left),
        "own_step": own,
        "reference_step": usual,
        "exceeds_own_history": None if own is None else _is_beyond(a_year, own, indicator.direction),
        "exceeds_reference": None if usual is None else _is_beyond(needed, usual, indicator.direction),
    }


def _most_favourable(steps: Sequence[Decimal], direction: Direction) -> Decimal | None:
    return (min if direction is Direction.LOWER else max)(steps, default=None)


def _is_beyond(step: Decimal, mark: Decimal, direction: Direction) -> bool:
    return step < mark if direction is Direction.LOWER else step > mark


def _reference(last: Decimal, direction: Direction, horizon: int, usual: Iterable[ReferenceStep]) -> Decimal | None:
    """The change that nine of ten reference series stayed within; they are all above zero and reach three years."""
    fitting = (one.change_pct for one in usual if (one.direction, one.horizon) == (direction, horizon) and last > 0)
    found = next(fitting, None)
    return None if found is None else rounded(last * found / PERCENT, STORED_DECIMALS)


def _a_quarter(row: Readiness, benchmark: Decimal, needed: Decimal, indicator: Indicator, left: int) -> Decimal | None:
    """What each quarter must bring until the data year's end; a flow starts its year at nothing."""
    if indicator.kind is Kind.FLOW:
        came = row.quarter_value if left < _QUARTERS and isinstance(row.quarter_value, Decimal) else Decimal(0)
        needed, left = benchmark - came, min(left, _QUARTERS)
    return equal_parts(needed, left) if left else None
