"""Lines of years: the line of the period's year is read, and none where the year of a line is not certain."""

import pytest
import workbooks
from workbooks import Line, sheet

from innocity.intake.forms import find_forms, unread_names
from innocity.intake.matching import Dictionary

FIRST, OTHER = workbooks.BUDGET, "高新技术企业数"
COLUMN: Line = ("指标", "计量单位", "年份", "完成值")
HEADED: Line = ("指标", "计量单位", "完成值", "数据状态")

Taken = list[tuple[str, str, int | None, str]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([COLUMN, (FIRST, "%", 2021, 1), (None, None, 2022, 2)], [("A2", "D3", 2022, "%")]),
        ([COLUMN, (FIRST, "%", "2022年", 1), (OTHER, "家", "2022年", 2)], [("A2", "D2", 2022, "%"), ("A3", "D3", 2022, "家")]),
        ([COLUMN, (FIRST, "%", 2021, 1), (None, "亿元", 2022, 2)], [("A2", "D3", 2022, "亿元")]),
        ([COLUMN, (FIRST, "%", 2022, 1), (None, None, 2022, 2)], [("A2", "D2", 2022, "%"), ("A3", "D3", 2022, "")]),
        ([COLUMN, (FIRST, "%", 2020, 1), (None, None, 2021, 2)], [("A2", "D3", 2021, "%")]),
        ([COLUMN, (FIRST, "%", 2021, 1), (OTHER, "家", None, 2)], []),
        ([COLUMN, (FIRST, "%", 2022, 1), (None, None, None, "注：快报")], [("A2", "D2", 2022, "%"), ("A3", "D3", 2022, "")]),
        ([HEADED, (FIRST, "%"), (2021, None, 1), (2022, None, 2), (OTHER, "家"), ("2022年", None, 3)], [("A2", "C4", 2022, "%"), ("A5", "C6", 2022, "家")]),
        ([HEADED, (FIRST, "%"), ("2021年", "%", 1)], [("A2", "C3", 2021, "%")]),
        ([HEADED, (FIRST, "%"), ("2022年", "%", 1), ("某某", "%", 2)], [("A2", "C2", None, "%"), ("A3", "C3", None, "%"), ("A4", "C4", None, "%")]),
    ],
    ids=[
        "a name once", "a name in each", "a measure of its own", "a year twice", "an earlier year", "a line without a year", "a note",
        "headings", "a heading over an earlier year", "headings and others",
    ],
)  # fmt: skip
def test_lines_of_years(words: Dictionary, rows: list[Line], expected: Taken) -> None:
    found: Taken = [
        (
            one.cells["indicator"].coordinate,
            one.cells["value"].coordinate,
            form.columns["value"].year,
            one.cells["measure"].text,
        )
        for form in find_forms(sheet(rows), words, 2022)
        for one in form.rows
    ]
    assert found == expected


def test_a_heading_without_lines_is_unread(words: Dictionary) -> None:
    page = sheet([HEADED, (FIRST, "%"), (2022, None, 1), (OTHER, "家")])
    assert [cell.coordinate for cell in unread_names(page, find_forms(page, words, 2022), words)] == ["A4"]
