"""A sheet that is being filled, and where on it a value came to stand."""

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from innocity.demo.entries import Entry
from innocity.demo.styles import Ink


@dataclass
class Grid:
    """A sheet that is being filled; rows and columns count from 1, areas are (row, column, row, column)."""

    name: str
    is_hidden: bool = False
    cells: dict[tuple[int, int], Ink] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, value: Ink | str | int | None) -> None:
        """Write a cell; nothing leaves it empty."""
        ink = value if isinstance(value, Ink) else Ink(value)
        if ink.value is not None:
            self.cells[row, column] = ink

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge an area of more than one cell."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    @property
    def last_row(self) -> int:
        """The last row that was written."""
        return max((row for row, _ in self.cells), default=0)


@dataclass(frozen=True)
class Placed:
    """A line and the address of its value."""

    entry: Entry
    cell: str

    @classmethod
    def at(cls, entry: Entry, row: int, column: int) -> "Placed":
        """A line whose value stands here."""
        return cls(entry, f"{get_column_letter(column)}{row}")
