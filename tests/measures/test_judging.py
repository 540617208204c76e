"""How a promise goes: every status, for every kind of indicator, within the year and at its end."""

from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Answer, Phasing, Value
from innocity.measures.distances import distance
from innocity.measures.judging import Case, Judgement, judge
from innocity.measures.phasing import expected_share
from innocity.period import Period
from innocity.tables import State, Status
from innocity.thresholds import PaceRules

RULES = PaceRules(on_pace_from=Decimal("0.95"), basis="test")
ACCRUING = {"kind": "flow", "phasing": "days", "frequency": "monthly"}
COUNTED = {"kind": "stock", "phasing": "linear", "frequency": "quarterly"}
MEAN = {"kind": "running_mean", "phasing": "seasonal", "frequency": "monthly"}
YEARLY = {"kind": "ratio", "phasing": "annual", "frequency": "annual"}
EVENT = {"kind": "stock", "phasing": "event"}
ANSWER = {"kind": "yes_no", "direction": "yes_no", "phasing": "event"}


def value(said: object) -> Value | None:
    return None if said is None else Answer(said) if said in set(Answer) else Decimal(str(said))


def case(
    actual: object,
    target: object = 100,
    baseline: object = 90,
    previous: object = None,
    period: str = "2023-Q2",
    state: State = State.MEASURED,
    **indicator: Any,
) -> Case:
    about = rows.indicator(**indicator)
    now, goal, base, before = value(actual), value(target), value(baseline), value(previous)
    assert goal is not None
    when = Period.parse(period)
    return Case(
        indicator=about,
        state=state,
        actual=now,
        previous=before,
        baseline=base,
        target=goal,
        target_year=2023,
        period=when,
        distance=distance(now, before, base, goal, about.direction, rows.measure()),
        expected=expected_share(Phasing(about.phasing), when.cut_off, 2023),
    )


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        pytest.param({"actual": 99, "period": "2022-Q4"}, Status.NOT_DUE, "year_ahead", id="before the year"),
        pytest.param({"actual": 100, "period": "2022-Q4"}, Status.MET, None, id="met before the year"),
        pytest.param({"actual": 100, **COUNTED}, Status.MET, None, id="a stock is met when it is reached"),
        pytest.param({"actual": 95, **COUNTED}, Status.ON_PACE, None, id="half of the way at half-time"),
        pytest.param({"actual": 94, **COUNTED}, Status.BEHIND, None, id="less than half of it"),
        pytest.param({"actual": 89, **COUNTED}, Status.FALLING_BACK, None, id="below where it started"),
        pytest.param({"actual": 99, "period": "2023-Q4", **COUNTED}, Status.MISSED, None, id="not there at the end"),
        pytest.param({"actual": 99, "period": "2024-Q2", **COUNTED}, Status.MISSED, None, id="nor after it"),
        pytest.param({"actual": 99, "target": 98, "baseline": 99, **COUNTED}, Status.MET, None, id="promised less"),
        pytest.param({"actual": 97, "target": 98, "baseline": 99, **COUNTED}, Status.FALLING_BACK,
            "below_target_and_baseline", id="promised less, and lost even that"),
        pytest.param({"actual": 89, "target": 90, **COUNTED}, Status.FALLING_BACK, "below_target_and_baseline",
            id="target equal to baseline, and fallen below"),
        pytest.param({"actual": 95, "baseline": None, **COUNTED}, Status.NOT_ASSESSABLE, "no_baseline",
            id="a stock without a start"),
        pytest.param({"actual": 95, **EVENT}, Status.NOT_DUE, "nothing_expected_yet", id="events come when they come"),
        pytest.param({"actual": 85, **EVENT}, Status.FALLING_BACK, None, id="events may be undone"),
        pytest.param({"actual": 50, **ACCRUING}, Status.ON_PACE, None, id="half of a flow at half-time"),
        pytest.param({"actual": 40, "previous": 30, **ACCRUING}, Status.BEHIND, None, id="less, but more than last year"),
        pytest.param({"actual": 40, "previous": 45, **ACCRUING}, Status.FALLING_BACK, None, id="less than last year"),
        pytest.param({"actual": 50, "previous": 60, **ACCRUING}, Status.ON_PACE, None, id="less than last year, yet on pace"),
        pytest.param({"actual": 100, **ACCRUING}, Status.MET, None, id="a flow keeps what it has"),
        pytest.param({"actual": 101, "direction": "lower", **ACCRUING}, Status.MISSED, "cannot_decrease",
            id="a flow that must stay low and did not"),
        pytest.param({"actual": 99, "direction": "lower", **ACCRUING}, Status.ON_PACE, "met_so_far",
            id="a flow that must stay low, so far"),
        pytest.param({"actual": 101, **MEAN}, Status.ON_PACE, "met_so_far", id="a mean may still fall"),
        pytest.param({"actual": 101, "period": "2023-Q4", **MEAN}, Status.MET, None, id="until the year is over"),
        pytest.param({"actual": 80, **MEAN}, Status.NOT_ASSESSABLE, "no_same_time_last_year", id="a mean without a past"),
        pytest.param({"actual": 80, "previous": 70, **MEAN}, Status.ON_PACE, None, id="gained what is asked"),
        pytest.param({"actual": 80, "previous": 75, **MEAN}, Status.BEHIND, None, id="gained less"),
        pytest.param({"actual": 80, "previous": 85, **MEAN}, Status.FALLING_BACK, None, id="lost"),
        pytest.param({"actual": 80, "previous": 75, "baseline": None, **MEAN}, Status.NOT_ASSESSABLE, "no_baseline",
            id="a mean without a start"),
        pytest.param({"actual": 80, "target": 88, "previous": 83, **MEAN}, Status.FALLING_BACK, None,
            id="lost more than the plan allows"),
        pytest.param({"actual": 82, "target": 88, "previous": 83, **MEAN}, Status.ON_PACE, None,
            id="lost less than the plan allows"),
        pytest.param({"actual": 95, **YEARLY}, Status.NOT_DUE, "nothing_expected_yet", id="a yearly figure, early"),
        pytest.param({"actual": "no", "target": "yes", "baseline": "yes", **ANSWER}, Status.NOT_DUE, "answer_may_come",
            id="a no within the year"),
        pytest.param({"actual": "no", "target": "yes", "period": "2023-Q4", **ANSWER}, Status.MISSED, None,
            id="a no at its end"),
        pytest.param({"actual": "yes", "target": "yes", **ANSWER}, Status.MET, None, id="a yes"),
        pytest.param({"actual": "yes"}, Status.NOT_ASSESSABLE, "not_comparable", id="an answer against a number"),
        pytest.param({"actual": None, "state": State.CARRIED_FORWARD}, Status.NOT_MEASURABLE, "carried_forward",
            id="carried forward"),
        pytest.param({"actual": None, "state": State.NOT_YET_MEASURABLE}, Status.NOT_MEASURABLE, "not_yet_measurable",
            id="not yet measurable"),
        pytest.param({"actual": None, "state": State.NOT_SUBMITTED}, Status.NOT_REPORTED, "not_submitted", id="not sent"),
        pytest.param({"actual": None, "state": State.REJECTED}, Status.REJECTED, "rejected", id="refused"),
    ],
)  # fmt: skip
def test_status(said: dict[str, Any], status: Status, reason: str | None) -> None:
    found = judge(case(**said), RULES)
    assert (found.status, found.reason) == (status, reason)


def test_the_figures_stand_beside_the_status() -> None:
    assert judge(case(94, **COUNTED), RULES) == Judgement(
        Status.BEHIND, None, Decimal(40), Decimal(50), "linear", Decimal("0.8")
    )


@pytest.mark.parametrize("from_share", ["0.8", "0.81"])
def test_the_threshold_decides(from_share: str) -> None:
    rules = PaceRules(on_pace_from=Decimal(from_share), basis="test")
    expected = Status.ON_PACE if from_share == "0.8" else Status.BEHIND
    assert judge(case(94, **COUNTED), rules).status is expected


ANY = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6)
ORDER = (Status.FALLING_BACK, Status.BEHIND, Status.NOT_DUE, Status.ON_PACE, Status.MET)


@given(
    ANY, ANY, ANY, st.none() | ANY, st.none() | ANY,
    st.sampled_from(["2022-Q4", "2023-Q1", "2023-Q3", "2023-Q4", "2024-Q1"]),
    st.sampled_from([ACCRUING, COUNTED, MEAN, YEARLY, EVENT]), st.sampled_from(["higher", "lower"]),
)  # fmt: skip
def test_a_better_value_is_never_judged_worse(
    one: Decimal, other: Decimal, goal: Decimal, base: Decimal | None, before: Decimal | None, period: str,
    kind: dict[str, Any], direction: str,
) -> None:  # fmt: skip
    worse, better = sorted([one, other], reverse=direction == "lower")
    found = [
        judge(case(actual, goal, base, before, period, direction=direction, **kind), RULES)
        for actual in (worse, better)
    ]
    places = [ORDER.index(one.status) if one.status in ORDER else None for one in found]
    assert None in places or places[0] <= places[1]  # type: ignore[operator]
    assert all(
        figure is None or figure.is_finite()
        for one in found
        for figure in (one.progress_pct, one.expected_share_pct, one.pace_ratio)
    )
