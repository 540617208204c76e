"""Tables that name their indicators down a column, recognised by their content wherever they stand on a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from innocity.intake.foreign import begins_foreign, foreign_area, is_number
from innocity.intake.form import Form, FormRow
from innocity.intake.headers import FIGURES, Column, Header, by_code, find_headers, understood
from innocity.intake.labels import is_label, read_head, titled_years
from innocity.intake.matching import Dictionary, split_year
from innocity.intake.reading import Cell, Sheet
from innocity.intake.years import of_year, with_years

_FEWEST_WORDS = 2  # header words that make a row below a header another one


@dataclass(frozen=True)
class _Table:
    """What finding the forms of one sheet works with."""

    sheet: Sheet
    words: Dictionary
    header: Header
    columns: dict[str, Column]
    after: int  # last row of the table above, where one stands there
    before: int  # first row of the header below, or the row behind the last


def find_upright(sheet: Sheet, words: Dictionary, year: int | None = None) -> list[Form]:
    """Every table of a sheet that names an indicator and exactly one value column, in reading order.

    `year` is the one that the period reports: it tells value columns, or lines, of several years apart.
    """
    headers = find_headers(sheet, words)
    forms: list[Form] = []
    for header in headers:
        columns = by_code(header.columns, year)
        if columns is None:
            continue
        table = _Table(sheet, words, header, columns, *_limits(sheet, header, headers, forms))
        head = read_head(sheet, range(table.after + 1, header.first), _span(table), words)
        if not _is_cut(sheet, header) and not _is_qualified(table, head, year):
            stop = _stop(table)
            foreign = foreign_area(sheet, stop, table.before, _span(table), words)
            rows = tuple(_rows(table, stop))
            form = Form(sheet.name, _inherited(head, forms), _dated(table, forms), rows, foreign=foreign)
            forms += _of_year(form, words, year)
    return forms


def _of_year(form: Form, words: Dictionary, year: int | None) -> list[Form]:
    dated = form if "year" in form.columns else with_years(form, words)
    return [form] if dated is form and "year" not in form.columns else of_year(dated, year)


def _limits(sheet: Sheet, header: Header, headers: list[Header], forms: list[Form]) -> tuple[int, int]:
    above = [
        row.row
        for form in forms
        if any(header.left <= one.column <= header.right for one in form.columns.values())
        for row in form.rows
        if row.row < header.first
    ]
    below = [one.first for one in headers if one.first >= header.after and one.overlaps(header)]
    return max(above, default=0), min(below, default=sheet.last_row + 1)


def _is_cut(sheet: Sheet, header: Header) -> bool:
    """Whether a merged area reaches into the header from above: then the line above belongs to it and is not understood."""
    return any(
        top < header.first <= bottom and left <= header.right and header.left <= right
        for top, left, bottom, right in sheet.merged
    )


def _is_qualified(table: _Table, head: dict[str, Cell], year: int | None) -> bool:
    """Whether a cell above the value column, `去年同期`, may say that the column holds something else.

    That is the line above the header, and every line of the header that has no label of its own over the column: the
    label to its left may have been meant to reach over it.
    """
    value = table.columns["value"]
    above = _reaching(table, table.header.first - 1) if table.header.first - 1 > table.after else None
    if above and above not in head.values() and not is_label(above.text, table.words):
        return True
    for line in range(table.header.first, table.header.after):
        reaching = None if table.sheet.spanning(line, value.column).text else _reaching(table, line)
        if reaching and _stands_over(table, reaching, line):
            said, rest = split_year(reaching.text)
            if rest or value.year not in (None, said) or year not in (None, said):
                return True
    return False


def _reaching(table: _Table, line: int) -> Cell | None:
    """The last label of a line at or before the value column; none where it stands at the edge of the table, as titles do."""
    for column in range(table.columns["value"].column, table.header.left - 1, -1):
        _, left, _, right = table.sheet.area(line, column)
        is_over_all = left <= table.columns["indicator"].column <= right
        is_at_edge = left <= table.header.left and table.header.columns[0].code not in FIGURES
        if (cell := table.sheet.spanning(line, column)).text:
            return None if is_over_all or is_at_edge else cell
    return None


def _stands_over(table: _Table, label: Cell, line: int) -> bool:
    """Whether another label of the header stands below this one, so that it heads a group of columns."""
    below = (table.sheet.own(row, label.column) for row in range(line + 1, table.header.after))
    return any(cell.text for cell in below)


def _inherited(head: dict[str, Cell], forms: list[Form]) -> dict[str, Cell]:
    """The head of a table; what it does not say is what the table before it on the sheet said."""
    return forms[-1].head | head if forms else head


def _dated(table: _Table, forms: list[Form]) -> dict[str, Column]:
    """The columns; in a later table of a sheet, a value without a year is of the year that its title names."""
    value = table.columns["value"]
    years = titled_years(table.sheet, range(table.after + 1, table.header.first), _span(table), table.words)
    if not forms or value.year or len(years) != 1:
        return table.columns
    return table.columns | {"value": replace(value, year=years.pop())}


def _span(table: _Table) -> range:
    return range(table.header.left, table.header.right + 1)


def _stop(table: _Table) -> int:
    """The first row below the header from which on the columns may mean something else."""
    for row in table.sheet.rows(table.header.after, table.before):
        is_foreign = row > table.header.after and begins_foreign(table.sheet, row, _span(table), table.words)
        if is_foreign or _is_header(table, row) or _is_strange(table, _cells(table, row)):
            return row
    return table.before


def _rows(table: _Table, stop: int) -> Iterator[FormRow]:
    for row in table.sheet.rows(table.header.after, stop):
        cells = _cells(table, row)
        name, value = cells["indicator"], cells["value"]
        is_below = name.row < row and table.sheet.area(row, value.column)[0] < row
        if table.words.headers.find(name.text) != "total" and not is_below and _is_entry(cells, table.words):
            yield FormRow(row, cells)


def _cells(table: _Table, row: int) -> dict[str, Cell]:
    return {code: _cell(table.sheet, row, place) for code, place in table.columns.items()}


def _is_entry(cells: dict[str, Cell], words: Dictionary) -> bool:
    """Whether a row says something of an indicator; a text that stands alone and names none is a title or a note."""
    name, value = cells["indicator"], cells["value"]
    is_alone = all(cell is name or not (cell.text or cell.formula) for cell in cells.values())
    return words.indicator(name.text) is not None if is_alone else bool(name.text or value.text or value.formula)


def _cell(sheet: Sheet, row: int, place: Column) -> Cell:
    """The cell of a row: a name or a status merged over several rows holds for each, a figure for none of them."""
    top, left, bottom, right = sheet.area(row, place.column)
    if top == bottom or left != right:
        return sheet.own(row, place.column)
    return sheet.own(top, left) if place.code not in FIGURES or top == row else Cell(row, place.column, None)


def _is_header(table: _Table, row: int) -> bool:
    """Whether a row below the header is another one, so that the columns may mean something else from there on."""
    said = [understood(table.sheet, row, column, table.words) for column in _span(table)]
    return sum(code not in (None, "total") for code in said) >= _FEWEST_WORDS


def _is_strange(table: _Table, cells: dict[str, Cell]) -> bool:
    """Whether a row looks like a header in other words: an unknown name, a value without any digit, no measure."""
    value, words = cells["value"].text, table.words
    if not value or words.indicator(cells["indicator"].text) or not cells["indicator"].text:
        return False
    is_measured = "measure" in cells and words.measures.find(cells["measure"].text) is not None
    is_word = not is_number(value) and not value.startswith("#")
    return is_word and not is_measured and words.answers.find(value) is None and words.blanks.find(value) is None
