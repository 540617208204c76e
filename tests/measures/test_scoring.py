"""Points against a target: the appraisal's arithmetic, its ends, its laws."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Answer, Direction, Value
from innocity.measures.scoring import Scale, points

SCALE = Scale(per_cent_step=Decimal(5), points_step=Decimal(5), cap=Decimal(120), floor=Decimal(0))
STEEP = Scale(per_cent_step=Decimal(1), points_step=Decimal(2), cap=Decimal(110), floor=Decimal(60))
HIGHER, LOWER, YES_NO = Direction.HIGHER, Direction.LOWER, Direction.YES_NO

amounts = st.decimals("-1000000", "1000000", places=4)
targets = st.decimals("0.0001", "1000000", places=4)
scales = st.sampled_from([SCALE, STEEP])
ways = st.sampled_from([HIGHER, LOWER])


@pytest.mark.parametrize(
    ("actual", "higher", "lower"),
    [
        pytest.param("200", "100.000000", "100.000000", id="at the target"),
        pytest.param("210", "105.000000", "95.000000", id="a step above"),
        pytest.param("190", "95.000000", "105.000000", id="a step below"),
        pytest.param("203", "101.500000", "98.500000", id="linear between"),
        pytest.param("240", "120.000000", "80.000000", id="the cap"),
        pytest.param("241", "120.000000", "79.500000", id="beyond the cap"),
        pytest.param("160", "80.000000", "120.000000", id="the cap from below"),
        pytest.param("0", "0.000000", "120.000000", id="nothing"),
        pytest.param("-20", "0.000000", "120.000000", id="less than nothing"),
        pytest.param("400", "120.000000", "0.000000", id="the floor from above"),
        pytest.param("200.000001", "100.000001", "100.000000", id="half a millionth goes up"),
    ],
)
def test_points(actual: str, higher: str, lower: str) -> None:
    told = [str(points(Decimal(actual), Decimal(200), way, SCALE)) for way in (HIGHER, LOWER)]
    assert told == [higher, lower]


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        pytest.param("202", "102.000000", id="steeper"),
        pytest.param("230", "110.000000", id="a lower cap"),
        pytest.param("100", "60.000000", id="a higher floor"),
    ],
)
def test_another_scale(actual: str, expected: str) -> None:
    assert str(points(Decimal(actual), Decimal(200), HIGHER, STEEP)) == expected


@pytest.mark.parametrize(
    ("actual", "target", "direction"),
    [
        pytest.param(None, Decimal(5), HIGHER, id="no value"),
        pytest.param(Decimal(5), None, HIGHER, id="no target"),
        pytest.param(Decimal(5), Decimal(0), HIGHER, id="a target of nought"),
        pytest.param(Decimal(5), Decimal(-5), LOWER, id="a negative target"),
        pytest.param(Answer.YES, Answer.YES, YES_NO, id="answers"),
        pytest.param(Decimal(5), Answer.YES, HIGHER, id="a number held against an answer"),
        pytest.param(Decimal(5), Decimal(5), YES_NO, id="numbers under a question"),
    ],
)
def test_not_assessable(actual: Value | None, target: Value | None, direction: Direction) -> None:
    assert points(actual, target, direction, SCALE) is None


@given(amounts, amounts, targets, ways, scales)
def test_better_values_never_earn_less(
    one: Decimal, other: Decimal, target: Decimal, way: Direction, scale: Scale
) -> None:
    worse, better = sorted((one, other), reverse=way is LOWER)
    less, more = points(worse, target, way, scale), points(better, target, way, scale)
    assert less is not None and more is not None and scale.floor <= less <= more <= scale.cap


@given(amounts, targets, scales)
def test_a_lead_earns_the_same_either_way(lead: Decimal, target: Decimal, scale: Scale) -> None:
    assert points(target + lead, target, HIGHER, scale) == points(target - lead, target, LOWER, scale)


@given(amounts, targets, st.sampled_from([Decimal("0.01"), Decimal(7), Decimal(10000)]), ways, scales)
def test_the_measure_does_not_matter(
    actual: Decimal, target: Decimal, factor: Decimal, way: Direction, scale: Scale
) -> None:
    assert points(actual * factor, target * factor, way, scale) == points(actual, target, way, scale)
