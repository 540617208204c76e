"""The report as a workbook: annex 1 of the plan, filled in; real numbers, no formula, the same bytes every time."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from innocity.facts import Value
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.arithmetic import PERCENT
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.presentation.report_tables import status
from innocity.tables import Attainment
from innocity.xlsx import stable_bytes

_FIRST_ROW = 5
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_BODY, _HEAD, _TITLE, _SMALL = (
    Font(name="宋体", size=11),
    Font(name="黑体", size=11),
    Font(name="黑体", size=16),
    Font(name="宋体", size=10),
)
_WIDTHS = (18, 6, 40, 16, 22, 11, 11, 14, 12, 12, 12)


def annex(rows: Sequence[Attainment], framework: Framework, parameters: Parameters, title: str) -> bytes:
    """Annex 1 filled in, as the bytes of an .xlsx workbook."""
    language = Language(parameters.language)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = text("workbook.annex", language)
    _head(sheet, rows[0], title, parameters, language)
    for place, row in enumerate(rows, start=_FIRST_ROW):
        _line(sheet, place, row, framework, language)
    _merge_groups(sheet, [framework.indicator(row.indicator).group(language) for row in rows])
    _foot(sheet, _FIRST_ROW + len(rows), language)
    _set_page(sheet)
    return stable_bytes(book, parameters.as_of_date)


def _head(sheet: Worksheet, first: Attainment, title: str, parameters: Parameters, language: Language) -> None:
    for line, words, font in ((1, title, _TITLE), (2, _subtitle(parameters, language), _SMALL)):
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=len(_WIDTHS))
        _put(sheet, line, 1, words, font, _CENTRE, is_framed=False)
    sheet.row_dimensions[1].height = 34
    years = {"previous": first.previous_year, "actual": first.reference_year, "target": first.target_year}
    headings = [
        *(text(f"column.{key}", language) for key in ("group", "number", "indicator", "measure", "collectors")),
        text("column.year", language, year=years["previous"]),
        text("column.year", language, year=years["actual"]),
        text("column.target", language, year=years["target"]),
        *(text(f"column.{key}", language) for key in ("completion", "status", "standing")),
    ]
    for column, heading in enumerate(headings, start=1):
        _put(sheet, _FIRST_ROW - 1, column, heading, _HEAD, _CENTRE)
    sheet.row_dimensions[_FIRST_ROW - 1].height = 34


def _subtitle(parameters: Parameters, language: Language) -> str:
    period, day = formats.period(parameters.period, language), formats.day(parameters.as_of_date, language)
    return text("workbook.subtitle", language, period=period, day=day)


def _line(sheet: Worksheet, place: int, row: Attainment, framework: Framework, language: Language) -> None:
    indicator = framework.indicator(row.indicator)
    collectors = text("format.list_mark", language).join(
        framework.unit(u).name(language) for u in framework.collectors(indicator)
    )
    _put(sheet, place, 1, indicator.group(language), _BODY, _CENTRE)
    _put(sheet, place, 2, row.number, _BODY, _CENTRE)
    _put(sheet, place, 3, indicator.name(language), _BODY, _LEFT)
    _put(sheet, place, 4, framework.measure(row.measure).name(language), _BODY, _CENTRE)
    _put(sheet, place, 5, collectors, _BODY, _CENTRE)
    for column, value in enumerate((row.previous, row.actual, row.target), start=6):
        _put_value(sheet, place, column, value, language)
    _put_share(sheet, place, 9, row.completion_pct)
    settled = text(f"status.{row.actual_status.value}", language) if row.actual_status else formats.ABSENT
    _put(sheet, place, 10, settled, _BODY, _CENTRE)
    _put(sheet, place, 11, status(row, language).text, _BODY, _CENTRE)
    sheet.row_dimensions[place].height = 32 if len(indicator.name(language)) <= 40 else 62


def _put_value(sheet: Worksheet, row: int, column: int, value: Value | None, language: Language) -> None:
    """A value with the decimals it was sent with, an answer or an absence as its word."""
    if isinstance(value, Decimal):
        decimals = max(-int(value.as_tuple().exponent), 0)
        _put(sheet, row, column, value, _BODY, _CENTRE, number_format="0" + ("." + "0" * decimals if decimals else ""))
    else:
        _put(sheet, row, column, formats.value(value, language), _BODY, _CENTRE)


def _put_share(sheet: Worksheet, row: int, column: int, share: Decimal | None) -> None:
    """A share that the workbook shows in per cent with the decimals of the page, an absence as its word."""
    if share is None:
        _put(sheet, row, column, formats.ABSENT, _BODY, _CENTRE)
    else:
        shown = f"0.{'0' * formats.share_decimals(share)}%"
        _put(sheet, row, column, share / PERCENT, _BODY, _CENTRE, number_format=shown)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int | Decimal,
    font: Font,
    alignment: Alignment,
    *,
    number_format: str = "General",
    is_framed: bool = True,
) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # whatever a text begins with, it is never a formula
    cell.font, cell.alignment, cell.number_format = font, alignment, number_format
    if is_framed:
        cell.border = _BORDER


def _merge_groups(sheet: Worksheet, groups: list[str]) -> None:
    """One cell for each run of rows of the same group."""
    start = 0
    for end in range(1, len(groups) + 1):
        if end == len(groups) or groups[end] != groups[start]:
            first, last = _FIRST_ROW + start, _FIRST_ROW + end - 1
            if first < last:  # spreadsheet programs call a merged area of one cell damage
                sheet.merge_cells(start_row=first, start_column=1, end_row=last, end_column=1)
            start = end


def _foot(sheet: Worksheet, row: int, language: Language) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
    _put(sheet, row, 1, text("workbook.note", language), _SMALL, _LEFT, is_framed=False)
    sheet.row_dimensions[row].height = 48


def _set_page(sheet: Worksheet) -> None:
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"D{_FIRST_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"
    sheet.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{sheet.max_row}"
