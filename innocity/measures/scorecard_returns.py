"""What a unit is given points for in its returns: whether they came in time, how sound they are, what supports them."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from innocity.measures.scorecard_grounds import FULL_MARKS, Grounds, Mark, Reason, days_late, figure, nothing, shown
from innocity.tables import Component, Evidence, Finding, Receipt, ScoreItem, Severity, State, Support


class Arrival(StrEnum):
    """How a unit's return stands to the due date."""

    ON_TIME = "on_time"
    LATE = "late"
    RECEIVED = "received"  # nothing says by when it had to come, or when it came
    AWAITED = "awaited"
    MISSING = "missing"
    NOT_OWED = "not_owed"


class Soundness(StrEnum):
    """The gravest of what is still wrong in what a unit sent."""

    SOUND = "sound"
    WARNINGS = "warnings"
    ERRORS = "errors"


_NO_VALUE_YET = (State.CARRIED_FORWARD, State.NOT_YET_MEASURABLE)
_WITH_VALUE = (State.MEASURED, State.LATE)


def timeliness_items(unit: str, grounds: Grounds) -> Iterator[ScoreItem]:
    """The unit's return for the period: by the first file that came, so that a later correction makes nobody late."""
    files = grounds.files(unit)
    mark = _timeliness_mark(unit, files, grounds)
    yield ScoreItem(
        unit=unit,
        component=Component.TIMELINESS,
        item=grounds.parameters.period,
        status=_arrival(files, mark).value,
        weight=Decimal(1),
        points=mark.points,
        arithmetic=mark.arithmetic,
        due_on=None if files or not grounds.owes_return(unit) else grounds.last_day,
        reason=mark.reason,
    )


def _arrival(files: list[Receipt], mark: Mark) -> Arrival:
    if mark.reason is Reason.RETURN_NOT_OWED:
        return Arrival.NOT_OWED
    if not files:
        return Arrival.AWAITED if mark.points is None else Arrival.MISSING
    if mark.points is None:
        return Arrival.RECEIVED
    return Arrival.ON_TIME if mark.points == FULL_MARKS else Arrival.LATE


def _timeliness_mark(unit: str, files: list[Receipt], grounds: Grounds) -> Mark:
    """Full marks in time, less for each day late; a file of unknown day of arrival cannot make its sender late."""
    if not grounds.owes_return(unit):
        return Mark(reason=Reason.RETURN_NOT_OWED)
    last = grounds.last_day
    if last is None or not files:
        return grounds.unreported()
    registered = [row.received_on for row in files if row.is_registered]
    late = days_late(min(registered), last) if registered else None
    if late is None or (late and len(registered) < len(files)):
        return Mark(reason=Reason.DAY_UNKNOWN)
    if not late:
        return Mark(shown(FULL_MARKS), figure(FULL_MARKS))
    rules = grounds.rules.timeliness
    left = FULL_MARKS - late * rules.points_a_day
    points = shown(max(left, rules.floor))
    total = f"100-{late}×{figure(rules.points_a_day)}"
    bounded = total if left >= rules.floor else f"max({figure(rules.floor)};{total})"
    return Mark(points, f"{bounded}={figure(points)}")


def quality_items(unit: str, grounds: Grounds) -> Iterator[ScoreItem]:
    """All that the unit sent for the period: less for each error and warning that no later file mended."""
    if not grounds.files(unit):
        return
    found = [row.severity for row in open_findings(unit, grounds)]
    errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
    rules = grounds.rules.data_quality
    left = FULL_MARKS - errors * rules.points_an_error - warnings * rules.points_a_warning
    points = shown(max(left, Decimal(0)))
    total = f"100-{errors}×{figure(rules.points_an_error)}-{warnings}×{figure(rules.points_a_warning)}"
    yield ScoreItem(
        unit=unit,
        component=Component.DATA_QUALITY,
        item=grounds.parameters.period,
        status=(Soundness.ERRORS if errors else Soundness.WARNINGS if warnings else Soundness.SOUND).value,
        weight=Decimal(1),
        points=points,
        arithmetic=f"{total}={figure(points)}" if left >= 0 else f"max(0;{total})=0",
    )


def open_findings(unit: str, grounds: Grounds) -> list[Finding]:
    """The errors and warnings that a unit answers for and has not mended."""
    senders = {row.file: row.unit for row in grounds.receipts if row.period == grounds.parameters.period}
    own = [
        row
        for row in grounds.findings
        if row.severity is not Severity.NOTE
        and row.code not in grounds.rules.data_quality.disregarded
        and (row.unit or senders.get(row.file or "")) == unit
        and (row.file is None or senders.get(row.file) == unit)
    ]
    return [row for row in own if not _is_excused(row, grounds) and not _is_mended(row, unit, own, grounds)]


def _is_excused(row: Finding, grounds: Grounds) -> bool:
    """Whether a warning is about an indicator that can have no value yet: it must cost nobody anything."""
    about = grounds.by_indicator.get(row.indicator or "")
    return row.severity is Severity.WARNING and about is not None and about.state in _NO_VALUE_YET


def _is_mended(row: Finding, unit: str, own: list[Finding], grounds: Grounds) -> bool:
    """Whether a later file of the unit has taken the place of what the finding is about, or has the same fault again."""
    later = grounds.later_versions(unit, row.file) if row.file else []
    if not later:
        return False
    if any(other.file in later and (other.code, other.indicator) == (row.code, row.indicator) for other in own):
        return True
    if about := grounds.by_indicator.get(row.indicator or ""):
        return about.state is not State.REJECTED and about.actual_file != row.file
    return row.file not in grounds.sources


def evidence_items(unit: str, grounds: Grounds) -> Iterator[ScoreItem]:
    """The unit's values with what it claims in their support, then its other claims together.

    With a full return every value that came from the unit needs support; else only what is claimed counts.
    """
    claims = sorted(
        (
            row
            for row in grounds.evidence
            if row.claimed and (row.unit, row.period) == (unit, grounds.parameters.period)
        ),
        key=lambda row: (row.indicator or "", row.claimed or "", row.file or ""),
    )
    for indicator in grounds.framework.indicators:
        made = [row for row in claims if row.indicator == indicator.code]
        if made or _needs_support(indicator.code, unit, grounds):
            yield _evidence_item(unit, indicator.code, made, grounds)
    if others := [row for row in claims if row.indicator is None]:
        yield _evidence_item(unit, grounds.parameters.period, others, grounds)


def _needs_support(indicator: str, unit: str, grounds: Grounds) -> bool:
    row = grounds.by_indicator.get(indicator)
    return grounds.is_full_return and row is not None and row.unit == unit and row.state in _WITH_VALUE


def _evidence_item(unit: str, item: str, claims: list[Evidence], grounds: Grounds) -> ScoreItem:
    mark = _evidence_mark(claims, grounds)
    support = _support(claims)
    return ScoreItem(
        unit=unit,
        component=Component.EVIDENCE,
        item=item,
        status=support.value,
        weight=Decimal(1),
        points=mark.points,
        arithmetic=mark.arithmetic,
        due_on=grounds.last_day if support is Support.MISSING else None,
        reason=mark.reason,
    )


def _support(claims: list[Evidence]) -> Support:
    if not claims or any(row.is_missing for row in claims):
        return Support.MISSING
    return Support.DELIVERED if all(row.file for row in claims) else Support.NAMED


def _evidence_mark(claims: list[Evidence], grounds: Grounds) -> Mark:
    """The mean over the claims: full marks for a file that came, the rules' for a document only named, nothing for a missing one."""
    if not claims:
        return nothing(Reason.NOTHING_CLAIMED)
    named_points = grounds.rules.evidence.named_points
    delivered = sum(row.file is not None for row in claims)
    named = sum(row.file is None and not row.is_missing for row in claims)
    points = shown((delivered * FULL_MARKS + named * named_points) / len(claims))
    total = f"({delivered}×100+{named}×{figure(named_points)})÷{len(claims)}"
    return Mark(points, f"{total}={figure(points)}")
