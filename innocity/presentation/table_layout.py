"""Where the cells of an HTML table stand, how wide its columns are, and what may part at the end of a page.

Widths count half a Chinese character as 1, in the type of the table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt
from unicodedata import east_asian_width

from bs4 import Tag

LONGEST_WORD = 20
_LINE = 84.0  # 42 Chinese characters of 10.5 pt
_WIDE_LINE = 104.0  # 52 of 8.5 pt
_PADDING = 1.7
_LATIN = 1.15  # digits and letters are somewhat wider than half a Chinese character
_JOINT = 0.5
_UNBROKEN = 12.0  # a text no wider stays on one line where there is room
_LEAST = 4.0
_READABLE = 18.0  # what a column of long texts needs: nine Chinese characters
_LINES_KEPT_TOGETHER = 24  # about half a page
_WORD = re.compile("[!-~]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell, its place in the grid and the rows and columns that it covers."""

    x: int
    y: int
    rows: int
    columns: int
    is_head: bool
    is_number: bool
    element: Tag

    @property
    def text(self) -> str:
        """The cell's text, a line for each of its parts."""
        return self.element.get_text("\n", strip=True)


def width(text: str) -> float:
    """The width of the text on one line; where Chinese meets Latin, Typst sets a quarter of a character between them."""
    kinds = [east_asian_width(character) in "WFA" for character in text]
    joints = sum(one != next_one for one, next_one in pairwise(kinds))
    return sum(2.0 if is_wide else _LATIN for is_wide in kinds) + joints * _JOINT


def placed(table: Tag) -> list[Placed]:
    """The cells of a table, head first; they are placed here, since a short row must not move the cells of the next."""
    head = table.select("thead > tr")
    body = [row for row in table.find_all("tr") if row.parent and row.parent.name != "thead"]
    return list(_placed([*head, *body], len(head)))


def shares(cells: Sequence[Placed], *, is_wide: bool) -> list[float]:
    """The share of each column in the line; numbers and short words fit in, long texts divide what is left.

    The shares add up to the line at most; where they leave some of it, all columns grow in proportion.
    """
    columns = _columns(cells)
    line = _WIDE_LINE if is_wide else _LINE
    room = line - _PADDING * len(columns)
    least = _least_widths(columns, room)
    wanted = [max(0.0, _widest(column) - few) for column, few in zip(columns, least, strict=True)]
    given = _divided(room - sum(least), wanted)
    found = [few + more + _PADDING for few, more in zip(least, given, strict=True)]
    return [share * min(1.0, line / sum(found)) for share in found]


def _least_widths(columns: Sequence[Sequence[Placed]], room: float) -> list[float]:
    """What each column needs: long texts stay readable, then short words whole, as far as there is room for it."""
    least: list[float] = []
    for readable, unbroken in ((_READABLE, _UNBROKEN), (_READABLE, 0.0), (0.0, _UNBROKEN), (0.0, 0.0)):
        least = [max(_least(column, unbroken), readable if _widest(column) > _READABLE else 0.0) for column in columns]
        if sum(least) <= room:
            break
    return least


def kept_together(cells: Sequence[Placed], widths: Sequence[float]) -> set[tuple[int, int]]:
    """The places of the cells that stay on one page with all the rows they cover: those of half a page at most.

    A taller one must be free to part, for what does not fit on a page would be lost.
    """
    heights: dict[int, int] = {}
    for cell in cells:
        heights[cell.y] = max(heights.get(cell.y, 1), _lines(cell, widths) if cell.rows == 1 else 1)
    return {(cell.x, cell.y) for cell in cells if _height(cell, widths, heights) <= _LINES_KEPT_TOGETHER}


def _height(cell: Placed, widths: Sequence[float], heights: Mapping[int, int]) -> int:
    return max(_lines(cell, widths), sum(heights.get(cell.y + row, 0) for row in range(cell.rows)))


def _placed(rows: Sequence[Tag], heads: int) -> Iterator[Placed]:
    covered: dict[int, int] = {}
    for y, row in enumerate(rows):
        x = 0
        for element in row.find_all(["td", "th"], recursive=False):
            while covered.get(x):
                x += 1
            down, across = _span(element, "rowspan"), _span(element, "colspan")
            yield Placed(x, y, down, across, y < heads, _is_number(element), element)
            covered |= dict.fromkeys(range(x, x + across), down)
            x += across
        covered = {column: left - 1 for column, left in covered.items() if left > 1}


def _span(element: Tag, attribute: str) -> int:
    value = str(element.get(attribute, ""))
    return max(1, int(value)) if value.isdecimal() else 1


def _is_number(element: Tag) -> bool:
    return "num" in element.get_attribute_list("class") or "right" in str(element.get("style", ""))


def _columns(cells: Sequence[Placed]) -> list[list[Placed]]:
    columns: list[list[Placed]] = [[] for _ in range(max((cell.x + cell.columns for cell in cells), default=0))]
    for cell in cells:
        if cell.columns == 1:
            columns[cell.x].append(cell)
    return columns


def _divided(spare: float, wanted: list[float]) -> list[float]:
    if sum(wanted) <= spare:
        return wanted
    # By the root, or one long remark would leave nothing to the names beside it.
    roots = [sqrt(most) for most in wanted]
    return [max(0.0, spare) * root / sum(roots) for root in roots]


def _widest(column: Sequence[Placed]) -> float:
    """The width that the column would like; a cell beside many rows has the height to be narrow."""
    return max([_LEAST, *(width(cell.text) / cell.rows for cell in column)])


def _least(column: Sequence[Placed], unbroken: float) -> float:
    return max([_LEAST, *(_least_of_cell(cell, unbroken) for cell in column)])


def _least_of_cell(cell: Placed, unbroken: float) -> float:
    text = cell.text
    if (cell.is_number and not cell.is_head) or (cell.rows == 1 and width(text) <= unbroken):
        return width(text)
    return max([0.0, *(width(word[:LONGEST_WORD]) for word in _WORD.findall(text))])


def _lines(cell: Placed, widths: Sequence[float]) -> int:
    room = max(_LEAST / 2, sum(widths[cell.x : cell.x + cell.columns]) - _PADDING)
    return sum(max(1, ceil(width(line) / room)) for line in cell.text.split("\n"))
