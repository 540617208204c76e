"""What no single file shows."""

from datetime import date
from decimal import Decimal

import pytest

from innocity.facts import ValueStatus
from innocity.framework import Framework
from innocity.intake.cross_checks import cross_check, place_of
from innocity.intake.rules import Place, Rules
from innocity.tables import Finding, Observation, Receipt, Verdict


def receipt(unit: str, verdict: Verdict = Verdict.ACCEPTED, period: str = "2022-Q4") -> Receipt:
    return Receipt(
        file=unit, sha256="0", period=period, unit=unit, received_on=date(2023, 1, 1), is_registered=True, version=1, verdict=verdict
    )  # fmt: skip


def said(unit: str, value: str, period: str = "2022-Q4", superseded_by: str | None = None) -> Observation:
    """What a unit says of #5, which three units collect."""
    return Observation(
        indicator="innovation_platforms",
        unit=unit,
        period=period,
        reference_year=2022,
        value=Decimal(value),
        measure="个",
        raw_text=value,
        number_format="0",
        status=ValueStatus.FINAL,
        as_of=date(2023, 1, 1),
        file=f"{unit}.xlsx",
        sheet="表",
        cell="D4",
        sha256="0",
        superseded_by=superseded_by,
    )


def findings(framework: Framework, rules: Rules, *rows: Observation) -> list[Finding]:
    """The findings where every unit has sent its return."""
    receipts = [receipt(unit.code) for unit in framework.collecting_units()]
    return cross_check(framework, rules, "2022-Q4", receipts, list(rows))


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ([], True),
        ([receipt("finance_bureau")], False),
        ([receipt("finance_bureau", Verdict.QUARANTINED)], True),
        ([receipt("finance_bureau", Verdict.QUARANTINED), receipt("finance_bureau")], False),
        ([receipt("finance_bureau", period="2021-Q4")], True),
    ],
)
def test_a_unit_without_a_valid_return_is_told(
    framework: Framework, rules: Rules, sent: list[Receipt], missing: bool
) -> None:
    told = {row.unit: row.expected for row in cross_check(framework, rules, "2022-Q4", sent, [])}
    assert told.get("finance_bureau") == ("science_budget_share" if missing else None)
    assert len(told) == 9 + missing


def test_collectors_that_agree(framework: Framework, rules: Rules) -> None:
    first, second, *_ = framework.collectors(framework.indicator("innovation_platforms"))
    assert findings(framework, rules, said(first, "284"), said(second, "284.0")) == []


def test_collectors_that_disagree_are_shown_side_by_side(framework: Framework, rules: Rules) -> None:
    first, second, third = framework.collectors(framework.indicator("innovation_platforms"))
    rows = said(third, "290"), said(second, "285"), said(first, "284")
    expected = f"{first}: 284"
    assert findings(framework, rules, *rows) == [
        place_of(rows[1]).finding(rules, "collectors_disagree", got=f"{second}: 285", expected=expected),
        place_of(rows[0]).finding(rules, "collectors_disagree", got=f"{third}: 290", expected=expected),
    ]


def test_what_is_superseded_or_of_another_period_does_not_disagree(framework: Framework, rules: Rules) -> None:
    first, second, third = framework.collectors(framework.indicator("innovation_platforms"))
    rows = said(first, "284"), said(second, "1", superseded_by="later.xlsx"), said(third, "2", period="2021-Q4")
    assert findings(framework, rules, *rows) == []


def test_where_an_observation_stands() -> None:
    assert place_of(said("finance_bureau", "1")) == Place(
        "finance_bureau.xlsx", "finance_bureau", "表", "D4", "innovation_platforms"
    )
