"""Where a form ends because another table begins below it."""

import pytest
from workbooks import BUDGET, Line, form, row, sheet

from innocity.intake.foreign import foreign_area, foreign_findings, is_number
from innocity.intake.forms import find_forms, foreign_tables
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Area
from innocity.intake.rules import Place, Rules

FIRMS: list[Line] = [("序号", "企业名称", "所属园区"), (1, "某某科技", "甲园"), (2, "某某制造", "乙园")]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ([(), *FIRMS], [(6, 1, 8, 3)]),
        ([("附：企业名单",), *FIRMS], [(6, 1, 8, 3)]),
        ([(), ("企业", "园区"), ("某某科技", "甲园")], [(6, 1, 7, 2)]),
        ([(), ("企业", "园区")], []),
        ([("项目", "量纲", "去年", "说法"), ("甲", "%", "多", "y")], [(5, 1, 6, 4)]),
        ([(), row("三点五", name="某某", status="初步", as_of=None)], []),
        ([(), ("填表人：", "张三", "审核人：", "李四"), ("联系电话", "一二三")], []),
        ([(), ("合计", "小计"), ("x", "y")], []),
    ],
    ids=[
        "firms",
        "under a title",
        "beside the value",
        "one line",
        "other words",
        "a line of the form",
        "a foot",
        "totals",
    ],
)
def test_another_table_below(words: Dictionary, below: list[Line], expected: list[Area]) -> None:
    found = find_forms(sheet([*form(row(1)), *below]), words, 2022)
    assert foreign_tables(found) == expected
    if expected:
        assert [one.row for one in found[0].rows] == [4]


def test_one_finding_a_table(words: Dictionary, rules: Rules) -> None:
    page = sheet([*form(row(1)), (), *FIRMS])
    (found,) = foreign_findings(page, find_forms(page, words, 2022), Place("a.xlsx"), rules)
    assert (found.code, found.sheet, found.cell, found.got) == ("foreign_table", "指标数据", "A6", "A6:C8 序号")


def test_a_table_below_a_form_with_years(words: Dictionary) -> None:
    header = ("指标", "年份", "完成值")
    page = sheet([header, (BUDGET, 2021, 1), (BUDGET, 2022, 2), (), ("企业", "园区"), ("某某", "甲园")])
    assert foreign_tables(find_forms(page, words, 2022)) == [(5, 1, 6, 2)]


def test_a_line_alone_is_no_table(words: Dictionary) -> None:
    assert foreign_area(sheet([("甲", "乙"), (), ("丙",)]), 3, 9, range(1, 4), words) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("去年", False), ("", False), ("九点六零七九", True), ("百分之三", True), ("3家", True)]
)
def test_a_number_in_words_is_no_header(text: str, expected: bool) -> None:
    assert is_number(text) is expected
