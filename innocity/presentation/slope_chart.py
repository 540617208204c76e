"""The league table of the period before beside the present one, a line from place to place for each unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import charts, formats
from innocity.presentation.charts import BLUE, LINE, VERMILLION, Chart
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.tables import Column, Role, Row, Table
from innocity.tables import Component, Scorecard

_ACROSS = (0.4, 0.6)
_LABEL_HALVES = 44


@dataclass(frozen=True)
class Slope:
    """A unit that has a place in both league tables."""

    before: Scorecard
    after: Scorecard

    @property
    def places_won(self) -> int:
        """How many places it went up; negative when it went down."""
        return (self.before.rank or 0) - (self.after.rank or 0)


def slopes(before: Iterable[Scorecard], after: Iterable[Scorecard]) -> list[Slope]:
    """The units with a place in both periods, in the order of the present places."""
    former = {row.unit: row for row in before if row.component is Component.TOTAL and row.rank}
    present = [row for row in after if row.component is Component.TOTAL and row.rank]
    return sorted(
        (Slope(former[row.unit], row) for row in present if row.unit in former),
        key=lambda slope: (slope.after.rank, slope.after.unit),
    )


def league_slope(
    before: Iterable[Scorecard],
    after: Iterable[Scorecard],
    periods: tuple[str, str],
    framework: Framework,
    language: Language,
) -> Chart:
    """Places then and now, both ends of each line with name and place."""
    shown = slopes(before, after)
    names = (formats.period(periods[0], language), formats.period(periods[1], language))
    return Chart(
        figure=_drawn(shown, names, framework, language) if shown else None,
        words=words(shown, names, framework, language),
        caption=text("chart.slope_caption", language, before=names[0]),
        data=_data(shown, names, framework, language),
        language=language,
    )


def words(shown: Sequence[Slope], periods: tuple[str, str], framework: Framework, language: Language) -> str:
    """What the chart shows: how many went up, down or stayed, and who moved most each way."""
    before, after = periods
    if not shown:
        return text("chart.slope_empty", language, before=before, after=after)
    counted = {
        "up": sum(one.places_won > 0 for one in shown),
        "down": sum(one.places_won < 0 for one in shown),
        "same": sum(one.places_won == 0 for one in shown),
    }
    told = text("chart.slope_words", language, before=before, after=after, count=len(shown), **counted)
    best = max(shown, key=lambda one: one.places_won)
    worst = min(shown, key=lambda one: one.places_won)
    if counted["up"]:
        told += text("chart.slope_best", language, **_moved(best, framework, language))
    if counted["down"]:
        told += text("chart.slope_worst", language, **_moved(worst, framework, language))
    return told


def _moved(slope: Slope, framework: Framework, language: Language) -> dict[str, object]:
    name = framework.unit(slope.after.unit).name(language)
    return {"name": name, "before": slope.before.rank, "after": slope.after.rank}


def _drawn(shown: Sequence[Slope], periods: tuple[str, str], framework: Framework, language: Language) -> Figure:
    frame = charts.rows(len(shown), _ACROSS, row_inches=0.2, foot_inches=0.05, head_inches=0.3)
    frame.axes.spines["bottom"].set_visible(False)
    frame.axes.set_xlim(0, 1)
    frame.axes.set_xticks([])
    # Units that share a place stand below each other: a place is what is printed, not how high it is.
    then = sorted(range(len(shown)), key=lambda place: (shown[place].before.rank, place))
    for place, slope in enumerate(shown):
        start, name = then.index(place), framework.unit(slope.after.unit).name(language)
        moved = slope.places_won
        colour, style = (BLUE, "-") if moved > 0 else (VERMILLION, (0, (4, 2))) if moved < 0 else (LINE, "-")
        frame.axes.plot([0, 1], [start, place], color=colour, linestyle=style, linewidth=1.2, clip_on=False)
        short = charts.wrapped(name, _LABEL_HALVES, 1)
        frame.write(-6, start, f"{short}  {slope.before.rank}", side="right")
        frame.write(frame.right + 6, place, f"{slope.after.rank}  {short}{_arrow(moved)}")
    for points, side, period in ((-6, "right", periods[0]), (frame.right + 6, "left", periods[1])):
        frame.write(points, -1, period, side=side, colour=charts.MUTED)
    return frame.figure


def _arrow(moved: int) -> str:
    return f" ↑{moved}" if moved > 0 else f" ↓{-moved}" if moved < 0 else ""


def _data(shown: Sequence[Slope], periods: tuple[str, str], framework: Framework, language: Language) -> Table:
    heads = [
        Column(said, Role.NUMBER)
        for period in periods
        for said in (
            text("column.rank_of", language, period=period),
            text("column.score_of", language, period=period),
        )
    ]

    def line(slope: Slope) -> Row:
        before = (str(slope.before.rank), formats.number(slope.before.score_pct, 1))
        after = (str(slope.after.rank), formats.number(slope.after.score_pct, 1))
        now = (printed(said, slope.after, column) for said, column in zip(after, ("rank", "score_pct"), strict=True))
        return (framework.unit(slope.after.unit).name(language), *before, *now)

    return Table(text("chart.slope_title", language), (*headings(language, "unit:H"), *heads), tuple(map(line, shown)))
