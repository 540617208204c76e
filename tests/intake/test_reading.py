"""A workbook as cells."""

from datetime import date, datetime
from pathlib import Path

import pytest
import workbooks
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from innocity.intake import reading
from innocity.intake.reading import Cell, Sheet, read_workbook
from innocity.intake.triage import RefusedError


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


def test_hidden_sheets_are_left_out(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.create_sheet("hidden").sheet_state = "hidden"
    workbook.create_sheet("deep").sheet_state = "veryHidden"
    workbook.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in read_workbook(tmp_path / "a.xlsx")] == ["Sheet"]
    assert (one(tmp_path / "a.xlsx").last_row, one(tmp_path / "a.xlsx").last_column) == (0, 0)


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
