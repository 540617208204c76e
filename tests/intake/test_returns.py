"""Whole returns: nothing passes in silence, and one bad file never stops the others."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import workbooks
from openpyxl import load_workbook
from workbooks import HEADER, form, head, row

from innocity import csvfile
from innocity.facts import Answer
from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.register import Arrival, digest
from innocity.intake.returns import read_returns
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.tables import Verdict
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)
FIRMS = "高新技术企业数"
Send = Callable[..., Path]
TakeIn = Callable[[], Intake]
Told = tuple[str, str | None, str | None]


def told(intake: Intake) -> list[Told]:
    """Code, cell and what was found there, but for what was not sent at all and files without a row in the register."""
    ignored = {"return_missing", "indicator_missing", "unregistered"}
    return [(one.code, one.cell, one.got) for one in intake.findings if one.code not in ignored]


def values(intake: Intake) -> dict[str, str]:
    """The values that count, by file name."""
    return {Path(one.file).name: str(one.value) for one in intake.observations if one.superseded_by is None}


def verdicts(intake: Intake) -> dict[str, tuple[Verdict, str | None]]:
    return {Path(one.file).name: (one.verdict, one.reason) for one in intake.receipts}


def register(workspace: Workspace, **days: int) -> None:
    """Register files `name=day of April 2023`, with the digests that they have now."""
    folder = workspace.returns(PERIOD)
    rows = [
        Arrival(
            file=f"{name}.xlsx", received_on=date(2023, 4, day), channel="-", sha256=digest(folder / f"{name}.xlsx")
        )
        for name, day in days.items()
    ]
    csvfile.write(workspace.register(PERIOD), rows, Arrival)


# -- the real ones


@pytest.fixture(scope="module")
def shipped(framework: Framework) -> Intake:
    """The returns of 2021-Q4 and 2022-Q4 as they lie in the repository."""
    workspace = Workspace(CODE)
    return read_returns(workspace, framework, load_parameters(workspace.period_file(PERIOD)))


def test_the_shipped_returns_say_what_was_published(shipped: Intake, framework: Framework) -> None:
    assert (len(shipped.observations), shipped.findings) == (62, [])
    assert {one.verdict for one in shipped.receipts} == {Verdict.ACCEPTED}
    for one in shipped.observations:
        (approved,) = framework.approved(one.indicator, one.reference_year, "baseline")
        assert (one.value, str(one.value)) == (approved, str(approved))
    said = {(one.indicator, one.reference_year) for one in shipped.observations}
    assert said == {(one.code, year) for one in framework.indicators for year in (2021, 2022)}


def test_a_value_is_a_decimal_or_an_answer(shipped: Intake) -> None:
    answers = {one.indicator for one in shipped.observations if isinstance(one.value, Answer)}
    assert answers == {"innovation_policy", "science_management_team"}
    assert all(isinstance(one.value, Decimal) for one in shipped.observations if one.indicator not in answers)


def test_returns_that_are_no_longer_as_they_arrived_are_told(workspace: Workspace, framework: Framework) -> None:
    shutil.rmtree(workspace.returns(Period(2021, 4)))
    folder = workspace.returns(PERIOD)
    altered = folder / "市财政局" / "市财政局_2022年第四季度.xlsx"
    gone = folder / "市教育局" / "市教育局_2022年第四季度.xlsx"
    arrived = {path: digest(path) for path in (altered, gone)}
    workbooks.rewrite(altered, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", "</sheetData> "))
    gone.unlink()
    intake = read_returns(workspace, framework, load_parameters(workspace.period_file(PERIOD)))
    assert verdicts(intake)[altered.name] == (Verdict.QUARANTINED, "altered_file")
    assert [(one.code, one.file, one.got, one.expected) for one in intake.findings if one.code != "return_missing"] == [
        ("altered_file", workspace.name_of(altered), digest(altered), arrived[altered]),
        ("file_lost", workspace.name_of(gone), None, arrived[gone]),
    ]
    assert [one.unit for one in intake.findings if one.code == "return_missing"] == [
        "education_bureau",
        "finance_bureau",
    ]
    assert {"finance_bureau", "education_bureau"} & {one.unit for one in intake.observations} == set()


def test_findings_of_the_period_before_are_kept_apart(workspace: Workspace, framework: Framework) -> None:
    min(workspace.returns(Period(2021, 4)).rglob("*.xlsx")).unlink()
    intake = read_returns(workspace, framework, load_parameters(workspace.period_file(PERIOD)))
    assert "file_lost" in {one.code for one in intake.former_findings}
    assert "file_lost" not in {one.code for one in intake.findings}


# -- one file


def test_a_sound_return(send: Send, take_in: TakeIn) -> None:
    send("市财政局/a.xlsx", form(row(2.5)), formats={"D4": "0.00"})
    intake = take_in()
    assert (values(intake), told(intake)) == ({"a.xlsx": "2.50"}, [])
    (receipt,) = intake.receipts
    assert (receipt.file, receipt.unit, receipt.version) == ("data/raw/2022-Q4/市财政局/a.xlsx", "finance_bureau", 1)


def test_a_file_without_a_row_in_the_register_is_noted(send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5)))
    assert [one.code for one in take_in().findings].count("unregistered") == 1


def test_a_formula_with_its_saved_result(send: Send, take_in: TakeIn) -> None:
    workbooks.calculate(send("a.xlsx", form(row("=1+1.5"))), "D4", "2.5")
    intake = take_in()
    assert (values(intake), told(intake)) == ({"a.xlsx": "2.5"}, [("formula_cell", "D4", "=1+1.5")])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["数据"], ["见附件"]], ("table_not_found", None, None)),
        ([*head(), ["指标名", "数", "状态"], row(2.5)], ("table_not_found", None, None)),
        (form(row(2.5), unit="某某局"), ("unknown_unit", "A2", "某某局")),
        (form(row(2.5), unit=None), ("unknown_unit", None, "a.xlsx")),
        (form(row(2.5), period=None), ("period_missing", None, None)),
        (form(row(2.5), period="2022年1-9月"), ("period_missing", "F2", "2022年1-9月")),
        (form(row(2.5), period="2022年第三季度"), ("wrong_period", "F2", "2022年第三季度")),
    ],
)
def test_a_file_that_does_not_say_what_it_is_is_quarantined(
    send: Send, take_in: TakeIn, rows: list[workbooks.Line], expected: Told
) -> None:
    send("a.xlsx", rows)
    intake = take_in()
    assert (intake.observations, told(intake)) == ([], [expected])
    assert verdicts(intake) == {"a.xlsx": (Verdict.QUARANTINED, expected[0])}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b""),
        ("a.xlsx", b"<html><table></table></html>"),
        ("a.xlsx", b"PK\x03\x04 half a file"),
        ("a.xlsm", b"PK"),
        ("a.ods", b"PK"),
    ],
)
def test_a_file_that_cannot_be_opened_is_quarantined_and_the_others_go_on(
    empty: Workspace, send: Send, take_in: TakeIn, name: str, content: bytes
) -> None:
    send("b.xlsx", form(row(2.5)))
    (empty.returns(PERIOD) / name).write_bytes(content)
    intake = take_in()
    assert values(intake) == {"b.xlsx": "2.5"}
    assert [code for code, _, _ in told(intake)] == ["unreadable_file"]
    assert verdicts(intake) == {
        name: (Verdict.QUARANTINED, "unreadable_file"),
        "b.xlsx": (Verdict.ACCEPTED, None),
    }


def test_a_workbook_with_macros_is_quarantined(send: Send, take_in: TakeIn) -> None:
    workbooks.rewrite(send("a.xlsx", form(row(2.5))), "xl/vbaProject.bin", lambda _: "x")
    intake = take_in()
    assert (intake.observations, [code for code, _, _ in told(intake)]) == ([], ["unreadable_file"])


def test_a_form_on_any_sheet_under_any_name(send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", [["填报说明"]], sheet="封面")
    send("a.xlsx", form(row(2.5)), sheet="Sheet9")
    (one,) = take_in().observations
    assert (one.sheet, one.cell) == ("Sheet9", "D4")


def test_a_hidden_sheet_is_not_read_and_a_name_in_no_form_is_told(send: Send, take_in: TakeIn) -> None:
    path = send("a.xlsx", form(row(2.5)))
    send("a.xlsx", form(row(2.4)), sheet="旧稿")
    send("a.xlsx", [[None, FIRMS, 776]], sheet="说明")
    book = load_workbook(path)
    book["旧稿"].sheet_state = "hidden"
    book.save(path)
    intake = take_in()
    assert values(intake) == {"a.xlsx": "2.5"}
    assert sorted(told(intake)) == [("hidden_sheet", None, "旧稿"), ("unread_name", "B1", FIRMS)]


def test_a_value_in_a_hidden_row_is_refused(send: Send, take_in: TakeIn) -> None:
    path = send("a.xlsx", form(row(2.5)))
    book = load_workbook(path)
    book.worksheets[0].row_dimensions[4].hidden = True
    book.save(path)
    assert (take_in().observations, told(take_in())) == ([], [("hidden_value", "D4", "2.5")])


def test_a_sheet_for_another_period_keeps_the_file_out(send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5)), sheet="四季度")
    send("a.xlsx", form(row(2.4), period="2022年第三季度"), sheet="三季度")
    intake = take_in()
    assert (intake.observations, told(intake)) == ([], [("wrong_period", "F2", "2022年第三季度")])


# -- the same indicator again


@pytest.mark.parametrize(
    ("rows", "read", "expected"),
    [
        ([row(2.5), row(2.50)], {"a.xlsx": "2.5"}, [("repeated_row", "D5", "2.5")]),
        ([row(2.5), row("2.50")], {"a.xlsx": "2.5"}, [("repeated_row", "D5", "2.50")]),
        ([row(2.5), row(2.6)], {}, [("contradicting_rows", "D5", "2.6")]),
        ([row(2.5), row(2.6), row(2.5)], {}, [("contradicting_rows", "D5", "2.6"), ("contradicting_rows", "D6", "2.5")]),
        ([row(2.5), row(2.6, status=None)], {}, [("status_missing", "E5", None), ("contradicting_rows", "D4", "2.5")]),
        ([row("?"), row(2.6)], {}, [("not_numeric", "D4", "?"), ("contradicting_rows", "D5", "2.6")]),
        ([row(2.5), row(None)], {"a.xlsx": "2.5"}, [("blank_value", "D5", None)]),
        ([row(2.5), row(1, name="无此指标")], {"a.xlsx": "2.5"}, [("unknown_indicator", "B5", "无此指标")]),
    ],
)  # fmt: skip
def test_an_indicator_that_stands_twice_in_a_file(
    send: Send, take_in: TakeIn, rows: list[workbooks.Line], read: dict[str, str], expected: list[Told]
) -> None:
    send("a.xlsx", form(*rows))
    intake = take_in()
    assert (values(intake), told(intake)) == (read, expected)


def test_two_sheets_that_contradict_each_other(send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5)), sheet="甲")
    send("a.xlsx", form(row(2.6)), sheet="乙")
    intake = take_in()
    assert (values(intake), told(intake)) == ({}, [("contradicting_rows", "D4", "2.6")])


def test_a_resubmission_supersedes(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    send("new.xlsx", form(row(2.6)))
    send("old.xlsx", form(row(2.5)))
    send("older.xlsx", form(row(2.4)))
    register(empty, new=12, old=11, older=10)
    intake = take_in()
    noted = [("value_replaced", "D4", "2.5"), ("value_replaced", "D4", "2.6")]
    assert (values(intake), told(intake)) == ({"new.xlsx": "2.6"}, noted)
    assert [one.expected for one in intake.findings if one.code == "value_replaced"] == [
        "data/raw/2022-Q4/older.xlsx 指标数据!D4 = 2.4",
        "data/raw/2022-Q4/old.xlsx 指标数据!D4 = 2.5",
    ]
    assert [(Path(one.file).name, one.version) for one in intake.receipts] == [
        ("older.xlsx", 1),
        ("old.xlsx", 2),
        ("new.xlsx", 3),
    ]
    assert {one.superseded_by for one in intake.observations} == {None, "data/raw/2022-Q4/new.xlsx"}


def test_a_resubmission_that_is_refused_supersedes_nothing(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5)))
    send("b.xlsx", form(row("?")))
    register(empty, a=10, b=11)
    intake = take_in()
    assert (values(intake), told(intake)) == ({"a.xlsx": "2.5"}, [("not_numeric", "D4", "?")])


def test_files_of_one_day_that_differ_are_not_put_in_an_order(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5)))
    send("b.xlsx", form(row(2.6)))
    send("early.xlsx", form(row(2.4)))
    register(empty, a=11, b=11, early=10)
    intake = take_in()
    both = [("contradicting_rows", "D4", "2.5"), ("contradicting_rows", "D4", "2.6")]
    assert (values(intake), told(intake)) == ({}, both)


@pytest.mark.parametrize(("late", "read"), [(2.6, "2.6"), (2.7, "2.7")])
def test_a_later_file_settles_what_one_day_left_open(
    empty: Workspace, send: Send, take_in: TakeIn, late: float, read: str
) -> None:
    send("a.xlsx", form(row(2.5)))
    send("b.xlsx", form(row(2.6)))
    send("late.xlsx", form(row(late)))
    register(empty, a=11, b=11, late=12)
    intake = take_in()
    assert (values(intake), told(intake)) == ({"late.xlsx": read}, [("value_replaced", "D4", str(late))])


def test_files_of_one_day_that_agree(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5)))
    send("b.xlsx", form(row(2.5)))
    register(empty, a=11, b=11)
    intake = take_in()
    assert (values(intake), told(intake)) == ({"b.xlsx": "2.5"}, [])


# -- many files


def test_collectors_that_disagree(send: Send, take_in: TakeIn, framework: Framework) -> None:
    share = framework.indicator("technology_contracts_share")
    names = [framework.unit(code).name_zh_hans for code in framework.collectors(share)]
    for name, value in zip(names, (7.1, 7.2), strict=True):
        send(f"{name}.xlsx", form(row(value, name=share.name_zh_hans), unit=name))
    intake = take_in()
    assert told(intake) == [("collectors_disagree", "D4", "市统计局: 7.2")]
    assert sorted(values(intake).values()) == ["7.1", "7.2"]


def test_a_unit_that_is_not_entitled(send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5), row(700, name=FIRMS, measure="家")))
    intake = take_in()
    assert (values(intake), told(intake)) == ({"a.xlsx": "2.5"}, [("unit_not_entitled", "D5", "市财政局")])


def test_the_form_counts_where_folder_or_file_name_name_another_unit(send: Send, take_in: TakeIn) -> None:
    send("市科技局/市教育局_2022年.xlsx", form(row(2.5)))
    intake = take_in()
    assert (values(intake), told(intake)) == ({"市教育局_2022年.xlsx": "2.5"}, [("unit_disagrees", "A2", "市财政局")])


def test_files_that_are_no_returns_are_ignored(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(row(2.5)))
    for name in ("README.md", ".hidden.xlsx", "~$a.xlsx"):
        (empty.returns(PERIOD) / name).write_bytes(b"x")
    intake = take_in()
    assert (list(verdicts(intake)), told(intake)) == (["a.xlsx"], [])


def test_returns_of_earlier_periods_are_read_and_later_ones_are_not(
    empty: Workspace, send: Send, take_in: TakeIn, framework: Framework
) -> None:
    workbooks.make_workbook(
        empty.returns(Period(2021, 4)) / "early.xlsx",
        form(row(2.1), period="2021年第四季度", header=[str(label).replace("2022", "2021") for label in HEADER]),
    )
    send("a.xlsx", form(row(2.5)))
    assert [(one.period, one.reference_year, str(one.value)) for one in take_in().observations] == [
        ("2021-Q4", 2021, "2.1"),
        ("2022-Q4", 2022, "2.5"),
    ]
    early = read_returns(empty, framework, load_parameters(empty.period_file(Period(2021, 4))))
    assert [one.period for one in early.observations] == ["2021-Q4"]


def test_the_order_in_which_files_are_found_does_not_matter(
    send: Send, take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("a", 2.5), ("b", 2.5), ("c", "?")):
        send(f"{name}.xlsx", form(row(value)))
    once = take_in()
    found = Workspace.files_received
    monkeypatch.setattr(Workspace, "files_received", lambda self, period: found(self, period)[::-1])
    assert take_in() == once


def test_a_period_without_any_return(take_in: TakeIn) -> None:
    intake = take_in()
    assert (intake.receipts, intake.observations) == ([], [])
    assert [one.code for one in intake.findings] == ["return_missing"] * 10


def test_hostile_text_stays_text(send: Send, take_in: TakeIn, tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script>=HYPERLINK("x")\n,\''
    send("a.xlsx", form((*row(2.5)[:6], hostile), row(1, name=hostile)))
    intake = take_in()
    (one,) = intake.observations
    assert one.evidence == hostile
    path = tmp_path / "observations.csv"
    csvfile.write(path, intake.observations, type(one))
    assert csvfile.read(path, type(one)) == intake.observations
