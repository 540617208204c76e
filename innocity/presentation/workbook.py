"""The report as a workbook: the plan's two annexes filled in, and every table of the run; the same bytes every time."""

from collections.abc import Iterable
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from innocity.language import text
from innocity.presentation import annexes, code_sheet, record_sheets
from innocity.presentation.override_tables import ByHand
from innocity.presentation.provenance import facts_of_run
from innocity.presentation.sheets import BODY, HEAD, LINK, SMALL, TEXT, TITLE, put, put_across, set_page
from innocity.stage import Stage
from innocity.tables import TABLES, Attainment, CommitmentStanding, Edge, Override, WorkPointStanding
from innocity.xlsx import stable_bytes

_WIDTHS = (8, 44, 44, 12)


class _Listed(NamedTuple):
    """A sheet as the list of contents names it: its title, the table that it shows, how many rows."""

    title: str
    source: str
    rows: int


def workbook(stage: Stage, version: str) -> bytes:
    """The tables of a run as the bytes of an .xlsx workbook; `version` is that of the code that made them."""
    book = Workbook()
    contents = book.worksheets[0]
    contents.title = text("workbook.contents", stage.language)
    listed = [*_annexes(book, stage), *_records(book, stage)]
    _list(contents, listed, stage, version)
    return stable_bytes(book, stage.parameters.as_of_date)


def _annexes(book: Workbook, stage: Stage) -> list[_Listed]:
    language, framework, parameters = stage.language, stage.framework, stage.parameters
    attainment, points = stage.read(Attainment), stage.read(WorkPointStanding)
    first = book.create_sheet(text("workbook.annex_1", language))
    by_hand = ByHand.of(stage.read(Override))
    annexes.indicators(first, attainment, framework, parameters, by_hand)
    second = book.create_sheet(text("workbook.annex_2", language))
    annexes.work_points(second, points, stage.read(CommitmentStanding), framework, parameters)
    return [_Listed(first.title, "", len(attainment)), _Listed(second.title, "", len(points))]


def _records(book: Workbook, stage: Stage) -> Iterable[_Listed]:
    edges = stage.read(Edge)
    known = {row.number_id for row in edges}
    for table in TABLES:
        rows = edges if table is Edge else stage.read(table)
        sheet = book.create_sheet(text(f"record.{table.table}", stage.language))
        record_sheets.fill(sheet, rows, table, known, stage.language)
        yield _Listed(sheet.title, f"{table.table}.csv", len(rows))
    codes = book.create_sheet(text("workbook.codes", stage.language))
    yield _Listed(codes.title, "", code_sheet.fill(codes, stage.language))


def _list(sheet: Worksheet, listed: Iterable[_Listed], stage: Stage, version: str) -> None:
    """The first sheet: what the workbook is, how it was made, and a link to every other sheet."""
    language, programme = stage.language, stage.framework.programme
    names = {name: programme.said(name, language) for name in ("city", "programme")}
    put_across(sheet, 1, len(_WIDTHS), text("report.title", language, **names), TITLE, 34)
    put_across(sheet, 2, len(_WIDTHS), programme.said("office", language), SMALL, 20)
    row = 3
    for term, said in facts_of_run(stage.parameters, stage.read(Attainment), version, {}, language):
        put_across(sheet, row, len(_WIDTHS), text("workbook.fact", language, term=term, said=said), SMALL, 16)
        row += 1
    put_across(sheet, row, len(_WIDTHS), text("workbook.guide", language), SMALL, 48)
    heads = row + 1
    for column, key in enumerate(("number", "sheet", "source", "rows"), start=1):
        put(sheet, heads, column, text(f"workbook.{key}", language), HEAD)
    for number, one in enumerate(listed, start=1):
        _link(sheet, heads + number, number, one)
    set_page(sheet, _WIDTHS, (heads, heads), f"A{heads + 1}")
    sheet.page_setup.orientation = "portrait"


def _link(sheet: Worksheet, row: int, number: int, one: _Listed) -> None:
    put(sheet, row, 1, number, BODY)
    put(sheet, row, 2, one.title, LINK)
    put(sheet, row, 3, one.source, TEXT)
    put(sheet, row, 4, one.rows, BODY)
    sheet.cell(row, 2).hyperlink = Hyperlink(ref="", location=f"'{one.title}'!A1")
