"""What every chart is made of: a picture, the same in words, a caption and the figures as a table; none tells by colour alone."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from innocity.language import Language, text
from innocity.presentation import tables
from innocity.presentation.tables import Cell, Mark, Table

INK, MUTED, LINE = "#000000", "#5f6b78", "#7d8894"
# Of the palette of Okabe and Ito those that stand out from white by 3 to 1; told apart with any colour vision.
BLUE, GREEN, VERMILLION = "#0072b2", "#009e73", "#d55e00"
COLOURS = {
    Mark.MET: BLUE,
    Mark.ON_TRACK: GREEN,
    Mark.BEHIND: VERMILLION,
    Mark.MISSED: VERMILLION,
    Mark.PENDING: LINE,
    Mark.ABSENT: LINE,
}
WIDTH_INCHES = 6.3  # about the width of the text on A4, so that print shrinks nothing
SMALL = 7.5  # points
_HIGHEST_INCHES = 7.4  # a page of A4 less heading and caption
_LOWEST_ROW_INCHES = 0.16
_EDGE_INCHES = 0.04
_POINTS = 72
_LINE_SPACING = 1.12
_SIGN_HALVES = 3  # of a sign and the space behind it, in halves of a Chinese character
_BREAK, _UNDER_WORDS = "\n", "\n\u2003 "  # a second line begins where the words do, not below the sign
# What says nothing: a turn by no angle, and text that starts where it stands.
_IDLE = re.compile(r' transform="rotate\(-0 [^"]*\)"|(?<=[ "])text-anchor: start; ')
_FONT = "Noto Sans SC"
_TYPE = f"font-size: {SMALL}px; font-family: '{_FONT}'"  # said once for all texts of this size
_PIECES = re.compile(r"[(<（“「]*(?:[!-~]+ ?|.)[、，）”」)>]*")


@dataclass(frozen=True)
class Chart:
    """A picture with what it shows in words, its caption, and its figures; no picture where there is nothing to draw."""

    figure: Figure | None
    words: str
    caption: str
    data: Table
    language: Language


def show(chart: Chart, name: str = "") -> None:
    """Display a chart in a notebook: SVG whose text stays text, its caption, and below it the figures one click away.

    Where there is nothing to draw, its words stand as a sentence. By its `name` another document finds the drawing.
    """
    from IPython.display import display

    if chart.figure is None:
        tables.show(tables.paragraphs([chart.words]))
        return
    told = {"image/svg+xml": {"alt": chart.words, "caption": chart.caption, "name": name}}
    display({"image/svg+xml": svg(chart.figure), "text/plain": chart.words}, raw=True, metadata=told)  # type: ignore[no-untyped-call]
    tables.show(data(chart))


def data(chart: Chart) -> str:
    """The figures behind a chart as a table that opens at a click; the class tells paper to leave it out."""
    summary = escape(text("chart.data", chart.language, count=len(chart.data.rows)))
    return f'<details class="chart-data"><summary>{summary}</summary>{tables.html(chart.data)}</details>'


def svg(figure: Figure) -> str:
    """A figure as SVG, the same bytes for the same rows."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    lean = _IDLE.sub("", buffer.getvalue())
    return lean.replace(f"{_TYPE}; ", "").replace(f' style="{_TYPE}"', "").replace("<svg ", f'<svg style="{_TYPE}" ', 1)


@dataclass(frozen=True)
class Rows:
    """The axes of a chart with a line of text per row, first row on top; `across` are its edges, in shares of the width."""

    figure: Figure
    axes: Axes
    count: int
    row_points: float
    across: tuple[float, float]

    def name(self, names: Sequence[str]) -> None:
        """Write the names of the rows to the left, in as many lines as a row has room for."""
        room = _halves(self.across[0] * WIDTH_INCHES * _POINTS - 8)
        for place, name in enumerate(names):
            self.write(-6, place, wrapped(name, room, self._lines), side="right")

    def write(self, points: float, place: float, words: str, *, side: str = "left", colour: str = INK) -> None:
        """Write words in a row, some points from the left edge of the axes; `side` says which end of them stands there."""
        self.axes.annotate(
            words,
            (0, place),
            xycoords=self.axes.get_yaxis_transform(),
            xytext=(points, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=SMALL,
            linespacing=_LINE_SPACING,
            color=colour,
            annotation_clip=False,
        )

    @property
    def right(self) -> float:
        """The right edge of the axes, in points from the left one."""
        return (self.across[1] - self.across[0]) * WIDTH_INCHES * _POINTS

    def tell(self, points: float, place: float, words: str, sign: str = "") -> None:
        """Write words between a place in a row and the right edge of the picture, in as many lines as the row has room for."""
        room = _halves((1 - self.across[0]) * WIDTH_INCHES * _POINTS - points) - (_SIGN_HALVES if sign else 0)
        told = wrapped(words, room, self._lines)
        self.write(points, place, f"{sign} {told.replace(_BREAK, _UNDER_WORDS)}" if sign else told)

    def state(self, place: float, cell: Cell, points: float) -> None:
        """Write a state as sign and word."""
        self.tell(points, place, cell.text, cell.mark.symbol)

    @property
    def _lines(self) -> int:
        """How many lines of text a row has room for."""
        return max(int(self.row_points / (SMALL * _LINE_SPACING)), 1)


def rows(
    count: int,
    across: tuple[float, float],
    *,
    row_inches: float = 0.25,
    foot_inches: float = 0.42,
    head_inches: float = 0.2,
) -> Rows:
    """An empty chart with this many rows, low enough for a page of paper."""
    set_up()
    lines = max(count, 1)
    row = max(min(row_inches, (_HIGHEST_INCHES - foot_inches - head_inches) / lines), _LOWEST_ROW_INCHES)
    height = row * lines + foot_inches + head_inches
    figure = Figure(figsize=(WIDTH_INCHES, height))
    axes = figure.add_axes((across[0], foot_inches / height, across[1] - across[0], row * lines / height))
    axes.set_ylim(lines - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(axis="x", colors=INK, labelsize=SMALL - 0.5, length=2, pad=2)
    axes.patch.set_visible(False)
    return Rows(figure, axes, count, row * _POINTS, across)


def wrapped(name: str, width: int, lines: int) -> str:
    """A name in at most so many lines of so many halves of a Chinese character, cut where it is longer.

    Broken between Chinese characters or words; a mark never begins a line.
    """
    made = [""]
    for piece in _PIECES.findall(name):
        if made[-1] and _wide(made[-1] + piece.rstrip()) > width:
            made.append("")
        made[-1] += piece
    if len(made) > lines:
        last = made[lines - 1].rstrip()
        while _wide(last) > width - 2:
            last = last[:-1]
        made = [*made[: lines - 1], f"{last}…"]
    return "\n".join(line.rstrip() for line in made)


def _halves(points: float) -> int:
    """How many halves of a Chinese character so many points have room for."""
    return int(points / SMALL * 2)


def _wide(words: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(1 if one.isascii() else 2 for one in words)


@cache
def set_up() -> None:
    """The report's font and stable SVG for every chart of this process."""
    import pylopdf_fonts_zh_cn

    font_manager.fontManager.addfont(Path(pylopdf_fonts_zh_cn.sans_path()))
    matplotlib.rcParams.update(
        {
            "font.family": [_FONT],
            "font.size": 9,
            "axes.unicode_minus": True,
            "svg.fonttype": "none",
            "svg.hashsalt": "innocity",
            "text.parse_math": False,  # a `$` in a name is a `$`
        }
    )
