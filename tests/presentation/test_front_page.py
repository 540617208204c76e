"""The first page: its sentences and figures say what its tables and the record say, in every language."""

import re
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.decision_rules import PageRules
from innocity.language import Language, text
from innocity.presentation import front_page, matter_tables
from innocity.presentation.front_page import Front
from innocity.presentation.tables import Figure
from innocity.tables import Change, Light, Matter, MatterKind, Needs, Status, WorkPointStanding

ZH = Language.ZH_HANS
ROOM = PageRules(kinds=2, units=1, names=1, basis="test")
FRAMEWORK = rows.framework(
    [rows.indicator(number) for number in range(1, 7)],
    work_points=[rows.work_point("1-1")],
    commitments=[rows.commitment("1-1-a")],
)


def matter(kind: str, needs: str, code: str = "i1", **values: Any) -> Matter:
    about = {"rank": 1, "about": "indicator", "unit": "first", "is_due_proposed": needs == "decision"}
    return Matter.model_validate({**about, "kind": kind, "needs": needs, "code": code, **values})


def decision(kind: str = "target_below", code: str = "i1", **values: Any) -> Matter:
    return matter(kind, "decision", code, **{"due_on": "2023-05-20", **values})


def action(kind: str = "indicator_behind", code: str = "i1", unit: str = "first", **values: Any) -> Matter:
    return matter(kind, "action", code, unit=unit, **{"due_on": "2023-12-31", **values})


def moved(of: str, figure: str, old: str, new: str, cause: str = "data") -> Change:
    about = {"table_name": "attainment", "row": of, "figure": figure, "since": "2023-Q1"}
    return Change.model_validate({**about, "cause": cause, "old": old, "new": new})


def point(light: str) -> WorkPointStanding:
    about = {"area": 1, "point": 1, "work_point": "1-1", "leads": ("first",), "deadline": "2023-12-31"}
    counts = {"commitments": 0, "scored": 0, "met": 0, "behind": 0}
    return WorkPointStanding.model_validate({**about, **counts, "light": light, "light_reason": "under_way"})


def arrival(unit: str, status: str) -> Any:
    return rows.item("2023-Q2", "timeliness", unit, status=status)


def front(language: Language = ZH, **tables: Any) -> Front:
    names = ("attainment", "promises", "points", "items", "findings", "moved", "matters", "overrides")
    parameters = rows.parameters(period="2023-Q2", as_of="2023-07-20", language=language.value)
    return Front(FRAMEWORK, parameters, ROOM, **{name: tables.get(name, ()) for name in names})


def test_key_figures_with_their_denominators() -> None:
    told = front(
        attainment=[rows.attainment(1, status="met", standing="met"), rows.attainment(2), rows.absent(3)],
        promises=[
            rows.commitment_standing("met"),
            rows.commitment_standing("missed"),
            rows.commitment_standing("not_reported"),
            rows.commitment_standing("not_assessable", is_scored=False),
        ],
        points=[point("behind"), point("overdue"), point("done"), point("not_due"), point("not_reported")],
        items=[arrival("first", "on_time"), arrival("second", "awaited"), arrival("office", "not_owed")],
        findings=[rows.finding(), rows.finding(severity="warning")],
    )
    assert front_page.key_figures(told) == [
        Figure(text("figure.met", ZH), "1/2", text("figure.met_note", ZH, assessable=2, total=3)),
        Figure(text("figure.kept", ZH), "1/2", text("figure.kept_note", ZH, assessable=2, total=3)),
        Figure(text("figure.late", ZH), "2/3", text("figure.late_note", ZH, unsaid=2, total=5)),
        Figure(text("figure.heard", ZH), "1/2", text("figure.heard_note", ZH, errors=1)),
    ]


def test_a_share_of_nothing_is_a_dash() -> None:
    assert [figure.value for figure in front_page.key_figures(front())] == ["—"] * 4


def test_a_refused_return_counts_as_missing() -> None:
    told = front(
        items=[arrival("first", "on_time"), arrival("second", "late"), arrival("office", "missing")],
        matters=[action("unit_silent", "first", about="unit")],
        attainment=[rows.attainment(1, actual_status="provisional"), rows.attainment(2), rows.absent(3)],
        findings=[rows.finding()],
    )
    assert front_page.key_figures(told)[3].value == "1/3"
    counts = {"owing": 3, "missing": 2, "awaited": 0, "errors": 1, "valued": 2, "unsettled": 1, "by_hand": 0}
    assert front_page.trust(told) == text("front.trust", ZH, **counts)


@pytest.mark.parametrize("language", list(Language))
def test_values_set_by_hand_are_counted_and_refused_corrections_are_not(language: Language) -> None:
    corrected = [rows.override(), rows.override(line=3), rows.override(line=4, is_applied=False, reason="x")]
    counts = dict.fromkeys(("owing", "missing", "awaited", "errors", "valued", "unsettled"), 0)
    told = front(language, overrides=corrected)
    assert front_page.trust(told) == text("front.trust", language, **counts, by_hand=2)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param([], text("front.unchanged", ZH), id="nothing"),
        pytest.param(
            [
                moved("i1", "status", "on_pace", "met", "data"),
                moved("i1", "status", "on_pace", "met", "target"),
                moved("i2", "status", "met", "met"),
                moved("i3", "status", "on_pace", "behind"),
                moved("i4", "status", "behind", "missed"),
                moved("i1", "actual", "1", "2"),
            ],
            text("front.changed", ZH, since="2023年第一季度", values=1, met=1, troubled=1),
            id="each indicator once, whatever the causes",
        ),
    ],
)
def test_what_changed_in_one_line(changes: list[Change], expected: str) -> None:
    assert front_page.changed(front(moved=changes)) == expected


def test_decisions_are_a_line_a_kind_and_say_what_is_not_shown() -> None:
    several = [
        decision("indicator_missed", "i1", value=9, against=10, measure=rows.COUNT),
        decision("indicator_missed", "i2", unit="second", due_on="2023-05-19"),
        decision("target_below", "i3", value="55.5", against=50, measure=rows.SHARE),
        decision("baseline_differs", "i4"),
        decision("baseline_differs", "i5"),
        action(),
    ]
    table = matter_tables.decisions(several, FRAMEWORK, ROOM, ZH)
    assert table.rows == (
        ("指标未完成，如何补救（2）", "指标1（9个，目标10个）等，另有1个", "甲局等，另有1个，2023-05-19"),
        ("目标低于已有水平，是否调整（1）", "指标3（已达55.5%，目标50%）", "甲局，2023-05-20"),
    )
    assert table.note == text("matter.more_decisions", ZH, more=2)


def test_units_are_a_line_each_with_their_nearest_day() -> None:
    several = [
        action("unit_silent", "second", "second", about="unit", due_on="2023-07-13"),
        action("indicator_behind", "i1"),
        action("work_point_behind", "1-1", "second", about="work_point"),
        decision(),
    ]
    about = (FRAMEWORK, ROOM, rows.parameters(as_of="2023-07-20").as_of_date, ZH)
    table = matter_tables.must_act(several, *about)
    assert table.rows == (("乙局", "没有有效的报送材料，须补报；工作要点滞后：1-1 要点1-1", "2023-07-13（已过期）"),)
    assert table.note == text("matter.more_units", ZH, more=1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(decision("figures_conflict", value=100, against="120.25", measure=rows.COUNT),
            "指标1（目标100个，工作要点合120.3个）", id="a level that was worked out, in the indicator's decimals"),
        pytest.param(decision("figures_conflict", value=100, measure=rows.COUNT), "指标1", id="no level can be said"),
        pytest.param(decision("step_unheard_of", value="0.5", against="-2", measure=rows.SHARE),
            "指标1（须+0.5个百分点，以往最好−2个百分点）", id="a step of a share is in points"),
        pytest.param(action("commitment_behind", "1-1-a", about="commitment", item="甲", value=1, against=2),
            "承诺1-1-a：甲（1，目标2）", id="a figure of a commitment"),
        pytest.param(decision("indicator_missed", value="no", against="yes", measure=rows.ANSWER),
            "指标1（无，目标有）", id="an answer"),
    ],
)  # fmt: skip
def test_a_concern_is_told_with_its_figures(row: Matter, said: str) -> None:
    table = matter_tables.matters([row], FRAMEWORK, rows.parameters().as_of_date, ZH)
    assert table.rows[0][2] == said


def test_the_page_is_one_section_and_says_in_a_sentence_what_is_empty() -> None:
    markup = front_page.page(front(attainment=[rows.attainment(1)]))
    assert markup.startswith('<section class="front"><h2>')
    assert markup.count("<section") == markup.count("</section>") == 1
    assert "<table" not in markup
    assert text("front.no_decisions", ZH) in markup
    assert text("front.no_actions", ZH) in markup


@pytest.mark.parametrize("language", Language)
@given(
    st.lists(st.sampled_from([one for one in Status if one is not Status.NOT_ASSESSABLE]), min_size=1, max_size=6),
    st.lists(st.tuples(st.sampled_from([*MatterKind]), st.sampled_from([*Needs]), st.booleans()), max_size=8),
    st.lists(st.sampled_from([*Light]), max_size=4),
)
def test_no_sentence_contradicts_its_table(
    language: Language, statuses: list[Status], drawn: list[tuple[MatterKind, Needs, bool]], lights: list[Light]
) -> None:
    table = [rows.attainment(number, status=status.value) for number, status in enumerate(statuses, start=1)]
    several = [
        matter(kind.value, needs.value, f"i{place % 6 + 1}", unit="first" if is_first else "second", rank=place + 1)
        for place, (kind, needs, is_first) in enumerate(drawn)
    ]
    told = front(language, attainment=table, matters=several, points=[point(one.value) for one in lights])
    about = (several, FRAMEWORK, ROOM)
    decided = matter_tables.decisions(*about, language)
    acting = matter_tables.must_act(*about, told.parameters.as_of_date, language)
    wanted = [row for row in several if row.needs is Needs.DECISION]
    units = list(dict.fromkeys(row.unit for row in several if row.needs is Needs.ACTION))

    numbers = [int(one) for one in re.findall(r"\d+", front_page.headline(told)) if one != "2023"]
    assert sorted(numbers[-2:]) == sorted([len(wanted), len(units)])
    assert numbers[0] == len(table)
    shown = sum(int(re.findall(r"\d+", str(row[0]))[-1]) for row in decided.rows)
    hidden = int((re.findall(r"\d+", decided.note) or ["0"])[0])
    assert shown + hidden == len(wanted)
    assert [row[0] for row in acting.rows] == [FRAMEWORK.unit(unit).name(language) for unit in units[: ROOM.units]]
    assert len(acting.rows) + int((re.findall(r"\d+", acting.note) or ["0"])[0]) == len(units)
    every = matter_tables.matters(several, FRAMEWORK, told.parameters.as_of_date, language)
    assert [row[0] for row in every.rows] == [str(row.rank) for row in several]
