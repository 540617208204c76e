"""Indicators along a line are read from their true cells; what may say something else is left unread."""

import pytest
import workbooks
from workbooks import Line, head, sheet

from innocity.intake.forms import find_forms, unread_names
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Area, Cell, Sheet

FIRST, OTHER = workbooks.BUDGET, "高新技术企业数"
NAMES: Line = ("指标名称", FIRST, OTHER)
MEASURES: Line = ("计量单位", "%", "家")
VALUES: Line = ("本期值", 2.5, 300)
STATUS: Line = ("数据状态", "最终", "初步")
DAYS: Line = ("截至日期", "2022-12-31", "2022-12-31")
FIELDS: list[Line] = [MEASURES, VALUES, STATUS, DAYS]


def taken(page: Sheet, words: Dictionary) -> list[tuple[str, str, int | None]]:
    """Name, cell and year of every value that is taken from a sheet."""
    return [
        (one.cells["indicator"].coordinate, one.cells["value"].coordinate, form.columns["value"].year)
        for form in find_forms(page, words, 2022)
        for one in form.rows
    ]


@pytest.mark.parametrize(
    ("rows", "merged", "expected"),
    [
        ([NAMES, *FIELDS], [], [("B1", "B3", None), ("C1", "C3", None)]),
        ([(None, FIRST, OTHER), *FIELDS], [], [("B1", "B3", None), ("C1", "C3", None)]),
        ([("主要指标报送表",), NAMES, *FIELDS, ("注：均为快报",)], [(1, 1, 1, 3)], [("B2", "B4", None), ("C2", "C4", None)]),
        ([NAMES[:2], *(line[:2] for line in FIELDS)], [], [("B1", "B3", None)]),
        ([("一级指标", "甲组", None), NAMES, *FIELDS], [(1, 2, 1, 3)], [("B2", "B4", None), ("C2", "C4", None)]),
        ([MEASURES, NAMES, *FIELDS[1:]], [], [("B2", "B3", None), ("C2", "C3", None)]),
        ([NAMES, ("2021年完成值", 1, 2), ("2022年完成值", 3, 4), STATUS, DAYS], [], [("B1", "B3", 2022), ("C1", "C3", 2022)]),
        ([("年份", FIRST, OTHER), (2021, 1, 2), (2022, 3, 4)], [], [("B1", "B3", 2022), ("C1", "C3", 2022)]),
        ([("年度", FIRST, OTHER), ("2021年", 1, 2), ("2022年", 3, 4)], [], [("B1", "B3", 2022), ("C1", "C3", 2022)]),
        (
            [("指标名称", None, FIRST, OTHER), ("2021年", "完成值", 1, 2), (None, "数据状态", "x", "x"),
             ("2022年", "完成值", 3, 4), (None, "数据状态", "最终", "最终")],
            [(1, 1, 1, 2), (2, 1, 3, 1), (4, 1, 5, 1)],
            [("C1", "C4", 2022), ("D1", "D4", 2022)],
        ),
        ([(*NAMES, None, "指标名称", "全社会R&D经费支出占GDP比重"), *((*line, None, line[0], line[1]) for line in FIELDS)],
         [], [("B1", "B3", None), ("C1", "C3", None), ("F1", "F3", None)]),
        ([NAMES, *FIELDS, (), ("指标名称", "全社会R&D经费支出占GDP比重"), *(line[:2] for line in FIELDS)],
         [], [("B1", "B3", None), ("C1", "C3", None), ("B7", "B9", None)]),
    ],
    ids=[
        "fields", "no word in the corner", "title and note", "one indicator", "groups above", "measures above", "years and fields",
        "years as numbers", "years in words", "two lines of labels", "side by side", "one below the other",
    ],
)  # fmt: skip
def test_read(
    words: Dictionary, rows: list[Line], merged: list[Area], expected: list[tuple[str, str, int | None]]
) -> None:
    page = sheet(rows, merged)
    assert taken(page, words) == expected
    assert unread_names(page, find_forms(page, words, 2022), words) == []


@pytest.mark.parametrize(
    "rows",
    [
        [NAMES, ("2021年情况",), *FIELDS],
        [NAMES, ("2021年",), *FIELDS],
        [(None, "去年同期"), NAMES, *FIELDS],
        [(None, None, "2021年"), NAMES, *FIELDS],
        [NAMES, *FIELDS, VALUES],
        [NAMES, MEASURES, STATUS, DAYS],
        [("去年同期", FIRST, OTHER), *FIELDS],
        [("完成值（亿元）", FIRST, OTHER), ("2021年", 1, 2), ("2022年", 3, 4)],
        [(None, FIRST), *FIELDS],
        [(FIRST, OTHER), ("%", "家"), (1, 2)],
        [NAMES, ("量纲", "%", "家"), ("数", 1, 2)],
    ],
    ids=[
        "a title among the labels", "a year among the labels", "a label above", "a year above", "two values", "no value",
        "a qualified corner", "a figure in the corner", "one name without a word", "no labels", "other labels",
    ],
)  # fmt: skip
def test_nothing_is_guessed(words: Dictionary, rows: list[Line]) -> None:
    page = sheet(rows)
    assert taken(page, words) == []
    assert unread_names(page, find_forms(page, words, 2022), words) != []


def test_the_head_stands_above(words: Dictionary) -> None:
    page = sheet([*head(), NAMES, *FIELDS])
    (found,) = find_forms(page, words, 2022)
    assert found.head == {"unit": Cell(2, 1, "市财政局"), "period": Cell(2, 6, "2022年第四季度")}


def test_a_later_table_is_of_the_year_that_its_title_names(words: Dictionary) -> None:
    page = sheet([*head(), NAMES, *FIELDS, (), ("2021年情况",), NAMES, *FIELDS])
    assert [form.columns["value"].year for form in find_forms(page, words, 2022)] == [None, 2021]
    assert len({form.head["unit"] for form in find_forms(page, words, 2022)}) == 1


def test_an_unknown_name_among_the_known_is_a_row_too(words: Dictionary) -> None:
    page = sheet([(*NAMES, "甲"), *((*line, 5) for line in FIELDS)])
    assert [name for name, _, _ in taken(page, words)] == ["B1", "C1", "D1"]
