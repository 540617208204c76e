"""Numerals: read where they can be read in one way alone, written in every style and read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerals import chinese, financial

from innocity.intake.numerals import has_myriads, is_round, read_numeral, read_plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("0", "0"), ("284", "284"), ("0.5379", "0.5379"), ("3.0", "3.0"), ("1,234", "1234"), ("1,234,567.80", "1234567.80")),
        *(("1 234", "1234"), ("1 234 567", "1234567"), ("1\u00a0234.5", "1234.5"), ("284\u202f300", "284300"), ("12\u2009345", "12345")),
    ],
)  # fmt: skip
def test_plain_digits(text: str, value: str) -> None:
    assert str(read_plain(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "1.", ".5", "1..2", "1.2.3", "007", "00", "-1", "+1", "1e3", "0x10", "1_000", "nan", "inf", "½", "²", "①"),
        *("1,23", "12,34", "1,2345", "0,538", "012,345", "12,34,567", ",123", "1,", "1,234.", "1'234", "1,234 567"),
        *("284 300", "87 100", "87 100 110", "1 23", "1  234", "1 2345", "284\n300", "1\u3000234", "٣", "１", "10-20"),
    ],
)  # fmt: skip
def test_what_is_no_plain_number(text: str) -> None:
    assert read_plain(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("〇", "0"), ("零", "0"), ("一", "1"), ("两", "2"), ("十", "10"), ("十五", "15"), ("一十五", "15"), ("二十", "20")),
        *(("一百", "100"), ("一百零五", "105"), ("一百〇五", "105"), ("一百一十五", "115"), ("两百五十", "250")),
        *(("一千二百五十", "1250"), ("一千零五十", "1050"), ("一千零五", "1005"), ("壹仟贰佰", "1200"), ("壹拾伍", "15")),
        *(("玖佰叁拾柒", "937"), ("一万", "10000"), ("十二万", "120000"), ("三万五千", "35000"), ("三万零五", "30005")),
        *(("一万零五百", "10500"), ("一万五百", "10500"), ("二十萬五千", "205000"), ("一亿二千万", "120000000")),
        *(("三亿零五", "300000005"), ("一亿零五万", "100050000"), ("兩億", "200000000"), ("三千万亿", "3000000000000000")),
        *(("二十一点五", "21.5"), ("二十一點五〇", "21.50"), ("零点五三七九", "0.5379"), ("一点二万", "12000")),
        *(("二十一点五亿", "2150000000"), ("二〇二三", "2023"), ("二○二三", "2023"), ("一二〇", "120"), ("五〇〇万", "5000000")),
        *(("百亿", "10000000000"), ("千万", "10000000"), ("百万", "1000000"), ("千億", "100000000000"), ("十亿", "1000000000")),
        *(("1.2万", "12000"), ("1.25000万", "12500.0"), ("1.2 万", "12000"), ("0.5万", "5000"), ("1,234万", "12340000")),
        *(("3千2百", "3200"), ("3千", "3000"), ("3.5千", "3500"), ("12百", "1200"), ("1万2千", "12000"), ("1万2000", "12000")),
        *(("1亿2千万", "120000000"), ("3亿5000万", "350000000"), ("3.5千万", "35000000"), ("1.2万亿", "1200000000000")),
        *(("284", "284"), ("2百5十", "250")),
    ],
)  # fmt: skip
def test_numerals(text: str, value: str) -> None:
    assert str(read_numeral(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "万", "亿", "千", "百", "万亿", "百千", "十十", "第三", "几十", "十几", "上百", "数千", "半", "廿", "卅", "百十"),
        *("三五", "三四", "十七八", "七八百", "两三千", "十四五", "三一", "三一重工", "一把手", "一带一路", "双一流", "二百五"),
        *("三万五", "一亿五", "一千二", "一百零五十", "一千零五百", "一万一", "一万〇", "〇五", "一万万", "一亿亿", "一万二〇〇"),
        *("三点", "点五", "三点三十", "3点5", "三点五点六", "一万点五", "三点五万二千", "1.5亿5000万", "1.2万5000", "1万200"),
        *("1万2", "1万0005", "1万12000", "1万1,23", "12千3百", "5 百万亿亿", "1 .2万", "1.2  万", "1.2万元", "千分之五", "三分之一"),
        *("二〇二三年", "3月", "①万", "²万", "1e3万", "9" * 40 + "万"),
    ],
)  # fmt: skip
def test_what_is_no_numeral_or_more_than_one(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "round_", "myriads"),
    [("百亿", True, True), ("千萬", True, True), ("一百亿", False, True), ("十亿", False, True), ("百", False, False), ("", False, False)],
)  # fmt: skip
def test_magnitudes(text: str, round_: bool, myriads: bool) -> None:
    assert (is_round(text), has_myriads(text)) == (round_, myriads)


@given(st.integers(0, 10**16 - 1))
def test_an_integer_is_read_back_from_chinese(number: int) -> None:
    assert [read_numeral(text) for text in (chinese(number), financial(number))] == [number, number]


@given(st.integers(0, 10**8), st.text("0123456789", min_size=1, max_size=6))
def test_a_decimal_is_read_back_from_chinese_with_its_zeros(whole: int, places: str) -> None:
    spelled = "".join("零一二三四五六七八九"[int(digit)] for digit in places)
    if whole < 10_000:  # behind 万 a point would belong to no one
        assert str(read_numeral(f"{chinese(whole)}点{spelled}")) == f"{whole}.{places}"


@given(
    st.decimals(0, 10**6, places=4).map(abs),
    st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12), ("千万", 7), ("百", 2), ("千", 3)]),
)
def test_digits_with_a_magnitude_are_the_product(value: Decimal, magnitude: tuple[str, int]) -> None:
    word, zeros = magnitude
    assert read_numeral(f"{value:f}{word}") == value.scaleb(zeros)


@given(st.text("〇零一二两三五九十百千万亿点0123,. ", max_size=12))
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    value = read_numeral(text)
    assert value is None or (value.is_finite() and value >= 0)


@given(st.text("〇一二三九十百千万亿", min_size=2, max_size=9))
def test_what_is_read_is_written_with_the_same_digits(text: str) -> None:
    value = read_numeral(text)
    if value is not None and not is_round(text):
        told = [digit for digit in str(value) if digit != "0"]
        assert len(told) == sum(ch in "一二三九" for ch in text) + text.startswith("十") + text.count(
            "〇十"
        ) + _bare_tens(text)


def _bare_tens(text: str) -> int:
    """How many 十 behind another word stand for 一十."""
    return sum(text[place - 1] in "百千万亿" and text[place] == "十" for place in range(1, len(text)))
