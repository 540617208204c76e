"""What no single file shows."""

from datetime import date
from decimal import Decimal

import pytest

from innocity.facts import ValueStatus
from innocity.framework import Framework
from innocity.intake.cross_checks import Returns, cross_check
from innocity.intake.plausibility import Limits, place_of
from innocity.intake.rules import Place, Rules
from innocity.tables import Finding, Observation, Receipt, Verdict
from innocity.workspace import CODE, Workspace

AS_OF = date(2023, 4, 20)


def receipt(unit: str, verdict: Verdict = Verdict.ACCEPTED, received_on: date = date(2023, 1, 1)) -> Receipt:
    return Receipt(
        file=unit, sha256="0", period="2022-Q4", unit=unit, received_on=received_on, is_registered=True, version=1, verdict=verdict
    )  # fmt: skip


def said(
    unit: str, value: str, superseded_by: str | None = None, indicator: str = "innovation_platforms"
) -> Observation:
    """What a unit says of #5, which three units collect, or of another indicator."""
    return Observation(
        indicator=indicator,
        unit=unit,
        period="2022-Q4",
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


def check(framework: Framework, rules: Rules, receipts: list[Receipt], *rows: Observation | Finding) -> list[Finding]:
    """What is found over these receipts, observations and findings."""
    said = tuple(row for row in rows if isinstance(row, Observation))
    told = tuple(row for row in rows if isinstance(row, Finding))
    returns = Returns(tuple(receipts), said, told, 2023, AS_OF)
    return cross_check(framework, rules, Limits.of(Workspace(CODE)), returns)


def findings(framework: Framework, rules: Rules, *rows: Observation) -> list[Finding]:
    """The findings where every unit has sent its return, but for the indicators that these leave out."""
    receipts = [receipt(unit.code) for unit in framework.collecting_units()]
    return [one for one in check(framework, rules, receipts, *rows) if one.code != "indicator_missing"]


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ([], True),
        ([receipt("finance_bureau")], False),
        ([receipt("finance_bureau", Verdict.QUARANTINED)], True),
        ([receipt("finance_bureau", Verdict.QUARANTINED), receipt("finance_bureau")], False),
    ],
)
def test_a_unit_without_a_valid_return_is_told(
    framework: Framework, rules: Rules, sent: list[Receipt], missing: bool
) -> None:
    found = check(framework, rules, sent)
    told = {row.unit: row.expected for row in found if row.code == "return_missing"}
    assert told.get("finance_bureau") == ("科技公共财政支出占公共财政支出的比重" if missing else None)
    assert len(told) == 9 + missing


def test_collectors_that_agree(framework: Framework, rules: Rules) -> None:
    first, second, *_ = framework.collectors(framework.indicator("innovation_platforms"))
    assert findings(framework, rules, said(first, "284"), said(second, "284.0")) == []


def test_collectors_that_disagree_are_shown_side_by_side(framework: Framework, rules: Rules) -> None:
    first, second, third = framework.collectors(framework.indicator("innovation_platforms"))
    rows = said(third, "290"), said(second, "285"), said(first, "284")
    names = {code: framework.unit(code).name_zh_hans for code in (first, second, third)}
    expected = f"{names[first]}: 284"
    assert findings(framework, rules, *rows) == [
        place_of(rows[1]).finding(rules, "collectors_disagree", got=f"{names[second]}: 285", expected=expected),
        place_of(rows[0]).finding(rules, "collectors_disagree", got=f"{names[third]}: 290", expected=expected),
    ]


def test_a_second_collector_whose_value_counts_alone_is_told(framework: Framework, rules: Rules) -> None:
    first, second, third = framework.collectors(framework.indicator("innovation_platforms"))
    names = {code: framework.unit(code).name_zh_hans for code in (first, second, third)}
    alone, beside = said(second, "284"), said(third, "284")
    assert findings(framework, rules, beside, alone) == [
        place_of(row).finding(rules, "second_collector_alone", got=f"{names[row.unit]}: 284", expected=names[first])
        for row in (alone, beside)
    ]
    replaced = said(first, "284", superseded_by="later.xlsx")
    assert [one.code for one in findings(framework, rules, replaced, alone)] == ["second_collector_alone"]
    assert findings(framework, rules, said(first, "284"), alone) == []


def test_what_is_superseded_does_not_disagree(framework: Framework, rules: Rules) -> None:
    first, second, _ = framework.collectors(framework.indicator("innovation_platforms"))
    rows = said(first, "284"), said(second, "1", superseded_by="later.xlsx")
    assert findings(framework, rules, *rows) == []


def test_where_an_observation_stands() -> None:
    assert place_of(said("finance_bureau", "1")) == Place(
        "finance_bureau.xlsx", "finance_bureau", "表", "D4", "innovation_platforms"
    )


def test_an_indicator_that_a_return_leaves_out_is_told(framework: Framework, rules: Rules) -> None:
    unit = "industry_bureau"
    first, *others = (one.code for one in framework.reported_by(unit))
    refused = Place(unit=unit, indicator=others[0]).finding(rules, "not_numeric")
    for rows, expected in (((), [first, *others]), ((said(unit, "284"),), others), ((said(unit, "1"), refused), [])):
        found = check(framework, rules, [receipt(unit)], *rows)
        assert [one.indicator for one in found if one.code == "indicator_missing"] == expected


@pytest.mark.parametrize(("day", "expected"), [(AS_OF, []), (date(2023, 4, 21), [("finance_bureau", "2023-04-21")])])
def test_a_file_from_after_the_day_of_the_run_is_told(
    framework: Framework, rules: Rules, day: date, expected: list[tuple[str, str]]
) -> None:
    found = check(framework, rules, [receipt("finance_bureau", received_on=day)])
    assert [(one.unit, one.got) for one in found if one.code == "received_after_as_of"] == expected


@pytest.mark.parametrize(("count", "off", "expected"), [(3, 0, 1), (4, 0, 1), (2, 0, 0), (3, 1, 0)])
def test_a_unit_whose_values_are_all_its_targets_is_told(
    framework: Framework, rules: Rules, count: int, off: int, expected: int
) -> None:
    unit = "science_bureau"
    rows = []
    for place, indicator in enumerate(framework.reported_by(unit)[:count]):
        target = framework.target(indicator.code, 2023, AS_OF)
        assert target is not None and isinstance(target.value, Decimal)
        rows.append(said(unit, str(target.value + (off if place == 0 else 0)), indicator=indicator.code))
    told = [one for one in findings(framework, rules, *rows) if one.code == "values_at_target"]
    assert [one.unit for one in told] == [unit] * expected
