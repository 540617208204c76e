"""Where a table of indicators begins: its header lines, found by what they say, and what each column holds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from innocity.intake.labels import is_head_line
from innocity.intake.matching import Dictionary, split_year
from innocity.intake.reading import Sheet

REQUIRED = frozenset({"indicator", "value"})
FIGURES = frozenset({"value", "previous_value", "target"})
_DECISIVE = REQUIRED | FIGURES | {"measure", "status", "as_of", "year", "rival"}
_BESIDE = frozenset(
    {"status", "as_of", "measure", "evidence"}
)  # said once for each year, where years stand side by side
_FEWEST_COLUMNS = 3
_HEADER_LINES = (1, 2, 3)
_LONGEST_LABEL = 40  # characters
YEARS = range(2000, 2100)

_Labels = dict[int, "Column | None"]  # what the labelled columns say; None where it is not understood


@dataclass(frozen=True)
class Column:
    """A column of a form: what it holds, where it stands, and the year and measure where its header names them."""

    code: str
    column: int
    year: int | None = None
    measure: str | None = None


@dataclass(frozen=True)
class Header:
    """The lines of a header and the columns of one table that it explains, from left to right."""

    first: int
    lines: int
    columns: tuple[Column, ...]

    @property
    def after(self) -> int:
        """The first row below."""
        return self.first + self.lines

    @property
    def left(self) -> int:
        """The first column of the table."""
        return self.columns[0].column

    @property
    def right(self) -> int:
        """The last column of the table."""
        return self.columns[-1].column

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most columns explained, then most years, then the tallest: no line that qualifies a column is overlooked."""
        codes = {one.code for one in self.columns} - {"year_alone"}
        return len(codes), sum(one.year is not None for one in self.columns), self.lines

    def overlaps(self, other: "Header") -> bool:
        """Whether two tables share columns."""
        return self.left <= other.right and other.left <= self.right


def find_headers(sheet: Sheet, words: Dictionary) -> list[Header]:
    """The header of every table on a sheet that names an indicator column, from the top, then from the left."""
    found: list[Header] = []
    for row, column in sorted(_anchors(sheet, words)):
        known = [one for one in found if one.first <= row < one.after and one.left <= column <= one.right]
        if not known:
            found.append(_header(sheet, row, column, words))
    return found


def understood(sheet: Sheet, row: int, column: int, words: Dictionary) -> str | None:
    """The code of a header word standing in a cell; None for anything else."""
    text = sheet.own(row, column).value
    if not isinstance(text, str) or len(text) > _LONGEST_LABEL:
        return None
    meaning = _meaning([text], column, words, is_whole=False)
    return meaning.code if meaning else None


def by_code(columns: tuple[Column, ...], year: int | None) -> dict[str, Column] | None:
    """The columns by what they hold; None where one is missing, or one that matters stands twice.

    Of several value columns the one of `year` holds the value and the one of the year before the previous value.
    """
    named = _one_target(_beside_value(_by_year(columns, year)))
    counts = Counter(one.code for one in named)
    if len(counts) < _FEWEST_COLUMNS or not counts.keys() >= REQUIRED or "rival" in counts:
        return None
    if any(counts[code] > 1 for code in _DECISIVE):
        return None
    return {one.code: one for one in reversed(named)}


def _anchors(sheet: Sheet, words: Dictionary) -> Iterator[tuple[int, int]]:
    return (place for place in sheet.cells if understood(sheet, *place, words) == "indicator")


def _header(sheet: Sheet, row: int, column: int, words: Dictionary) -> Header:
    """The best block of lines around an indicator label, without lines on top that say nothing about its columns."""
    bottom = sheet.area(row, column)[2]
    heights = [lines for lines in _HEADER_LINES if row + lines > bottom] or [bottom - row + 1]
    blocks = [
        Header(first, lines, columns)
        for lines in heights
        for first in range(max(1, bottom - lines + 1), row + 1)
        if not any(is_head_line(sheet, line, words) for line in range(first, row))
        if (columns := _table(_labels(sheet, range(first, first + lines), words), column))
    ]
    best = max(blocks, key=lambda block: block.rank)
    same = [block for block in blocks if (block.after, block.columns) == (best.after, best.columns)]
    return max(same, key=lambda block: block.first)


def _labels(sheet: Sheet, lines: range, words: Dictionary) -> _Labels:
    found: _Labels = {}
    for column in range(1, sheet.last_column + 1):
        texts = [sheet.spanning(line, column).text for line in lines]
        if labels := list(dict.fromkeys(filter(None, texts))):
            found[column] = _meaning(labels, column, words, all(texts))
    return found


def _meaning(labels: list[str], column: int, words: Dictionary, is_whole: bool) -> Column | None:
    """What the lines of a header say together: `2022年` above `完成值` is the value of 2022, `上年` above it is not."""
    parts = [split_year(label) for label in labels]
    years = {year for year, _ in parts if year}
    label = "".join(rest for _, rest in parts).replace("()", "")
    if len(years) > 1 or not years <= set(YEARS):
        return None
    year = years.pop() if years else None
    if not label:
        return Column("year_alone", column, year) if is_whole and year else None
    name, _, bracket = label.removesuffix(")").partition("(")
    measure = words.measures.find(bracket)
    code = words.headers.find(label) or words.headers.find(name)
    if code in FIGURES and not words.headers.find(label) and measure is None:
        return Column("rival", column, year) if code == "value" else None
    return Column(code, column, year, measure) if code else None


def _table(labels: _Labels, home: int) -> tuple[Column, ...]:
    """The columns of the table around an indicator column; none where the lines take its meaning away.

    Unlabelled columns part tables; what stands beyond one belongs to the table only if every word of it is understood.
    """
    if not _has_indicator(labels, [home]):
        return ()
    runs = _runs(sorted(labels))
    here = next(place for place, run in enumerate(runs) if home in run)
    span = list(runs[here])
    for run in runs[here + 1 :]:
        if not _is_appendix(labels, run):
            break
        span += run
    if not any(_has_indicator(labels, run) for run in runs[:here]):
        for run in reversed(runs[:here]):
            if not _is_appendix(labels, run):
                break
            span = run + span
    return _own_part([one for column in span if (one := labels[column])], home)


def _own_part(columns: list[Column], home: int) -> tuple[Column, ...]:
    """Of tables side by side without a gap, the one around `home`; they are told apart where they have the same columns."""
    tables = sum(one.code == "indicator" for one in columns)
    size = len(columns) // tables
    parts = [tuple(columns[start : start + size]) for start in range(0, len(columns), size)]
    if len({tuple(one.code for one in part) for part in parts}) > 1:
        return tuple(columns)
    return next(part for part in parts if any(one.column == home for one in part))


def _runs(columns: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _has_indicator(labels: _Labels, run: list[int]) -> bool:
    return any((one := labels.get(column)) is not None and one.code == "indicator" for column in run)


def _is_appendix(labels: _Labels, run: list[int]) -> bool:
    return all(labels[column] for column in run) and not _has_indicator(labels, run)


def _by_year(columns: tuple[Column, ...], year: int | None) -> list[Column]:
    """Value columns told apart by their years; a bare year is a value only where the period's year is known."""
    if year is None:
        latest = max((one.year or 0 for one in columns if one.code == "value"), default=0)
        said = {latest - 1: "previous_value"}
        return [_as(one, said) for one in columns if one.code != "year_alone"]
    values = [
        replace(one, code="value") if one.code == "year_alone" and one.year in (year, year - 1) else one
        for one in columns
        if one.code != "year_alone" or one.year in (year, year - 1)
    ]
    named = [_as(one, {year - 1: "previous_value"}) for one in values]
    if not any(one.code == "value" for one in named):
        return values  # the only value is last year's: a finding
    has_own = any((one.code, one.year) == ("value", year) for one in named)
    return [one for one in named if one.code != "value" or one.year in (None, year) or not has_own]


def _as(one: Column, codes: dict[int, str]) -> Column:
    return replace(one, code=codes[one.year]) if one.code == "value" and one.year in codes else one


def _beside_value(columns: list[Column]) -> list[Column]:
    """Without the status, day and measure of another year, where the value's own year has them."""
    years = {one.year for one in columns if one.code == "value"}
    own = {one.code for one in columns if one.year in years and one.year}
    return [one for one in columns if one.code not in _BESIDE & own or one.year is None or one.year in years]


def _one_target(columns: list[Column]) -> list[Column]:
    """Of targets for several years, the last one."""
    years = [one.year for one in columns if one.code == "target"]
    if None in years or len(set(years)) < len(years):
        return columns
    return [one for one in columns if one.code != "target" or one.year == max(filter(None, years))]
