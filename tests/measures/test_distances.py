"""How far a value is from its marks: cases of the plan, and what must hold for every value."""

from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Answer, Direction, Value
from innocity.measures.distances import Distance, distance, standing, trend
from innocity.tables import Standing, Trend

HIGHER, LOWER, YES_NO = Direction.HIGHER, Direction.LOWER, Direction.YES_NO
YES, NO = Answer.YES, Answer.NO
COUNT, SHARE = rows.measure(), rows.measure(rows.SHARE, change_in="points")
ANY = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**6), max_value=10**6)
POSITIVE = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=Decimal("0.0001"), max_value=10**6)
MAYBE = st.none() | ANY


def value(said: str | None) -> Value | None:
    return None if said is None else Answer(said) if said in set(Answer) else Decimal(said)


@pytest.mark.parametrize(
    ("actual", "target", "direction", "expected"),
    [
        pytest.param("100", "100", HIGHER, Standing.MET, id="reached exactly"),
        pytest.param("3", "3.00", HIGHER, Standing.MET, id="zeros make no difference"),
        pytest.param("2.9999", "3", HIGHER, Standing.NOT_MET, id="just short"),
        pytest.param("1.7300", "1.73", LOWER, Standing.MET, id="lower: reached exactly"),
        pytest.param("1.7301", "1.73", LOWER, Standing.NOT_MET, id="lower: just above"),
        pytest.param("0", "1.73", LOWER, Standing.MET, id="lower: nothing left"),
        pytest.param("0", "1", HIGHER, Standing.NOT_MET, id="a zero is a value"),
        pytest.param("yes", "yes", YES_NO, Standing.MET, id="yes as promised"),
        pytest.param("no", "yes", YES_NO, Standing.NOT_MET, id="no against the promise"),
        pytest.param(None, "1", HIGHER, Standing.NOT_ASSESSABLE, id="a blank is not a zero"),
        pytest.param(None, "yes", YES_NO, Standing.NOT_ASSESSABLE, id="no answer is not a no"),
        pytest.param("yes", "1", HIGHER, Standing.NOT_ASSESSABLE, id="an answer against a number"),
        pytest.param("1", "yes", YES_NO, Standing.NOT_ASSESSABLE, id="a number against an answer"),
    ],
)
def test_standing(actual: str | None, target: str, direction: Direction, expected: Standing) -> None:
    promised = value(target)
    assert promised is not None
    assert standing(value(actual), promised, direction) is expected


@pytest.mark.parametrize(
    ("actual", "previous", "direction", "expected"),
    [
        pytest.param("2", "1", HIGHER, Trend.BETTER, id="up"),
        pytest.param("1", "2", HIGHER, Trend.WORSE, id="down"),
        pytest.param("1.75", "1.79", LOWER, Trend.BETTER, id="lower: down"),
        pytest.param("1.79", "1.75", LOWER, Trend.WORSE, id="lower: up"),
        pytest.param("3.0", "3", HIGHER, Trend.UNCHANGED, id="zeros make no change"),
        pytest.param("yes", "yes", YES_NO, Trend.UNCHANGED, id="still yes"),
        pytest.param("yes", "no", YES_NO, Trend.BETTER, id="now yes"),
        pytest.param("no", "yes", YES_NO, Trend.WORSE, id="no longer"),
        pytest.param("yes", "1", YES_NO, Trend.UNKNOWN, id="an answer after a number"),
        pytest.param(None, "1", HIGHER, Trend.UNKNOWN, id="no value"),
        pytest.param("1", None, HIGHER, Trend.UNKNOWN, id="no earlier value"),
    ],
)
def test_trend(actual: str | None, previous: str | None, direction: Direction, expected: Trend) -> None:
    assert trend(value(actual), value(previous), direction) is expected


def far(**values: str) -> Distance:
    kind = values.pop("change_kind", None)
    return Distance(**{name: Decimal(said) for name, said in values.items()}, change_kind=kind)


@pytest.mark.parametrize(
    ("actual", "previous", "baseline", "goal", "direction", "measure", "expected"),
    [
        pytest.param("1221", "725", "1221", "1250", HIGHER, COUNT,
            far(completion_pct="97.680000", net_increase_pct="0", margin="-29", needed="29", needed_pct="2.375102",
                change="68.413793", change_kind="per_cent"), id="nothing done yet, and the level is high"),
        pytest.param("1235.5", "1221", "1221", "1250", HIGHER, COUNT,
            far(completion_pct="98.840000", net_increase_pct="50", margin="-14.5", needed="14.5",
                needed_pct="1.173614", change="1.187551", change_kind="per_cent"), id="half of the way"),
        pytest.param("2.95", "2.53", "2.95", "3.0", HIGHER, SHARE,
            far(completion_pct="98.333333", net_increase_pct="0", margin="-0.05", needed="0.05",
                needed_pct="1.694915", change="0.42", change_kind="points"), id="a share changes by points"),
        pytest.param("44", "32", "44", "34", HIGHER, COUNT,
            far(completion_pct="129.411765", margin="10", needed="0", needed_pct="0", change="37.5",
                change_kind="per_cent"), id="target below baseline: no way to go"),
        pytest.param("30", "28", "30", "30", HIGHER, COUNT,
            far(completion_pct="100", margin="0", needed="0", needed_pct="0", change="7.142857",
                change_kind="per_cent"), id="target equal to baseline"),
        pytest.param("0.5379", "0.56", "0.5379", "0.5195", LOWER, COUNT,
            far(completion_pct="96.579290", net_increase_pct="0", margin="-0.0184", needed="-0.0184",
                needed_pct="-3.420710", change="-3.946429", change_kind="per_cent"), id="lower is better: short of it"),
        pytest.param("1.71", "1.75", "1.75", "1.73", LOWER, COUNT,
            far(completion_pct="101.169591", net_increase_pct="200", margin="0.02", needed="0", needed_pct="0",
                change="-2.285714", change_kind="per_cent"), id="lower is better: beyond it"),
        pytest.param("0", "0", None, "5", HIGHER, COUNT,
            far(completion_pct="0", margin="-5", needed="5", change_kind="per_cent"), id="from nothing: no ratio to it"),
        pytest.param("0", "4", "4", "2", LOWER, COUNT,
            far(net_increase_pct="200", margin="2", needed="0", change="-100", change_kind="per_cent"),
            id="lower is better: nothing left"),
        pytest.param("5", None, None, "0", LOWER, COUNT,
            far(margin="-5", needed="-5", needed_pct="-100"), id="lower is better: a target of nothing"),
        pytest.param("5", None, None, "-1", LOWER, COUNT,
            far(margin="-6", needed="-6", needed_pct="-120"), id="lower is better: a target below nothing"),
        pytest.param("yes", "no", "no", "yes", YES_NO, COUNT, Distance(), id="answers have no distance"),
        pytest.param(None, "1", "1", "2", HIGHER, COUNT, Distance(), id="no value"),
    ],
)  # fmt: skip
def test_distance(
    actual: str | None, previous: str | None, baseline: str | None, goal: str, direction: Direction, measure: Any,
    expected: Distance,
) -> None:  # fmt: skip
    promised = value(goal)
    assert promised is not None
    assert distance(value(actual), value(previous), value(baseline), promised, direction, measure) == expected


@given(ANY, ANY, MAYBE, MAYBE, ANY, st.sampled_from([HIGHER, LOWER]), st.sampled_from([COUNT, SHARE]))
def test_a_better_value_never_reads_as_worse(
    one: Decimal, other: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal,
    direction: Direction, measure: Any,
) -> None:  # fmt: skip
    worse, better = sorted([one, other], reverse=direction is LOWER)
    assert not (
        standing(worse, goal, direction) is Standing.MET and standing(better, goal, direction) is not Standing.MET
    )
    low, high = (distance(actual, previous, baseline, goal, direction, measure) for actual in (worse, better))
    for name in ("completion_pct", "net_increase_pct", "margin"):
        before, after = getattr(low, name), getattr(high, name)
        assert before is None or after is None or before <= after, name


@given(ANY, MAYBE, MAYBE, ANY)
def test_directions_mirror_each_other(
    actual: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal
) -> None:
    earlier, base = (None if said is None else -said for said in (previous, baseline))
    up = distance(actual, previous, baseline, goal, HIGHER, SHARE)
    down = distance(-actual, earlier, base, -goal, LOWER, SHARE)
    assert standing(actual, goal, HIGHER) is standing(-actual, -goal, LOWER)
    assert trend(actual, previous, HIGHER) is trend(-actual, earlier, LOWER)
    assert (up.margin, up.net_increase_pct) == (down.margin, down.net_increase_pct)
    assert down.needed is not None and up.needed == -down.needed
    assert (up.change is None) == (down.change is None)


@given(POSITIVE, MAYBE, MAYBE, POSITIVE, st.sampled_from([HIGHER, LOWER]), st.integers(-9, 9))
def test_ratios_do_not_depend_on_the_measure(
    actual: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal, direction: Direction, shift: int
) -> None:
    def scaled(by: int) -> Distance:
        earlier, base = (None if said is None else said.scaleb(by) for said in (previous, baseline))
        return distance(actual.scaleb(by), earlier, base, goal.scaleb(by), direction, COUNT)

    for name in ("completion_pct", "needed_pct", "net_increase_pct", "change"):
        assert getattr(scaled(0), name) == getattr(scaled(shift), name), name


@given(ANY, MAYBE, MAYBE, ANY, st.sampled_from([HIGHER, LOWER]), st.integers(-40, 40))
def test_every_figure_is_finite_or_absent(
    actual: Decimal, previous: Decimal | None, baseline: Decimal | None, goal: Decimal, direction: Direction, shift: int
) -> None:
    found = distance(actual.scaleb(shift), previous, baseline, goal, direction, COUNT)
    figures = [figure for figure in vars(found).values() if isinstance(figure, Decimal)]
    assert all(figure.is_finite() for figure in figures)
    assert not any(figure.is_zero() and figure.is_signed() for figure in figures)
    assert (found.needed == 0) == (standing(actual.scaleb(shift), goal, direction) is Standing.MET)
