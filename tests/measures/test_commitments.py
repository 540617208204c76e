"""Which reported value a commitment is held against, and what its row says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Commitment, WorkPoint
from innocity.framework import Framework
from innocity.measures.commitments import stand
from innocity.tables import Attainment, CommitmentStanding, CommitmentValue, Finding, Standing, State, Status
from innocity.thresholds import AttainmentRules
from innocity.workspace import CODE, Workspace

RULES = AttainmentRules.of(Workspace(CODE))


def facts(*commitments: Commitment, point: WorkPoint | None = None) -> Framework:
    return rows.framework(work_points=[point or rows.work_point()], commitments=commitments or (rows.commitment(),))


def held(
    values: Sequence[CommitmentValue] = (),
    *commitments: Commitment,
    attainment: Sequence[Attainment] = (),
    findings: Sequence[Finding] = (),
    period: str = "2023-Q2",
    point: WorkPoint | None = None,
) -> list[CommitmentStanding]:
    parameters = rows.parameters(period=period, as_of=f"{int(period[:4]) + 1}-01-20")
    return stand(facts(*commitments, point=point), parameters, values, attainment, findings, RULES)


def test_the_whole_row_of_a_reported_value() -> None:
    assert held([rows.commitment_value(50, status="provisional")]) == [
        CommitmentStanding(
            area=1,
            point=1,
            work_point="1-1",
            commitment="1-1-a",
            unit="first",
            basis="increase",
            operator="≥",
            promised=Decimal(100),
            measure="个",
            deadline=date(2023, 12, 31),
            recurrence="once",
            is_aspirational=False,
            relation="new",
            source="return",
            state=State.MEASURED,
            standing=Standing.NOT_MET,
            status=Status.ON_PACE,
            is_scored=True,
            actual=Decimal(50),
            actual_status="provisional",
            actual_as_of=date(2023, 6, 30),
            actual_file="data/raw/2023-Q2/甲局.xlsx",
            actual_sheet="量化承诺",
            actual_cell="F5",
            completion_pct=Decimal("50.000000"),
            expected_share_pct=Decimal("49.589041"),
            pace_ratio=Decimal("1.008287"),
            margin=Decimal(-50),
        )
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([{"value": 0}], 0, id="a zero is a value"),
        pytest.param([{"value": 1, "period": "2023-Q1"}], None, id="an earlier quarter's does not pass as the present"),
        pytest.param([{"value": 1, "reference_year": 2022}], None, id="nor does an earlier year's"),
        pytest.param([{"value": 1, "superseded_by": "b.xlsx"}], None, id="nor does what was superseded"),
        pytest.param([{"value": 1, "of": "1-1-b"}], None, id="nor another commitment's"),
        pytest.param([{"value": 1, "item": "某项"}], None, id="nor an item's"),
        pytest.param([{"value": 1, "unit": "second"}], 1, id="a responsible unit's where no lead reports"),
        pytest.param(
            [{"value": 1, "unit": "second", "status": "revised"}, {"value": 2, "status": "estimated"}],
            2,
            id="a lead's before a responsible unit's",
        ),
        pytest.param(
            [{"value": 1, "status": "provisional", "as_of": "2023-07-09"}, {"value": 2}], 2, id="the more settled one"
        ),
        pytest.param([{"value": 1}, {"value": 2, "as_of": "2023-07-01"}], 2, id="then the latest"),
        pytest.param([{"value": 1, "unit": "office"}, {"value": 2, "unit": "second"}], 2, id="a stranger's last"),
    ],
)
def test_which_value_counts(values: list[dict[str, Any]], expected: int | None) -> None:
    said = [rows.commitment_value(**one) for one in values]
    assert rows.column(held(said), "actual") == [expected]
    assert held(said) == held(said[::-1])


def test_leads_count_in_the_order_of_the_plan() -> None:
    point = rows.work_point(leads=("second", "first"), responsible=())
    said = [rows.commitment_value(1), rows.commitment_value(2, unit="second")]
    assert rows.column(held(said, point=point), "actual") == [2]


@pytest.mark.parametrize(
    ("basis", "values", "expected"),
    [
        pytest.param(
            "increase", [{"value": 70, "period": "2023-Q3"}, {"value": 90, "period": "2023-Q4"}], 90, id="last"
        ),
        pytest.param(
            "increase",
            [{"value": 90, "period": "2023-Q4"}, {"value": 300, "period": "2024-Q2", "reference_year": 2024}],
            90,
            id="the next year's increase is another",
        ),
        pytest.param(
            "level",
            [{"value": 90, "period": "2023-Q4"}, {"value": 120, "period": "2024-Q2", "reference_year": 2024}],
            120,
            id="a level can be made good",
        ),
        pytest.param("level", [{"value": 90, "period": "2023-Q4"}], 90, id="no new level: the last of the year"),
        pytest.param("level", [{"value": 90, "period": "2024-Q3"}], None, id="what comes later is not known yet"),
    ],
)
def test_after_its_year_a_promise_is_held_against_how_the_year_ended(
    basis: str, values: list[dict[str, Any]], expected: int | None
) -> None:
    said = [rows.commitment_value(**one) for one in values]
    found = held(said, rows.commitment(basis=basis), period="2024-Q2")
    assert rows.column(found, "actual") == [expected]
    assert found[0].status is (
        Status.NOT_REPORTED if expected is None else Status.MET if expected >= 100 else Status.MISSED
    )


@pytest.mark.parametrize(
    ("deadline", "period", "expected"),
    [
        pytest.param("2023-12-31", "2022-Q4", "2023-12-31", id="before the first year"),
        pytest.param("2023-12-31", "2023-Q2", "2023-12-31", id="in it"),
        pytest.param("2023-12-31", "2025-Q1", "2025-12-31", id="in a later year"),
        pytest.param("2024-02-29", "2025-Q1", "2025-02-28", id="a leap day"),
    ],
)
def test_a_yearly_promise_is_due_every_year(deadline: str, period: str, expected: str) -> None:
    found = held([], rows.commitment(recurrence="yearly", deadline=deadline), period=period)
    assert rows.column(found, "deadline") == [date.fromisoformat(expected)]


BARRED = rows.finding(unit="first", file="data/raw/2023-Q2/甲局.xlsx", code="encrypted")


@pytest.mark.parametrize(
    ("period", "finding", "state", "status"),
    [
        pytest.param("2023-Q2", None, State.NOT_SUBMITTED, Status.NOT_REPORTED, id="not sent"),
        pytest.param("2022-Q4", None, State.NOT_YET_MEASURABLE, Status.NOT_DUE, id="before the plan's first year"),
        pytest.param("2024-Q1", None, State.NOT_SUBMITTED, Status.NOT_REPORTED, id="after the deadline"),
        pytest.param("2023-Q2", BARRED, State.REJECTED, Status.REJECTED, id="the lead's whole return is refused"),
        pytest.param(
            "2023-Q2", BARRED.replaced(unit="office"), State.NOT_SUBMITTED, Status.NOT_REPORTED, id="another's is"
        ),
        pytest.param(
            "2023-Q2", BARRED.replaced(cell="B5"), State.NOT_SUBMITTED, Status.NOT_REPORTED, id="a fault elsewhere"
        ),
        pytest.param(
            "2023-Q2",
            BARRED.replaced(severity="warning"),
            State.NOT_SUBMITTED,
            Status.NOT_REPORTED,
            id="a warning bars nothing",
        ),
    ],
)
def test_why_there_is_no_value(period: str, finding: Finding | None, state: State, status: Status) -> None:
    (found,) = held([], period=period, findings=[finding] if finding else [])
    assert (found.state, found.status, found.reason) == (state, status, state.value)
    assert (found.unit, found.source, found.actual, found.margin) == ("first", None, None, None)


def test_every_item_has_its_own_row() -> None:
    one = rows.commitment(items=("甲业", "乙业"), basis="level", deadline=None, recurrence="none")
    found = held([rows.commitment_value(130, item="乙业")], one)
    assert [(row.item, row.actual, row.margin, row.status, row.reason, row.is_scored) for row in found] == [
        ("甲业", None, None, Status.NOT_ASSESSABLE, "no_deadline", False),
        ("乙业", 130, 30, Status.NOT_ASSESSABLE, "no_deadline", False),
    ]


SAME = {"relation": "same", "indicator": "i1", "basis": "level"}


def test_a_repeated_indicator_lends_value_state_status_and_cell() -> None:
    said = rows.attainment(
        target=100, status="behind", state="late", actual_cell="E5", pace_ratio="0.5", margin=-10, reference_year=2023
    )
    (found,) = held([rows.commitment_value(777)], rows.commitment(**SAME), attainment=[said])
    assert (found.source, found.actual, found.state, found.status, found.standing) == (
        "indicator",
        90,
        State.LATE,
        Status.BEHIND,
        Standing.NOT_MET,
    )
    assert (found.actual_cell, found.pace_ratio, found.margin, found.target) == ("E5", Decimal("0.5"), -10, 100)


@pytest.mark.parametrize(
    ("state", "status"), [("carried_forward", "not_measurable"), ("not_submitted", "not_reported"), ("rejected",) * 2]
)
def test_a_repeated_indicator_lends_why_it_has_no_value(state: str, status: str) -> None:
    (found,) = held([], rows.commitment(**SAME), attainment=[rows.absent(state=state, status=status)])
    assert (found.state, found.status, found.standing, found.actual) == (state, status, Standing.NOT_ASSESSABLE, None)


@pytest.mark.parametrize(
    ("values", "target", "period", "status", "reason"),
    [
        pytest.param({"value": 100}, 80, "2023-Q4", Status.MISSED, "target_differs", id="the target was lowered"),
        pytest.param({"value": 100}, 80, "2023-Q2", Status.NOT_DUE, "nothing_expected_yet", id="before the end"),
        pytest.param({"value": 85}, 100, "2023-Q4", Status.MET, "target_differs", id="the target was raised"),
        pytest.param({"value": 90, "operator": ">"}, 90, "2023-Q4", Status.MISSED, None, id="more than the target"),
        pytest.param(
            {"value": 90, "basis": "growth"}, 90, "2023-Q4", Status.NOT_ASSESSABLE, "not_comparable", id="kind"
        ),
        pytest.param({"deadline": None}, 100, "2023-Q4", Status.NOT_ASSESSABLE, "no_deadline", id="not scored"),
    ],
)
def test_a_promise_that_is_not_the_target_is_judged_by_itself(
    values: dict[str, Any], target: int, period: str, status: Status, reason: str | None
) -> None:
    said = rows.attainment(target=target, status="met", standing="met", reference_year=2023)
    (found,) = held([], rows.commitment(**{**SAME, **values}), attainment=[said], period=period)
    assert (found.status, found.reason, found.promised, found.target) == (
        status,
        reason,
        values.get("value", 100),
        target,
    )


def test_nothing_is_converted_silently() -> None:
    units = (rows.measure(rows.COUNT), rows.measure("万个", canonical=rows.COUNT, factor=10000))
    framework = replace(facts(rows.commitment(**SAME, measure="万个", value=90)), measures=units)
    parameters = rows.parameters(period="2023-Q4")
    (found,) = stand(framework, parameters, [], [rows.attainment(target=80)], [], RULES)
    assert (found.actual, found.status, found.reason) == (90, Status.NOT_ASSESSABLE, "not_comparable")


@pytest.mark.parametrize("relation", ["conflicts", "part_of"])
def test_other_relations_show_the_target_beside_their_own_value(relation: str) -> None:
    one = rows.commitment(relation=relation, indicator="i1")
    (found,) = held([rows.commitment_value(60)], one, attainment=[rows.attainment(target=110)])
    assert (found.source, found.actual, found.promised, found.target) == ("return", 60, 100, 110)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        pytest.param({}, Status.BEHIND, id="a count accrues"),
        pytest.param({"basis": "growth"}, Status.NOT_DUE, id="growth does not"),
        pytest.param({"measure": rows.SHARE}, Status.NOT_DUE, id="nor does a share"),
        pytest.param({"measure": rows.BARE}, Status.NOT_DUE, id="nor what is counted as a promised ceiling is"),
    ],
)
def test_what_accrues(values: dict[str, Any], status: Status) -> None:
    rank = rows.commitment("1-1-b", operator="≤", basis="level", measure=rows.BARE)
    assert held([rows.commitment_value(1)], rows.commitment(**values), rank)[0].status is status


def test_the_shipped_commitments_hold_58_figures(framework: Framework) -> None:
    found = stand(framework, rows.parameters(), [], [], [], RULES)
    assert len(found) == 58
    assert sum(row.is_scored for row in found) == 58 - 1 - 13  # one without a number, thirteen figures without a day
    assert {row.status for row in found} == {Status.NOT_DUE, Status.NOT_ASSESSABLE}


@given(
    st.lists(
        st.builds(
            lambda value, period, status, unit, year: rows.commitment_value(
                value, period=period, status=status, unit=unit, reference_year=year
            ),
            st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
            st.sampled_from(("2022-Q4", "2023-Q2", "2023-Q4", "2024-Q1")),
            st.sampled_from(("estimated", "final")),
            st.sampled_from(("first", "second", "office")),
            st.sampled_from((2022, 2023, 2024)),
        ),
        max_size=5,
    ),
    st.sampled_from(("≥", "≤", ">", "=", "≈")),
    st.sampled_from(("level", "increase", "growth")),
    st.sampled_from((None, -5, 0, 100)),
    st.sampled_from(("2022-Q4", "2023-Q2", "2023-Q4", "2024-Q1")),
)
def test_a_row_never_holds_a_number_without_its_cell(
    values: list[CommitmentValue], operator: str, basis: str, promised: int | None, period: str
) -> None:
    (row,) = held(values, rows.commitment(operator=operator, basis=basis, value=promised), period=period)
    if row.actual is None:
        assert (row.actual_cell, row.margin, row.completion_pct, row.pace_ratio) == (None, None, None, None)
    else:
        assert any(row.actual == one.value and row.actual_cell == one.cell for one in values)
