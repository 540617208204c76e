"""A sheet recognised as a form by its content: its head, its columns, its rows; wherever they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from innocity.intake.matching import Dictionary, normalise, split_year
from innocity.intake.reading import Cell, Sheet

REQUIRED = frozenset({"indicator", "value"})
_HEADER_LINES = (1, 2, 3)
_FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class Column:
    """A column of a form: what it holds, for which year where its header names one, and where it stands."""

    code: str
    column: int
    year: int | None


@dataclass(frozen=True)
class FormRow:
    """The cells of one indicator by column code."""

    row: int
    cells: dict[str, Cell]

    def cell(self, code: str) -> Cell | None:
        """The cell in this column; None when the form has no such column."""
        return self.cells.get(code)


@dataclass(frozen=True)
class Form:
    """A table of indicators on a sheet, with the labels that its head carries."""

    sheet: str
    head: dict[str, Cell]
    columns: dict[str, Column]
    rows: tuple[FormRow, ...]


def find_form(sheet: Sheet, words: Dictionary) -> Form | None:
    """The form on a sheet, or None when no header row with an indicator and a value column is found."""
    found = _header(sheet, words)
    if found is None:
        return None
    first, lines, columns = found
    rows = tuple(_rows(sheet, first + lines, columns))
    return Form(sheet.name, _head(sheet, first, words), columns, rows)


def _header(sheet: Sheet, words: Dictionary) -> tuple[int, int, dict[str, Column]] | None:
    """The first row, number of lines and columns of the header block that explains most columns in fewest lines."""
    best: tuple[int, int, dict[str, Column]] | None = None
    most = (0, 0)
    for row in range(1, sheet.last_row + 1):
        for lines in _HEADER_LINES:
            columns = _columns(sheet, range(row, row + lines), words)
            fits = set(columns) >= REQUIRED and len(columns) >= _FEWEST_COLUMNS
            if fits and (len(columns), -lines) > most:
                best, most = (row, lines, columns), (len(columns), -lines)
    return best


def _columns(sheet: Sheet, lines: range, words: Dictionary) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for column in range(1, sheet.last_column + 1):
        labels = list(dict.fromkeys(text for line in lines if (text := sheet.spanning(line, column).text)))
        code, year = _meaning(labels, words)
        if code and code not in columns:
            columns[code] = Column(code, column, year)
    return columns


def _meaning(labels: list[str], words: Dictionary) -> tuple[str | None, int | None]:
    """What the lines of a header say together: `2022年` above `完成值` is the value of 2022."""
    year = next((found for label in labels if (found := split_year(label)[0])), None)
    for text in [*reversed(labels), "".join(labels)]:
        rest = split_year(text)[1]
        if code := words.headers.find(rest) or words.headers.find(rest.rpartition("(")[0]):
            return code, year
    return None, None


def _rows(sheet: Sheet, first: int, columns: dict[str, Column]) -> Iterator[FormRow]:
    for row in range(first, sheet.last_row + 1):
        cells = {code: sheet.own(row, place.column) for code, place in columns.items()}
        if cells["indicator"].text or cells["value"].text or cells["value"].formula:
            yield FormRow(row, cells)


def _head(sheet: Sheet, before: int, words: Dictionary) -> dict[str, Cell]:
    """The labelled cells above the table: `报送单位：` and what follows, in the same cell or the next one that is filled."""
    head: dict[str, Cell] = {}
    for row in range(1, before):
        for column in range(1, sheet.last_column + 1):
            cell = sheet.own(row, column)
            label, colon, rest = cell.text.replace(":", "：").partition("：")
            code = words.heads.find(label) if cell.text else None
            if code is None or code in head:
                continue
            value = Cell(row, column, rest.strip()) if colon and rest.strip() else _next_filled(sheet, row, column)
            if value is not None and normalise(value.text):
                head[code] = value
    return head


def _next_filled(sheet: Sheet, row: int, column: int) -> Cell | None:
    after = (sheet.own(row, place) for place in range(column + 1, sheet.last_column + 1))
    return next((cell for cell in after if cell.text), None)
