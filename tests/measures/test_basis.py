"""What attainment rests on: an earlier period's share of it, and the steps from one basis to another."""

from dataclasses import replace
from decimal import Decimal

import rows

from innocity.measures.basis import Basis, previous_basis, way
from innocity.tables import Cause, Observation
from innocity.thresholds import PaceRules

SPRING = rows.parameters(period="2023-Q1", as_of="2023-04-15")
EARLY = rows.observation(93, period="2023-Q1", reference_year=2023)
LATE = rows.observation(95, period="2023-Q2", reference_year=2023, sha256="b" * 64)
RECEIPTS = (rows.receipt(period="2023-Q1"), rows.receipt(period="2023-Q2", sha256="b" * 64))


def basis(*observations: Observation) -> Basis:
    """The half-year of 2023, with a target that was raised in June and one that is not in force yet."""
    raised = rows.target(120, revision=2, effective_from="2023-06-01")
    return Basis(
        framework=rows.framework(
            [rows.indicator(), rows.indicator(2)],
            [rows.target(100), raised, rows.target(5, of="i2", effective_from="2023-12-01")],
        ),
        parameters=rows.parameters(period="2023-Q2", as_of="2023-07-15"),
        rules=PaceRules(on_pace_from=Decimal("0.95"), basis="test"),
        observations=observations,
        findings=(rows.finding(),),
        receipts=RECEIPTS,
    )


def test_the_period_before_knows_only_what_was_reported_by_then() -> None:
    new = basis(EARLY, LATE)
    assert previous_basis(new, SPRING) == replace(
        new, parameters=SPRING, observations=(EARLY,), findings=None, receipts=RECEIPTS[:1]
    )


def test_an_indicator_without_a_target_in_force_has_no_row() -> None:
    assert [(row.indicator, row.target) for row in basis(LATE).rows] == [("i1", 120)]


def test_every_step_adds_one_cause() -> None:
    new = basis(EARLY, LATE)
    steps = [
        (cause, rows.column(found, "actual"), rows.column(found, "target"))
        for cause, found in way(previous_basis(new, SPRING), new)
    ]
    before, between, after = ([93], [100]), ([95], [100]), ([95], [120])
    assert steps == [
        (Cause.CODE, *before),
        (Cause.CODE, *before),
        (Cause.DATA, *between),
        (Cause.CORRECTION, *between),
        (Cause.TARGET, *after),
        (Cause.CODE, *after),
        (Cause.CODE, *after),
    ]


def test_a_step_that_never_was_is_held_to_no_approved_baseline() -> None:
    def approved(value: int) -> Basis:
        one = basis(rows.observation(value, period="2022-Q4"), LATE)
        return replace(one, framework=replace(one.framework, approvals=(rows.baseline(value),)), receipts=())

    baselines = {cause: rows.column(found, "baseline") for cause, found in way(approved(90), approved(91))}
    assert baselines == {Cause.CODE: [91], Cause.DATA: [90], Cause.CORRECTION: [90], Cause.TARGET: [91]}
