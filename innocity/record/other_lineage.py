"""Where the figures around the results come from: moves since the period before, files, back-test, ranks."""

from collections.abc import Iterator

from innocity import csvfile
from innocity.measures.backtest import Backtested
from innocity.measures.basis import Basis, previous_basis
from innocity.measures.projection import Method
from innocity.record import inputs
from innocity.record.inputs import Derived, derived, number, parameter
from innocity.record.known import Known
from innocity.tables import Attainment, Change, Observation, Origin, Receipt
from innocity.tables.lineage import Input
from innocity.tables.numbers import rule_id

_BACKTEST, _RANKS = "rules/projection_backtest.csv", "rules/ranks.csv"
_MOVED = ("actual", "baseline", "target")


def of_others(known: Known) -> Iterator[Derived]:
    """Moves, files, the back-test and published ranks."""
    yield from _moves(known)
    for row in known.rows(Receipt):
        yield from derived(row, "version", [inputs.file(row)])
    yield from _backtest(known)
    yield from _ranks(known)


def _moves(known: Known) -> Iterator[Derived]:
    """Old from the period before as it is worked out now, new from this one, the move of each cause between them."""
    rows = [row for row in known.rows(Change) if row.figure in _MOVED]
    before = _before(known) if rows else {}
    causes: dict[tuple[str, str], int] = {}
    for row in rows:
        causes[row.row, row.figure] = causes.get((row.row, row.figure), 0) + 1
    for row in rows:
        new = known.by_indicator.get(row.row)
        old = before.get(row.row)
        yield from derived(row, "new", [number(new, row.figure, "new")] if new else [])
        yield from derived(row, "old", _source(old, row.figure, known) if old else [])
        both = [number(row, "old"), number(row, "new")]
        yield from derived(row, "move", both, "new - old" if causes[row.row, row.figure] == 1 else None)


def _before(known: Known) -> dict[str, Attainment]:
    earlier = known.stage.earlier_parameters()
    if not earlier:
        return {}
    said = known.rows(Observation), None, known.rows(Receipt)
    now = Basis(known.stage.framework, known.stage.parameters, known.pace, *said)
    return {row.indicator: row for row in previous_basis(now, earlier[-1]).rows}


def _source(row: Attainment, figure: str, known: Known) -> list[Input]:
    if figure == "actual":
        return known.observed(row.indicator, (row.actual_file, row.actual_sheet, row.actual_cell))
    if figure == "baseline":
        return known.baseline(row.indicator, row.baseline_year)
    name = f"{row.indicator}.{row.target_year}.{row.target_revision}"
    return [parameter("target", "framework/targets.csv", name, row.written("target"), row.target_document)]


def _backtest(known: Known) -> Iterator[Derived]:
    """The figures of the back-test, which stand in a parameter file."""
    rows = list(csvfile.read(known.stage.workspace.rules / "projection_backtest.csv", Backtested))
    for row in rows:
        cells = row.cells()
        key = (cells["points"], cells["horizon"], cells["method"])
        for column in (
            "cases",
            "coverage_80_pct",
            "score_in_logs",
            "ratio_in_logs",
            "ratio_in_steps",
            "ratio_in_levels",
        ):
            if cells[column]:
                source = parameter(column, _BACKTEST, ".".join(key), cells[column])
                yield Derived(rule_id("backtest", *key, column), cells[column], (source,))
    parts = [_tested(row) for row in rows if row.method is Method.REFERENCE_BAND and row.points.isdigit()]
    yield Derived(
        rule_id("backtest", "count", "cases"), str(sum(int(one.value or 0) for one in parts)), tuple(parts), "sum(part)"
    )


def _tested(row: Backtested) -> Input:
    identifier = rule_id("backtest", row.points, row.horizon, row.method.value, "cases")
    return Input(role="part", value=row.written("cases"), origin=Origin.NUMBER, from_number=identifier)


def _ranks(known: Known) -> Iterator[Derived]:
    for place, row in enumerate(known.rules.ranks, start=1):
        for column in ("rank", "out_of"):
            if result := row.written(column):
                source = parameter(column, _RANKS, str(place), result, row.source)
                yield Derived(rule_id("ranks", str(place), column), result, (source,))
