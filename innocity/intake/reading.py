"""Any table file -> sheets of cells with their coordinates, told apart by content; whether it is safe is asked before.

Old workbooks, and large ones that are not cut down to what matters, are read by a library that drops formats: their
sheets are degraded.
"""

import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from openpyxl.utils import get_column_letter

from innocity.intake.refusal import RefusedError

MAX_CELLS = 200_000  # of one sheet's area, read with all its formats; a form has some hundreds
LARGE_CELLS = 10_000  # filled cells of a workbook from which the quick way is taken
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
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
class Unread:
    """Rows of a large sheet that name nothing of the framework and were left out: how many, and the first and last of them."""

    rows: int
    first: int
    last: int


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
    unread: Unread | None = None

    @cached_property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column that holds anything."""
        return max((column for _, column in self.cells), default=0)

    def rows(self, first: int, after: int) -> list[int]:
        """The rows from `first` on and before `after` that hold anything, or lie in a merged area."""
        areas = (range(max(top, first), min(bottom + 1, after)) for top, _, bottom, _ in self.merged)
        return sorted({row for row, _ in self.cells if first <= row < after}.union(*areas))

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
    # these build on the records above
    from innocity.intake.old_workbooks import read_quickly
    from innocity.intake.text_tables import read_text_table
    from innocity.intake.whole_workbooks import read_whole

    content = path.read_bytes()
    if content.startswith(_ZIP):
        return read_quickly(content) if _is_large(content) else read_whole(content, MAX_CELLS)
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


def require_size(name: str, rows: int, columns: int, limit: int = MAX_CELLS) -> None:
    """Pass a sheet of sane area; RefusedError for one with a stray cell far away."""
    if rows * columns > limit:
        raise RefusedError("refused.size", got=f"{name}: {rows} × {columns}", expected=limit)
