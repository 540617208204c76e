"""Sheets as the bytes of a file, the same bytes every time."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from innocity.demo.grids import Grid
from innocity.demo.layouts import Layout
from innocity.demo.sheets import MARK
from innocity.demo.styles import Ink
from innocity.xlsx import stable_bytes

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def as_file(grids: list[Grid], layout: Layout, day: date) -> bytes:
    """A workbook of all sheets, or the first sheet as text in the encoding of its kind."""
    return _workbook(grids, layout, day) if layout.is_workbook else _text(grids[0]).encode(layout.kind.value)


def _workbook(grids: list[Grid], layout: Layout, day: date) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = book.properties.subject = MARK
    if layout.is_1904:
        book.epoch = CALENDAR_MAC_1904
    for grid in grids:
        _fill(book.create_sheet(grid.name), grid)
    return _with_results(stable_bytes(book, day), grids)


def _fill(sheet: Worksheet, grid: Grid) -> None:
    for (row, column), ink in grid.cells.items():
        _put(sheet, row, column, ink)
    for top, left, bottom, right in grid.merges:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in sorted(grid.hidden_rows):
        sheet.row_dimensions[row].hidden = True
    for column in sorted(grid.hidden_columns):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    if grid.is_hidden:
        sheet.sheet_state = "hidden"


def _with_results(book: bytes, grids: list[Grid]) -> bytes:
    """The workbook with what its formulas came to, which openpyxl never writes."""
    if not any(ink.result is not None for grid in grids for ink in grid.cells.values()):
        return book
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if found := _SHEET.fullmatch(part.filename):
                content = _calculated(content, grids[int(found[1]) - 1])
            target.writestr(part, content)
    return out.getvalue()


def _calculated(content: bytes, grid: Grid) -> bytes:
    for (row, column), ink in grid.cells.items():
        if ink.result is not None:
            cell = f'(<c r="{get_column_letter(column)}{row}"[^>]*><f>[^<]*</f>)<v\\s*/?>(?:</v>)?'
            content = re.sub(cell.encode(), rb"\g<1><v>" + f"{ink.result:f}".encode() + b"</v>", content)
    return content


def _put(sheet: Worksheet, row: int, column: int, ink: Ink) -> None:
    cell = sheet.cell(row, column)
    cell.value = ink.value
    cell.number_format = ink.number_format
    if isinstance(ink.value, str) and not ink.is_formula and not ink.value.startswith("#"):
        cell.data_type = "s"


def _text(grid: Grid) -> str:
    width = max(column for _, column in grid.cells)
    out = io.StringIO()
    writer = csv.writer(out)
    for row in range(1, grid.last_row + 1):
        writer.writerow([_as_text(grid.cells.get((row, column), Ink(None)).value) for column in range(1, width + 1)])
    return out.getvalue()


def _as_text(value: str | int | Decimal | date | None) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)
