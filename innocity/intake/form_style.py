"""How the sheets of a blank form look and what may be written in them: fonts, frames, locks, choices, the printed page."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from innocity.facts import Value
from innocity.framework import Framework
from innocity.intake.matching import read_period
from innocity.language import Language, text
from innocity.parameters import Parameters

_DAY_ZERO = date(1899, 12, 30)  # from which a spreadsheet counts its days
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
TITLE, HEAD, BODY = Font(name="黑体", size=16), Font(name="黑体", size=11), Font(name="宋体", size=11)
_TO_FILL_IN = PatternFill("solid", fgColor="FFF9E5")
_GIVEN = PatternFill("solid", fgColor="F2F2F2")


def head(sheet: Worksheet, title: str, columns: int, unit: str, framework: Framework, parameters: Parameters) -> None:
    """The first two lines of a sheet: its title, then the unit and the period."""
    language = Language(parameters.language)
    band(sheet, 1, 1, columns, title, TITLE, CENTRE)
    sheet.row_dimensions[1].height = 34
    name = framework.unit(unit).name(language)
    band(sheet, 2, 1, 4, text("form.unit", language, unit=name), BODY, LEFT)
    period = parameters.reporting_period
    in_words = text(f"format.period_{f'q{period.quarter}'}", language, year=period.year)
    told = in_words if read_period(in_words) == period else str(period)
    band(sheet, 2, 5, columns, text("form.period", language, period=told), BODY, LEFT)
    sheet.row_dimensions[2].height = 22


def band(sheet: Worksheet, row: int, first: int, last: int, words: str, font: Font, alignment: Alignment) -> None:
    """Text across several columns, without a frame."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    put(sheet, row, first, words, font, alignment).border = Border()


def put_value(sheet: Worksheet, row: int, column: int, value: Value | None, language: Language) -> None:
    """A figure given in advance, with the decimals it was approved with."""
    if isinstance(value, Decimal):
        decimals = max(-int(value.as_tuple().exponent), 0)
        cell = put(sheet, row, column, value, BODY)
        cell.number_format = "0" + ("." + "0" * decimals if decimals else "")
    else:
        cell = put(sheet, row, column, text(f"answer.{value.value}", language) if value else "", BODY)
    cell.fill = _GIVEN


def put(
    sheet: Worksheet, row: int, column: int, value: str | int | Decimal, font: Font, alignment: Alignment = CENTRE
) -> Cell:
    """A locked cell with a frame; a text is never a formula, whatever it begins with."""
    cell = frame(sheet, row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font, cell.alignment = font, alignment
    return cell


def frame(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell with a frame."""
    cell = sheet.cell(row, column)
    assert not isinstance(cell, MergedCell)  # areas are merged after their cells are written
    cell.border = _BORDER
    return cell


def open_cell(sheet: Worksheet, row: int, column: int, alignment: Alignment) -> Cell:
    """A cell that the unit fills in."""
    cell = frame(sheet, row, column)
    cell.protection, cell.fill, cell.font, cell.alignment = Protection(locked=False), _TO_FILL_IN, BODY, alignment
    return cell


def limit_days(first: date, hint: str, language: Language) -> DataValidation:
    """A day, not before the first one."""
    days = DataValidation("date", str((first - _DAY_ZERO).days), operator="greaterThanOrEqual", allow_blank=True)
    explain(days, hint, language)
    return days


def choice(answers: list[str]) -> DataValidation:
    """One of these words."""
    return DataValidation("list", f'"{",".join(answers)}"', allow_blank=True)


def explain(limit: DataValidation, words: str, language: Language) -> None:
    """The words that show when a cell is chosen, and when something else was written."""
    limit.promptTitle, limit.prompt = text("form.hint", language), words
    limit.errorTitle, limit.error = text("form.hint", language), text("form.refused", language)
    limit.showInputMessage = limit.showErrorMessage = True


def set_page(sheet: Worksheet, widths: Sequence[int], header: range, frozen: str) -> None:
    """Widths, frozen panes, protection and the printed page; the lines of the header stand on every page."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = frozen
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # both may be done
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header[0]}:{header[-1]}"
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{sheet.max_row}"
