"""Sentences written from the tables; each says only what its table says."""

from collections.abc import Iterable, Sequence

from innocity.facts import Direction
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.attainment import open_targets
from innocity.measures.groups import is_assessed
from innocity.measures.scorecard_returns import Arrival
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.tables import (
    Attainment,
    Component,
    Finding,
    Override,
    Receipt,
    ScoreItem,
    Severity,
    State,
    Status,
    Trend,
    Verdict,
)

_OPEN = (Status.ON_PACE, Status.BEHIND, Status.FALLING_BACK, Status.MISSED, Status.NOT_DUE)


def headline(rows: Sequence[Attainment], framework: Framework, language: Language) -> list[str]:
    """The opening paragraphs: how many are assessable and met, which are nearest and farthest, what the targets ask."""
    assessable = list(filter(is_assessed, rows))
    met = [row for row in assessable if row.status is Status.MET]
    opening = text(
        "headline.met",
        language,
        year=rows[0].reference_year,
        target_year=rows[0].target_year,
        total=len(rows),
        assessable=len(assessable),
        met=len(met),
        open=len(assessable) - len(met),
    )
    return [
        opening,
        *_paces(assessable, language),
        *_demand(assessable, framework, language),
        *_below(rows, framework, language),
        *_absent(rows, framework, language),
    ]


def _paces(assessable: Sequence[Attainment], language: Language) -> list[str]:
    """How the open ones go, once the year has begun: each counted once."""
    counts = {status.value: sum(row.status is status for row in assessable) for status in _OPEN}
    is_begun = any(counts[status.value] for status in _OPEN if status is not Status.NOT_DUE)
    return [text("headline.pace", language, **counts)] if is_begun else []


def _demand(assessable: Iterable[Attainment], framework: Framework, language: Language) -> list[str]:
    """Which open targets ask for the largest and for the smallest change, or for how much the only one asks."""
    comparable = [row for row in open_targets(assessable) if row.needed_pct is not None]
    if not comparable:
        return []
    if len(comparable) == 1:
        name = framework.indicator(comparable[0].indicator).name(language)
        change = formats.number(comparable[0].needed_pct, 1, is_signed=True)
        return [text("headline.demand_one", language, name=name, change=change)]
    most, least = comparable[0], comparable[-1]
    return [
        text(
            "headline.demand",
            language,
            most=framework.indicator(most.indicator).name(language),
            most_change=formats.number(most.needed_pct, 1, is_signed=True),
            least=framework.indicator(least.indicator).name(language),
            least_change=formats.number(least.needed_pct, 1, is_signed=True),
        )
    ]


def _below(rows: Iterable[Attainment], framework: Framework, language: Language) -> list[str]:
    """The targets that promise less than was already reached."""
    below = [row for row in rows if row.is_target_below_baseline]
    if not below:
        return []
    names = _list([framework.indicator(row.indicator).name(language) for row in below], language)
    values = {"count": len(below), "year": below[0].baseline_year, "target_year": below[0].target_year, "names": names}
    return [text("headline.below", language, **values)]


def _absent(rows: Iterable[Attainment], framework: Framework, language: Language) -> list[str]:
    """The indicators without a value, by the reason for it, never among those that fell short; last, those that came late."""
    sentences = []
    for state in (State.CARRIED_FORWARD, State.NOT_YET_MEASURABLE, State.NOT_SUBMITTED, State.REJECTED, State.LATE):
        names = [framework.indicator(row.indicator).name(language) for row in rows if row.state is state]
        if names:
            sentences.append(text(f"headline.{state.value}", language, count=len(names), names=_list(names, language)))
    return sentences


def movement(rows: Sequence[Attainment], language: Language) -> str:
    """How many values moved which way since the year before."""
    counts = {trend: sum(row.trend is trend for row in rows) for trend in Trend}
    values = {trend.value: count for trend, count in counts.items()}
    return text("sentence.movement", language, year=rows[0].reference_year, previous=rows[0].previous_year, **values)


def lower_is_better(rows: Iterable[Attainment], framework: Framework, language: Language) -> str:
    """Which indicators are better when they are lower."""
    names = [framework.indicator(row.indicator).name(language) for row in rows if row.direction is Direction.LOWER]
    return text("sentence.lower_is_better", language, names=_list(names, language) or formats.ABSENT)


def quality(
    receipts: Sequence[Receipt], findings: Sequence[Finding], parameters: Parameters, language: Language
) -> list[str]:
    """How many files came in, how many were refused, and what was found."""
    current = [receipt for receipt in receipts if receipt.period == parameters.period]
    refused = sum(receipt.verdict is Verdict.QUARANTINED for receipt in current)
    counts = {severity.value: sum(finding.severity is severity for finding in findings) for severity in Severity}
    files = text("quality.files", language, files=len(current), accepted=len(current) - refused, refused=refused)
    found = text("quality.findings", language, **counts) if findings else text("quality.none", language)
    return [files, found]


def by_hand(rows: Sequence[Override], language: Language) -> list[str]:
    """How many values the office has corrected, and how many corrections are not applied; nothing where there are none."""
    applied = sum(row.is_applied for row in rows)
    return [text("quality.by_hand", language, applied=applied, refused=len(rows) - applied)] if rows else []


def late(items: Sequence[ScoreItem], framework: Framework, language: Language) -> list[str]:
    """Which units reported after the days of grace, and which have not although it was due; nothing where none is."""
    arrived = [row for row in items if row.component is Component.TIMELINESS]
    sentences = []
    for arrival in (Arrival.LATE, Arrival.MISSING):
        names = [framework.unit(row.unit).name(language) for row in arrived if row.status == arrival]
        if names:
            sentences.append(text(f"quality.{arrival.value}", language, count=len(names), names=_list(names, language)))
    return sentences


def provisional(rows: Iterable[Attainment], framework: Framework, language: Language) -> str:
    """Which values may still change, since their statistic was not final on the as-of date."""
    rows = [row for row in rows if row.actual is not None]
    if not rows:
        return text("quality.no_values", language)
    names = [
        framework.indicator(row.indicator).name(language)
        for row in rows
        if row.actual_status is not None and row.actual_status.value in ("estimated", "provisional")
    ]
    if not names:
        return text("quality.all_final", language)
    return text("quality.provisional", language, count=len(names), names=_list(names, language))


def _list(names: Sequence[str], language: Language) -> str:
    return text("format.list_mark", language).join(names)
