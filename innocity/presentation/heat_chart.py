"""How the promises of every unit stand: units across states, the number of items printed in each cell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import charts
from innocity.presentation.charts import INK, MUTED, SMALL, Chart, Rows
from innocity.presentation.headings import headings
from innocity.presentation.promise_tables import LIGHT_MARKS
from innocity.presentation.report_tables import STATUS_MARKS
from innocity.presentation.tables import Column, Mark, Role, Table
from innocity.tables import Component, Light, ScoreItem, Status

_SHADES = ("#ffffff", "#e3eef7", "#c3dbed", "#9cc5e2")  # ink stays readable on all of them
_ACROSS = (0.29, 0.995)


@dataclass(frozen=True)
class Counts:
    """How many promised items of one unit are in each state."""

    unit: str
    by_mark: dict[Mark, int]

    @property
    def wanting(self) -> int:
        """How many are behind or missed."""
        return self.by_mark[Mark.BEHIND] + self.by_mark[Mark.MISSED]


def counts(items: Iterable[ScoreItem], framework: Framework) -> list[Counts]:
    """The units that have indicators or work points, those with most behind or missed first."""
    by_unit: dict[str, Counter[Mark]] = {}
    for item in items:
        if item.weight and item.component in (Component.INDICATORS, Component.WORK_POINTS):
            by_unit.setdefault(item.unit, Counter())[_mark(item)] += 1
    order = {unit.code: place for place, unit in enumerate(framework.units)}
    made = [Counts(unit, {mark: found[mark] for mark in Mark}) for unit, found in by_unit.items()]
    return sorted(made, key=lambda row: (-row.wanting, order[row.unit]))


def _mark(item: ScoreItem) -> Mark:
    if item.component is Component.WORK_POINTS:
        return LIGHT_MARKS[Light(item.status)]
    return STATUS_MARKS[Status(item.status)]


def heat(items: Iterable[ScoreItem], framework: Framework, language: Language) -> Chart:
    """Units across states: the number of indicators and work points of each unit in each state."""
    shown = counts(items, framework)
    return Chart(
        figure=_drawn(shown, framework, language) if shown else None,
        words=words(shown, framework, language),
        caption=text("chart.heat_caption", language),
        data=_data(shown, framework, language),
        language=language,
    )


def words(shown: Sequence[Counts], framework: Framework, language: Language) -> str:
    """What the chart shows: how many units and items, how many in each state, and where most is wanting."""
    if not shown:
        return text("chart.heat_empty", language)
    totals = {mark: sum(row.by_mark[mark] for row in shown) for mark in Mark}
    states = text("format.list_mark", language).join(
        text("chart.heat_state", language, state=_state(mark, language), count=totals[mark]) for mark in Mark
    )
    told = text("chart.heat_words", language, units=len(shown), items=sum(totals.values()), states=states)
    if not shown[0].wanting:
        return told + text("chart.heat_none_wanting", language)
    name = framework.unit(shown[0].unit).name(language)
    return told + text("chart.heat_most", language, name=name, count=shown[0].wanting)


def _state(mark: Mark, language: Language) -> str:
    return text(f"mark.{mark.name.lower()}", language)


def _drawn(shown: Sequence[Counts], framework: Framework, language: Language) -> Figure:
    heads = [charts.wrapped(f"{mark.symbol} {_state(mark, language)}", 13, 3) for mark in Mark]
    frame = charts.rows(
        len(shown),
        _ACROSS,
        row_inches=0.2,
        foot_inches=0.05,
        head_inches=0.2 + 0.12 * max(head.count("\n") + 1 for head in heads),
    )
    frame.axes.set_xlim(0, len(Mark))
    frame.axes.set_xticks([])
    frame.axes.spines["bottom"].set_visible(False)
    most = max(max(row.by_mark.values()) for row in shown)
    for place, row in enumerate(shown):
        _cells(frame, place, row, most)
    frame.name([framework.unit(row.unit).name(language) for row in shown])
    for place, head in enumerate(heads):
        frame.axes.text(place + 0.5, -0.75, head, fontsize=SMALL, ha="center", va="bottom", color=INK, linespacing=1.1)
    return frame.figure


def _cells(frame: Rows, place: int, row: Counts, most: int) -> None:
    for column, mark in enumerate(Mark):
        count = row.by_mark[mark]
        if count:
            shade = _SHADES[-(-count * (len(_SHADES) - 1) // most)]
            frame.axes.barh(place, 0.96, left=column + 0.02, height=0.92, color=shade, clip_on=False)
        frame.axes.text(
            column + 0.5, place, str(count), fontsize=SMALL, ha="center", va="center", color=INK if count else MUTED
        )


def _data(shown: Sequence[Counts], framework: Framework, language: Language) -> Table:
    states = (Column(f"{mark.symbol} {_state(mark, language)}", Role.NUMBER) for mark in Mark)
    lines = tuple(
        (framework.unit(row.unit).name(language), *(str(row.by_mark[mark]) for mark in Mark)) for row in shown
    )
    return Table(text("chart.heat_title", language), (*headings(language, "unit:H"), *states), lines)
