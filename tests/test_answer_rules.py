"""What must be answered and by when: the rules as they are read, and what is refused in them."""

from datetime import date

import pytest
import rows

from innocity.answer_rules import AnswerRules, Asked
from innocity.errors import InnocityError
from innocity.workspace import Workspace


def written(workspace: Workspace, *lines: str) -> Workspace:
    """The workspace with these rules."""
    content = "\n".join(["kind,status,days,basis", *lines, ""])
    (workspace.rules / "answers.csv").write_text(content, encoding="utf-8-sig", newline="\n")
    return workspace


def test_an_answer_is_due_so_many_days_after_the_as_of_date(empty: Workspace) -> None:
    rules = AnswerRules.of(written(empty, "indicator,behind,10,assumed", "return,silent,5,assumed"))
    parameters = rows.parameters(as_of="2023-04-20")
    assert rules.reply_by(Asked.INDICATOR, "behind", parameters) == date(2023, 4, 30)
    assert rules.reply_by(Asked.RETURN, "silent", parameters) == date(2023, 4, 25)
    assert rules.reply_by(Asked.INDICATOR, "met", parameters) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("indicator,not_measurable,10,assumed", "not_measurable", id="what cannot be known yet"),
        pytest.param("indicator,not_reported,10,assumed", "not_reported", id="what was not sent"),
        pytest.param("indicator,overdue,10,assumed", "behind / falling_back / missed", id="a light of an indicator"),
        pytest.param("work_point,missed,10,assumed", "behind / overdue", id="a status of a work point"),
        pytest.param("indicator,behind,0,assumed", "days", id="no day"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(empty: Workspace, line: str, told: str) -> None:
    with pytest.raises(InnocityError, match=told):
        AnswerRules.of(written(empty, line))


def test_a_status_that_stands_twice_is_refused(empty: Workspace) -> None:
    with pytest.raises(InnocityError, match="indicator/behind"):
        AnswerRules.of(written(empty, "indicator,behind,10,assumed", "indicator,behind,5,assumed"))


def test_the_shipped_rules_are_read(empty: Workspace) -> None:
    assert {kind for kind, _ in AnswerRules.of(empty).days} == set(Asked)
