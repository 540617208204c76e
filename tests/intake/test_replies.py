"""What goes back: the unit's own workbook, marked and with nothing live in it, and a letter."""

import email
import email.policy
import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

import pytest
import workbooks
from openpyxl import Workbook, load_workbook
from rows import finding

from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.replies import gravest_first, replies
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
NAME = "市财政局/a.xlsx"
Reply = Callable[[], dict[PurePosixPath, bytes]]


@pytest.fixture
def reply(empty: Workspace, framework: Framework, take_in: Callable[[], Intake]) -> Reply:
    return lambda: replies(empty, framework, load_parameters(empty.period_file(PERIOD)), take_in())


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def letter_in(content: dict[PurePosixPath, bytes]) -> EmailMessage:
    """The only letter."""
    (data,) = (data for path, data in content.items() if path.suffix == ".eml")
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage) -> str:
    """What a letter says."""
    part = message.get_body()
    assert part is not None
    return str(part.get_content())


def test_a_workbook_comes_back_marked(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row(-5)))
    letter, workbook = content = reply()
    book = opened(content[workbook])
    assert book.sheetnames == ["问题清单", workbooks.SHEET]
    cell = book[workbooks.SHEET]["D4"]
    assert (cell.value, cell.fill.fgColor.rgb) == (-5, "00F8CBAD")
    assert "数值不应为负" in cell.comment.text
    assert [one.value for one in book["问题清单"][4]][:3] == ["错误", workbooks.SHEET, "D4"]
    assert [str(path) for path in (workbook, letter)] == ["市财政局/a_问题清单.xlsx", "市财政局/退回函.eml"]


def test_the_letter_is_a_draft_with_the_workbook(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row(-5)))
    content = reply()
    message = letter_in(content)
    assert (message["X-Unsent"], message["Date"], message["Message-ID"]) == ("1", None, None)
    assert "市财政局" in message["Subject"]
    assert "错误 1 处、提醒 0 处" in body(message)
    (attached,) = message.iter_attachments()
    assert {PurePosixPath("市财政局", attached.get_filename()): attached.get_content()}.items() <= content.items()


def test_what_a_return_leaves_out_is_asked_for_in_the_letter(send: Callable[..., Path], reply: Reply) -> None:
    send("a.xlsx", workbooks.form(workbooks.row(13, "国省级科技成果奖数", "个"), unit="市科技局"))
    said = body(letter_in(reply()))
    lacking = said.partition("尚缺指标")[2]
    assert "引育国家、省、市高层次创新人才团队（个）" in lacking and "国省级科技成果奖数" not in lacking, said


@pytest.mark.parametrize(
    ("name", "unit", "listed"),
    [("科技财政支出占比重", "市财政局", "aliases.csv"), (workbooks.BUDGET, "市财政局局", "units.csv")],
)
def test_what_the_office_alone_can_do_is_not_told_to_the_unit(
    send: Callable[..., Path], reply: Reply, take_in: Callable[[], Intake], name: str, unit: str, listed: str
) -> None:
    send(NAME, workbooks.form(workbooks.row(5, name), unit=unit))
    assert any(listed in row.remedy for row in take_in().findings)
    content = reply()
    book = next(opened(data) for path, data in content.items() if path.suffix == ".xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    told = [str(cell.value) for cell in cells] + [cell.comment.text for cell in cells if cell.comment]
    assert [words for words in told if listed in words] == []
    assert listed not in body(letter_in(content))


def test_every_row_of_the_list_is_as_high_as_its_text(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row("说" * 20), workbooks.row("字" * 20_000)))
    content = reply()
    page = next(opened(data) for path, data in content.items() if path.suffix == ".xlsx")["问题清单"]
    assert [page.row_dimensions[row].height for row in (4, 5)] == [30, 405]


@pytest.mark.parametrize("hostile", ['=HYPERLINK("http://a.b","x")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C x'!A0"])
def test_nothing_submitted_comes_back_live(send: Callable[..., Path], reply: Reply, hostile: str) -> None:
    line = [*workbooks.row(-5)]
    line[6] = hostile
    path = send(NAME, workbooks.form(tuple(line), workbooks.row(hostile)))
    book = load_workbook(path)
    book[workbooks.SHEET]["B4"].hyperlink = "http://a.b/"
    book.save(path)
    back = next(opened(data) for path, data in reply().items() if path.suffix == ".xlsx")
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
    book = next(opened(data) for path, data in reply().items() if path.suffix == ".xlsx")
    assert book.sheetnames == ["问题清单"]


def test_what_is_sound_does_not_come_back(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row(5)))
    assert [path for path in reply() if "a_" in path.name] == []


def test_a_file_from_nobody_known_has_no_letter(send: Callable[..., Path], reply: Reply) -> None:
    send("a.xlsx", workbooks.form(workbooks.row(5), unit=None))
    assert [path.name for path in reply()] == ["a_问题清单.xlsx"]


def test_replies_are_the_same_bytes_every_time(send: Callable[..., Path], reply: Reply) -> None:
    send(NAME, workbooks.form(workbooks.row(-5)))
    send("市财政局/b/a.xlsx", workbooks.form(workbooks.row(-6)))
    before = reply()
    assert reply() == before
    assert sorted(path.name for path in before) == ["a_问题清单-2.xlsx", "a_问题清单.xlsx", "退回函.eml"]


def test_findings_are_read_in_the_order_of_the_sheet() -> None:
    cells = [finding(cell=cell) for cell in ("E10", "E9", "F9")]
    assert [row.cell for row in sorted(cells, key=gravest_first)] == ["E9", "F9", "E10"]
