"""The league table of the units: who has how many points out of how many, and for what."""

from collections.abc import Iterable
from decimal import Decimal

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import formats
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.tables import Column, Role, Table
from innocity.tables import Component, Scorecard

_PARTS = tuple(component for component in Component if component is not Component.TOTAL)


def league(rows: Iterable[Scorecard], framework: Framework, language: Language) -> Table:
    """The units that have a score, best first: place, score, points out of how many, the same for each component.

    Last, without a place, those whose score is out of too few points.
    """
    cards = {(row.unit, row.component): row for row in rows}
    placed = sorted(
        (row for row in cards.values() if row.component is Component.TOTAL and row.score_pct is not None),
        key=lambda row: (row.rank is None, row.rank, [unit.code for unit in framework.units].index(row.unit)),
    )
    parts = tuple(Column(text(f"component.{part.value}", language), Role.NUMBER) for part in _PARTS)

    def line(total: Scorecard) -> tuple[str, ...]:
        components = (_points(cards.get((total.unit, part))) for part in _PARTS)
        name = framework.unit(total.unit).name(language)
        place = printed(str(total.rank or formats.ABSENT), total, "rank")
        score = printed(formats.number(total.score_pct, 1), total, "score_pct")
        return (place, name, score, _points(total), *components)

    heads = (*headings(language, "rank:N unit:H score:N points:N"), *parts)
    note = text("table.league_note", language)
    lines = tuple(map(line, placed))
    return Table(text("table.league", language), heads, lines, note, identifier="league", is_wide=True)


def _points(row: Scorecard | None) -> str:
    return printed(out_of(row), row, "points") if row else formats.ABSENT


def out_of(row: Scorecard | None) -> str:
    """Points out of how many, `38.5/40`; a dash where nothing could be assessed."""
    if row is None or row.points is None:
        return formats.ABSENT
    return f"{_short(row.points)}/{_short(row.out_of)}"


def _short(points: Decimal) -> str:
    """Points without idle zeros."""
    return formats.number(Decimal(f"{points.normalize():f}"))
