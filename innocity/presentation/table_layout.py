"""Where the cells of an HTML table stand, and how wide its columns are.

Widths count half a Chinese character as 1, in the type of the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from unicodedata import east_asian_width

from innocity.presentation.markup import Element

LONGEST_WORD = 20
PADDING = 1.7
_JOINT = 0.5
_UNBROKEN = 18.0  # a text no wider, such as a mark and the word of a state, stays on one line
LEAST = 4.0
_READABLE = 18.0  # what a column of long texts needs: nine Chinese characters
_NARROW = 12.0  # what it makes do with before it is left with its longest word
_COMFORTABLE = 26.0  # what it gets at most before others are served
_LINES_OF_TEXT = 5
_LINES_OF_HEAD = 3
_ROWS_WORTH_A_PAGE = 8
_WORD = re.compile("(?:[!-,.0-~]|[-/](?![A-Za-z]))+[-/]?|[-/]")  # what no line end may part
_LATIN = 1.2  # a digit, the minus sign and most letters
_OTHER_LATIN = {
    **dict.fromkeys("-ijlft .,:;!'|/\\()[]{}", 0.8),
    **dict.fromkeys('I"*?rsz', 1.0),
    **dict.fromkeys("FLPZ`bdkopqBCETXYhnu", 1.4),
    **dict.fromkeys("AGKRV&DNOQU", 1.6),
    **dict.fromkeys("wHMWm%@", 2.2),
}


class Setting(StrEnum):
    """How a table is set: in the type of tables, smaller, or smallest; smaller on a page turned on its side, or hyphenated."""

    NORMAL = "normal"
    SMALL = "small"
    DENSE = "dense"
    TURNED = "turned"
    HYPHENATED = "hyphenated"

    @property
    def line(self) -> float:
        """The width of the line: 42 Chinese characters of 10.5 pt, 52 of 8.5 pt, 75 of these along the page, 58 of 7.5 pt."""
        return _LINES[self]


_LINES = {
    Setting.NORMAL: 84.0,
    Setting.SMALL: 104.0,
    Setting.DENSE: 117.0,
    Setting.TURNED: 150.0,
    Setting.HYPHENATED: 104.0,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell, its place in the grid and the rows and columns that it covers."""

    x: int
    y: int
    rows: int
    columns: int
    is_head: bool
    is_number: bool
    is_short: bool
    text: str
    element: Element


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is set, and the share of each column in its line."""

    setting: Setting
    shares: list[float]


@lru_cache(maxsize=1 << 14)
def width(text: str) -> float:
    """The width of the text on one line; where Chinese meets Latin, Typst sets a quarter of a character between them."""
    kinds = [east_asian_width(character) in "WFA" for character in text]
    joints = sum(one != next_one for one, next_one in pairwise(kinds))
    drawn = zip(kinds, text, strict=True)
    return sum(2.0 if is_wide else _OTHER_LATIN.get(one, _LATIN) for is_wide, one in drawn) + joints * _JOINT


def placed(table: Element) -> list[Placed]:
    """The cells of a table, head first; they are placed here, since a short row must not move the cells of the next."""
    rows = [(row, parent.name == "thead") for parent, row in table.walk() if row.name == "tr"]
    head = [row for row, is_head in rows if is_head]
    body = [row for row, is_head in rows if not is_head]
    return list(_placed([*head, *body], len(head)))


def laid_out(cells: Sequence[Placed], *, is_wide: bool) -> Layout:
    """The first setting in which every column has what it needs; a table of few rows is not worth a page of its own.

    Short texts and numbers fit in whole, long texts divide what is left. The shares add up to the line at most; where
    they leave some of it, all columns grow in proportion.
    """
    columns = _columns(cells)
    last = Setting.TURNED if row_count(cells) > _ROWS_WORTH_A_PAGE else Setting.HYPHENATED
    for setting, demand in _ways(last, is_wide=is_wide):
        least = [max(_least(column), _long_text(column, demand)) for column in columns]
        if sum(least) <= setting.line - PADDING * len(columns):
            return Layout(setting, _shares(columns, least, setting.line))
    return Layout(last, _shares(columns, [_least(column) for column in columns], last.line))


def _ways(last: Setting, *, is_wide: bool) -> Iterator[tuple[Setting, float]]:
    """The settings in the order in which they are tried, each with what columns of long texts get at least.

    The smallest type spares the reader a page to be turned, but a comfortable larger one comes first.
    """
    larger = [*([] if is_wide else [Setting.NORMAL]), Setting.SMALL]
    turned = [last] if last is Setting.TURNED else []
    for demand in (_COMFORTABLE, _READABLE):
        yield from ((setting, demand) for setting in larger)
    yield Setting.DENSE, _READABLE
    yield from ((setting, demand) for setting in turned for demand in (_COMFORTABLE, _READABLE))
    yield Setting.DENSE, _NARROW
    yield from ((setting, 0.0) for setting in (*larger, Setting.DENSE, *turned))


def row_count(cells: Sequence[Placed]) -> int:
    """The rows of the grid, those of the head included."""
    return max((cell.y + cell.rows for cell in cells), default=0)


def _shares(columns: Sequence[Sequence[Placed]], least: Sequence[float], line: float) -> list[float]:
    wanted = [max(0.0, _widest(column) - few) for column, few in zip(columns, least, strict=True)]
    given = _divided(line - PADDING * len(columns) - sum(least), wanted)
    found = [few + more + PADDING for few, more in zip(least, given, strict=True)]
    return [share * min(1.0, line / sum(found)) for share in found]


def _long_text(column: Sequence[Placed], most: float) -> float:
    """What a column needs to be read with ease: few lines in each cell, as far as `most` goes."""
    widest = _widest(column)
    return min(most, max(_READABLE, widest / _LINES_OF_TEXT)) if widest > _READABLE else 0.0


def _placed(rows: Sequence[Element], heads: int) -> Iterator[Placed]:
    covered: dict[int, int] = {}
    for y, row in enumerate(rows):
        x = 0
        for element in row.own("td", "th"):
            while covered.get(x):
                x += 1
            down, across = _span(element, "rowspan"), _span(element, "colspan")
            kinds = _is_number(element), "short" in element.classes
            yield Placed(x, y, down, across, y < heads, *kinds, "\n".join(_lines_of(element)), element)
            covered |= dict.fromkeys(range(x, x + across), down)
            x += across
        covered = {column: left - 1 for column, left in covered.items() if left > 1}


def _lines_of(element: Element) -> Iterator[str]:
    return filter(None, map(str.strip, element.strings()))


def _span(element: Element, attribute: str) -> int:
    value = element.attributes.get(attribute, "")
    return max(1, int(value)) if value.isdecimal() else 1


def _is_number(element: Element) -> bool:
    return "num" in element.classes or "right" in element.attributes.get("style", "")


def _columns(cells: Sequence[Placed]) -> list[list[Placed]]:
    columns: list[list[Placed]] = [[] for _ in range(max((cell.x + cell.columns for cell in cells), default=0))]
    for cell in cells:
        if cell.columns == 1:
            columns[cell.x].append(cell)
    return columns


def _divided(spare: float, wanted: list[float]) -> list[float]:
    if sum(wanted) <= max(0.0, spare):
        return wanted
    # By the root, or one long remark would leave nothing to the names beside it.
    roots = [sqrt(most) for most in wanted]
    return [max(0.0, spare) * root / sum(roots) for root in roots]


def _widest(column: Sequence[Placed]) -> float:
    """The width that the column would like; a cell beside many rows has the height to be narrow."""
    return max([LEAST, *(width(cell.text) / cell.rows for cell in column)])


def _least(column: Sequence[Placed]) -> float:
    """What the column needs for its longest word, its numbers and its short texts."""
    return max([LEAST, *map(_least_of_cell, column)])


def _least_of_cell(cell: Placed) -> float:
    whole = width(cell.text)
    if cell.is_head:
        return max(_longest_word(cell), min(whole, 2 * LEAST), whole / _LINES_OF_HEAD)
    if cell.is_short or cell.is_number or (cell.rows == 1 and whole <= _UNBROKEN):
        return whole
    return _longest_word(cell)


def _longest_word(cell: Placed) -> float:
    return max([0.0, *(width(word[:LONGEST_WORD]) for word in _WORD.findall(cell.text))])
