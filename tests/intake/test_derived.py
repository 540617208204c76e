"""Figures beside a value: what a cell shows, and rates that follow from the value."""

from datetime import date
from decimal import Decimal

import pytest
import rows

from innocity.intake.derived import as_shown, derived_differs, shown_differently
from innocity.intake.forms import FormRow
from innocity.intake.plausibility import Limits, Plausibility
from innocity.intake.reading import Cell
from innocity.intake.rules import Rules
from innocity.period import Period
from innocity.workspace import CODE, Workspace

LIMITS = Limits.of(Workspace(CODE))


@pytest.mark.parametrize(
    ("value", "number_format", "shown", "stored"),
    [
        (2.953, "0.00", "2.95", "2.953"),
        (2.955, "0.00", "2.96", "2.955"),
        (2.95, "0.00", "2.95", "2.95"),
        (2.95, "0", "3", "2.95"),
        (1234.5, "#,##0", "1235", "1234.5"),
        (1234.5, '#,##0.0"万元"', "1234.5", "1234.5"),
        (0.02953, "0.00%", "2.95", "2.953"),
        (0.0295, "0%", "3", "2.95"),
        (2.5, "0.0_ ;[Red]-0.0", "2.5", "2.5"),
        (2.5, "[Red]0", "3", "2.5"),
        (3, "0.0", "3", "3"),
    ],
)
def test_a_number_as_it_is_shown(value: float, number_format: str, shown: str, stored: str) -> None:
    assert as_shown(Cell(4, 4, value, number_format)) == (Decimal(shown), Decimal(stored))


@pytest.mark.parametrize(
    ("value", "number_format"), [(2.953, "General"), (2.953, "@"), ("2.953", "0.0"), (True, "0"), (None, "0"), (1e300, "0")]
)  # fmt: skip
def test_what_no_format_rounds(value: str | float | None, number_format: str) -> None:
    assert as_shown(Cell(4, 4, value, number_format)) is None


@pytest.fixture
def known(rules: Rules) -> Plausibility:
    """`i1` is to reach 50 in 2023 and stood at 20 in 2021; `i2`, where lower is better, is to fall to 50; `i3` is a share."""
    indicators = [rows.indicator(), rows.indicator(2, direction="lower"), rows.indicator(3, measure=rows.SHARE)]
    targets = [rows.target(50), rows.target(50, of="i2"), rows.target(50, of="i3")]
    approvals = [rows.baseline(20, of=of, year=2021) for of in ("i1", "i3")]
    framework = rows.framework(indicators, targets, approvals)
    return Plausibility(framework, rules, LIMITS, Period(2022, 4), date(2023, 4, 20))


def test_both_numbers_are_told(known: Plausibility) -> None:
    (told,) = shown_differently(Cell(4, 4, 2.953, "0.00"), rows.observation("2.953"), known)
    assert (told.code, told.got, told.expected) == ("shown_differently", "2.95", "2.953")


@pytest.mark.parametrize(
    ("of", "value", "column", "said", "expected"),
    [
        ("i1", 25, "completion", 50, None),
        ("i1", 25, "completion", "50%", None),
        ("i1", 25, "completion", 50.1, None),
        ("i1", 25, "completion", 50.2, "50.00"),
        ("i1", 25, "completion", 0.5, "50.00"),
        ("i1", 33, "completion", 66, None),
        ("i2", 100, "completion", 50, None),
        ("i2", 100, "completion", 200, "50.00"),
        ("i1", 25, "growth", 25, None),
        ("i1", 25, "growth", 5, "25.00"),
        ("i1", 15, "growth", -25, None),
        ("i3", 25, "growth", 5, None),
        ("i3", 25, "growth", 25, "5.00"),
        ("i2", 25, "growth", 99, None),
        ("i1", 25, "growth", "见附件", None),
        ("i1", 25, "growth", None, None),
    ],
)
def test_rates(
    known: Plausibility, of: str, value: int, column: str, said: str | float | None, expected: str | None
) -> None:
    measure = rows.SHARE if of == "i3" else rows.COUNT
    row = FormRow(5, {column: Cell(5, 9, said)})
    found = list(derived_differs(row, rows.observation(value, of=of, measure=measure), 2023, known))
    assert [(one.code, one.cell, one.expected) for one in found] == (
        [("derived_differs", "I5", expected)] if expected else []
    )


def test_a_rate_without_a_column_is_not_looked_for(known: Plausibility) -> None:
    assert list(derived_differs(FormRow(5, {}), rows.observation(25), 2023, known)) == []
