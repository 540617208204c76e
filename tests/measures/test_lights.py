"""The light of a work point in one period: every light, every reason, and what must hold for every case."""

from datetime import date
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from innocity.measures.lights import Case, LightRules, light
from innocity.tables import CommitmentStanding, Declared, Light, LightReason, Status, WorkReport
from innocity.thresholds import load_rules
from innocity.workspace import CODE, Workspace

RULES = load_rules(Workspace(CODE).rules / "work_points.yaml", LightRules)
BEHIND, OVERDUE = (Light.BEHIND,), (Light.OVERDUE,)
NO_REPORT = "nothing"


def case(
    declared: str | None = NO_REPORT,
    *statuses: str,
    period: str = "2023-Q2",
    is_begun: bool = True,
    completed_on: str | None = None,
    **parameters: Any,
) -> Case:
    """A work point due at the end of 2023: one report with this word, scored figures of these statuses."""
    said = () if declared == NO_REPORT else (rows.work_report(declared, completed_on=completed_on),)
    figures = tuple(
        rows.commitment_standing(status, pace_ratio="0.5" if status == "behind" else None) for status in statuses
    )
    given = rows.parameters(period=period, as_of=f"{int(period[:4]) + 1}-01-20", **parameters)
    return Case(rows.work_point(), given, is_begun, said, figures)


@pytest.mark.parametrize(
    ("of", "before", "expected"),
    [
        pytest.param(case("under_way"), (), (Light.ON_TIME, "under_way"), id="under way"),
        pytest.param(case(None), (), (Light.ON_TIME, "under_way"), id="text without a word"),
        pytest.param(case("not_started"), (), (Light.ON_TIME, "not_started"), id="not started"),
        pytest.param(case("under_way", "on_pace", "not_due"), (), (Light.ON_TIME, "under_way"), id="numbers on pace"),
        pytest.param(case("under_way", "not_reported"), (), (Light.ON_TIME, "under_way"), id="a number not reported"),
        pytest.param(case("delayed", "met"), (), (Light.BEHIND, "declared_delayed"), id="delayed by its own word"),
        pytest.param(case("under_way", "met", "behind"), (), (Light.BEHIND, "commitment_behind"), id="behind"),
        pytest.param(case("under_way", "falling_back"), (), (Light.BEHIND, "commitment_behind"), id="falling back"),
        pytest.param(case("delayed", "behind"), (), (Light.BEHIND, "commitment_behind"), id="number before word"),
        pytest.param(case("under_way", "missed"), (), (Light.OVERDUE, "commitment_missed"), id="a figure due earlier"),
        pytest.param(case("under_way", period="2023-Q3"), (), (Light.NEAR_DUE, "near_deadline"), id="one quarter left"),
        pytest.param(
            case("under_way", "behind", period="2023-Q3"), (), (Light.BEHIND, "commitment_behind"), id="behind and near"
        ),
        pytest.param(case("under_way", period="2023-Q4"), (), (Light.OVERDUE, "past_deadline"), id="not done by the end"),
        pytest.param(case("delayed", period="2023-Q4"), (), (Light.OVERDUE, "past_deadline"), id="delayed past the end"),
        pytest.param(
            case(None, "met", period="2023-Q4"), (), (Light.DONE, "commitments_met"), id="no word, every number met"
        ),
        pytest.param(case(None, period="2023-Q4"), (), (Light.OVERDUE, "past_deadline"), id="no word and no number"),
        pytest.param(
            case("under_way", "met", period="2023-Q4"), (), (Light.OVERDUE, "past_deadline"), id="its word is not done"
        ),
        pytest.param(case("done"), (), (Light.DONE, "declared_done"), id="done"),
        pytest.param(case("done", "met"), (), (Light.DONE, "declared_done"), id="done, and the number says so"),
        pytest.param(case("done", "met", "not_reported"), (), (Light.DONE, "done_unproved"), id="done, a number missing"),
        pytest.param(case("done", "not_measurable"), (), (Light.DONE, "done_unproved"), id="done, a number not there yet"),
        pytest.param(case("done", "on_pace"), (), (Light.BEHIND, "done_but_unmet"), id="done, the number is not reached"),
        pytest.param(
            case("done", "missed", period="2023-Q4"), (), (Light.OVERDUE, "done_but_unmet"), id="done, the number missed"
        ),
        pytest.param(
            case("done", period="2024-Q1", target_year=2023, completed_on="2024-02-01"),
            (),
            (Light.MADE_GOOD_LATE, "done_after_deadline"),
            id="done after the deadline",
        ),
        pytest.param(
            case("done", period="2024-Q1", target_year=2023), (Light.OVERDUE, Light.DONE),
            (Light.MADE_GOOD_LATE, "done_after_deadline"), id="done once overdue, no day given",
        ),
        pytest.param(
            case("done", period="2024-Q1", target_year=2023, completed_on="2023-12-30"), (Light.ON_TIME,),
            (Light.DONE, "declared_done"), id="done in time, told later",
        ),
        pytest.param(case("done"), BEHIND, (Light.MADE_GOOD_LATE, "caught_up"), id="was behind, is done"),
        pytest.param(case("under_way"), BEHIND, (Light.MADE_GOOD_LATE, "caught_up"), id="was behind, no longer"),
        pytest.param(case("under_way", "on_pace"), BEHIND, (Light.MADE_GOOD_LATE, "caught_up"), id="the number caught up"),
        pytest.param(case("under_way"), (Light.BEHIND, Light.ON_TIME), (Light.ON_TIME, "under_way"), id="long ago"),
        pytest.param(case("not_started"), BEHIND, (Light.BEHIND, "not_started"), id="was behind, has not even started"),
        pytest.param(case("delayed"), BEHIND, (Light.BEHIND, "declared_delayed"), id="behind still"),
        pytest.param(
            case("under_way", "not_reported"), BEHIND, (Light.BEHIND, "commitment_unreported"), id="the number withheld"
        ),
        pytest.param(case("done", "rejected"), BEHIND, (Light.BEHIND, "commitment_unreported"), id="done, but refused"),
        pytest.param(
            case("done", "not_reported", period="2023-Q4"), BEHIND, (Light.OVERDUE, "commitment_unreported"), id="at the end"
        ),
    ],
)  # fmt: skip
def test_light(of: Case, before: tuple[Light, ...], expected: tuple[Light, LightReason]) -> None:
    assert light(of, before, RULES) == expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(case(), (Light.NOT_REPORTED, "nothing_reported"), id="no due date: due at once"),
        pytest.param(case(due_on="2024-01-15"), (Light.NOT_REPORTED, "nothing_reported"), id="due date passed"),
        pytest.param(
            case(due_on="2024-01-15", grace_days=5), (Light.NOT_DUE, "report_not_due"), id="within the days of grace"
        ),
        pytest.param(case(is_begun=False), (Light.NOT_DUE, "not_begun"), id="before the plan's first year"),
        pytest.param(
            case(NO_REPORT, "behind", is_begun=False), (Light.NOT_DUE, "not_begun"), id="whatever the numbers"
        ),
        pytest.param(case(period="2023-Q3"), (Light.NOT_REPORTED, "nothing_reported"), id="near the deadline"),
        pytest.param(case(period="2023-Q4"), (Light.NOT_REPORTED, "nothing_reported"), id="past the deadline"),
        pytest.param(
            case(period="2023-Q4", due_on="2024-01-31"), (Light.NOT_DUE, "report_not_due"), id="past it, not due"
        ),
        pytest.param(case(NO_REPORT, "met", period="2023-Q4"), (Light.NOT_REPORTED, "nothing_reported"), id="all met"),
        pytest.param(
            case(NO_REPORT, "behind"), (Light.BEHIND, "commitment_behind"), id="a number behind shines through"
        ),
        pytest.param(case(NO_REPORT, "missed"), (Light.OVERDUE, "commitment_missed"), id="so does one missed"),
        pytest.param(
            case("under_way", is_begun=False), (Light.ON_TIME, "under_way"), id="reported before it had to be"
        ),
    ],
)
def test_silence(of: Case, expected: tuple[Light, LightReason]) -> None:
    assert light(of, (), RULES) == expected


def test_silence_after_being_behind_is_silence() -> None:
    assert light(case(NO_REPORT, "not_reported"), BEHIND, RULES) == (Light.NOT_REPORTED, LightReason.NOTHING_REPORTED)


@pytest.mark.parametrize(
    ("changed", "of", "expected"),
    [
        pytest.param({"near_due_days": 91}, case("under_way", period="2023-Q3"), Light.ON_TIME, id="days left"),
        pytest.param(
            {"declared": {**RULES.declared, Declared.DELAYED: Light.ON_TIME}},
            case("delayed"),
            Light.ON_TIME,
            id="a word",
        ),
        pytest.param(
            {"declared": {**RULES.declared, Declared.NOT_STARTED: Light.BEHIND}},
            case("not_started"),
            Light.BEHIND,
            id="not started is behind",
        ),
        pytest.param({"behind_from_pace": "0.4"}, case("under_way", "behind"), Light.ON_TIME, id="pace"),
        pytest.param({"silence_covers": []}, case(period="2023-Q3"), Light.NEAR_DUE, id="silence hides nothing"),
        pytest.param(
            {"silence_covers": list(LightReason)}, case(NO_REPORT, "missed"), Light.NOT_REPORTED, id="silence hides all"
        ),
    ],
)
def test_a_city_sets_what_its_lights_mean(changed: dict[str, Any], of: Case, expected: Light) -> None:
    rules = LightRules.model_validate({**RULES.model_dump(), **changed})
    assert light(of, (), rules)[0] is expected


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"near_due_days": -1}, id="negative days"),
        pytest.param({"declared": {"done": "done"}}, id="a word without a light"),
        pytest.param({"declared": {**RULES.declared, Declared.DELAYED: "overdue"}}, id="no word says overdue"),
        pytest.param({"silence_covers": ["bad_weather"]}, id="an unknown reason"),
        pytest.param({"colour": "red"}, id="an unknown entry"),
    ],
)
def test_faulty_rules_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LightRules.model_validate({**RULES.model_dump(), **changed})


def test_the_deadline_is_the_latest_promised() -> None:
    figures = tuple(rows.commitment_standing(deadline=day) for day in ("2023-06-30", "2023-09-30", None))
    assert Case(rows.work_point(), rows.parameters(), True, (), figures).deadline == date(2023, 9, 30)
    assert Case(rows.work_point(), rows.parameters(target_year=2025), True, (), ()).deadline == date(2025, 12, 31)


ANY_FIGURE = st.builds(
    lambda status, is_scored: rows.commitment_standing(status, is_scored=is_scored),
    st.sampled_from(Status),
    st.booleans(),
)
ANY_REPORT = st.builds(
    lambda declared, day: rows.work_report(declared, completed_on=day),
    st.none() | st.sampled_from(Declared),
    st.none() | st.dates(date(2022, 1, 1), date(2025, 1, 1)),
)
BEFORE = st.lists(st.sampled_from(Light), max_size=3)
PERIODS = st.sampled_from(("2022-Q4", "2023-Q1", "2023-Q3", "2023-Q4", "2024-Q2"))


@given(st.lists(ANY_REPORT, max_size=3), st.lists(ANY_FIGURE, max_size=3), BEFORE, PERIODS, st.booleans())
def test_every_case_has_a_light(
    reports: list[WorkReport], figures: list[CommitmentStanding], before: list[Light], period: str, is_begun: bool
) -> None:
    of = Case(rows.work_point(), rows.parameters(period=period), is_begun, tuple(reports), tuple(figures))
    found, reason = light(of, before, RULES)
    assert found not in (Light.NOT_REPORTED, Light.NOT_DUE) or not reports
    assert found is not Light.OVERDUE or of.is_over or reason is LightReason.COMMITMENT_MISSED
    if found is Light.DONE:
        assert reports and all(row.standing != "not_met" for row in of.scored)


@given(st.none() | st.sampled_from(Declared), BEFORE, PERIODS)
def test_a_figure_that_is_missed_is_never_green(declared: Declared | None, before: list[Light], period: str) -> None:
    found, _ = light(case(declared, "met", "missed", period=period), before, RULES)
    assert found in (Light.BEHIND, Light.OVERDUE)
