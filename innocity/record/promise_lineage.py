"""Where the figures of promises and work points come from: the plan's rows, the cells of returns, the lights."""

from collections.abc import Iterator

from innocity.record.inputs import Derived, counted, derived, number, parameter, report
from innocity.record.known import Known
from innocity.tables import CommitmentStanding, Status, WorkPointStanding, WorkReport
from innocity.tables.lineage import Input
from innocity.tables.numbers import number_id

_PLAN = "framework/commitments.csv"
_TROUBLED = (Status.BEHIND, Status.FALLING_BACK, Status.MISSED)


def of_promises(known: Known) -> Iterator[Derived]:
    """Every figure of every promise, then the light of every work point and the counts of its promises."""
    for row in known.rows(CommitmentStanding):
        yield from _promise(row, known)
    said = {(one.work_point, one.file, one.sheet, one.cell): one for one in known.rows(WorkReport)}
    for point in known.rows(WorkPointStanding):
        place = (point.work_point, point.report_file or "", point.report_sheet or "", point.report_cell or "")
        yield from _work_point(point, said.get(place), known)


def _promise(row: CommitmentStanding, known: Known) -> Iterator[Derived]:
    fact = next(one for one in known.stage.framework.commitments if one.code == row.commitment)
    yield from derived(row, "promised", [parameter("promised", _PLAN, row.commitment, row.promised, fact.source)])
    yield from derived(row, "actual", _actual(row, known))
    actual, promised = number(row, "actual"), number(row, "promised")
    is_ceiling = row.operator == "≤"
    level = "promised / actual * 100" if is_ceiling else "actual / promised * 100"
    yield from derived(row, "completion_pct", [actual, promised], level)
    yield from derived(row, "margin", [actual, promised], "promised - actual" if is_ceiling else "actual - promised")
    if row.indicator:
        yield from derived(row, "target", [number(known.by_indicator[row.indicator], "target")])
    deadline = parameter("deadline", _PLAN, row.commitment, row.deadline or "")
    period = known.period("period", "period", known.stage.parameters.period)
    there = [actual] if row.actual is not None else []
    asked = [promised] if row.promised is not None else []
    yield from derived(row, "status", [*there, *asked, deadline, period])


def _actual(row: CommitmentStanding, known: Known) -> list[Input]:
    """The figure of the indicator that the promise repeats, else the cell of the return."""
    if row.source == "indicator" and row.indicator:
        return [number(known.by_indicator[row.indicator], "actual")]
    return known.reported(row.commitment, (row.actual_file, row.actual_sheet, row.actual_cell))


def _work_point(row: WorkPointStanding, said: WorkReport | None, known: Known) -> Iterator[Derived]:
    own = known.by_commitment.get(row.work_point, [])
    scored = [one for one in own if one.is_scored]
    parts = [number(one, "status", "promise") for one in scored]
    rule = parameter("deadline", "rules/work_points.yaml", row.light_reason.value, row.deadline)
    yield from derived(row, "light", [*([report(said)] if said else []), *parts, rule])
    others = [number(one, "status", "other") for one in own] or [rule]
    for column, counts in (("scored", scored), ("met", [one for one in scored if one.status is Status.MET])):
        yield counted(number_id(row, column), [number(one, "status", "part") for one in counts], others)
    behind = [number(one, "status", "part") for one in scored if one.status in _TROUBLED]
    yield counted(number_id(row, "behind"), behind, others)
