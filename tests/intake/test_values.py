"""What stands in a cell, as a decimal: never another number than the sender saw."""

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.intake.reading import Cell, Scalar
from innocity.intake.values import NotANumberError, read_date, read_number

PLAIN = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=4).map(
    lambda value: abs(value)
)


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
    ("value", "measure", "read", "rules"),
    [
        ("3.0", "%", "3.0", ("number_as_text",)),
        ("１２．５０", "%", "12.50", ("number_as_text",)),
        (" 284 ", "个", "284", ("number_as_text",)),
        ("1,200", "家", "1200", ("number_as_text",)),
        ("1，234，567.80", "家", "1234567.80", ("number_as_text",)),
        ("2.95%", "%", "2.95", ("number_as_text", "percent_sign")),
        ("2.95 ％", "%", "2.95", ("number_as_text", "percent_sign")),
        ("+5", "个", "5", ("number_as_text",)),
        ("−5", "个", "-5", ("number_as_text",)),
        ("－5", "个", "-5", ("number_as_text",)),
    ],
)
def test_a_number_written_as_text(value: str, measure: str, read: str, rules: tuple[str, ...]) -> None:
    number = read_number(cell(value), measure)
    assert (str(number.value), number.rules) == (read, rules)


@pytest.mark.parametrize(
    "value",
    [
        *("", "无", "约1200", "1200家", "1.2万", "1e3", "NaN", "inf", "1.", ".5", "1..2", "--1", "½", "三百", "5-6", "≥3"),
        *("12,34", "1,2345", "0,538", "012,345", "1 200", "284\n300", "284①", "284²", "②", "٣", "1_000", "2.95‰"),
        "9" * 29,
    ],
)  # fmt: skip
def test_a_text_that_is_no_plain_number_is_refused(value: str) -> None:
    with pytest.raises(NotANumberError):
        read_number(cell(value), "%")


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


def test_a_percent_sign_belongs_to_shares_only() -> None:
    with pytest.raises(NotANumberError):
        read_number(cell("5%"), "个")


@given(PLAIN)
def test_a_decimal_printed_plain_is_read_back_with_its_zeros(value: Decimal) -> None:
    read = read_number(cell(f"{value:f}"), "%").value
    assert (read, str(read)) == (value, f"{value:f}")


@given(PLAIN)
def test_thousands_separators_change_nothing(value: Decimal) -> None:
    assert read_number(cell(f"{value:,f}"), "%").value == value


@given(st.integers(0, 10**11), st.integers(0, 4))
def test_a_stored_number_is_read_as_its_format_prints_it(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    number_format = "0" + ("." + "0" * places if places else "")
    read = read_number(cell(float(value), number_format), "%").value
    assert str(read) == f"{value:.{places}f}"


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(NotANumberError):
        assert read_number(cell(text), "%").value.is_finite()


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2023, 3, 31), date(2023, 3, 31)),
        ("2023-03-31", date(2023, 3, 31)),
        ("2023年3月31日", date(2023, 3, 31)),
        ("2023/3/31", date(2023, 3, 31)),
        ("２０２３．３．３１", date(2023, 3, 31)),
        ("2023-02-30", None),
        ("20230331", None),
        (45016, None),
        ("3月31日", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day(value: Scalar, day: date | None) -> None:
    assert read_date(cell(value)) == day
