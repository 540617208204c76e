"""Scenarios: what they add, where they stop, and where they say nothing."""

from decimal import Decimal
from typing import Any

import pytest
import rows

from innocity.measures.readiness import Benchmark, scenarios, yearly_step
from innocity.tables import Attainment, Readiness, Scenario

FRAMEWORK = rows.framework()
SHARE = {"measure": rows.SHARE}
ANSWERS = {"direction": "yes_no", "measure": rows.ANSWER}
BELOW = {"actual": 44, "previous": 32, "baseline": 44, "target": 34, "is_target_below_baseline": True}
LESS = {**BELOW, "actual": 33}


def benchmark(year: int = 2025) -> Benchmark:
    return Benchmark(data_year=year, benchmark="target", basis="assumed", note="假定")


def told(base: Attainment, year: int = 2025) -> list[tuple[str | None, bool | None, str | None]]:
    """Point, reached and reason under every scenario."""
    found = scenarios(FRAMEWORK, [base], [benchmark(year)])
    return [(None if row.point is None else str(row.point), row.is_reached, row.reason) for row in found]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, ["0", "10", "10"], id="a year's gain, and the plan's"),
        pytest.param({"target": 105}, ["0", "10", "15"], id="a plan that asks for more"),
        pytest.param({"previous": None}, ["0", None, "10"], id="no earlier value"),
        pytest.param({"baseline": None}, ["0", "10", None], id="no baseline"),
        pytest.param({"direction": "lower", "target": 70}, ["0", "10", "-20"], id="lower is better"),
        pytest.param({"actual": "yes", "previous": "yes", "target": "yes", **ANSWERS}, [None] * 3, id="answers"),
        pytest.param({"actual": None}, [None] * 3, id="no value"),
    ],
)
def test_yearly_step(values: dict[str, Any], expected: list[str | None]) -> None:
    base = rows.attainment(**values)
    steps = [yearly_step(base, scenario) for scenario in Scenario]
    assert [None if step is None else str(step) for step in steps] == expected


@pytest.mark.parametrize(
    ("values", "year", "expected"),
    [
        pytest.param({}, 2023, [("90", False, None), ("100", True, None), ("100", True, None)], id="a year on"),
        pytest.param({}, 2025, [("90", False, None), ("120", True, None), ("120", True, None)], id="three years on"),
        pytest.param({}, 2022, [("90", False, None)] * 3, id="the year itself is known"),
        pytest.param({}, 2021, [(None, None, "year_has_passed")] * 3, id="a past year is not told anew"),
        pytest.param(SHARE, 2025, [("90", False, None), ("100", True, None), ("100", True, None)],
            id="a share ends at 100"),
        pytest.param({"actual": 3, "previous": 5, "baseline": 3, "target": 4}, 2025,
            [("3", False, None), ("0", False, None), ("6", True, None)], id="nothing falls below zero"),
        pytest.param({"actual": "0.5", "previous": "0.6", "baseline": "0.5", "target": "0.45", "direction": "lower"},
            2025, [("0.5", False, None), ("0.2", True, None), ("0.35", True, None)], id="lower is better"),
        pytest.param(BELOW, 2025, [("44", True, None), ("80", True, None), ("34", True, None)],
            id="a plan that asks for less is held, not followed"),
        pytest.param(LESS, 2022, [("33", False, None)] * 3, id="but not in the year that is known"),
        pytest.param({"previous": None}, 2025,
            [("90", False, None), (None, None, "no_earlier_value"), ("120", True, None)], id="no earlier value"),
        pytest.param({"actual": "yes", "previous": "no", "target": "yes", **ANSWERS}, 2025, [("yes", True, None)] * 3,
            id="a yes stays a yes"),
        pytest.param({"actual": "no", "previous": "yes", "target": "yes", **ANSWERS}, 2025, [("no", False, None)] * 3,
            id="a no stays a no"),
        pytest.param({"actual": "yes", "target": "yes", **ANSWERS}, 2021, [(None, None, "year_has_passed")] * 3,
            id="an answer of a past year"),
    ],
)  # fmt: skip
def test_points(values: dict[str, Any], year: int, expected: list[tuple[str | None, bool | None, str | None]]) -> None:
    assert told(rows.attainment(**values), year) == expected


@pytest.mark.parametrize("state", ["not_yet_measurable", "not_submitted", "rejected"])
def test_no_value_no_scenario(state: str) -> None:
    assert told(rows.absent(state=state)) == [(None, None, state)] * 3


def test_a_row_holds_its_inputs() -> None:
    row = scenarios(FRAMEWORK, [rows.attainment()], [benchmark()])[1]
    assert row == Readiness(
        number=1,
        indicator="i1",
        data_year=2025,
        scenario=Scenario.LATEST_CHANGE,
        measure=rows.COUNT,
        last_year=2022,
        last_value=Decimal(90),
        yearly_step=Decimal(10),
        point=Decimal(120),
        benchmark=Decimal(100),
        benchmark_basis="assumed",
        is_reached=True,
    )


def test_one_row_per_indicator_year_and_scenario() -> None:
    found = scenarios(FRAMEWORK, [rows.attainment(2), rows.absent(1)], [benchmark(2023), benchmark(2024)])
    assert [(row.number, row.data_year, row.scenario) for row in found] == [
        (number, year, scenario) for number in (2, 1) for year in (2023, 2024) for scenario in Scenario
    ]
