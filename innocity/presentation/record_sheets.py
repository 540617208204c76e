"""One sheet for each table of the run: the figures of its CSV, under its columns' names and what these mean."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from innocity.language import Language, text
from innocity.presentation.sheets import HEAD, PLAIN, SMALL, fit_row, put, put_ids, set_page
from innocity.presentation.table_layout import width
from innocity.tables import Table
from innocity.tables.numbers import number_id

_HEADS = 2  # rows: what a column means, and its name in the CSV
_NARROWEST, _WIDEST = 8.0, 66.0  # the widest holds a digest
_FEWEST = 30  # characters: a text of no more fits into the widest column


def fill(
    sheet: Worksheet, rows: Sequence[Table], table: type[Table], known: Collection[str], language: Language
) -> None:
    """The rows in the order of the CSV: numbers, dates and texts as what they are, absent values as empty cells.

    A value whose id is among those that the record knows bears it as a comment.
    """
    columns = table.columns()
    lines = [list(row.cells().values()) for row in rows]
    headings = [text(f"field.{column}", language) for column in columns]
    widths = [_width(*texts) for texts in zip(headings, columns, *lines, strict=True)]
    for place, (heading, column) in enumerate(zip(headings, columns, strict=True), start=1):
        put(sheet, 1, place, heading, HEAD)
        put(sheet, 2, place, column, SMALL)
    fit_row(sheet, 1, widths, headings)
    for number, (row, cells) in enumerate(zip(rows, lines, strict=True), start=_HEADS + 1):
        _line(sheet, number, [getattr(row, column) for column in columns], cells)
        for place, column in enumerate(columns, start=1):
            if cells[place - 1] and (identifier := number_id(row, column)) in known:
                put_ids(sheet, number, place, [identifier])
        if any(map(_is_long, cells)):
            fit_row(sheet, number, widths, cells)
    set_page(sheet, widths, (1, _HEADS), f"A{_HEADS + 1}")
    sheet.auto_filter.ref = f"A{_HEADS}:{get_column_letter(len(columns))}{max(sheet.max_row, _HEADS)}"


def _line(sheet: Worksheet, number: int, values: Sequence[object], cells: Sequence[str]) -> None:
    for column, (value, cell) in enumerate(zip(values, cells, strict=True), start=1):
        if isinstance(value, Decimal | date) or (isinstance(value, int) and not isinstance(value, bool)):
            put(sheet, number, column, value)
        elif cell:
            put(sheet, number, column, cell, PLAIN if _is_long(cell) else None)


def _width(heading: str, *texts: str) -> float:
    """What the longest text of a column needs, within bounds; a heading may take two lines."""
    widest = max([width(heading) / 2, *(width(one) for one in {one[:_FEWEST] for one in texts})])
    longest = max(len(one) for one in texts)
    return min(max(widest, longest if longest > _FEWEST else 0.0, _NARROWEST) + 3, _WIDEST)


def _is_long(cell: str) -> bool:
    return "\n" in cell or (len(cell) > _FEWEST and width(cell[:100]) > _WIDEST + 10)
