"""Sheets recognised as forms by their content: indicators down a column, along a line, or with a line for each year.

What is not understood is not read: `unread_names` gives the indicators that stand in no form.
"""

from innocity.intake.foreign import foreign_tables
from innocity.intake.form import Form, FormRow
from innocity.intake.headers import Column
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Cell, Sheet
from innocity.intake.transposed import find_transposed
from innocity.intake.upright import find_upright

__all__ = ["Column", "Form", "FormRow", "find_forms", "foreign_tables", "unread_names"]


def find_forms(sheet: Sheet, words: Dictionary, year: int | None = None) -> list[Form]:
    """Every table of a sheet that names indicators and exactly one value for each; upright ones first.

    `year` is the one that the period reports: it tells values of several years apart.
    """
    forms = find_upright(sheet, words, year)
    unread = unread_names(sheet, forms, words)
    return forms + find_transposed(sheet, unread, forms, words, year)


def unread_names(sheet: Sheet, forms: list[Form], words: Dictionary) -> list[Cell]:
    """The cells that name an indicator and stand in no form of the sheet: their figures were not understood."""
    read = {(cell.row, cell.column) for form in forms for cell in form.aside}
    read |= {(cell.row, cell.column) for form in forms for row in form.rows for cell in [row.cells["indicator"]]}
    return [
        cell
        for place, cell in sorted(sheet.cells.items())
        if place not in read and isinstance(cell.value, str) and words.indicator(cell.value)
    ]
