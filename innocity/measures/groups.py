"""The indicators of each group counted by how they go, with the denominator that can be assessed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from innocity.facts import Direction
from innocity.framework import Framework
from innocity.measures.arithmetic import PERCENT, STORED_DECIMALS, rounded, share_pct
from innocity.measures.distance_to_target import goalposts
from innocity.tables import Attainment, Group, Status

_UNASSESSED = (Status.NOT_MEASURABLE, Status.NOT_REPORTED, Status.REJECTED, Status.NOT_ASSESSABLE)


def roll_up(framework: Framework, rows: Iterable[Attainment]) -> list[Group]:
    """One row per group, in the order of the plan; groups are told apart by their name."""
    names = {indicator.code: indicator.group_zh_hant for indicator in framework.indicators}
    by_name = groupby(sorted(rows, key=lambda row: row.number), key=lambda row: names[row.indicator])
    return [_group(place, list(members)) for place, (_, members) in enumerate(by_name, start=1)]


def is_assessed(row: Attainment) -> bool:
    """Whether anything can be said of how an indicator goes."""
    return row.status not in _UNASSESSED


def _group(place: int, rows: Sequence[Attainment]) -> Group:
    counts = Counter(row.status for row in rows)
    assessable = sum(map(is_assessed, rows))
    progressed = [share for share in map(_share_of_way, rows) if share is not None]
    mean = sum(progressed, Decimal(0)) / len(progressed) * PERCENT if progressed else None
    return Group(
        group=place,
        indicators=tuple(row.indicator for row in rows),
        total=len(rows),
        assessable=assessable,
        met=counts[Status.MET],
        on_pace=counts[Status.ON_PACE],
        behind=counts[Status.BEHIND],
        falling_back=counts[Status.FALLING_BACK],
        missed=counts[Status.MISSED],
        not_due=counts[Status.NOT_DUE],
        met_pct=share_pct(Decimal(counts[Status.MET]), Decimal(assessable)),
        progressing=len(progressed),
        mean_progress_pct=None if mean is None else rounded(mean, STORED_DECIMALS),
    )


def _share_of_way(row: Attainment) -> Decimal | None:
    """How much of the way from baseline to target is done, 0 to 1; None where there is no way to go."""
    actual, baseline, target = row.actual, row.baseline, row.target
    if not (isinstance(actual, Decimal) and isinstance(baseline, Decimal) and isinstance(target, Decimal)):
        return None
    is_lower = row.direction is Direction.LOWER
    if (target <= baseline) if not is_lower else (target >= baseline):
        return None
    lower, upper = min(baseline, target), max(baseline, target)
    return goalposts([actual], lower, upper, -1 if is_lower else 1)[0]
