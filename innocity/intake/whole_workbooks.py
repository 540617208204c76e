"""A workbook -> sheets with everything that its cells carry: values, formats, formulas, what is hidden or merged.

It is read twice, for its values and for its formulas: a formula without a calculated value is a finding, not a blank.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from innocity.intake.reading import Cell, Sheet, require_size, scalar
from innocity.intake.refusal import RefusedError

_EMPTY_FILL = re.compile(rb"<(\w+:)?fill\s*/>")


def read_whole(content: bytes, max_area: int | None = None) -> list[Sheet]:
    """The sheets in order; RefusedError where they cannot be read, or one reaches over more than `max_area` cells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that do not concern values
            content = _with_sound_styles(content)
            values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    except Exception as fault:  # whatever a damaged workbook raises, the other returns go on
        raise RefusedError("refused.unreadable", got=type(fault).__name__) from fault
    return [_sheet(sheet, formulas[sheet.title]) for sheet in _pages(values, max_area)]


def _pages(workbook: Workbook, max_area: int | None) -> Iterator[Worksheet]:
    for sheet in workbook.worksheets:
        if max_area is not None:
            require_size(sheet.title, sheet.max_row, sheet.max_column, max_area)
        yield sheet


def _with_sound_styles(content: bytes) -> bytes:
    """The workbook with the empty fills replaced that some office programs write and openpyxl stumbles over."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts.get("xl/styles.xml", b"")
    if not _EMPTY_FILL.search(styles):
        return content
    sound = rb'<\1fill><\1patternFill patternType="none"/></\1fill>'
    parts["xl/styles.xml"] = _EMPTY_FILL.sub(lambda found: found.expand(sound), styles)
    mended = io.BytesIO()
    with zipfile.ZipFile(mended, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return mended.getvalue()


def _sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    rows = {row for row, one in values.row_dimensions.items() if one.hidden or one.height == 0}
    columns = {
        place
        for one in values.column_dimensions.values()
        if one.hidden or one.width == 0
        for place in range(one.min or 0, (one.max or 0) + 1)
    }
    cells = {
        (cell.row, cell.column): _cell(
            cell, _formula(formulas.cell(cell.row, cell.column)), cell.row in rows or cell.column in columns
        )
        for _, cell in sorted(values._cells.items())  # all that are stored; rows between far ones are not filled up
        if isinstance(cell, WorkbookCell)
    }
    merged = tuple(
        sorted((area.min_row, area.min_col, area.max_row, area.max_col) for area in values.merged_cells.ranges)
    )
    filled = {place: cell for place, cell in cells.items() if cell.text or cell.formula}
    return Sheet(values.title, filled, merged, values.sheet_state != Worksheet.SHEETSTATE_VISIBLE)


def _formula(cell: WorkbookCell | MergedCell) -> str | None:
    """The formula in a cell, also one that fills an area."""
    if cell.data_type != "f":
        return None
    return str(getattr(cell.value, "text", cell.value))


def _cell(cell: WorkbookCell, formula: str | None, is_hidden: bool) -> Cell:
    return Cell(cell.row, cell.column, scalar(cell.value), cell.number_format, formula, is_hidden)
