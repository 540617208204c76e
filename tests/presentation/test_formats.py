"""Figures, states and submitted text as a reader sees them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pylopdf_fonts_zh_cn
import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Answer
from innocity.language import Language
from innocity.presentation import formats
from innocity.presentation.glyphs import missing
from innocity.presentation.promise_words import statement_of

ZH = Language.ZH_HANS
FONTS = pylopdf_fonts_zh_cn.sans_path().parent


@pytest.mark.parametrize(
    ("value", "decimals", "is_signed", "expected"),
    [
        pytest.param("3.0", None, False, "3.0", id="as it was sent"),
        pytest.param("0.5379", None, False, "0.5379", id="every decimal of it"),
        pytest.param("1234567.5", None, False, "1,234,567.5", id="thousands are parted"),
        pytest.param("1E+3", None, False, "1,000", id="plain notation"),
        pytest.param("-3", None, False, "−3", id="a real minus sign"),
        pytest.param("2.665", 2, False, "2.67", id="half up"),
        pytest.param("-0.04", 1, False, "0.0", id="no negative zero"),
        pytest.param("0.42", None, True, "+0.42", id="a gain"),
        pytest.param("-0.42", 1, True, "−0.4", id="a loss"),
        pytest.param("0", None, True, "0", id="neither"),
        pytest.param("0.04", 1, True, "0.0", id="too small a gain to be shown as one"),
        pytest.param(None, 1, True, "—", id="absent"),
    ],
)
def test_number(value: str | None, decimals: int | None, is_signed: bool, expected: str) -> None:
    given_ = None if value is None else Decimal(value)
    assert formats.number(given_, decimals, is_signed=is_signed) == expected


@pytest.mark.parametrize(
    ("value", "exact", "computed"),
    [
        pytest.param(Answer.YES, "有", "有", id="yes"),
        pytest.param(Answer.NO, "无", "无", id="no"),
        pytest.param(Decimal("3.00"), "3.00", "3.0", id="a decimal"),
        pytest.param(Decimal("120"), "120", "120.0", id="a whole number"),
        pytest.param(None, "—", "—", id="absent is not a zero"),
    ],
)
def test_value(value: Any, exact: str, computed: str) -> None:
    assert formats.value(value, ZH) == exact
    assert formats.computed(value, rows.indicator(decimals=1), ZH) == computed


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param("97.680000", "97.7%", id="one decimal"),
        pytest.param("100.000000", "100.0%", id="reached"),
        pytest.param("99.949999", "99.9%", id="rounds away from 100"),
        pytest.param("99.950000", "99.95%", id="would read as 100"),
        pytest.param("99.999600", "99.9996%", id="so would this"),
        pytest.param("100.004000", "100.004%", id="and this"),
        pytest.param("99.9999999", "100.000000%", id="six decimals at most"),
        pytest.param("-5", "−5.0%", id="below zero"),
        pytest.param(None, "—", id="absent"),
    ],
)
def test_percent(share: str | None, expected: str) -> None:
    assert formats.percent(None if share is None else Decimal(share)) == expected


@pytest.mark.parametrize(
    ("change", "kind", "expected"),
    [
        pytest.param("0.42", "points", "+0.42个百分点", id="points are not per cent"),
        pytest.param("-1.10", "points", "−1.10个百分点", id="exactly as they differ"),
        pytest.param("51.282051", "per_cent", "+51.3%", id="per cent"),
        pytest.param("-3.946429", "per_cent", "−3.9%", id="per cent less"),
        pytest.param("0", "per_cent", "0.0%", id="no change"),
        pytest.param(None, "per_cent", "—", id="no ratio to nothing"),
        pytest.param(None, None, "—", id="no earlier value"),
    ],
)
def test_change(change: str | None, kind: str | None, expected: str) -> None:
    assert formats.change(rows.attainment(change=change, change_kind=kind), ZH) == expected


@pytest.mark.parametrize(
    ("figure_en", "language", "expected"),
    [
        ("{value}%", Language.EN, "38%"),
        ("{value}", Language.EN, "38"),
        ("", Language.EN, "38 (x)"),
        ("{value}%", Language.ZH_HANS, "38x"),
        ("{value}", Language.ZH_HANT, "38x"),
    ],
)
def test_amount(figure_en: str, language: Language, expected: str) -> None:
    assert formats.amount("38", rows.measure("x", figure_en=figure_en), language) == expected


def test_an_item_of_a_promise_is_named_in_the_language_or_as_the_plan_writes_it() -> None:
    fact = rows.commitment("1-1-a", items=("钢", "车"), items_en=("steel", "cars"))
    named = [fact.item_name(item, language) for language in (ZH, Language.EN) for item in ("车", "船")]
    assert named == ["车", "船", "cars", "船"]
    assert fact.item_name("车", Language.ZH_HANT) == "车"
    assert statement_of(fact, "钢", Language.EN) == f"{fact.statement(Language.EN)}: steel"
    with pytest.raises(ValueError, match=r"\[0, 1, 2\]; expected as many names"):
        rows.commitment("1-1-a", items=("钢", "车"), items_en=("steel",))


def test_signed_percent() -> None:
    shares = (Decimal("1.25"), Decimal("-1.25"), None)
    assert [formats.signed_percent(share) for share in shares] == ["+1.3%", "−1.3%", "—"]


def test_day() -> None:
    assert formats.day(date(2023, 4, 5), ZH) == "2023年4月5日"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2023-Q1", "2023年第一季度"),
        ("2023-Q2", "2023年第二季度（半年报）"),
        ("2023-Q3", "2023年第三季度"),
        ("2022-Q4", "2022年第四季度（年报）"),
    ],
)
def test_period(period: str, expected: str) -> None:
    assert formats.period(period, ZH) == expected


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param("市科技局_2022年第四季度.xlsx", "市科技局_2022年第四季度.xlsx", id="plain"),
        pytest.param("約1,200家（≥3.0%）　<b>&", "約1,200家（≥3.0%）　<b>&", id="what can be drawn stays"),
        pytest.param("好😀", "好〔U+1F600〕", id="no font draws it"),
        pytest.param("a\u202eslx.exe", "a〔U+202E〕slx.exe", id="turns what follows around"),
        pytest.param("12\u200b34", "12〔U+200B〕34", id="cannot be seen"),
        pytest.param("a\x1b[31m", "a〔U+001B〕[31m", id="speaks to terminals"),
        pytest.param("1\n2\t3", "1〔U+000A〕2〔U+0009〕3", id="breaks the line"),
        pytest.param("\udcff.xlsx", "〔U+DCFF〕.xlsx", id="half a character, from an undecodable name"),
        pytest.param("{0} {indicator} %s", "{0} {indicator} %s", id="no template"),
        pytest.param("", "", id="empty"),
    ],
)
def test_submitted(given_: str, expected: str) -> None:
    assert formats.submitted(given_) == expected


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param("一\n二\t三　四", "一 二 三 四", id="on one line"),
        pytest.param("a\u202eb", "a〔U+202E〕b", id="all to be seen"),
        pytest.param("长" * 160, "长" * 160, id="just fits"),
        pytest.param("长" * 161, "长" * 159 + "…", id="cut"),
    ],
)
def test_passage(given_: str, expected: str) -> None:
    assert formats.passage(given_) == expected


@given(st.text(st.characters()))
def test_submitted_text_can_be_drawn_and_written_whatever_it_is(given_: str) -> None:
    shown = formats.submitted(given_)
    assert missing(shown, FONTS) == []
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert formats.submitted(shown) == shown
