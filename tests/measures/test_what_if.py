"""What if: other values give other rows, the same values none."""

from decimal import Decimal

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.annual import ReadinessInputs
from innocity.measures.what_if import what_if
from innocity.readiness_rules import Benchmark, ReadinessRules
from innocity.tables import Scenario

RULE = Benchmark(
    data_year=2025,
    benchmark="target",
    basis="assumed",
    note="假定",
    stretch="target",
    stretch_basis="assumed",
    stretch_note="假定",
)


def inputs(first: Decimal = Decimal(90), second: Decimal = Decimal(50)) -> ReadinessInputs:
    """Two indicators with two annual values each."""
    said = (
        rows.observation(80, reference_year=2021, period="2021-Q4"),
        rows.observation(first),
        rows.observation(40, "i2", reference_year=2021, period="2021-Q4"),
        rows.observation(second, "i2"),
    )
    framework = rows.framework(
        [rows.indicator(1), rows.indicator(2)], [rows.target(100), rows.target(60, "i2")], [rows.baseline(90)]
    )
    return ReadinessInputs(framework, rows.parameters(), said, ReadinessRules((RULE,)))


def test_only_what_changes_is_told_with_both_values() -> None:
    found = what_if(inputs(), {"i1": Decimal(100)})
    told = [
        (one.before.scenario, one.before.last_value, one.after.last_value, one.before.point, one.after.point)
        for one in found
    ]
    assert told == [
        (Scenario.PROJECTION, 90, 100, 90, 100),
        (Scenario.HOLD, 90, 100, 90, 100),
        (Scenario.LATEST_CHANGE, 90, 100, 120, 160),
        (Scenario.PLAN_PACE, 90, 100, 120, 130),
        (Scenario.REQUIRED_PACE, 90, 100, 100, 100),
    ]
    assert {one.before.indicator for one in found} == {"i1"}


def test_no_assumption_no_difference() -> None:
    assert what_if(inputs(), {}) == []


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        what_if(inputs(), {"i9": Decimal(1)})


@given(st.decimals("1", "1000", places=2), st.decimals("1", "1000", places=2))
def test_the_same_values_change_nothing(first: Decimal, second: Decimal) -> None:
    assert what_if(inputs(first, second), {"i1": first, "i2": second}) == []
