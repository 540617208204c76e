"""What a unit's scorecard says first: how many points, which place, what costs most, what is not counted."""

from collections import Counter
from decimal import Decimal

from innocity.measures import tallies
from innocity.measures.scorecard_grounds import figure
from innocity.presentation import formats
from innocity.presentation.numbered_text import listed, text
from innocity.presentation.numbers import counts, identified, printed
from innocity.presentation.scorecard_tables import item_name
from innocity.presentation.tables import Figure
from innocity.presentation.unit_record import UnitRecord
from innocity.presentation.unit_tables import out_of
from innocity.tables import Component, Scorecard, ScoreItem
from innocity.tables.numbers import due_id

_FULL_MARKS = Decimal(100)
_NAMED = 3  # things that cost points are named up to so many


def headline(record: UnitRecord) -> list[str]:
    """The opening: score and place, or that there is none; what costs most points; what is left out of account."""
    return [_score(record), *_losses(record), *_unassessed(record)]


def _score(record: UnitRecord) -> str:
    language, total = record.language, record.total
    told = {"unit": record.name, "period": formats.period(record.parameters.period, language)}
    if total.score_pct is None:
        return text("score.none", language, **told)
    told["score"] = printed(formats.number(total.score_pct), total, "score_pct")
    told["points"] = printed(out_of(total), total, "points")
    if total.rank is None:
        return text("score.unranked", language, **told)
    return text("score.total", language, **told, rank=printed(str(total.rank), total, "rank"), ranked=_ranked(record))


def _ranked(record: UnitRecord) -> str:
    """How many units have a place, whether this one has or not."""
    return counts(Scorecard, tallies.units(record.league))["ranked"]


def _losses(record: UnitRecord) -> list[str]:
    """The component that costs most, and in it the things that earned least by their weight."""
    language = record.language
    assessed = [row for row in record.components if row.points is not None]
    if not assessed:
        return []
    worst = max(assessed, key=_lost)
    if not _lost(worst):
        return [text("score.full", language)]
    short = sorted((row for row in record.items_of(worst.component) if _short_by(row)), key=_short_by, reverse=True)
    names = [
        text(
            "score.item",
            language,
            item=item_name(row, record),
            points=printed(figure(row.points or Decimal(0)), row, "points"),
        )
        for row in short[:_NAMED]
    ]
    part = text(f"component.{worst.component.value}", language)
    of = {"part": part, "lost": figure(_lost(worst)), "out_of": printed(figure(worst.out_of), worst, "out_of")}
    return [text("score.worst", language, **of, items=listed(names, language))]


def _lost(row: Scorecard) -> Decimal:
    return row.out_of - (row.points or Decimal(0))


def _short_by(row: ScoreItem) -> Decimal:
    """By how much an item pulls its component down; nothing for one that is not assessed, or has full marks."""
    return Decimal(0) if row.points is None else max(_FULL_MARKS - row.points, Decimal(0)) * row.weight


def _unassessed(record: UnitRecord) -> list[str]:
    """How many things are not counted, and why: they cost nobody anything."""
    language = record.language
    reasons = Counter(row.reason for row in record.items if row.weight and row.points is None)
    if not reasons:
        return []
    parts = [
        text("score.because", language, reason=text(f"reason.{reason}", language), count=count)
        for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], str(pair[0])))
    ]
    return [text("score.unassessed", language, count=reasons.total(), reasons=listed(parts, language))]


def key_figures(record: UnitRecord) -> list[Figure]:
    """Score, place, what is assessed and what is to be delivered, each with what it is out of."""
    language, total = record.language, record.total
    weighing = [row for row in record.items if row.weight]
    next_day = next((row.due_on for row in record.due if not record.is_overdue(row)), None)
    when = formats.day(next_day, language) if next_day else formats.ABSENT
    place = formats.ABSENT if total.rank is None else str(total.rank)
    return [
        Figure(text("score.figure", language), printed(formats.number(total.score_pct), total, "score_pct"), text("score.figure_note", language, points=printed(out_of(total), total, "points"))),
        Figure(text("place.figure", language), printed(place, total, "rank"), text("place.figure_note", language, ranked=_ranked(record))),
        Figure(text("assessed.figure", language), printed(str(total.assessed), total, "assessed"), text("assessed.figure_note", language, total=len(weighing))),
        Figure(text("deliver.figure", language), identified(str(len(record.due)), due_id(record.unit)), text("deliver.figure_note", language, day=when)),
    ]  # fmt: skip


def deliveries(record: UnitRecord) -> str:
    """How much is still to be delivered, and how much of it was due before the as-of date."""
    if not record.due:
        return text("deliver.none", record.language)
    count, overdue = identified(str(len(record.due)), due_id(record.unit)), sum(map(record.is_overdue, record.due))
    return text("deliver.count", record.language, count=count, overdue=overdue)


def returns(record: UnitRecord) -> list[str]:
    """Whether the unit's return came in time, by which day it had to, and how sound it is."""
    language, parameters = record.language, record.parameters
    sentences = []
    for item in record.items_of(Component.TIMELINESS):
        status = text(f"timeliness.{item.status}", language)
        day = formats.day(parameters.due_date, language) if parameters.due_date else None
        due = (
            text("returns.due", language, day=day, grace=parameters.grace_days)
            if day
            else text("returns.undated", language)
        )
        sentences.append(text("returns.timeliness", language, status=status, due=due))
    for item in record.items_of(Component.DATA_QUALITY):
        sentences.append(text("returns.quality", language, status=text(f"soundness.{item.status}", language)))
    return sentences
