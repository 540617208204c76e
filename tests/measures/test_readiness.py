"""The rows of readiness: what every scenario adds, where it stops, what it is held against, where it says nothing."""

from decimal import Decimal
from typing import Any

import pytest
import rows

from innocity.framework import load
from innocity.intake.returns import read_returns
from innocity.measures import readiness as module
from innocity.measures.readiness import ReadinessInputs, readiness
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.readiness_rules import Benchmark, ReadinessRules
from innocity.tables import Outlook, Readiness, Scenario
from innocity.workspace import CODE, Workspace

ANSWERS = {"direction": "yes_no", "kind": "yes_no", "measure": rows.ANSWER}
ASSUMED = [scenario for scenario in Scenario if scenario is not Scenario.PROJECTION]


def benchmark(year: int = 2025, **values: Any) -> Benchmark:
    """The target, held, with the plan's step continued as the stretch."""
    about = {
        "basis": "assumed",
        "note": "假定",
        "stretch": "planned_step",
        "stretch_basis": "derived",
        "stretch_note": "延续",
    }
    return Benchmark.model_validate({"data_year": year, "benchmark": "target", **about, **values})


def table(
    *values: object,
    target: object = 100,
    baseline: object | None = 90,
    years: tuple[int, ...] = (2025,),
    status: str = "final",
    **indicator: Any,
) -> list[Readiness]:
    """The rows of one indicator with these annual values up to 2022, held against a target of 2023."""
    measure = indicator.get("measure", rows.COUNT)
    observations = tuple(
        rows.observation(value, reference_year=year, period=f"{year}-Q4", status=status)
        for year, value in zip(range(2023 - len(values), 2023), values, strict=True)
    )
    approvals = () if baseline is None else (rows.baseline(baseline),)
    framework = rows.framework([rows.indicator(**indicator)], [rows.target(target, measure=measure)], approvals)
    rules = ReadinessRules(tuple(map(benchmark, years)))
    return readiness(ReadinessInputs(framework, rows.parameters(), observations, rules))


def told(found: list[Readiness]) -> list[tuple[str | None, bool | None, str | None]]:
    """Point, reached and reason under every assumption."""
    return [
        (None if row.point is None else str(row.point), row.is_reached, row.reason)
        for row in found
        if row.scenario is not Scenario.PROJECTION
    ]


def steps(found: list[Readiness]) -> list[str | None]:
    """What every assumption adds a year."""
    return [None if row.yearly_step is None else str(row.yearly_step) for row in found[1:]]


@pytest.mark.parametrize(
    ("values", "about", "expected"),
    [
        pytest.param((80, 90), {}, ["0", "10", "10", "3.333333"], id="a year's gain, the plan's, the needed one"),
        pytest.param((80, 90), {"target": 105}, ["0", "10", "15", "5.000000"], id="a plan that asks for more"),
        pytest.param((90,), {}, ["0", None, "10", "3.333333"], id="no earlier value"),
        pytest.param((80, 90), {"baseline": None}, ["0", "10", None, "3.333333"], id="no baseline"),
        pytest.param((80, 90), {"direction": "lower", "target": 70}, ["0", "10", "-20", "-6.666667"], id="lower is better"),
        pytest.param((90, 110), {}, ["0", "20", "10", "0"], id="nothing is needed any more"),
        pytest.param(("yes", "yes"), {"target": "yes", "baseline": "yes", **ANSWERS}, [None] * 4, id="answers"),
        pytest.param((), {}, [None] * 4, id="no value"),
    ],
)  # fmt: skip
def test_yearly_step(values: tuple[object, ...], about: dict[str, Any], expected: list[str | None]) -> None:
    assert steps(table(*values, **about)) == expected


NOTHING = (None, None, "no_value")


@pytest.mark.parametrize(
    ("values", "year", "about", "expected"),
    [
        pytest.param((80, 90), 2023, {}, [("90", False, None), ("100", True, None), ("100", True, None),
            ("100", True, None)], id="a year on"),
        pytest.param((80, 90), 2025, {}, [("90", False, None), ("120", True, None), ("120", True, None),
            ("100", True, None)], id="three years on"),
        pytest.param((80, 90), 2022, {}, [("90", False, None)] * 4, id="the year itself is known"),
        pytest.param((80, 90), 2021, {}, [("80", False, None)] * 4, id="so is the one before"),
        pytest.param((80, 90), 2020, {}, [(None, None, "year_has_passed")] * 4, id="a past year is not told anew"),
        pytest.param((80, 90), 2025, {"measure": rows.SHARE}, [("90", False, None), ("100", True, None),
            ("100", True, None), ("100", True, None)], id="a share ends at 100"),
        pytest.param((5, 3), 2025, {"target": 4, "baseline": 3}, [("3", False, None), ("0", False, None),
            ("6", True, None), ("4", True, None)], id="nothing falls below zero"),
        pytest.param((32, 44), 2025, {"target": 34, "baseline": 44}, [("44", True, None), ("80", True, None),
            ("34", True, None), ("44", True, None)], id="a plan that asks for less is held, not followed"),
        pytest.param((90,), 2025, {"baseline": None}, [("90", False, None), (None, None, "no_earlier_value"),
            (None, None, "no_baseline"), ("100", True, None)], id="no earlier value, no baseline"),
        pytest.param(("no", "yes"), 2025, {"target": "yes", "baseline": "yes", **ANSWERS}, [("yes", True, None)] * 4,
            id="a yes stays a yes"),
        pytest.param((), 2025, {}, [NOTHING] * 4, id="no value"),
    ],
)  # fmt: skip
def test_points(
    values: tuple[object, ...],
    year: int,
    about: dict[str, Any],
    expected: list[tuple[str | None, bool | None, str | None]],
) -> None:
    assert told(table(*values, years=(year,), **about)) == expected


@pytest.mark.parametrize(
    ("values", "about", "outlook", "method", "reason"),
    [
        pytest.param((80, 90), {}, Outlook.OPEN, "reference_band", None, id="short of it"),
        pytest.param((100, 110), {}, Outlook.FAVOURABLE, "reference_band", None, id="beyond it"),
        pytest.param((90,), {}, Outlook.NOT_SAID, None, "too_few_points", id="one value"),
        pytest.param((), {}, Outlook.NOT_SAID, None, "no_value", id="none"),
        pytest.param(("yes",), {"target": "yes", "baseline": "yes", **ANSWERS}, Outlook.SECURE, "answer", None, id="yes"),
        pytest.param((90, 110), {"years": (2022,)}, Outlook.REACHED, "measured", None, id="known, reached"),
        pytest.param((80, 90), {"years": (2022,)}, Outlook.OUT_OF_REACH, "measured", None, id="known, missed"),
        pytest.param((80, 99), {"years": (2022,), "status": "provisional"}, Outlook.OPEN, "measured", None,
            id="known, may be revised"),
    ],
)  # fmt: skip
def test_projection(
    values: tuple[object, ...], about: dict[str, Any], outlook: Outlook, method: str | None, reason: str | None
) -> None:
    row = table(*values, **about)[0]
    assert (row.scenario, row.outlook, row.method, row.reason) == (Scenario.PROJECTION, outlook, method, reason)


@pytest.mark.parametrize(
    ("year", "about", "expected"),
    [
        pytest.param(2023, {}, ("100", "notice", "100", "notice"), id="the target's own year"),
        pytest.param(2025, {}, ("100", "assumed", "120", "derived"), id="later the target is held, the step goes on"),
        pytest.param(2025, {"measure": rows.SHARE}, ("100", "assumed", "100", "derived"), id="up to the limit"),
        pytest.param(2025, {"target": 80}, ("80", "assumed", "80", "assumed"), id="a step back does not go on"),
        pytest.param(2025, {"target": 80, "direction": "lower"}, ("80", "assumed", "60", "derived"), id="lower is better"),
        pytest.param(2025, {"baseline": None}, ("100", "assumed", "100", "assumed"), id="no baseline, no step"),
        pytest.param(2022, {}, ("100", "assumed", "100", "assumed"), id="before the first target"),
    ],
)  # fmt: skip
def test_goal(year: int, about: dict[str, Any], expected: tuple[str, ...]) -> None:
    row = table(80, 90, years=(year,), **about)[0]
    assert (str(row.benchmark), row.benchmark_basis, str(row.stretch), row.stretch_basis) == expected


def test_a_later_target_is_the_benchmark_of_its_year_and_after() -> None:
    targets = [rows.target(100), rows.target(130, year=2024)]
    framework = rows.framework(targets=targets, approvals=[rows.baseline(90)])
    rules = ReadinessRules(tuple(map(benchmark, (2023, 2024, 2025))))
    found = readiness(ReadinessInputs(framework, rows.parameters(), (), rules))
    held = [(row.benchmark, row.benchmark_year, row.benchmark_basis) for row in found if row.scenario is Scenario.HOLD]
    assert held == [(100, 2023, "notice"), (130, 2024, "notice"), (130, 2024, "assumed")]


@pytest.mark.parametrize(
    ("last", "target", "direction", "expected"),
    [(90, 100, "higher", False), (100, 100, "higher", False), (101, 100, "higher", True), (99, 100, "lower", True)],
)
def test_a_benchmark_behind_the_level_is_told(last: int, target: int, direction: str, expected: bool) -> None:
    found = table(80, last, target=target, direction=direction)
    assert [row.is_benchmark_below_level for row in found] == [expected] * len(Scenario)


def test_a_row_holds_its_inputs() -> None:
    assert table(80, 90)[2] == Readiness(
        number=1,
        indicator="i1",
        data_year=2025,
        scenario=Scenario.LATEST_CHANGE,
        measure=rows.COUNT,
        last_year=2022,
        last_value=Decimal(90),
        last_status="final",
        yearly_step=Decimal(10),
        point=Decimal(120),
        benchmark=Decimal(100),
        benchmark_year=2023,
        benchmark_basis="assumed",
        stretch=Decimal(120),
        stretch_basis="derived",
        is_reached=True,
        is_stretch_reached=True,
        is_benchmark_below_level=False,
    )


def test_the_quarters_value_stands_beside_and_changes_no_annual_one() -> None:
    said = [rows.observation(90), rows.observation(95, period="2023-Q2", reference_year=2023)]
    framework = rows.framework(targets=[rows.target(100)])
    inputs = ReadinessInputs(framework, rows.parameters(period="2023-Q2"), tuple(said), ReadinessRules((benchmark(),)))
    row = readiness(inputs)[1]
    assert (row.last_year, row.last_value, row.quarter_value, row.quarter_period) == (2022, 90, 95, "2023-Q2")


def test_one_row_per_indicator_year_and_scenario() -> None:
    found = table(80, 90, years=(2023, 2024))
    assert [(row.data_year, row.scenario) for row in found] == [(y, s) for y in (2023, 2024) for s in Scenario]
    assert all(row.outlook is None and row.low_80 is None for row in found if row.scenario in ASSUMED)


def test_the_projection_is_at_hand_here() -> None:
    found = module.project([2021, 2022], [80, 90], 1)
    assert found.low < found.point < found.high
    assert isinstance(found, module.Projection)


def test_the_plan_of_the_repository() -> None:
    workspace = Workspace(CODE)
    framework, parameters = load(workspace), load_parameters(workspace.period_file(Period(2022, 4)))
    said = tuple(read_returns(workspace, framework, parameters).observations)
    inputs = ReadinessInputs(framework, parameters, said, ReadinessRules.of(workspace))
    found = readiness(inputs)
    assert len(found) == len(framework.indicators) * 3 * len(Scenario)
    below = {row.number for row in found if row.is_benchmark_below_level}
    assert below == {10, 11, 13, 14, 16}
    silent = {(row.number, row.method, row.reason) for row in found if row.outlook is Outlook.NOT_SAID}
    assert silent == {(14, "break", "too_few_points")}
