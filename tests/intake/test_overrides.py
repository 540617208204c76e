"""Corrections by the office: what is applied, what is refused and why, and that nothing is lost on the way."""

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import workbooks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import SHEET, form, row

from innocity import csvfile
from innocity.errors import InnocityError
from innocity.intake.intake import Intake
from innocity.intake.overrides import Instruction, read_instructions
from innocity.intake.register import Arrival, digest
from innocity.period import Period
from innocity.tables import BY_HAND, Override, Severity
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
FIRMS = "高新技术企业数"
ANSWERED = "党委政府出台实施创新驱动发展战略的决定或意见及配套政策"
PROOF = "市财政局/proof.pdf"
Send = Callable[..., Path]
TakeIn = Callable[[], Intake]
Correct = Callable[..., None]


@pytest.fixture
def correct(empty: Workspace) -> Correct:
    """Write `overrides.csv` with these corrections of `a.xlsx`, cell D4, 2.5 to 2.8, and what proves them."""
    proof = empty.returns(PERIOD) / PROOF
    proof.parent.mkdir(parents=True, exist_ok=True)
    proof.write_bytes(b"%PDF")

    def write(*rows: dict[str, Any]) -> None:
        csvfile.write(empty.overrides(PERIOD), [instruction(**one) for one in rows], Instruction)

    return write


def instruction(**values: Any) -> Instruction:
    defaults = {
        "file": "市财政局/a.xlsx",
        "sheet": SHEET,
        "cell": "D4",
        "old": "2.5",
        "new": "2.8",
        "who": "张三",
        "why": "两位数字颠倒",
        "evidence": PROOF,
        "on": "2023-04-18",
    }
    return Instruction.model_validate({**defaults, **values})


def refusals(intake: Intake) -> list[tuple[str, str | None, str | None, str | None]]:
    """What is said of the corrections themselves."""
    return [
        (one.code, one.cell, one.got, one.expected)
        for one in intake.findings
        if one.file == "data/raw/2022-Q4/overrides.csv"
    ]


def said(intake: Intake) -> dict[str, tuple[str, str, bool]]:
    """Value, stored text and whether it was set by hand, by cell, of what counts."""
    rows = [one for one in intake.observations if one.superseded_by is None]
    return {f"{Path(one.file).name}!{one.cell}": (str(one.value), one.raw_text, BY_HAND in one.rules) for one in rows}


# -- applied


def test_a_corrected_value_counts_and_what_was_sent_stays(send: Send, take_in: TakeIn, correct: Correct) -> None:
    send("市财政局/a.xlsx", form(row(2.5)), formats={"D4": "0.00"})
    correct({})
    intake = take_in()
    (value,) = intake.observations
    assert (value.value, value.raw_text, value.number_format) == (Decimal("2.8"), "2.5", "0.00")
    assert value.rules == ("number_as_text", BY_HAND)
    assert intake.overrides == [
        Override(
            period="2022-Q4",
            line=2,
            indicator=value.indicator,
            unit="finance_bureau",
            reference_year=2022,
            file="data/raw/2022-Q4/市财政局/a.xlsx",
            sheet=SHEET,
            cell="D4",
            before="2.5",
            after="2.8",
            who="张三",
            why="两位数字颠倒",
            corrected_on=date(2023, 4, 18),
            evidence=f"data/raw/2022-Q4/{PROOF}",
            evidence_sha256=hashlib.sha256(b"%PDF").hexdigest(),
            is_applied=True,
        )
    ]
    (told,) = (one for one in intake.findings if one.code == "value_corrected")
    assert (told.severity, told.unit, told.indicator) == (Severity.WARNING, "finance_bureau", value.indicator)
    assert (told.file, told.cell, told.got, told.expected) == (value.file, "D4", "2.5", "2.8")


@pytest.mark.parametrize(
    ("sent", "told", "expected"),
    [
        pytest.param(row(2.5), {"new": "２．８０"}, "2.80", id="full-width, the decimals as written"),
        pytest.param(row(2.5), {"new": "百分之二点八"}, "2.8", id="in words"),
        pytest.param(row(2.5), {"new": "约2.8%"}, "2.8", id="with a qualifier and its measure"),
        pytest.param(row(280), {"old": "280"}, "2.8", id="a value over the limit"),
        pytest.param(row("二点伍捌"), {"old": "二点伍捌", "new": "2.58"}, "2.58", id="a text that is no number"),
        pytest.param(row("=1+1.5"), {"old": "2.5"}, "2.8", id="the result of a formula"),
        pytest.param(row("120家", FIRMS, "家"), {"old": "120家", "new": "1,200家"}, "1200", id="a measure behind it"),
    ],
)
def test_a_correction_is_read_as_a_return_is(
    send: Send, take_in: TakeIn, correct: Correct, sent: workbooks.Line, told: dict[str, str], expected: str
) -> None:
    unit = "市科技局" if FIRMS in sent else "市财政局"
    workbooks.calculate(send("市财政局/a.xlsx", form(sent, unit=unit)), "D4", "2.5")
    correct(told)
    intake = take_in()
    assert refusals(intake) == []
    assert said(intake) == {"a.xlsx!D4": (expected, told.get("old", "2.5"), True)}
    assert {one.code for one in intake.findings} & {"over_limit", "not_numeric", "formula_cell"} == set()


def test_checks_are_made_of_the_corrected_value(send: Send, take_in: TakeIn, correct: Correct) -> None:
    send("市财政局/a.xlsx", form(row(2.5)))
    correct({"new": "约9.8%"})
    codes = {one.code for one in take_in().findings}
    assert {"approximate_value", "large_change", "value_corrected"} <= codes


def test_an_answer_can_be_corrected(send: Send, take_in: TakeIn, correct: Correct) -> None:
    office = "国家创新型城市建设领导小组办公室"
    send("市财政局/a.xlsx", form(row("无", ANSWERED, "有无"), unit=office))
    correct({"old": "无", "new": "有"})
    intake = take_in()
    assert (refusals(intake), said(intake)) == ([], {"a.xlsx!D4": ("yes", "无", True)})


def test_a_promised_number_can_be_corrected(send: Send, take_in: TakeIn, correct: Correct) -> None:
    head = ("承诺事项", "承诺值", "计量单位", "本期值", "数据状态", "数据截至日期", "佐证材料")
    line = ("新增国家级创新平台", None, "家", 5, "最终", date(2022, 12, 31), None)
    send("市财政局/a.xlsx", form(line, unit="市科技局", header=head))
    correct({"old": "5", "new": "6家"})
    intake = take_in()
    assert refusals(intake) == []
    (value,) = intake.commitment_values
    assert (value.value, value.raw_text, BY_HAND in value.rules) == (Decimal(6), "5", True)
    assert [(one.indicator, one.about, one.is_applied) for one in intake.overrides] == [(None, value.commitment, True)]


def test_files_of_one_day_that_a_correction_reconciles(send: Send, take_in: TakeIn, correct: Correct) -> None:
    for name, value in (("a", 2.5), ("b", 2.8)):
        send(f"市财政局/{name}.xlsx", form(row(value)))
    assert said(take_in()) == {}
    correct({})
    assert said(take_in()) == {"b.xlsx!D4": ("2.8", "2.8", False)}


# -- refused: what was sent counts as it is


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"old": "2.50"}, ("override_old_differs", "D2", "2.50", "2.5")),
        ({"old": " 2.5"}, ("override_old_differs", "D2", " 2.5", "2.5")),
        ({"new": "若干"}, ("override_unusable", "E2", "若干 (此处应为数值)", "%")),
        ({"new": "-1"}, ("override_unusable", "E2", "-1 (数值不应为负)", ">= 0")),
        ({"new": "101"}, ("override_unusable", "E2", None, "% <= 100")),
        ({"new": "=1+1"}, ("override_unusable", "E2", "=1+1 (此处应为数值)", "%")),
        ({"cell": "B4"}, ("override_no_value", "C2", f"市财政局/a.xlsx {SHEET}!B4", None)),
        ({"cell": "ZZZ9999"}, ("override_no_value", "C2", f"市财政局/a.xlsx {SHEET}!ZZZ9999", None)),
        ({"sheet": "别的"}, ("override_no_value", "C2", "市财政局/a.xlsx 别的!D4", None)),
        ({"file": "a.xlsx"}, ("override_no_file", "A2", "a.xlsx", None)),
        ({"file": PROOF}, ("override_no_file", "A2", PROOF, None)),
        ({"file": "市财政局/../市财政局/a.xlsx"}, ("override_no_file", "A2", "市财政局/../市财政局/a.xlsx", None)),
        ({"evidence": "b.pdf"}, ("override_no_evidence", "H2", "b.pdf", None)),
        ({"evidence": "../../../params/programme.yaml"}, ("override_no_evidence", "H2", "../../../params/programme.yaml", None)),
        ({"evidence": "overrides.csv"}, ("override_no_evidence", "H2", "overrides.csv", None)),
        ({"on": "2023-04-21"}, ("override_to_come", "I2", "2023-04-21", "<= 2023-04-20")),
    ],
)  # fmt: skip
def test_a_correction_that_is_refused(
    send: Send,
    take_in: TakeIn,
    correct: Correct,
    told: dict[str, str],
    expected: tuple[str, str, str | None, str | None],
) -> None:
    send("市财政局/a.xlsx", form(row(2.5)))
    correct(told)
    intake = take_in()
    (found,) = refusals(intake)
    assert (found[0], found[1], found[3]) == (expected[0], expected[1], expected[3])
    assert found[2] == expected[2] or expected[2] is None
    assert said(intake) == {"a.xlsx!D4": ("2.5", "2.5", False)}
    assert [(one.is_applied, one.reason) for one in intake.overrides] == [(False, expected[0])]
    assert "value_corrected" not in {one.code for one in intake.findings}


def test_a_blank_is_the_senders_to_fill(send: Send, take_in: TakeIn, correct: Correct) -> None:
    send("市财政局/a.xlsx", form(row("/")))
    correct({"old": "/"})
    intake = take_in()
    assert [one[0] for one in refusals(intake)] == ["override_no_value"]
    assert said(intake) == {}


def test_a_fault_beside_the_value_is_the_senders_to_mend(send: Send, take_in: TakeIn, correct: Correct) -> None:
    send("市财政局/a.xlsx", form(row(2.5, status="某种")))
    correct({})
    intake = take_in()
    assert [one[0] for one in refusals(intake)] == ["override_unusable"]
    assert said(intake) == {}


def test_a_cell_that_is_corrected_twice_keeps_what_was_sent(send: Send, take_in: TakeIn, correct: Correct) -> None:
    send("市财政局/a.xlsx", form(row(2.5)))
    correct({}, {"new": "2.9"})
    intake = take_in()
    assert [one[:2] for one in refusals(intake)] == [("override_repeated", "C2"), ("override_repeated", "C3")]
    assert said(intake) == {"a.xlsx!D4": ("2.5", "2.5", False)}


@pytest.mark.parametrize("content", [b"", b"changed"])
def test_evidence_that_proves_nothing(
    send: Send, take_in: TakeIn, correct: Correct, empty: Workspace, content: bytes
) -> None:
    send("市财政局/a.xlsx", form(row(2.5)))
    correct({})
    proof = empty.returns(PERIOD) / PROOF
    arrival = Arrival(file=PROOF, received_on=date(2023, 4, 18), channel="-", sha256=digest(proof))
    csvfile.write(empty.register(PERIOD), [arrival], Arrival)
    assert refusals(take_in()) == []
    proof.write_bytes(content)
    assert [one[0] for one in refusals(take_in())] == ["override_no_evidence"]


def test_a_file_that_a_later_one_has_replaced(send: Send, take_in: TakeIn, correct: Correct, empty: Workspace) -> None:
    files = {
        1: send("市财政局/a.xlsx", form(row(2.5))),
        2: send("市财政局/b.xlsx", form(row(2.6))),
    }
    arrivals = [
        Arrival(file=f"市财政局/{path.name}", received_on=date(2023, 4, day), channel="-", sha256=digest(path))
        for day, path in files.items()
    ]
    csvfile.write(empty.register(PERIOD), arrivals, Arrival)
    correct({})
    intake = take_in()
    later = "data/raw/2022-Q4/市财政局/b.xlsx"
    assert refusals(intake) == [("override_superseded", "A2", "市财政局/a.xlsx", later)]
    assert {one.raw_text: str(one.value) for one in intake.observations} == {"2.5": "2.5", "2.6": "2.6"}
    (replaced,) = (one for one in intake.findings if one.code == "value_replaced")
    assert replaced.expected == f"data/raw/2022-Q4/市财政局/a.xlsx {SHEET}!D4 = 2.5"
    assert [(one.is_applied, one.unit, one.reason) for one in intake.overrides] == [
        (False, "finance_bureau", "override_superseded")
    ]


def test_one_refusal_does_not_touch_the_others(send: Send, take_in: TakeIn, correct: Correct) -> None:
    send("市财政局/a.xlsx", form(row(2.5)))
    correct({"cell": "D9"}, {}, {"file": "没有.xlsx"})
    intake = take_in()
    assert [one.is_applied for one in intake.overrides] == [False, True, False]
    assert said(intake) == {"a.xlsx!D4": ("2.8", "2.5", True)}


# -- the file itself


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a,s,D4,1,2,,why,e,2023-04-01", "who"),
        ("a,s,D4,1,2,  ,why,e,2023-04-01", "who"),
        ("a,s,D4,1,2,z,\t,e,2023-04-01", "why"),
        ("a,s,D4,,2,z,why,e,2023-04-01", "old"),
        ("a,s,d4,1,2,z,why,e,2023-04-01", "D4"),
        ("a,s,D0,1,2,z,why,e,2023-04-01", "D4"),
        ("a,s,D4,1,2,z,why,e,someday", "on"),
        ("a,s,D4,1,2,z,why,e,2023-04-01,more", "overrides.csv"),
        ('"a,s', "overrides.csv"),
    ],
)
def test_a_faulty_file_stops_with_its_faults(empty: Workspace, line: str, told: str) -> None:
    path = empty.overrides(PERIOD)
    path.parent.mkdir(parents=True)
    path.write_text(f"file,sheet,cell,old,new,who,why,evidence,on\n{line}\n", encoding="utf-8-sig")
    with pytest.raises(InnocityError) as fault:
        read_instructions(empty, PERIOD)
    assert told in str(fault.value)
    assert "overrides.csv" in str(fault.value)


def test_a_missing_column_stops(empty: Workspace) -> None:
    path = empty.overrides(PERIOD)
    path.parent.mkdir(parents=True)
    path.write_text("file,sheet,cell,old,new,who,evidence,on\n", encoding="utf-8-sig")
    with pytest.raises(InnocityError, match="why"):
        read_instructions(empty, PERIOD)


def test_without_the_file_there_are_none(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    assert read_instructions(empty, PERIOD) == []
    send("市财政局/a.xlsx", form(row(2.5)))
    assert take_in().overrides == []


def test_an_empty_file_changes_nothing(send: Send, take_in: TakeIn, correct: Correct) -> None:
    send("市财政局/a.xlsx", form(row(2.5)))
    correct()
    assert (take_in().overrides, said(take_in())) == ([], {"a.xlsx!D4": ("2.5", "2.5", False)})


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    hostile=st.text(
        st.one_of(st.sampled_from("=+-@'\"<>;,\n\r\t\x07\u202e\u200b"), st.characters(exclude_categories=["Cs", "Zs"])), min_size=1
    ).filter(lambda given: given.strip() and "\x00" not in given)
)  # fmt: skip
def test_any_text_comes_through_as_it_was_written(tmp_path: Path, hostile: str) -> None:
    place = Workspace(tmp_path)
    written = [instruction(old=hostile, new=hostile, who=hostile, why=hostile)]
    csvfile.write(place.overrides(PERIOD), written, Instruction)
    assert read_instructions(place, PERIOD) == written
