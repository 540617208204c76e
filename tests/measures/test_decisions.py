"""What needs a decision or an action: which rows become matters, in which order, and which do not."""

from datetime import date
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from innocity.decision_rules import DecisionRules
from innocity.measures.decisions import Situation, matters
from innocity.tables import Deliverable, Light, Matter, Needs, Status, WorkPointStanding
from innocity.thresholds import load_rules
from innocity.workspace import CODE, Workspace

RULES = load_rules(Workspace.at(CODE).rules / "decisions.yaml", DecisionRules)
FRAMEWORK = rows.framework(
    [rows.indicator(number) for number in range(1, 5)],
    work_points=[rows.work_point("1-1"), rows.work_point("1-2")],
    commitments=[
        rows.commitment("1-1-a"),
        rows.commitment("1-2-a", relation="conflicts", indicator="i2", basis="level", value=120),
    ],
)
MID_YEAR = rows.parameters(period="2023-Q2", as_of="2023-07-20", due_on="2023-07-10", grace_days=3)


def found(parameters: Any = MID_YEAR, **tables: Any) -> list[Matter]:
    return matters(Situation(FRAMEWORK, parameters, RULES, **tables))


def told(**tables: Any) -> list[tuple[str, str, str, str | None]]:
    """Kind, code, unit and day of every matter."""
    return [
        (row.kind.value, row.code, row.unit, row.due_on.isoformat() if row.due_on else None) for row in found(**tables)
    ]


def light(one: str, code: str = "1-1", **values: Any) -> WorkPointStanding:
    about = {"area": 1, "point": code[-1], "work_point": code, "leads": ("second",), "deadline": "2023-12-31"}
    counts = {"commitments": 0, "scored": 0, "met": 0, "behind": 0}
    return WorkPointStanding.model_validate({**about, **counts, "light": one, "light_reason": "under_way", **values})


def owed(number: int = 1, data_year: int = 2023, **values: Any) -> Deliverable:
    about = {
        "number": number,
        "indicator": f"i{number}",
        "data_year": data_year,
        "unit": "first",
        "measure": rows.COUNT,
    }
    level = {
        "last_year": 2022,
        "last_value": 90,
        "benchmark": 100,
        "outlook": "open",
        "needed": 10,
        "needed_a_year": 10,
    }
    due = {"due_period": f"{data_year}-Q4", "quarters_left": 2}
    return Deliverable.model_validate({**about, **level, **due, **values})


def test_a_matter_in_full() -> None:
    assert found(attainment=[rows.attainment(2)]) == [
        Matter.model_validate(
            {
                "rank": 1,
                "kind": "figures_conflict",
                "needs": "decision",
                "about": "indicator",
                "code": "i2",
                "unit": "office",
                "due_on": "2023-08-19",
                "is_due_proposed": True,
                "value": 100,
                "against": 120,
                "measure": rows.COUNT,
                "rests_on": ("1-2-a",),
            }
        )
    ]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"attainment": [rows.attainment(1, status="missed")]},
            [("indicator_missed", "i1", "first", "2023-08-19")], id="a target missed"),
        pytest.param({"attainment": [rows.attainment(1, status="behind"), rows.attainment(3, status="falling_back")]},
            [("indicator_falling_back", "i3", "first", "2023-12-31"), ("indicator_behind", "i1", "first", "2023-12-31")],
            id="falling back before behind, due by the end of the target's year"),
        pytest.param({"attainment": [rows.absent(1, "not_yet_measurable"), rows.absent(3, "carried_forward")]}, [],
            id="not yet measurable is no matter"),
        pytest.param({"attainment": [rows.absent(1, "rejected")]},
            [("value_rejected", "i1", "first", "2023-07-13")], id="a refused value, due with the returns"),
        pytest.param({"attainment": [rows.absent(1, "rejected")],
            "findings": [rows.finding(code="collectors_disagree", indicator="i1")] * 2},
            [("collectors_disagree", "i1", "office", "2023-07-30")], id="refused since collectors disagree: told once"),
        pytest.param({"findings": [rows.finding(code="baseline_altered", indicator="i3", unit="second")]},
            [("baseline_differs", "i3", "office", "2023-07-30")], id="another baseline"),
        pytest.param({"findings": [rows.finding(code="not_numeric", indicator="i3", unit="second")]}, [],
            id="an error of no kind"),
        pytest.param({"attainment": [rows.absent(1)],
            "items": [rows.item("2023-Q2", "timeliness", "first", status="missing")]},
            [("unit_silent", "first", "first", "2023-07-13")], id="a silent unit covers its values"),
        pytest.param({"findings": [rows.finding(code="return_missing", unit="second", severity="warning")],
            "items": [rows.item("2023-Q2", "timeliness", "second", status="on_time")]},
            [("unit_silent", "second", "second", "2023-07-13")], id="a return that was refused is none"),
        pytest.param({"attainment": [rows.absent(1)]}, [("value_not_reported", "i1", "first", "2023-07-13")],
            id="a value left out by a unit that was heard"),
        pytest.param({"promises": [rows.commitment_standing("missed"), rows.commitment_standing("behind", "1-2-a")]},
            [("commitment_missed", "1-1-a", "first", "2023-08-19"), ("commitment_behind", "1-2-a", "first", "2023-12-31")],
            id="promises"),
        pytest.param({"promises": [rows.commitment_standing("missed", source="indicator"),
            rows.commitment_standing("missed", is_scored=False)]}, [], id="told with the indicator, or not scored"),
        pytest.param({"promises": [rows.commitment_standing("behind")], "points": [light("behind")]},
            [("work_point_behind", "1-1", "second", "2023-12-31")], id="a promise that makes its work point late"),
        pytest.param({"points": [light("behind"), light("overdue", "1-2", deadline="2023-06-30")]},
            [("work_point_overdue", "1-2", "second", "2023-06-30"), ("work_point_behind", "1-1", "second", "2023-12-31")],
            id="overdue before behind"),
        pytest.param({"points": [light("behind"), light("behind", "1-2", deadline="2023-06-30")]},
            [("work_point_behind", "1-2", "second", "2023-06-30"), ("work_point_behind", "1-1", "second", "2023-12-31")],
            id="of a kind, the nearest day first"),
        pytest.param({"points": [light("not_reported")]}, [("work_point_silent", "1-1", "second", "2023-07-13")],
            id="a work point not reported"),
        pytest.param({"owed": [owed(data_year=2024, exceeds_own_history=True, own_step=5),
            owed(exceeds_own_history=True, own_step=8), owed(3, exceeds_own_history=False, exceeds_reference=False)]},
            [("step_unheard_of", "i1", "first", "2023-08-19")], id="a step larger than any before, of the nearest year"),
    ],
)  # fmt: skip
def test_what_is_a_matter(tables: dict[str, Any], expected: list[tuple[str, str, str, str | None]]) -> None:
    assert told(**tables) == expected


def test_a_step_stands_beside_the_mark_that_it_exceeds() -> None:
    both = owed(exceeds_own_history=True, own_step=8, exceeds_reference=True, reference_step=9)
    usual = owed(3, exceeds_own_history=False, own_step=20, exceeds_reference=True, reference_step=9, needed=12)
    assert [(row.value, row.against, row.rests_on) for row in found(owed=[both, usual])] == [
        (10, 8, ("own_step", "reference_step")),
        (12, 9, ("reference_step",)),
    ]


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        pytest.param(MID_YEAR, 1, id="after the days of grace"),
        pytest.param(rows.parameters(period="2023-Q2", as_of="2023-07-13", due_on="2023-07-10", grace_days=3), 0,
            id="on the last of them"),
        pytest.param(rows.parameters(period="2023-Q2", as_of="2023-07-20"), 1, id="no day set"),
    ],
)  # fmt: skip
def test_a_unit_is_silent_only_once_its_return_is_due(parameters: Any, count: int) -> None:
    silent = [rows.finding(code="return_missing", unit="second", severity="warning")]
    assert len(found(parameters, findings=silent)) == count


@pytest.mark.parametrize(("period", "count"), [("2023-Q3", 1), ("2023-Q4", 0)])
def test_a_target_below_its_baseline_is_a_matter_while_it_can_be_revised(period: str, count: int) -> None:
    table = [rows.attainment(1, is_target_below_baseline=True)]
    assert len(found(rows.parameters(period=period), attainment=table)) == count


@given(
    st.lists(st.sampled_from([*Status]), max_size=4),
    st.lists(st.sampled_from([*Light]), max_size=2),
    st.lists(st.booleans(), max_size=3),
)
def test_ranks_follow_the_rules_and_nothing_stands_twice(
    statuses: list[Status], lights: list[Light], below: list[bool]
) -> None:
    table = [rows.attainment(number, status=status.value) for number, status in enumerate(statuses, start=1)]
    table = [
        row.replaced(is_target_below_baseline=flag) for row, flag in zip(table, [*below, *[False] * 4], strict=False)
    ]
    points = [light(one.value, f"1-{number}") for number, one in enumerate(lights, start=1)]
    said = found(attainment=table, points=points)
    order = [rule.kind for rule in RULES.kinds]
    places = [(order.index(row.kind), row.due_on or date.max) for row in said]
    assert [row.rank for row in said] == list(range(1, len(said) + 1))
    assert places == sorted(places)
    assert len({(row.kind, row.about, row.code, row.item) for row in said}) == len(said)
    assert sum(row.needs is Needs.DECISION for row in said) == sum(
        status is Status.MISSED for status in statuses
    ) + sum(row.is_target_below_baseline for row in table) + (len(statuses) >= 2)


RULE = {
    "kind": "unit_silent",
    "needs": "action",
    "taken_from": "returns",
    "states": ["missing"],
    "owner": "accountable",
    "due": "return",
    "covered_by": [],
    "basis": "test",
}
PAGE = {"kinds": 1, "units": 1, "names": 1, "basis": "test"}


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        pytest.param([RULE, RULE], "each kind once", id="a kind twice"),
        pytest.param(
            [{**RULE, "states": ["lost"]}], "unit_silent: states: return_missing / missing", id="no such state"
        ),
        pytest.param([{**RULE, "needs": "decision"}], "unit_silent: due: days", id="a decision without days"),
    ],
)
def test_rules_that_do_not_hold_together_are_refused(kinds: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        DecisionRules.model_validate({"kinds": kinds, "page": PAGE})
