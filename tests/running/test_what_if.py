"""`run --set` and `--scenario`: what is understood, what is refused, what is printed; nothing is published."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from innocity import cli
from innocity.errors import UsageError
from innocity.facts import Answer, Value
from innocity.framework import load
from innocity.language import Language
from innocity.period import Period
from innocity.running.what_if import Question, answer
from innocity.workspace import CODE, Workspace

WORKSPACE = Workspace(CODE)
FRAMEWORK = load(WORKSPACE)
PERIOD = Period(2022, 4)


@pytest.mark.parametrize(
    ("assignments", "file", "expected"),
    [
        (["rd_intensity=3.10"], None, {"rd_intensity": Decimal("3.10")}),
        (
            [" rd_intensity = 3 ", "innovation_policy=no"],
            None,
            {"rd_intensity": Decimal(3), "innovation_policy": Answer.NO},
        ),
        (
            [],
            "rd_intensity: 3.1\ninnovation_policy: yes\n",
            {"rd_intensity": Decimal("3.1"), "innovation_policy": Answer.YES},
        ),
        (["rd_intensity=4"], "rd_intensity: 3.1\n", {"rd_intensity": Decimal(4)}),
    ],
)
def test_values(assignments: list[str], file: str | None, expected: dict[str, Value], tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(file or "", encoding="utf-8")
    assert Question(assignments, path if file else None).values(FRAMEWORK) == expected


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("rd_intensity", "--set"),
        ("rd_intensity=", "rd_intensity"),
        ("rd_intensity=many", "many"),
        ("rd_intensity=NaN", "NaN"),
        ("rd_intensity=-1", "-1"),
        ("rd_intensity=101", "100"),
        ("innovation_policy=1", "yes"),
        ("rd_intensty=3", "rd_intensity, "),
        ("=3", ", "),
    ],
)
def test_what_cannot_be_is_refused(assignment: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Question([assignment]).values(FRAMEWORK)


def test_an_unknown_code_is_answered_with_the_three_nearest() -> None:
    with pytest.raises(UsageError) as fault:
        Question(["high_tech=1"]).values(FRAMEWORK)
    assert len(str(fault.value.values["expected"]).split(", ")) == 3


def test_the_rows_that_change_are_printed_in_the_language_that_is_asked_for() -> None:
    question = Question(["rd_intensity=3.1"])
    lines = answer(WORKSPACE, PERIOD, question, Language.EN, is_json=False).splitlines()
    assert lines[0].split()[:2] == ["Indicator", "Data"]
    assert len(lines) == 1 + 3 * 5 + 1
    assert "nothing was published" in lines[-1]
    assert "2.95 Open" in lines[1]
    assert "3.10 On course" in lines[1]


def test_json_holds_both_rows() -> None:
    found = json.loads(answer(WORKSPACE, PERIOD, Question(["rd_intensity=3.1"]), None, is_json=True))
    assert [(one["before"]["last_value"], one["after"]["last_value"]) for one in found] == [("2.95", "3.1")] * 15


def test_the_same_value_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = cli.parse(["run", "2022-Q4", "--set", "rd_intensity=2.95", "--lang", "en"])
    before = sorted((CODE / "reports").rglob("*"))
    assert cli.main(arguments) == 0
    assert capsys.readouterr().out == "Nothing changes\n"
    assert sorted((CODE / "reports").rglob("*")) == before
