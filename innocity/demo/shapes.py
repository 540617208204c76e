"""The unusual shapes of a form: turned on its side, in two halves, with a line for each year."""

from collections.abc import Callable

from innocity.demo.entries import Entry, Scribe
from innocity.demo.grids import Grid, Placed
from innocity.demo.labels import label
from innocity.demo.layouts import Shape
from innocity.demo.styles import Ink

Writer = Callable[[Grid, int, list[Entry], Scribe], list[Placed]]


def _transposed(grid: Grid, row: int, entries: list[Entry], scribe: Scribe) -> list[Placed]:
    """Labels down the first column, a column for each indicator."""
    left, placed = 1 + scribe.layout.left, []
    for line, name in enumerate(scribe.layout.columns, row):
        grid.put(line, left, label(name, scribe))
        for column, entry in enumerate(entries, left + 1):
            grid.put(line, column, entry.inks[name])
            if name == "value":
                placed.append(Placed.at(entry, line, column))
            if entry.is_hidden:
                grid.hidden_columns.add(column)
    return placed


def _side_by_side(grid: Grid, row: int, entries: list[Entry], scribe: Scribe) -> list[Placed]:
    """The first half of the lines, and the second half beside it with its own header."""
    columns, half = scribe.layout.columns, (len(entries) + 1) // 2
    gap = scribe.chance.choice((0, 1))
    placed = []
    for side, lines in enumerate(part for part in (entries[:half], entries[half:]) if part):
        left = 1 + scribe.layout.left + side * (len(columns) + gap)
        for column, name in enumerate(columns, left):
            grid.put(row, column, label(name, scribe))
        for at, entry in enumerate(lines, row + 1):
            placed.append(_line(grid, at, left, entry, columns, at - row + side * half))
    return placed


def _line(grid: Grid, row: int, left: int, entry: Entry, columns: tuple[str, ...], number: int) -> Placed:
    for column, name in enumerate(columns, left):
        grid.put(row, column, number if name == "number" else entry.inks[name])
    if entry.is_hidden:
        grid.hidden_rows.add(row)
    return Placed.at(entry, row, left + columns.index("value"))


def _years_down(grid: Grid, row: int, entries: list[Entry], scribe: Scribe) -> list[Placed]:
    """Two lines for each indicator, last year's and this year's; the name is merged, said once, or said twice."""
    layout, left, placed = scribe.layout, 1 + scribe.layout.left, []
    for column, name in enumerate(layout.columns, left):
        grid.put(row, column, label(name, scribe))
    is_said_twice, is_merged = scribe.chance.random() < 0.3, layout.is_workbook and scribe.chance.random() < 0.5
    for number, entry in enumerate(entries):
        first = row + 1 + 2 * number
        for column, name in enumerate(layout.columns, left):
            own: dict[str, int] = {"year": scribe.period.year, "number": number + 1}
            this_year: Ink | int = own.get(name, entry.inks.get(name, Ink(None)))
            earlier: dict[str, Ink | int] = {"year": scribe.period.year - 1, "value": entry.inks["previous_value"]}
            last_year = earlier.get(name, this_year)
            is_once = name == "indicator" and not is_said_twice
            grid.put(first, column, last_year)
            grid.put(first + 1, column, None if is_once else this_year)
            if is_once and is_merged:
                grid.merge(first, column, first + 1, column)
        if entry.is_hidden:
            grid.hidden_rows.add(first + 1)
        placed.append(Placed.at(entry, first + 1, left + layout.columns.index("value")))
    return placed


SHAPES: dict[Shape, Writer] = {
    Shape.TRANSPOSED: _transposed,
    Shape.SIDE_BY_SIDE: _side_by_side,
    Shape.YEARS_DOWN: _years_down,
}
