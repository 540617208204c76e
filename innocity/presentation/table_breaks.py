"""What of a table may part at the end of a page, by the lines that its cells will take."""

from collections.abc import Mapping, Sequence
from math import ceil

from innocity.presentation.table_layout import LEAST, PADDING, Layout, Placed, Setting, row_count, width

_LINES_KEPT_TOGETHER = 24  # about half a page
_LINES_OF_PAGE = 48
_ROWS_KEPT_TOGETHER = 9
_LINES_OF_NOTE = 8


def is_brief(note: str) -> bool:
    """Whether a note is short enough to stand below each part of a table that runs over pages."""
    return width(note) <= _LINES_OF_NOTE * Setting.SMALL.line


def kept_together(cells: Sequence[Placed], layout: Layout) -> set[tuple[int, int]]:
    """The places of the cells that stay on one page with all the rows they cover: those of half a page at most.

    A taller one must be free to part, for what does not fit on a page would be lost.
    """
    widths, most = layout.shares, _LINES_KEPT_TOGETHER
    most_of_group = most // 2 if layout.setting is Setting.TURNED else most
    heights = _heights(cells, widths)
    return {
        (cell.x, cell.y)
        for cell in cells
        if _height(cell, widths, heights) <= (most if cell.rows == 1 else most_of_group)
    }


def is_one_piece(cells: Sequence[Placed], layout: Layout) -> bool:
    """Whether a table stays on one page as a whole, since it has few rows and these are not taller than a page."""
    heights = _heights(cells, layout.shares)
    return row_count(cells) <= _ROWS_KEPT_TOGETHER and sum(lines + 1 for lines in heights.values()) <= _LINES_OF_PAGE


def _heights(cells: Sequence[Placed], widths: Sequence[float]) -> dict[int, int]:
    """The lines of each row by its place."""
    heights: dict[int, int] = {}
    for cell in cells:
        heights[cell.y] = max(heights.get(cell.y, 1), _lines(cell, widths) if cell.rows == 1 else 1)
    return heights


def _height(cell: Placed, widths: Sequence[float], heights: Mapping[int, int]) -> int:
    return max(_lines(cell, widths), sum(heights.get(cell.y + row, 0) for row in range(cell.rows)))


def _lines(cell: Placed, widths: Sequence[float]) -> int:
    room = max(LEAST / 2, sum(widths[cell.x : cell.x + cell.columns]) - PADDING)
    return sum(max(1, ceil(width(line) / room)) for line in cell.text.split("\n"))
