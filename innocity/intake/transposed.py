"""Tables that name their indicators along a line, turned upright and read as such; every cell keeps its true place."""

from dataclasses import dataclass, replace
from itertools import groupby

from innocity.intake.form import Form, FormRow
from innocity.intake.headers import YEARS, understood
from innocity.intake.labels import is_label, read_head, titled_years
from innocity.intake.matching import Dictionary, split_year
from innocity.intake.reading import Area, Cell, Sheet
from innocity.intake.upright import find_upright

_FEWEST_NAMES = 2  # in a line whose corner does not say that it holds names
_FEWEST_LABELS = 2  # understood ones in the column beside the names


@dataclass(frozen=True)
class _Block:
    """The lines of a sheet from which transposed tables are read; `top` is the one with the names."""

    sheet: Sheet
    words: Dictionary
    top: int
    label: int  # the column with the labels
    first: int
    last: int
    after: int  # the last row of the form above


def find_transposed(
    sheet: Sheet, names: list[Cell], above: list[Form], words: Dictionary, year: int | None = None
) -> list[Form]:
    """The tables that have some of these names of indicators in a line, and understood labels in a column beside them.

    `above` are the forms already read from the sheet. Nothing where a line, a label or what stands above is not certain.
    """
    forms: list[Form] = []
    lines = [list(line) for _, line in groupby(names, key=lambda cell: cell.row)]
    for number, line in enumerate(lines, 1):
        earlier = [*above, *forms]
        last = lines[number][0].row - 1 if number < len(lines) else sheet.last_row
        block = _block(sheet, line, last, earlier, words)
        if block is None or _is_parted(block) or _is_qualified(block):
            continue
        head = _inherited(block, earlier)
        years = _years(block) if earlier else set()
        found = find_upright(_turned(block), words, year)
        forms += [_dated(replace(_upset(form), head=head), years) for form in found]
    return forms


def _block(sheet: Sheet, line: list[Cell], last: int, earlier: list[Form], words: Dictionary) -> _Block | None:
    top = line[0].row
    label = next((at for at in range(line[0].column - 1, 0, -1) if _is_labelled(sheet, at, top, last, words)), None)
    if label is None:
        return None
    corner = sheet.spanning(top, label).text
    said = words.headers.find(corner)
    is_named = said == "indicator" or (len(line) >= _FEWEST_NAMES and (not corner or said == "year"))
    rows = [cell.row for form in earlier for row in form.rows for cell in row.cells.values() if cell.row < top]
    first, after = top, max(rows, default=0)
    while first - 1 > after and understood(sheet, first - 1, label, words):
        first -= 1
    return _Block(sheet, words, top, label, first, last, after) if is_named else None


def _is_labelled(sheet: Sheet, column: int, top: int, last: int, words: Dictionary) -> bool:
    said = [row for row in range(top + 1, last + 1) if _is_understood(sheet, row, column, words)]
    return len(said) >= _FEWEST_LABELS


def _is_understood(sheet: Sheet, row: int, column: int, words: Dictionary) -> bool:
    year, rest = split_year(sheet.own(row, column).text)
    return understood(sheet, row, column, words) is not None or (year in YEARS and not rest)


def _is_parted(block: _Block) -> bool:
    """Whether a title, `2021年情况`, stands among the labels: it may say something of the lines below it."""
    sheet, labels = block.sheet, range(block.first, block.last + 1)
    understood_rows = [row for row in labels if _is_understood(sheet, row, block.label, block.words)]
    return any(
        sheet.spanning(row, block.label).text
        and understood(sheet, row, block.label, block.words) is None
        and not any(sheet.own(row, column).text for column in range(block.label + 1, sheet.last_column + 1))
        for row in range(block.first, max(understood_rows))
    )


def _is_qualified(block: _Block) -> bool:
    """Whether a text above the names, `去年同期`, may say that the values are something else; heads and titles do not."""
    row, sheet = block.first - 1, block.sheet
    if row <= block.after:
        return False
    known = set(read_head(sheet, range(row, row + 1), range(1, sheet.last_column + 1), block.words).values())
    texts = [sheet.own(row, column) for column in range(block.label + 1, sheet.last_column + 1)]
    return any(cell.text and cell not in known and not is_label(cell.text, block.words) for cell in texts)


def _inherited(block: _Block, earlier: list[Form]) -> dict[str, Cell]:
    rows, columns = range(block.after + 1, block.first), range(block.label, block.sheet.last_column + 1)
    head = read_head(block.sheet, rows, columns, block.words)
    return earlier[-1].head | head if earlier else head


def _years(block: _Block) -> set[int]:
    rows, columns = range(block.after + 1, block.first), range(1, block.sheet.last_column + 1)
    return titled_years(block.sheet, rows, columns, block.words)


def _turned(block: _Block) -> Sheet:
    """The lines as columns; a corner that does not say so is made to say that names stand beside it."""
    cells = {(cell.column, cell.row): _swapped(cell) for cell in block.sheet.cells.values() if _holds(block, cell.row)}
    if block.words.headers.find(block.sheet.spanning(block.top, block.label).text) != "indicator":
        word = next(spelling for spelling, code in block.words.headers.codes.items() if code == "indicator")
        cells[block.label, block.top] = Cell(block.label, block.top, word)
    inside = [area for area in block.sheet.merged if _holds(block, area[0]) and _holds(block, area[2])]
    return Sheet(block.sheet.name, cells, tuple(map(_swapped_area, inside)))


def _holds(block: _Block, row: int) -> bool:
    return block.first <= row <= block.last


def _upset(form: Form) -> Form:
    """A form of the turned sheet with the true place of every cell."""
    rows = tuple(FormRow(row.row, {code: _swapped(cell) for code, cell in row.cells.items()}) for row in form.rows)
    foreign = _swapped_area(form.foreign) if form.foreign else None
    return replace(form, rows=rows, aside=tuple(map(_swapped, form.aside)), foreign=foreign)


def _dated(form: Form, years: set[int]) -> Form:
    """In a later table of a sheet, a value without a year is of the year that its title names."""
    value = form.columns["value"]
    if value.year or len(years) != 1:
        return form
    return replace(form, columns=form.columns | {"value": replace(value, year=min(years))})


def _swapped(cell: Cell) -> Cell:
    return replace(cell, row=cell.column, column=cell.row)


def _swapped_area(area: Area) -> Area:
    top, left, bottom, right = area
    return left, top, right, bottom
