"""The first page of the report, which is read in a minute: where things stand, what to decide, who must act, what to trust."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from innocity.decision_rules import PageRules
from innocity.facts import ValueStatus
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.groups import is_assessed
from innocity.measures.scorecard_returns import Arrival
from innocity.parameters import Parameters
from innocity.presentation import formats, matter_tables, sentences
from innocity.presentation.numbers import identified
from innocity.presentation.tables import Figure, Table, figures, html, paragraphs
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    Component,
    Finding,
    Light,
    Matter,
    MatterKind,
    Needs,
    Override,
    ScoreItem,
    Severity,
    Standing,
    Status,
    WorkPointStanding,
)
from innocity.tables.numbers import count_id

_TROUBLED = (Status.BEHIND, Status.FALLING_BACK, Status.MISSED)
_LATE = (Light.BEHIND, Light.OVERDUE)
_SENT = (Arrival.ON_TIME, Arrival.LATE, Arrival.RECEIVED)
_UNSETTLED = (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL)


@dataclass(frozen=True)
class Front:
    """All that the first page is told from."""

    framework: Framework
    parameters: Parameters
    rules: PageRules
    attainment: Sequence[Attainment]
    promises: Sequence[CommitmentStanding]
    points: Sequence[WorkPointStanding]
    items: Sequence[ScoreItem]
    findings: Sequence[Finding]
    moved: Sequence[Change]
    matters: Sequence[Matter]
    overrides: Sequence[Override] = ()

    @property
    def language(self) -> Language:
        """The language of the report."""
        return Language(self.parameters.language)

    @property
    def arrivals(self) -> dict[str, Arrival]:
        """How the return of each unit that owes one stands; one that was refused is as missing as one that never came."""
        said = {row.unit: Arrival(row.status) for row in self.items if row.component is Component.TIMELINESS}
        silent = {row.unit: Arrival.MISSING for row in self.matters if row.kind is MatterKind.UNIT_SILENT}
        return {unit: one for unit, one in (said | silent).items() if one is not Arrival.NOT_OWED}

    @property
    def errors(self) -> int:
        """How many errors were found in the returns."""
        return sum(row.severity is Severity.ERROR for row in self.findings)


def page(front: Front) -> str:
    """The page as a `section` of class `front` with a heading of its own; a table without lines is said in a sentence."""
    about, as_of = (front.matters, front.framework, front.rules), front.parameters.as_of_date
    decided = matter_tables.decisions(*about, front.language)
    acting = matter_tables.must_act(*about, as_of, front.language)
    parts = [
        _heading(text("front.title", front.language)),
        paragraphs([headline(front)]),
        figures(key_figures(front)),
        _table(decided, text("front.no_decisions", front.language)),
        _table(acting, text("front.no_actions", front.language)),
        paragraphs([changed(front), trust(front)]),
    ]
    return f'<section class="front">{"".join(parts)}</section>'


def overview(front: Front) -> str:
    """The chapter after it: the opening sentences in full, and every matter."""
    told = paragraphs(sentences.headline(front.attainment, front.framework, front.language))
    every = matter_tables.matters(front.matters, front.framework, front.parameters.as_of_date, front.language)
    return _heading(text("front.overview", front.language)) + told + (html(every) if every.rows else "")


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _table(table: Table, if_empty: str) -> str:
    return html(table) if table.rows else paragraphs([if_empty])


def headline(front: Front) -> str:
    """How many indicators meet their target, are in trouble or under way, how much is to decide, how many must act."""
    assessable = list(filter(is_assessed, front.attainment))
    met = sum(row.status is Status.MET for row in assessable)
    troubled = sum(row.status in _TROUBLED for row in assessable)
    return text(
        "front.headline",
        front.language,
        total=len(front.attainment),
        assessable=len(assessable),
        met=met,
        troubled=troubled,
        under_way=len(assessable) - met - troubled,
        target_year=front.parameters.target_year,
        decisions=len(matter_tables.wanting(front.matters, Needs.DECISION)),
        units=len({row.unit for row in matter_tables.wanting(front.matters, Needs.ACTION)}),
    )


def key_figures(front: Front) -> list[Figure]:
    """Indicators met, promises kept, work points late, units heard: each out of what can be assessed, in all told beside."""
    said = front.language
    assessable = list(filter(is_assessed, front.attainment))
    met = sum(row.status is Status.MET for row in assessable)
    scored = [row for row in front.promises if row.is_scored]
    judged = [row for row in scored if row.standing is not Standing.NOT_ASSESSABLE]
    kept = sum(row.standing is Standing.MET for row in judged)
    late = sum(row.light in _LATE for row in front.points)
    unsaid = sum(row.light in (Light.NOT_DUE, Light.NOT_REPORTED) for row in front.points)
    heard = sum(one in _SENT for one in front.arrivals.values())
    return [
        Figure(text("figure.met", said), _of(met, len(assessable), count_id(Attainment, "met")), text("figure.met_note", said, assessable=len(assessable), total=len(front.attainment))),
        Figure(text("figure.kept", said), _of(kept, len(judged), count_id(CommitmentStanding, "met")), text("figure.kept_note", said, assessable=len(judged), total=len(scored))),
        Figure(text("figure.late", said), _of(late, len(front.points) - unsaid, count_id(WorkPointStanding, "late")), text("figure.late_note", said, unsaid=unsaid, total=len(front.points))),
        Figure(text("figure.heard", said), _of(heard, len(front.arrivals), count_id(ScoreItem, "heard")), text("figure.heard_note", said, errors=front.errors)),
    ]  # fmt: skip


def _of(part: int, whole: int, identifier: str) -> str:
    """A share by its two numbers; a dash where there is nothing that it could be a share of."""
    return identified(f"{part}/{whole}" if whole else formats.ABSENT, identifier)


def changed(front: Front) -> str:
    """What moved since the period before, in one line: targets newly met, and indicators newly in trouble."""
    if not front.moved:
        return text("front.unchanged", front.language)
    went = {row.row: (row.old, row.new) for row in front.moved if row.figure == "status"}.values()
    values = {row.row for row in front.moved if row.figure == "actual"}
    return text(
        "front.changed",
        front.language,
        since=formats.period(front.moved[0].since, front.language),
        values=len(values),
        met=sum(new == Status.MET for old, new in went if old != Status.MET),
        troubled=sum(new in _TROUBLED and old not in _TROUBLED for old, new in went),
    )


def trust(front: Front) -> str:
    """How far the page can be trusted: returns that are missing, errors, values that may still change or were set by hand."""
    counts = Counter(front.arrivals.values())
    valued = [row for row in front.attainment if row.actual is not None]
    return text(
        "front.trust",
        front.language,
        owing=len(front.arrivals),
        missing=counts[Arrival.MISSING],
        awaited=counts[Arrival.AWAITED],
        errors=front.errors,
        valued=len(valued),
        unsettled=sum(row.actual_status in _UNSETTLED for row in valued),
        by_hand=sum(row.is_applied for row in front.overrides),
    )
