"""A workbook read quickly: the same cells in the same places, marked as read without formats."""

from datetime import date
from pathlib import Path

import pytest
import workbooks
from openpyxl import Workbook

from innocity.intake import old_workbooks
from innocity.intake.old_workbooks import read_quickly
from innocity.intake.reading import Cell, Sheet
from innocity.intake.refusal import RefusedError


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
