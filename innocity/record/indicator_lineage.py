"""Where the figures of attainment come from: cells, targets and baselines, and what is reckoned from them."""

from collections.abc import Iterator

from innocity.facts import Commitment, Direction, Kind
from innocity.measures.groups import is_assessed
from innocity.measures.promised_levels import conflicting, implied
from innocity.record.inputs import Derived, constant, counted, derived, finding, number, parameter
from innocity.record.known import Known
from innocity.tables import Attainment, Finding, Group, Origin, Severity, Standing, State, Status
from innocity.tables.lineage import Input
from innocity.tables.numbers import number_id

_FACTS = "framework/indicators.csv"
_ASSESS = "innocity.measures.attainment.assess"
_QUARTERS = 4
_SAME_TIME, _YEAR_OVER = "same_time_last_year", "year_over"
_COUNTED = (Status.MET, Status.ON_PACE, Status.BEHIND, Status.FALLING_BACK, Status.MISSED, Status.NOT_DUE)


def of_indicators(known: Known) -> Iterator[Derived]:
    """Every figure of every row of attainment, and the groups' counts of them."""
    for row in known.attainment:
        yield from _sent(row, known)
        yield from _reckoned(row, known)
        yield from derived(row, "status", _status(row, known))
        yield from _disputed(row, known)
    for group in known.rows(Group):
        yield from _group(group, known)


def _sent(row: Attainment, known: Known) -> Iterator[Derived]:
    """The values that stand in a cell or a parameter file."""
    yield from derived(row, "actual", known.observed(row.indicator, (row.actual_file, row.actual_sheet, row.actual_cell)))  # fmt: skip
    yield from derived(row, "known", known.observed(row.indicator, (row.known_file, row.known_sheet, row.known_cell)))
    place = (row.previous_file, row.previous_sheet, row.previous_cell)
    yield from derived(row, "previous", known.observed(row.indicator, place))
    yield from derived(row, "target", known.target(row.indicator, row.target_year))
    yield from derived(row, "baseline", known.baseline(row.indicator, row.baseline_year))


def _reckoned(row: Attainment, known: Known) -> Iterator[Derived]:
    """The figures that are worked out from those."""
    actual, target, previous = number(row, "actual"), number(row, "target"), number(row, "previous")
    is_lower = row.direction is Direction.LOWER
    level = "target / actual * 100" if is_lower else "actual / target * 100"
    yield from derived(row, "completion_pct", [actual, target], level)
    way = "(actual - start) / (target - start) * 100"
    yield from derived(row, "net_increase_pct", [actual, target, _start(row, known)], way)
    yield from derived(row, "margin", [actual, target], "target - actual" if is_lower else "actual - target")
    moved = "actual - previous" if row.change_kind == "points" else "(actual - previous) / previous * 100"
    yield from derived(row, "change", [actual, previous], moved)
    yield from _pace(row, known)
    if row.standing is Standing.NOT_MET:
        yield from derived(row, "needed", [actual, target], "target - actual")
        yield from derived(row, "needed_pct", [number(row, "needed"), actual], "needed / actual * 100")
        yield from _per_quarter(row, known)


def _start(row: Attainment, known: Known) -> Input:
    """What the way to the target is counted from: nothing within the year for a flow, else the baseline."""
    is_flow = known.stage.framework.indicator(row.indicator).kind is Kind.FLOW
    if is_flow and not known.stage.parameters.reporting_period.is_annual:
        return constant("start", 0, _ASSESS)
    return number(row, "baseline", "start")


def _pace(row: Attainment, known: Known) -> Iterator[Derived]:
    actual, previous = number(row, "actual"), number(row, "previous")
    if row.expected_basis == _SAME_TIME:
        way = [actual, previous, number(row, "target"), number(row, "baseline")]
        gain = "(actual - previous) / (target - baseline) * 100"
        yield from derived(row, "progress_pct", way, gain)
    else:
        is_flow = known.stage.framework.indicator(row.indicator).kind is Kind.FLOW
        share = number(row, "completion_pct" if is_flow else "net_increase_pct")
        yield from derived(row, "progress_pct", [share], share.role)
    phasing = known.stage.framework.indicator(row.indicator).phasing.value
    period = known.period("period", "period", known.stage.parameters.period)
    if row.expected_basis in (_SAME_TIME, _YEAR_OVER):
        expected = [constant("whole", 100, "innocity.measures.judging.judge"), period]
    else:
        expected = [parameter("phasing", _FACTS, row.indicator, phasing), period]
    yield from derived(row, "expected_share_pct", expected)
    both = [number(row, "progress_pct"), number(row, "expected_share_pct")]
    yield from derived(row, "pace_ratio", both, "progress_pct / expected_share_pct")


def _per_quarter(row: Attainment, known: Known) -> Iterator[Derived]:
    """What each quarter left must bring; a flow starts its target's year at nothing."""
    period = known.stage.parameters.reporting_period
    is_flow = known.stage.framework.indicator(row.indicator).kind is Kind.FLOW
    if is_flow and period.year < row.target_year:
        share, left = number(row, "target"), _QUARTERS
    else:
        share, left = number(row, "needed"), (row.target_year - period.year + 1) * _QUARTERS - period.quarter
    quarters = constant("quarters", left, _ASSESS)
    yield from derived(row, "needed_per_quarter", [share, quarters], f"{share.role} / quarters")


def _status(row: Attainment, known: Known) -> list[Input]:
    """What a status was decided on; of an absent value, why it is absent."""
    target = number(row, "target")
    if row.actual is not None:
        paced = [number(row, "progress_pct"), number(row, "expected_share_pct")] if row.pace_ratio is not None else []
        rule = parameter("threshold", "rules/attainment.yaml", "pace.on_pace_from", known.pace.on_pace_from)
        return [number(row, "actual"), target, *paced, *([rule] if paced else [])]
    lag = known.stage.framework.indicator(row.indicator).lag_days
    absent = [target, parameter("lag_days", _FACTS, row.indicator, lag)]
    if row.known is not None:
        absent.append(number(row, "known"))
    return absent + (_refused(row, known) if row.state is State.REJECTED else [])


def _refused(row: Attainment, known: Known) -> list[Input]:
    """The cells for which a value was refused."""
    return [
        finding(one, "refused")
        for one in known.rows(Finding)
        if one.indicator == row.indicator and one.severity is Severity.ERROR and one.file
    ]


def _disputed(row: Attainment, known: Known) -> Iterator[Derived]:
    """The level that work points amount to where they promise another figure than the target."""
    promises = conflicting(row, known.stage.framework)
    level = implied(promises, row, known.stage.framework) if promises else None
    if level is None:
        return
    parts = [_promised(one) for one in promises if one.value is not None]
    formulas: dict[str, str] = {
        "level": "sum(part)",
        "increase": "baseline + sum(part)",
        "growth": "baseline * (1 + sum(part) / 100)",
    }
    baseline = [] if promises[0].basis == "level" else [number(row, "baseline")]
    identifier = number_id(row, "implied")
    yield Derived(identifier, f"{level:f}", (*parts, *baseline), formulas[promises[0].basis])
    if isinstance(row.target, type(level)):
        held = Input(role="implied", value=f"{level:f}", origin=Origin.NUMBER, from_number=identifier)
        beyond = f"{level - row.target:f}"
        yield Derived(number_id(row, "beyond"), beyond, (held, number(row, "target")), "implied - target")


def _promised(fact: Commitment) -> Input:
    return parameter("part", "framework/commitments.csv", fact.code, f"{fact.value:f}", fact.source)


def _group(group: Group, known: Known) -> Iterator[Derived]:
    """The counts of a group, an input for each indicator that is counted."""
    rows = [known.by_indicator[code] for code in group.indicators]
    others = [number(row, "status", "other") for row in rows]
    told = {status.value: [row for row in rows if row.status is status] for status in _COUNTED}
    for column, of_one in {"total": rows, "assessable": list(filter(is_assessed, rows)), **told}.items():
        yield counted(number_id(group, column), [number(row, "status", "part") for row in of_one], others)
    both = [number(group, "met"), number(group, "assessable")]
    yield from derived(group, "met_pct", both, "met / assessable * 100")
