"""A large workbook read by its rows that matter: each exactly as in a small one."""

from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks
from intake import hostile

from innocity.framework import load
from innocity.intake import large_workbooks, package
from innocity.intake.large_workbooks import read_large
from innocity.intake.matching import dictionary
from innocity.intake.reading import Sheet, Unread, read_workbook
from innocity.intake.refusal import RefusedError
from innocity.intake.triage import require_safe
from innocity.workspace import CODE, Workspace

WORDS = dictionary(load(Workspace.at(CODE)))
ROWS = 400


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_workbooks, "LARGE_BYTES", 2_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A form of many firms; line 310 names an indicator."""
    lines = [workbooks.row(0.5, f"第{number}公司", "万元") for number in range(ROWS)]
    lines[306] = workbooks.row("=0.01+0.02")
    path = workbooks.make_workbook(
        tmp_path / "a.xlsx", workbooks.form(*lines), ["G309:G312"], {"D310": "0.00%", "D200": "0.0"}
    )
    workbooks.make_workbook(path, [("x", "y")], sheet="其他")
    return workbooks.calculate(path, "D310", "0.03")


def test_what_is_kept_is_read_as_in_a_small_workbook(path: Path) -> None:
    large, other = read_large(path, WORDS) or []
    whole, same = read_workbook(path)
    assert other == same
    assert large.cells == {place: cell for place, cell in whole.cells.items() if place in large.cells}
    assert {row for row, _ in large.cells} >= {*range(1, 201), *range(307, 314), 401, 402, 403}
    assert (large.own(310, 4).number_format, large.own(310, 4).formula) == ("0.00%", "=0.01+0.02")
    assert (large.merged, large.is_degraded, large.last_row) == (whole.merged, False, whole.last_row)


def test_what_is_left_out_is_counted(path: Path) -> None:
    large, other = read_large(path, WORDS) or []
    rows = len({row for row, _ in large.cells})
    assert large.unread == Unread(ROWS + 3 - rows, 201, 400)
    assert other.unread is None


def test_rows_that_hold_something(path: Path) -> None:
    large = (read_large(path, WORDS) or [])[0]
    assert large.rows(199, 310) == [199, 200, 307, 308, 309]
    assert Sheet("a", {}, ((3, 1, 5, 1),)).rows(1, 5) == [3, 4]


def test_a_small_or_another_file_is_not_cut(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
    assert read_large(tmp_path / "a.csv", WORDS) is None
    monkeypatch.setattr(large_workbooks, "LARGE_BYTES", 10**6)
    assert read_large(path, WORDS) is None


def test_a_workbook_in_an_unusual_spelling_is_not_cut(path: Path) -> None:
    workbooks.rewrite(path, hostile.SHEET, lambda xml: xml.replace('<c r="A', '<c  r="A'))
    assert read_large(path, WORDS) is None


@pytest.mark.parametrize(
    "name", sorted(hostile.REFUSED.keys() - {"huge string"})
)  # a string that no cell uses is cut out
def test_a_hostile_file_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_workbooks, "LARGE_BYTES", 0)
    suffix, content, _ = hostile.REFUSED[name]
    path = hostile.make(tmp_path, name, suffix, content)
    with pytest.raises(RefusedError):
        _ = read_large(path, WORDS) or require_safe(path)


@pytest.mark.parametrize(("limit", "key"), [("MAX_CUT_BYTES", "refused.part_size"), ("MAX_PARTS", "refused.parts")])
def test_too_much_is_refused(path: Path, limit: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, limit, 3)
    with pytest.raises(RefusedError) as refusal:
        read_large(path, WORDS)
    assert refusal.value.key == key


def test_a_large_sheet_may_not_be_stored_too_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART_BYTES", 2**20)
    content: Callable[[], bytes] = lambda: hostile.book("<!--" + "ab" * 2**20 + "-->")  # noqa: E731
    with pytest.raises(RefusedError) as refusal:
        read_large(hostile.make(tmp_path, "a", ".xlsx", content), WORDS)
    assert refusal.value.key == "refused.ratio"
