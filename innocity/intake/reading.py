"""Any workbook -> sheets of cells with their coordinates; the only module that opens one.

A workbook is read twice, for its values and for its formulas: a formula without a calculated value is a finding, not a blank.
"""

import warnings
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from innocity.intake.triage import RefusedError

MAX_CELLS = 200_000  # of one sheet's area; a form has some hundreds
Scalar = str | int | float | bool | date | None


@dataclass(frozen=True)
class Cell:
    """One cell: what is stored, how it is shown, and where it stands (rows and columns count from 1)."""

    row: int
    column: int
    value: Scalar
    number_format: str = "General"
    formula: str | None = None

    @property
    def coordinate(self) -> str:
        """The address, `C7`."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """The stored value as text, without surrounding white space; a number in at most 15 significant digits."""
        match self.value:
            case None:
                return ""
            case bool():
                return str(self.value).upper()
            case float():
                return format(self.value, ".15g")
            case date():
                return self.value.isoformat()[:10]
            case _:
                return str(self.value).strip()


@dataclass(frozen=True)
class Sheet:
    """A sheet as cells by (row, column); `merged` holds the areas as (first row, first column, last row, last column)."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds anything."""
        return max((column for _, column in self.cells), default=0)

    def own(self, row: int, column: int) -> Cell:
        """The cell that stands here; an empty one where nothing does."""
        return self.cells.get((row, column), Cell(row, column, None))

    def spanning(self, row: int, column: int) -> Cell:
        """The cell that covers this place: its own, or the corner of the merged area around it."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return self.own(top, left)
        return self.own(row, column)


def read_workbook(path: Path) -> list[Sheet]:
    """The visible sheets of a workbook, in order; RefusedError when it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that do not concern values
            values = openpyxl.load_workbook(path, data_only=True)
            formulas = openpyxl.load_workbook(path, data_only=False)
    except Exception as fault:  # whatever a damaged workbook raises, the other returns go on
        raise RefusedError("refused.unreadable", got=type(fault).__name__) from fault
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == Worksheet.SHEETSTATE_VISIBLE]
    for sheet in visible:
        if sheet.max_row * sheet.max_column > MAX_CELLS:
            got = f"{sheet.title}: {sheet.max_row} × {sheet.max_column}"
            raise RefusedError("refused.size", got=got, expected=MAX_CELLS)
    return [_sheet(sheet, formulas[sheet.title]) for sheet in visible]


def _sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    cells = {
        (cell.row, cell.column): _cell(cell, _formula(formulas.cell(cell.row, cell.column)))
        for row in values.iter_rows()
        for cell in row
        if isinstance(cell, WorkbookCell)
    }
    merged = tuple(
        sorted((area.min_row, area.min_col, area.max_row, area.max_col) for area in values.merged_cells.ranges)
    )
    return Sheet(values.title, {place: cell for place, cell in cells.items() if cell.text or cell.formula}, merged)


def _formula(cell: WorkbookCell | MergedCell) -> str | None:
    """The formula in a cell, also one that fills an area."""
    if cell.data_type != "f":
        return None
    return str(getattr(cell.value, "text", cell.value))


def _cell(cell: WorkbookCell, formula: str | None) -> Cell:
    return Cell(cell.row, cell.column, _scalar(cell.value), cell.number_format, formula)


def _scalar(value: object) -> Scalar:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, (str, int, float, bool, date)) or value is None else str(value)
