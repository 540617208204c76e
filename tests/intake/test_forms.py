"""A form is found by what it says; a header that may mean something else is not guessed at."""

from itertools import product

import pytest
import workbooks
from hypothesis import given
from hypothesis import strategies as st
from workbooks import HEADER, Line, form, head, row, sheet

from innocity.intake.forms import Column, Form, FormRow, find_forms, unread_names
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Cell, Sheet

TWO_LINES: list[Line] = [
    ("序号", "二级指标", "计量单位", "2022年", None, None, "上年（2021年）", "2023年"),
    (None, None, None, "完成值", "数据状态", "数据截至日期", "完成值", "目标值"),
]
MERGES = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 6)]


def find_form(page: Sheet, words: Dictionary, year: int | None = None) -> Form | None:
    """The only form of a sheet; None where there is none."""
    found = find_forms(page, words, year)
    assert len(found) <= 1
    return found[0] if found else None


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
        [(None, "甲项", "乙项", None), ("指标", "完成值", "完成值", "状态"), ("甲", 1, 2, None)],
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


@pytest.mark.parametrize("period", ["2022年度", "2022年", "2022年第四季度"])
def test_a_split_head_above_the_value_is_no_line_of_the_header(words: Dictionary, period: str) -> None:
    rows: list[Line] = [
        ("报送单位", "市财政局", "报告期", period),
        ("指标", "单位", "状态", "完成值"),
        ("甲", "%", "x", 1),
    ]
    found = find_form(sheet(rows), words, 2022)
    assert found is not None
    assert {code: cell.text for code, cell in found.head.items()} == {"unit": "市财政局", "period": period}
    assert found.columns["value"].year is None


def test_a_year_in_a_line_of_the_head_is_not_guessed_at(words: Dictionary) -> None:
    rows: list[Line] = [
        ("报送单位：", "市财政局", None, "2021年"),
        ("指标", "单位", "状态", "完成值"),
        ("甲", "%", "x", 1),
    ]
    assert find_form(sheet(rows), words, 2022) is None


def test_notes_below_the_table_are_not_rows(words: Dictionary) -> None:
    found = find_form(sheet([*form(row(1)), ("注：见附件",), ("填表人：", None, None, None, "审核人：")]), words)
    assert found is not None
    assert [one.row for one in found.rows] == [4]


def taken(page: Sheet, words: Dictionary, year: int | None = 2022) -> list[tuple[str, str, int | None]]:
    """Name, cell and year of every value that is taken from a sheet."""
    return [
        (one.cells["indicator"].text, one.cells["value"].coordinate, form.columns["value"].year)
        for form in find_forms(page, words, year)
        for one in form.rows
    ]


SIDE_BY_SIDE = ("指标", "单位", "完成值", "状态")


@pytest.mark.parametrize(
    ("rows", "merged", "expected"),
    [
        ([("指标", "2021年", "2022年", "状态"), ("甲", 1, 2, None)], [], [("甲", "C2", 2022)]),
        ([("指标", "2022年", "2021年", "2023年", "状态"), ("甲", 1, 2, 3)], [], [("甲", "B2", 2022)]),
        ([("指标", "2020年完成值", "2022年完成值", "状态"), ("甲", 1, 2)], [], [("甲", "C2", 2022)]),
        ([("指标", "2021年完成值", "完成值", "状态"), ("甲", 1, 2)], [], [("甲", "C2", None)]),
        ([("指标", "2021年完成值", "单位", "状态"), ("甲", 1, 2)], [], [("甲", "B2", 2021)]),
        (
            [("指标", "2021年", None, "2022年", None), (None, "完成值", "状态", "完成值", "状态"), ("甲", 1, "x", 2, "y")],
            [(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)],
            [("甲", "D3", 2022)],
        ),
        ([(*SIDE_BY_SIDE, *SIDE_BY_SIDE), ("甲", "%", 1, "x", "乙", "%", 2, "y")], [], [("甲", "C2", None), ("乙", "G2", None)]),
        ([(*SIDE_BY_SIDE, None, *SIDE_BY_SIDE), ("甲", "%", 1, "x", None, "乙", "%", 2, "y")], [], [("甲", "C2", None), ("乙", "H2", None)]),
        ([SIDE_BY_SIDE, ("甲", "%", 1, "x"), SIDE_BY_SIDE, ("乙", "%", 2, "y")], [], [("甲", "C2", None), ("乙", "C4", None)]),
        ([SIDE_BY_SIDE, ("甲", "%", 1, "x"), (), ("2021年情况",), SIDE_BY_SIDE, ("乙", "%", 2, "y")], [], [("甲", "C2", None), ("乙", "C6", 2021)]),
        ([SIDE_BY_SIDE, ("甲", "%", 1, "x"), ("指标", "单位", "目标值", "备注"), ("乙", "%", 2, "y")], [], [("甲", "C2", None)]),
        ([SIDE_BY_SIDE, ("甲", "%", 1, "x"), ("项目", "量纲", "去年", "说法"), ("乙", "%", 2, "y")], [], [("甲", "C2", None)]),
        ([SIDE_BY_SIDE, ("甲", "%", 1, "x"), ("合计", "%", 3, "x"), ("小 计", None, 3)], [], [("甲", "C2", None)]),
        ([("指标", "年份", "完成值"), ("甲", "2021年", 1), (None, 2022, 2), ("乙", "2021", 3)], [(2, 1, 3, 1)], [("乙", "C4", 2021), ("甲", "C3", 2022)]),
        ([("指标", "年份", "完成值"), ("甲", "上年", 1), ("甲", "本年", 2)], [], []),
        ([("指标", "单位", "完成值"), ("甲", "%", 1), (None, "%", 2)], [(2, 1, 3, 1)], [("甲", "C2", None), ("甲", "C3", None)]),
        ([("指标", "甲", "乙"), ("单位", "%", "%"), ("完成值", 1, 2), ("状态", "x", "y")], [], []),
        ([("指标", "完成值", "完成值（调整后）", "状态"), ("甲", 1, 2, "x")], [], []),
        ([("指标", "上年", None, "状态"), (None, "目标值", "完成值", None), ("甲", 1, 2, "x")], [], []),
        ([(None, "去年同期", None, None), ("指标", "完成值", "单位", "状态"), ("甲", 1, 2, "x")], [(1, 2, 1, 4)], []),
        ([(None, "去年", None, None), ("指标", "目标值", "完成值", "状态"), ("甲", 1, 2, "x")], [], []),
        ([("某某报送表", None, None, None), ("指标", "单位", "完成值", "状态"), ("甲", 1, 2, "x")], [(1, 1, 1, 4)], [("甲", "C3", None)]),
    ],
    ids=[
        "bare years", "a later year", "years apart", "last year and now", "last year only", "years with their status", "side by side",
        "with a gap", "repeated header", "a table of last year", "another table", "another table in other words", "totals",
        "years as rows", "years in words", "lines of one name", "transposed", "two values", "a label without its span",
        "a label over several", "a label to the left", "a merged title",
    ],
)  # fmt: skip
def test_layouts(
    words: Dictionary,
    rows: list[Line],
    merged: list[tuple[int, int, int, int]],
    expected: list[tuple[str, str, int | None]],
) -> None:
    assert taken(sheet(rows, merged), words) == expected


def test_a_name_in_no_form_is_told(words: Dictionary) -> None:
    page = sheet([*form(row(1)), (), ("项目", "数量"), (workbooks.BUDGET, 3), ("别的", 4)])
    assert [cell.coordinate for cell in unread_names(page, find_forms(page, words, 2022), words)] == ["A7"]


def test_names_of_other_years_are_not_unread(words: Dictionary) -> None:
    page = sheet([("指标", "年份", "完成值"), (workbooks.BUDGET, 2021, 1), (workbooks.BUDGET, 2022, 2)])
    assert unread_names(page, find_forms(page, words, 2022), words) == []


LABELS = {
    "number": "序号", "group": "一级指标", "measure": "计量单位", "previous_value": "2021年完成值", "target": "2023年目标值",
    "status": "数据状态", "as_of": "数据截止日", "note": "备注", "rank": "全省排名", "extra": "责任科室",
}  # fmt: skip
NAMES = ("甲", "乙", "丙")


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Sheet, dict[str, tuple[int, int]]]:
    """A form in some ordinary layout, and the place of the value of each name."""
    others = draw(st.lists(st.sampled_from(sorted(LABELS)), unique=True))
    codes = draw(st.permutations(sorted({"indicator", "value", "status", *others})))
    top, left = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    depth = draw(st.integers(1, 3))
    in_header = draw(st.booleans())
    labels = LABELS | {"indicator": "指标名称", "value": "2022年完成值" + ("（%）" if in_header else "")}
    cells: dict[tuple[int, int], object] = {}
    merged: list[tuple[int, int, int, int]] = []
    first = top + 2 * draw(st.booleans()) + 1
    if first > top + 1:
        cells[top + 1, left + 1] = "主要指标报送表"
        merged.append((top + 1, left + 1, top + 1, left + len(codes)))
        cells[top + 2, left + 1] = "报送单位：甲局"
    for column, code in enumerate(codes, left + 1):
        cells[first, column] = labels[code]
        if depth > 1:
            if code == "value" and draw(st.booleans()):
                cells[first, column] = "2022年"
                cells[first + depth - 1, column] = labels[code].removeprefix("2022年")
                merged += [(first, column, first + depth - 2, column)] if depth > 2 else []
            else:
                merged.append((first, column, first + depth - 1, column))
    places: dict[str, tuple[int, int]] = {}
    for line, name in enumerate(NAMES, first + depth):
        for column, code in enumerate(codes, left + 1):
            cells[line, column] = {"indicator": name, "value": line / 7, "group": "组"}.get(code, f"{code}{line}")
            if code == "value":
                places[name] = (line, column)
    if "group" in codes and draw(st.booleans()):
        column = left + 1 + codes.index("group")
        merged.append((first + depth, column, first + depth + 2, column))
        del cells[first + depth + 1, column], cells[first + depth + 2, column]
    if draw(st.booleans()):
        cells[first + depth + 4, left + 1] = "注：数据以统计部门为准"
        merged.append((first + depth + 4, left + 1, first + depth + 4, left + len(codes)))
    return Sheet("表", {place: Cell(*place, value) for place, value in cells.items()}, tuple(merged)), places  # type: ignore[arg-type]


@given(layouts())
def test_every_ordinary_layout_is_read_from_the_right_cells(
    words: Dictionary, layout: tuple[Sheet, dict[str, tuple[int, int]]]
) -> None:
    page, places = layout
    (found,) = find_forms(page, words, 2022)
    values = {one.cells["indicator"].text: one.cells["value"] for one in found.rows}
    assert {name: (values[name].row, values[name].column) for name in NAMES} == places


@pytest.mark.parametrize(("above", "beside"), list(product(["上年", "2021年", "同比", "预测"], [True, False])))
def test_a_line_that_qualifies_the_value_never_gets_lost(words: Dictionary, above: str, beside: bool) -> None:
    top = (None, above, None, None) if beside else (None, None, above, None)
    rows = [top, ("指标", "目标值", "完成值", "状态"), ("甲", 1, 2, "x")]
    assert all(year == 2021 for _, _, year in taken(sheet(rows), words))
