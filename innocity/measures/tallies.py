"""What sentences and key figures count: each count by its name, with the rows that it counts.

The sentence prints how many rows there are, the record leads from its number to each of them: both from here. The first
count of each holds all that the others are taken from.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from innocity.facts import Answer, ValueStatus
from innocity.measures.groups import is_assessed
from innocity.measures.scorecard_returns import Arrival
from innocity.tables import (
    Attainment,
    Cause,
    Change,
    CommitmentStanding,
    Component,
    Deliverable,
    Lacking,
    Light,
    Matter,
    MatterKind,
    Needs,
    Outlook,
    Override,
    Readiness,
    ReadinessEvidence,
    Receipt,
    Scorecard,
    ScoreItem,
    Standing,
    State,
    Status,
    Support,
    Trend,
    Verdict,
    WorkPointStanding,
)

OPEN = (Status.ON_PACE, Status.BEHIND, Status.FALLING_BACK, Status.MISSED, Status.NOT_DUE)
ABSENT = {  # what of a value that is not there, or came late, is told
    "carried_forward": State.CARRIED_FORWARD,
    "not_yet_measurable": State.NOT_YET_MEASURABLE,
    "not_submitted": State.NOT_SUBMITTED,
    "rejected": State.REJECTED,
    "came_late": State.LATE,
}
TOLD = ("actual", "baseline", "target", "status")  # the figures whose moves a reader is told of
FEWEST = 2  # annual values: with no more there is no second step to judge the first by
_TROUBLED = (Status.BEHIND, Status.FALLING_BACK, Status.MISSED)
_UNSETTLED = (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL)
_LATE, _UNSAID = (Light.BEHIND, Light.OVERDUE), (Light.NOT_DUE, Light.NOT_REPORTED)
_SENT = (Arrival.ON_TIME, Arrival.LATE, Arrival.RECEIVED)

_Row = TypeVar("_Row")
Tally = dict[str, list[_Row]]


def attainment(rows: Iterable[Attainment]) -> Tally[Attainment]:
    """Indicators that can be assessed, that are met, in trouble or under way; by status, state and trend; settled or not."""
    rows = list(rows)
    assessed = list(filter(is_assessed, rows))
    unmet = [row for row in assessed if row.status is not Status.MET]
    valued = [row for row in rows if row.actual is not None]
    return {
        "total": rows,
        "assessable": assessed,
        "met": [row for row in assessed if row.status is Status.MET],
        "unmet": unmet,
        "troubled": [row for row in unmet if row.status in _TROUBLED],
        "under_way": [row for row in unmet if row.status not in _TROUBLED],
        **{status.value: [row for row in assessed if row.status is status] for status in OPEN},
        **{what: [row for row in rows if row.state is state] for what, state in ABSENT.items()},
        **{trend.value: [row for row in rows if row.trend is trend] for trend in Trend},
        "below": [row for row in rows if row.is_target_below_baseline],
        "valued": valued,
        "unsettled": [row for row in valued if row.actual_status in _UNSETTLED],
    }


def promises(rows: Iterable[CommitmentStanding]) -> Tally[CommitmentStanding]:
    """Promised numbers that are scored, that can be judged, that are kept; the scored ones by status."""
    rows = list(rows)
    scored = [row for row in rows if row.is_scored]
    judged = [row for row in scored if row.standing is not Standing.NOT_ASSESSABLE]
    return {
        "total": rows,
        "scored": scored,
        "unscored": [row for row in rows if not row.is_scored],
        "judged": judged,
        **{status.value: [row for row in scored if row.status is status] for status in Status},
    }


def work_points(rows: Iterable[WorkPointStanding]) -> Tally[WorkPointStanding]:
    """Work points by light; those of which something is said, and of them those that are late."""
    rows = list(rows)
    return {
        "total": rows,
        "told": [row for row in rows if row.light not in _UNSAID],
        "unsaid": [row for row in rows if row.light in _UNSAID],
        "late": [row for row in rows if row.light in _LATE],
        **{light.value: [row for row in rows if row.light is light] for light in Light},
    }


def units(rows: Iterable[Scorecard]) -> Tally[Scorecard]:
    """Units that have a scorecard, a score, a place."""
    totals = [row for row in rows if row.component is Component.TOTAL]
    scored = [row for row in totals if row.score_pct is not None]
    return {
        "total": totals,
        "scored": scored,
        "ranked": [row for row in totals if row.rank is not None],
        "unscored": [row for row in totals if row.score_pct is None],
    }


def returns(items: Iterable[ScoreItem], matters: Iterable[Matter]) -> Tally[str]:
    """Units that owe a return, that sent a valid one, of which it is missing, of which it is awaited.

    A return that was refused is as missing as one that never came.
    """
    said = {row.unit: Arrival(row.status) for row in items if row.component is Component.TIMELINESS}
    silent = {row.unit: Arrival.MISSING for row in matters if row.kind is MatterKind.UNIT_SILENT}
    owed = {unit: one for unit, one in (said | silent).items() if one is not Arrival.NOT_OWED}
    return {
        "owing": list(owed),
        "heard": [unit for unit, one in owed.items() if one in _SENT],
        "missing": [unit for unit, one in owed.items() if one is Arrival.MISSING],
        "awaited": [unit for unit, one in owed.items() if one is Arrival.AWAITED],
    }


def matters(rows: Iterable[Matter]) -> Tally[Matter]:
    """All matters, those that need a decision or an action, by what each is about; one of each unit that must act."""
    rows = list(rows)
    acting = {row.unit: row for row in reversed(rows) if row.needs is Needs.ACTION}
    return {
        "total": rows,
        **{needs.value: [row for row in rows if row.needs is needs] for needs in Needs},
        **{kind.value: [row for row in rows if row.kind is kind] for kind in dict.fromkeys(row.kind for row in rows)},
        "units": list(acting.values()),
    }


def changes(rows: Iterable[Change]) -> Tally[Change]:
    """Moves that a reader is told of: of how many indicators and figures, by cause, and what they did to the targets."""
    told = [row for row in rows if row.figure in TOLD]
    went = list({row.row: row for row in told if row.figure == "status"}.values())
    return {
        "total": told,
        "indicators": list({row.row: row for row in told}.values()),
        "figures": list({(row.row, row.figure): row for row in told}.values()),
        **{cause.value: [row for row in told if row.cause is cause] for cause in Cause},
        "values": list({row.row: row for row in told if row.figure == "actual"}.values()),
        "newly_met": [row for row in went if row.new == Status.MET != row.old],
        "newly_troubled": [row for row in went if row.new in _TROUBLED and row.old not in _TROUBLED],
    }


def readiness(rows: Iterable[Readiness]) -> Tally[Readiness]:
    """The projections of one data year: by outlook, by what they rest on, and those whose benchmark lies below the level."""
    rows = list(rows)
    said = [row for row in rows if (row.outlook or Outlook.NOT_SAID) is not Outlook.NOT_SAID]
    return {
        "total": rows,
        "numeric": [row for row in said if not isinstance(row.point, Answer)],
        "answers": [row for row in rows if isinstance(row.point, Answer)],
        "few": [row for row in rows if row.low_80 is not None and (row.points or 0) <= FEWEST],
        **{one.value: [row for row in rows if (row.outlook or Outlook.NOT_SAID) is one] for one in Outlook},
        "below": [row for row in rows if row.is_benchmark_below_level],
    }


def evidence(rows: Iterable[ReadinessEvidence]) -> Tally[ReadinessEvidence]:
    """Values that are there, that are final, that lack nothing, and what supports them."""
    rows = list(rows)
    valued = [row for row in rows if Lacking.VALUE not in row.lacking]
    return {
        "total": rows,
        "valued": valued,
        "final": [row for row in rows if row.is_final],
        "unsettled": [row for row in valued if not row.is_final],
        **{one.value: [row for row in rows if row.support is one] for one in Support},
        "complete": [row for row in rows if not row.lacking],
    }


def owed(rows: Sequence[Deliverable]) -> Tally[Deliverable]:
    """The benchmarks of the nearest data year that are owed, those whose step is unheard of, one of each unit that owes."""
    nearest = min((row.data_year for row in rows), default=0)
    held = [row for row in rows if row.data_year == nearest]
    return {
        "owed": held,
        "unheard": [row for row in held if row.exceeds_own_history or row.exceeds_reference],
        "units": list({row.unit: row for row in held}.values()),
    }


def receipts(rows: Iterable[Receipt], period: str) -> Tally[Receipt]:
    """The files of the period, those that were taken in, those that were refused."""
    files = [row for row in rows if row.period == period]
    return {
        "files": files,
        "accepted": [row for row in files if row.verdict is not Verdict.QUARANTINED],
        "quarantined": [row for row in files if row.verdict is Verdict.QUARANTINED],
    }


def overrides(rows: Iterable[Override]) -> Tally[Override]:
    """The office's corrections, those that count and those that do not."""
    rows = list(rows)
    return {
        "total": rows,
        "applied": [row for row in rows if row.is_applied],
        "refused": [row for row in rows if not row.is_applied],
    }
