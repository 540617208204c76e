"""Work points with their lights: whose report counts, what is shown of it, and the periods before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import rows

from innocity.facts import WorkPoint
from innocity.framework import Framework
from innocity.measures.lights import LightRules
from innocity.measures.work_points import lights
from innocity.parameters import Parameters
from innocity.tables import CommitmentStanding, Declared, Light, LightReason, WorkPointStanding, WorkReport
from innocity.thresholds import load_rules
from innocity.workspace import CODE, Workspace

RULES = load_rules(Workspace(CODE).rules / "work_points.yaml", LightRules)
JOINT = rows.work_point(leads=("second", "first"), responsible=("office",))
FIRST_PAGE, SECOND_PAGE = {"unit": "first", "file": "甲局.xlsx"}, {"unit": "second", "file": "乙局.xlsx"}


def parameters(period: str) -> Parameters:
    return rows.parameters(period=period, as_of=f"{int(period[:4]) + 1}-01-20", target_year=max(2023, int(period[:4])))


def lit(
    reports: Sequence[WorkReport],
    point: WorkPoint | None = None,
    periods: Sequence[str] = ("2023-Q2",),
    figures: dict[str, list[CommitmentStanding]] | None = None,
) -> WorkPointStanding:
    framework = rows.framework(work_points=[point or rows.work_point()])
    (found,) = lights(framework, [parameters(one) for one in periods], reports, figures or {}, RULES)
    return found


def test_the_whole_row() -> None:
    said = rows.work_report("delayed", problem="缺地", next_step="催办")
    figures = [
        rows.commitment_standing("met"),
        rows.commitment_standing("behind", of="1-1-b", pace_ratio="0.5"),
        rows.commitment_standing("not_assessable", of="1-1-c", is_scored=False, deadline=None),
        rows.commitment_standing("met", of="1-2-a"),
    ]
    assert lit([said], figures={"2023-Q2": figures}) == WorkPointStanding(
        area=1,
        point=1,
        work_point="1-1",
        leads=("first",),
        deadline=date(2023, 12, 31),
        light=Light.BEHIND,
        light_reason=LightReason.COMMITMENT_BEHIND,
        declared=Declared.DELAYED,
        reported_by=("first",),
        progress="进展",
        problem="缺地",
        next_step="催办",
        report_file="data/raw/2023-Q2/甲局.xlsx",
        report_sheet="工作要点",
        report_cell="B5",
        commitments=3,
        scored=2,
        met=1,
        behind=1,
    )


@pytest.mark.parametrize(
    ("said", "declared", "reported_by", "progress"),
    [
        pytest.param([], None, (), None, id="nobody"),
        pytest.param(
            [("done", {**FIRST_PAGE, "progress": "一"}), ("delayed", {**SECOND_PAGE, "progress": "二"})],
            Declared.DELAYED,
            ("second", "first"),
            "二",
            id="the worst word, the first lead's text",
        ),
        pytest.param(
            [("delayed", {**FIRST_PAGE, "progress": "一"}), ("done", {**SECOND_PAGE, "progress": None})],
            Declared.DELAYED,
            ("second", "first"),
            "一",
            id="the first lead that wrote any",
        ),
        pytest.param(
            [("done", FIRST_PAGE), (None, SECOND_PAGE)], None, ("second", "first"), "进展", id="not all say done"
        ),
        pytest.param(
            [("done", FIRST_PAGE), ("done", SECOND_PAGE)], Declared.DONE, ("second", "first"), "进展", id="all do"
        ),
        pytest.param(
            [("done", FIRST_PAGE), ("delayed", {"unit": "office"})],
            Declared.DONE,
            ("first",),
            "进展",
            id="a responsible unit beside a lead does not count",
        ),
        pytest.param([("delayed", {"unit": "office"})], Declared.DELAYED, ("office",), "进展", id="alone it does"),
        pytest.param([("done", {"superseded_by": "b.xlsx"})], None, (), None, id="a superseded one does not"),
        pytest.param([("done", {"period": "2023-Q1"})], None, (), None, id="nor an earlier period's"),
        pytest.param([("done", {"work_point": "1-2"})], None, (), None, id="nor another work point's"),
    ],
)
def test_whose_report_counts(
    said: list[tuple[str | None, dict[str, Any]]],
    declared: Declared | None,
    reported_by: tuple[str, ...],
    progress: str | None,
) -> None:
    reports = [rows.work_report(word, **values) for word, values in said]
    found = lit(reports, JOINT)
    assert (found.declared, found.reported_by, found.progress) == (declared, reported_by, progress)
    assert lit(reports[::-1], JOINT) == found


def test_a_strangers_report_does_not_count() -> None:
    assert lit([rows.work_report("done", unit="office")]).light is Light.NOT_REPORTED


def test_a_member_reports_for_the_collective_name() -> None:
    group = rows.unit("group", "各区").replaced(kind="group", members=("second",))
    framework = rows.framework(work_points=[rows.work_point(responsible=("group",))])
    framework = replace(framework, units=(*framework.units, group))
    said = [rows.work_report(unit="second")]
    (found,) = lights(framework, [parameters("2023-Q2")], said, {}, RULES)
    assert (found.light, found.reported_by) == (Light.ON_TIME, ("second",))


@pytest.mark.parametrize(
    ("word", "days", "expected"),
    [
        pytest.param("done", ("2023-03-01", "2023-05-01"), date(2023, 5, 1), id="the later day"),
        pytest.param("done", ("2023-03-01", None), date(2023, 3, 1), id="the one there is"),
        pytest.param("under_way", ("2023-03-01", "2023-05-01"), None, id="not done: no day"),
    ],
)
def test_when_it_was_done(word: str, days: tuple[str | None, str | None], expected: date | None) -> None:
    first, second = days
    said = [
        rows.work_report(word, **FIRST_PAGE, completed_on=first),
        rows.work_report("done", **SECOND_PAGE, completed_on=second),
    ]
    assert lit(said, JOINT).completed_on == expected


YEAR = ("2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1")


@pytest.mark.parametrize(
    ("words", "history", "light", "reason"),
    [
        pytest.param({}, [], Light.NOT_DUE, "not_begun", id="before the plan"),
        pytest.param({"2023-Q1": "under_way"}, ["not_due"], Light.ON_TIME, "under_way", id="first period"),
        pytest.param(
            {"2023-Q1": "delayed", "2023-Q2": "under_way"}, ["not_due", "behind"], Light.MADE_GOOD_LATE, "caught_up", id="caught up"
        ),
        pytest.param(
            {"2023-Q1": "delayed", "2023-Q2": "under_way", "2023-Q3": "done"},
            ["not_due", "behind", "made_good_late"], Light.DONE, "declared_done", id="and done in time",
        ),
        pytest.param(
            {"2023-Q1": "delayed", "2023-Q3": "under_way"},
            ["not_due", "behind", "not_reported"], Light.NEAR_DUE, "near_deadline", id="a silent period between",
        ),
        pytest.param(
            {"2023-Q3": "under_way", "2023-Q4": "under_way"},
            ["not_due", "not_reported", "not_reported", "near_due"], Light.OVERDUE, "past_deadline", id="overdue",
        ),
        pytest.param(
            {"2023-Q4": "under_way", "2024-Q1": "under_way"},
            ["not_due", "not_reported", "not_reported", "not_reported", "overdue"], Light.ON_TIME, "under_way",
            id="a new year's deadline does not make good the old one",
        ),
    ],
)  # fmt: skip
def test_history(words: dict[str, str], history: list[str], light: Light, reason: str) -> None:
    periods = YEAR[: len(history) + 1]
    found = lit([rows.work_report(word, period=period) for period, word in words.items()], periods=periods)
    assert found.history == tuple(f"{period}:{one}" for period, one in zip(periods[:-1], history, strict=True))
    assert (found.light, found.light_reason) == (light, reason)


def test_done_after_being_overdue_under_the_same_deadline_is_late() -> None:
    figures = {period: [rows.commitment_standing("met")] for period in ("2023-Q4", "2024-Q1")}
    said = [rows.work_report("under_way", period="2023-Q4"), rows.work_report("done", period="2024-Q1")]
    found = lit(said, periods=("2023-Q4", "2024-Q1"), figures=figures)
    assert (found.light, found.light_reason) == (Light.MADE_GOOD_LATE, LightReason.DONE_AFTER_DEADLINE)
    assert found.history == ("2023-Q4:overdue",)


def test_every_work_point_has_one_row_in_the_order_of_the_plan(framework: Framework) -> None:
    found = lights(framework, [parameters("2022-Q4"), parameters("2023-Q2")], [], {}, RULES)
    assert rows.column(found, "work_point") == [point.code for point in framework.work_points]
    assert {(row.light, row.history) for row in found} == {(Light.NOT_REPORTED, ("2022-Q4:not_due",))}


def test_without_a_period_there_is_no_light() -> None:
    assert lights(rows.framework(work_points=[rows.work_point()]), [], [], {}, RULES) == []
