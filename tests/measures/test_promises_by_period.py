"""Promised numbers period by period: each as it stood then."""

from decimal import Decimal

import rows

from innocity.measures.basis import Basis
from innocity.measures.promises_by_period import stand_by_period
from innocity.tables import Status
from innocity.thresholds import AttainmentRules, CommitmentRules, PaceRules

RULES = AttainmentRules(
    pace=PaceRules(on_pace_from=Decimal("0.95"), basis="test"),
    commitments=CommitmentRules(about_from=Decimal("0.95"), basis="test"),
)
FRAMEWORK = rows.framework(
    [rows.indicator()],
    [rows.target(100, effective_from="2023-01-01")],
    [rows.baseline(90)],
    work_points=[rows.work_point()],
    commitments=[rows.commitment(), rows.commitment("1-1-b", basis="level", relation="same", indicator="i1")],
)
FIRST = rows.parameters(period="2023-Q1", as_of="2023-04-20")
SECOND = rows.parameters(period="2023-Q2", as_of="2023-07-20")
VALUES = [
    rows.commitment_value(50, period="2023-Q1", as_of="2023-03-31"),
    rows.commitment_value(20, period="2023-Q2", as_of="2023-06-30"),
]
SAID = tuple(
    rows.observation(value, reference_year=2023, period=period, as_of=day)
    for value, period, day in ((100, "2023-Q1", "2023-03-31"), (95, "2023-Q2", "2023-06-30"))
)


def test_each_period_is_held_against_what_was_reported_for_it() -> None:
    basis = Basis(FRAMEWORK, SECOND, RULES.pace, SAID, (), ())
    found = stand_by_period(basis, basis.rows, [FIRST], VALUES, RULES)
    assert list(found) == ["2023-Q1", "2023-Q2"]
    assert [[row.actual for row in found[period]] for period in found] == [[50, 100], [20, 95]]
    assert [found[period][0].status for period in found] == [Status.ON_PACE, Status.BEHIND]


def test_without_earlier_periods_there_is_the_present_one_alone() -> None:
    basis = Basis(FRAMEWORK, FIRST, RULES.pace, SAID[:1], (), ())
    assert list(stand_by_period(basis, basis.rows, [], VALUES, RULES)) == ["2023-Q1"]
