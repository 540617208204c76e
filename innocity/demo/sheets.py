"""Lines laid out on a sheet: title, head, header, rows, totals, notes and the table beside; and where each value came to stand."""

from collections.abc import Sequence
from itertools import groupby

from innocity.demo.entries import Entry, Scribe
from innocity.demo.grids import Grid, Placed
from innocity.demo.labels import bracketed, label
from innocity.demo.layouts import Shape
from innocity.demo.shapes import SHAPES
from innocity.period import Period

MARK = "合成示例数据"
_QUARTERS = "一二三四"
_OTHER_TABLE: tuple[tuple[str, str | int], ...] = (("县区", "数量"), ("示例区", 12), ("示例县", 34))
_FIRMS = (("企业名称", "所属园区", "主营业务"), ("示例科技", "甲园", "示例软件"), ("示例制造", "乙园", "示例装备"))


def lay_out(
    name: str, entries: list[Entry], scribe: Scribe, unit: str | None, period: Period
) -> tuple[Grid, list[Placed]]:
    """The form on a sheet of this name; the unit stands in its head where it is given."""
    layout, grid = scribe.layout, Grid(name)
    row = open_sheet(grid, "示例市创新指标报送情况", len(layout.columns), scribe, unit, period)
    if layout.shape is Shape.UPRIGHT:
        placed = _rows(grid, _header(grid, row, scribe), entries, scribe)
    else:
        placed = SHAPES[layout.shape](grid, row, entries, scribe)
    _foot(grid, entries, scribe)
    return grid, placed


def open_sheet(grid: Grid, title: str, width: int, scribe: Scribe, unit: str | None, period: Period) -> int:
    """The title and the head of a sheet; the row below them."""
    left, row = 1 + scribe.layout.left, 1 + scribe.layout.top
    grid.put(row, left, f"{title}（{MARK}）")
    if scribe.layout.is_workbook:
        grid.merge(row, left, row, scribe.layout.left + width)
    _head(grid, row + 1, scribe, unit, period)
    return row + 2


def _head(grid: Grid, row: int, scribe: Scribe, unit: str | None, period: Period) -> None:
    labels = [(scribe.word("head", "unit"), unit), (scribe.word("head", "period"), _said(period, scribe))]
    for column, (said, value) in zip((1, 3), labels, strict=True):
        place = column + scribe.layout.left
        if value and scribe.layout.is_head_split:
            grid.put(row, place, f"{said}：")
            grid.put(row, place + 1, value)
        elif value:
            grid.put(row, place, f"{said}：{value}")


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
            grid.put(row, place, label(name, scribe))
        return row + 1
    if layout.header_lines == 3:
        grid.put(row, min(places.values()), "指标情况一览")
        grid.merge(row, min(places.values()), row, max(places.values()))
        row += 1
    for name, place in places.items():
        if name not in ("value", "previous_value"):
            grid.put(row, place, label(name, scribe))
            grid.merge(row, place, row + 1, place)
    _figures(grid, row, places, scribe)
    return row + 2


def _figures(grid: Grid, row: int, places: dict[str, int], scribe: Scribe) -> None:
    """Two lines above the figures: the years below one label, or the year above the label."""
    year, value = scribe.period.year, places["value"]
    word = scribe.word("header", "value") + bracketed(scribe)
    if "previous_value" in places:
        grid.put(row, value - 1, word)
        grid.merge(row, value - 1, row, value)
        grid.put(row + 1, value - 1, f"{year - 1}年")
        grid.put(row + 1, value, f"{year}年")
    else:
        grid.put(row, value, f"{year}年")
        grid.put(row + 1, value, word)


def _rows(grid: Grid, first: int, entries: list[Entry], scribe: Scribe) -> list[Placed]:
    placed = []
    for number, entry in enumerate(entries, 1):
        row = first + number - 1
        for column, name in enumerate(scribe.layout.columns, 1 + scribe.layout.left):
            grid.put(row, column, number if name == "number" else entry.inks[name])
            if name == "value":
                placed.append(Placed.at(entry, row, column))
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
        _stack(grid, _OTHER_TABLE, 1 + layout.left)
    if layout.has_foreign_table:
        grid.put(grid.last_row + 2, 1 + layout.left, "附：示例企业名单")
        _stack(grid, _FIRMS, 1 + layout.left)


def _stack(grid: Grid, lines: Sequence[Sequence[str | int]], left: int) -> None:
    for row, line in enumerate(lines, grid.last_row + 2):
        for column, value in enumerate(line, left):
            grid.put(row, column, value)
