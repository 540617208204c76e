"""Who has sent what, and when: told from receipt times alone."""

from datetime import date
from typing import Any

import pytest
import rows

from innocity.intake.intake import Intake
from innocity.intake.standing import Timeliness, UnitStanding, standings
from innocity.tables import Receipt

DUE = {"due_on": "2023-01-10", "grace_days": 2}
REFUSED = {"verdict": "quarantined", "unit": None}


def found(*receipts: Receipt, **parameters: Any) -> UnitStanding:
    """The standing of the first collector."""
    intake = Intake(receipts=list(receipts), observations=[], evidence=[], findings=[])
    return standings(intake, rows.framework(), rows.parameters(**parameters))[0]


@pytest.mark.parametrize(
    ("receipts", "parameters", "timeliness"),
    [
        ([rows.receipt(received_on="2023-01-12")], DUE, Timeliness.ON_TIME),
        ([rows.receipt(received_on="2023-01-13")], DUE, Timeliness.LATE),
        ([rows.receipt(received_on="2023-01-13")], {}, Timeliness.RECEIVED),
        ([rows.receipt(verdict="quarantined")], DUE, Timeliness.REJECTED),
        ([rows.receipt(**REFUSED)], DUE, Timeliness.MISSING),
        ([rows.receipt(**REFUSED, file="data/raw/2022-Q4/甲局/a.pdf")], DUE, Timeliness.REJECTED),
        ([rows.receipt(period="2021-Q4")], DUE, Timeliness.MISSING),
        ([], {**DUE, "as_of": "2023-01-12"}, Timeliness.AWAITED),
        ([], {**DUE, "as_of": "2023-01-13"}, Timeliness.MISSING),
        ([], {}, Timeliness.MISSING),
    ],
)
def test_how_a_return_stands_to_the_due_date(
    receipts: list[Receipt], parameters: dict[str, Any], timeliness: Timeliness
) -> None:
    assert found(*receipts, **parameters).timeliness is timeliness


def test_a_replaced_return() -> None:
    again = rows.receipt(file="data/raw/2022-Q4/b.xlsx", received_on="2023-02-01", version=2)
    assert found(again, rows.receipt(), **DUE) == UnitStanding(
        unit="first",
        due_on=date(2023, 1, 10),
        received_on=date(2023, 1, 10),
        replaced_on=date(2023, 2, 1),
        timeliness=Timeliness.ON_TIME,
        forms=(),
        versions=2,
        missing=1,
        corrected=0,
        errors=0,
        warnings=0,
        notes=0,
    )


def test_findings_count_for_the_unit_or_for_the_sender_of_their_file() -> None:
    stray = rows.receipt(**REFUSED, file="data/raw/2022-Q4/x.pdf")
    findings = [rows.finding(unit="first"), rows.finding(file=stray.file), rows.finding(unit="first", severity="note")]
    intake = Intake(receipts=[rows.receipt(), stray], observations=[], evidence=[], findings=findings)
    table = standings(intake, rows.framework(), rows.parameters())
    assert [(row.unit, row.errors, row.notes) for row in table] == [("first", 1, 1), ("second", 0, 0), (None, 1, 0)]


def test_indicators_without_a_value_of_the_period_are_counted() -> None:
    framework = rows.framework([rows.indicator(1), rows.indicator(2)])
    said = [rows.observation("1"), rows.observation("1", "i2", period="2021-Q4"), rows.observation("1", unit="second")]
    intake = Intake(receipts=[rows.receipt()], observations=said, evidence=[], findings=[])
    table = standings(intake, framework, rows.parameters())
    assert [(row.unit, row.missing) for row in table] == [("first", 1), ("second", 1)]
