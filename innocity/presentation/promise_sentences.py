"""Sentences on promised numbers, work points, units and changes; each counts the rows of its own table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.promised_levels import conflicting
from innocity.presentation.change_tables import told
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

_Word = TypeVar("_Word", Status, Light, Cause)


def commitments(rows: Sequence[CommitmentStanding], language: Language) -> list[str]:
    """How many numbers are promised, how many of them are scored and how these go; whether any unit has reported one."""
    scored = [row for row in rows if row.is_scored]
    counts = Counter(row.status for row in scored)
    words = {status: text(f"progress.{status.value}", language) for status in Status}
    sentences = [
        text("sentence.promised", language, total=len(rows), scored=len(scored), unscored=len(rows) - len(scored))
    ]
    if scored:
        parts = _counted(counts, words, language)
        sentences.append(text("sentence.promised_go", language, scored=len(scored), parts=parts))
    if not any(row.source == "return" for row in rows):
        sentences.append(text("sentence.promised_unreported", language))
    return sentences


def conflicts(rows: Iterable[Attainment], framework: Framework, language: Language) -> list[str]:
    """Of which indicators the plan promises two different numbers; nothing where there is none."""
    names = [framework.indicator(row.indicator).name(language) for row in rows if conflicting(row, framework)]
    listed = text("format.list_mark", language).join(names)
    return [text("sentence.conflicts", language, count=len(names), names=listed)] if names else []


def work_points(rows: Sequence[WorkPointStanding], language: Language) -> list[str]:
    """How many work points have which light; whether their time has begun and any unit has reported."""
    words = {one: text(f"light.{one.value}", language) for one in Light}
    parts = _counted(Counter(row.light for row in rows), words, language)
    sentences = [text("sentence.lights", language, total=len(rows), parts=parts)]
    if rows and all(row.light_reason is LightReason.NOT_BEGUN for row in rows):
        sentences.append(text("sentence.lights_not_begun", language))
    elif not any(row.reported_by for row in rows):
        sentences.append(text("sentence.lights_unreported", language))
    return sentences


def league(rows: Sequence[Scorecard], language: Language) -> list[str]:
    """That the scoring is a proposal, how many units have a score and a place, and what of it could be assessed."""
    totals = [row for row in rows if row.component is Component.TOTAL]
    scored, ranked = (sum(getattr(row, name) is not None for row in totals) for name in ("score_pct", "rank"))
    counts = {"total": len(totals), "scored": scored, "ranked": ranked, "unscored": len(totals) - scored}
    units = text("sentence.scored_units", language, **counts)
    assessed = [
        text(f"component.{component.value}", language)
        for component in Component
        if component is not Component.TOTAL and any(row.component is component and row.out_of for row in rows)
    ]
    listed = text("format.list_mark", language).join(assessed)
    parts = [text("sentence.scored_parts", language, parts=listed)] if assessed else []
    return [text("sentence.scoring_proposed", language), units, *parts]


def changes(rows: Iterable[Change], language: Language) -> str:
    """How many figures of how many indicators moved since the period before, and how many of them by which cause."""
    shown = told(rows)
    if not shown:
        return text("sentence.no_changes", language)
    words = {cause: text(f"cause.{cause.value}", language) for cause in Cause}
    return text(
        "sentence.changes",
        language,
        since=shown[0].since,
        indicators=len({row.row for row in shown}),
        figures=len({(row.row, row.figure) for row in shown}),
        parts=_counted(Counter(row.cause for row in shown), words, language),
    )


def _counted(counts: Mapping[_Word, int], words: Mapping[_Word, str], language: Language) -> str:
    """`已达标6、滞后2`: every word that counts something, in the order of the words."""
    said = [text("sentence.counted", language, word=words[one], count=counts[one]) for one in words if counts[one]]
    return text("format.list_mark", language).join(said)
