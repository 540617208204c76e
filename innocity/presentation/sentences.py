"""Sentences written from the tables; each says only what its table says."""

from collections.abc import Iterable, Sequence

from innocity.facts import Direction
from innocity.framework import Framework
from innocity.language import Language
from innocity.measures import tallies
from innocity.measures.attainment import open_targets
from innocity.measures.scorecard_returns import Arrival
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.presentation.numbered_text import listed, text
from innocity.presentation.numbers import counts, printed
from innocity.tables import (
    Attainment,
    Component,
    Finding,
    Override,
    Receipt,
    ScoreItem,
    Severity,
    Status,
)


def headline(rows: Sequence[Attainment], framework: Framework, language: Language) -> list[str]:
    """The opening paragraphs: how many are assessable and met, which are nearest and farthest, what the targets ask."""
    told, years = tallies.attainment(rows), {"year": rows[0].reference_year, "target_year": rows[0].target_year}
    said = counts(Attainment, told)
    return [
        text("headline.met", language, **years, open=said["unmet"], **said),
        *_paces(told, language),
        *_demand(told["assessable"], framework, language),
        *_below(told, framework, language),
        *_absent(told, framework, language),
    ]


def _paces(told: tallies.Tally[Attainment], language: Language) -> list[str]:
    """How the open ones go, once the year has begun: each counted once."""
    is_begun = any(told[status.value] for status in tallies.OPEN if status is not Status.NOT_DUE)
    return [text("headline.pace", language, **counts(Attainment, told))] if is_begun else []


def _demand(assessable: Iterable[Attainment], framework: Framework, language: Language) -> list[str]:
    """Which open targets ask for the largest and for the smallest change, or for how much the only one asks."""
    comparable = [row for row in open_targets(assessable) if row.needed_pct is not None]
    if not comparable:
        return []
    if len(comparable) == 1:
        name = framework.indicator(comparable[0].indicator).name(language)
        change = _change(comparable[0])
        return [text("headline.demand_one", language, name=name, change=change)]
    most, least = comparable[0], comparable[-1]
    return [
        text(
            "headline.demand",
            language,
            most=framework.indicator(most.indicator).name(language),
            most_change=_change(most),
            least=framework.indicator(least.indicator).name(language),
            least_change=_change(least),
        )
    ]


def _change(row: Attainment) -> str:
    return printed(formats.number(row.needed_pct, 1, is_signed=True), row, "needed_pct")


def _below(told: tallies.Tally[Attainment], framework: Framework, language: Language) -> list[str]:
    """The targets that promise less than was already reached."""
    below = told["below"]
    if not below:
        return []
    names = listed([framework.indicator(row.indicator).name(language) for row in below], language)
    values = {
        "count": counts(Attainment, told)["below"],
        "year": below[0].baseline_year,
        "target_year": below[0].target_year,
        "names": names,
    }
    return [text("headline.below", language, **values)]


def _absent(told: tallies.Tally[Attainment], framework: Framework, language: Language) -> list[str]:
    """The indicators without a value, by the reason for it, never among those that fell short; last, those that came late."""
    said, sentences = counts(Attainment, told), []
    for what, state in tallies.ABSENT.items():
        names = [framework.indicator(row.indicator).name(language) for row in told[what]]
        if names:
            sentences.append(text(f"headline.{state.value}", language, count=said[what], names=listed(names, language)))
    return sentences


def movement(rows: Sequence[Attainment], language: Language) -> str:
    """How many values moved which way since the year before."""
    years = {"year": rows[0].reference_year, "previous": rows[0].previous_year}
    return text("sentence.movement", language, **years, **counts(Attainment, tallies.attainment(rows)))


def lower_is_better(rows: Iterable[Attainment], framework: Framework, language: Language) -> str:
    """Which indicators are better when they are lower."""
    names = [framework.indicator(row.indicator).name(language) for row in rows if row.direction is Direction.LOWER]
    return text("sentence.lower_is_better", language, names=listed(names, language) or formats.ABSENT)


def quality(
    receipts: Sequence[Receipt], findings: Sequence[Finding], parameters: Parameters, language: Language
) -> list[str]:
    """How many files came in, how many were refused, and what was found."""
    received = counts(Receipt, tallies.receipts(receipts, parameters.period))
    files = text("quality.files", language, refused=received["quarantined"], **received)
    by_severity = {one.value: [row for row in findings if row.severity is one] for one in Severity}
    said = counts(Finding, by_severity)
    found = text("quality.findings", language, **said) if findings else text("quality.none", language)
    return [files, found]


def by_hand(rows: Sequence[Override], language: Language) -> list[str]:
    """How many values the office has corrected, and how many corrections are not applied; nothing where there are none."""
    return [text("quality.by_hand", language, **counts(Override, tallies.overrides(rows)))] if rows else []


def late(items: Sequence[ScoreItem], framework: Framework, language: Language) -> list[str]:
    """Which units reported after the days of grace, and which have not although it was due; nothing where none is."""
    arrived = [row for row in items if row.component is Component.TIMELINESS]
    sentences = []
    for arrival in (Arrival.LATE, Arrival.MISSING):
        names = [framework.unit(row.unit).name(language) for row in arrived if row.status == arrival]
        if names:
            sentences.append(
                text(f"quality.{arrival.value}", language, count=len(names), names=listed(names, language))
            )
    return sentences


def provisional(rows: Iterable[Attainment], framework: Framework, language: Language) -> str:
    """Which values may still change, since their statistic was not final on the as-of date."""
    told = tallies.attainment(rows)
    if not told["valued"]:
        return text("quality.no_values", language)
    names = [framework.indicator(row.indicator).name(language) for row in told["unsettled"]]
    if not names:
        return text("quality.all_final", language)
    count = counts(Attainment, told)["unsettled"]
    return text("quality.provisional", language, count=count, names=listed(names, language))
