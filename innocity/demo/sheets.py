"""Lines laid out on a sheet: title, head, header, rows, totals, notes and the table beside; and where each value came to stand."""

from dataclasses import dataclass, field
from itertools import groupby

from openpyxl.utils import get_column_letter

from innocity.demo.entries import Entry, Scribe
from innocity.demo.styles import Ink
from innocity.period import Period

MARK = "合成示例数据"
_OWN_LABELS = {"growth": "同比增长(%)", "rank": "全省排名"}
_QUARTERS = "一二三四"
_OTHER_TABLE: tuple[tuple[str, str | int], ...] = (("县区", "数量"), ("示例区", 12), ("示例县", 34))


@dataclass
class Grid:
    """A sheet that is being filled; rows and columns count from 1, areas are (row, column, row, column)."""

    name: str
    is_hidden: bool = False
    cells: dict[tuple[int, int], Ink] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

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


def lay_out(
    name: str, entries: list[Entry], scribe: Scribe, unit: str | None, period: Period
) -> tuple[Grid, list[Placed]]:
    """The form on a sheet of this name; the unit stands in its head where it is given."""
    layout, grid = scribe.layout, Grid(name)
    left, last = 1 + layout.left, layout.left + len(layout.columns)
    row = 1 + layout.top
    grid.put(row, left, f"示例市创新指标报送情况（{MARK}）")
    if layout.is_workbook:
        grid.merge(row, left, row, last)
    _head(grid, row + 1, scribe, unit, period)
    first = _header(grid, row + 2, scribe)
    placed = _rows(grid, first, entries, scribe)
    _foot(grid, entries, scribe)
    return grid, placed


def _head(grid: Grid, row: int, scribe: Scribe, unit: str | None, period: Period) -> None:
    labels = [(scribe.word("head", "unit"), unit), (scribe.word("head", "period"), _said(period, scribe))]
    for column, (label, value) in zip((1, 3), labels, strict=True):
        place = column + scribe.layout.left
        if value and scribe.layout.is_head_split:
            grid.put(row, place, f"{label}：")
            grid.put(row, place + 1, value)
        elif value:
            grid.put(row, place, f"{label}：{value}")


def _said(period: Period, scribe: Scribe) -> str:
    """A period as offices name it."""
    forms = [
        str(period),
        f"{period.year}年第{_QUARTERS[period.quarter - 1]}季度",
        f"{period.year}年{period.quarter}季度",
    ]
    forms += {2: [f"{period.year}年上半年"], 4: [f"{period.year}年度"]}.get(period.quarter, [])
    return scribe.chance.choice(forms)


def _header(grid: Grid, row: int, scribe: Scribe) -> int:
    """The header's lines; the row below them."""
    layout = scribe.layout
    places = {name: place for place, name in enumerate(layout.columns, 1 + layout.left)}
    if layout.header_lines == 1:
        for name, place in places.items():
            grid.put(row, place, _label(name, scribe))
        return row + 1
    if layout.header_lines == 3:
        grid.put(row, min(places.values()), "指标情况一览")
        grid.merge(row, min(places.values()), row, max(places.values()))
        row += 1
    for name, place in places.items():
        if name not in ("value", "previous_value"):
            grid.put(row, place, _label(name, scribe))
            grid.merge(row, place, row + 1, place)
    _figures(grid, row, places, scribe)
    return row + 2


def _figures(grid: Grid, row: int, places: dict[str, int], scribe: Scribe) -> None:
    """Two lines above the figures: the years below one label, or the year above the label."""
    year, value = scribe.period.year, places["value"]
    word = scribe.word("header", "value") + _bracketed(scribe)
    if "previous_value" in places:
        grid.put(row, value - 1, word)
        grid.merge(row, value - 1, row, value)
        grid.put(row + 1, value - 1, f"{year - 1}年")
        grid.put(row + 1, value, f"{year}年")
    else:
        grid.put(row, value, f"{year}年")
        grid.put(row + 1, value, word)


def _label(name: str, scribe: Scribe) -> str:
    if name in _OWN_LABELS:
        return _OWN_LABELS[name]
    year = scribe.period.year
    if scribe.layout.is_year_in_header and name in ("value", "previous_value"):
        return f"{year if name == 'value' else year - 1}年{scribe.word('header', 'value')}{_bracketed(scribe)}"
    return scribe.word("header", name) + (_bracketed(scribe) if name == "value" else "")


def _bracketed(scribe: Scribe) -> str:
    """The measure behind the header's label, where it stands there."""
    return f"（{scribe.header_measure}）" if scribe.header_measure else ""


def _rows(grid: Grid, first: int, entries: list[Entry], scribe: Scribe) -> list[Placed]:
    placed = []
    for number, entry in enumerate(entries, 1):
        row = first + number - 1
        for column, name in enumerate(scribe.layout.columns, 1 + scribe.layout.left):
            grid.put(row, column, number if name == "number" else entry.inks[name])
            if name == "value":
                placed.append(Placed(entry, f"{get_column_letter(column)}{row}"))
        if entry.is_hidden:
            grid.hidden_rows.add(row)
    if "group" in scribe.layout.columns and scribe.layout.is_workbook:
        _merge_groups(grid, first, entries, 1 + scribe.layout.left)
    return placed


def _merge_groups(grid: Grid, first: int, entries: list[Entry], column: int) -> None:
    row = first
    for _, run in groupby(entries, key=lambda entry: entry.inks["group"].value):
        last = row + len(list(run)) - 1
        grid.merge(row, column, last, column)
        for below in range(row + 1, last + 1):
            grid.cells.pop((below, column), None)
        row = last + 1


def _foot(grid: Grid, entries: list[Entry], scribe: Scribe) -> None:
    """Totals that mean nothing, notes, and a table of something else below."""
    layout = scribe.layout
    places = {name: place for place, name in enumerate(layout.columns, 1 + layout.left)}
    if layout.has_totals:
        row = grid.last_row + 1
        grid.put(row, places["indicator"], "合计")
        grid.put(row, places["value"], len(entries) * 1234)
    if layout.has_notes:
        grid.put(grid.last_row + 1, 1 + layout.left, f"注：{MARK}，各项指标均非真实。")
    if layout.has_extra_table:
        for row, (label, value) in enumerate(_OTHER_TABLE, grid.last_row + 2):
            grid.put(row, 1 + layout.left, label)
            grid.put(row, 2 + layout.left, value)
