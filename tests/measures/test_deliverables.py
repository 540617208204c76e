"""Who must deliver what: which benchmarks are owed, the steps they need, and the five that bind."""

from decimal import Decimal
from typing import Any

import pytest
import rows

from innocity.measures.annual import ReadinessInputs
from innocity.measures.deliverables import binding, deliverables
from innocity.readiness_rules import ReadinessRules, ReferenceStep
from innocity.tables import Deliverable, Outlook, Readiness

USUAL = (
    ReferenceStep(direction="higher", horizon=3, change_pct=Decimal(10)),
    ReferenceStep(direction="lower", horizon=3, change_pct=Decimal(-5)),
)


def inputs(*values: int, period: str = "2022-Q4", **indicator: Any) -> ReadinessInputs:
    """`i1` with these annual values up to 2022, 80 and 90 unless told."""
    told = values or (80, 90)
    observations = tuple(
        rows.observation(value, reference_year=year, period=f"{year}-Q4")
        for year, value in zip(range(2023 - len(told), 2023), told, strict=True)
    )
    framework = rows.framework([rows.indicator(**indicator)])
    return ReadinessInputs(
        framework, rows.parameters(period=period), observations, ReadinessRules((), reference_steps=USUAL)
    )


def pair(**values: Any) -> list[Readiness]:
    """The two rows of `i1` that matter here."""
    return [rows.projected(**values), rows.readiness(**{key: values[key] for key in values if key != "shortfall"})]


def test_a_row_holds_the_whole_arithmetic() -> None:
    assert deliverables(inputs(), pair()) == [
        Deliverable(
            number=1,
            indicator="i1",
            data_year=2025,
            unit="first",
            measure=rows.COUNT,
            last_year=2022,
            last_value=Decimal(90),
            benchmark=Decimal(100),
            outlook=Outlook.OPEN,
            due_period="2025-Q4",
            quarters_left=12,
            needed=Decimal(10),
            needed_a_year=Decimal("3.333333"),
            needed_a_quarter=Decimal("0.833333"),
            own_step=Decimal(10),
            reference_step=Decimal(9),
            exceeds_own_history=False,
            exceeds_reference=True,
            shortfall=Decimal("0.5"),
            binding=1,
        )
    ]


@pytest.mark.parametrize(
    ("values", "row", "expected"),
    [
        pytest.param((89, 90), {}, ("1", True), id="a step larger than its own"),
        pytest.param((90,), {}, (None, None), id="no own step"),
        pytest.param((95, 90), {"benchmark": 88}, ("-5", False), id="lower is better"),
    ],
)
def test_own_history(values: tuple[int, ...], row: dict[str, Any], expected: tuple[str | None, bool | None]) -> None:
    direction = "lower" if row else "higher"
    [found] = deliverables(inputs(*values, direction=direction), pair(**row))
    step = None if expected[0] is None else Decimal(expected[0])
    assert (found.own_step, found.exceeds_own_history) == (step, expected[1])


@pytest.mark.parametrize(
    ("row", "direction", "expected"),
    [
        pytest.param({}, "higher", ("9", True), id="more than nine of ten"),
        pytest.param({"benchmark": 99}, "higher", ("9", False), id="just as much"),
        pytest.param({"benchmark": 85}, "lower", ("-4.5", True), id="downwards"),
        pytest.param({"data_year": 2024}, "higher", (None, None), id="no reference for so many years"),
    ],
)
def test_reference(row: dict[str, Any], direction: str, expected: tuple[str | None, bool | None]) -> None:
    [found] = deliverables(inputs(direction=direction), pair(**row))
    usual = None if expected[0] is None else Decimal(expected[0])
    assert (found.reference_step, found.exceeds_reference) == (usual, expected[1])


@pytest.mark.parametrize(
    ("period", "row", "indicator", "expected"),
    [
        pytest.param("2022-Q4", {"data_year": 2023}, {}, (4, "2.5"), id="a stock, a whole year ahead"),
        pytest.param("2023-Q2", {"data_year": 2023}, {}, (2, "5"), id="half of it gone"),
        pytest.param("2023-Q4", {"data_year": 2023}, {}, (0, None), id="over, and not published yet"),
        pytest.param("2022-Q4", {"data_year": 2024}, {"kind": "flow"}, (8, "25"), id="a flow starts its year at nothing"),
        pytest.param("2023-Q2", {"data_year": 2023, "quarter_value": 40}, {"kind": "flow"}, (2, "30"),
            id="what has come counts"),
        pytest.param("2023-Q2", {"data_year": 2024, "quarter_value": 40}, {"kind": "flow"}, (6, "25"),
            id="but not for a later year"),
    ],
)  # fmt: skip
def test_quarters(
    period: str, row: dict[str, Any], indicator: dict[str, Any], expected: tuple[int, str | None]
) -> None:
    [found] = deliverables(inputs(period=period, **indicator), pair(**row))
    part = None if expected[1] is None else Decimal(expected[1])
    assert (found.quarters_left, found.needed_a_quarter) == (expected[0], part)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"is_reached": True}, id="reached at this level"),
        pytest.param({"data_year": 2022}, id="the year's value is known"),
        pytest.param({"last_year": None, "last_value": None, "is_reached": None}, id="no value"),
    ],
)
def test_what_is_not_owed(row: dict[str, Any]) -> None:
    assert deliverables(inputs(), pair(**row)) == []


def test_an_answer_that_is_owed_has_no_step() -> None:
    answer = {"last_value": "no", "benchmark": "yes", "point": "no", "shortfall": None}
    [found] = deliverables(inputs(direction="yes_no", kind="yes_no"), pair(**answer))
    assert (found.needed, found.needed_a_quarter, found.binding) == (None, None, None)


def test_the_five_farthest_bind_ties_in_the_order_of_the_plan() -> None:
    shortfalls = ["0.1", "0.9", "0.5", None, "0.5", "-1", "0.2", "0.3"]
    table = [rows.projected(number=place, shortfall=one) for place, one in enumerate(shortfalls, start=1)]
    assert [row.number for row in binding(table)] == [2, 3, 5, 8, 7]


def test_each_data_year_has_its_own_five() -> None:
    table = [*pair(data_year=2024), *pair(data_year=2025)]
    assert [(row.data_year, row.binding) for row in deliverables(inputs(), table)] == [(2024, 1), (2025, 1)]
