"""A workbook as cells."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
import workbooks
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

from innocity.intake import reading
from innocity.intake.reading import Cell, Sheet, read_workbook
from innocity.intake.refusal import RefusedError


def one(path: Path) -> Sheet:
    """The only sheet."""
    (sheet,) = read_workbook(path)
    return sheet


def test_cells_with_their_formats_and_places(tmp_path: Path) -> None:
    rows = [("名称", 3, None), (datetime(2023, 4, 20, 8), True, " x ")]  # noqa: DTZ001 - workbooks know no zones
    path = workbooks.make_workbook(tmp_path / "a.xlsx", rows, formats={"B1": "0.0", "A2": "yyyy-mm-dd"})
    cells = {
        (1, 1): Cell(1, 1, "名称"),
        (1, 2): Cell(1, 2, 3, "0.0"),
        (2, 1): Cell(2, 1, date(2023, 4, 20), "yyyy-mm-dd"),
    }
    assert one(path) == Sheet("指标数据", cells | {(2, 2): Cell(2, 2, True), (2, 3): Cell(2, 3, " x ")})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" x\n", "x"),
        (3, "3"),
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (date(2023, 4, 20), "2023-04-20"),
    ],
)
def test_a_cell_as_text(value: reading.Scalar, text: str) -> None:
    assert Cell(1, 28, value).text == text


def test_the_address_of_a_cell() -> None:
    assert Cell(7, 28, None).coordinate == "AB7"


def test_formulas_with_and_without_their_result(tmp_path: Path) -> None:
    path = workbooks.make_workbook(tmp_path / "a.xlsx", [("=1+1", "=2+2", "text")])
    workbooks.calculate(path, "A1", "2")
    assert list(one(path).cells.values()) == [
        Cell(1, 1, 2, formula="=1+1"),
        Cell(1, 2, None, formula="=2+2"),
        Cell(1, 3, "text"),
    ]


def test_a_formula_that_fills_an_area_is_a_formula(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = ArrayFormula("A1:A2", "=SUM(B1:B2*2)")
    workbook.save(tmp_path / "a.xlsx")
    assert one(tmp_path / "a.xlsx").own(1, 1) == Cell(1, 1, None, formula="=SUM(B1:B2*2)")


def test_an_error_value_is_its_text(tmp_path: Path) -> None:
    path = workbooks.make_workbook(tmp_path / "a.xlsx", [("#N/A",)])
    assert one(path).own(1, 1).text == "#N/A"


def test_merged_areas_are_covered_by_their_corner(tmp_path: Path) -> None:
    path = workbooks.make_workbook(tmp_path / "a.xlsx", [("x", None, "y"), (None, None, "z")], merges=["A1:B2"])
    sheet = one(path)
    assert (sheet.last_row, sheet.last_column) == (2, 3)
    assert [sheet.spanning(row, column).text for row in (1, 2) for column in (1, 2, 3)] == [
        "x",
        "x",
        "y",
        "x",
        "x",
        "z",
    ]
    assert sheet.own(2, 2) == Cell(2, 2, None)


def test_what_is_hidden_is_marked(tmp_path: Path) -> None:
    workbook = Workbook()
    page = workbook.worksheets[0]
    for row in (1, 2, 3):
        for column in (1, 2, 3):
            page.cell(row, column, row * 10 + column)
    page.row_dimensions[2].hidden = True
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    workbook.create_sheet("hidden").sheet_state = "hidden"
    workbook.create_sheet("deep").sheet_state = "veryHidden"
    workbook.save(tmp_path / "a.xlsx")
    first, *others = read_workbook(tmp_path / "a.xlsx")
    assert [cell.value for cell in first.cells.values() if not cell.is_hidden] == [11, 13]
    assert [(sheet.name, sheet.is_hidden, sheet.last_row) for sheet in (first, *others)] == [
        ("Sheet", False, 3),
        ("hidden", True, 0),
        ("deep", True, 0),
    ]


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.worksheets[0]["A1"] = date(2023, 4, 20)
    workbook.save(tmp_path / "a.xlsx")
    assert one(tmp_path / "a.xlsx").own(1, 1).value == date(2023, 4, 20)


def test_empty_fills_and_a_wrong_dimension_do_no_harm(tmp_path: Path) -> None:
    path = workbooks.make_workbook(tmp_path / "a.xlsx", [("x", 1), ("y", 2)], formats={"B1": "0.0"})
    fills = re.compile("<fill>.*?</fill>")
    workbooks.rewrite(path, "xl/styles.xml", lambda xml: fills.sub("<fill/>", xml))
    workbooks.rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: re.sub('ref="A1:B2"', 'ref="A1"', xml, count=1))
    assert [(cell.text, cell.number_format) for cell in one(path).cells.values()] == [
        ("x", "General"),
        ("1", "0.0"),
        ("y", "General"),
        ("2", "General"),
    ]


def test_a_text_table_is_one_sheet(tmp_path: Path) -> None:
    (tmp_path / "报送.xls").write_bytes("指标,完成值,状态\n甲,1,最终\n".encode("gb18030"))
    (sheet,) = read_workbook(tmp_path / "报送.xls", ["完成值"])
    assert (sheet.name, sheet.own(2, 2), sheet.is_degraded) == ("报送", Cell(2, 2, "1"), False)


def test_a_very_large_workbook_is_read_without_its_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGE_CELLS", 3)
    rows = [("x", 1.5, True), (None, date(2023, 4, 20), "#N/A")]
    path = workbooks.make_workbook(tmp_path / "a.xlsx", rows, merges=["A1:A2"], formats={"B1": "0.0%"})
    cells = {(1, 1): Cell(1, 1, "x"), (1, 2): Cell(1, 2, 1.5), (1, 3): Cell(1, 3, True)}
    cells[2, 2] = Cell(2, 2, date(2023, 4, 20))
    assert one(path).is_degraded
    assert one(path).merged == ((1, 1, 2, 1),)
    assert {place: one(path).own(*place) for place in cells} == cells


def test_a_stray_cell_far_away_is_refused(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["XFD1048576"] = "x"
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(RefusedError, match="1048576 × 16384"):
        read_workbook(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_a_damaged_part_is_refused(tmp_path: Path, part: str) -> None:
    path = workbooks.make_workbook(tmp_path / "a.xlsx", [("x",)])
    workbooks.rewrite(path, part, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(RefusedError):
        read_workbook(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = workbooks.make_workbook(tmp_path / "a.xlsx", [("x",)])
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'
    workbooks.rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: bomb + xml)
    with pytest.raises(RefusedError):
        read_workbook(path)
