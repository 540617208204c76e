"""The blank workbook for one unit and period: its indicators alone, with what is known already filled in and locked."""

from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from innocity.facts import Answer, Direction, Indicator, Value, ValueStatus
from innocity.framework import Framework
from innocity.intake.matching import Dictionary, dictionary, read_period
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.xlsx import stable_bytes

FORM_ID = "innocity_form"
_HEADER_ROW, _FIRST_ROW = 3, 5
_WIDTHS = (6, 16, 40, 14, 12, 10, 14, 14, 12, 24, 26)
_VALUE, _STATUS, _AS_OF, _PREVIOUS, _TARGET, _EVIDENCE, _NOTE = range(5, 12)
_OPEN_COLUMNS = (_VALUE, _STATUS, _AS_OF, _EVIDENCE, _NOTE)
_DAY_ZERO = date(1899, 12, 30)  # from which a spreadsheet counts its days
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TITLE, _HEAD, _BODY = Font(name="黑体", size=16), Font(name="黑体", size=11), Font(name="宋体", size=11)
_TO_FILL_IN = PatternFill("solid", fgColor="FFF9E5")
_GIVEN = PatternFill("solid", fgColor="F2F2F2")


def template(framework: Framework, parameters: Parameters, unit: str) -> bytes:
    """The blank form of a unit as the bytes of an .xlsx workbook; intake reads it, filled in, without a finding."""
    language = Language(parameters.language)
    words = dictionary(framework)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = text("form.sheet", language)
    _head(sheet, framework, parameters, unit, words)
    _header(sheet, parameters)
    indicators = framework.reported_by(unit)
    for row, indicator in enumerate(indicators, start=_FIRST_ROW):
        _line(sheet, row, indicator, framework, parameters, words)
    after = _FIRST_ROW + len(indicators)
    _limit(sheet, range(_FIRST_ROW, after), parameters)
    _foot(sheet, after, parameters)
    _set_page(sheet)
    form_id = DefinedName(FORM_ID, attr_text=f'"{parameters.period} {unit}"', hidden=True)
    book.defined_names[FORM_ID] = form_id
    return stable_bytes(book, parameters.as_of_date)


def _head(sheet: Worksheet, framework: Framework, parameters: Parameters, unit: str, words: Dictionary) -> None:
    language, said = Language(parameters.language), framework.programme.said
    title = text("form.title", language, city=said("city", language), programme=said("programme", language))
    _band(sheet, 1, 1, len(_WIDTHS), title, _TITLE, _CENTRE)
    sheet.row_dimensions[1].height = 34
    name = framework.unit(unit).name(language)
    _band(sheet, 2, 1, 4, text("form.unit", language, unit=name), _BODY, _LEFT)
    period = parameters.reporting_period
    in_words = text(f"format.period_{f'q{period.quarter}'}", language, year=period.year)
    told = in_words if read_period(in_words) == period else str(period)
    _band(sheet, 2, 5, len(_WIDTHS), text("form.period", language, period=told), _BODY, _LEFT)
    sheet.row_dimensions[2].height = 22


def _header(sheet: Worksheet, parameters: Parameters) -> None:
    """Two lines: the year above what is asked for that year; every other heading over both."""
    language, year = Language(parameters.language), parameters.reporting_period.year
    value, upper, lower = text("form.value", language), _HEADER_ROW, _HEADER_ROW + 1
    standing_alone = {
        1: text("form.number", language),
        2: text("form.group", language),
        3: text("form.indicator", language),
        4: text("form.measure", language),
        _EVIDENCE: text("form.evidence", language),
        _NOTE: text("form.note", language),
    }
    for column, words in standing_alone.items():
        _put(sheet, upper, column, words, _HEAD)
        _frame(sheet, lower, column)
        sheet.merge_cells(start_row=upper, end_row=lower, start_column=column, end_column=column)
    _put(sheet, upper, _VALUE, text("column.year", language, year=year), _HEAD)
    for column in (_STATUS, _AS_OF):
        _frame(sheet, upper, column)
    sheet.merge_cells(start_row=upper, end_row=upper, start_column=_VALUE, end_column=_AS_OF)
    _put(sheet, upper, _PREVIOUS, text("form.previous", language, year=year - 1), _HEAD)
    _put(sheet, upper, _TARGET, text("column.year", language, year=parameters.target_year), _HEAD)
    below = (
        (_VALUE, value),
        (_STATUS, text("form.status", language)),
        (_AS_OF, text("form.as_of", language)),
        (_PREVIOUS, value),
        (_TARGET, text("form.target", language)),
    )
    for column, words in below:
        _put(sheet, lower, column, words, _HEAD)
    for row in (upper, lower):
        sheet.row_dimensions[row].height = 30


def _line(
    sheet: Worksheet, row: int, indicator: Indicator, framework: Framework, parameters: Parameters, words: Dictionary
) -> None:
    language, year = Language(parameters.language), parameters.reporting_period.year
    spelling = framework.measure(indicator.measure).name(language)
    measure = spelling if words.measures.find(spelling) == indicator.measure else indicator.measure
    _put(sheet, row, 1, indicator.number, _BODY)
    _put(sheet, row, 2, indicator.group(language), _BODY)
    _put(sheet, row, 3, indicator.name(language), _BODY, _LEFT)
    _put(sheet, row, 4, measure, _BODY)
    approved = framework.approved(indicator.code, year - 1, "baseline")
    target = framework.target(indicator.code, parameters.target_year, parameters.as_of_date)
    _put_value(sheet, row, _PREVIOUS, approved[0] if approved else None, language)
    _put_value(sheet, row, _TARGET, target.value if target else None, language)
    for column in _OPEN_COLUMNS:
        cell = _frame(sheet, row, column)
        cell.protection, cell.fill, cell.font = Protection(locked=False), _TO_FILL_IN, _BODY
        cell.alignment = _LEFT if column in (_EVIDENCE, _NOTE) else _CENTRE
    sheet.cell(row, _AS_OF).number_format = "yyyy-mm-dd"
    sheet.row_dimensions[row].height = 46
    sheet.add_data_validation(
        _value_limit(indicator, framework, measure, language, f"{get_column_letter(_VALUE)}{row}")
    )


def _value_limit(
    indicator: Indicator, framework: Framework, measure: str, language: Language, place: str
) -> DataValidation:
    """What may be written as the value, and the definition, which shows when the cell is chosen."""
    if indicator.direction is Direction.YES_NO:
        limit = _choice([text(f"answer.{answer.value}", language) for answer in Answer])
    else:
        most = framework.measure(indicator.measure).upper_limit
        limit = DataValidation("decimal", "0", operator="greaterThanOrEqual", allow_blank=True)
        if most is not None:
            limit.operator, limit.formula2 = "between", f"{most:f}"
    direction = {
        Direction.HIGHER: text("form.higher", language),
        Direction.LOWER: text("form.lower", language),
        Direction.YES_NO: text("form.yes_no", language),
    }[indicator.direction]
    definition = text("form.definition", language, measure=measure, direction=direction, decimals=indicator.decimals)
    _explain(limit, definition, language)
    limit.add(place)
    return limit


def _limit(sheet: Worksheet, rows: range, parameters: Parameters) -> None:
    """What may be written as status and as-of day of every row."""
    language = Language(parameters.language)
    if not rows:
        return
    status = _choice([text(f"status.{status.value}", language) for status in ValueStatus])
    _explain(status, text("form.status_hint", language), language)
    first_day = (date(parameters.reporting_period.year, 1, 1) - _DAY_ZERO).days
    as_of = DataValidation("date", str(first_day), operator="greaterThanOrEqual", allow_blank=True)
    _explain(as_of, text("form.as_of_hint", language), language)
    for limit, column in ((status, _STATUS), (as_of, _AS_OF)):
        letter = get_column_letter(column)
        limit.add(f"{letter}{rows[0]}:{letter}{rows[-1]}")
        sheet.add_data_validation(limit)


def _choice(answers: list[str]) -> DataValidation:
    return DataValidation("list", f'"{",".join(answers)}"', allow_blank=True)


def _explain(limit: DataValidation, words: str, language: Language) -> None:
    limit.promptTitle, limit.prompt = text("form.hint", language), words
    limit.errorTitle, limit.error = text("form.hint", language), text("form.refused", language)
    limit.showInputMessage = limit.showErrorMessage = True


def _foot(sheet: Worksheet, row: int, parameters: Parameters) -> None:
    language = Language(parameters.language)
    note = text("form.guide", language)
    if parameters.due_on:
        note = f"{note}\n{text('form.due', language, day=parameters.due_on)}"
    _band(sheet, row, 1, len(_WIDTHS), note, _BODY, _LEFT)
    sheet.row_dimensions[row].height = 64
    signatures = ((1, text("form.filled_in_by", language)), (4, text("form.checked_by", language)))
    for column, words in (*signatures, (_AS_OF, text("form.head_of_unit", language))):
        cell = _put(sheet, row + 1, column, words, _BODY, Alignment(horizontal="left", vertical="center"))
        cell.border, cell.protection = Border(), Protection(locked=False)
    sheet.row_dimensions[row + 1].height = 30


def _band(sheet: Worksheet, row: int, first: int, last: int, words: str, font: Font, alignment: Alignment) -> None:
    """Text across several columns, without a frame."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    _put(sheet, row, first, words, font, alignment).border = Border()


def _put_value(sheet: Worksheet, row: int, column: int, value: Value | None, language: Language) -> None:
    """A figure given in advance, with the decimals it was approved with."""
    if isinstance(value, Decimal):
        decimals = max(-int(value.as_tuple().exponent), 0)
        cell = _put(sheet, row, column, value, _BODY)
        cell.number_format = "0" + ("." + "0" * decimals if decimals else "")
    else:
        cell = _put(sheet, row, column, text(f"answer.{value.value}", language) if value else "", _BODY)
    cell.fill = _GIVEN


def _put(
    sheet: Worksheet, row: int, column: int, value: str | int | Decimal, font: Font, alignment: Alignment = _CENTRE
) -> Cell:
    cell = _frame(sheet, row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # whatever a text begins with, it is never a formula
    cell.font, cell.alignment = font, alignment
    return cell


def _frame(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert not isinstance(cell, MergedCell)  # areas are merged after their cells are written
    cell.border = _BORDER
    return cell


def _set_page(sheet: Worksheet) -> None:
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"D{_FIRST_ROW}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # both may be done
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW + 1}"
    sheet.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{sheet.max_row}"
