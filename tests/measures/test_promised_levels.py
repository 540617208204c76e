"""Where the plan promises two different things, and what its work points amount to."""

from decimal import Decimal

import pytest
import rows

from innocity.framework import Framework
from innocity.measures.promised_levels import at_odds, conflicting, implied
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.workspace import CODE, Workspace


@pytest.mark.parametrize(
    ("relation", "value", "target", "expected"),
    [
        ("conflicts", 100, 100, True),
        ("conflicts", None, None, True),
        ("same", "3", "3.0", False),
        ("same", 100, 90, True),
        ("same", 100, None, False),
        ("part_of", 100, 90, False),
        ("new", 100, 90, False),
    ],
)
def test_at_odds(relation: str, value: object, target: str | None, expected: bool) -> None:
    promise = rows.commitment(relation=relation, value=value)
    assert at_odds(promise, None if target is None else Decimal(target)) is expected


@pytest.mark.parametrize(
    ("promises", "values", "expected"),
    [
        pytest.param([{"value": 10}, {"value": 5}], {"baseline": 59}, Decimal(74), id="increases add up"),
        pytest.param([{"basis": "growth", "value": 18}], {"baseline": 1221}, Decimal("1440.78"), id="growth"),
        pytest.param([{"basis": "level", "value": 95}], {}, Decimal(95), id="level"),
        pytest.param([{"basis": "level"}, {"basis": "level"}], {}, None, id="two levels"),
        pytest.param([{"basis": "level"}, {}], {}, None, id="of several kinds"),
        pytest.param([{"value": None}], {}, None, id="no number"),
        pytest.param([{}], {"measure": rows.SHARE}, None, id="a share promised in numbers"),
        pytest.param([{}], {"baseline": None}, None, id="no baseline"),
        pytest.param([], {}, None, id="no promise"),
    ],
)
def test_implied(promises: list[dict[str, object]], values: dict[str, object], expected: Decimal | None) -> None:
    facts = [rows.commitment(**one) for one in promises]
    assert implied(facts, rows.attainment(1, **values), rows.framework()) == expected


def test_the_plan_disagrees_with_itself_where_it_is_known_to(framework: Framework) -> None:
    parameters = load_parameters(Workspace(CODE).period_file(Period(2022, 4)))
    found = {}
    for indicator in framework.indicators:
        target = framework.target(indicator.code, 2023, parameters.as_of_date)
        assert target is not None
        row = rows.attainment(indicator.number, indicator=indicator.code, target=target.value)
        found[indicator.number] = [one.code for one in conflicting(row, framework)]
    assert {number: codes for number, codes in found.items() if codes} == {
        4: ["2-1-a", "2-1-b"],
        13: ["3-3-c"],
        17: ["7-2-a"],
        18: ["7-2-b"],
        19: ["3-3-e"],
    }
