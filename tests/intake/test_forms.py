"""A form is found by what it says; a header that may mean something else is not guessed at."""

import pytest
from workbooks import HEADER, Line, form, head, row, sheet

from innocity.intake.forms import Column, Form, FormRow, find_form
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Cell

TWO_LINES: list[Line] = [
    ("序号", "二级指标", "计量单位", "2022年", None, None, "上年（2021年）", "2023年"),
    (None, None, None, "完成值", "数据状态", "数据截至日期", "完成值", "目标值"),
]
MERGES = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 6)]


def years(form: Form | None) -> dict[str, int | None]:
    """The columns in order, with the year of each."""
    assert form is not None
    return {one.code: one.year for one in sorted(form.columns.values(), key=lambda one: one.column)}


def test_a_whole_form(words: Dictionary) -> None:
    found = find_form(
        sheet([*head(), ("指标", "2022年完成值", "状态"), ("甲", 1, None), (None, None, None), ("乙", None, "x")]),
        words,
    )
    assert found == Form(
        "指标数据",
        {"unit": Cell(2, 1, "市财政局"), "period": Cell(2, 6, "2022年第四季度")},
        {"indicator": Column("indicator", 1), "value": Column("value", 2, 2022), "status": Column("status", 3)},
        (
            FormRow(4, {"indicator": Cell(4, 1, "甲"), "value": Cell(4, 2, 1), "status": Cell(4, 3, None)}),
            FormRow(6, {"indicator": Cell(6, 1, "乙"), "value": Cell(6, 2, None), "status": Cell(6, 3, "x")}),
        ),
    )


@pytest.mark.parametrize("merged", [MERGES, []], ids=["merged", "plain"])
def test_the_lines_of_a_header_are_read_together(words: Dictionary, merged: list[tuple[int, int, int, int]]) -> None:
    rows = [*TWO_LINES, (1, "甲", "%", 1, "最终", "2023-03-31", 2, 3)]
    found = years(find_form(sheet(rows, merged), words))
    spread = 2022 if merged else None
    assert found == {
        "number": None,
        "indicator": None,
        "measure": None,
        "value": 2022,
        "status": spread,
        "as_of": spread,
        "previous_value": 2021,
        "target": 2023,
    }


def test_a_single_year_above_a_value_is_not_overlooked(words: Dictionary) -> None:
    rows = [line[:6] for line in TWO_LINES]
    assert years(find_form(sheet(rows, MERGES), words))["value"] == 2022


@pytest.mark.parametrize("blank", [0, 1, 4])
@pytest.mark.parametrize("left", [0, 2])
def test_a_form_may_stand_anywhere(words: Dictionary, blank: int, left: int) -> None:
    rows = [*[()] * blank, *[(*[None] * left, *line) for line in form(row(2.5))]]
    found = find_form(sheet(rows), words)
    assert found is not None
    assert [one.cells["value"].coordinate for one in found.rows] == [f"{'DF'[left // 2]}{blank + 4}"]
    assert {code: cell.text for code, cell in found.head.items()} == {"unit": "市财政局", "period": "2022年第四季度"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("指标", "2021年完成值", "2022年完成值", "2023年目标值"), {"indicator": None, "previous_value": 2021, "value": 2022, "target": 2023}),
        (("指标", "2022年完成值", "2021年完成值"), {"indicator": None, "value": 2022, "previous_value": 2021}),
        (("指标", "上年完成值", "完成值"), {"indicator": None, "previous_value": None, "value": None}),
        (("指标", "完成值", "备注", "说明"), {"indicator": None, "value": None, "note": None}),
        (("指标", "完成值", "数据状态（预估/初步/最终）"), {"indicator": None, "value": None, "status": None}),
    ],
)  # fmt: skip
def test_headers_understood(words: Dictionary, header: Line, expected: dict[str, int | None]) -> None:
    assert years(find_form(sheet([header, ("甲", 1, 2, 3)]), words)) == expected


@pytest.mark.parametrize(
    ("label", "measure"),
    [("完成值（万元）", "万元"), ("2022年完成值(%)", "%"), ("完成值", None), ("2022年完成值", None)],
)
def test_a_header_may_name_the_measure(words: Dictionary, label: str, measure: str | None) -> None:
    found = find_form(sheet([("指标", label, "状态"), ("甲", 1, None)]), words)
    assert found is not None
    assert found.columns["value"].measure == measure


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("指标", "状态", "备注"), ("甲", 1, 2)],
        [("名目", "完成值", "备注"), ("甲", 1, 2)],
        [("指标", "完成值"), ("甲", 1)],
        [("指标", "完成值", "完成值"), ("甲", 1, 2)],
        [("指标", "2020年完成值", "2022年完成值"), ("甲", 1, 2)],
        [("指标", "完成值", "目标值", "年度目标"), ("甲", 1, 2, 3)],
        [("指标", "完成值（同比增长）", "状态"), ("甲", 1, None)],
        [("指标", "2022年1-6月完成值", "状态"), ("甲", 1, None)],
        [(None, "上年", None), ("指标", "完成值", "状态"), ("甲", 1, None)],
        [(None, "去年同期", None), ("指标", "完成值", "状态"), ("甲", 1, None)],
        [(None, "去年", "本年", None), ("指标", "完成值", "完成值", "状态"), ("甲", 1, 2, None)],
        [("指标", "2022年", "状态"), (None, "2021年完成值", None), ("甲", 1, None)],
    ],
    ids=[
        "nothing", "no value", "no indicator", "too little", "two values", "years apart", "two targets", "growth",
        "half a year", "last year above", "unknown above", "unknown beside", "two years",
    ],
)  # fmt: skip
def test_no_form_is_guessed(words: Dictionary, rows: list[Line]) -> None:
    assert find_form(sheet(rows), words) is None


def test_a_header_that_reaches_above_what_is_understood_is_not_guessed_at(words: Dictionary) -> None:
    rows: list[Line] = [("指标", "去年同期", None), (None, "完成值", "状态"), ("甲", 1, None)]
    assert find_form(sheet(rows, [(1, 1, 2, 1), (1, 2, 1, 3)]), words) is None


@pytest.mark.parametrize("label", ["单位：亿元", "计量单位: 亿元"])
def test_the_head_may_name_the_measure_of_the_table(words: Dictionary, label: str) -> None:
    found = find_form(sheet([*head(), (None, None, None, label), HEADER, row(1)]), words)
    assert found is not None
    assert found.head["measure"].text == "亿元"


@pytest.mark.parametrize(
    "line",
    [("报送单位", "市财政局"), ("报送单位:", None, "市财政局"), ("填报单位：市财政局",), ("填報單位： 市财政局 ",)],
)
def test_labels_of_the_head(words: Dictionary, line: Line) -> None:
    found = find_form(sheet([line, HEADER, row(1)]), words)
    assert found is not None
    assert found.head["unit"].text == "市财政局"


def test_notes_below_the_table_are_not_rows(words: Dictionary) -> None:
    found = find_form(sheet([*form(row(1)), ("注：见附件",), ("填表人：", None, None, None, "审核人：")]), words)
    assert found is not None
    assert [one.row for one in found.rows] == [4]
