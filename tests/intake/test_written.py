"""Texts that say a number: exactly that number with the rules that read it, or a refusal."""

import contextlib
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerals import chinese, financial

from innocity.framework import Framework
from innocity.intake.written import NotANumberError, Number, number_in

COUNTS = st.integers(0, 10**9)
PLAIN = st.decimals(0, 10**9, places=4).map(abs)
WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def told(text: str, measure: str, framework: Framework) -> str:
    """Value, then rules after the first, then qualifiers."""
    number = number_in(text, measure, framework.measures)
    assert number.rules[0] == "number_as_text"
    return " ".join([str(number.value), *number.rules[1:], *(f"~{code}" for code in number.qualifiers)])


@pytest.mark.parametrize(
    ("measure", "text", "expected"),
    [
        *(("个", text, "1234") for text in ("1234", " 1234 ", "１２３４", "1,234", "1，234", "１，２３４", "1 234", "1\u2009234", "+1234", "＋1234")),
        *(("%", text, "3.0") for text in ("3.0", "３．０", "\u30003.0\u3000", "3.0\n")),
        *(("%", text, "2.95 percent_sign") for text in ("2.95%", "2.95％", "2.95 %", "2.95 ％", "2.95﹪")),
        *(("%", text, "82.5 numeral percent_sign") for text in ("百分之八十二点五", "百分之八十二點五", "百分之 八十二点五", "八十二点五%")),
        *(("%", text, "35 numeral percent_sign") for text in ("三成五", "3成5", "3.5成")),
        ("%", "百分之82.5", "82.5 percent_sign"),
        ("%", "三成", "30 numeral percent_sign"),
        ("%", "十成", "100 numeral percent_sign"),
        ("%", "25.0‰", "2.50 measure:‰->% ×0.1"),
        ("%", "5百分比", "5 measure:百分比->% ×1"),
        ("‰", "2.5%", "25 measure:%->‰ ×10"),
        ("‰", "三成", "300 numeral measure:%->‰ ×10"),
        *(("个", text, "-5") for text in ("-5", "−5", "－5", "﹣5", "‐5", "负5", "負5", "- 5")),
        *(("个", text, "-1234 accountancy_negative") for text in ("(1234)", "（1,234）", "(1，234)")),
        ("%", "负2.95%", "-2.95 percent_sign"),
        ("%", "负百分之五", "-5 numeral percent_sign"),
        ("%", "(2.95)%", "-2.95 accountancy_negative percent_sign"),
        ("%", "-0.0", "-0.0"),
        *(("家", text, "1200 measure:家") for text in ("1200家", "1,200 家", "１２００家", "1200(家)", "1200（家）")),
        ("个", "284個", "284 measure:个"),
        ("家", "1.2万家", "12000 measure:万家->家 ×10000"),
        ("家", "壹仟贰佰家", "1200 numeral measure:家"),
        ("家", "1万2千家", "12000 numeral measure:家"),
        ("家", "1.2万", "12000 numeral"),
        ("家", "三千二百", "3200 numeral"),
        ("家", "3千2百", "3200 numeral"),
        ("家", "百亿", "10000000000 numeral"),
        ("家", "十家", "10 numeral measure:家"),
        ("个", "两个", "2 numeral measure:个"),
        ("个", "〇", "0 numeral"),
        ("个", "二〇二三", "2023 numeral"),
        ("亿元", "1800亿元", "1800 measure:亿元"),
        ("亿元", "1,800.50億元", "1800.50 measure:亿元"),
        ("亿元", "12,345.0万元", "1.23450 measure:万元->亿元 ×0.0001"),
        ("亿元", "1.8万亿元", "18000 measure:万亿元->亿元 ×10000"),
        ("亿元", "180000000000元", "1800.00000000 measure:元->亿元 ×0.00000001"),
        ("亿元", "1亿2千万元", "1.20000000 numeral measure:元->亿元 ×0.00000001"),
        ("亿元", "一千八百亿元", "1800 numeral measure:亿元"),
        ("亿元", "(5)万元", "-0.0005 accountancy_negative measure:万元->亿元 ×0.0001"),
        ("亿元", "十万元", "0.0010 numeral measure:万元->亿元 ×0.0001"),
        ("万元", "2千万元", "2000 numeral measure:万元"),
        ("万元/人", "42109元/人", "4.2109 measure:元/人->万元/人 ×0.0001"),
        ("万元/人", "4.2109万元/人", "4.2109 measure:万元/人"),
        ("吨标准煤/万元", "0.5379吨标准煤/万元", "0.5379 measure:吨标准煤/万元"),
        ("吨标准煤/万元", "0.5379噸標煤/萬元", "0.5379 measure:吨标煤/万元->吨标准煤/万元 ×1"),
        *(("家", text, "1200 ~about") for text in ("约1200", "約1200", "大约1200", "约 1200", "1200左右")),
        ("家", "近1200", "1200 ~nearly"),
        *(("家", text, "1200 measure:家 ~more_than") for text in ("1200余家", "1200多家", "超1200家", "超过1200家")),
        *(("家", text, "1200 measure:家 ~at_least") for text in ("1200家以上", "不少于1200家", "1200以上家")),
        ("家", "1200家以下", "1200 measure:家 ~at_most"),
        ("家", "不足1200", "1200 ~less_than"),
        *(("家", text, "1200 ~estimated") for text in ("预估1200", "预计1200", "预计：1200", "1200（预计）", "1200(预估数)", "預計1200")),
        *(("家", text, "1200 ~provisional") for text in ("快报数1200", "初步1200", "1200（快报数）")),
        ("家", "预计约1,200余家", "1200 measure:家 ~estimated ~about ~more_than"),
        ("家", "三百余家", "300 numeral measure:家 ~more_than"),
        ("家", "十余家", "10 numeral measure:家 ~more_than"),
        ("亿元", "100多万元", "0.0100 measure:万元->亿元 ×0.0001 ~more_than"),
        ("%", "约三成", "30 numeral percent_sign ~about"),
        ("%", "近百分之五", "5 numeral percent_sign ~nearly"),
    ],
)  # fmt: skip
def test_what_a_text_says(framework: Framework, measure: str, text: str, expected: str) -> None:
    assert told(text, measure, framework) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "无", "有", "/", "-", "—", "--", "约", "家", "万家", "万", "百家", "?", "待公布", "见附件", "同上", "#N/A", "#REF!"),
        *("10-20", "10~20", "10～20", "10—20", "10至20", "82/90", "84\\93", "1/2", "3:2", "1:1.75", "1.2.3", "1..2", "1.", ".5"),
        *("1,23", "12,34,567", "0,538", "1,2345", "1.234,5", "1、234", "1'234", "1。5", "007", "1e3", "1E3", "0x10", "1_000", "nan", "inf", "∞"),
        *("①", "284①", "284²", "²", "½", "٣", "Ⅲ", "O", "l2", "284 300", "284\u3000300", "284\n300", "284\t300", "87 100", "1200\n家"),
        *("2023-03-31", "2023/3/31", "2023年3月", "3月", "3点", "3点30", "第三", "三一重工", "一把手", "十四五", "三五家", "十七八家", "几十家", "数百家"),
        *("--5", "+-5", "-(5)", "((5))", "(−5)", "(一)", "(5", "5)", "≥3", ">3", "<3", "≈3", "~3", "±3", "3+", "-", "负", "负负5", "–5", "—5"),
        *("284件", "284个", "284亿元", "1200公里", "1200家企业", "1200家1200家", "家1200", "1200家。", "1200家,其中新增30家", "共1200家"),
        *("5%", "5‰", "百分之五", "三成", "5个百分点", "\u200b284", "2\u200b84", "\u202e284", "=1+1", "'284", '"284"', "284 (300)", "284（含新增）"),
        *("三万五", "一百五", "1万2", "1.5亿5000万", "9" * 29, "九" * 29, "1" * 100_000, "约" * 100_000, "0." + "1" * 29),
        *("1200\u0661", "１２００²", "TRUE", "是", "零点", "点五", "百分之", "成", "%", "5%%", "百分之五%", "三成五六", "十一成"),
    ],
)  # fmt: skip
def test_what_says_no_number_or_more_than_one(framework: Framework, text: str) -> None:
    with pytest.raises(NotANumberError):
        number_in(text, "家", framework.measures)


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        *(("亿元", text) for text in ("3亿", "1.2万", "百亿", "百亿元", "千万元", "万元", "亿元", "1800%", "1800元/人")),
        *(("万元/人", text) for text in ("4.2万", "4.2万元", "4.2人")),
        *(("%", text) for text in ("5个百分点", "5百分点", "5%%", "百分之五%", "三成五六", "十一成", "3.5成5", "百分之", "千分之五", "5成%")),
        ("个", "284家"),
    ],
)  # fmt: skip
def test_a_measure_that_does_not_fit_is_refused(framework: Framework, measure: str, text: str) -> None:
    with pytest.raises(NotANumberError):
        number_in(text, measure, framework.measures)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2.95%", Number(Decimal("2.95"), ("number_as_text", "percent_sign"))), ("2.95‰", None), ("2.95家", None)],
)
def test_without_measures_only_the_percent_sign_is_known(text: str, number: Number | None) -> None:
    found = None
    with contextlib.suppress(NotANumberError):
        found = number_in(text, "%")
    assert found == number


STYLES: list[Callable[[Decimal], str]] = [
    lambda value: f"{value:f}",
    lambda value: f"{value:,f}",
    lambda value: f"{value:,f}".replace(",", "，"),
    lambda value: f"{value:,f}".replace(",", "\u202f"),
    lambda value: f"{value:,f}".translate(WIDE),
    lambda value: f"+{value:f}",
    lambda value: f" {value:f}家 ",
    lambda value: f"约{value:,f}家左右",
    lambda value: f"{value:f}（预计）",
]


@given(PLAIN, st.sampled_from(STYLES))
def test_a_decimal_is_read_back_with_its_zeros_from_every_style(
    framework: Framework, value: Decimal, style: Callable[[Decimal], str]
) -> None:
    assert str(number_in(style(value), "家", framework.measures).value) == f"{value:f}"


@given(PLAIN, st.sampled_from(["-{}", "−{}", "－{}", "负{}", "({})", "（{}）", "负{}家"]))
def test_a_negative_is_read_back_from_every_sign(framework: Framework, value: Decimal, style: str) -> None:
    assert str(number_in(style.format(f"{value:f}"), "家", framework.measures).value) == f"-{value:f}"


@given(COUNTS, st.sampled_from([chinese, financial]), st.sampled_from(["{}", "{}家", "约{}家", "{}余家"]))
def test_an_integer_is_read_back_from_chinese(
    framework: Framework, value: int, spell: Callable[[int], str], style: str
) -> None:
    assert number_in(style.format(spell(value)), "家", framework.measures).value == value


@given(PLAIN, st.sampled_from([("元", 8), ("万元", 4), ("亿元", 0), ("万亿元", -4), ("億元", 0)]))
def test_a_sum_is_the_same_in_every_measure(framework: Framework, value: Decimal, sent: tuple[str, int]) -> None:
    word, zeros = sent
    assert number_in(f"{value.scaleb(zeros):f}{word}", "亿元", framework.measures).value == value


@given(st.text("0123456789一二三十百千万亿零点.,% -负()约余成家元百分之\n", max_size=16))
def test_any_text_is_a_finite_number_or_refused(framework: Framework, text: str) -> None:
    with contextlib.suppress(NotANumberError):
        assert number_in(text, "家", framework.measures).value.is_finite()
