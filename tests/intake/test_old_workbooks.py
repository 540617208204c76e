"""A workbook read quickly: the same cells in the same places, marked as read without formats."""

from datetime import date
from pathlib import Path

import pytest
import workbooks
from openpyxl import Workbook

from innocity.intake import old_workbooks
from innocity.intake.old_workbooks import read_quickly
from innocity.intake.reading import Cell, Sheet, read_workbook
from innocity.intake.refusal import RefusedError
from innocity.intake.triage import Kind, require_safe


def test_cells_in_their_places(tmp_path: Path) -> None:
    rows = [(), (None, "x", 1.5), (None, date(2023, 4, 20), True), (None, None, "y")]
    path = workbooks.make_workbook(tmp_path / "a.xlsx", rows, merges=["B3:B4"])
    cells = {
        (2, 2): Cell(2, 2, "x"),
        (2, 3): Cell(2, 3, 1.5),
        (3, 2): Cell(3, 2, date(2023, 4, 20)),
        (3, 3): Cell(3, 3, True),
        (4, 3): Cell(4, 3, "y"),
    }
    assert read_quickly(path.read_bytes()) == [Sheet(workbooks.SHEET, cells, ((3, 2, 4, 2),), is_degraded=True)]


def test_hidden_sheets_are_marked(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.create_sheet("deep").sheet_state = "veryHidden"
    workbook.save(tmp_path / "a.xlsx")
    sheets = read_quickly((tmp_path / "a.xlsx").read_bytes())
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [("Sheet", False), ("deep", True)]


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"])
def test_a_damaged_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedError):
        read_quickly(content)


def test_a_sheet_with_too_large_an_area_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_workbooks, "MAX_CELLS", 3)
    path = workbooks.make_workbook(tmp_path / "a.xlsx", [("x", 1), ("y", 2)])
    with pytest.raises(RefusedError, match="2 × 2"):
        read_quickly(path.read_bytes())


@pytest.mark.parametrize("name", ["days_from_1900.xls", "days_from_1904.xls"])
def test_a_real_old_workbook(name: str) -> None:
    path = Path(__file__).parents[1] / "data" / name
    assert require_safe(path) is Kind.XLS
    first, hidden = read_workbook(path)
    cells = [
        Cell(1, 1, "报送单位：市财政局"),
        *(Cell(2, column, text) for column, text in enumerate(("指标名称", "完成值", "数据截止日"), 1)),
        Cell(3, 1, workbooks.BUDGET),
        Cell(3, 2, 2.95),
        Cell(3, 3, date(2023, 3, 31)),
    ]
    expected = {(cell.row, cell.column): cell for cell in cells}
    assert first == Sheet(workbooks.SHEET, expected, ((1, 1, 1, 3),), is_degraded=True)
    assert (hidden.name, hidden.is_hidden) == ("隐藏", True)
