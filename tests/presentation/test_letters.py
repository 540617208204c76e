"""Letters on paper: what they hold, by when they ask for an answer, and that all of them are in the booklet."""

import io
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pikepdf
import pytest
import rows
import workbooks
from pdfua import validate

from innocity.answer_rules import AnswerRules, Asked
from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.replies import Returned
from innocity.intake.rules import Rules
from innocity.language import Language
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.presentation.booklet import Binder
from innocity.presentation.letters import LetterPapers, letters
from innocity.workspace import Workspace

CITY = rows.framework([rows.indicator(1), rows.indicator(2)], work_points=[rows.work_point()])
ANSWERS = AnswerRules({(Asked.RETURN, "faulty"): 5, (Asked.RETURN, "silent"): 7})


def papers(rules: Rules, **values: Any) -> LetterPapers:
    return LetterPapers(CITY, rows.parameters(**{"as_of": "2023-01-20", **values}), rules, ANSWERS, Binder())


def test_a_reply_tells_places_what_is_lacking_and_the_day(rules: Rules) -> None:
    file = "data/raw/2022-Q4/甲局.xlsx"
    fault = rows.finding(file=file, sheet="表", cell="E5", got="#panic() <b>\u202e", expected="≥0", unit="first")
    back = Returned(CITY.unit("first"), {file: [fault]}, [rows.finding(unit="first", indicator="i2")])
    letter = papers(rules).reply(back, CITY.unit("first"))
    assert (letter.name, letter.number) == ("甲局", "编号：2022-Q4-first-reply")
    for said in (
        "需改正或核实1处",
        '#"甲局.xlsx 表!E5";',
        '#"#panic() <b>〔U+202E〕";',
        "指标2（个）",
        "请于2023年1月25日前",
    ):
        assert said in letter.body


def test_a_reply_to_what_only_lacks_something_counts_no_places(rules: Rules) -> None:
    back = Returned(CITY.unit("first"), {}, [rows.finding(unit="first", indicator="i2")])
    assert "需改正" not in papers(rules).reply(back, CITY.unit("first")).body


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"due_on": "2023-01-25"}, "请于2023年1月25日前", id="still to come"),
        pytest.param({"due_on": "2023-01-18", "grace_days": 3}, "请于2023年1月21日前", id="days of grace"),
        pytest.param({"due_on": "2023-01-10"}, "请于2023年1月27日前", id="overdue"),
        pytest.param({}, "请于2023年1月27日前", id="undated"),
        pytest.param({"due_on": "2023-01-10", "locked_on": "2023-01-24"}, "请于2023年1月24日前", id="before the lock"),
        pytest.param({"due_on": "2023-01-10", "locked_on": "2023-01-15"}, "请于2023年1月27日前", id="locked already"),
    ],
)
def test_a_reminder_asks_for_the_return_by_a_day(rules: Rules, values: dict[str, Any], expected: str) -> None:
    letter = papers(rules, **values).reminder(CITY.unit("second"))
    assert expected in letter.body
    assert "应报指标 2 项" in letter.body


def test_without_a_rule_no_day_is_made_up(rules: Rules) -> None:
    unruled = LetterPapers(CITY, rows.parameters(), rules, AnswerRules({}), Binder())
    assert "请尽快按下发的模板填写" in unruled.reminder(CITY.unit("second")).body


@pytest.mark.slow
def test_every_unit_has_its_letter_and_the_booklet_all(
    empty: Workspace,
    framework: Framework,
    rules: Rules,
    send: Callable[..., Path],
    take_in: Callable[[], Intake],
    tmp_path: Path,
) -> None:
    send("市财政局/a.xlsx", workbooks.form(workbooks.row(-5)))
    parameters = load_parameters(empty.period_file(Period(2022, 4)))
    written = [letters(framework, parameters, rules, AnswerRules.of(empty), take_in()) for _ in range(2)]
    assert written[0] == written[1]
    names = {path.name for path in written[0]}
    assert names == {"退回函.pdf", "催报函.pdf", "booklet.pdf"}
    booklet = written[0][PurePosixPath("booklet.pdf")]
    with pikepdf.open(io.BytesIO(booklet)) as document, document.open_outline() as outline:
        pages = [1 + document.pages.index(pikepdf.Page(one.destination[0])) for one in outline.root]
        titles = [one.title for one in outline.root]
    assert all(page % 2 for page in pages)
    order = [unit.name(Language.ZH_HANS) for unit in framework.units]
    assert titles == sorted(titles, key=order.index)
    assert len(titles) == len(written[0]) - 1
    path = tmp_path / "booklet.pdf"
    path.write_bytes(booklet)
    assert [finding.message for finding in validate(str(path)).findings] == []
