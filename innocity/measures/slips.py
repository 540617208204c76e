"""Which supervision slips a period calls for, and what became of those of the period before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from innocity.answer_rules import AnswerRules, Asked
from innocity.duties import bodies
from innocity.framework import Framework
from innocity.parameters import Parameters
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    Light,
    Slip,
    SlipKind,
    SlipState,
    Status,
    WorkPointStanding,
    WorkReport,
)

_GOOD = {Status.MET, Status.ON_PACE, Light.DONE, Light.ON_TIME, Light.NEAR_DUE, Light.MADE_GOOD_LATE}
_STANDING = (SlipState.ISSUED, SlipState.REPEATED, SlipState.OPEN)
_Key = tuple[str, SlipKind, str]


@dataclass(frozen=True)
class SlipGrounds:
    """Everything that slips rest on, for one period; `former` are the slips of the period before, as they were published."""

    framework: Framework
    parameters: Parameters
    rules: AnswerRules
    attainment: tuple[Attainment, ...]
    commitments: tuple[CommitmentStanding, ...]
    work_points: tuple[WorkPointStanding, ...]
    reports: tuple[WorkReport, ...]
    former: tuple[Slip, ...]


@dataclass(frozen=True)
class _Case:
    """One promise as it stands: who answers for it, what calls it by its number, and the figures beside its status."""

    kind: SlipKind
    item: str
    tag: str
    units: tuple[str, ...]
    status: Status | Light
    deadline: date
    figures: dict[str, Any]
    work_point: str | None = None


def slips(grounds: SlipGrounds) -> list[Slip]:
    """The slips of this period, and those of the period before that are still open, answered or lapsed.

    One for each item and accountable unit whose status the rules name: the first collector of an indicator, every lead of
    a work point. What cannot be known is never behind; a slip of the period before then stays open.
    """
    former: dict[_Key, Slip] = {_key(row): row for row in grounds.former if row.state in _STANDING}
    cases = list(_cases(grounds))
    found = [slip for case in cases for unit in case.units for slip in _slip(case, unit, former, grounds)]
    seen = {(unit, case.kind, case.item) for case in cases for unit in case.units}
    known = {unit.code for unit in grounds.framework.units}
    gone = [row for key, row in former.items() if key not in seen and row.unit in known]
    return [*found, *(row.replaced(state=SlipState.LAPSED, status=None, reason=None) for row in gone)]


def _key(row: Slip) -> _Key:
    return row.unit, row.kind, row.item


def _slip(case: _Case, unit: str, former: dict[_Key, Slip], grounds: SlipGrounds) -> Iterator[Slip]:
    """What this period says of one item of one unit: a slip, what became of the one before, or nothing."""
    before = former.get((unit, case.kind, case.item))
    told = {"status": case.status.value, **case.figures, **_words(case, unit, grounds)}
    reply_by = grounds.rules.reply_by(Asked(case.kind.value), case.status.value, grounds.parameters)
    if reply_by is not None:
        again = before if before and before.deadline == case.deadline else None
        period = grounds.parameters.period
        yield Slip(
            number=f"{period}-{unit}-{case.tag}",
            unit=unit,
            kind=case.kind,
            item=case.item,
            state=SlipState.REPEATED if again else SlipState.ISSUED,
            deadline=case.deadline,
            issued_on=grounds.parameters.as_of_date,
            reply_by=reply_by,
            times=again.times + 1 if again else 1,
            first_period=again.first_period if again else period,
            **told,
        )
    elif before and before.deadline != case.deadline:
        yield before.replaced(state=SlipState.LAPSED, status=case.status.value, reason=case.figures["reason"])
    elif before:
        yield before.replaced(state=SlipState.ANSWERED if case.status in _GOOD else SlipState.OPEN, **told)


def _words(case: _Case, unit: str, grounds: SlipGrounds) -> dict[str, object]:
    """What the unit itself wrote of the work point in this period, the latest that still counts."""
    period = grounds.parameters.period
    own = [
        row
        for row in grounds.reports
        if (row.work_point, row.unit, row.period, row.superseded_by) == (case.work_point, unit, period, None)
    ]
    if not own:
        return dict.fromkeys(("declared", "problem", "next_step", "told_file", "told_sheet", "told_cell"))
    last = max(own, key=lambda row: (row.as_of, row.file))
    words: dict[str, object] = {"declared": last.declared, "problem": last.problem, "next_step": last.next_step}
    return words | {"told_file": last.file, "told_sheet": last.sheet, "told_cell": last.cell}


def _cases(grounds: SlipGrounds) -> Iterator[_Case]:
    yield from (_of_indicator(row, grounds.framework) for row in grounds.attainment)
    leads = {point.code: bodies(point.leads, grounds.framework) for point in grounds.framework.work_points}
    yield from (_of_commitment(row, grounds.framework, leads) for row in grounds.commitments if row.is_scored)
    for row in grounds.work_points:
        figures = {"reason": row.light_reason.value, **_from(row, "report")}
        units = leads[row.work_point]
        yield _Case(
            SlipKind.WORK_POINT, row.work_point, row.work_point, units, row.light, row.deadline, figures, row.work_point
        )


def _of_indicator(row: Attainment, framework: Framework) -> _Case:
    unit = framework.collectors(framework.indicator(row.indicator))[0]
    figures = {
        "reason": row.reason,
        "promised": row.target,
        "actual": row.actual,
        "measure": row.measure,
        "margin": row.margin,
        "done_pct": row.progress_pct,
        "expected_share_pct": row.expected_share_pct,
        **_from(row, "actual"),
    }
    day = date(row.target_year, 12, 31)
    return _Case(SlipKind.INDICATOR, row.indicator, f"i{row.number:02d}", (unit,), row.status, day, figures)


def _of_commitment(row: CommitmentStanding, framework: Framework, leads: dict[str, tuple[str, ...]]) -> _Case:
    """A scored commitment, which has a number and a deadline; a figure of several is told by its place among them."""
    assert row.deadline is not None
    figures = {
        "reason": row.reason,
        "promised": row.promised,
        "actual": row.actual,
        "measure": row.measure,
        "margin": row.margin,
        "done_pct": row.completion_pct,
        "expected_share_pct": row.expected_share_pct,
        **_from(row, "actual"),
    }
    item, tag = row.commitment, row.commitment
    if row.item:
        fact = next(one for one in framework.commitments if one.code == row.commitment)
        item, tag = f"{row.commitment}/{row.item}", f"{row.commitment}{fact.items.index(row.item) + 1}"
    units = leads[row.work_point]
    return _Case(SlipKind.COMMITMENT, item, tag, units, row.status, row.deadline, figures, row.work_point)


def _from(row: Attainment | CommitmentStanding | WorkPointStanding, source: str) -> dict[str, object]:
    return {place: getattr(row, f"{source}_{place}") for place in ("file", "sheet", "cell")}


def on_paper(rows: Iterable[Slip]) -> list[Slip]:
    """The slips of the period itself, which are handed out."""
    return [row for row in rows if row.state in (SlipState.ISSUED, SlipState.REPEATED)]
