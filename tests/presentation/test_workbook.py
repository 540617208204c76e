"""Annex 1 as a workbook: numbers are numbers, texts are never formulas, the same bytes every time."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
import rows
from openpyxl.worksheet.worksheet import Worksheet

from innocity.language import Language, text
from innocity.presentation.workbook import annex
from innocity.tables import Attainment

ZH = Language.ZH_HANS
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
TITLE = "=某市主要指标"


def built(table: list[Attainment] = TABLE) -> bytes:
    return annex(table, FRAMEWORK, rows.parameters(), TITLE)


def opened() -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(built())).active
    assert isinstance(sheet, Worksheet)
    return sheet


def line(sheet: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def test_same_rows_same_bytes_and_no_clock() -> None:
    assert built() == built()
    with zipfile.ZipFile(io.BytesIO(built())) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.namelist()[0] == "[Content_Types].xml"
        assert parts.read("docProps/core.xml").count(b"2023-04-20T00:00:00Z") == 2


def test_lines() -> None:
    sheet = opened()
    assert [line(sheet, row) for row in range(5, 10)] == [
        ["甲组", 1, '=HYPERLINK("http://x","y")', "%", "甲局、乙局", 2.53, 2.95, 3, 0.98333333, "最终", "已达标"],
        [None, 2, "+1", "个", "乙局", 80, 1000, 100, 0.9996, "初步", "未到考核时点"],
        ["-乙组", 3, "@SUM(A1)", "有无", "办公室", "无", "有", "有", "—", "最终", "已达标"],
        ["=丙组", 4, "指标4", "个", "甲局、乙局", "—", "—", 100, "—", "—", "尚未公布"],
        [None, 5, "指标5", "个", "甲局、乙局", 80, "—", 100, "—", "—", "未报送"],
    ]


def test_head_and_foot() -> None:
    sheet = opened()
    assert sheet.title == text("workbook.annex", ZH)
    assert sheet["A1"].value == TITLE
    assert sheet["A2"].value == text("workbook.subtitle", ZH, period="2022年第四季度（年报）", day="2023年4月20日")
    assert line(sheet, 4)[5:8] == ["2021年", "2022年", "2023年目标"]
    assert sheet["A10"].value == text("workbook.note", ZH)


@pytest.mark.parametrize(
    ("cell", "kind", "number_format"),
    [
        pytest.param("F5", "n", "0.00", id="two decimals as sent"),
        pytest.param("G5", "n", "0.000", id="zeros as sent"),
        pytest.param("H5", "n", "0.0", id="a target as the plan prints it"),
        pytest.param("G6", "n", "0", id="a whole number"),
        pytest.param("I5", "n", "0.0%", id="a share"),
        pytest.param("I6", "n", "0.00%", id="a share that is not yet 100"),
        pytest.param("B5", "n", "General", id="the number of the row"),
        pytest.param("G7", "s", "General", id="an answer"),
        pytest.param("G8", "s", "General", id="an absent value"),
        pytest.param("I8", "s", "General", id="an absent share"),
    ],
)
def test_numbers_are_numbers_in_their_own_decimals(cell: str, kind: str, number_format: str) -> None:
    found = opened()[cell]
    assert (found.data_type, found.number_format) == (kind, number_format)


def test_nothing_is_a_formula() -> None:
    assert {cell.data_type for row in opened().iter_rows() for cell in row} == {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(built())) as parts:
        assert not any(b"<f>" in parts.read(name) or b"<f " in parts.read(name) for name in parts.namelist())


def test_groups_are_merged_and_single_cells_are_not() -> None:
    assert sorted(map(str, opened().merged_cells.ranges)) == ["A10:K10", "A1:K1", "A2:K2", "A5:A6", "A8:A9"]


def test_page() -> None:
    sheet = opened()
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_area) == ("D5", "$4:$4", "'主要指标'!$A$1:$K$10")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert (fitting.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
