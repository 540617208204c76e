"""The blank workbook for one unit and period: what it reports alone, with what is known already filled in and locked."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from innocity.duties import duties, promised_by
from innocity.facts import Answer, Direction, Indicator, Value, ValueStatus
from innocity.framework import Framework
from innocity.intake.form_style import (
    BODY,
    CENTRE,
    HEAD,
    LEFT,
    band,
    choice,
    explain,
    frame,
    head,
    limit_days,
    open_cell,
    put,
    put_value,
    set_page,
)
from innocity.intake.intake import Intake
from innocity.intake.matching import Dictionary, dictionary
from innocity.intake.work_templates import promise_sheet, work_sheet
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import Observation
from innocity.xlsx import stable_bytes

FORM_ID = "innocity_form"
_HEADER_ROW, _FIRST_ROW = 3, 5
_WIDTHS = (6, 16, 40, 14, 12, 10, 14, 14, 12, 24, 26)
_VALUE, _STATUS, _AS_OF, _PREVIOUS, _TARGET, _EVIDENCE, _NOTE = range(5, 12)
_OPEN_COLUMNS = (_VALUE, _STATUS, _AS_OF, _EVIDENCE, _NOTE)


def template(framework: Framework, parameters: Parameters, unit: str, earlier: Intake | None = None) -> bytes:
    """The blank form of a unit as the bytes of an .xlsx workbook; intake reads it, filled in, without a finding.

    A sheet each for its indicators, its work points and the commitments that it leads, where it has any; `earlier` are
    the returns from which the last word before the period is taken.
    """
    language, words = Language(parameters.language), dictionary(framework)
    before = earlier or Intake([], [], [], [])
    book = Workbook()
    book.remove(book.worksheets[0])
    if framework.reported_by(unit):
        sheet = book.create_sheet(text("form.sheet", language))
        _indicator_sheet(sheet, framework, parameters, unit, before.observations, words)
    if duties(unit, framework):
        sheet = book.create_sheet(text("form.work_sheet", language))
        work_sheet(sheet, framework, parameters, unit, before.work_reports)
    if promised_by(unit, framework):
        sheet = book.create_sheet(text("form.promise_sheet", language))
        promise_sheet(sheet, framework, parameters, unit, before.commitment_values, words)
    form_id = DefinedName(FORM_ID, attr_text=f'"{parameters.period} {unit}"', hidden=True)
    book.defined_names[FORM_ID] = form_id
    return stable_bytes(book, parameters.as_of_date)


def _indicator_sheet(
    sheet: Worksheet,
    framework: Framework,
    parameters: Parameters,
    unit: str,
    earlier: Sequence[Observation],
    words: Dictionary,
) -> None:
    language, said = Language(parameters.language), framework.programme.said
    title = text("form.title", language, city=said("city", language), programme=said("programme", language))
    head(sheet, title, len(_WIDTHS), unit, framework, parameters)
    _header(sheet, parameters)
    indicators = framework.reported_by(unit)
    for row, indicator in enumerate(indicators, start=_FIRST_ROW):
        _line(sheet, row, indicator, framework, parameters, words)
        before = _year_before(indicator, framework, parameters, unit, earlier)
        put_value(sheet, row, _PREVIOUS, before, Language(parameters.language))
    after = _FIRST_ROW + len(indicators)
    _limit(sheet, range(_FIRST_ROW, after), parameters)
    _foot(sheet, after, parameters)
    set_page(sheet, _WIDTHS, range(_HEADER_ROW, _FIRST_ROW), f"D{_FIRST_ROW}")


def _year_before(
    indicator: Indicator, framework: Framework, parameters: Parameters, unit: str, earlier: Sequence[Observation]
) -> Value | None:
    """The approved value of the year before, else what the annual return or a later one said of that year last."""
    year = parameters.reporting_period.year - 1
    if approved := framework.approved(indicator.code, year, "baseline"):
        return approved[0]
    said = [
        row
        for row in earlier
        if (row.indicator, row.unit, row.reference_year, row.superseded_by) == (indicator.code, unit, year, None)
        and Period(year, 4) <= Period.parse(row.period) < parameters.reporting_period
    ]
    last = max(said, key=lambda row: Period.parse(row.period), default=None)
    return last.value if last else None


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
        put(sheet, upper, column, words, HEAD)
        frame(sheet, lower, column)
        sheet.merge_cells(start_row=upper, end_row=lower, start_column=column, end_column=column)
    put(sheet, upper, _VALUE, text("column.year", language, year=year), HEAD)
    for column in (_STATUS, _AS_OF):
        frame(sheet, upper, column)
    sheet.merge_cells(start_row=upper, end_row=upper, start_column=_VALUE, end_column=_AS_OF)
    put(sheet, upper, _PREVIOUS, text("form.previous", language, year=year - 1), HEAD)
    put(sheet, upper, _TARGET, text("column.year", language, year=parameters.target_year), HEAD)
    below = (
        (_VALUE, value),
        (_STATUS, text("form.status", language)),
        (_AS_OF, text("form.as_of", language)),
        (_PREVIOUS, value),
        (_TARGET, text("form.target", language)),
    )
    for column, words in below:
        put(sheet, lower, column, words, HEAD)
    for row in (upper, lower):
        sheet.row_dimensions[row].height = 30


def _line(
    sheet: Worksheet, row: int, indicator: Indicator, framework: Framework, parameters: Parameters, words: Dictionary
) -> None:
    language = Language(parameters.language)
    spelling = framework.measure(indicator.measure).name(language)
    measure = spelling if words.measures.find(spelling) == indicator.measure else indicator.measure
    put(sheet, row, 1, indicator.number, BODY)
    put(sheet, row, 2, indicator.group(language), BODY)
    put(sheet, row, 3, indicator.name(language), BODY, LEFT)
    put(sheet, row, 4, measure, BODY)
    target = framework.target(indicator.code, parameters.target_year, parameters.as_of_date)
    put_value(sheet, row, _TARGET, target.value if target else None, language)
    for column in _OPEN_COLUMNS:
        open_cell(sheet, row, column, LEFT if column in (_EVIDENCE, _NOTE) else CENTRE)
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
        limit = choice([text(f"answer.{answer.value}", language) for answer in Answer])
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
    explain(limit, definition, language)
    limit.add(place)
    return limit


def _limit(sheet: Worksheet, rows: range, parameters: Parameters) -> None:
    """What may be written as status and as-of day of every row."""
    language = Language(parameters.language)
    if not rows:
        return
    status = choice([text(f"status.{status.value}", language) for status in ValueStatus])
    explain(status, text("form.status_hint", language), language)
    first = date(parameters.reporting_period.year, 1, 1)
    as_of = limit_days(first, text("form.as_of_hint", language), language)
    for limit, column in ((status, _STATUS), (as_of, _AS_OF)):
        letter = get_column_letter(column)
        limit.add(f"{letter}{rows[0]}:{letter}{rows[-1]}")
        sheet.add_data_validation(limit)


def _foot(sheet: Worksheet, row: int, parameters: Parameters) -> None:
    language = Language(parameters.language)
    note = text("form.guide", language)
    if parameters.due_on:
        note = f"{note}\n{text('form.due', language, day=parameters.due_on)}"
    band(sheet, row, 1, len(_WIDTHS), note, BODY, LEFT)
    sheet.row_dimensions[row].height = 64
    signatures = ((1, text("form.filled_in_by", language)), (4, text("form.checked_by", language)))
    for column, words in (*signatures, (_AS_OF, text("form.head_of_unit", language))):
        cell = put(sheet, row + 1, column, words, BODY, Alignment(horizontal="left", vertical="center"))
        cell.border, cell.protection = Border(), Protection(locked=False)
    sheet.row_dimensions[row + 1].height = 30
