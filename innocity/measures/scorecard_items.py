"""What a unit is given points for in substance: the indicators that it collects and the work points that it answers for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from innocity.facts import Answer, Direction, Value, WorkPoint
from innocity.measures.scorecard_grounds import FULL_MARKS, Grounds, Mark, Reason, figure, nothing, shown
from innocity.measures.scoring import Scale, points
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    Component,
    Light,
    ScoreItem,
    Standing,
    State,
    Status,
    Trend,
    WorkPointStanding,
)

_UNASSESSED = {
    Status.NOT_DUE: Reason.NOT_DUE,
    Status.NOT_MEASURABLE: Reason.NOT_MEASURABLE,
    Status.NOT_ASSESSABLE: Reason.NOT_ASSESSABLE,
}
_WITHIN_THE_YEAR = (Status.ON_PACE, Status.BEHIND, Status.FALLING_BACK)
_FULL = Mark(FULL_MARKS, figure(FULL_MARKS))
_FINISHED = (Light.DONE, Light.MADE_GOOD_LATE)


def indicator_items(unit: str, grounds: Grounds) -> Iterator[ScoreItem]:
    """The indicators that a unit collects, in the order of the plan; a shared one with the unit's share as its weight."""
    for indicator in grounds.framework.reported_by(unit):
        if row := grounds.by_indicator.get(indicator.code):
            mark = indicator_mark(row, grounds)
            is_open = row.standing is Standing.NOT_MET and bool(row.needed)
            yield ScoreItem(
                unit=unit,
                component=Component.INDICATORS,
                item=indicator.code,
                status=row.status.value,
                weight=grounds.share(unit, grounds.framework.collectors(indicator)),
                points=mark.points,
                arithmetic=mark.arithmetic,
                to_deliver=row.needed if is_open else None,
                measure=row.measure if is_open else None,
                due_on=_indicator_due(row, grounds),
                reason=mark.reason,
            )


def _indicator_due(row: Attainment, grounds: Grounds) -> date | None:
    """The target's last day while it is not met; for a missing value the day by which it is to be sent."""
    if row.actual is None:
        return max(row.expected_on, grounds.last_day) if grounds.last_day else row.expected_on
    return None if row.standing is Standing.MET else date(row.target_year, 12, 31)


def indicator_mark(row: Attainment, grounds: Grounds) -> Mark:
    """The points of one indicator.

    Nothing where a value was due and did not come or was refused; not assessed where none can exist yet, or nothing can
    be expected yet. Within the year, points go by the pace; once met or over, by the level.
    """
    match row.state:
        case State.REJECTED:
            return nothing(Reason.REJECTED)
        case State.NOT_SUBMITTED:
            return grounds.unreported(row.expected_on)
        case State.CARRIED_FORWARD | State.NOT_YET_MEASURABLE:
            return Mark(reason=Reason.NOT_MEASURABLE)
    if row.reference_year < row.target_year:
        return Mark(reason=Reason.NOT_DUE)
    if row.status in _UNASSESSED:
        return Mark(reason=_UNASSESSED[row.status])
    if isinstance(row.target, Answer):
        return _FULL if row.standing is Standing.MET else Mark(Decimal(0), "0")
    mark = _graded(row, grounds.rules.indicators.scale)
    return Mark(reason=Reason.NOT_ASSESSABLE) if mark is None else replace(mark, reason=_caution(row))


def _caution(row: Attainment) -> Reason | None:
    """What must stand beside the points, since they do not show it."""
    if row.trend is Trend.WORSE:
        return Reason.WORSE_THAN_YEAR_BEFORE
    return Reason.TARGET_BELOW_BASELINE if row.is_target_below_baseline else None


def _graded(row: Attainment, scale: Scale) -> Mark | None:
    """Points on the scale; more than full marks only for a target that asks for a step, and is met for good."""
    if row.status is not Status.MET or row.is_target_below_baseline:
        scale = replace(scale, cap=FULL_MARKS)
    if row.standing is Standing.NOT_MET and row.status in _WITHIN_THE_YEAR:
        paced = _on_scale(row.progress_pct, row.expected_share_pct, Direction.HIGHER, scale)
        if paced or row.status is Status.ON_PACE:  # a target that asks for no step has no pace to be held against
            return paced or _FULL
    level = _on_scale(row.actual, row.target, row.direction, scale)
    return level or (_FULL if row.standing is Standing.MET else None)


def _on_scale(actual: Value | None, target: Value | None, direction: Direction, scale: Scale) -> Mark | None:
    """Points with the sum that gives them; None where the scale says nothing."""
    earned = points(actual, target, direction, scale)
    if earned is None or not isinstance(actual, Decimal) or not isinstance(target, Decimal):
        return None
    upper, lower = (target, actual) if direction is Direction.LOWER else (actual, target)
    lead = f"({figure(upper)}-{figure(lower)})"
    total = f"100+{lead}×100÷{figure(target)}÷{figure(scale.per_cent_step)}×{figure(scale.points_step)}"
    if earned == scale.cap:
        total = f"min({figure(scale.cap)};{total})"
    elif earned == scale.floor:
        total = f"max({figure(scale.floor)};{total})"
    return Mark(shown(earned), f"{total}={figure(shown(earned))}")


def work_point_items(unit: str, grounds: Grounds) -> Iterator[ScoreItem]:
    """The work points that a unit leads or is responsible for, and what is open of the numbers promised where it leads."""
    standings = {row.work_point: row for row in grounds.work_points}
    for point in grounds.framework.work_points:
        is_lead = grounds.is_lead(unit, point)
        if point.code in standings and (is_lead or grounds.is_responsible(unit, point)):
            yield _work_point_item(unit, standings[point.code], is_lead, grounds)
            yield from _promises(unit, point, grounds) if is_lead else ()


def _work_point_item(unit: str, row: WorkPointStanding, is_lead: bool, grounds: Grounds) -> ScoreItem:
    rules = grounds.rules.work_points
    mark = _light_mark(row.light, is_lead, grounds)
    return ScoreItem(
        unit=unit,
        component=Component.WORK_POINTS,
        item=row.work_point,
        status=row.light.value,
        weight=rules.lead_weight if is_lead else rules.responsible_weight,
        points=mark.points,
        arithmetic=mark.arithmetic,
        due_on=None if row.light in _FINISHED else row.deadline,
        reason=mark.reason,
    )


def _light_mark(light: Light, is_lead: bool, grounds: Grounds) -> Mark:
    """What a light gives; a missing report, once it is overdue, counts for those who lead."""
    if light is Light.NOT_DUE:
        return Mark(reason=Reason.NOT_DUE)
    given = grounds.rules.work_points.lights[light]
    if light is not Light.NOT_REPORTED:
        return Mark(shown(given), figure(given))
    if not is_lead:
        return Mark(reason=Reason.LEADS_REPORT)
    mark = grounds.unreported()
    return mark if mark.points is None else Mark(shown(given), figure(given), Reason.DID_NOT_REPORT)


def _promises(unit: str, point: WorkPoint, grounds: Grounds) -> Iterator[ScoreItem]:
    """The promised numbers that are open: what to deliver and by when, of no weight since the light counts them."""
    rows = [row for row in grounds.commitments if row.work_point == point.code and row.is_scored]
    for row in sorted(rows, key=lambda row: (row.commitment, row.item or "")):
        if row.standing is not Standing.MET:
            missing = -row.margin if row.margin is not None and row.margin < 0 else None
            yield ScoreItem(
                unit=unit,
                component=Component.WORK_POINTS,
                item=_name(row),
                status=row.status.value,
                weight=Decimal(0),
                to_deliver=missing,
                measure=row.measure if missing else None,
                due_on=row.deadline,
                reason=Reason.COUNTED_IN_LIGHT,
            )


def _name(row: CommitmentStanding) -> str:
    return f"{row.commitment}/{row.item}" if row.item else row.commitment
