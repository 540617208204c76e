"""Where the figures around the results come from: moves since the period before, files, back-test, ranks, counts."""

from collections.abc import Iterable, Iterator, Mapping

from innocity import csvfile
from innocity.measures.backtest import Backtested
from innocity.measures.basis import Basis, previous_basis
from innocity.measures.groups import is_assessed
from innocity.measures.scorecard_returns import Arrival
from innocity.record import inputs
from innocity.record.inputs import Derived, counted, derived, number, parameter
from innocity.record.known import Known
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    Component,
    Finding,
    Light,
    Matter,
    Needs,
    Observation,
    Receipt,
    ScoreItem,
    Severity,
    Standing,
    Status,
    Table,
    WorkPointStanding,
)
from innocity.tables.lineage import Input
from innocity.tables.numbers import count_id, rule_id

_TROUBLED = (Status.BEHIND, Status.FALLING_BACK, Status.MISSED)
_LATE, _UNSAID = (Light.BEHIND, Light.OVERDUE), (Light.NOT_DUE, Light.NOT_REPORTED)
_SENT = (Arrival.ON_TIME, Arrival.LATE, Arrival.RECEIVED)
_BACKTEST, _RANKS = "rules/projection_backtest.csv", "rules/ranks.csv"
_MOVED = ("actual", "baseline", "target")


def of_others(known: Known) -> Iterator[Derived]:
    """Moves, files, the back-test, published ranks, and the counts that sentences and key figures name."""
    yield from _moves(known)
    for row in known.rows(Receipt):
        yield from derived(row, "version", [inputs.file(row)])
    yield from _backtest(known)
    yield from _ranks(known)
    yield from _counts(known)


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
    for row in csvfile.read(known.stage.workspace.rules / "projection_backtest.csv", Backtested):
        cells = row.cells()
        key = (cells["points"], cells["horizon"], cells["method"])
        for column in ("cases", "coverage_80_pct", "score_in_logs", "ratio_in_steps", "ratio_in_levels"):
            if cells[column]:
                source = parameter(column, _BACKTEST, ".".join(key), cells[column])
                yield Derived(rule_id("backtest", *key, column), cells[column], (source,))


def _ranks(known: Known) -> Iterator[Derived]:
    for place, row in enumerate(known.rules.ranks, start=1):
        for column in ("rank", "out_of"):
            if result := row.written(column):
                source = parameter(column, _RANKS, str(place), result, row.source)
                yield Derived(rule_id("ranks", str(place), column), result, (source,))


def _counts(known: Known) -> Iterator[Derived]:
    """What the key figures count."""
    assessed = [row for row in known.attainment if is_assessed(row)]
    told = {
        "total": known.attainment,
        "assessable": assessed,
        "met": [row for row in assessed if row.status is Status.MET],
        "troubled": [row for row in assessed if row.status in _TROUBLED],
    }
    yield from _counted(Attainment, "status", told, known.attainment)
    scored = [row for row in known.rows(CommitmentStanding) if row.is_scored]
    judged = [row for row in scored if row.standing is not Standing.NOT_ASSESSABLE]
    kept = [row for row in judged if row.standing is Standing.MET]
    yield from _counted(CommitmentStanding, "status", {"scored": scored, "judged": judged, "met": kept}, scored)
    points = known.rows(WorkPointStanding)
    said = [row for row in points if row.light not in _UNSAID]
    late = [row for row in points if row.light in _LATE]
    yield from _counted(WorkPointStanding, "light", {"total": points, "told": said, "late": late}, points)
    yield from _returns(known)
    for severity in Severity:
        found = [inputs.finding(row, "part") for row in known.rows(Finding) if row.severity is severity]
        received = [inputs.file(row, "other") for row in known.rows(Receipt)]
        yield counted(count_id(Finding, severity.value), found, received)
    yield from _decisions(known)


def _returns(known: Known) -> Iterator[Derived]:
    """The units that owe a return, and those that sent one."""
    items = [row for row in known.rows(ScoreItem) if row.component is Component.TIMELINESS]
    owed = [row for row in items if Arrival(row.status) is not Arrival.NOT_OWED]
    sent = [row for row in owed if Arrival(row.status) in _SENT]
    yield from _counted(ScoreItem, "weight", {"owing": owed, "heard": sent}, items)


def _decisions(known: Known) -> Iterator[Derived]:
    """The matters that need a decision or an action, by what each is about."""
    rows = known.rows(Matter)
    period = known.period("period", "period", known.stage.parameters.period)
    for needs in Needs:
        found = [row for row in rows if row.needs is needs]
        parts = [parameter("part", "rules/decisions.yaml", f"kinds.{row.kind.value}", f"{row.code}") for row in found]
        yield counted(count_id(Matter, needs.value), parts, [period])
    for kind in dict.fromkeys(row.kind for row in rows):
        parts = [
            parameter("part", "rules/decisions.yaml", f"kinds.{kind.value}", row.code)
            for row in rows
            if row.kind is kind
        ]
        yield counted(count_id(Matter, kind.value), parts, [period])


def _counted(
    table: type[Table], column: str, told: Mapping[str, Iterable[Table]], every: Iterable[Table]
) -> Iterator[Derived]:
    others = [number(row, column, "other") for row in every]
    for what, rows in told.items():
        yield counted(count_id(table, what), [number(row, column, "part") for row in rows], others)
