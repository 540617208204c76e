"""The tables of what was promised: operators, marks, conflicts shown with both numbers, and texts to be seen in full."""

import pytest
import rows

from innocity.language import Language
from innocity.presentation import promise_tables
from innocity.presentation.promise_words import promised
from innocity.presentation.readiness_tables import own_targets
from innocity.presentation.report_tables import indicators, targets_below
from innocity.presentation.tables import Cell, Mark, html
from innocity.tables import Attainment, Light, Status, WorkPointStanding

ZH, EN = Language.ZH_HANS, Language.EN
NEW = rows.commitment("1-1-a")
STRIVEN = rows.commitment("1-1-b", basis="level", operator="≤", value=61, is_aspirational=True)
ITEMS = rows.commitment("1-1-c", basis="level", items=("钢", "车"), deadline=None)
BARE = rows.commitment("1-1-d", basis="level", operator=">", value=None)
BY_TEN = rows.commitment("1-2-a", operator="≈", value=10, relation="conflicts", indicator="i1")
BY_FIVE = rows.commitment("1-2-b", value=5, relation="conflicts", indicator="i1")
GROWTH = rows.commitment(
    "1-2-c", basis="growth", value=18, measure=rows.SHARE, recurrence="yearly", relation="conflicts", indicator="i2"
)
FRAMEWORK = rows.framework(
    [rows.indicator(1, decimals=0), rows.indicator(2, decimals=0), rows.indicator(3, measure=rows.SHARE)],
    work_points=[rows.work_point("1-1"), rows.work_point("1-2", leads=("second", "first"))],
    commitments=[NEW, STRIVEN, ITEMS, BARE, BY_TEN, BY_FIVE, GROWTH],
)
FIRST = rows.attainment(1, baseline=59, target=69)
SECOND = rows.attainment(2, baseline=1221, target=1250)


@pytest.mark.parametrize(
    ("values", "expected", "english"),
    [
        ({}, "增加≥100个", "increase ≥ 100 (个)"),
        ({"basis": "level", "operator": ">", "value": 7400}, ">7,400个", "> 7,400 (个)"),
        ({"basis": "level", "operator": "≤", "value": "1.73", "measure": rows.BARE}, "≤1.73", "≤ 1.73"),
        ({"basis": "growth", "value": 18, "measure": rows.SHARE}, "增长≥18%", "growth ≥ 18 (%)"),
        ({"operator": "≈", "recurrence": "yearly"}, "每年增加≈100个", "increase ≈ 100 (个) a year"),
        ({"value": None}, "—", "—"),
    ],
)
def test_a_promise_in_few_signs(values: dict[str, object], expected: str, english: str) -> None:
    fact = rows.commitment(**values)
    assert (promised(fact, FRAMEWORK, ZH), promised(fact, FRAMEWORK, EN)) == (expected, english)


def test_commitments_that_are_scored() -> None:
    standings = [
        rows.commitment_standing("behind", completion_pct=50),
        rows.commitment_standing("met", "1-1-b", actual=60, actual_status="provisional", completion_pct="101.666667"),
        rows.commitment_standing("not_assessable", "1-1-d", is_scored=False, promised=None),
        rows.commitment_standing("not_reported", "1-2-a", actual=None, indicator="i1", target=69),
    ]
    table = promise_tables.commitments(standings, FRAMEWORK, ZH)
    assert table.rows == (
        ("1-1-a", "承诺1-1-a", "增加≥100个", "50", "50.0%", Cell("滞后", Mark.BEHIND), "甲局"),
        ("1-1-b", "承诺1-1-b（力争）", "≤61个", "60*", "101.7%", Cell("已达标", Mark.MET), "甲局"),
        ("1-2-a", "承诺1-2-a", "增加≈10个†", "—", "—", Cell("未报送", Mark.ABSENT), "乙局、甲局"),
    )
    assert table.note is not None
    assert table.note.endswith("†同一方案另定的指标目标值：1-2-a对应指标1，目标值69。")


def test_every_status_of_a_commitment_has_its_word_and_mark() -> None:
    cells = [promise_tables.commitment_status(rows.commitment_standing(status.value), ZH) for status in Status]
    assert len({(cell.text, cell.mark) for cell in cells}) == len(Status)


def test_commitments_that_are_not_scored_say_why_and_name_their_item() -> None:
    standings = [
        rows.commitment_standing(),
        rows.commitment_standing("not_assessable", "1-1-c", is_scored=False, item="车", actual=7, deadline=None),
        rows.commitment_standing("not_assessable", "1-1-d", is_scored=False, actual=None, promised=None),
    ]
    assert promise_tables.unscored(standings, FRAMEWORK, ZH).rows == (
        ("1-1-c", "承诺1-1-c：车", "≥100个", "7", "原文没有时限"),
        ("1-1-d", "承诺1-1-d", "—", "—", "原文没有数字"),
    )


def test_numbers_that_disagree_stand_side_by_side() -> None:
    assert promise_tables.conflicts([FIRST, SECOND, rows.attainment(3)], FRAMEWORK, ZH).rows == (
        ("1", "指标1（个）", "59", "69†", "1-2-a、1-2-b", "增加≈10个、增加≥5个", "74", "+5"),
        ("2", "指标2（个）", "1,221", "1,250†", "1-2-c", "每年增长≥18%", "1,441", "+191"),
    )


def test_a_conflict_is_marked_wherever_the_target_stands() -> None:
    below = rows.attainment(1, baseline=80, target=69, is_target_below_baseline=True)
    outlook = [rows.projected(data_year=year) for year in (2023, 2024)]
    marked = indicators([below, rows.attainment(3)], FRAMEWORK, ZH)
    assert [line[6] for line in marked.rows] == ["69†", "100"]
    assert marked.note is not None
    assert "指标1另有“增加≈10个”（1-2-a）、指标1另有“增加≥5个”（1-2-b）" in marked.note
    for table, place in ((targets_below([below], FRAMEWORK, ZH), 3), (own_targets(outlook, FRAMEWORK, ZH), 3)):
        assert str(table.rows[0][place]).endswith("†")
        assert "†" in (table.note or "")
    plain = rows.attainment(3, is_target_below_baseline=True)
    assert "†" not in html(targets_below([plain], FRAMEWORK, ZH))
    assert "†" not in html(indicators([plain], FRAMEWORK, ZH))


def standing(light: str = "behind", reason: str = "declared_delayed", **values: object) -> WorkPointStanding:
    defaults = {"area": 1, "point": 1, "work_point": "1-1", "leads": ("first",), "deadline": "2023-12-31"}
    counts = {"commitments": 0, "scored": 0, "met": 0, "behind": 0}
    return WorkPointStanding.model_validate({**defaults, **counts, "light": light, "light_reason": reason, **values})


def test_work_points_with_their_lights_and_what_came_before() -> None:
    history = ("2022-Q4:not_due", "2023-Q1:on_time", "2023-Q2:behind")
    points = [standing(scored=3, met=1, history=history), standing("not_due", "report_not_due", work_point="1-2")]
    assert promise_tables.work_points(points, FRAMEWORK, ZH).rows == (
        ("1-1", "要点1-1", "甲局", Cell("滞后", Mark.BEHIND), "单位报告滞后", "2023-12-31", "1/3",
            "2023-Q1 按时推进、2023-Q2 滞后"),
        ("1-2", "要点1-2", "甲局", Cell("未到报送时点", Mark.PENDING), "—", "2023-12-31", "—", "—"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lights", "expected"),
    [
        ("2023-Q1:on_time 2023-Q2:on_time 2023-Q3:on_time", "2023-Q1–2023-Q3 按时推进"),
        ("2023-Q4:behind", "2023 滞后"),
        ("2022-Q3:not_due 2022-Q4:on_time 2023-Q1:on_time 2023-Q2:behind", "2022-Q4–2023-Q1 按时推进、2023-Q2 滞后"),
        (
            "2023-Q1:on_time 2023-Q2:behind 2023-Q3:on_time 2023-Q4:behind 2024-Q1:on_time 2024-Q2:behind",
            "…、2023-Q3 按时推进、2023 滞后、2024-Q1 按时推进、2024-Q2 滞后",
        ),
    ],
)
def test_lights_that_stood_are_told_once_and_only_the_last_few(lights: str, expected: str) -> None:
    (row,) = promise_tables.work_points([standing(history=tuple(lights.split()))], FRAMEWORK, ZH).rows
    assert row[-1] == expected


def test_before_anything_is_due_the_table_holds_no_empty_column() -> None:
    table = promise_tables.work_points([standing("not_due", "not_begun", history=("2021-Q4:not_due",))], FRAMEWORK, ZH)
    assert [column.heading for column in table.columns] == ["编号", "工作要点", "牵头单位", "状态", "完成时限"]


@pytest.mark.parametrize("language", Language)
def test_every_light_has_a_word_of_its_own(language: Language) -> None:
    assert len({promise_tables.light(standing(one.value), language).text for one in Light}) == len(Light)


def test_what_was_reported_is_shown_as_text_and_in_full() -> None:
    hostile = standing(reported_by=("second",), progress="<script>=1+1\u202e", problem=None, next_step="下一步😀")
    table = promise_tables.reported([hostile, standing()], FRAMEWORK, ZH)
    assert table.rows == (("1-1", "要点1-1", "乙局", "<script>=1+1〔U+202E〕", "—", "下一步〔U+1F600〕"),)
    assert "<script>" not in html(table)
    assert "&lt;script&gt;" in html(table)


def test_attainment_without_conflicts_gives_no_table_of_them() -> None:
    none: list[Attainment] = [rows.attainment(3)]
    assert promise_tables.conflicts(none, FRAMEWORK, ZH).rows == ()
