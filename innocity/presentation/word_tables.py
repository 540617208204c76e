"""A table of the report as a Word table: head repeated, no row parted, columns as wide as their content asks."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from math import sqrt
from xml.sax.saxutils import quoteattr

from innocity.presentation import table_layout
from innocity.presentation.table_layout import LONGEST_WORD
from innocity.presentation.tables import Cell, Column, Link, Number, Role, Table
from innocity.presentation.word_numbers import run
from innocity.presentation.word_styles import TABLE, TABLE_SIZE

UPRIGHT, ACROSS = 156.0, 225.0  # millimetres of the text block on paper upright and laid across
_TWIPS = 1440 / 25.4  # in a millimetre
_HALF = TABLE_SIZE * 10  # twips of half a character
_PADDING = 1.6  # half characters beside the text of a cell
_UNBROKEN = 10.0  # half characters: a text no wider stays on one line where there is room
_STYLES = {Role.TEXT: "Tabletext", Role.NUMBER: "Tablenumber", Role.NAME: "Tabletext", Role.GROUP: "Tabletext"}


width = cache(table_layout.width)  # words of states and names of units stand in many cells


def markup(table: Table, room: float, runs: Callable[[str], str]) -> str:
    """The table as WordprocessingML for a text block of so many millimetres, read out as its caption and note.

    `runs` gives the markup of a text.
    """
    widths = _widths(table, room)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    rows = [_head(table.columns, widths), *_body(table, widths, runs)]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(table.caption)}/>'
        f"<w:tblDescription w:val={quoteattr(table.note or table.caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _head(columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = (_cell(run(column.heading), "Tablehead", wide) for column, wide in zip(columns, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _body(table: Table, widths: Sequence[int], runs: Callable[[str], str]) -> Iterator[str]:
    for _, group in groupby(table.rows, key=lambda row: row[0]) if table.is_grouped else ((None, table.rows),):
        for place, row in enumerate(group):
            merge = ("<w:vMerge/>" if place else '<w:vMerge w:val="restart"/>') if table.is_grouped else ""
            cells = [
                _cell(runs(shown(cell)), _STYLES[column.role], wide, "" if number else merge)
                for number, (cell, column, wide) in enumerate(zip(row, table.columns, widths, strict=True))
            ]
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, style: str, wide: int, merge: str = "") -> str:
    said = "" if merge == "<w:vMerge/>" else content
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{said}</w:p></w:tc>'
    )


def shown(cell: str | Cell | Link) -> str:
    """A cell as text: the mark of a state before its word, of a link its text alone."""
    if isinstance(cell, Cell):
        said = f"{cell.mark.symbol} {cell.text}"
        return Number(said, cell.identifier) if cell.identifier else said
    return cell.text if isinstance(cell, Link) else cell


def _widths(table: Table, room: float) -> list[int]:
    """Twips of each column: numbers and short words whole, what is left by the root of what the longer texts would like."""
    line = room * _TWIPS / _HALF - _PADDING * len(table.columns)
    columns = [[shown(row[place]) for row in table.rows] for place in range(len(table.columns))]
    least = [_least(column, cells) for column, cells in zip(table.columns, columns, strict=True)]
    liked = [
        max([width(column.heading), *map(width, cells)]) for column, cells in zip(table.columns, columns, strict=True)
    ]
    wanted = [max(0.0, most - few) for most, few in zip(liked, least, strict=True)]
    given = _divided(max(0.0, line - sum(least)), wanted)
    found = [few + more for few, more in zip(least, given, strict=True)]
    return [int((one * line / sum(found) + _PADDING) * _HALF) for one in found]


def _divided(spare: float, wanted: Sequence[float]) -> list[float]:
    """What each column is given of what is left: by the root of what it would like, and never more than that."""
    given = [0.0] * len(wanted)
    for _ in wanted:
        roots = [sqrt(most - some) for most, some in zip(wanted, given, strict=True)]
        left = spare - sum(given)
        if left < 1 or sum(roots) == 0:
            break
        given = [
            some + min(most - some, left * root / sum(roots))
            for some, most, root in zip(given, wanted, roots, strict=True)
        ]
    return given


def _least(column: Column, cells: Sequence[str]) -> float:
    """What a column needs: numbers whole, short texts whole, of longer ones the longest Latin word; its heading in lines."""
    kept = [width(cell) for cell in cells if column.role is Role.NUMBER or width(cell) <= _UNBROKEN]
    words = [width(word[:LONGEST_WORD]) for cell in (*cells, column.heading) for word in cell.split() if word.isascii()]
    longest = max((width(cell) for cell in cells), default=0.0)
    return max([4.0, min(width(column.heading), 6.0), *kept, *words, min(longest, 18.0)])
