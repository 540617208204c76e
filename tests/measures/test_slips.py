"""Who gets a slip, under which number, and what becomes of it in the period after."""

from datetime import date
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.answer_rules import AnswerRules, Asked
from innocity.measures.slips import SlipGrounds, on_paper, slips
from innocity.tables import Light, Slip, SlipKind, SlipState, Status

CITY = rows.framework(
    [rows.indicator(1), rows.indicator(2, collectors=())],
    work_points=[rows.work_point("1-1", leads=("first", "second"), responsible=()), rows.work_point("1-2")],
    commitments=[rows.commitment("1-1-a"), rows.commitment("1-2-a", items=("甲", "乙"))],
)
RULES = AnswerRules(
    {
        **{(kind, status): 10 for kind in Asked for status in ("behind", "falling_back", "missed")},
        (Asked.WORK_POINT, "overdue"): 5,
    }
)
BAD = {"behind", "falling_back", "missed", "overdue"}
HALF_YEAR = {"period": "2023-Q2", "as_of": "2023-07-20"}


def found(former: tuple[Slip, ...] = (), parameters: dict[str, Any] | None = None, **tables: Any) -> list[Slip]:
    """The slips of the half-year of 2023."""
    given = {"attainment": (), "commitments": (), "work_points": (), "reports": (), **tables}
    known = {name: tuple(some) for name, some in given.items()}
    return slips(SlipGrounds(CITY, rows.parameters(**(parameters or HALF_YEAR)), RULES, former=former, **known))


def test_a_slip_of_an_indicator() -> None:
    row = rows.attainment(
        1, status="behind", actual_file="a.xlsx", actual_sheet="表", actual_cell="E5", margin=-10, progress_pct=40,
        expected_share_pct=50, reason="pace",
    )  # fmt: skip
    assert found(attainment=[row]) == [
        Slip(
            number="2023-Q2-first-i01",
            unit="first",
            kind=SlipKind.INDICATOR,
            item="i1",
            state=SlipState.ISSUED,
            status="behind",
            reason="pace",
            deadline=date(2023, 12, 31),
            promised=row.target,
            actual=row.actual,
            measure=row.measure,
            margin=row.margin,
            done_pct=row.progress_pct,
            expected_share_pct=row.expected_share_pct,
            file="a.xlsx",
            sheet="表",
            cell="E5",
            issued_on=date(2023, 7, 20),
            reply_by=date(2023, 7, 30),
            times=1,
            first_period="2023-Q2",
        )
    ]


def test_every_lead_is_told_with_its_own_words_and_no_other() -> None:
    said = rows.work_report("delayed", unit="second", problem="缺地", next_step="催办", as_of="2023-06-30")
    former = rows.work_report(unit="first", problem="旧", period="2023-Q1")
    replaced = rows.work_report(unit="first", problem="作废", superseded_by="b.xlsx")
    told = found(work_points=[rows.work_point_standing(light="overdue")], reports=[said, former, replaced])
    assert [(row.number, row.problem, row.next_step, row.told_file, row.reply_by) for row in told] == [
        ("2023-Q2-first-1-1", None, None, None, date(2023, 7, 25)),
        ("2023-Q2-second-1-1", "缺地", "催办", said.file, date(2023, 7, 25)),
    ]


def test_figures_of_one_commitment_have_numbers_of_their_own() -> None:
    some = [rows.commitment_standing("missed", of="1-2-a", item=item) for item in ("甲", "乙")]
    assert [(row.number, row.item) for row in found(commitments=some)] == [
        ("2023-Q2-first-1-2-a1", "1-2-a/甲"),
        ("2023-Q2-first-1-2-a2", "1-2-a/乙"),
    ]


def test_what_no_unit_collects_is_the_offices() -> None:
    assert [row.unit for row in found(attainment=[rows.attainment(2, status="missed")])] == ["office"]


def test_what_is_not_scored_calls_for_no_slip() -> None:
    assert found(commitments=[rows.commitment_standing("behind", is_scored=False)]) == []


@given(
    st.sampled_from(Status),
    st.sampled_from(Status),
    st.sampled_from(Light),
)
def test_a_slip_stands_exactly_where_the_table_says_behind_or_overdue(one: Status, two: Status, light: Light) -> None:
    told = found(
        attainment=[rows.attainment(1, status=one)],
        commitments=[rows.commitment_standing(two, of="1-2-a", item="甲")],
        work_points=[rows.work_point_standing("1-2", light)],
    )
    expected = [("i1", one), ("1-2-a/甲", two), ("1-2", light)]
    assert [(row.item, row.status) for row in told] == [(item, said) for item, said in expected if said in BAD]
    assert on_paper(told) == told


@given(st.permutations(["first", "second", "third"]), st.sets(st.integers(0, 2)))
def test_a_number_stays_whatever_else_comes_and_goes(order: list[str], left_out: set[int]) -> None:
    every = [
        rows.commitment_standing("missed", of="1-1-a"),
        rows.commitment_standing("missed", of="1-2-a", item="甲"),
        rows.commitment_standing("missed", of="1-2-a", item="乙"),
    ]
    whole = {(row.unit, row.item): row.number for row in found(commitments=every)}
    part = found(commitments=[row for place, row in enumerate(every) if place not in left_out])
    assert {(row.unit, row.item): row.number for row in part}.items() <= whole.items()
    assert len(set(whole.values())) == len(whole)


BEFORE = rows.slip(item="1-2-a/甲", number="2023-Q1-first-1-2-a1", first_period="2023-Q1")


@pytest.mark.parametrize(
    ("status", "deadline", "expected"),
    [
        ("missed", "2023-12-31", ("repeated", 2, "2023-Q1", "2023-Q2-first-1-2-a1")),
        ("met", "2023-12-31", ("answered", 1, "2023-Q1", "2023-Q1-first-1-2-a1")),
        ("on_pace", "2023-12-31", ("answered", 1, "2023-Q1", "2023-Q1-first-1-2-a1")),
        ("not_reported", "2023-12-31", ("open", 1, "2023-Q1", "2023-Q1-first-1-2-a1")),
        ("rejected", "2023-12-31", ("open", 1, "2023-Q1", "2023-Q1-first-1-2-a1")),
        ("not_measurable", "2023-12-31", ("open", 1, "2023-Q1", "2023-Q1-first-1-2-a1")),
        ("not_due", "2023-12-31", ("open", 1, "2023-Q1", "2023-Q1-first-1-2-a1")),
        ("met", "2024-12-31", ("lapsed", 1, "2023-Q1", "2023-Q1-first-1-2-a1")),
        ("missed", "2024-12-31", ("issued", 1, "2023-Q2", "2023-Q2-first-1-2-a1")),
    ],
)
def test_what_becomes_of_a_slip(status: str, deadline: str, expected: tuple[object, ...]) -> None:
    now = rows.commitment_standing(status, of="1-2-a", item="甲", deadline=deadline)
    (row,) = found((BEFORE,), commitments=[now])
    assert (row.state, row.times, row.first_period, row.number) == expected


@pytest.mark.parametrize("state", ["answered", "lapsed"])
def test_what_is_closed_is_not_told_again_and_begins_anew(state: str) -> None:
    closed = BEFORE.replaced(state=SlipState(state), times=3)
    met, missed = (rows.commitment_standing(status, of="1-2-a", item="甲") for status in ("met", "missed"))
    assert found((closed,), commitments=[met]) == []
    assert [(row.state, row.times) for row in found((closed,), commitments=[missed])] == [(SlipState.ISSUED, 1)]


def test_an_open_slip_is_repeated_when_the_item_is_behind_again() -> None:
    missed = rows.commitment_standing("missed", of="1-2-a", item="甲")
    open_one = BEFORE.replaced(state=SlipState.OPEN, times=2)
    assert [(row.state, row.times) for row in found((open_one,), commitments=[missed])] == [(SlipState.REPEATED, 3)]


def test_what_is_not_in_the_plan_any_more_or_another_units_lapses() -> None:
    gone, other, nobody = (
        BEFORE.replaced(**values) for values in ({"item": "9-9-a"}, {"unit": "office"}, {"unit": "x"})
    )
    now = [rows.commitment_standing("met", of="1-2-a", item="甲")]
    told = found((gone, other, nobody), commitments=now)
    assert [(row.unit, row.item, row.state, row.status) for row in told] == [
        ("first", "9-9-a", SlipState.LAPSED, None),
        ("office", "1-2-a/甲", SlipState.LAPSED, None),
    ]
