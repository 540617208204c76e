"""What the tables hold about one unit: its own rows, in the order of the plan."""

from typing import Any

import pytest
import rows
from rows import card, item

from innocity import csvfile
from innocity.presentation.unit_record import UnitRecord
from innocity.stage import Stage
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    Evidence,
    Finding,
    Override,
    Receipt,
    Scorecard,
    ScoreItem,
    WorkPointStanding,
)
from innocity.workspace import Workspace

POINTS = [rows.work_point(), rows.work_point("1-2", leads=("second",), responsible=("first",)), rows.work_point("1-10")]
FRAMEWORK = rows.framework([rows.indicator(1), rows.indicator(2, collectors=("second",))], work_points=POINTS)
PARAMETERS = rows.parameters(period="2023-Q2", as_of="2023-07-20")


CARDS = [card(), card(component="work_points"), card(component="indicators"), card("second")]
ITEMS = [
    item("i1", "evidence", status="missing"),
    item("i1", "indicators"),
    item("1-10"),
    item("1-2"),
    item("i2", "indicators", "second"),
]
OWN: dict[str, list[Any]] = {
    "attainment": [rows.attainment(1)],
    "commitments": [rows.commitment_standing()],
    "work_points": [
        WorkPointStanding(
            area=1, point=2, work_point="1-2", leads=("second",), deadline="2023-12-31", light="behind",
            light_reason="under_way", commitments=0, scored=0, met=0, behind=0,
        )
    ],
    "receipts": [rows.receipt(period="2023-Q2", file="data/raw/2023-Q2/a.xlsx")],
    "findings": [rows.finding(unit="first"), rows.finding(file="data/raw/2023-Q2/a.xlsx")],
    "evidence": [Evidence(period="2023-Q2", unit="first", indicator="i1", claimed="a.pdf", is_missing=True)],
}  # fmt: skip
OTHERS: dict[str, list[Any]] = {
    "attainment": [rows.attainment(2)],
    "commitments": [rows.commitment_standing(of="1-2-a")],
    "work_points": [OWN["work_points"][0].replaced(point=1, work_point="1-1")],
    "receipts": [rows.receipt(period="2023-Q2", unit="second", file="b"), rows.receipt(file="c")],
    "findings": [rows.finding(unit="second", file="data/raw/2023-Q2/a.xlsx"), rows.finding(file="b")],
    "evidence": [OWN["evidence"][0].replaced(unit="second"), OWN["evidence"][0].replaced(period="2023-Q1")],
}


def test_a_record_holds_the_units_own_rows_and_no_others() -> None:
    whole = {name: [*OTHERS[name], *OWN[name]] for name in OWN}
    record = UnitRecord.of("first", FRAMEWORK, PARAMETERS, cards=CARDS, items=ITEMS, **whole)
    assert {name: list(getattr(record, name)) for name in OWN} == OWN
    assert (record.name, record.league) == ("甲局", tuple(CARDS))


def test_components_and_items_stand_in_the_order_of_the_plan() -> None:
    record = UnitRecord.of("first", FRAMEWORK, PARAMETERS, cards=CARDS, items=ITEMS)
    assert rows.column(record.cards, "component") == ["indicators", "work_points", "total"]
    assert (record.total, record.components) == (CARDS[0], (CARDS[2], CARDS[1]))
    assert [(row.component, row.item) for row in record.items] == [
        ("indicators", "i1"),
        ("work_points", "1-2"),
        ("work_points", "1-10"),
        ("evidence", "i1"),
    ]


def test_what_is_due_comes_by_date_and_is_overdue_from_the_day_after() -> None:
    items = [item("1-2", due_on="2023-12-31"), item("1-10", due_on="2023-07-19"), item("1-1", due_on="2023-07-20")]
    record = UnitRecord.of("first", FRAMEWORK, PARAMETERS, cards=CARDS, items=[*items, item("1-10")])
    assert rows.column(record.due, "item") == ["1-10", "1-1", "1-2"]
    assert list(map(record.is_overdue, record.due)) == [True, False, False]


@pytest.mark.parametrize(("asked", "given"), [("second", "second"), ("", "first")])
def test_a_record_is_read_from_the_tables_of_a_stage(empty: Workspace, asked: str, given: str) -> None:
    stage = Stage("5_scorecard", PARAMETERS, empty, empty.root / "out")
    tables: tuple[type[Any], ...] = (
        Scorecard, ScoreItem, Attainment, CommitmentStanding, WorkPointStanding, Receipt, Finding, Evidence, Override,
    )  # fmt: skip
    for table in tables:
        csvfile.write(stage.output / f"{table.table}.csv", CARDS if table is Scorecard else [], table)
    assert UnitRecord.read(stage, asked).unit == given
