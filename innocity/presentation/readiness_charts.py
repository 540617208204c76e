"""The fan chart of readiness: history, bands and benchmark of every indicator in small panels of one scale."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from innocity.facts import Direction
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.annual import AnnualValue, ReadinessInputs
from innocity.presentation import formats, readiness_sentences
from innocity.presentation.charts import BLUE, INK, LINE, VERMILLION, WIDTH_INCHES, Chart, set_up, wrapped
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.readiness_tables import band, outlook
from innocity.presentation.tables import Row, Table
from innocity.tables import Outlook, Readiness, Scenario

_WIDE, _NARROW = "#dbe8f3", "#a9cbe6"  # with an edge in blue, since they are paler than 3 to 1
_ACROSS, _ROW_INCHES, _KEY_INCHES = 3, 0.9, 0.3
_HIGHEST_INCHES = 8.0
_TOP_PCT = 200  # of the benchmark: the upper edge of every panel
_SMALL = 7.0
_MARGIN = 0.05  # of the years that are drawn, on either side
_LINES, _TITLE_HALVES = 2, 38


@dataclass(frozen=True)
class Fan:
    """One indicator's panel, everything in per cent of the last data year's benchmark."""

    history: tuple[AnnualValue, ...]
    rows: tuple[Readiness, ...]

    @property
    def last(self) -> Readiness:
        """The projection of the last data year."""
        return self.rows[-1]

    def share(self, value: object) -> float:
        """A value in per cent of the benchmark."""
        assert isinstance(value, Decimal)
        assert isinstance(self.last.benchmark, Decimal)
        return float(100 * value / self.last.benchmark)

    @property
    def told(self) -> tuple[Readiness, ...]:
        """The projections that have bands, of the years after the last value."""
        return tuple(row for row in self.rows if row.low_80 is not None and row.data_year > self.history[-1].year)

    @property
    def highest(self) -> float:
        """The upper end of all that is drawn."""
        return max(*(self.share(one.value) for one in self.history), *(self.share(row.high_80) for row in self.told), 0)

    @property
    def lowest(self) -> float:
        """The lower end of all that is drawn."""
        return min(*(self.share(one.value) for one in self.history), *(self.share(row.low_80) for row in self.told), 0)


def fans(rows: Iterable[Readiness], inputs: ReadinessInputs) -> list[Fan]:
    """A panel per indicator that has a number and a benchmark above zero, in the order of the plan."""
    projected = [row for row in rows if row.scenario is Scenario.PROJECTION]
    found = []
    for number in sorted({row.number for row in projected}):
        own = tuple(row for row in projected if row.number == number)
        last = own[-1]
        if isinstance(last.last_value, Decimal) and isinstance(last.benchmark, Decimal) and last.benchmark > 0:
            values = inputs.series(inputs.framework.indicator(last.indicator)).values
            found.append(Fan(tuple(one for one in values if isinstance(one.value, Decimal)), own))
    return found


def fan_chart(rows: Sequence[Readiness], inputs: ReadinessInputs, language: Language) -> Chart:
    """A small panel for each indicator that has a number: the values so far, the bands, the benchmark."""
    panels = fans(rows, inputs)
    return Chart(
        figure=_drawn(panels, inputs.framework, language) if panels else None,
        words=fan_words(panels, language),
        caption=readiness_sentences.bands_rest_on(rows, language),
        data=_data(panels, inputs.framework, language),
        language=language,
    )


def _drawn(panels: Sequence[Fan], framework: Framework, language: Language) -> Figure:
    """Small panels of one scale: the values so far, the 50 % and 80 % bands, the benchmark as a dashed line."""
    set_up()
    down = ceil(len(panels) / _ACROSS)
    height = min(down * _ROW_INCHES, _HIGHEST_INCHES) + _KEY_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, height))
    grid = list(figure.subplots(down, _ACROSS, squeeze=False).flat)
    for axes, fan in zip(grid, panels, strict=False):
        _draw(axes, fan, framework, language)
    for axes in grid[len(panels) :]:
        axes.set_visible(False)
    _share_scale(grid[: len(panels)], [panels[-1].history[-1].year, panels[-1].last.data_year])
    figure.legend(handles=_key(language), loc="upper center", ncols=5, frameon=False, fontsize=_SMALL + 0.5)
    edges = {"left": 0.065, "right": 0.995, "bottom": 0.2 / height, "top": 1 - (_KEY_INCHES + 0.24) / height}
    figure.subplots_adjust(**edges, hspace=0.5, wspace=0.06)
    return figure


def _draw(axes: Axes, fan: Fan, framework: Framework, language: Language) -> None:
    """One panel."""
    past = [(one.year, fan.share(one.value)) for one in fan.history]
    is_clipped = fan.lowest < 0 or fan.highest > _TOP_PCT
    axes.patch.set_visible(False)
    _spread(axes, fan, past, is_clipped=is_clipped)
    axes.plot(*zip(*past, strict=True), color=INK, linewidth=1, clip_on=is_clipped)
    for one, (year, share) in zip(fan.history, past, strict=True):
        face = INK if one.is_settled else "white"
        axes.plot(year, share, "o", markersize=3.5, color=INK, markerfacecolor=face, clip_on=is_clipped)
    _words(axes, fan, framework, language)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["bottom", "left"]].set_color(LINE)


def _share_scale(grid: Sequence[Axes], years: Sequence[int]) -> None:
    """The same limits and ticks in every panel, named at the edges only; axes that share them do so in quadratic time."""
    ends = [end for axes in grid for end in axes.dataLim.intervalx]
    margin = _MARGIN * (max(ends) - min(ends))
    for axes in grid:
        axes.set_xlim(min(ends) - margin, max(ends) + margin)
        axes.set_ylim(0, _TOP_PCT)
        axes.set_yticks([0, 100, _TOP_PCT], ["0", "100%", f"{_TOP_PCT}%"])
        axes.set_xticks(years)
        axes.tick_params(colors=INK, labelsize=_SMALL, length=0, pad=2.5)
        axes.label_outer()


def _spread(axes: Axes, fan: Fan, past: Sequence[tuple[int, float]], *, is_clipped: bool) -> None:
    """The bands from the last value on, the projection's line, the benchmark; what leaves the panel is told as a number."""
    told = fan.told
    years = [past[-1][0], *(row.data_year for row in told)]
    for low, high, colour in (("low_80", "high_80", _WIDE), ("low_50", "high_50", _NARROW)):
        bottom, top = ([past[-1][1], *(fan.share(getattr(row, end)) for row in told)] for end in (low, high))
        around = ([*years, *reversed(years)], [*bottom, *reversed(top)])
        axes.fill(*around, facecolor=colour, edgecolor=BLUE, linewidth=0.3, clip_on=is_clipped)
    points = [past[-1][1], *(fan.share(row.point) for row in told)]
    axes.plot(years, points, color=BLUE, linewidth=1.1, clip_on=is_clipped)
    marks = [fan.share(row.benchmark) for row in fan.rows]
    axes.plot(
        [row.data_year for row in fan.rows],
        marks,
        color=VERMILLION,
        linewidth=1.1,
        linestyle=(0, (3, 2)),
        clip_on=is_clipped,
    )
    for share, sign, at, side in ((fan.highest, "↑", _TOP_PCT - 4, "top"), (fan.lowest, "↓", 34, "bottom")):
        if not 0 <= share <= _TOP_PCT:
            words = f"{sign}{share:.0f}%".replace("-", "−")
            axes.text(fan.last.data_year, at, words, ha="right", va=side, fontsize=_SMALL, color=INK)


def _words(axes: Axes, fan: Fan, framework: Framework, language: Language) -> None:
    """The panel's title, and below the lines the nearest year's outlook as sign and word."""
    indicator = framework.indicator(fan.last.indicator)
    title = wrapped(f"{indicator.number} {indicator.name(language)}", _TITLE_HALVES, _LINES)
    axes.set_title(title, fontsize=_SMALL, color=INK, loc="left", pad=3, linespacing=1.1)
    cell = outlook(fan.rows[0], language)
    words = [f"{cell.mark.symbol} {cell.text}"]
    if indicator.direction is Direction.LOWER:
        words.append(text("chart.lower_is_better", language))
    axes.text(0.02, 0.03, " · ".join(words), transform=axes.transAxes, fontsize=_SMALL, color=INK)


def _key(language: Language) -> list[Line2D | Patch]:
    return [
        Line2D([], [], label=text("chart.fan_history", language), color=INK, linewidth=1, marker="o", markersize=3.5),
        Line2D([], [], label=text("chart.fan_point", language), color=BLUE, linewidth=1.1),
        Patch(facecolor=_NARROW, edgecolor=BLUE, linewidth=0.3, label=text("chart.fan_half", language)),
        Patch(facecolor=_WIDE, edgecolor=BLUE, linewidth=0.3, label=text("chart.fan_wide", language)),
        Line2D(
            [], [], label=text("chart.fan_benchmark", language), color=VERMILLION, linewidth=1.1, linestyle=(0, (3, 2))
        ),
    ]


def fan_words(panels: Sequence[Fan], language: Language) -> str:
    """What the chart shows, for those who cannot see it: for how many the nearest year's benchmark stands how."""
    if not panels:
        return text("chart.fan_empty", language)
    year = panels[0].rows[0].data_year
    counts = Counter(panel.rows[0].outlook or Outlook.NOT_SAID for panel in panels)
    told = [
        text("chart.fan_count", language, word=text(f"outlook.{word.value}", language), count=counts[word])
        for word in Outlook
        if counts[word]
    ]
    return text("chart.fan_words", language, count=len(panels), year=year, outlooks="".join(told))


def _data(panels: Sequence[Fan], framework: Framework, language: Language) -> Table:
    """The figures that are drawn of the years to come: a line per indicator and data year."""

    def line(row: Readiness) -> Row:
        indicator = framework.indicator(row.indicator)
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            str(row.data_year),
            printed(formats.value(row.benchmark, language), row, "benchmark"),
            printed(formats.computed(row.point, indicator, language), row, "point"),
            printed(band(row, indicator), row, "low_80"),
            outlook(row, language),
        )

    columns = headings(language, "number:N indicator:H data_year:N benchmark:N projected:N band_80:N standing:T")
    lines = tuple(line(row) for panel in panels for row in panel.rows)
    return Table(text("chart.fan_title", language), columns, lines)
