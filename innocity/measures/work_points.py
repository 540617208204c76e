"""The work points with their lights, what was reported of them last, and their lights in the periods before."""

from collections.abc import Iterable, Mapping, Sequence

from innocity.duties import bodies
from innocity.facts import WorkPoint
from innocity.framework import Framework
from innocity.measures.lights import Case, LightRules, light
from innocity.parameters import Parameters
from innocity.tables import CommitmentStanding, Light, LightReason, Status, WorkPointStanding, WorkReport


def lights(
    framework: Framework,
    periods: Sequence[Parameters],
    reports: Iterable[WorkReport],
    commitments_by_period: Mapping[str, Sequence[CommitmentStanding]],
    rules: LightRules,
) -> list[WorkPointStanding]:
    """One row per work point for the last of the periods (oldest first), in the order of the plan.

    Every light of the history is computed anew from what was reported for its own period; superseded reports do not count.
    """
    said = tuple(row for row in reports if row.superseded_by is None)
    return [
        _standing(
            point,
            [_case(framework, point, one, said, commitments_by_period.get(one.period, ())) for one in periods],
            rules,
        )
        for point in framework.work_points
        if periods
    ]


def _case(
    framework: Framework,
    point: WorkPoint,
    parameters: Parameters,
    reports: Iterable[WorkReport],
    figures: Iterable[CommitmentStanding],
) -> Case:
    own = [row for row in reports if row.work_point == point.code and row.period == parameters.period]
    leads, responsible = bodies(point.leads, framework), bodies(point.responsible, framework)
    counting = _in_order(own, leads) or _in_order(own, responsible)
    is_begun = parameters.reporting_period.year >= framework.programme.first_target_year
    return Case(point, parameters, is_begun, counting, tuple(row for row in figures if row.work_point == point.code))


def _in_order(reports: Iterable[WorkReport], units: Sequence[str]) -> tuple[WorkReport, ...]:
    """The reports of these units, in the order of the units, the latest of each first."""
    own = [row for row in reports if row.unit in units]
    return tuple(sorted(own, key=lambda row: (units.index(row.unit), -row.as_of.toordinal(), row.file)))


def _standing(point: WorkPoint, cases: Sequence[Case], rules: LightRules) -> WorkPointStanding:
    shown: list[tuple[Light, LightReason]] = []
    for case in cases:  # a new deadline is a new promise: what was open under the old one is not caught up by it
        before = [one for (one, _), earlier in zip(shown, cases, strict=False) if earlier.deadline == case.deadline]
        shown.append(light(case, before, rules))
    now, (present, reason) = cases[-1], shown[-1]
    return WorkPointStanding(
        area=point.area,
        point=point.point,
        work_point=point.code,
        leads=point.leads,
        deadline=now.deadline,
        light=present,
        light_reason=reason,
        declared=now.declared,
        completed_on=now.completed_on,
        reported_by=tuple(dict.fromkeys(row.unit for row in now.reports)),
        **_texts(now.reports),
        commitments=len(now.figures),
        scored=len(now.scored),
        met=sum(row.status is Status.MET for row in now.scored),
        behind=sum(row.status in (Status.BEHIND, Status.FALLING_BACK, Status.MISSED) for row in now.scored),
        history=tuple(f"{case.parameters.period}:{one}" for case, (one, _) in zip(cases[:-1], shown[:-1], strict=True)),
    )


def _texts(reports: Sequence[WorkReport]) -> dict[str, str | None]:
    """What the first who wrote anything wrote, and where it stands."""
    written = [row for row in reports if row.progress or row.problem or row.next_step]
    first = next(iter(written or reports), None)
    if first is None:
        return {}
    texts = {"progress": first.progress, "problem": first.problem, "next_step": first.next_step}
    return texts | {"report_file": first.file, "report_sheet": first.sheet, "report_cell": first.cell}
