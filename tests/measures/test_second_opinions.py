"""Textbook projections against answers reckoned by hand, and Student's t against its printed tables."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from innocity.measures.projection import Method, NotProjectableError, Projection, Reason
from innocity.measures.second_opinions import damped_trend, disagreement, drift_t, naive, t_quantile


@pytest.mark.parametrize(
    ("coverage", "printed"),
    [
        pytest.param(0.8, [3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.3830], id="80 %"),
        pytest.param(0.9, [6.3138, 2.9200, 2.3534, 2.1318, 2.0150, 1.9432, 1.8946, 1.8595, 1.8331], id="90 %"),
        pytest.param(0.5, [1.0000, 0.8165, 0.7649, 0.7407, 0.7267, 0.7176, 0.7111, 0.7064, 0.7027], id="50 %"),
    ],
)
def test_students_t(coverage: float, printed: list[float]) -> None:
    assert [round(t_quantile(coverage, freedom), 4) for freedom in range(1, 10)] == printed


@pytest.mark.parametrize(
    ("method", "horizon", "expected"),
    [
        pytest.param(naive, 1, (16.0, 5.4603), id="last value, root mean square step 5.5902, 1.8856 of it"),
        pytest.param(drift_t, 1, (21.0, 5.3307), id="steps 2.5 and 7.5: mean 5, sd 3.5355, t 3.0777, root of 1.5"),
        pytest.param(drift_t, 2, (26.0, 4.2362), id="two years on: root of 4"),
        pytest.param(damped_trend, 2, (23.2, 1.4362), id="0.8 and 0.64 of the mean step"),
    ],
)
def test_known_answers(method: Callable[..., Projection], horizon: int, expected: tuple[float, float]) -> None:
    values = [6.0, 8.5, 16.0]
    found = method([2020, 2021, 2022], values, horizon)
    width = {naive: 1.8856181 * (31.25**0.5), drift_t: 3.0776835 * 12.5**0.5, damped_trend: 3.0776835 * 12.5**0.5}
    spread = {1: 1.0 if method is naive else 1.5**0.5, 2: 2.0}[horizon]
    assert float(found.point) == pytest.approx(expected[0])
    assert float(found.high - found.point) == pytest.approx(width[method] * spread, rel=1e-6)
    assert float(found.point - found.low) == pytest.approx(width[method] * spread, rel=1e-6)


@pytest.mark.parametrize("method", [drift_t, damped_trend])
def test_two_points_leave_no_degree_of_freedom(method: Callable[..., Projection]) -> None:
    with pytest.raises(NotProjectableError) as refused:
        method([2020, 2021], [1, 2], 1)
    assert refused.value.reason is Reason.TOO_FEW_POINTS


@pytest.mark.parametrize("method", [naive, drift_t, damped_trend])
def test_limits_hold_and_bad_input_is_refused(method: Callable[..., Projection]) -> None:
    found = method([2020, 2021, 2023], [50, 90, 99], 3, lower=0, upper=100)
    assert found.high == 100
    with pytest.raises(NotProjectableError):
        method([2020, 2021, 2021], [1, 2, 3], 1)


def test_a_gap_is_spread_over_its_years() -> None:
    assert drift_t([2018, 2020, 2021], [4, 8, 10], 1) == drift_t([2019, 2020, 2021], [6, 8, 10], 1)


def band(point: str, low: str = "0", high: str = "0") -> Projection:
    return Projection(Decimal(point), Decimal(low), Decimal(high), Method.NAIVE, 3)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param({"naive": band("5"), "drift_t": band("9")}, ("drift_t",), id="one outside"),
        pytest.param({"naive": band("4"), "drift_t": band("6")}, (), id="on the edges"),
        pytest.param({"drift_t": band("9"), "damped_trend": band("1")}, ("drift_t", "damped_trend"), id="both"),
        pytest.param({}, (), id="none asked"),
    ],
)
def test_disagreement(others: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert disagreement(band("5", "4", "6"), others) == expected
