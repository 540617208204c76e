"""Values that read well and are doubted: each check at its threshold, and what it does with nothing to hold a value against."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.errors import UsageError
from innocity.facts import Indicator
from innocity.intake.plausibility import Limits, Magnitude, Plausibility, is_slip, place_of
from innocity.intake.rules import Place, Rules
from innocity.period import Period
from innocity.tables import Observation
from innocity.workspace import CODE, Workspace

LIMITS = Limits.of(Workspace(CODE))
LATE = date(2030, 1, 1)
TEN = Decimal(10)


def told(
    rules: Rules,
    value: object,
    indicator: Indicator | None = None,
    earlier: tuple[Observation, ...] = (),
    *,
    quarter: int = 4,
    known: object = None,
    received_on: date = LATE,
    **values: Any,
) -> list[str]:
    """The codes of what is found on a value of `i1` for a quarter of 2022; `known` is the approved value of 2021."""
    approvals = [rows.baseline(known, year=2021)] if known is not None else []
    framework = rows.framework([indicator or rows.indicator()], approvals=approvals)
    period = Period(2022, quarter)
    known_before = Plausibility(framework, rules, LIMITS, period, LATE, earlier)
    said = rows.observation(value, period=str(period), **values)
    return [one.code for one in known_before.findings(said, received_on)]


def before(value: object, period: str, **values: Any) -> Observation:
    """A value of `i1` reported for an earlier period."""
    return rows.observation(value, period=period, reference_year=int(period[:4]), **values)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("100", []),
        ("200", []),
        ("200.01", ["large_change"]),
        ("50", []),
        ("49.9", ["large_change"]),
        ("499", ["large_change"]),
        ("500", ["magnitude_slip"]),
        ("1000", ["magnitude_slip"]),
        ("2000", ["magnitude_slip"]),
        ("2001", ["large_change"]),
        ("10", ["magnitude_slip"]),
        ("1", ["magnitude_slip"]),
        ("10000", ["magnitude_slip"]),
        ("1000000", ["magnitude_slip"]),
        ("10000000000", ["magnitude_slip"]),
        ("0.01", ["magnitude_slip"]),
        ("0", ["large_change"]),
    ],
)
def test_size_against_the_year_before(rules: Rules, value: str, expected: list[str]) -> None:
    assert told(rules, value, known=100) == expected
    assert told(rules, value, earlier=(before(100, "2021-Q4"),)) == expected


@pytest.mark.parametrize("known", [None, 0])
def test_without_anything_to_hold_it_against_a_value_is_not_doubted(rules: Rules, known: object) -> None:
    assert told(rules, 1000, known=known) == []


def test_an_approved_value_is_never_doubted(rules: Rules) -> None:
    approvals = [rows.baseline(100, year=2021), rows.baseline(1000, year=2022)]
    known = Plausibility(rows.framework(approvals=approvals), rules, LIMITS, Period(2022, 4), LATE)
    assert known.findings(rows.observation(1000), LATE) == []
    assert [one.code for one in known.findings(rows.observation(1001), LATE)] == ["magnitude_slip"]


def test_an_answer_is_never_doubted(rules: Rules) -> None:
    assert told(rules, "yes", rows.indicator(direction="yes_no", kind="yes_no", measure=rows.ANSWER)) == []


def test_a_superseded_value_is_nothing_to_hold_against(rules: Rules) -> None:
    assert told(rules, 100, earlier=(before(1000, "2021-Q4", superseded_by="b.xlsx"),)) == []


@pytest.mark.parametrize(
    ("phasing", "value", "expected"),
    [
        ("days", 50, []),
        ("days", 500, ["magnitude_slip"]),
        ("linear", 5, ["magnitude_slip"]),
        ("event", 5, []),
        ("seasonal", 5, []),
    ],
)
def test_a_flow_within_the_year_is_held_against_its_part_of_a_year(
    rules: Rules, phasing: str, value: int, expected: list[str]
) -> None:
    assert told(rules, value, rows.indicator(kind="flow", phasing=phasing), quarter=2, known=100) == expected


def test_a_flow_is_held_against_the_same_quarter_of_the_year_before(rules: Rules) -> None:
    flow = rows.indicator(kind="flow", phasing="event")
    assert told(rules, 200, flow, (before(20, "2021-Q2"), before(250, "2021-Q4")), quarter=2) == ["magnitude_slip"]


@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [(59, "final", ["cumulative_fell"]), (60, "final", []), (59, "revised", []), (61, "estimated", [])],
)
def test_a_flow_does_not_fall_within_its_year(rules: Rules, value: int, status: str, expected: list[str]) -> None:
    earlier = (before(30, "2022-Q1"), before(60, "2022-Q2"))
    found = told(rules, value, rows.indicator(kind="flow", phasing="event"), earlier, quarter=3, status=status)
    assert [code for code in found if code != "unchanged_value"] == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("ratio", "10.0", ["unchanged_value"]),
        ("flow", "10", ["unchanged_value"]),
        ("ratio", "10.1", []),
        ("stock", "10", []),
    ],
)
def test_a_value_that_stays_the_same_to_the_last_digit(
    rules: Rules, kind: str, value: str, expected: list[str]
) -> None:
    assert told(rules, value, rows.indicator(kind=kind), known=10) == expected
    assert told(rules, value, rows.indicator(kind=kind), (before(10, "2021-Q4", unit="second"),)) == expected


@pytest.mark.parametrize(
    ("frequency", "received_on", "status", "expected"),
    [
        ("annual", date(2023, 3, 30), "final", ["too_early_final"]),
        ("annual", date(2023, 3, 31), "final", []),
        ("annual", date(2023, 3, 30), "provisional", []),
        ("monthly", date(2023, 1, 1), "final", []),
    ],
)
def test_a_yearly_statistic_is_not_final_before_it_is_usually_published(
    rules: Rules, frequency: str, received_on: date, status: str, expected: list[str]
) -> None:
    indicator = rows.indicator(frequency=frequency, lag_days=90)
    assert told(rules, 5, indicator, received_on=received_on, status=status) == expected


@pytest.mark.parametrize(
    ("quarter", "approved", "reported", "expected"),
    [(4, 9, 8, 9), (4, None, 8, 8), (2, 9, 8, 8), (2, 9, None, None), (4, None, None, None)],
)
def test_the_value_of_the_year_before(
    rules: Rules, quarter: int, approved: object, reported: object, expected: int | None
) -> None:
    approvals = [rows.baseline(approved, year=2021)] if approved else []
    earlier = (before(reported, f"2021-Q{quarter}"),) if reported else ()
    known = Plausibility(rows.framework(approvals=approvals), rules, LIMITS, Period(2022, quarter), LATE, earlier)
    assert known.year_before(rows.observation(1)) == expected


@given(
    st.decimals("0.0001", "10000", allow_nan=False, allow_infinity=False),
    st.decimals("0.51", "1.99", allow_nan=False, allow_infinity=False),
    st.sampled_from([power * sign for power in LIMITS.magnitude.powers for sign in (1, -1)]),
)
def test_whatever_moved_a_little_and_slipped_is_found(known: Decimal, moved: Decimal, power: int) -> None:
    assert not is_slip(moved, LIMITS.magnitude)
    assert is_slip(known * moved * TEN**power / known, LIMITS.magnitude)


def test_limits_that_make_no_sense_are_told(empty: Workspace) -> None:
    path = empty.rules / "plausibility.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('within: "2"', 'within: "0"'), encoding="utf-8")
    with pytest.raises(UsageError, match=r"plausibility\.yaml.*magnitude\.within"):
        Limits.of(empty)


def test_a_slip_is_near_a_listed_power() -> None:
    assert not is_slip(Decimal(10), Magnitude(powers=(2,), within=Decimal(2)))


def test_where_an_observation_stands() -> None:
    said = rows.observation(1)
    assert place_of(said) == Place(said.file, "first", "指标数据", "E5", "i1")
