"""Measure words: taken off, and converted without losing a digit."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Measure
from innocity.framework import Framework
from innocity.intake.measuring import Measured, UnconvertibleError, exact_ratio, factor, is_measure, measured, times


@pytest.fixture(scope="session")
def measures(framework: Framework) -> Sequence[Measure]:
    return framework.measures


@pytest.mark.parametrize(
    ("text", "splits"),
    [
        ("284家", [("284", "家"), ("284家", None)]),
        ("284 個", [("284", "个"), ("284 個", None)]),
        ("2千万元", [("2千", "万元"), ("2千万", "元"), ("2千万元", None)]),
        ("1亿2千万元", [("1亿2千万", "元"), ("1亿2千万元", None)]),
        ("1萬億元", [("1", "万亿元"), ("1萬億", "元"), ("1萬億元", None)]),
        ("0.5379吨标准煤/万元", [("0.5379", "吨标准煤/万元"), ("0.5379吨标准煤/", "万元"), ("0.5379吨标准煤/万", "元"), ("0.5379吨标准煤/万元", None)]),
        ("万元", [("万", "元"), ("万元", None)]),
        ("284", [("284", None)]),
        ("", [("", None)]),
    ],
)  # fmt: skip
def test_measure_words(measures: Sequence[Measure], text: str, splits: list[tuple[str, str | None]]) -> None:
    assert list(measured(text, measures)) == [Measured(rest, key) for rest, key in splits]


@pytest.mark.parametrize(
    ("word", "known"), [("億元", True), ("%", True), ("number", False), ("", False), ("亿", False)]
)
def test_a_word_is_a_measure(measures: Sequence[Measure], word: str, known: bool) -> None:
    assert is_measure(word, measures) is known


@pytest.mark.parametrize(
    ("sent", "wanted", "by"),
    [
        ("万元", "亿元", "0.0001"),
        ("亿元", "万元", "1E+4"),
        ("元", "亿元", "1E-8"),
        ("万亿元", "亿元", "1E+4"),
        ("‰", "%", "0.1"),
        ("元/人", "万元/人", "0.0001"),
        ("吨标煤/万元", "吨标准煤/万元", "1"),
        ("家", "家", "1"),
        ("unknown", "unknown", "1"),
    ],
)
def test_factors(measures: Sequence[Measure], sent: str, wanted: str, by: str) -> None:
    assert factor(sent, wanted, measures) == Decimal(by)


@pytest.mark.parametrize(
    ("sent", "wanted"), [("家", "个"), ("百分点", "%"), ("万元", "万元/人"), ("元", "unknown"), ("unknown", "元")]
)
def test_what_counts_other_things_does_not_convert(measures: Sequence[Measure], sent: str, wanted: str) -> None:
    with pytest.raises(UnconvertibleError, match=f"{sent} -> {wanted}"):
        factor(sent, wanted, measures)


@pytest.mark.parametrize(
    ("value", "by", "product"),
    [
        ("12.50", "0.0001", "0.001250"),
        ("1.2", "10000", "12000"),
        ("1.25000", "1E+4", "12500.0"),
        ("0", "1E+4", "0"),
        ("3.0", "1", "3.0"),
    ],
)
def test_the_decimals_move_with_the_point(value: str, by: str, product: str) -> None:
    assert str(times(Decimal(value), Decimal(by))) == product


def test_no_digit_is_rounded_away() -> None:
    with pytest.raises(UnconvertibleError):
        times(Decimal("1." + "1" * 27), Decimal("1.1"))
    with pytest.raises(UnconvertibleError):
        exact_ratio(Decimal(1), Decimal(3))


@given(st.decimals(0, 10**9, places=4).map(abs))
def test_there_and_back_is_the_same(framework: Framework, value: Decimal) -> None:
    there = times(value, factor("万元", "亿元", framework.measures))
    assert times(there, factor("亿元", "万元", framework.measures)) == value
