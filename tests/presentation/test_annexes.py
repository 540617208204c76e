"""The annexes in the form of the plan: numbers are numbers, texts are never formulas."""

from decimal import Decimal
from typing import Any

import pytest
import rows
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from innocity.language import Language, text
from innocity.presentation import annexes
from innocity.tables import Attainment

ZH = Language.ZH_HANS
D = Decimal
FRAMEWORK = rows.framework(
    [
        rows.indicator(1, name_zh_hans='=HYPERLINK("http://x","y")', measure=rows.SHARE),
        rows.indicator(2, name_zh_hans="+1", collectors=("second",)),
        rows.indicator(3, name_zh_hans="@SUM(A1)", group_zh_hans="-乙组", measure=rows.ANSWER, collectors=()),
        rows.indicator(4, group_zh_hans="=丙组"),
        rows.indicator(5, group_zh_hans="=丙组"),
    ]
)
TABLE = [
    rows.attainment(
        1,
        measure=rows.SHARE,
        actual="2.950",
        previous="2.53",
        target="3.0",
        completion_pct="98.333333",
        standing="met",
        status="met",
    ),
    rows.attainment(2, actual="1E+3", completion_pct="99.960000", actual_status="provisional"),
    rows.attainment(
        3,
        measure=rows.ANSWER,
        direction="yes_no",
        actual="yes",
        previous="no",
        target="yes",
        standing="met",
        status="met",
    ),
    rows.absent(4, "not_yet_measurable", previous=None),
    rows.absent(5),
]


def opened(table: list[Attainment] = TABLE) -> Worksheet:
    sheet = Workbook().worksheets[0]
    sheet.title = text("workbook.annex_1", ZH)
    annexes.indicators(sheet, table, FRAMEWORK, rows.parameters())
    return sheet


def line(sheet: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def test_lines() -> None:
    sheet = opened()
    assert [line(sheet, row) for row in range(5, 10)] == [
        [
            "甲组",
            1,
            '=HYPERLINK("http://x","y")（%）',
            "甲局、乙局",
            D("2.53"),
            D("2.950"),
            D("3.0"),
            D("0.98333333"),
            "最终",
            "● 已达标",
        ],
        [None, 2, "+1（个）", "乙局", 80, 1000, 100, D("0.9996"), "初步", "○ 未到考核时点"],
        ["-乙组", 3, "@SUM(A1)", "办公室", "无", "有", "有", "—", "最终", "● 已达标"],
        ["=丙组", 4, "指标4（个）", "甲局、乙局", "—", "—", 100, "—", "—", "○ 尚未公布"],
        [None, 5, "指标5（个）", "甲局、乙局", 80, "—", 100, "—", "—", "× 未报送"],
    ]


def test_head_and_foot() -> None:
    sheet = opened()
    title = text("workbook.title", ZH, year=2023, city="某市", programme="创新城市")
    subtitle = text("workbook.subtitle", ZH, period="2022年第四季度（年报）", day="2023年4月20日")
    assert [sheet[f"A{row}"].value for row in (1, 2, 3)] == ["附件1", title, subtitle]
    assert line(sheet, 4)[4:7] == ["2021年", "2022年", "2023年目标"]
    assert sheet["A10"].value == text("workbook.note", ZH)


@pytest.mark.parametrize(
    ("cell", "kind", "number_format"),
    [
        pytest.param("E5", "n", "0.00", id="two decimals as sent"),
        pytest.param("F5", "n", "0.000", id="zeros as sent"),
        pytest.param("G5", "n", "0.0", id="a target as the plan prints it"),
        pytest.param("F6", "n", "0", id="a whole number"),
        pytest.param("H5", "n", "0.0%", id="a share"),
        pytest.param("H6", "n", "0.00%", id="a share that is not yet 100"),
        pytest.param("B5", "n", "General", id="the number of the row"),
        pytest.param("F7", "s", "General", id="an answer"),
        pytest.param("F8", "s", "General", id="an absent value"),
        pytest.param("H8", "s", "General", id="an absent share"),
    ],
)
def test_numbers_are_numbers_in_their_own_decimals(cell: str, kind: str, number_format: str) -> None:
    found = opened()[cell]
    assert (found.data_type, found.number_format) == (kind, number_format)


def test_nothing_is_a_formula() -> None:
    assert {cell.data_type for row in opened().iter_rows() for cell in row} == {"s", "n"}


def test_groups_are_merged_and_single_cells_are_not() -> None:
    merged = ["A10:J10", "A1:J1", "A2:J2", "A3:J3", "A5:A6", "A8:A9"]
    assert sorted(map(str, opened().merged_cells.ranges)) == merged


def test_page() -> None:
    sheet = opened()
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D5", "$4:$4")
    assert sheet.print_area == "'附件1 主要指标'!$A$1:$J$10"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert (fitting.fitToPage, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (True, 1, 0)


def test_a_disputed_target_stays_a_number_with_its_dagger() -> None:
    facts = rows.framework(
        work_points=[rows.work_point()],
        commitments=[rows.commitment(basis="level", value=120, relation="conflicts", indicator="i1")],
    )
    sheet = Workbook().worksheets[0]
    annexes.indicators(sheet, [rows.attainment()], facts, rows.parameters())
    assert (sheet["G5"].value, sheet["G5"].number_format) == (100, '0"†"')
    assert "†" in str(sheet["A6"].value)


def test_work_points() -> None:
    facts = rows.framework(
        work_points=[rows.work_point("1-1"), rows.work_point("1-2", responsible=("second", "office"))],
        commitments=[rows.commitment()],
    )
    points = [
        rows.work_point_standing(progress="=cmd\u202e", scored=1, met=0, commitments=1),
        rows.work_point_standing("1-2"),
    ]
    sheet = Workbook().worksheets[0]
    annexes.work_points(sheet, points, [rows.commitment_standing()], facts, rows.parameters())
    assert sheet["A1"].value == "附件2"
    assert sheet["A2"].value == text("workbook.duties", ZH, year=2023, city="某市", programme="创新城市")
    promise = "承诺1-1-a：增加≥100个；实际50，符合进度"
    assert [line(sheet, row) for row in (5, 6)] == [
        [1, "某方面", "要点1-1", "甲局", "乙局", promise, "◆ 按时推进", "正在推进", "0/1", "=cmd〔U+202E〕"],
        [None, None, "要点1-2", "甲局", "乙局、办公室", "—", "◆ 按时推进", "正在推进", "—", "—"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
