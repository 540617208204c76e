"""Page breaks in tables."""

import pytest

from innocity.presentation.markup import read
from innocity.presentation.table_breaks import is_brief, is_one_piece, kept_together
from innocity.presentation.table_layout import Layout, Placed, Setting, laid_out, placed


def _cells(rows: str) -> list[Placed]:
    (table,) = read(f"<table>{rows}</table>").all("table")
    return placed(table)


@pytest.mark.parametrize(("note", "expected"), [("", True), ("注" * 416, True), ("注" * 417, False)])
def test_only_a_brief_note_is_repeated(note: str, expected: bool) -> None:
    assert is_brief(note) is expected


@pytest.mark.parametrize(
    ("rows", "is_kept"),
    [
        pytest.param("<tr><td>短</td></tr>", True, id="short"),
        pytest.param(f"<tr><td>{'长' * 2000}</td></tr>", False, id="longer than half a page"),
        pytest.param(f"<tr><td>{'短<br>' * 30}</td></tr>", False, id="many lines"),
        pytest.param("<tr><td rowspan=6>组</td><td>a</td></tr>" + "<tr><td>b</td></tr>" * 5, True, id="small group"),
        pytest.param("<tr><td rowspan=40>组</td><td>a</td></tr>" + "<tr><td>b</td></tr>" * 39, False, id="large group"),
    ],
)
def test_only_what_fits_on_a_page_is_kept_together(rows: str, is_kept: bool) -> None:
    cells = _cells(rows)
    assert ((0, 0) in kept_together(cells, laid_out(cells, is_wide=False))) is is_kept


@pytest.mark.parametrize(("setting", "is_kept"), [(Setting.SMALL, True), (Setting.TURNED, False)])
def test_a_page_on_its_side_keeps_fewer_lines_together(setting: Setting, is_kept: bool) -> None:
    cells = _cells("<tr><td rowspan=20>组</td><td>a</td></tr>" + "<tr><td>b</td></tr>" * 19)
    assert ((0, 0) in kept_together(cells, Layout(setting, [20.0, 20.0]))) is is_kept


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("<tr><td>短</td></tr>" * 9, True, id="few rows"),
        pytest.param("<tr><td>短</td></tr>" * 10, False, id="many rows"),
        pytest.param(f"<tr><td>{'长<br>' * 20}</td></tr>" * 2, True, id="two tall rows"),
        pytest.param(f"<tr><td>{'长<br>' * 20}</td></tr>" * 3, False, id="taller than a page"),
    ],
)
def test_only_a_table_that_fits_on_a_page_stays_in_one_piece(rows: str, expected: bool) -> None:
    cells = _cells(rows)
    assert is_one_piece(cells, laid_out(cells, is_wide=False)) is expected
