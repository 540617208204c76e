"""What stands in a cell, as a decimal: never another number than the sender saw."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Blank
from innocity.framework import Framework
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Cell, Scalar
from innocity.intake.values import NotANumberError, Number, blank_meaning, read_date, read_number


def cell(value: Scalar, number_format: str = "General") -> Cell:
    return Cell(4, 4, value, number_format)


@pytest.mark.parametrize(
    ("value", "number_format", "measure", "read"),
    [
        (284, "General", "个", "284"),
        (284.0, "General", "个", "284"),
        (3, "0.0", "%", "3.0"),
        (3.0, "0.00", "%", "3.00"),
        (2.95, "0.0", "%", "2.95"),
        (0.1 + 0.2, "General", "%", "0.3"),
        (0.5379, "0.0000", "吨标准煤/万元", "0.5379"),
        (1800, "#,##0", "亿元", "1800"),
        (1800.5, "#,##0.00", "亿元", "1800.50"),
        (1800, "#,##0.00_);[Red]\\(#,##0.00\\)", "亿元", "1800.00"),
        (1800, '_ * #,##0.0_ ;_ * \\-#,##0.0_ ;_ * "-"??_ ;_ @_ ', "亿元", "1800.0"),
        (3, "0.00_ ", "%", "3.00"),
        (3, "0.0#", "%", "3.0"),
        (284, '0"个"', "个", "284"),
        (2.95, '0.00"%"', "%", "2.95"),
        (2.95, "0.00\\%", "%", "2.95"),
        (300, "[DBNum1][$-804]General", "个", "300"),
        (1e15, "General", "个", "1000000000000000"),
        (150000, "0.00E+00", "个", "150000.00"),
        (0, "0.0", "%", "0.0"),
        (5, "@", "个", "5"),
    ],
)
def test_a_stored_number(value: Scalar, number_format: str, measure: str, read: str) -> None:
    number = read_number(cell(value, number_format), measure)
    assert (f"{number.value:f}", number.rules) == (read, ())


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [(0.0295, "0.00%", "2.95"), (0.03, "0.0%", "3.0"), (0.6, "0%", "60"), (1, "0%", "100")],
)
def test_a_fraction_under_a_percent_format_is_a_percentage(value: float, number_format: str, read: str) -> None:
    number = read_number(cell(value, number_format), "%")
    assert (f"{number.value:f}", number.rules) == (read, ("percent_format",))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("１２．５０", Number(Decimal("12.50"), ("number_as_text",))),
        ("约1,234.50万元", Number(Decimal("0.123450"), ("number_as_text", "measure:万元->亿元 ×0.0001"), ("about",))),
    ],
)
def test_a_number_written_as_text(framework: Framework, text: str, number: Number) -> None:
    assert read_number(cell(text), "亿元", framework.measures) == number


@pytest.mark.parametrize("value", [None, True, False, date(2023, 1, 1), float("nan"), float("inf"), 1e300, 10**30])
def test_what_is_no_number_is_refused(value: Scalar) -> None:
    with pytest.raises(NotANumberError):
        read_number(cell(value), "个")


@pytest.mark.parametrize(
    ("number_format", "measure"),
    [
        ("0.0,", "亿元"),
        ('0.00,,"万"', "家"),
        ('0"万"', "家"),
        ('0.0"亿元"', "万元"),
        ("0%", "个"),
        ("0.00%", "‰"),
        ("0!.0000", "万元/人"),
        ("[>1]0.00;0.00%", "%"),
        ("# ?/?", "%"),
        ("0" + "." + "0" * 40, "%"),
        ('"约"0', "个"),
    ],
)
def test_a_format_that_shows_another_number_is_refused(number_format: str, measure: str) -> None:
    with pytest.raises(NotANumberError, match=r"12345"):
        read_number(cell(12345, number_format), measure)


@given(st.integers(0, 10**11), st.integers(0, 4))
def test_a_stored_number_is_read_as_its_format_prints_it(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    number_format = "0" + ("." + "0" * places if places else "")
    read = read_number(cell(float(value), number_format), "%").value
    assert str(read) == f"{value:.{places}f}"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        *((text, Blank.EMPTY) for text in ("", "  ", "\u3000", "\u200b", "\n")),
        *((text, Blank.DASH) for text in ("-", "—", "–", "－", "--", "——", " — ")),
        *((text, Blank.NOT_APPLICABLE) for text in ("/", "／", "不适用")),
        *((text, Blank.NONE_YET) for text in ("待公布", "未公布", "尚未公布", "未统计", "待统计", "暂无", "暂无数据")),
        *((text, Blank.NOTHING) for text in ("无", "無", "没有", "沒有")),
        *((text, None) for text in ("0", "零", "-1", "有", "无变化", "//", "?", "#N/A")),
    ],
)
def test_why_nothing_stands_there(words: Dictionary, text: str, meaning: Blank | None) -> None:
    assert blank_meaning(text, words.blanks) is meaning


@given(st.sampled_from(Blank))
def test_no_blank_is_a_number(words: Dictionary, blank: Blank) -> None:
    for text in [spelling for spelling, code in words.blanks.codes.items() if code == blank]:
        with pytest.raises(NotANumberError):
            read_number(cell(text), "个")


@pytest.mark.parametrize(
    "value",
    [
        date(2023, 3, 31),
        datetime(2023, 3, 31, 17, 30),  # noqa: DTZ001
        *("2023-03-31", "2023-3-31", "2023/3/31", "2023/03/31", "2023.3.31", "2023.03.31", "20230331", 20230331),
        *("2023年3月31日", "2023年03月31日", "2023 年 3 月 31 日", "２０２３年３月３１日", "２０２３．３．３１"),
        *("二〇二三年三月三十一日", "二○二三年三月三十一日", "2023年三月三十一号", "2023年3月31號"),
        *("2023-03-31 00:00:00", "2023-03-31T00:00:00.000", " 2023-03-31 "),
    ],
)
def test_a_day(value: Scalar) -> None:
    assert read_date(cell(value)) == date(2023, 3, 31)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "2023-02-30",
            "2023-13-01",
            "2023-00-01",
            "03/04/2023",
            "3/4/23",
            "23-03-31",
            "2023-3/31",
            "2023-3",
            "202303",
        ),
        *(
            "3月31日",
            "2023年3月",
            "2023年第一季度",
            "2023年二十三月一日",
            "2023年3月三十二日",
            "2023年1.5月1日",
            "二三年三月一日",
        ),
        *("1823-03-31", "2203-03-31", "2023-03-31 17:30", "2023-03-31至2023-04-01", "截至2023-03-31", "12345678"),
        *("2023-٣-31", "去年底", "", None, True, 45016, 45016.5, float("nan")),
    ],
)
def test_what_is_no_day(value: Scalar) -> None:
    assert read_date(cell(value)) is None


@pytest.mark.parametrize(
    ("value", "number_format", "day"),
    [
        (45016, "yyyy-mm-dd", date(2023, 3, 31)),
        (45016.75, 'yyyy"年"m"月"d"日"', date(2023, 3, 31)),
        (61, "m/d/yyyy", date(1900, 3, 1)),
        (60, "m/d/yyyy", None),
        (10**9, "yyyy-mm-dd", None),
        (45016, "0.00", None),
        (True, "yyyy-mm-dd", None),
    ],
)
def test_a_serial_number_is_a_day_where_it_is_shown_as_one(value: Scalar, number_format: str, day: date | None) -> None:
    assert read_date(cell(value, number_format)) == day


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]),
)
def test_a_day_is_read_back_from_every_form(day: date, form: str) -> None:
    assert read_date(cell(day.strftime(form))) == day
