"""A series on its scale: there and back, its spread, and which step is a break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.steps import PowerScale, outlook
from innocity.reference import Scale, ScaleRule


def rule(**given_values: float) -> ScaleRule:
    usual = {"power": 1, "recency": 1, "floor": 0, "own_prior": 0, "trend": 1, "steadiness": 1}
    return ScaleRule.model_validate(
        {"scale": Scale.ANY_SIGN, **usual, "break_step": 0, "break_ratio": 5, "note": "-", **given_values}
    )


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=5), st.sampled_from([0.25, 0.5, 1.0]))
def test_a_reading_leads_back_to_its_value(values: list[float], power: float) -> None:
    scale = PowerScale.of(values, power)
    assert [scale.value(scale.read(value)) for value in values] == pytest.approx(
        values, rel=1e-9, abs=scale.level * 1e-9
    )


def test_nothing_lies_below_zero_on_a_root() -> None:
    assert PowerScale.of([1.0, 3.0], 0.5).value(-100) == 0


@pytest.mark.parametrize(
    ("values", "given_values", "centre", "spread"),
    [
        pytest.param([1, 3], {}, 0.5, 1.0, id="one step: no trend, its size"),
        pytest.param([-1, 1, 3], {}, 3 / (5 / 3) - 1, 1.2, id="two steps: no trend"),
        pytest.param([-3, -1, 1, 3], {}, 1.5 - 1 + 1.0, 1.0, id="three equal steps: all of the trend"),
        pytest.param([1, 3], {"own_prior": 1, "floor": 0}, 0.5, 1.0, id="a spread of one stays one"),
        pytest.param([4, 4], {"floor": 0.25, "own_prior": 1}, 0.0, 0.5, id="no step: the floor, drawn to the usual"),
        pytest.param([1, 1, 4], {"recency": 0.5}, 1.0, 1.5 * (2 / 3) ** 0.5, id="the later step weighs twice"),
    ],
)
def test_centre_and_spread(values: list[float], given_values: dict[str, float], centre: float, spread: float) -> None:
    found = outlook(range(2000, 2000 + len(values)), values, 1, rule(**given_values))
    assert (found.centre, found.spread) == pytest.approx((centre, spread))


@pytest.mark.parametrize(
    ("values", "break_step", "is_broken"),
    [
        pytest.param([1, 2, 1, 20], 0, True, id="far beyond the others"),
        pytest.param([1, 2, 1, 20], 10, False, id="not beyond the reference"),
        pytest.param([1, 2, 3, 7], 0, False, id="not far beyond the others"),
        pytest.param([1, 2, 20], 0, False, id="too few to tell"),
        pytest.param([1, 1, 1, 2], 0, True, id="after standing still"),
    ],
)
def test_a_break(values: list[float], break_step: float, is_broken: bool) -> None:
    assert outlook(range(len(values)), values, 1, rule(break_step=break_step)).is_broken is is_broken
