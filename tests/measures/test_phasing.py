"""What share of a year's step can be expected by a date."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Phasing
from innocity.measures.arithmetic import rounded
from innocity.measures.phasing import Basis, ExpectedShare, expected_share

dates = st.dates(date(2021, 1, 1), date(2027, 12, 31))
histories = st.lists(st.decimals(-1, 2, places=3), max_size=4)
phasings = st.sampled_from(Phasing)
WITHIN_NONE = {Phasing.EVENT, Phasing.ANNUAL}


def parsed(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


@pytest.mark.parametrize(
    ("phasing", "cut_off", "history", "share_pct", "basis"),
    [
        pytest.param("linear", "2023-01-01", "", "0.0", "linear", id="the first day"),
        pytest.param("linear", "2023-03-30", "", "0.0", "linear", id="a quarter not quite over"),
        pytest.param("linear", "2023-03-31", "", "25.0", "linear", id="first quarter"),
        pytest.param("linear", "2023-05-15", "", "25.0", "linear", id="within the second"),
        pytest.param("linear", "2023-06-30", "", "50.0", "linear", id="half-year"),
        pytest.param("linear", "2023-09-30", "", "75.0", "linear", id="third quarter"),
        pytest.param("linear", "2023-12-30", "", "75.0", "linear", id="the last day but one"),
        pytest.param("linear", "2023-12-31", "", "100.0", "linear", id="the last day"),
        pytest.param("days", "2023-01-01", "", "0.3", "days", id="one day of a year"),
        pytest.param("days", "2023-03-31", "", "24.7", "days", id="90 of 365 days"),
        pytest.param("days", "2023-06-30", "", "49.6", "days", id="181 of 365 days"),
        pytest.param("days", "2023-09-30", "", "74.8", "days", id="273 of 365 days"),
        pytest.param("days", "2024-03-31", "", "24.9", "days", id="91 of 366 days"),
        pytest.param("days", "2023-12-31", "", "100.0", "days", id="all days"),
        pytest.param("seasonal", "2023-06-30", "0.3 0.4", "35.0", "seasonal", id="mean of two years"),
        pytest.param("seasonal", "2023-06-30", "0.3 0.4 0.2", "30.0", "seasonal", id="of three"),
        pytest.param("seasonal", "2023-09-30", "1.2 1.1", "100.0", "seasonal", id="years that overshot"),
        pytest.param("seasonal", "2023-03-31", "-0.2 0.1", "0.0", "seasonal", id="years that fell first"),
        pytest.param("seasonal", "2023-06-30", "0.3", "49.6", "seasonal_without_history", id="one year is no pattern"),
        pytest.param("seasonal", "2023-06-30", "", "49.6", "seasonal_without_history", id="none is none"),
        pytest.param("seasonal", "2023-12-31", "0.9 0.8", "100.0", "seasonal", id="the year is over"),
        pytest.param("event", "2023-12-30", "", None, "event", id="nothing can be expected of events"),
        pytest.param("event", "2023-12-31", "", "100.0", "event", id="but at the year's end"),
        pytest.param("annual", "2023-06-30", "0.3 0.4", None, "annual", id="nor of a yearly statistic"),
        pytest.param("annual", "2023-12-31", "", "100.0", "annual", id="until its year is over"),
    ],
)
def test_share_within_the_year(phasing: str, cut_off: str, history: str, share_pct: str | None, basis: str) -> None:
    day = date.fromisoformat(cut_off)
    found = expected_share(Phasing(phasing), day, day.year, history=parsed(history))
    shown = None if found.share is None else str(rounded(found.share * 100, 1))
    assert (shown, found.basis) == (share_pct, Basis(basis))


@pytest.mark.parametrize("phasing", Phasing)
def test_nothing_before_the_year_and_all_after_it(phasing: Phasing) -> None:
    basis = Basis.SEASONAL_WITHOUT_HISTORY if phasing is Phasing.SEASONAL else Basis(phasing)
    before = [expected_share(phasing, day, 2023) for day in (date.min, date(2022, 12, 31))]
    after = [expected_share(phasing, day, 2023) for day in (date(2024, 1, 1), date.max)]
    assert before == [ExpectedShare(Decimal(0), basis)] * 2
    assert after == [ExpectedShare(Decimal(1), basis)] * 2


def test_days_are_not_rounded() -> None:
    found = expected_share(Phasing.DAYS, date(2023, 3, 31), 2023)
    assert found == ExpectedShare(Decimal(90) / Decimal(365), Basis.DAYS)


@given(phasings, dates, histories)
def test_a_share_lies_between_nothing_and_all_or_is_absent(
    phasing: Phasing, cut_off: date, history: list[Decimal]
) -> None:
    found = expected_share(phasing, cut_off, 2024, history=history)
    assert (found.share is None) == (phasing in WITHIN_NONE and date(2024, 1, 1) <= cut_off < date(2024, 12, 31))
    assert found.share is None or 0 <= found.share <= 1


@given(phasings, dates, st.integers(0, 1000), histories)
def test_more_time_never_expects_less(phasing: Phasing, cut_off: date, later: int, history: list[Decimal]) -> None:
    days = (cut_off, cut_off + timedelta(days=later))
    sooner, after = (expected_share(phasing, day, 2024, history=history).share for day in days)
    assert sooner is None or after is None or sooner <= after
