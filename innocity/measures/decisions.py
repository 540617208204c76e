"""What needs a decision or an action: matters gathered from the tables of a run, the most pressing first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from innocity.decision_rules import DecisionRules, KindRule, Source
from innocity.facts import Value
from innocity.framework import Framework
from innocity.measures.promised_levels import conflicting, implied
from innocity.parameters import Parameters
from innocity.tables import (
    About,
    Attainment,
    CommitmentStanding,
    Component,
    Deliverable,
    Finding,
    Matter,
    ScoreItem,
    WorkPointStanding,
)


class _Step(NamedTuple):
    """The columns of a deliverable that say whether a mark is exceeded, and by which step."""

    flag: str
    step: str


_STEPS = {
    "own_step": _Step("exceeds_own_history", "needed_a_year"),
    "reference_step": _Step("exceeds_reference", "needed"),
}
_Key = tuple[About, str, str | None]


@dataclass(frozen=True)
class Situation:
    """All that matters are drawn from: the facts, and the tables in the order of the plan."""

    framework: Framework
    parameters: Parameters
    rules: DecisionRules
    attainment: Sequence[Attainment] = ()
    promises: Sequence[CommitmentStanding] = ()
    points: Sequence[WorkPointStanding] = ()
    owed: Sequence[Deliverable] = ()
    findings: Sequence[Finding] = ()
    items: Sequence[ScoreItem] = ()

    @property
    def last_day(self) -> date | None:
        """The last day on which a return is in time; None where no due date is set."""
        due = self.parameters.due_date
        return due + self.parameters.grace if due else None

    @property
    def are_returns_due(self) -> bool:
        """Whether that day has passed; at once where none is set."""
        return self.last_day is None or self.parameters.as_of_date > self.last_day

    @property
    def is_year_over(self) -> bool:
        """Whether the period closes the year of the targets, or comes after it."""
        return self.parameters.reporting_period.cut_off >= date(self.parameters.target_year, 12, 31)

    def collector(self, indicator: str) -> str:
        """The unit that is accountable for an indicator."""
        return self.framework.collectors(self.framework.indicator(indicator))[0]


@dataclass(frozen=True)
class _Draft:
    """A matter before its kind has said what it needs, of whom and when."""

    about: About
    code: str
    unit: str
    rests_on: tuple[str, ...]
    item: str | None = None
    own_day: date | None = None
    work_point: str | None = None
    value: Value | None = None
    against: Value | None = None
    measure: str | None = None

    @property
    def key(self) -> _Key:
        return self.about, self.code, self.item

    @property
    def told_with(self) -> set[_Key]:
        """The matters of a kind that covers it: of itself, of its work point, of its unit."""
        return {self.key, (About.WORK_POINT, self.work_point or "", None), (About.UNIT, self.unit, None)}


def matters(situation: Situation) -> list[Matter]:
    """One row per matter, ranked by the order of the rules, then by day, then by the order of the plan.

    A thing is one matter of a kind, however many rows speak of it, and none where an earlier kind covers it.
    """
    found: list[Matter] = []
    for rule in situation.rules.kinds:
        if rule.until_year_ends and situation.is_year_over:
            continue
        told = {(one.about, one.code, one.item) for one in found if one.kind in rule.covered_by}
        drafts: dict[_Key, _Draft] = {}
        for one in _SOURCES[rule.taken_from](rule, situation):
            drafts.setdefault(one.key, one)
        fresh = [_matter(one, rule, situation) for one in drafts.values() if not told & one.told_with]
        found.extend(sorted(fresh, key=lambda one: one.due_on or date.max))
    return [one.replaced(rank=rank) for rank, one in enumerate(found, start=1)]


def _matter(draft: _Draft, rule: KindRule, situation: Situation) -> Matter:
    is_proposed = isinstance(rule.due, int)
    return Matter(
        rank=0,
        kind=rule.kind,
        needs=rule.needs,
        about=draft.about,
        code=draft.code,
        item=draft.item,
        unit=situation.framework.programme.office_unit if rule.owner == "office" else draft.unit,
        due_on=_due(draft, rule, situation),
        is_due_proposed=is_proposed,
        value=draft.value,
        against=draft.against,
        measure=draft.measure,
        rests_on=draft.rests_on,
    )


def _due(draft: _Draft, rule: KindRule, situation: Situation) -> date | None:
    if isinstance(rule.due, int):
        return situation.parameters.as_of_date + timedelta(days=rule.due)
    return draft.own_day if rule.due == "own" else situation.last_day


def _from_findings(rule: KindRule, situation: Situation) -> Iterator[_Draft]:
    for row in situation.findings:
        if row.code in rule.states and row.indicator:
            unit = row.unit or situation.collector(row.indicator)
            yield _Draft(About.INDICATOR, row.indicator, unit, (row.code,))


def _from_attainment(rule: KindRule, situation: Situation) -> Iterator[_Draft]:
    for row in situation.attainment:
        if row.status in rule.states:
            yield replace(_indicator(row, situation, row.status.value), value=row.actual)


def _from_plan(rule: KindRule, situation: Situation) -> Iterator[_Draft]:
    """Where the plan is at odds with itself, or asks for less than there already was."""
    for row in situation.attainment:
        others = conflicting(row, situation.framework)
        if "conflicting" in rule.states and others:
            level = implied(others, row, situation.framework)
            draft = _indicator(row, situation, *(one.code for one in others))
            yield replace(draft, value=row.target, against=level)
        if "target_below" in rule.states and row.is_target_below_baseline:
            yield replace(_indicator(row, situation, "target_below"), value=row.baseline)


def _indicator(row: Attainment, situation: Situation, *rests_on: str) -> _Draft:
    """An indicator against its target, which is due at the end of the target's year."""
    unit = row.unit or situation.collector(row.indicator)
    due = date(row.target_year, 12, 31)
    return _Draft(About.INDICATOR, row.indicator, unit, rests_on, own_day=due, against=row.target, measure=row.measure)


def _from_commitments(rule: KindRule, situation: Situation) -> Iterator[_Draft]:
    """The promises that a unit reports; one whose value is its indicator's is told with the indicator."""
    for row in situation.promises:
        if row.status in rule.states and row.is_scored and row.source != "indicator":
            yield _Draft(
                About.COMMITMENT,
                row.commitment,
                row.unit,
                (row.status.value,),
                item=row.item,
                own_day=row.deadline,
                work_point=row.work_point,
                value=row.actual,
                against=row.promised,
                measure=row.measure,
            )


def _from_work_points(rule: KindRule, situation: Situation) -> Iterator[_Draft]:
    for row in situation.points:
        if row.light in rule.states:
            why = (row.light_reason.value,)
            yield _Draft(About.WORK_POINT, row.work_point, row.leads[0], why, own_day=row.deadline)


def _from_deliverables(rule: KindRule, situation: Situation) -> Iterator[_Draft]:
    """The steps of the nearest year that go beyond what was seen before, by the first mark that they exceed."""
    for row in sorted(situation.owed, key=lambda row: (row.data_year, row.number)):
        beyond = tuple(mark for mark in rule.states if getattr(row, _STEPS[mark].flag))
        if beyond:
            step, mark = getattr(row, _STEPS[beyond[0]].step), getattr(row, beyond[0])
            about = _Draft(About.INDICATOR, row.indicator, row.unit, beyond)
            yield replace(about, value=step, against=mark, measure=row.measure)


def _from_returns(rule: KindRule, situation: Situation) -> Iterator[_Draft]:
    """The units of which no valid return is there although its last day has passed."""
    if not situation.are_returns_due:
        return
    late = [row for row in situation.items if row.component is Component.TIMELINESS]
    said = [*((row.unit, row.code) for row in situation.findings), *((row.unit, row.status) for row in late)]
    silent = {unit: state for unit, state in said if state in rule.states}
    for unit in situation.framework.units:
        if unit.code in silent:
            yield _Draft(About.UNIT, unit.code, unit.code, (silent[unit.code],))


_SOURCES: dict[Source, Callable[[KindRule, Situation], Iterator[_Draft]]] = {
    "findings": _from_findings,
    "attainment": _from_attainment,
    "plan": _from_plan,
    "commitments": _from_commitments,
    "deliverables": _from_deliverables,
    "work_points": _from_work_points,
    "returns": _from_returns,
}
