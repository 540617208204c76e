"""Promised numbers by operator and deadline: cases, and what must hold for every value."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import assume, given
from hypothesis import strategies as st

from innocity.measures.promised_numbers import Judgement, Promise, is_met, judge
from innocity.period import Period
from innocity.tables import Standing, Status
from innocity.thresholds import AttainmentRules

RULES = AttainmentRules.model_validate(
    {"pace": {"on_pace_from": "0.95", "basis": "test"}, "commitments": {"about_from": "0.95", "basis": "test"}}
)
OPERATORS = ("≥", "≤", ">", "=", "≈")
BEFORE, AT, AFTER, AHEAD = "2023-Q2", "2023-Q4", "2024-Q1", "2022-Q4"
COUNT = rows.measure()
NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6)
PERIODS = st.sampled_from((AHEAD, "2023-Q1", BEFORE, "2023-Q3", AT, AFTER))


def promise(period: str = BEFORE, accrues: bool = True, **values: Any) -> Promise:
    one = rows.commitment(**values)
    return Promise(commitment=one, item=None, deadline=one.deadline, accrues=accrues, period=Period.parse(period))


def judged(actual: object, of: Promise, year: int | None = None) -> Judgement:
    return judge(of, Decimal(str(actual)), year or of.period.year, COUNT, RULES)


@pytest.mark.parametrize(
    ("operator", "actual", "promised", "expected"),
    [
        pytest.param("≥", "100", "100", True, id="at least: reached exactly"),
        pytest.param("≥", "99.999", "100", False, id="at least: just short"),
        pytest.param("≤", "61", "61", True, id="a rank is kept"),
        pytest.param("≤", "62", "61", False, id="a rank lower down"),
        pytest.param("≤", "55", "61", True, id="a better rank"),
        pytest.param(">", "7400", "7400", False, id="more than: the number itself is not more"),
        pytest.param(">", "7400.01", "7400", True, id="more than: just above"),
        pytest.param("=", "10", "10", True, id="as many as"),
        pytest.param("=", "11", "10", True, id="one more than promised is no failure"),
        pytest.param("=", "9", "10", False, id="one less is"),
        pytest.param("≈", "66.5", "70", True, id="about: exactly within the tolerance"),
        pytest.param("≈", "66.49", "70", False, id="about: just below it"),
        pytest.param("≈", "140", "70", True, id="about: above"),
        pytest.param("≈", "0", "0", True, id="about nothing"),
        pytest.param("≈", "-10", "-10", True, id="about a negative number: itself"),
        pytest.param("≈", "-10.5", "-10", True, id="about a negative number: within the tolerance"),
        pytest.param("≈", "-10.51", "-10", False, id="about a negative number: below it"),
    ],
)
def test_a_promise_is_kept_by_its_operator(operator: str, actual: str, promised: str, expected: bool) -> None:
    assert is_met(operator, Decimal(actual), Decimal(promised), Decimal("0.95")) is expected


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize(
    ("period", "met", "unmet"),
    [
        pytest.param(AHEAD, Status.MET, Status.NOT_DUE, id="a year ahead"),
        pytest.param(BEFORE, Status.MET, Status.BEHIND, id="within the year"),
        pytest.param(AT, Status.MET, Status.MISSED, id="at the deadline"),
        pytest.param(AFTER, Status.MET, Status.MISSED, id="after it"),
    ],
)
def test_a_level_before_at_and_after_its_deadline(operator: str, period: str, met: Status, unmet: Status) -> None:
    is_ceiling = operator == "≤"
    one = promise(period, basis="level", operator=operator, accrues=not is_ceiling)
    good, bad = (99, 300) if is_ceiling else (101, 30)
    if is_ceiling and period == BEFORE:
        met, unmet = Status.ON_PACE, Status.NOT_DUE
    assert (judged(good, one).standing, judged(good, one).status) == (Standing.MET, met)
    assert (judged(bad, one).standing, judged(bad, one).status) == (Standing.NOT_MET, unmet)


@pytest.mark.parametrize(
    ("actual", "basis", "period", "accrues", "status", "reason"),
    [
        pytest.param("50", "increase", BEFORE, True, Status.ON_PACE, None, id="ahead of the days"),
        pytest.param("47.2", "increase", BEFORE, True, Status.ON_PACE, None, id="within the tolerance of the pace"),
        pytest.param("47", "increase", BEFORE, True, Status.BEHIND, None, id="just behind it"),
        pytest.param("0", "increase", BEFORE, True, Status.BEHIND, None, id="a zero is a value"),
        pytest.param("-1", "increase", BEFORE, True, Status.FALLING_BACK, None, id="fewer than before"),
        pytest.param("-1", "increase", AT, True, Status.MISSED, None, id="fewer than before, at the end"),
        pytest.param("-1", "level", BEFORE, True, Status.BEHIND, None, id="a level below zero"),
        pytest.param("100", "increase", BEFORE, True, Status.MET, None, id="early"),
        pytest.param("99", "growth", BEFORE, False, Status.NOT_DUE, "nothing_expected_yet", id="growth is not due"),
        pytest.param("-9", "growth", BEFORE, False, Status.NOT_DUE, "nothing_expected_yet", id="nor when negative"),
        pytest.param("100", "growth", BEFORE, False, Status.ON_PACE, "met_so_far", id="growth may still move"),
        pytest.param("100", "growth", AT, False, Status.MET, None, id="growth at the end"),
        pytest.param("99", "growth", AT, False, Status.MISSED, None, id="growth missed"),
        pytest.param("50", "level", AHEAD, True, Status.NOT_DUE, "year_ahead", id="a level before its year"),
        pytest.param("500", "increase", AHEAD, True, Status.NOT_DUE, "other_year", id="another year's increase"),
        pytest.param("500", "growth", AFTER, False, Status.NOT_DUE, "other_year", id="another year's growth"),
    ],
)
def test_status(actual: str, basis: str, period: str, accrues: bool, status: Status, reason: str | None) -> None:
    found = judged(actual, promise(period, accrues, basis=basis))
    assert (found.status, found.reason) == (status, reason)


def test_every_figure_of_a_judgement() -> None:
    assert judged(40, promise()) == Judgement(
        standing=Standing.NOT_MET,
        status=Status.BEHIND,
        completion_pct=Decimal("40.000000"),
        expected_share_pct=Decimal("49.589041"),
        pace_ratio=Decimal("0.806630"),
        margin=Decimal(-60),
    )


@pytest.mark.parametrize(
    ("deadline", "period", "expected"),
    [
        pytest.param("2023-12-31", "2023-Q1", "24.657534", id="90 of 365 days"),
        pytest.param("2024-12-31", "2024-Q1", "24.863388", id="91 of 366 days"),
        pytest.param("2023-06-30", "2023-Q1", "49.723757", id="90 of 181 days"),
        pytest.param("2023-06-30", "2023-Q3", "100.000000", id="past"),
        pytest.param("2025-12-31", "2023-Q3", "0.000000", id="years ahead"),
    ],
)
def test_what_can_be_expected_is_the_days_gone_by(deadline: str, period: str, expected: str) -> None:
    assert promise(period, deadline=deadline).expected_pct == Decimal(expected)


@pytest.mark.parametrize(
    ("values", "reason", "margin"),
    [
        pytest.param({"value": None}, "no_number", None, id="no number"),
        pytest.param({"deadline": None}, "no_deadline", -50, id="no deadline: the margin is told"),
        pytest.param({"value": None, "deadline": None}, "no_number", None, id="neither"),
    ],
)
def test_what_promises_nothing_is_not_scored(values: dict[str, Any], reason: str, margin: int | None) -> None:
    one = promise(basis="level", **values)
    found = judged(50, one)
    assert not one.is_scored
    assert (found.standing, found.status, found.reason) == (Standing.NOT_ASSESSABLE, Status.NOT_ASSESSABLE, reason)
    assert found.margin == margin


@pytest.mark.parametrize("promised", [0, -5])
def test_a_promise_without_a_share_has_no_pace(promised: int) -> None:
    found = judged(-7, promise(value=promised, basis="level"))
    assert (found.status, found.completion_pct, found.pace_ratio) == (Status.NOT_DUE, None, None)


@pytest.mark.parametrize(
    ("operator", "promised", "actual", "status"),
    [
        pytest.param("≥", 5, -1, Status.FALLING_BACK, id="a fall where more is promised"),
        pytest.param("≤", -5, 1, Status.FALLING_BACK, id="more where a fall is promised"),
        pytest.param("≤", -5, -1, Status.NOT_DUE, id="a part of the promised fall"),
        pytest.param("≤", 5, 7, Status.NOT_DUE, id="above a ceiling that may still be kept"),
    ],
)
def test_an_increase_the_wrong_way_falls_back(operator: str, promised: int, actual: int, status: Status) -> None:
    one = promise("2023-Q1", accrues=False, operator=operator, basis="increase", value=promised)
    assert judged(actual, one).status is status


_RANK = [Status.FALLING_BACK, Status.MISSED, Status.BEHIND, Status.NOT_DUE, Status.ON_PACE, Status.MET]


@given(NUMBER, NUMBER, NUMBER, PERIODS, st.sampled_from(OPERATORS), st.sampled_from(("level", "increase", "growth")))
def test_more_is_never_worse(
    low: Decimal, high: Decimal, promised: Decimal, period: str, operator: str, basis: str
) -> None:
    assume(low <= high)
    one = promise(period, accrues=basis != "growth" and operator != "≤", operator=operator, basis=basis, value=promised)
    worse, better = (high, low) if operator == "≤" else (low, high)
    assert _RANK.index(judged(worse, one).status) <= _RANK.index(judged(better, one).status)


@given(NUMBER, st.none() | NUMBER, PERIODS, st.sampled_from(OPERATORS), st.booleans(), st.booleans())
def test_every_number_has_a_ground(
    actual: Decimal, promised: Decimal | None, period: str, operator: str, accrues: bool, is_dated: bool
) -> None:
    deadline = date(2023, 12, 31) if is_dated else None
    found = judged(actual, promise(period, accrues, operator=operator, value=promised, deadline=deadline))
    if found.status is Status.MET:
        assert found.standing is Standing.MET
    if found.pace_ratio is not None:
        assert found.expected_share_pct and found.status in (Status.ON_PACE, Status.BEHIND)
    if promised is None:
        assert (found.margin, found.completion_pct, found.expected_share_pct) == (None, None, None)
