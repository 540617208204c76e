"""Projections: known answers, what holds for any series, and what is refused."""

import math
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.projection import Method, NotProjectableError, Number, Projection, Reason, project
from innocity.reference import ReferenceBands, Scale, ScaleRule, Spread

RULE = {
    "recency": 1, "floor": 0, "own_prior": 0, "trend": 0.5, "steadiness": 2, "break_step": 1, "break_ratio": 5, "note": "-",
}  # fmt: skip
REACH = {"within_50": 0.5, "within_80": 1, "within_90": 1.5, "within_95": 2, "within_99": 3}
POWERS = {Scale.POSITIVE: 0.5, Scale.WITH_ZERO: 0.5, Scale.ANY_SIGN: 1}
PLAIN = ReferenceBands.of(
    [ScaleRule.model_validate({**RULE, "scale": scale, "power": power}) for scale, power in POWERS.items()],
    [
        Spread.model_validate({"scale": scale, "points": points, "horizon": horizon, **REACH})
        for scale in Scale
        for points in range(2, 9)
        for horizon in (1, 2, 3)
    ],
)
sizes = st.floats(0.01, 1e6)
positive = st.lists(sizes, min_size=2, max_size=10)
any_sign = st.lists(st.integers(-1000, 1000), min_size=2, max_size=10).filter(
    lambda found: min(found) < 0 and len(set(found)) > 1
)
horizons = st.integers(1, 3)
coverages = st.floats(0.05, 0.99)


def years(values: list[Any]) -> list[int]:
    return list(range(2010, 2010 + len(values)))


def told(found: Projection) -> tuple[str, str, str, str, int]:
    return str(found.point), str(found.low), str(found.high), found.method.value, found.points


@pytest.mark.parametrize(
    ("values", "limits", "expected"),
    [
        pytest.param([4, 9], {}, ("9", "4", "16", "reference_band", 2), id="one step of a root, up and down"),
        pytest.param([9, 4], {}, ("4", "1", "9", "reference_band", 2), id="a fall"),
        pytest.param([4, 9], {"lower": 5, "upper": 10}, None, id="outside its limits"),
        pytest.param([4, 9], {"lower": 4, "upper": 10}, ("9", "4", "10", "reference_band", 2), id="cut at the limit"),
        pytest.param([0, 4], {"lower": 0}, ("4", "0", "16", "reference_band_with_zero", 2), id="from zero"),
        pytest.param([0, 4], {}, ("4", "0", "8", "own_spread", 2), id="zero without a limit"),
        pytest.param([-1, 2], {}, ("2", "-1", "5", "own_spread", 2), id="below zero"),
        pytest.param([-2, -2, -2], {}, ("-2", "-3", "-1", "constant", 3), id="constant: one unit of the last place"),
        pytest.param([Decimal("0.00")] * 2, {"lower": 0}, ("0", "0", "0.01", "constant", 2), id="only zeros"),
        pytest.param([-9, -8, -7, -6], {}, ("-5.5", "-6.5", "-4.5", "own_spread", 4),
            id="three equal steps: half of one more"),
        pytest.param([-9, -8, -9, -8, 90], {}, ("90.0098", "41.0022", "139.017", "break", 5), id="a jump"),
    ],
)  # fmt: skip
def test_known_answers(values: list[Number], limits: dict[str, int], expected: tuple[Any, ...] | None) -> None:
    if expected is None:
        with pytest.raises(NotProjectableError, match="outside_limits: got 4 to 9, expected values within the limits"):
            project(years(values), values, 1, bands=PLAIN, **limits)
        return
    assert told(rounded_to(6, project(years(values), values, 1, bands=PLAIN, **limits))) == expected


def rounded_to(digits: int, found: Projection) -> Projection:
    point, low, high = (Decimal(f"{number:.{digits}g}").normalize() for number in (found.point, found.low, found.high))
    return Projection(*(Decimal(f"{number:f}") for number in (point, low, high)), found.method, found.points)


def test_a_gap_counts_as_that_many_steps() -> None:
    found = project([2015, 2019], [-4, 4], 1, bands=PLAIN)
    assert told(found) == ("4", "0", "8", "own_spread", 2)  # a step of 8 in four years: 4 a year, by the root


def test_a_jump_is_left_out_of_the_trend() -> None:
    values = [-10, -9, -8, -7, 90, 91, 92]
    assert project(years(values), values, 1, bands=PLAIN).point == Decimal("92.5")  # half of a step of 1


def test_of_more_than_ten_values_the_last_ten_are_used() -> None:
    values = [float(value) for value in range(1, 15)]
    assert project(years(values), values, 2) == project(years(values)[4:], values[4:], 2)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param({"values": [1], "years": [2020]}, Reason.TOO_FEW_POINTS, id="one value"),
        pytest.param({"values": [], "years": []}, Reason.TOO_FEW_POINTS, id="none"),
        pytest.param({"years": [2020]}, Reason.YEARS_AND_VALUES, id="a year is missing"),
        pytest.param({"years": [2021, 2020, 2022]}, Reason.YEARS, id="years out of order"),
        pytest.param({"years": [2020, 2020, 2022]}, Reason.YEARS, id="a year twice"),
        pytest.param({"years": [2020, 2020.5, 2022]}, Reason.YEARS, id="half a year"),
        pytest.param({"values": [1, math.nan, 3]}, Reason.NOT_A_NUMBER, id="not a number"),
        pytest.param({"values": [1, math.inf, 3]}, Reason.NOT_A_NUMBER, id="infinite"),
        pytest.param({"values": [1, Decimal("1e200"), 3]}, Reason.NOT_A_NUMBER, id="beyond reckoning"),
        pytest.param({"values": [1, "many", 3]}, Reason.NOT_A_NUMBER, id="text"),
        pytest.param({"horizon": 0}, Reason.HORIZON, id="this year"),
        pytest.param({"horizon": 4}, Reason.HORIZON, id="too far"),
        pytest.param({"coverage": 0}, Reason.COVERAGE, id="no coverage"),
        pytest.param({"coverage": 1}, Reason.COVERAGE, id="full coverage"),
        pytest.param({"coverage": math.nan}, Reason.COVERAGE, id="coverage that is no number"),
        pytest.param({"lower": 5, "upper": 5}, Reason.LIMITS, id="limits that meet"),
        pytest.param({"lower": math.nan}, Reason.NOT_A_NUMBER, id="a limit that is no number"),
        pytest.param({"lower": 2}, Reason.OUTSIDE_LIMITS, id="below the limit"),
        pytest.param({"upper": 2}, Reason.OUTSIDE_LIMITS, id="above the limit"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], reason: Reason) -> None:
    given_all = {"years": [2020, 2021, 2022], "values": [1, 2, 3], "horizon": 1, **arguments}
    with pytest.raises(NotProjectableError) as refused:
        project(**given_all)
    assert refused.value.reason is reason


@given(positive, horizons, coverages)
def test_the_point_lies_in_the_band_and_both_within_the_limits(values: list[float], horizon: int, share: float) -> None:
    top = max(values) * 1.5
    found = project(years(values), values, horizon, share, lower=0, upper=top)
    assert 0 <= found.low <= found.point <= found.high <= Decimal(str(top))
    assert found == project(years(values), values, horizon, share, lower=0, upper=top)


@given(positive, horizons, coverages, st.sampled_from([0.001, 3.0, 1e4]))
def test_another_measure_gives_the_same_band(values: list[float], horizon: int, share: float, factor: float) -> None:
    one = project(years(values), values, horizon, share)
    other = project(years(values), [value * factor for value in values], horizon, share)
    assert (other.method, other.points) == (one.method, one.points)
    assert_close(other, lambda number: number * factor, one)


@given(any_sign, horizons, coverages, st.integers(-2000, -1000))
def test_a_shift_shifts_the_band(values: list[int], horizon: int, share: float, shift: int) -> None:
    one = project(years(values), values, horizon, share)
    other = project(years(values), [value + shift for value in values], horizon, share)
    assert other.method is one.method
    assert_close(other, lambda number: number + shift, one)


def assert_close(other: Projection, moved: Callable[[float], float], one: Projection) -> None:
    for found, base in ((other.point, one.point), (other.low, one.low), (other.high, one.high)):
        assert float(found) == pytest.approx(moved(float(base)), rel=1e-6, abs=1e-6)


@given(st.one_of(positive, any_sign), horizons, coverages, coverages)
def test_more_coverage_is_wider(values: list[float], horizon: int, one: float, other: float) -> None:
    narrow, wide = (project(years(values), values, horizon, share) for share in sorted((one, other)))
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(any_sign, coverages)
def test_a_later_year_is_wider(values: list[int], share: float) -> None:
    widths = [found.high - found.low for found in (project(years(values), values, ahead, share) for ahead in (1, 2, 3))]
    assert all(float(later) >= float(earlier) * (1 - 1e-9) for earlier, later in pairwise(widths))


@given(positive, coverages)
def test_a_later_year_is_wider_in_proportion(values: list[float], share: float) -> None:
    bands = [project(years(values), values, ahead, share) for ahead in (1, 2, 3)]
    ratios = [float(band.high / band.low) if band.low else math.inf for band in bands]
    assert all(later >= earlier * (1 - 1e-6) for earlier, later in pairwise(ratios))


@given(sizes, st.integers(2, 10), horizons)
def test_a_constant_series_keeps_its_value_and_has_a_band(value: float, count: int, horizon: int) -> None:
    found = project(years([value] * count), [value] * count, horizon)
    assert found.method is Method.CONSTANT
    assert float(found.point) == pytest.approx(value)
    assert found.low < found.point < found.high


def test_the_result_does_not_depend_on_how_a_number_is_given() -> None:
    as_text = [Decimal("2.50"), Decimal("2.75"), Decimal("3.00")]
    assert project(range(2020, 2023), as_text, 2) == project((2020, 2021, 2022), [2.5, 2.75, 3], 2)
