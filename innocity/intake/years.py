"""Forms that have a line for each year: the lines of the year that the period reports, by a column or under headings."""

from dataclasses import replace
from itertools import groupby

from innocity.intake.form import Form, FormRow
from innocity.intake.headers import YEARS
from innocity.intake.matching import Dictionary, normalise, split_year
from innocity.intake.reading import Cell

_CARRIED = ("indicator", "measure")  # said once for all the lines of an indicator


def with_years(form: Form, words: Dictionary) -> Form:
    """The form with a year in every row where its lines are years under headings that name indicators; else as it is."""
    lines = [row for row in form.rows if _year(row.cells["indicator"])]
    headings = [row for row in form.rows if _is_heading(row, words)]
    if not lines or len(lines) + len(headings) < len(form.rows) or form.rows[0] not in headings:
        return form
    rows: list[FormRow] = []
    heading = form.rows[0]
    for row in form.rows:
        heading = row if row in headings else heading
        if row is not heading:
            rows.append(FormRow(row.row, row.cells | {"year": row.cells["indicator"]} | _carried(heading, row)))
    names = tuple(row.cells["indicator"] for row in headings if any(_name(row) is _name(one) for one in rows))
    return replace(form, rows=tuple(rows), aside=names)


def of_year(form: Form, year: int | None) -> list[Form]:
    """A form with a line for each year as one of the lines of `year`, and one of the latest where that year is missing.

    Nothing where the year of a line is not certain; a text that names neither year nor indicator is kept beside them.
    Without a `year`, the latest of every indicator.
    """
    said = {row.row: _year(row.cells["year"]) for row in form.rows}
    stray = [row for row in form.rows if not row.cells["year"].text and not _name(row).text]
    lines = [row for row in form.rows if row not in stray]
    if form.columns["value"].year or not lines or any(said[row.row] is None for row in lines):
        return []
    rows = _continued(lines)
    kept = _by_year(rows, said, year)
    kept[min(kept)] += stray
    aside = (*form.aside, *(_name(row) for row in rows))
    return [
        replace(
            form,
            columns=form.columns | {"value": replace(form.columns["value"], year=of)},
            rows=tuple(sorted(found, key=lambda row: row.row)),
            aside=aside,
            foreign=form.foreign if of == min(kept) else None,
        )
        for of, found in sorted(kept.items())
    ]


def _by_year(rows: list[FormRow], said: dict[int, int | None], year: int | None) -> dict[int, list[FormRow]]:
    """The lines of each indicator that are of `year`, or of its latest year, by that year."""
    kept: dict[int, list[FormRow]] = {}
    named = sorted(rows, key=lambda row: normalise(_name(row).text))
    for _, lines in groupby(named, key=lambda row: normalise(_name(row).text)):
        same = list(lines)
        years = {said[row.row] or 0 for row in same}
        latest = year if year is not None and year in years else max(years)
        kept.setdefault(latest, []).extend(row for row in same if said[row.row] == latest)
    return kept


def _continued(rows: list[FormRow]) -> list[FormRow]:
    """The lines, of which one without a name, for another year, goes on with the indicator of the line above."""
    named: list[FormRow] = []
    years: set[int | None] = set()
    for row in rows:
        year, above = _year(row.cells["year"]), named[-1] if named else None
        is_next = above is not None and above.row == row.row - 1
        if above and is_next and not _name(row).text and year not in years:
            named.append(FormRow(row.row, row.cells | _carried(above, row)))
            years.add(year)
        else:
            named.append(row)
            years = {year}
    return named


def _carried(above: FormRow, row: FormRow) -> dict[str, Cell]:
    """What a line takes over: the name, and the measure where it says none itself."""
    return {
        code: above.cells[code]
        for code in _CARRIED
        if code in above.cells and (code == "indicator" or not row.cells[code].text)
    }


def _is_heading(row: FormRow, words: Dictionary) -> bool:
    value = row.cells["value"]
    return words.indicator(_name(row).text) is not None and not value.text and not value.formula


def _name(row: FormRow) -> Cell:
    return row.cells["indicator"]


def _year(cell: Cell) -> int | None:
    year, rest = split_year(cell.text)
    return year if not rest and year in YEARS else None
