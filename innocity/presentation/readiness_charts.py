"""The fan chart of readiness: history, bands and benchmark of every indicator in small panels of one scale."""

import re
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
from innocity.presentation.charts import set_up
from innocity.presentation.readiness_tables import outlook
from innocity.tables import Outlook, Readiness, Scenario

_INK, _LINE, _WIDE, _NARROW, _POINT, _MARK = "#1d2733", "#9aa5b1", "#cfe0f0", "#86b3da", "#1f6fb2", "#b3541e"
_ACROSS, _WIDTH_INCHES, _ROW_INCHES, _KEY_INCHES = 4, 7.4, 1.28, 0.45
_TOP_PCT = 200  # of the benchmark: the upper edge of every panel
_SMALL = 7.0
_LINES, _TITLE_WIDTH = 2, 32


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


def fan_chart(panels: Sequence[Fan], framework: Framework, language: Language) -> Figure:
    """Small panels of one scale: the values so far, the 50 % and 80 % bands, the benchmark as a dashed line."""
    set_up()
    down = max(ceil(len(panels) / _ACROSS), 1)
    height = down * _ROW_INCHES + _KEY_INCHES
    figure = Figure(figsize=(_WIDTH_INCHES, height))
    grid = figure.subplots(down, _ACROSS, sharex=True, sharey=True, squeeze=False)
    for place, axes in enumerate(grid.flat):
        if place < len(panels):
            _draw(axes, panels[place], framework, language)
        else:
            axes.set_visible(False)
    figure.legend(handles=_key(language), loc="upper center", ncols=5, frameon=False, fontsize=_SMALL + 0.5)
    edges = {"left": 0.055, "right": 0.995, "bottom": 0.25 / height, "top": 1 - (_KEY_INCHES + 0.22) / height}
    figure.subplots_adjust(**edges, hspace=0.5, wspace=0.06)
    return figure


def _draw(axes: Axes, fan: Fan, framework: Framework, language: Language) -> None:
    """One panel."""
    past = [(one.year, fan.share(one.value)) for one in fan.history]
    axes.set_ylim(0, _TOP_PCT)
    years = [row.data_year for row in fan.rows]
    axes.plot(years, [fan.share(row.benchmark) for row in fan.rows], color=_MARK, linewidth=1.1, linestyle=(0, (3, 2)))
    _spread(axes, fan, past)
    axes.plot(*zip(*past, strict=True), color=_INK, linewidth=1)
    for one, (year, share) in zip(fan.history, past, strict=True):
        axes.plot(year, share, "o", markersize=3.5, color=_INK, markerfacecolor=_INK if one.is_settled else "white")
    _words(axes, fan, framework, language)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["bottom", "left"]].set_color(_LINE)
    axes.set_yticks([0, 100, _TOP_PCT], ["0", "100%", f"{_TOP_PCT}%"])
    axes.set_xticks([past[-1][0], years[-1]])
    axes.tick_params(colors=_INK, labelsize=_SMALL, length=2, pad=1.5)


def _spread(axes: Axes, fan: Fan, past: Sequence[tuple[int, float]]) -> None:
    """The bands from the last value on, and the projection's line; what leaves the panel is told as a number."""
    told = [row for row in fan.rows if row.low_80 is not None and row.data_year > past[-1][0]]
    years = [past[-1][0], *(row.data_year for row in told)]
    for low, high, colour in (("low_80", "high_80", _WIDE), ("low_50", "high_50", _NARROW)):
        bottom, top = ([past[-1][1], *(fan.share(getattr(row, end)) for row in told)] for end in (low, high))
        axes.fill_between(years, bottom, top, color=colour, linewidth=0)
    axes.plot(years, [past[-1][1], *(fan.share(row.point) for row in told)], color=_POINT, linewidth=1.1)
    highest = max((fan.share(row.high_80) for row in told), default=0)
    if highest > _TOP_PCT:
        axes.text(years[-1], _TOP_PCT - 4, f"↑{highest:.0f}%", ha="right", va="top", fontsize=_SMALL - 0.5, color=_INK)


def _words(axes: Axes, fan: Fan, framework: Framework, language: Language) -> None:
    """The panel's title, and below the lines the nearest year's outlook as sign and word."""
    indicator = framework.indicator(fan.last.indicator)
    title = _title(f"{indicator.number} {indicator.name(language)}")
    axes.set_title(title, fontsize=_SMALL, color=_INK, loc="left", pad=3, linespacing=1.1)
    cell = outlook(fan.rows[0], language)
    words = [f"{cell.mark.symbol} {cell.text}"]
    if indicator.direction is Direction.LOWER:
        words.append(text("chart.lower_is_better", language))
    axes.text(0.02, 0.03, " · ".join(words), transform=axes.transAxes, fontsize=_SMALL, color=_INK)


def _title(name: str) -> str:
    """A name in at most two lines, broken between Chinese characters or words, a mark never at a line's start."""
    lines = [""]
    for piece in re.findall(r"[!-~]+ ?|.[、，）”」]*", name):
        if _wide(lines[-1] + piece.rstrip()) > _TITLE_WIDTH:
            lines.append("")
        lines[-1] += piece
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1].rstrip()[:-1]}…"]
    return "\n".join(line.rstrip() for line in lines)


def _wide(words: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(1 if one.isascii() else 2 for one in words)


def _key(language: Language) -> list[Line2D | Patch]:
    return [
        Line2D([], [], label=text("chart.fan_history", language), color=_INK, linewidth=1, marker="o", markersize=3.5),
        Line2D([], [], label=text("chart.fan_point", language), color=_POINT, linewidth=1.1),
        Patch(color=_NARROW, label=text("chart.fan_half", language)),
        Patch(color=_WIDE, label=text("chart.fan_wide", language)),
        Line2D([], [], label=text("chart.fan_benchmark", language), color=_MARK, linewidth=1.1, linestyle=(0, (3, 2))),
    ]


def fan_words(panels: Sequence[Fan], language: Language) -> str:
    """What the chart shows, for those who cannot see it: how the nearest year's benchmarks stand, by number."""
    if not panels:
        return text("chart.nothing", language)
    year = panels[0].rows[0].data_year
    counts = Counter(panel.rows[0].outlook or Outlook.NOT_SAID for panel in panels)
    listed = text("format.list_mark", language)
    told = [
        text(
            "chart.fan_numbers",
            language,
            word=text(f"outlook.{word.value}", language),
            numbers=listed.join(str(one.last.number) for one in panels if one.rows[0].outlook is word),
        )
        for word in Outlook
        if counts[word]
    ]
    return text("chart.fan_words", language, count=len(panels), year=year, outlooks="".join(told))
