"""What goes back: the unit's own workbook, marked and with nothing live in it, and a letter."""

import email
import email.policy
from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks
from openpyxl import load_workbook
from rows import finding

from innocity.framework import Framework
from innocity.intake.replies import gravest_first, replies
from innocity.intake.returns import Intake
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
NAME = "市财政局/a.xlsx"
Reply = Callable[[], list[Path]]


@pytest.fixture
def reply(empty: Workspace, framework: Framework, take_in: Callable[[], Intake]) -> Reply:
    return lambda: replies(empty, framework, load_parameters(empty.period_file(PERIOD)), take_in())


def test_a_workbook_comes_back_marked(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row(-5)))
    workbook, letter = reply()
    book = load_workbook(workbook)
    assert book.sheetnames == ["问题清单", workbooks.SHEET]
    cell = book[workbooks.SHEET]["D4"]
    assert (cell.value, cell.fill.fgColor.rgb) == (-5, "00F8CBAD")
    assert "数值不应为负" in cell.comment.text
    assert [one.value for one in book["问题清单"][4]][:3] == ["错误", workbooks.SHEET, "D4"]
    assert (workbook.name, letter.name) == ("a_问题清单.xlsx", "退回函.eml")


def test_the_letter_is_a_draft_with_the_workbook(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row(-5)))
    workbook, letter = reply()
    message = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    assert (message["X-Unsent"], message["Date"], message["Message-ID"]) == ("1", None, None)
    assert "市财政局" in message["Subject"]
    (attached,) = message.iter_attachments()  # type: ignore[attr-defined]
    assert (attached.get_filename(), attached.get_content()) == (workbook.name, workbook.read_bytes())


@pytest.mark.parametrize("hostile", ['=HYPERLINK("http://a.b","x")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C x'!A0"])
def test_nothing_submitted_comes_back_live(send: Callable[..., Path], reply: Reply, hostile: str) -> None:
    line = [*workbooks.row(-5)]
    line[6] = hostile
    path = send(NAME, workbooks.form(tuple(line), workbooks.row(hostile)))
    book = load_workbook(path)
    book[workbooks.SHEET]["B4"].hyperlink = "http://a.b/"
    book.save(path)
    back = load_workbook(reply()[0])
    for sheet in back.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
        assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    kept = back[workbooks.SHEET]["G4"]
    assert (kept.value, kept.quotePrefix) == (hostile, True)


def test_a_file_that_no_library_loads_comes_back_as_a_list(
    empty: Workspace, send: Callable[..., Path], reply: Reply
) -> None:
    path = empty.returns(PERIOD) / "市财政局" / "a.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a workbook")
    book = load_workbook(reply()[0])
    assert book.sheetnames == ["问题清单"]


def test_what_is_sound_does_not_come_back(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row(5)))
    assert [path for path in reply() if "a_" in path.name] == []


def test_a_file_from_nobody_known_has_no_letter(send: Callable[..., Path], reply: Reply) -> None:
    send("a.xlsx", workbooks.form(workbooks.row(5), unit=None))
    assert [path.name for path in reply()] == ["a_问题清单.xlsx"]


def test_replies_are_the_same_bytes_and_leave_nothing_behind(
    send: Callable[..., Path], reply: Reply, empty: Workspace
) -> None:
    send(NAME, workbooks.form(workbooks.row(-5)))
    send("市财政局/b/a.xlsx", workbooks.form(workbooks.row(-6)))
    before = {path: path.read_bytes() for path in reply()}
    stale = empty.replies(PERIOD) / "stale.eml"
    stale.touch()
    assert {path: path.read_bytes() for path in reply()} == before
    assert not stale.exists()
    assert sorted(path.name for path in before) == ["a_问题清单-2.xlsx", "a_问题清单.xlsx", "退回函.eml"]


def test_findings_are_read_in_the_order_of_the_sheet() -> None:
    cells = [finding(cell=cell) for cell in ("E10", "E9", "F9")]
    assert [row.cell for row in sorted(cells, key=gravest_first)] == ["E9", "F9", "E10"]
