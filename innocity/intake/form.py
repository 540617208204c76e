"""A form as it was found on a sheet: what its head says, its columns, and a row of cells for each indicator."""

from dataclasses import dataclass

from innocity.intake.headers import Column
from innocity.intake.reading import Area, Cell


@dataclass(frozen=True)
class FormRow:
    """The cells of one indicator by column code; `row` is a column of the sheet where the form is transposed."""

    row: int
    cells: dict[str, Cell]

    def cell(self, code: str) -> Cell | None:
        """The cell in this column; None when the form has no such column."""
        return self.cells.get(code)


@dataclass(frozen=True)
class Form:
    """A table of indicators on a sheet, with the labels that its head carries.

    `aside` are names read for other years; `foreign` is the area below that belongs to another, unknown table.
    """

    sheet: str
    head: dict[str, Cell]
    columns: dict[str, Column]
    rows: tuple[FormRow, ...]
    aside: tuple[Cell, ...] = ()
    foreign: Area | None = None
