"""Any table file -> sheets of cells with their coordinates, told apart by content; whether it is safe is asked before.

An ordinary workbook is read twice, for its values and for its formulas: a formula without a calculated value is a
finding, not a blank. Old and very large workbooks are read by a library that drops formats: their sheets are degraded.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from innocity.intake.refusal import RefusedError

MAX_CELLS = 200_000  # of one sheet's area, read with all its formats; a form has some hundreds
LARGE_CELLS = 10_000  # filled cells of a workbook from which the quick way is taken
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_EMPTY_FILL = re.compile(rb"<(\w+:)?fill\s*/>")
Scalar = str | int | float | bool | date | None
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cell:
    """One cell: what is stored, how it is shown, and where it stands (rows and columns count from 1)."""

    row: int
    column: int
    value: Scalar
    number_format: str = "General"
    formula: str | None = None
    is_hidden: bool = False

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
    """A sheet as cells by (row, column); `merged` holds the areas as (first row, first column, last row, last column).

    A degraded sheet comes without number formats, formulas, error values and hidden rows: they may have been there.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False
    is_degraded: bool = False

    @cached_property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column that holds anything."""
        return max((column for _, column in self.cells), default=0)

    def own(self, row: int, column: int) -> Cell:
        """The cell that stands here; an empty one where nothing does."""
        return self.cells.get((row, column)) or Cell(row, column, None)

    def area(self, row: int, column: int) -> Area:
        """The merged area around this place, or the place itself."""
        return next((a for a in self.merged if a[0] <= row <= a[2] and a[1] <= column <= a[3]), (row, column) * 2)

    def spanning(self, row: int, column: int) -> Cell:
        """The cell that covers this place: its own, or the corner of the merged area around it."""
        top, left, _, _ = self.area(row, column)
        return self.own(top, left)


def read_workbook(path: Path, known_words: Collection[str] = ()) -> list[Sheet]:
    """The sheets of a table file, in order, hidden ones marked; RefusedError when it cannot be read.

    `known_words` are header spellings: they settle in which encoding a text table without a mark is written.
    """
    # these two build on the records above
    from innocity.intake.old_workbooks import read_quickly
    from innocity.intake.text_tables import read_text_table

    content = path.read_bytes()
    if content.startswith(_ZIP):
        return read_quickly(content) if _is_large(content) else _read_fully(content)
    if content.startswith(_OLE):
        return read_quickly(content)
    return [read_text_table(content, path.stem, known_words)]


def scalar(value: object) -> Scalar:
    """A stored value as one of the kinds that a cell holds; a time of day or a duration is its text."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, (str, int, float, bool, date)) or value is None else str(value)


def _is_large(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return sum(archive.read(name).count(b"<c ") for name in pages) > LARGE_CELLS
    except Exception as fault:  # whatever a damaged archive raises
        raise RefusedError("refused.unreadable") from fault


def _read_fully(content: bytes) -> list[Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that do not concern values
            content = _with_sound_styles(content)
            values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    except Exception as fault:  # whatever a damaged workbook raises, the other returns go on
        raise RefusedError("refused.unreadable", got=type(fault).__name__) from fault
    return [_sheet(sheet, formulas[sheet.title]) for sheet in _pages(values)]


def _pages(workbook: Workbook) -> Iterator[Worksheet]:
    for sheet in workbook.worksheets:
        require_size(sheet.title, sheet.max_row, sheet.max_column)
        yield sheet


def require_size(name: str, rows: int, columns: int, limit: int = MAX_CELLS) -> None:
    """Pass a sheet of sane area; RefusedError for one with a stray cell far away."""
    if rows * columns > limit:
        raise RefusedError("refused.size", got=f"{name}: {rows} × {columns}", expected=limit)


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
        for row in values.iter_rows()
        for cell in row
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
