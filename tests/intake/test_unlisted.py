"""Names that no table lists: what stands next to them, and the row that lists them."""

import csv
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innocity.facts import Alias
from innocity.framework import Framework
from innocity.intake.matching import Dictionary, dictionary
from innocity.intake.rules import Place, Rules
from innocity.intake.unlisted import unlisted_indicator, unlisted_unit

PLACE = Place("data/raw/2022-Q4/a b.xlsx", sheet="表", cell="D4")
START = "在 params/framework/aliases.csv 末尾加上这一行："
KNOWN = "高新技术企业数"


def ready_line(remedy: str) -> str:
    """The row that a remedy gives."""
    return remedy.partition(START)[2]


def test_the_nearest_names_and_the_row_are_told(framework: Framework, words: Dictionary, rules: Rules) -> None:
    found = unlisted_indicator("3. 高新技术企业总数", PLACE, framework, words, rules)
    code = words.indicators.codes[KNOWN]
    assert (found.got, found.cell) == ("3. 高新技术企业总数", "D4")
    assert (found.expected or "").split(" / ")[0] == framework.indicator(code).name_zh_hans
    assert ready_line(found.remedy) == f"indicator,高新技术企业总数,{code},a b.xlsx D4"


def test_a_name_like_no_other_has_no_row(framework: Framework, words: Dictionary, rules: Rules) -> None:
    found = unlisted_indicator("☃", PLACE, framework, words, rules)
    assert (found.expected, found.remedy) == (None, rules.by_code["unknown_indicator"].remedy_zh_hans)


hostile = st.lists(st.sampled_from(["=", "+", "-", "@", "'", '"', ",", "\n", "\r", "\t", "\x00", "1.", " ", "x"]))


@settings(max_examples=20)  # every example builds a dictionary
@given(before=hostile, behind=hostile)
def test_the_row_lists_the_name_on_one_line_and_nothing_in_it_is_a_formula(
    framework: Framework, words: Dictionary, rules: Rules, before: list[str], behind: list[str]
) -> None:
    name = f"{''.join(before[:4])}{KNOWN}总{''.join(behind[:4])}"
    place = replace(PLACE, file=f"data/raw/=cmd{''.join(behind)}.xlsx")
    line = ready_line(unlisted_indicator(name, place, framework, words, rules).remedy)
    assert line.isprintable()
    (cells,) = csv.reader([line], strict=True)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    row = Alias.model_validate(dict(zip(Alias.columns(), [cell.removeprefix("'") for cell in cells], strict=True)))
    listed = dictionary(replace(framework, aliases=(*framework.aliases, row)))
    assert listed.indicator(name) == words.indicators.codes[KNOWN]


@pytest.mark.parametrize(
    ("name", "told"),
    [("市财政局局", "finance_bureau 一行的 aliases 栏加上：市财政局局（"), ("☃", None), ("市财政局;局", None), ("市财政局,局", None)],
)  # fmt: skip
def test_how_a_unit_is_listed(words: Dictionary, rules: Rules, name: str, told: str | None) -> None:
    found = unlisted_unit(name, PLACE, words, rules)
    assert (found.code, found.got) == ("unknown_unit", name)
    if told:
        assert told in found.remedy and "市财政局" in (found.expected or "").split(" / ")
    else:
        assert found.remedy == rules.by_code["unknown_unit"].remedy_zh_hans
