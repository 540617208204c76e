"""Sentences on promised numbers, work points, units and changes; each counts the rows of its own table."""

from collections.abc import Iterable, Mapping, Sequence

from innocity.framework import Framework
from innocity.language import Language
from innocity.measures import tallies
from innocity.measures.promised_levels import conflicting
from innocity.presentation.numbered_text import listed, text
from innocity.presentation.numbers import counts
from innocity.tables import (
    Attainment,
    Cause,
    Change,
    CommitmentStanding,
    Component,
    Light,
    LightReason,
    Scorecard,
    Status,
    WorkPointStanding,
)


def commitments(rows: Sequence[CommitmentStanding], language: Language) -> list[str]:
    """How many numbers are promised, how many of them are scored and how these go; whether any unit has reported one."""
    told = tallies.promises(rows)
    said = counts(CommitmentStanding, told)
    words = {status.value: text(f"progress.{status.value}", language) for status in Status}
    sentences = [text("sentence.promised", language, **said)]
    if told["scored"]:
        parts = _counted(said, words, language)
        sentences.append(text("sentence.promised_go", language, scored=said["scored"], parts=parts))
    if not any(row.source == "return" for row in rows):
        sentences.append(text("sentence.promised_unreported", language))
    return sentences


def conflicts(rows: Iterable[Attainment], framework: Framework, language: Language) -> list[str]:
    """Of which indicators the plan promises two different numbers; nothing where there is none."""
    names = [framework.indicator(row.indicator).name(language) for row in rows if conflicting(row, framework)]
    told = {"count": len(names), "names": listed(names, language)}
    return [text("sentence.conflicts", language, **told)] if names else []


def work_points(rows: Sequence[WorkPointStanding], language: Language) -> list[str]:
    """How many work points have which light; whether their time has begun and any unit has reported."""
    words = {one.value: text(f"light.{one.value}", language) for one in Light}
    said = counts(WorkPointStanding, tallies.work_points(rows))
    sentences = [text("sentence.lights", language, total=said["total"], parts=_counted(said, words, language))]
    if rows and all(row.light_reason is LightReason.NOT_BEGUN for row in rows):
        sentences.append(text("sentence.lights_not_begun", language))
    elif not any(row.reported_by for row in rows):
        sentences.append(text("sentence.lights_unreported", language))
    return sentences


def league(rows: Sequence[Scorecard], language: Language) -> list[str]:
    """That the scoring is a proposal, how many units have a score and a place, and what of it could be assessed."""
    units = text("sentence.scored_units", language, **counts(Scorecard, tallies.units(rows)))
    assessed = [
        text(f"component.{component.value}", language)
        for component in Component
        if component is not Component.TOTAL and any(row.component is component and row.out_of for row in rows)
    ]
    parts = [text("sentence.scored_parts", language, parts=listed(assessed, language))] if assessed else []
    return [text("sentence.scoring_proposed", language), units, *parts]


def changes(rows: Iterable[Change], language: Language) -> str:
    """How many figures of how many indicators moved since the period before, and how many of them by which cause."""
    told = tallies.changes(rows)
    if not told["total"]:
        return text("sentence.no_changes", language)
    words = {cause.value: text(f"cause.{cause.value}", language) for cause in Cause}
    said = counts(Change, told)
    since, parts = told["total"][0].since, _counted(said, words, language)
    moved = {"indicators": said["indicators"], "figures": said["figures"]}
    return text("sentence.changes", language, since=since, parts=parts, **moved)


def _counted(said: Mapping[str, str], words: Mapping[str, str], language: Language) -> str:
    """`已达标6、滞后2`: every word that counts something, in the order of the words."""
    told = [text("sentence.counted", language, word=words[one], count=said[one]) for one in words if said[one] != "0"]
    return listed(told, language)
