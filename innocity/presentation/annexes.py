"""The two annexes of the plan in its own form, filled in: indicators with their values, work points with their lights."""

from collections.abc import Iterable, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from innocity.facts import WorkPoint
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.presentation.override_tables import NOTHING_BY_HAND, ByHand
from innocity.presentation.promise_tables import because, commitment_status, light, statement
from innocity.presentation.promise_words import dagger, other_promises, promised
from innocity.presentation.report_tables import status
from innocity.presentation.sheets import (
    BODY,
    HEAD,
    LABEL,
    SMALL,
    TEXT,
    TITLE,
    Look,
    fit_row,
    merge_runs,
    put,
    put_across,
    put_ids,
    put_share,
    put_value,
    set_page,
)
from innocity.presentation.tables import Cell
from innocity.tables import Attainment, CommitmentStanding, WorkPointStanding
from innocity.tables.numbers import number_id

_FIRST_ROW = 5
_INDICATORS = (18, 6, 44, 24, 11, 11, 14, 12, 12, 16)
_WORK_POINTS = (6, 14, 30, 18, 30, 40, 14, 16, 11, 44)


def indicators(
    sheet: Worksheet,
    rows: Sequence[Attainment],
    framework: Framework,
    parameters: Parameters,
    by_hand: ByHand = NOTHING_BY_HAND,
) -> None:
    """Annex 1: group, number, indicator, collectors, values by year and target as printed, and how each goes.

    A value that the office has set bears the double dagger, as on every page.
    """
    language, first = Language(parameters.language), rows[0]
    _head(sheet, 1, len(_INDICATORS), framework, parameters)
    headings = [
        *(text(f"column.{key}", language) for key in ("group", "number", "indicator", "collectors")),
        text("column.year", language, year=first.previous_year),
        text("column.year", language, year=first.reference_year),
        text("column.target", language, year=first.target_year),
        *(text(f"column.{key}", language) for key in ("completion", "status", "standing")),
    ]
    _headings(sheet, headings, _INDICATORS)
    for place, row in enumerate(rows, start=_FIRST_ROW):
        _indicator(sheet, place, row, framework, by_hand, language)
    merge_runs(sheet, 1, _FIRST_ROW, [framework.indicator(row.indicator).group(language) for row in rows])
    told = [text("table.by_hand", language)] if any("".join(_signs(by_hand, row)) for row in rows) else []
    note = " ".join([text("workbook.note", language), *told, *other_promises(rows, framework, language)])
    put_across(sheet, _FIRST_ROW + len(rows), len(_INDICATORS), note, SMALL, 62)
    set_page(sheet, _INDICATORS, (_FIRST_ROW - 1, _FIRST_ROW - 1), f"D{_FIRST_ROW}")


def _indicator(
    sheet: Worksheet, place: int, row: Attainment, framework: Framework, by_hand: ByHand, language: Language
) -> None:
    indicator = framework.indicator(row.indicator)
    name = framework.name_with_measure(row.indicator, language)
    collectors = _units(framework.collectors(indicator), framework, language)
    put(sheet, place, 1, indicator.group(language), BODY)
    put(sheet, place, 2, row.number, BODY)
    put(sheet, place, 3, name, TEXT)
    put(sheet, place, 4, collectors, BODY)
    put_value(sheet, place, 5, row.previous, language, _signs(by_hand, row)[0])
    put_value(sheet, place, 6, row.actual, language, _signs(by_hand, row)[1])
    put_value(sheet, place, 7, row.target, language, dagger(row, framework))
    put_share(sheet, place, 8, row.completion_pct)
    _trace(sheet, place, row)
    settled = text(f"status.{row.actual_status.value}", language) if row.actual_status else formats.ABSENT
    put(sheet, place, 9, settled, BODY)
    stands = _marked(status(row, language))
    put(sheet, place, 10, stands, BODY)
    fit_row(sheet, place, [_INDICATORS[2], _INDICATORS[3], _INDICATORS[9]], [name, collectors, stands])


def _signs(by_hand: ByHand, row: Attainment) -> tuple[str, str]:
    """The signs of the former and of the present value."""
    former = by_hand.sign(row.previous_file, row.previous_sheet, row.previous_cell)
    return former, by_hand.sign(row.actual_file, row.actual_sheet, row.actual_cell)


def _trace(sheet: Worksheet, place: int, row: Attainment) -> None:
    """A comment on each figure: its id, and the cell of the return in which it stands."""
    told = (
        (5, "previous", (row.previous_file, row.previous_sheet, row.previous_cell)),
        (6, "actual", (row.actual_file, row.actual_sheet, row.actual_cell)),
        (7, "target", (row.target_document, None, None)),
        (8, "completion_pct", (None, None, None)),
    )
    for column, figure, (file, *at) in told:
        if row.written(figure):
            where = " ".join(formats.submitted(part) for part in (file, "!".join(filter(None, at))) if part)
            put_ids(sheet, place, column, filter(None, (number_id(row, figure), where)))


def work_points(
    sheet: Worksheet,
    rows: Sequence[WorkPointStanding],
    promises: Sequence[CommitmentStanding],
    framework: Framework,
    parameters: Parameters,
) -> None:
    """Annex 2: area, work point, lead and responsible units as printed, and what was promised, what was kept, what was told."""
    language = Language(parameters.language)
    facts = {point.code: point for point in framework.work_points}
    areas = [str(getattr(facts[row.work_point], f"area_{language.suffix}")) for row in rows]
    _head(sheet, 2, len(_WORK_POINTS), framework, parameters)
    headings = [
        *(text(f"column.{key}", language) for key in ("number", "area", "work_point", "leads", "responsible")),
        *(text(f"column.{key}", language) for key in ("promises", "light", "light_reason", "kept", "progress")),
    ]
    _headings(sheet, headings, _WORK_POINTS)
    for place, (row, area) in enumerate(zip(rows, areas, strict=True), start=_FIRST_ROW):
        held = [one for one in promises if one.work_point == row.work_point]
        _work_point(sheet, place, (row, area, facts[row.work_point]), held, framework, language)
    for column in (1, 2):
        merge_runs(sheet, column, _FIRST_ROW, areas)
    put_across(sheet, _FIRST_ROW + len(rows), len(_WORK_POINTS), text("table.work_points_note", language), SMALL, 34)
    set_page(sheet, _WORK_POINTS, (_FIRST_ROW - 1, _FIRST_ROW - 1), f"D{_FIRST_ROW}")


def _work_point(
    sheet: Worksheet,
    place: int,
    of: tuple[WorkPointStanding, str, WorkPoint],
    promises: Iterable[CommitmentStanding],
    framework: Framework,
    language: Language,
) -> None:
    row, area, fact = of
    promises = list(promises)
    held = "\n".join(_promise(one, framework, language) for one in promises)
    told: Sequence[tuple[str, Look]] = (
        (area, BODY),
        (fact.title(language), TEXT),
        (_units(row.leads, framework, language), BODY),
        (_units(fact.responsible, framework, language), TEXT),
        (held or formats.ABSENT, TEXT),
        (_marked(light(row, language)), BODY),
        (because(row, language), BODY),
        (f"{row.met}/{row.scored}" if row.scored else formats.ABSENT, BODY),
        (formats.passage(row.progress or formats.ABSENT), TEXT),
    )
    put(sheet, place, 1, row.area, BODY)
    for column, (words, look) in enumerate(told, start=2):
        put(sheet, place, column, words, look)
    _trace_work_point(sheet, place, row, promises)
    fit_row(sheet, place, _WORK_POINTS[2:], [words for words, _ in told[1:]])


def _trace_work_point(
    sheet: Worksheet, place: int, row: WorkPointStanding, promises: Iterable[CommitmentStanding]
) -> None:
    """A comment on what was promised, on the light and on what was kept: the ids of their numbers."""
    figures = ("promised", "actual", "status")
    if held := [number_id(one, figure) for one in promises for figure in figures if one.written(figure)]:
        put_ids(sheet, place, 6, held)
    put_ids(sheet, place, 7, [number_id(row, "light")])
    if row.scored:
        put_ids(sheet, place, 9, [number_id(row, "met"), number_id(row, "scored")])


def _promise(row: CommitmentStanding, framework: Framework, language: Language) -> str:
    """One promised number with what there is of it and how it goes."""
    fact = next(one for one in framework.commitments if one.code == row.commitment)
    return text(
        "workbook.promise",
        language,
        statement=statement(fact, row.item, language),
        promised=promised(fact, framework, language),
        actual=formats.number(row.actual),
        status=commitment_status(row, language).text,
    )


def _head(sheet: Worksheet, annex: int, columns: int, framework: Framework, parameters: Parameters) -> None:
    """The number of the annex, its title, and of when its figures are."""
    language = Language(parameters.language)
    programme = framework.programme
    names = {"city": programme.said("city", language), "programme": programme.said("programme", language)}
    period, day = formats.period(parameters.period, language), formats.day(parameters.as_of_date, language)
    title = text("workbook.title" if annex == 1 else "workbook.duties", language, year=parameters.target_year, **names)
    put_across(sheet, 1, columns, text("workbook.annex", language, number=annex), LABEL, 20)
    put_across(sheet, 2, columns, title, TITLE, 34)
    put_across(sheet, 3, columns, text("workbook.subtitle", language, period=period, day=day), SMALL, 20)


def _headings(sheet: Worksheet, headings: Sequence[str], widths: Sequence[float]) -> None:
    for column, heading in enumerate(headings, start=1):
        put(sheet, _FIRST_ROW - 1, column, heading, HEAD)
    fit_row(sheet, _FIRST_ROW - 1, widths, headings)


def _marked(cell: Cell) -> str:
    return f"{cell.mark.symbol} {cell.text}"


def _units(codes: Iterable[str], framework: Framework, language: Language) -> str:
    return text("format.list_mark", language).join(framework.unit(code).name(language) for code in codes)
