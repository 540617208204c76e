"""Changes as lines: in the order of the plan, every figure once, every cause with its part, and a sum that counts."""

from typing import Any

import pytest
import rows

from innocity.language import Language
from innocity.presentation.changes import listed
from innocity.tables import Change

FACTS = rows.framework([rows.indicator(2, code="b"), rows.indicator(1, code="z")])


def change(figure: str, cause: str, row: str = "b", **values: Any) -> Change:
    about = {"table_name": "attainment", "since": "A", "row": row, "figure": figure, "cause": cause}
    return Change.model_validate({**about, **values})


def shown(*changes: Change, language: Language = Language.EN) -> list[str]:
    return listed(changes, ("2022-Q4@1", "2022-Q4"), FACTS, language)


def test_figures_stand_once_and_causes_in_order() -> None:
    ends = {"old": "-1.50", "new": "1000", "measure": rows.COUNT}
    told = shown(
        change("margin", "target", move="1000", document="Notice", effective_from="2023-06-01", **ends),
        change("margin", "data", move="1.50", **ends),
        change("status", "data", row="z", old="behind", new="met"),
    )
    assert told == [
        "2022-Q4@1 → 2022-Q4",
        "1 指标1 (个)",
        "  Progress       Behind  →  Met            new data",
        "2 指标2 (个)",
        "  Beyond target  −1.50   →  1,000  +1.50   new data",
        "                                   +1,000  changed target  Notice, from 2023-06-01",
        "2 figures moved: new data 2; changed target 1",
    ]


@pytest.mark.parametrize(
    ("figure", "given", "told"),
    [
        ("actual", "yes", "有"),
        ("actual", None, "—"),
        ("state", "late", "迟报"),
        ("status", "not_reported", "未报送"),
        ("trend", "worse", "变差"),
        ("pace_ratio", "0.950000", "0.95"),
        ("completion_pct", "1000.000000", "1,000"),
    ],
)
def test_an_end_is_a_word_or_a_number(figure: str, given: str | None, told: str) -> None:
    line = shown(change(figure, "data", old=given, new="1" if figure == "actual" else given), language=Language.ZH_HANS)
    assert told in line[2].split()


def test_an_indicator_that_the_plan_no_longer_holds_comes_last_under_its_code() -> None:
    told = shown(change("target", "target", row="a", old="1"), change("target", "target", old="1", new="2"))
    assert told[1::2][:2] == ["2 指标2 (个)", "a"]


def test_nothing_moved() -> None:
    assert shown() == ["2022-Q4@1 → 2022-Q4", "Nothing moved"]


def test_a_document_is_plain_text() -> None:
    told = shown(change("baseline", "target", old="1", new="2", move="1", document="a\x1b[2J"))
    assert "〔U+001B〕" in told[2]
