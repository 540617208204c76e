"""Who answers for a work point: leads before the rest, collective names as their members."""

from dataclasses import replace

import pytest
import rows

from innocity.duties import answerable, bodies, duties, is_lead, owing_units, reporting_units
from innocity.framework import Framework


@pytest.fixture
def framework() -> Framework:
    group = rows.unit("group", "各区").replaced(kind="group", members=("second", "office"))
    empty = rows.unit("nobody", "各校").replaced(kind="group")
    plan = rows.framework(
        [rows.indicator(collectors=("office",))],
        work_points=(
            rows.work_point("1-1", leads=("first",), responsible=("group", "first", "nobody")),
            rows.work_point("1-2", leads=("group",), responsible=()),
        ),
    )
    return replace(plan, units=(*plan.units, group, empty))


def test_a_collective_name_stands_for_its_members(framework: Framework) -> None:
    assert bodies(("first", "group", "second", "nobody"), framework) == ("first", "second", "office")


def test_who_answers(framework: Framework) -> None:
    one, two = framework.work_points
    assert [answerable(point, framework) for point in (one, two)] == [
        ("first", "second", "office"),
        ("second", "office"),
    ]
    assert [unit for unit in ("first", "second", "office", "group") if is_lead(unit, two, framework)] == [
        "second",
        "office",
    ]
    assert [point.code for point in duties("second", framework)] == ["1-2", "1-1"]
    assert [unit.code for unit in owing_units(framework)] == ["first", "second", "office"]
    assert owing_units(framework) == reporting_units(framework)
