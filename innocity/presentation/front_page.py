"""The first page of the report, which is read in a minute: where things stand, what to decide, who must act, what to trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from innocity.decision_rules import PageRules
from innocity.framework import Framework
from innocity.language import Language
from innocity.measures import tallies
from innocity.parameters import Parameters
from innocity.presentation import formats, matter_tables, sentences
from innocity.presentation.numbered_text import text
from innocity.presentation.numbers import counts, identified
from innocity.presentation.tables import Figure, Number, Table, figures, html, paragraphs
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    Finding,
    Matter,
    Needs,
    Override,
    ScoreItem,
    Severity,
    WorkPointStanding,
)


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

    @cached_property
    def indicators(self) -> dict[str, str]:
        """How many indicators can be assessed, are met, in trouble, under way, valued, settled."""
        return counts(Attainment, tallies.attainment(self.attainment))

    @cached_property
    def returns(self) -> dict[str, str]:
        """How many units owe a return, and of how many there is a valid one, none, or none yet."""
        return counts(ScoreItem, tallies.returns(self.items, self.matters))

    @property
    def errors(self) -> str:
        """How many errors were found in the returns."""
        found = [row for row in self.findings if row.severity is Severity.ERROR]
        return counts(Finding, {Severity.ERROR.value: found})[Severity.ERROR.value]


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
    matters = counts(Matter, tallies.matters(front.matters))
    return text(
        "front.headline",
        front.language,
        **front.indicators,
        target_year=front.parameters.target_year,
        decisions=matters[Needs.DECISION.value],
        units=matters["units"],
    )


def key_figures(front: Front) -> list[Figure]:
    """Indicators met, promises kept, work points late, units heard: each out of what can be assessed, in all told beside."""
    said, indicators, returns = front.language, front.indicators, front.returns
    promises = counts(CommitmentStanding, tallies.promises(front.promises))
    points = counts(WorkPointStanding, tallies.work_points(front.points))
    scored = {"assessable": promises["judged"], "total": promises["scored"]}
    return [
        Figure(text("figure.met", said), _of(indicators["met"], indicators["assessable"]), text("figure.met_note", said, **indicators)),
        Figure(text("figure.kept", said), _of(promises["met"], promises["judged"]), text("figure.kept_note", said, **scored)),
        Figure(text("figure.late", said), _of(points["late"], points["told"]), text("figure.late_note", said, **points)),
        Figure(text("figure.heard", said), _of(returns["heard"], returns["owing"]), text("figure.heard_note", said, errors=front.errors)),
    ]  # fmt: skip


def _of(part: str, whole: str) -> str:
    """A share by its two numbers, under the id of the first; a dash where there is nothing that it could be a share of."""
    assert isinstance(part, Number)
    return identified(f"{part}/{whole}" if int(whole) else formats.ABSENT, part.identifier)


def changed(front: Front) -> str:
    """What moved since the period before, in one line: targets newly met, and indicators newly in trouble."""
    if not front.moved:
        return text("front.unchanged", front.language)
    moved = counts(Change, tallies.changes(front.moved))
    return text(
        "front.changed",
        front.language,
        since=formats.period(front.moved[0].since, front.language),
        values=moved["values"],
        met=moved["newly_met"],
        troubled=moved["newly_troubled"],
    )


def trust(front: Front) -> str:
    """How far the page can be trusted: returns that are missing, errors, values that may still change or were set by hand."""
    by_hand = counts(Override, tallies.overrides(front.overrides))["applied"]
    told = {**front.returns, **front.indicators}
    return text("front.trust", front.language, **told, errors=front.errors, by_hand=by_hand)
