"""Every style says its true value; judged by a small reader of its own, which shares nothing with intake."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.demo.styles import DATE_STYLES, STYLES, Figure, Ink, numeral
from innocity.framework import Framework

DIGITS = {digit: place for place, digit in enumerate("零一二三四五六七八九")}
PLACES = {"十": 10, "百": 100, "千": 1000}


def chinese(text: str) -> Decimal:
    """A Chinese numeral below ten thousand."""
    whole, _, behind = text.partition("点")
    total, digit = 0, 0
    for sign in whole:
        if sign in PLACES:
            total, digit = total + (digit or 1) * PLACES[sign], 0
        else:
            digit = DIGITS[sign]
    return Decimal(f"{total + digit}." + "".join(str(DIGITS[sign]) for sign in behind))


def meant(ink: Ink, figure: Figure) -> Decimal:
    """The number that a person reads off a cell, in the figure's measure."""
    if ink.result is not None:
        return ink.result
    if not isinstance(ink.value, str):
        assert isinstance(ink.value, (Decimal, int))
        return Decimal(ink.value) * (100 if ink.number_format.endswith("%") else 1)
    text = unicodedata.normalize("NFKC", ink.value).strip().removeprefix("约").removesuffix("以上").replace(",", "")
    if "一" <= text[0] <= "鿿":
        return chinese(text.removeprefix("百分之"))
    match = re.fullmatch(r"([\d.]+)(万?)(.*)", text)
    assert match
    factors = {unicodedata.normalize("NFKC", one.measure): one.factor for one in figure.measures}
    if match[2] + match[3] in factors:
        return Decimal(match[1]) * factors[match[2] + match[3]] / figure.measure.factor
    assert not match[3]
    return Decimal(match[1]) * (10_000 if match[2] else 1)


@given(
    st.decimals(min_value=0, max_value=99_999_999, places=0) | st.decimals(min_value=0, max_value=5000, places=2),
    st.sampled_from(["%", "个", "家", "人", "件", "亿元", "万元/人", "吨标准煤/万元", "比值"]),
)
def test_a_style_that_applies_says_the_true_value(framework: Framework, value: Decimal, measure: str) -> None:
    figure = Figure(value, framework.measure(measure), framework.measures)
    said = {name: ink for name, style in STYLES.items() if (ink := style(figure))}
    assert {name: meant(ink, figure) for name, ink in said.items()} == dict.fromkeys(said, value)


def test_every_style_applies_somewhere(framework: Framework) -> None:
    def figure(value: str, measure: str) -> Figure:
        return Figure(Decimal(value), framework.measure(measure), framework.measures)

    figures = [figure("12.5", "%"), figure("12500", "人"), figure("1250", "亿元")]
    assert {name for name, style in STYLES.items() for one in figures if style(one)} == STYLES.keys()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "零"),
        ("10", "十"),
        ("15", "十五"),
        ("105", "一百零五"),
        ("1005", "一千零五"),
        ("1050", "一千零五十"),
        ("110", "一百一十"),
        ("9999", "九千九百九十九"),
        ("21.50", "二十一点五零"),
        ("0.56", "零点五六"),
    ],
)
def test_numerals(value: str, text: str) -> None:
    assert numeral(Decimal(value)) == text


def test_days() -> None:
    said = {name: style(date(2023, 9, 30)).value for name, style in DATE_STYLES.items()}
    assert said == {
        "date": date(2023, 9, 30),
        "iso": "2023-09-30",
        "slashes": "2023/9/30",
        "dots": "2023.9.30",
        "words": "2023年9月30日",
        "compact": "20230930",
        "wide": "２０２３－０９－３０",
        "numerals": "二〇二三年九月三十日",
    }


def test_ten_thousand_is_part_of_a_money_measure(framework: Framework) -> None:
    money = Figure(Decimal(20_000), framework.measure("亿元"), framework.measures)
    heads = Figure(Decimal(20_000), framework.measure("人"), framework.measures)
    assert (STYLES["ten_thousands"](money), STYLES["ten_thousands"](heads)) == (None, Ink("2万"))
