"""Spellings: the same thing written otherwise is known, another thing never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.errors import InnocityError
from innocity.facts import Alias
from innocity.framework import Framework
from innocity.intake.matching import Dictionary, Names, dictionary, normalise, read_period, split_year
from innocity.language import Language
from innocity.period import Period


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" 全社会 R&D\n经费 ", "全社会r&d经费"),
        ("（％）", "(%)"),
        ("“双一流”《办法》", "双一流办法"),
        ("ＡＢＣ１２", "abc12"),
        ("a\u200b\ufeffb\u202ec", "abc"),
    ],
)
def test_normalised(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize("language", Language)
def test_every_indicator_is_known_by_its_names(framework: Framework, words: Dictionary, language: Language) -> None:
    for row in framework.indicators:
        name = row.name(language)
        assert {words.indicator(text) for text in (name, f"{row.number}. {name}", f"（{row.number}） {name}")} == {
            row.code
        }


@pytest.mark.parametrize(
    ("text", "code", "measure"),
    [
        ("高新技术企业数", "high_tech_firms", None),
        ("高新技术企业数（家）", "high_tech_firms", "家"),
        ("12、高新技术企业数(万家)", "high_tech_firms", "万家"),
        ("三、高新技术企业数", "high_tech_firms", None),
        ("重点学科数(国家“双一流”建设学科、省重点学科)", "key_disciplines", None),
        ("空氣質量優良率(%)", "good_air_share", "%"),
        ("技术企业", None, None),
        ("高新技术企业数增速", None, None),
        ("万人高价值发明专利拥有量", None, None),
        ("(家)", None, None),
        ("", None, None),
    ],
)
def test_an_indicator_and_the_measure_in_its_name(
    words: Dictionary, text: str, code: str | None, measure: str | None
) -> None:
    assert (words.indicator(text), words.measure_in(text)) == (code, measure)


def test_the_nearest_names_are_a_hint(words: Dictionary) -> None:
    assert "高新技术企业数" in words.indicators.nearest("高新技术企业总数")
    assert words.indicators.nearest("☃") == []


def test_the_nearest_names_are_of_different_things(words: Dictionary) -> None:
    alike = words.indicators.nearest("高新技术企业总数")
    assert len({words.indicators.codes[spelling] for spelling in alike}) == len(alike) == 3
    assert Names({}).nearest("x") == []


@pytest.mark.parametrize("text", ["6. 高新技术 产值", "（6）高新技术产值", "六、《高新技术》产值"])
def test_a_name_as_it_may_be_listed(words: Dictionary, text: str) -> None:
    assert words.bare(text) == "高新技术产值"


def test_every_unit_is_known_by_its_spellings(framework: Framework, words: Dictionary) -> None:
    for unit in framework.units:
        assert {words.units.find(name) for name in (unit.name_zh_hans, unit.full_zh_hant, *unit.aliases)} == {unit.code}
    assert words.units.find("某某局") is None


@pytest.mark.parametrize(
    "alias",
    [
        Alias(kind="indicator", alias="高新技术企业数", code="rd_intensity", source="-"),
        Alias(kind="status", alias="最 终", code="estimated", source="-"),
        Alias(kind="header", alias="完成值", code="target", source="-"),
        Alias(kind="answer", alias="YES", code="no", source="-"),
    ],
    ids=lambda alias: alias.kind,
)
def test_a_spelling_that_stands_for_two_things_is_refused(framework: Framework, alias: Alias) -> None:
    facts = {**vars(framework), "aliases": (*framework.aliases, alias)}
    fields = {name: facts[name] for name in Framework.__dataclass_fields__}
    with pytest.raises(InnocityError, match=rf"{normalise(alias.alias)} = "):
        dictionary(Framework(**fields))


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("2022年完成值", (2022, "完成值")),
        ("2022年度完成值", (2022, "完成值")),
        ("上年（2021年）", (2021, "上年()")),
        ("２０２３年目标值", (2023, "目标值")),
        ("完成值", (None, "完成值")),
    ],
)
def test_the_year_in_a_header(text: str, split: tuple[int | None, str]) -> None:
    assert split_year(text) == split


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022年第四季度（年报）", Period(2022, 4)),
        ("2022年第四季度", Period(2022, 4)),
        ("2023 年 二 季度", Period(2023, 2)),
        ("２０２３年第１季度", Period(2023, 1)),
        ("2023-Q3", Period(2023, 3)),
        ("2023q3", Period(2023, 3)),
        ("2023年上半年", Period(2023, 2)),
        ("2023年半年报", Period(2023, 2)),
        ("2022年", Period(2022, 4)),
        ("2022年度", Period(2022, 4)),
        ("2022年年报", Period(2022, 4)),
        ("2022年1-3月", None),
        ("2022年9月", None),
        ("2022年前三季度", None),
        ("2022年（第三季度）", Period(2022, 3)),
        ("2022年第四季度和2023年第一季度", None),
        ("2022年下半年", None),
        ("第四季度", None),
        ("", None),
    ],
)
def test_a_period_however_it_is_said(text: str, period: Period | None) -> None:
    assert read_period(text) == period
