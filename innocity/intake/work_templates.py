"""The sheets of a blank form for work points and for commitments, with what the plan and earlier returns say filled in."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from innocity.duties import duties, is_lead, promised_by
from innocity.facts import Commitment, ValueStatus, WorkPoint
from innocity.framework import Framework
from innocity.intake.form_style import (
    BODY,
    CENTRE,
    HEAD,
    LEFT,
    band,
    choice,
    explain,
    head,
    limit_days,
    open_cell,
    put,
    put_value,
    set_page,
)
from innocity.intake.matching import Dictionary
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import CommitmentValue, Declared, WorkReport

_HEADER_ROW, _FIRST_ROW = 3, 4
_WORK_HEADINGS = (
    "number",
    "work_point",
    "role",
    "previous_progress",
    "progress",
    "state",
    "completed_on",
    "problem",
    "next_step",
    "evidence",
)
_WORK_WIDTHS = (6, 30, 12, 34, 44, 10, 13, 28, 28, 22)
_PREVIOUS_TEXT, _PROGRESS, _STATE, _COMPLETED_ON = 4, 5, 6, 7
_PROMISE_HEADINGS = (
    "number",
    "commitment",
    "item",
    "promised",
    "measure",
    "deadline",
    "previous_value",
    "value",
    "status",
    "as_of",
    "evidence",
    "note",
)
_PROMISE_WIDTHS = (8, 36, 24, 11, 11, 13, 12, 16, 10, 14, 22, 22)
_PREVIOUS, _VALUE, _STATUS, _AS_OF, _EVIDENCE, _NOTE = range(7, 13)
_FARTHEST = "1000000000"  # either way, for rises that may be falls
_RowT = TypeVar("_RowT", WorkReport, CommitmentValue)


def work_sheet(
    sheet: Worksheet, framework: Framework, parameters: Parameters, unit: str, earlier: Sequence[WorkReport]
) -> None:
    """The work points that a unit leads or is responsible for, one a row."""
    language, said = Language(parameters.language), framework.programme.said
    title = text("form.work_title", language, city=said("city", language), programme=said("programme", language))
    head(sheet, title, len(_WORK_WIDTHS), unit, framework, parameters)
    _headings(sheet, _WORK_HEADINGS, language)
    points = duties(unit, framework)
    for row, point in enumerate(points, start=_FIRST_ROW):
        own = [one for one in earlier if (one.work_point, one.unit) == (point.code, unit)]
        _work_line(sheet, row, point, is_lead(unit, point, framework), _latest(own, parameters), language)
    after = _FIRST_ROW + len(points)
    state = choice([_states(language)[word] for word in Declared])
    explain(state, text("form.state_hint", language), language)
    first = date(framework.programme.first_target_year - 1, 1, 1)
    _limit(
        sheet, after, {_STATE: state, _COMPLETED_ON: limit_days(first, text("form.completed_hint", language), language)}
    )
    _finish(sheet, after, text("form.work_guide", language), _WORK_WIDTHS, "C")


def promise_sheet(
    sheet: Worksheet,
    framework: Framework,
    parameters: Parameters,
    unit: str,
    earlier: Sequence[CommitmentValue],
    words: Dictionary,
) -> None:
    """The commitments of the work points that a unit leads, one figure a row; those of an indicator are locked."""
    language, said = Language(parameters.language), framework.programme.said
    title = text("form.promise_title", language, city=said("city", language), programme=said("programme", language))
    head(sheet, title, len(_PROMISE_WIDTHS), unit, framework, parameters)
    _headings(sheet, _PROMISE_HEADINGS, language)
    lines = [(row, item) for row in promised_by(unit, framework) for item in row.items or (None,)]
    for row, (commitment, item) in enumerate(lines, start=_FIRST_ROW):
        _promise(sheet, row, commitment, item, framework, words, language)
        own = [one for one in earlier if (one.commitment, one.item, one.unit) == (commitment.code, item, unit)]
        last = _latest(own, parameters)
        put_value(sheet, row, _PREVIOUS, last.value if last else None, language)
        _answer(sheet, row, commitment, framework, language)
    after = _FIRST_ROW + len(lines)
    status = choice([text(f"status.{word.value}", language) for word in ValueStatus])
    explain(status, text("form.status_hint", language), language)
    first = date(parameters.reporting_period.year, 1, 1)
    _limit(sheet, after, {_STATUS: status, _AS_OF: limit_days(first, text("form.as_of_hint", language), language)})
    _finish(sheet, after, text("form.promise_guide", language), _PROMISE_WIDTHS, "D")


def _headings(sheet: Worksheet, names: Sequence[str], language: Language) -> None:
    headings = {
        "number": text("form.number", language),
        "work_point": text("form.work_point", language),
        "role": text("form.role", language),
        "previous_progress": text("form.previous_progress", language),
        "progress": text("form.progress", language),
        "state": text("form.state", language),
        "completed_on": text("form.completed_on", language),
        "problem": text("form.problem", language),
        "next_step": text("form.next_step", language),
        "evidence": text("form.evidence", language),
        "commitment": text("form.commitment", language),
        "item": text("form.item", language),
        "promised": text("form.promised", language),
        "measure": text("form.measure", language),
        "deadline": text("form.deadline", language),
        "previous_value": text("form.previous_value", language),
        "value": text("form.value", language),
        "status": text("form.status", language),
        "as_of": text("form.as_of", language),
        "note": text("form.note", language),
    }
    for column, name in enumerate(names, start=1):
        put(sheet, _HEADER_ROW, column, headings[name], HEAD)
    sheet.row_dimensions[_HEADER_ROW].height = 32


def _states(language: Language) -> dict[Declared, str]:
    return {
        Declared.DONE: text("declared.done", language),
        Declared.UNDER_WAY: text("declared.under_way", language),
        Declared.DELAYED: text("declared.delayed", language),
        Declared.NOT_STARTED: text("declared.not_started", language),
    }


def _latest(said: Sequence[_RowT], parameters: Parameters) -> _RowT | None:
    """What was said last before the period and counts."""
    counted = [
        row for row in said if row.superseded_by is None and Period.parse(row.period) < parameters.reporting_period
    ]
    return max(counted, key=lambda row: Period.parse(row.period), default=None)


def _work_line(
    sheet: Worksheet, row: int, point: WorkPoint, leads: bool, last: WorkReport | None, language: Language
) -> None:
    put(sheet, row, 1, point.code, BODY)
    put(sheet, row, 2, str(getattr(point, f"title_{language.suffix}")), BODY, LEFT)
    put(sheet, row, 3, text("form.lead", language) if leads else text("form.responsible", language), BODY)
    put(sheet, row, _PREVIOUS_TEXT, (last.progress if last else None) or "", BODY, LEFT)
    for column in range(_PROGRESS, len(_WORK_WIDTHS) + 1):
        open_cell(sheet, row, column, CENTRE if column in (_STATE, _COMPLETED_ON) else LEFT)
    sheet.cell(row, _COMPLETED_ON).number_format = "yyyy-mm-dd"
    sheet.row_dimensions[row].height = 64


def _promise(
    sheet: Worksheet,
    row: int,
    commitment: Commitment,
    item: str | None,
    framework: Framework,
    words: Dictionary,
    language: Language,
) -> None:
    """What the plan says of a promised number."""
    spelling = framework.measure(commitment.measure).name(language)
    measure = spelling if words.measures.find(spelling) == commitment.measure else commitment.measure
    value = "" if commitment.value is None else f"{commitment.operator} {commitment.value:f}"
    put(sheet, row, 1, commitment.code, BODY)
    put(sheet, row, 2, str(getattr(commitment, f"statement_{language.suffix}")), BODY, LEFT)
    put(sheet, row, 3, item or "", BODY, LEFT)
    put(sheet, row, 4, value, BODY)
    put(sheet, row, 5, measure, BODY)
    put(sheet, row, 6, commitment.deadline.isoformat() if commitment.deadline else "", BODY)
    sheet.row_dimensions[row].height = 40


def _answer(sheet: Worksheet, row: int, commitment: Commitment, framework: Framework, language: Language) -> None:
    """The cells to fill in; locked where the figure is taken from an indicator."""
    if commitment.relation == "same" and commitment.indicator:
        number = framework.indicator(commitment.indicator).number
        put(sheet, row, _VALUE, text("form.from_indicator", language, number=number), BODY)
        for column in range(_STATUS, _NOTE + 1):
            put(sheet, row, column, "", BODY)
        return
    for column in range(_VALUE, _NOTE + 1):
        open_cell(sheet, row, column, LEFT if column in (_EVIDENCE, _NOTE) else CENTRE)
    sheet.cell(row, _AS_OF).number_format = "yyyy-mm-dd"
    limit = DataValidation("decimal", "0", operator="greaterThanOrEqual", allow_blank=True)
    if commitment.basis != "level":
        limit.operator, limit.formula1, limit.formula2 = "between", f"-{_FARTHEST}", _FARTHEST
    explain(limit, text("form.figure_hint", language), language)
    limit.add(f"{get_column_letter(_VALUE)}{row}")
    sheet.add_data_validation(limit)


def _limit(sheet: Worksheet, after: int, limits: dict[int, DataValidation]) -> None:
    """What may be written in whole columns."""
    for column, limit in limits.items():
        letter = get_column_letter(column)
        limit.add(f"{letter}{_FIRST_ROW}:{letter}{after - 1}")
        sheet.add_data_validation(limit)


def _finish(sheet: Worksheet, after: int, guide: str, widths: Sequence[int], frozen: str) -> None:
    band(sheet, after, 1, len(widths), guide, BODY, LEFT)
    sheet.row_dimensions[after].height = 36
    set_page(sheet, widths, range(_HEADER_ROW, _FIRST_ROW), f"{frozen}{_FIRST_ROW}")
