"""The tables of readiness as a reader sees them."""

from typing import Any

import pytest
import rows

from innocity.language import Language
from innocity.presentation import readiness_tables
from innocity.presentation.tables import Cell, Mark
from innocity.tables import Deliverable, Outlook, Readiness, ReadinessOverall

ZH, FRAMEWORK = Language.ZH_HANS, rows.framework([rows.indicator(number) for number in (1, 2, 3)])


def deliverable(number: int = 1, year: int = 2023, **values: Any) -> Deliverable:
    """`i<number>` at 90 of 100, owed by the first collector."""
    about = {
        "number": number,
        "indicator": f"i{number}",
        "data_year": year,
        "unit": "first",
        "measure": rows.COUNT,
        "last_year": 2022,
        "last_value": 90,
        "benchmark": 100,
        "outlook": "open",
        "due_period": f"{year}-Q4",
        "quarters_left": 4,
        "needed": 10,
        "needed_a_year": 10,
        "needed_a_quarter": "2.5",
        "own_step": 10,
        "reference_step": "27.504",
        "exceeds_own_history": False,
        "exceeds_reference": False,
        "shortfall": "0.5",
    }
    return Deliverable.model_validate({**about, **values})


def three_years(number: int = 1, outlooks: tuple[str, ...] = ("favourable", "open", "open")) -> list[Readiness]:
    """The projections of 2023 to 2025; the first year's benchmark stands in the notice, the last year is not evaluated."""
    bases, looks = ("notice", "assumed", "assumed"), ("assumed", "assumed", None)
    return [
        rows.projected(outlook, number, data_year=year, benchmark_basis=basis, evaluated_basis=evaluated)
        for year, outlook, basis, evaluated in zip((2023, 2024, 2025), outlooks, bases, looks, strict=True)
    ]


def test_own_targets_are_one_line_for_the_years_that_are_looked_at() -> None:
    later = rows.readiness(data_year=2025, evaluated_basis=None)
    table = readiness_tables.own_targets([*three_years(), later], FRAMEWORK, ZH)
    assert [column.heading for column in table.columns] == [
        *(
            "序号",
            "指标",
            "最新值",
            "参照值",
            "依据",
            "2023年推演值",
            "八成区间",
            "2023年前景",
            "2024年前景",
            "2024年挑战值",
        ),
    ]
    outlooks = (Cell("有利", Mark.ON_TRACK), Cell("未定", Mark.BEHIND))
    assert table.rows == (("1", "指标1（个）", "90", "100", "方案", "90.0", "70.0–110.0", *outlooks, "120"),)
    assert "2023年：方案、2024年：假定、2025年：假定" in table.note


def test_an_answer_and_what_cannot_be_said_have_no_band() -> None:
    unbanded = {"low_80": None, "low_50": None, "high_50": None, "high_80": None, "data_year": 2023}
    answer = rows.projected("secure", 1, last_value="yes", point="yes", benchmark="yes", stretch="yes", **unbanded)
    unsaid = rows.projected("not_said", 2, point=None, **unbanded)
    lines = readiness_tables.own_targets([answer, unsaid], FRAMEWORK, ZH).rows
    assert lines[0][2:] == ("有", "有", "假定", "有", "—", Cell("稳妥", Mark.MET), "有")
    assert lines[1][5:8] == ("—", "—", Cell("不作推演", Mark.ABSENT))


def test_every_outlook_has_a_word_and_a_mark() -> None:
    words = {readiness_tables.outlook(rows.projected(word.value), ZH).text for word in Outlook}
    assert len(words) == len(Outlook)


def overall(**values: Any) -> ReadinessOverall:
    """Of 2025 at an assumed correlation of 0.3."""
    counts = {"total": 26, "assessable": 25, "reached": 1, "reached_at_level": 8}
    about = {"data_year": 2025, "correlation": "0.3", "expected": "12.8", "low_80": 6, "high_80": 20}
    return ReadinessOverall.model_validate({**about, **counts, **values})


def test_overall_has_a_line_per_year_and_a_range_per_correlation() -> None:
    unsaid = {"assessable": 0, "expected": None, "low_80": None, "high_80": None, "data_year": 2024}
    held = [
        overall(),
        overall(correlation=0, low_80=10, high_80=16),
        overall(**unsaid),
        overall(correlation=0, **unsaid),
    ]
    table = readiness_tables.overall(held, ZH)
    assert [column.heading for column in table.columns[-2:]] == ["八成区间，相关0", "八成区间，相关0.3"]
    assert table.rows == (
        ("2024", "0/26", "1", "8", "—", "—", "—"),
        ("2025", "25/26", "1", "8", "12.8", "10–16", "6–20"),
    )
    assert "都不是通过的可能性" in table.note


def test_the_binding_ones_are_those_of_the_nearest_year_the_hardest_first() -> None:
    held = [
        deliverable(1, binding=2),
        deliverable(2, binding=1, needed_a_year="-3.3333", own_step=None),
        deliverable(3),
        deliverable(3, 2024, binding=1),
    ]
    table = readiness_tables.binding(held, FRAMEWORK, ZH)
    assert table.caption == "最难的几项：2023年要达到，须有什么成立"
    assert table.rows == (
        ("2", "指标2（个）", "甲局", "90", "100", "−3.3", "—", "+27.5"),
        ("1", "指标1（个）", "甲局", "90", "100", "+10", "+10", "+27.5"),
    )
    assert readiness_tables.hardest([deliverable(3)]) == []
    assert readiness_tables.binding([], FRAMEWORK, ZH).rows == ()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Cell("以往有过", Mark.PENDING)),
        ({"exceeds_own_history": True}, Cell("超过自身最大年变化", Mark.BEHIND)),
        ({"exceeds_reference": True}, Cell("超过九成参考序列", Mark.BEHIND)),
        (
            {"exceeds_own_history": True, "exceeds_reference": True},
            Cell("超过自身最大年变化、超过九成参考序列", Mark.BEHIND),
        ),
        ({"exceeds_own_history": None, "exceeds_reference": None}, "—"),
    ],
)
def test_a_step_is_held_against_what_was_seen(values: dict[str, Any], expected: str | Cell) -> None:
    assert readiness_tables.caution(deliverable(**values), ZH) == expected


def test_deliverables_show_the_nearest_year_unit_by_unit() -> None:
    held = [deliverable(1), deliverable(2, unit="second"), deliverable(3, needed=None, needed_a_quarter=None)]
    table = readiness_tables.deliverables([*held, deliverable(1, 2024)], FRAMEWORK, ZH)
    seen = Cell("以往有过", Mark.PENDING)
    assert table.rows == (
        ("甲局", "1", "指标1（个）", "90", "100", "+10", "+2.5", seen),
        ("甲局", "3", "指标3（个）", "90", "100", "—", "—", seen),
        ("乙局", "2", "指标2（个）", "90", "100", "+10", "+2.5", seen),
    )
    assert readiness_tables.deliverables([], FRAMEWORK, ZH).rows == ()
