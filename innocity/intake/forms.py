"""A sheet recognised as a form by its content: its head, its columns, its rows; wherever they stand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from innocity.intake.matching import Dictionary, normalise, split_year
from innocity.intake.reading import Cell, Sheet

REQUIRED = frozenset({"indicator", "value"})
_FIGURES = frozenset({"value", "previous_value", "target"})
_DECISIVE = REQUIRED | _FIGURES | {"measure", "status", "as_of"}
_FEWEST_COLUMNS = 3
_HEADER_LINES = (1, 2, 3)
_HEADER_WITHIN = 50  # first rows of a sheet


@dataclass(frozen=True)
class Column:
    """A column of a form: what it holds, where it stands, and the year and measure where its header names them."""

    code: str
    column: int
    year: int | None = None
    measure: str | None = None


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


@dataclass(frozen=True)
class _Header:
    """The lines of a header block and the columns that it explains."""

    first: int
    lines: int
    columns: tuple[Column, ...]

    @property
    def after(self) -> int:
        """The first row below."""
        return self.first + self.lines

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most columns explained, then most years, then the tallest: no line that qualifies a column is overlooked."""
        return len({one.code for one in self.columns}), sum(one.year is not None for one in self.columns), self.lines


def find_form(sheet: Sheet, words: Dictionary) -> Form | None:
    """The form on a sheet, or None when no header names an indicator and exactly one value column."""
    header = _header(sheet, words)
    columns = _by_code(header.columns)
    head = _head(sheet, header.first, words)
    if columns is None or _is_cut(sheet, header.first) or _is_qualified(sheet, header.first, columns["value"], head):
        return None
    return Form(sheet.name, head, columns, tuple(_rows(sheet, header.after, columns)))


def _header(sheet: Sheet, words: Dictionary) -> _Header:
    """The best block of header lines, without the lines on top that say nothing about its columns."""
    blocks = [
        _Header(row, lines, _columns(sheet, range(row, row + lines), words))
        for row in range(1, min(sheet.last_row, _HEADER_WITHIN) + 1)
        for lines in _HEADER_LINES
    ]
    best = max(blocks, key=lambda block: block.rank, default=_Header(1, 1, ()))
    same = [block for block in blocks if (block.after, block.columns) == (best.after, best.columns)]
    return max(same, key=lambda block: block.first, default=best)


def _columns(sheet: Sheet, lines: range, words: Dictionary) -> tuple[Column, ...]:
    found = []
    for column in range(1, sheet.last_column + 1):
        labels = list(dict.fromkeys(text for line in lines if (text := sheet.spanning(line, column).text)))
        if meaning := _meaning(labels, column, words):
            found.append(meaning)
    return tuple(found)


def _meaning(labels: list[str], column: int, words: Dictionary) -> Column | None:
    """What the lines of a header say together: `2022年` above `完成值` is the value of 2022, `上年` above it is not."""
    parts = [split_year(label) for label in labels]
    years = {year for year, _ in parts if year}
    label = "".join(rest for _, rest in parts).replace("()", "")
    name, _, bracket = label.removesuffix(")").partition("(")
    measure = words.measures.find(bracket)
    code = words.headers.find(label) or words.headers.find(name)
    is_explained = words.headers.find(label) or code not in _FIGURES or measure
    if code is None or len(years) > 1 or not is_explained:
        return None
    return Column(code, column, years.pop() if years else None, measure)


def _by_code(columns: tuple[Column, ...]) -> dict[str, Column] | None:
    """The columns by what they hold; None where one is missing or one that matters stands twice.

    Of two value columns that differ by a year, the earlier one holds the previous value.
    """
    latest = max((one.year or 0 for one in columns if one.code == "value"), default=0)
    named = [
        replace(one, code="previous_value") if (one.code, one.year) == ("value", latest - 1) else one for one in columns
    ]
    counts = Counter(one.code for one in named)
    if len(counts) < _FEWEST_COLUMNS or not counts.keys() >= REQUIRED or any(counts[code] > 1 for code in _DECISIVE):
        return None
    return {one.code: one for one in reversed(named)}


def _is_cut(sheet: Sheet, first: int) -> bool:
    """Whether a merged area reaches into the header from above: then the line above belongs to it and is not understood."""
    return any(top < first <= bottom for top, _, bottom, _ in sheet.merged)


def _is_qualified(sheet: Sheet, first: int, value: Column, head: dict[str, Cell]) -> bool:
    """Whether the cell above the value column, `去年同期`, may say that the column holds something else."""
    above = sheet.own(first - 1, value.column)
    return bool(above.text) and not set(above.text) & {":", "："} and above not in head.values()


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
            label, rest = _split_label(cell.text)
            code = _head_code(label, rest, words)
            if code is None or code in head:
                continue
            value = Cell(row, column, rest) if rest else _next_filled(sheet, row, column)
            if value is not None and normalise(value.text):
                head[code] = value
    return head


def _head_code(label: str, rest: str, words: Dictionary) -> str | None:
    """What a label in the head stands for; `单位：万元` names the measure of the whole table."""
    if words.headers.find(label) == "measure" and words.measures.find(rest):
        return "measure"
    return words.heads.find(label) if label else None


def _split_label(text: str) -> tuple[str, str]:
    label, _, rest = text.replace(":", "：").partition("：")
    return label, rest.strip()


def _next_filled(sheet: Sheet, row: int, column: int) -> Cell | None:
    after = (sheet.own(row, place) for place in range(column + 1, sheet.last_column + 1))
    return next((cell for cell in after if cell.text), None)
