"""Charts: rows of the record as pictures that also say in words what they show; no colour without a sign."""

import io
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from innocity.facts import Measure
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.attainment import open_targets
from innocity.presentation import formats
from innocity.tables import Attainment, Standing

_MET, _OPEN, _INK, _LINE = "#1f6fb2", "#d9822b", "#1d2733", "#9aa5b1"
_ROW_INCHES = 0.27
_WIDTH_INCHES = 7.4
_LONGEST_NAME = 22


def level_chart(rows: Sequence[Attainment], framework: Framework, language: Language) -> Figure:
    """Every measured indicator's level in per cent of its target, with the target as a line at 100."""
    shown = [row for row in rows if row.completion_pct is not None]
    figure, axes = _canvas(len(shown))
    for place, row in enumerate(shown):
        share = float(row.completion_pct or 0)
        is_met = row.standing is Standing.MET
        axes.hlines(place, 100, share, color=_MET if is_met else _OPEN, linewidth=3)
        axes.plot(share, place, marker="o" if is_met else "^", color=_MET if is_met else _OPEN, markersize=5)
        _label(axes, share, place, formats.percent(row.completion_pct), to_the_right=is_met)
    axes.axvline(100, color=_INK, linewidth=0.8)
    _name_rows(axes, [_name(row, framework, language) for row in shown])
    axes.set_xlabel(text("chart.level_axis", language, year=rows[0].target_year))
    axes.margins(x=0.16)
    return figure


def level_words(rows: Sequence[Attainment], framework: Framework, language: Language) -> str:
    """What the chart of levels shows, for those who cannot see it."""
    shown = [row for row in rows if row.completion_pct is not None]
    if not shown:
        return text("chart.nothing", language)
    lowest = min(shown, key=lambda row: (row.completion_pct or Decimal(0), row.number))
    highest = max(shown, key=lambda row: (row.completion_pct or Decimal(0), -row.number))
    return text(
        "chart.level_words",
        language,
        count=len(shown),
        met=sum(row.standing is Standing.MET for row in shown),
        lowest=_name(lowest, framework, language),
        lowest_pct=formats.percent(lowest.completion_pct),
        highest=_name(highest, framework, language),
        highest_pct=formats.percent(highest.completion_pct),
    )


def needed_chart(rows: Sequence[Attainment], framework: Framework, language: Language) -> Figure:
    """The change still needed to each open target, relative to the level now, the largest first."""
    shown = _wanting(rows)
    figure, axes = _canvas(len(shown))
    for place, row in enumerate(shown):
        size = float(abs(row.needed_pct or Decimal(0)))
        axes.barh(place, size, height=0.5, color=_OPEN)
        words = _needed_label(row, framework.measure(row.measure), language)
        _label(axes, size, place, words, to_the_right=True)
    _name_rows(axes, [_name(row, framework, language) for row in shown])
    axes.set_xlabel(text("chart.needed_axis", language))
    axes.set_xlim(0, 1.45 * max((float(abs(row.needed_pct or Decimal(0))) for row in shown), default=1))
    return figure


def _needed_label(row: Attainment, measure: Measure, language: Language) -> str:
    """The change still needed: relative to the level, and in the indicator's own measure."""
    share, amount = formats.signed_percent(row.needed_pct), formats.number(row.needed, is_signed=True)
    if measure.change_in == "points":
        return text(
            "chart.needed_label_bare", language, share=share, amount=text("format.points", language, value=amount)
        )
    if not measure.is_printed:
        return text("chart.needed_label_bare", language, share=share, amount=amount)
    return text("chart.needed_label", language, share=share, amount=amount, measure=measure.name(language))


def needed_words(rows: Sequence[Attainment], framework: Framework, language: Language) -> str:
    """What the chart of needed changes shows, for those who cannot see it."""
    shown = _wanting(rows)
    if not shown:
        return text("chart.nothing", language)
    most = text("format.list_mark", language).join(_name(row, framework, language) for row in shown[:3])
    return text("chart.needed_words", language, count=len(shown), names=most)


def show(figure: Figure, words: str, caption: str) -> None:
    """Display a chart in a notebook as SVG whose text stays text, with its words and caption."""
    from IPython.display import display

    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    picture = {"image/svg+xml": buffer.getvalue(), "text/plain": words}
    display(picture, raw=True, metadata={"image/svg+xml": {"alt": words, "caption": caption}})  # type: ignore[no-untyped-call]


def _wanting(rows: Sequence[Attainment]) -> list[Attainment]:
    return [row for row in open_targets(rows) if row.needed_pct is not None]


def _canvas(lines: int) -> tuple[Figure, Axes]:
    """An empty chart with a line per row, first row on top."""
    set_up()
    figure = Figure(figsize=(_WIDTH_INCHES, _ROW_INCHES * max(lines, 1) + 0.7), layout="constrained")
    axes = figure.add_subplot()
    axes.set_ylim(max(lines, 1) - 0.4, -0.6)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_LINE)
    axes.tick_params(axis="x", colors=_INK, labelsize=8)
    axes.grid(axis="x", color="#e5e9ee", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


@cache
def set_up() -> None:
    """The report's font and stable SVG for every chart of this process."""
    import pylopdf_fonts_zh_cn

    font_manager.fontManager.addfont(Path(pylopdf_fonts_zh_cn.sans_path()))
    matplotlib.rcParams.update(
        {
            "font.family": ["Noto Sans SC"],
            "font.size": 9,
            "axes.unicode_minus": True,
            "svg.fonttype": "none",
            "svg.hashsalt": "innocity",
            "text.parse_math": False,  # a `$` in a name is a `$`
        }
    )


def _name_rows(axes: Axes, names: list[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0, colors=_INK, labelsize=8.5)


def _label(axes: Axes, at: float, place: int, words: str, *, to_the_right: bool) -> None:
    axes.annotate(
        words,
        (at, place),
        xytext=(7 if to_the_right else -7, 0),
        textcoords="offset points",
        ha="left" if to_the_right else "right",
        va="center",
        fontsize=8,
        color=_INK,
    )


def _name(row: Attainment, framework: Framework, language: Language) -> str:
    """The indicator's number and name, shortened where it is long."""
    name = framework.indicator(row.indicator).name(language)
    longest = _LONGEST_NAME * (2 if language is Language.EN else 1)
    return f"{row.number} {name}" if len(name) <= longest else f"{row.number} {name[: longest - 1]}…"
