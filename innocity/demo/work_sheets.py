"""Tables of work points and commitments on a sheet, below what stands there; and where each line came to stand."""

from dataclasses import dataclass
from itertools import groupby

from openpyxl.utils import get_column_letter

from innocity.demo.entries import Scribe
from innocity.demo.grids import Grid
from innocity.demo.work_layouts import WorkLayout
from innocity.demo.work_lines import WorkLine

_SHARED = frozenset({"number", "value", "measure", "status", "as_of", "evidence", "note"})  # with forms of indicators
_TEXTS = ("progress", "problem", "next_step", "evidence")  # the first that is filled stands for a report
_GROUP = frozenset({"progress", "declared"})


@dataclass(frozen=True)
class PlacedWork:
    """A line, the columns of its table, and the sheet and the address that stand for it: of its value, or of its first text."""

    line: WorkLine
    columns: tuple[str, ...]
    sheet: str
    cell: str


def put_table(
    grid: Grid, title: str, columns: tuple[str, ...], lines: list[WorkLine], scribe: Scribe, layout: WorkLayout
) -> list[PlacedWork]:
    """One table with its title and header below the last line of a sheet."""
    left = 1 + scribe.layout.left
    places = {name: place for place, name in enumerate(columns, left)}
    grid.put(grid.last_row + 2, left, title)
    row = grid.last_row + 1
    if layout.has_group_line and set(columns) >= _GROUP and abs(places["progress"] - places["declared"]) == 1:
        row = _group_line(grid, row, places)
    for name, place in places.items():
        grid.put(row, place, _label(name, scribe))
    placed = [_put_line(grid, row + number, number, places, line, columns) for number, line in enumerate(lines, 1)]
    if "area" in places and layout.is_area_merged:
        _merge_areas(grid, row + 1, lines, places["area"])
    return placed


def _label(name: str, scribe: Scribe) -> str:
    kind, code = ("header", name) if name in _SHARED else ("work_header", name)
    return scribe.word(kind, code)


def _group_line(grid: Grid, row: int, places: dict[str, int]) -> int:
    """`本期情况` over what is reported of the period; the row below."""
    first = min(places["progress"], places["declared"])
    grid.put(row, first, "本期情况")
    grid.merge(row, first, row, first + 1)
    return row + 1


def _put_line(
    grid: Grid, row: int, number: int, places: dict[str, int], line: WorkLine, columns: tuple[str, ...]
) -> PlacedWork:
    for name, place in places.items():
        grid.put(row, place, number if name == "number" else line.inks[name])
    if line.is_hidden:
        grid.hidden_rows.add(row)
    said = [name for name in _TEXTS if name in places and line.inks[name].value is not None]
    at = (*said, "declared")[0] if line.is_report else "value"
    return PlacedWork(line, columns, grid.name, f"{get_column_letter(places[at])}{row}")


def _merge_areas(grid: Grid, first: int, lines: list[WorkLine], column: int) -> None:
    row = first
    for _, run in groupby(lines, key=lambda line: line.inks["area"].value):
        last = row + len(list(run)) - 1
        grid.merge(row, column, last, column)
        for below in range(row + 1, last + 1):
            grid.cells.pop((below, column), None)
        row = last + 1
