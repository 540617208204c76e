"""A unit's own workbook with its findings marked: cells coloured, comments on them, a list in front; nothing in it is live."""

import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from innocity.framework import Framework
from innocity.intake.rules import Rules
from innocity.language import Language, text
from innocity.tables import Finding, Severity

_FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="F8CBAD"),
    Severity.WARNING: PatternFill("solid", fgColor="FFE699"),
    Severity.NOTE: PatternFill("solid", fgColor="DDEBF7"),
}
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (8, 14, 8, 34, 30, 24, 24, 44)
_LINE_HEIGHT = 15  # points; said for every row, since not every program fits rows to wrapped text on opening
_MOST_LINES = 27  # of a row, as high as a spreadsheet lets one be
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="F2F2F2")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_TITLE, _HEAD, _BODY = Font(name="黑体", size=14), Font(name="黑体", size=11), Font(name="宋体", size=11)


@dataclass(frozen=True)
class Marks:
    """The findings of one file, the gravest first, and what telling them needs."""

    title: str
    findings: Sequence[Finding]
    framework: Framework
    rules: Rules
    language: Language


def marked(path: Path, marks: Marks) -> Workbook:
    """The workbook at this path with its findings marked; where openpyxl cannot load it, a new one with the list alone."""
    book = _loaded(path)
    if book is None:
        book = Workbook()
        book.worksheets[0].title = text("reply.sheet", marks.language)
        _list(book.worksheets[0], marks, text("reply.guide_list", marks.language))
        return book
    for sheet in book.worksheets:
        _mark(sheet, [row for row in marks.findings if row.sheet == sheet.title and row.cell], marks)
    page = book.create_sheet(text("reply.sheet", marks.language), 0)  # openpyxl numbers a title that is taken
    _list(page, marks, text("reply.guide", marks.language))
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    book.active = 0
    return book


def _loaded(path: Path) -> Workbook | None:
    """The workbook with its saved values, and with the text of a formula where no value was saved."""
    if path.suffix.lower() != ".xlsx":
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not concern values
            book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(path, data_only=False, keep_links=False)
            for sheet in book.worksheets:
                _still(sheet, formulas[sheet.title])
    except Exception:  # whatever a damaged workbook raises: the list alone goes back
        return None
    book.defined_names.clear()
    return book


def _still(sheet: Worksheet, formulas: Worksheet) -> None:
    """Leave values, text and looks; take away formulas, links, rules, pictures and whatever else could act."""
    for row in formulas.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.data_type == "f" and sheet.cell(cell.row, cell.column).value is None:
                formula = str(getattr(cell.value, "text", None) or cell.value)
                sheet.cell(cell.row, cell.column).value = formula
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):
                cell.hyperlink = None
                if isinstance(cell.value, str):
                    _write(cell, cell.value)
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.data_validations = DataValidationList(
        dataValidation=[
            limit
            for limit in sheet.data_validations.dataValidation
            if limit.type == "list" and str(limit.formula1).startswith('"')
        ]
    )
    sheet.defined_names.clear()
    for drawn in ("_images", "_charts", "_pivots"):
        setattr(sheet, drawn, [])
    sheet.legacy_drawing = None


def _write(cell: Cell, words: str) -> None:
    """Text that stays text whatever it begins with, also after somebody edits the cell."""
    cell.value = _writable(words)
    cell.data_type = "s"
    if words.startswith(_FORMULA_MARKS):
        cell.quotePrefix = True


def _writable(words: str) -> str:
    """Text with what a workbook cannot hold, such as control characters, replaced by a mark."""
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", words)


def _mark(sheet: Worksheet, findings: Iterable[Finding], marks: Marks) -> None:
    """Colour every cell that has a finding by the gravest one, and say all of them in its comment."""
    by_cell: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_cell[finding.cell or ""].append(finding)
    for place, here in by_cell.items():
        try:
            cell = sheet[place]
        except (ValueError, CellCoordinatesException):  # a place that is no single cell stands in the list alone
            continue
        if isinstance(cell, MergedCell):
            cell = _corner(sheet, place)
        if isinstance(cell, Cell):
            cell.fill = _FILLS[here[0].severity]
            said = [cell.comment.text] if cell.comment else []
            cell.comment = Comment("\n\n".join([*said, *(_told(row, marks) for row in here)]), "innocity", 200, 320)
            sheet.sheet_state = Worksheet.SHEETSTATE_VISIBLE


def _corner(sheet: Worksheet, place: str) -> object:
    area = next(area for area in sheet.merged_cells.ranges if place in area)
    return sheet.cell(area.min_row, area.min_col)


def _told(row: Finding, marks: Marks) -> str:
    rule = marks.rules.find(row.code)
    severity = text(f"severity.{row.severity.value}", marks.language)
    lines = [f"[{severity}] {rule.message(marks.language)}"]
    if row.got is not None:
        lines.append(text("desk.got", marks.language, got=row.got))
    if row.expected is not None:
        lines.append(text("desk.expected", marks.language, expected=row.expected))
    return _writable("\n".join([*lines, text("desk.remedy", marks.language, remedy=rule.remedy(marks.language))]))


def _list(page: Worksheet, marks: Marks, guide: str) -> None:
    """All findings of the file on one page, ready to print."""
    _write_row(page, 1, [marks.title], _TITLE)
    _write_row(page, 2, [guide], _BODY)
    for row, height in ((1, 30), (2, 36)):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
        page.row_dimensions[row].height = height
    _write_row(page, 3, _headings(marks.language), _HEAD)
    _frame(page, 3, _HEAD_FILL)
    for number, finding in enumerate(marks.findings, start=4):
        cells = _cells(finding, marks)
        _write_row(page, number, cells, _BODY)
        _frame(page, number)
        page.row_dimensions[number].height = _LINE_HEIGHT * max(map(_lines, cells, _WIDTHS))
        page.cell(number, 1).fill = _FILLS[finding.severity]
    for column, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A4"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "3:3"


def _frame(page: Worksheet, row: int, fill: PatternFill | None = None) -> None:
    for column in range(1, len(_WIDTHS) + 1):
        page.cell(row, column).border = _BORDER
        if fill:
            page.cell(row, column).fill = fill


def _lines(words: str, width: int) -> int:
    """How many lines a text fills in a column of this width, where a Chinese character is as wide as two digits."""
    room = width - 2  # what the margins of the cell and the space of a character that no longer fits take
    parts = (sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in part) for part in words.split("\n"))
    return min(sum(max(1, -(-filled // room)) for filled in parts), _MOST_LINES)


def _headings(language: Language) -> list[str]:
    return [
        text("column.severity", language),
        text("reply.page", language),
        text("reply.cell", language),
        text("column.indicator", language),
        text("column.message", language),
        text("column.got", language),
        text("column.expected", language),
        text("column.remedy", language),
    ]


def _cells(row: Finding, marks: Marks) -> list[str]:
    rule = marks.rules.find(row.code)
    name = marks.framework.indicator(row.indicator).name(marks.language) if row.indicator else ""
    return [
        text(f"severity.{row.severity.value}", marks.language),
        row.sheet or "",
        row.cell or "",
        name,
        rule.message(marks.language),
        row.got or "",
        row.expected or "",
        rule.remedy(marks.language),
    ]


def _write_row(page: Worksheet, row: int, cells: Sequence[str], font: Font) -> None:
    for column, words in enumerate(cells, start=1):
        cell = page.cell(row, column)
        assert isinstance(cell, Cell)
        _write(cell, words)
        cell.font, cell.alignment = font, _WRAPPED
