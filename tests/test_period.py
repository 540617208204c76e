"""A reporting period: its order, its ends, its spelling."""

from datetime import date

import pytest

from innocity.period import Period


@pytest.mark.parametrize(
    ("text", "period", "cut_off", "is_annual"),
    [
        ("2022-Q4", Period(2022, 4), date(2022, 12, 31), True),
        ("2023-Q1", Period(2023, 1), date(2023, 3, 31), False),
        ("2023-Q2", Period(2023, 2), date(2023, 6, 30), False),
        ("2024-Q3", Period(2024, 3), date(2024, 9, 30), False),
    ],
)
def test_a_period(text: str, period: Period, cut_off: date, is_annual: bool) -> None:
    parsed = Period.parse(text)
    assert (parsed, str(parsed), parsed.cut_off, parsed.is_annual) == (period, text, cut_off, is_annual)


@pytest.mark.parametrize(
    "text", ["", "2023", "2023Q2", "2023-Q5", "2023-Q0", "23-Q1", "2023-Q1 ", "２０２３-Q1", "2023-q1"]
)
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        Period.parse(text)


def test_periods_have_an_order() -> None:
    assert Period(2022, 4) < Period(2023, 1) < Period(2023, 2)
