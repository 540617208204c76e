"""Bands of a data year, and how a benchmark stands to them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import assume, given
from hypothesis import strategies as st

from innocity.facts import Answer, Direction, ValueStatus
from innocity.measures.annual import NARROW, WIDE, AnnualSeries, AnnualValue, YearEnds
from innocity.measures.bands import Band, Told, band, outlook, shortfall
from innocity.measures.projection import Method, Projection, project
from innocity.measures.within_year import widen
from innocity.tables import Outlook

COUNT, SHARE = rows.measure(), rows.measure(rows.SHARE, upper_limit=100)
FINAL, PROVISIONAL = ValueStatus.FINAL, ValueStatus.PROVISIONAL


def series(*values: object, status: ValueStatus = FINAL, until: int = 2022, is_broken: bool = False) -> AnnualSeries:
    """Annual values up to 2022, the last in this status."""
    read = [one if isinstance(one, Answer) else Decimal(str(one)) for one in values]
    years = range(until - len(read) + 1, until + 1)
    found = tuple(
        AnnualValue(year, value, status if year == until else FINAL) for year, value in zip(years, read, strict=True)
    )
    return AnnualSeries(found, is_broken)


def test_a_later_year_is_projected_with_its_second_opinions() -> None:
    years, values = (2020, 2021, 2022), [Decimal(7), Decimal(8), Decimal(10)]
    expected = project(years, values, 2, WIDE, lower=0)
    found = band(series(7, 8, 10), 2024, COUNT)
    assert (found.method, found.points, found.reason) == (Method.REFERENCE_BAND, 3, None)
    assert abs(found.low_80 - expected.low) < Decimal("0.000001")  # type: ignore[operator]
    assert abs(found.high_80 - expected.high) < Decimal("0.000001")  # type: ignore[operator]
    assert list(found.opinions) == ["drift_t", "naive", "damped_trend"]
    assert found.opinions["drift_t"] == 13


def test_two_values_leave_one_second_opinion() -> None:
    assert dict(band(series(8, 10), 2023, COUNT).opinions) == {"naive": Decimal(10)}


def test_a_value_that_is_not_settled_widens_the_band() -> None:
    settled, unsettled = (band(series(8, 10, status=status), 2023, COUNT) for status in (FINAL, PROVISIONAL))
    assert unsettled.point == settled.point
    assert unsettled.low_80 < settled.low_80 < settled.high_80 < unsettled.high_80  # type: ignore[operator]


@pytest.mark.parametrize(
    ("known", "year", "expected"),
    [
        pytest.param(series(), 2023, Band(reason="no_value"), id="no value"),
        pytest.param(series(10), 2023, Band(points=1, reason="too_few_points"), id="one value"),
        pytest.param(series(10, is_broken=True), 2023, Band(method="break", points=1, reason="too_few_points"),
            id="one value since a break"),
        pytest.param(series(8, 10), 2020, Band(reason="year_has_passed"), id="a past year that was not reported"),
        pytest.param(series(8, 10), 2026, Band(points=2, reason="horizon"), id="too far ahead"),
        pytest.param(series(Answer.YES), 2025, Band(Answer.YES, method="answer"), id="an answer is held"),
        pytest.param(series(Answer.NO, Answer.YES), 2021, Band(Answer.NO, method="measured"), id="an answer that is known"),
        pytest.param(series("3.0", 10), 2021, Band(Decimal("3.0"), *[Decimal("3.0")] * 4, method="measured", points=1),
            id="a value that is known, as it was sent"),
    ],
)  # fmt: skip
def test_what_is_not_projected(known: AnnualSeries, year: int, expected: Band) -> None:
    assert band(known, year, COUNT) == expected


def test_the_years_own_value_may_still_be_revised() -> None:
    found = band(series(8, "10.0", status=PROVISIONAL), 2022, COUNT)
    own = Projection(Decimal(10), Decimal(10), Decimal(10), Method.CONSTANT, 2)
    expected = widen(own, None, WIDE, lower=0)
    assert (str(found.point), found.method) == ("10.0", Told.MEASURED)
    assert abs(found.high_80 - expected.high) < Decimal("0.000001")  # type: ignore[operator]


def test_a_known_break_is_told_as_the_method() -> None:
    assert band(series(8, 10, is_broken=True), 2023, COUNT).method == Method.BREAK


def test_a_years_end_told_by_its_quarters_is_that_years_band_and_where_later_ones_start() -> None:
    wide = Projection(Decimal(12), Decimal(11), Decimal(13), Method.YEAR_END_SHARE, 2)
    ends = YearEnds(2023, {WIDE: wide, NARROW: replace(wide, low=Decimal("11.5"), high=Decimal("12.5"))})
    now, later = (band(series(8, 10), year, COUNT, ends) for year in (2023, 2024))
    assert now == Band(Decimal(12), Decimal("11.5"), Decimal("12.5"), Decimal(11), Decimal(13), "year_end_share", 2)
    assert (later.point, later.points) == (12, 3)
    assert band(series(8, 10, 11, until=2023), 2023, COUNT, ends).point == 11


@pytest.mark.parametrize(
    ("benchmark", "direction", "is_settled", "expected"),
    [
        ("10", "higher", True, Outlook.REACHED),
        ("11", "higher", True, Outlook.OUT_OF_REACH),
        ("8", "higher", False, Outlook.SECURE),
        ("8.1", "higher", False, Outlook.FAVOURABLE),
        ("10", "higher", False, Outlook.FAVOURABLE),
        ("10.1", "higher", False, Outlook.OPEN),
        ("13", "higher", False, Outlook.OPEN),
        ("13.1", "higher", False, Outlook.OUT_OF_REACH),
        ("13", "lower", False, Outlook.SECURE),
        ("12.9", "lower", False, Outlook.FAVOURABLE),
        ("9.9", "lower", False, Outlook.OPEN),
        ("7.9", "lower", False, Outlook.OUT_OF_REACH),
    ],
)
def test_outlook(benchmark: str, direction: str, is_settled: bool, expected: Outlook) -> None:
    found = Band(*map(Decimal, ("10", "9", "11", "8", "13")))
    assert outlook(found, Decimal(benchmark), Direction(direction), is_settled=is_settled) is expected


@pytest.mark.parametrize(
    ("found", "benchmark", "is_settled", "expected"),
    [
        (Band(Answer.YES), Answer.YES, False, Outlook.SECURE),
        (Band(Answer.YES), Answer.YES, True, Outlook.REACHED),
        (Band(Answer.NO), Answer.YES, False, Outlook.OPEN),
        (Band(reason="no_value"), Decimal(1), False, Outlook.NOT_SAID),
        (Band(Answer.NO), Decimal(1), False, Outlook.NOT_SAID),
    ],
)
def test_outlook_of_answers_and_of_nothing(found: Band, benchmark: Any, is_settled: bool, expected: Outlook) -> None:
    assert outlook(found, benchmark, Direction.YES_NO, is_settled=is_settled) is expected


@pytest.mark.parametrize(
    ("benchmark", "direction", "expected"), [("14", "higher", "1.6"), ("9", "higher", "-0.4"), ("9", "lower", "0.4")]
)
def test_shortfall_is_told_in_halves_of_the_band(benchmark: str, direction: str, expected: str) -> None:
    found = Band(*map(Decimal, ("10", "9", "11", "8", "13")))
    assert shortfall(found, Decimal(benchmark), Direction(direction)) == Decimal(expected)


def test_no_shortfall_without_a_band() -> None:
    point = Decimal(10)
    for found in (Band(), Band(Answer.YES), Band(*[point] * 5)):
        assert shortfall(found, Decimal(9), Direction.HIGHER) is None


VALUES = st.lists(st.decimals("0.01", "99", places=2), min_size=2, max_size=6)


@given(VALUES, st.integers(2023, 2025), st.sampled_from([FINAL, PROVISIONAL]))
def test_bands_contain_their_point_and_each_other_and_stay_within_limits(
    values: list[Decimal], year: int, status: ValueStatus
) -> None:
    found = band(series(*values, status=status), year, SHARE)
    figures = [found.low_80, found.low_50, found.point, found.high_50, found.high_80]
    assert figures == sorted(figures)  # type: ignore[type-var]
    assert 0 <= figures[0] <= figures[-1] <= 100  # type: ignore[operator]


@given(VALUES, st.decimals("0.01", "99", places=2), st.decimals("0", "20", places=2), st.sampled_from(Direction))
def test_a_better_band_never_lowers_the_outlook(
    values: list[Decimal], benchmark: Decimal, better: Decimal, direction: Direction
) -> None:
    if direction is Direction.YES_NO:
        return
    found = band(series(*values), 2024, COUNT)
    step = better if direction is Direction.HIGHER else -better
    figures = (found.point, found.low_50, found.high_50, found.low_80, found.high_80)
    moved = Band(*[one + step for one in figures if isinstance(one, Decimal)])
    order = list(Outlook)
    before, after = (outlook(one, benchmark, direction, is_settled=False) for one in (found, moved))
    assert order.index(after) <= order.index(before)


@given(st.lists(st.decimals("1", "99", places=2), min_size=1, max_size=2), st.decimals("1", "99", places=2),
    st.decimals("0", "20", places=2))  # fmt: skip
def test_a_better_last_value_never_lowers_the_point(earlier: list[Decimal], last: Decimal, better: Decimal) -> None:
    before, after = (band(series(*earlier, value), 2024, COUNT).point for value in (last, last + better))
    assert before <= after  # type: ignore[operator]


@given(
    st.lists(st.decimals("1", "99", places=2), min_size=1, max_size=2),
    st.decimals("1", "99", places=2),
    st.decimals("0", "20", places=2),
    st.decimals("1", "150", places=2),
)
def test_a_better_last_value_never_makes_a_benchmark_harder_to_reach(
    earlier: list[Decimal], last: Decimal, better: Decimal, benchmark: Decimal
) -> None:
    """What was favourable stays so; `secure` may become `favourable`, since a larger step makes a wider band.

    Where the last step is a fall, a smaller fall makes a narrower band, and an open benchmark may go out of reach.
    """
    assume(last >= earlier[-1])
    order = [Outlook.OUT_OF_REACH, Outlook.OPEN, Outlook.FAVOURABLE]
    found = [band(series(*earlier, value), 2024, COUNT) for value in (last, last + better)]
    words = [outlook(one, benchmark, Direction.HIGHER, is_settled=False) for one in found]
    before, after = (order.index(Outlook.FAVOURABLE if word is Outlook.SECURE else word) for word in words)
    assert before <= after
