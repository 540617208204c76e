"""Findings and tables on a terminal."""

import pytest
import rows

from innocity.framework import Framework
from innocity.intake.rules import Rules
from innocity.language import Language
from innocity.presentation import listing


@pytest.mark.parametrize(("given", "columns"), [("", 0), ("ab", 2), ("湘潭", 4), ("（a）", 5), ("e\u0301", 1)])
def test_a_chinese_character_is_two_columns_wide(given: str, columns: int) -> None:
    assert listing.width(given) == columns


def test_columns_stand_under_each_other() -> None:
    assert listing.aligned([["单位", "a"], ["x", "b"]]) == ["单位  a", "x     b"]


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "\n", "\u2028"])
def test_nothing_acts_on_the_terminal(hostile: str) -> None:
    assert listing.plain(hostile).isprintable()
    assert f"{ord(hostile[0]):04X}" in listing.plain(hostile)


def test_a_finding_says_where_what_and_how_to_mend_it(framework: Framework, rules: Rules) -> None:
    found = rows.finding(
        unit="finance_bureau", file="a.xlsx", sheet="表", cell="D4", got="\x1bx", expected="%", remedy="a\x1bb"
    )
    assert listing.findings([found], framework, rules, Language.ZH_HANS) == [
        "市财政局：错误1，提醒0，说明0",
        "  [错误] 此处应为数值；填的是“〔U+001B〕x”；应为 %",
        "      a.xlsx  表!D4",
        "      请：a〔U+001B〕b",
    ]


def test_nothing_found_is_said_too(framework: Framework, rules: Rules) -> None:
    assert listing.findings([], framework, rules, Language.EN) == ["Checked; nothing was found"]
