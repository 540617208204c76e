"""Tables of work points and of commitments on a sheet, found by what their headers say; the rest of the sheet besides.

A table that names a column of work points or commitments and cannot be understood is told, never passed over.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from innocity.intake.form import Form, FormRow
from innocity.intake.headers import Column
from innocity.intake.labels import is_label, read_head
from innocity.intake.matching import split_year
from innocity.intake.reading import Cell, Sheet
from innocity.intake.work_names import WorkWords, label_of

_REPORT, _PROMISE = frozenset({"work_point", "progress"}), frozenset({"commitment", "value"})
_ANCHORS = frozenset({"work_point", "commitment"})
_FIGURES = frozenset({"value", "target"})
_MANY = frozenset(
    {"number", "area", "unit", "previous", "note", "group", "deadline"}
)  # nothing is read from these twice
_HEADER_LINES = (1, 2, 3)
_FEWEST_WORDS = 2
_LONGEST_LABEL = 40  # characters


@dataclass(frozen=True)
class WorkForms:
    """The tables of one sheet: reports on work points, values of commitments; what they leave; what was not understood."""

    reports: tuple[Form, ...]
    promises: tuple[Form, ...]
    rest: Sheet
    unread: tuple[Cell, ...]

    @property
    def all(self) -> tuple[Form, ...]:
        """Every table."""
        return (*self.reports, *self.promises)


@dataclass(frozen=True)
class _Header:
    """Lines of a header and its columns."""

    first: int
    lines: int
    columns: tuple[Column, ...]

    @property
    def after(self) -> int:
        return self.first + self.lines

    @property
    def span(self) -> range:
        return range(self.columns[0].column, self.columns[-1].column + 1)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most columns understood, then most years, then the fewest lines."""
        return len(self.columns), sum(one.year is not None for one in self.columns), -self.lines


def find_work_forms(sheet: Sheet, words: WorkWords, year: int | None) -> WorkForms:
    """Every table of work on a sheet; of values for several years the one of `year` counts."""
    reports: list[Form] = []
    promises: list[Form] = []
    unread: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for row, column in sorted(_anchors(sheet, words)):
        if (row, column) in covered:
            continue
        header = _header(sheet, row, column, words)
        columns = _by_code(header, year) if not _is_qualified(sheet, header, words) else {}
        kinds = [kind for kind in (_REPORT, _PROMISE) if columns.keys() >= kind]
        if not kinds:
            unread.append(sheet.own(row, column))
            continue
        head = read_head(sheet, range(1, header.first), header.span, words.general)
        for kind in kinds:
            rows = tuple(_rows(sheet, header, columns, kind, words))
            (reports if kind is _REPORT else promises).append(Form(sheet.name, head, columns, rows))
            last = max((one.row for one in rows), default=header.after - 1)
            covered |= {place for place in sheet.cells if header.first <= place[0] <= last and place[1] in header.span}
    rest = replace(sheet, cells={place: cell for place, cell in sheet.cells.items() if place not in covered})
    return WorkForms(tuple(reports), tuple(promises), rest, tuple(unread or _stray_names(rest, words)))


def _anchors(sheet: Sheet, words: WorkWords) -> Iterator[tuple[int, int]]:
    """Labels of a column of work in a line that holds other labels too; alone they are a title."""
    for row, column in sheet.cells:
        if _code(sheet, row, column, words) in _ANCHORS and _labels_in(sheet, row, words) >= _FEWEST_WORDS:
            yield row, column


def _labels_in(sheet: Sheet, row: int, words: WorkWords) -> int:
    said = [_code(sheet, row, column, words) for column in range(1, sheet.last_column + 1)]
    return sum(code not in (None, "total") for code in said)


def _code(sheet: Sheet, row: int, column: int, words: WorkWords) -> str | None:
    """The code of a header word standing in a cell; None for anything else."""
    value = sheet.own(row, column).value
    if not isinstance(value, str) or len(value) > _LONGEST_LABEL:
        return None
    meaning = _meaning([value], column, words)
    return meaning.code if meaning else None


def _header(sheet: Sheet, row: int, column: int, words: WorkWords) -> _Header:
    """The best block of lines around a label."""
    bottom = sheet.area(row, column)[2]
    blocks = [
        _Header(first, after - first, columns)
        for after in range(bottom + 1, row + _HEADER_LINES[-1] + 1)
        for first in range(max(1, after - _HEADER_LINES[-1]), row + 1)
        if (columns := _columns(sheet, range(first, after), words))
    ]
    anchored = [block for block in blocks if any(one.column == column for one in block.columns)]
    return max(anchored, key=lambda block: block.rank)


def _columns(sheet: Sheet, lines: range, words: WorkWords) -> tuple[Column, ...]:
    found = []
    for column in range(1, sheet.last_column + 1):
        labels = list(dict.fromkeys(filter(None, (sheet.spanning(line, column).text for line in lines))))
        if labels and (meaning := _meaning(labels, column, words)):
            found.append(meaning)
    return tuple(found)


def _meaning(labels: list[str], column: int, words: WorkWords) -> Column | None:
    """What the lines of a header say together; a lower line speaks for itself under `本期` or `进展情况`, and there alone."""
    year = next((said for label in labels if (said := split_year(label)[0])), None)
    bare = [label for label in map(label_of, labels) if label]
    joined = "".join(bare)
    if (found := _plain_meaning(joined, words)) is None and len(bare) > 1:
        is_neutral = all(words.header(label) in ("group", "progress") for label in bare[:-1])
        found = _plain_meaning(bare[-1], words) if is_neutral else None
    return Column(found[0], column, year, found[1]) if found else None


def _plain_meaning(label: str, words: WorkWords) -> tuple[str, str | None] | None:
    """The code of a label, and the measure in brackets behind it; a figure's bracket must be a measure."""
    if code := words.header(label):
        return code, None
    name, _, bracket = label.removesuffix(")").partition("(")
    code, measure = words.header(name), words.general.measures.find(bracket)
    return (code, measure) if code and (measure or code not in _FIGURES) else None


def _by_code(header: _Header, year: int | None) -> dict[str, Column]:
    """The columns by what they hold; empty where one that matters stands twice, or indicators stand among them."""
    years = {one.year for one in header.columns if one.code == "value"}
    named = [
        replace(one, code="previous") if one.code == "value" and year in years and one.year not in (None, year) else one
        for one in header.columns
    ]
    counts = Counter(one.code for one in named)
    if "indicator" in counts or any(count > 1 for code, count in counts.items() if code not in _MANY):
        return {}
    return {one.code: one for one in named if one.code not in ("group", "total")}


def _is_qualified(sheet: Sheet, header: _Header, words: WorkWords) -> bool:
    """Whether a label right above a figure or a text that is read may say that the column holds something else."""
    for one in header.columns:
        if one.code not in ("value", "progress") or header.first == 1:
            continue
        above = sheet.spanning(header.first - 1, one.column)
        _, left, _, right = sheet.area(header.first - 1, one.column)
        is_title = left <= header.span[0] and right >= one.column
        is_known = is_label(above.text, words.general) or words.header(above.text) == "group"
        if above.text and not is_title and not is_known and not _is_reply(sheet, above):
            return True
    return False


def _is_reply(sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell belongs to the label to its left: `报送单位：` and beside it the name."""
    left = (sheet.own(cell.row, column).text for column in range(cell.column - 1, 0, -1))
    return next((text for text in left if text), "").endswith((":", "："))


def _rows(
    sheet: Sheet, header: _Header, columns: dict[str, Column], kind: frozenset[str], words: WorkWords
) -> Iterator[FormRow]:
    name, key = ("work_point", "progress") if kind is _REPORT else ("commitment", "value")
    for row in range(header.after, sheet.last_row + 1):
        if _labels_in(sheet, row, words) >= _FEWEST_WORDS:
            return
        cells = {code: _cell(sheet, row, place) for code, place in columns.items()}
        is_total = words.header(cells[name].text) == "total"
        if not is_total and _is_entry(sheet, row, cells, name, key, words):
            yield FormRow(row, cells)


def _cell(sheet: Sheet, row: int, place: Column) -> Cell:
    """The cell of a row: a text merged over several rows holds for each, a figure for its first alone."""
    top, left, bottom, right = sheet.area(row, place.column)
    if top == bottom or left != right:
        return sheet.own(row, place.column)
    return sheet.own(top, left) if place.code not in _FIGURES or top == row else Cell(row, place.column, None)


def _is_entry(sheet: Sheet, row: int, cells: dict[str, Cell], name: str, key: str, words: WorkWords) -> bool:
    """Whether a row says something: of a known name, or beside any name, or, where no name stands, in its main column."""
    own = [cell for cell in cells.values() if cell.row == row and (cell.text or cell.formula)]
    if not own or (cells[name].row < row and not any(cell.column > cells[name].column for cell in own)):
        return False
    known = words.work_point if name == "work_point" else lambda text: words.commitment(text)[0]
    if cells[name].text:
        return known(cells[name].text) is not None or len(own) > 1
    return bool(cells[key].text or cells[key].formula) and not is_label(cells[key].text, words.general)


def _stray_names(rest: Sheet, words: WorkWords) -> Iterator[Cell]:
    """Names of work points and commitments in no table, with something beside them."""
    for (row, column), cell in sorted(rest.cells.items()):
        is_followed = any(rest.own(row, other).text for other in range(column + 1, rest.last_column + 1))
        if is_followed and isinstance(cell.value, str) and words.is_name(cell.value):
            yield cell
