"""Sentences on promises, units and changes, held against the tables that they speak of."""

import re
from decimal import Decimal

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.language import Language, text
from innocity.presentation import promise_sentences, promise_tables
from innocity.presentation.change_tables import changes
from innocity.presentation.unit_tables import league
from innocity.tables import (
    Change,
    CommitmentStanding,
    Component,
    Light,
    LightReason,
    Scorecard,
    Status,
    WorkPointStanding,
)

ZH = Language.ZH_HANS
CODES = [f"1-1-{letter}" for letter in "abcdef"]
FRAMEWORK = rows.framework(
    [rows.indicator(1), rows.indicator(2)],
    work_points=[rows.work_point("1-1"), rows.work_point("1-2")],
    commitments=[rows.commitment(code) for code in CODES]
    + [rows.commitment("1-2-a", relation="conflicts", indicator="i2")],
)


def light(one: Light, reason: LightReason = LightReason.UNDER_WAY, **values: object) -> WorkPointStanding:
    counts = {"commitments": 0, "scored": 0, "met": 0, "behind": 0}
    about = {"area": 1, "point": 1, "work_point": "1-1", "leads": ("first",), "deadline": "2023-12-31"}
    return WorkPointStanding.model_validate({**counts, **about, "light": one, "light_reason": reason, **values})


def total(unit: str, rank: int | None, component: str = "total") -> Scorecard:
    score = None if rank is None else 50
    about = {"unit": unit, "component": component, "items": 1, "assessed": 1, "out_of": 10 if rank else 0}
    return Scorecard.model_validate({**about, "points": score, "score_pct": score, "rank": rank})


def test_promises_in_full() -> None:
    standings = [
        rows.commitment_standing("met", "1-1-a", source="indicator"),
        rows.commitment_standing("behind", "1-1-b"),
        rows.commitment_standing("met", "1-1-c"),
        rows.commitment_standing("not_assessable", "1-1-d", is_scored=False, promised=None),
    ]
    unreported = text("sentence.promised_unreported", ZH)
    assert promise_sentences.commitments(standings, ZH) == [
        text("sentence.promised", ZH, total=4, scored=3, unscored=1),
        text("sentence.promised_go", ZH, scored=3, parts="已达标2项、滞后1项"),
        unreported,
    ]
    reported = [*standings, rows.commitment_standing("met", "1-1-e", source="return")]
    assert unreported not in promise_sentences.commitments(reported, ZH)


def test_conflicts_are_told_or_passed_over() -> None:
    both = [rows.attainment(1), rows.attainment(2)]
    assert promise_sentences.conflicts(both, FRAMEWORK, ZH) == [text("sentence.conflicts", ZH, count=1, names="指标2")]
    assert promise_sentences.conflicts(both[:1], FRAMEWORK, ZH) == []


@pytest.mark.parametrize(
    ("points", "parts", "more"),
    [
        ([light(Light.NOT_DUE, LightReason.NOT_BEGUN)], "未到报送时点1项", ["sentence.lights_not_begun"]),
        ([light(Light.NOT_REPORTED)] * 2, "未报送2项", ["sentence.lights_unreported"]),
        ([light(Light.BEHIND), light(Light.DONE, reported_by=("first",))], "已完成1项、滞后1项", []),
    ],
    ids=["ahead", "silent", "reported"],
)
def test_lights_in_full(points: list[WorkPointStanding], parts: str, more: list[str]) -> None:
    opening = text("sentence.lights", ZH, total=len(points), parts=parts)
    assert promise_sentences.work_points(points, ZH) == [opening, *(text(key, ZH) for key in more)]


def test_the_league_says_that_its_scoring_is_proposed() -> None:
    cards = [
        total("first", 1),
        total("first", 1, "evidence"),
        total("second", None),
        total("second", None, "timeliness"),
    ]
    assert promise_sentences.league(cards, ZH) == [
        text("sentence.scoring_proposed", ZH),
        text("sentence.scored_units", ZH, total=2, scored=1, ranked=1, unscored=1),
        text("sentence.scored_parts", ZH, parts="佐证材料"),
    ]
    assert len(promise_sentences.league([total("second", None)], ZH)) == 2


@given(st.lists(st.tuples(st.sampled_from(Status), st.booleans()), max_size=6))
def test_promises_add_up_to_their_tables(drawn: list[tuple[Status, bool]]) -> None:
    standings: list[CommitmentStanding] = [
        rows.commitment_standing(status.value, code, is_scored=is_scored)
        for code, (status, is_scored) in zip(CODES, drawn, strict=False)
    ]
    scored = promise_tables.commitments(standings, FRAMEWORK, ZH).rows
    unscored = promise_tables.unscored(standings, FRAMEWORK, ZH).rows
    said = promise_sentences.commitments(standings, ZH)
    counts = {"total": len(drawn), "scored": len(scored), "unscored": len(unscored)}
    assert said[0] == text("sentence.promised", ZH, **counts)
    if scored:
        words = [getattr(line[5], "text", "") for line in scored]
        told = {word: int(count) for word, count in re.findall(r"[：、]([^：、]+?)(\d+)项", said[1])}
        assert told == {word: words.count(word) for word in words}


@given(st.lists(st.sampled_from(Light), min_size=1, max_size=8))
def test_lights_add_up_to_their_table(drawn: list[Light]) -> None:
    points = [light(one) for one in drawn]
    words = [getattr(line[3], "text", "") for line in promise_tables.work_points(points, FRAMEWORK, ZH).rows]
    said = promise_sentences.work_points(points, ZH)[0]
    told = {word: int(count) for word, count in re.findall(r"[：、]([^：、]+?)(\d+)项", said)}
    assert told == {word: words.count(word) for word in words}


@given(st.lists(st.tuples(st.sampled_from([1, 2, None]), st.booleans()), max_size=3))
def test_the_league_lists_as_many_units_as_it_says(drawn: list[tuple[int | None, bool]]) -> None:
    units = zip(("first", "second", "office"), drawn, strict=False)
    cards = [
        total(unit, rank).replaced(score_pct=Decimal(75) if rank or has_score else None)
        for unit, (rank, has_score) in units
    ]
    lines = league(cards, FRAMEWORK, ZH).rows
    placed = sum(line[0] != "—" for line in lines)
    counts = {"total": len(drawn), "scored": len(lines), "ranked": placed, "unscored": len(drawn) - len(lines)}
    told = text("sentence.scored_units", ZH, **counts)
    assert promise_sentences.league(cards, ZH)[1] == told


CHANGES = st.builds(
    lambda figure, cause, of: Change(
        table_name="attainment", row=of, figure=figure, cause=cause, since="2022-Q4", old="1", new="2"
    ),
    st.sampled_from(["actual", "target", "margin"]),
    st.sampled_from(["data", "target"]),
    st.sampled_from(["i1", "i2"]),
)


@given(st.lists(CHANGES, max_size=6, unique_by=lambda row: (row.row, row.figure, row.cause)))
def test_changes_are_counted_as_their_table_shows_them(moved: list[Change]) -> None:
    lines = changes(moved, FRAMEWORK, ZH).rows
    said = promise_sentences.changes(moved, ZH)
    if not lines:
        assert said == text("sentence.no_changes", ZH)
        return
    causes = [line[6] for line in lines]
    parts = "、".join(f"{word}{causes.count(word)}项" for word in ("新数据", "目标调整") if word in causes)
    figures, indicators = {(line[0], line[2]) for line in lines}, {line[0] for line in lines}
    counts = {"figures": len(figures), "indicators": len(indicators), "parts": parts}
    assert said == text("sentence.changes", ZH, since="2022-Q4", **counts)


def test_every_component_has_a_name_of_its_own() -> None:
    parts = [component for component in Component if component is not Component.TOTAL]
    assert len({text(f"component.{part.value}", ZH) for part in parts}) == len(parts)
