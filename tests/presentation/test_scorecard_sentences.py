"""What a unit's scorecard says first never contradicts its tables."""

from dataclasses import replace
from decimal import Decimal

import rows
from hypothesis import given
from hypothesis import strategies as st
from rows import card, item

from innocity.measures.scorecards import card_of, rank
from innocity.measures.scoring_rules import ScoringRules
from innocity.presentation import scorecard_sentences
from innocity.presentation.unit_record import UnitRecord
from innocity.tables import Component, ScoreItem
from innocity.thresholds import load_rules
from innocity.workspace import CODE, Workspace

RULES = load_rules(Workspace(CODE).rules / "scoring.yaml", ScoringRules).components
FRAMEWORK = rows.framework(work_points=[rows.work_point(code) for code in ("1-1", "1-2", "1-10")])
PARAMETERS = rows.parameters(period="2023-Q2", as_of="2023-07-20")
POINTS = [f"1-{point}" for point in (1, 2, 10)]


def record(items: list[ScoreItem], ranked_from: Decimal = Decimal(0)) -> UnitRecord:
    """The record of `first` as the measures would score it."""
    cards = rank(card_of("first", items, RULES), ranked_from)
    return UnitRecord.of("first", FRAMEWORK, PARAMETERS, cards=cards, items=items)


def test_what_costs_most_is_named_with_what_earned_least() -> None:
    items = [
        item("i1", "indicators", points=95),
        item("1-1", points=50),
        item("1-2", points=0, weight="0.3"),
        item("1-10", points=100),
        item("i1", "evidence", status="missing", reason="not_due"),
    ]
    assert scorecard_sentences.headline(record(items)) == [
        "甲局2023年第二季度（半年报）得83.55分（百分制；得分/能够评估的满分：54.31/65），在1个有得分的单位中列第1位。",
        "失分最多的是“工作要点”，满分25分，失8.69分，失分较多的有：1-1 要点1-1（50分）、1-2 要点1-2（0分）。",
        "1项未评估，不计入满分，不扣分：未到考核时点（1项）。",
    ]


def test_full_points_and_no_points_at_all() -> None:
    assert scorecard_sentences.headline(record([item("1-1", points=100)]))[1:] == ["能够评估的部分均得满分。"]
    assert scorecard_sentences.headline(record([item("1-1", reason="not_due")])) == [
        "甲局2023年第二季度（半年报）没有可以评估的内容，不计分，不排名。",
        "1项未评估，不计入满分，不扣分：未到考核时点（1项）。",
    ]


@given(st.lists(st.none() | st.integers(0, 120), min_size=3, max_size=3), st.integers(0, 120))
def test_a_score_is_told_only_where_there_is_one_and_losses_only_where_points_are_lost(
    points: list[int | None], evidence: int
) -> None:
    items = [
        item(name, points=given, reason=None if given is not None else "not_due")
        for name, given in zip(POINTS, points, strict=True)
    ]
    own = record([*items, item("i1", "evidence", status="named", points=min(evidence, 100))])
    said = scorecard_sentences.headline(own)
    lost = own.total.out_of - (own.total.points or Decimal(0))
    assert ("失分最多" in said[1]) == (lost > 0)
    assert ("均得满分" in said[1]) == (lost == 0)
    assert [f"{points.count(None)}项未评估" in line for line in said[2:]] == [True] * (None in points)


def test_a_score_out_of_too_little_has_no_place() -> None:
    own = record([item("1-1", points=50)], Decimal(40))
    assert scorecard_sentences.headline(own)[0] == (
        "甲局2023年第二季度（半年报）得50.00分（百分制；得分/能够评估的满分：12.5/25）；能够评估的内容太少，不排名。"
    )


def test_a_unit_without_a_place_is_told_how_many_have_one() -> None:
    own = record([item("1-1", points=50)], ranked_from=Decimal(100))
    others = [row.replaced(unit="second", rank=1, ranked=1) for row in own.cards if row.component is Component.TOTAL]
    told = scorecard_sentences.key_figures(replace(own, league=(*own.cards, *others)))[1]
    assert (told.value, told.note) == ("—", "参加排名的单位共1个")


def test_key_figures_say_what_they_are_out_of() -> None:
    items = [
        item("1-1", points=50, due_on="2023-07-19"),
        item("1-2", reason="not_due", due_on="2023-12-31"),
        item("1-1-a", weight=0, due_on="2023-12-31"),
    ]
    told = scorecard_sentences.key_figures(record(items))
    assert [(figure.value, figure.note) for figure in told] == [
        ("50.00", "得分/能够评估的满分：12.5/25"),
        ("1", "参加排名的单位共1个"),
        ("1", "共2项，其余不扣分"),
        ("3", "最近期限：2023年12月31日"),
    ]


def test_deliveries() -> None:
    items = [item("1-1", due_on="2023-07-19"), item("1-2", due_on="2023-12-31")]
    assert scorecard_sentences.deliveries(record(items)) == "待交付2项，其中1项已过期。"
    assert scorecard_sentences.deliveries(record([item("1-1")])) == "没有待交付的事项。"


def test_returns() -> None:
    items = [item("2023-Q2", "timeliness", status="late"), item("2023-Q2", "data_quality", status="errors")]
    undated = UnitRecord.of("first", FRAMEWORK, PARAMETERS, cards=[card()], items=items)
    assert scorecard_sentences.returns(undated) == [
        "本期报送：迟报（本期没有设定截止日）。",
        "数据质量：有未改正的错误。已被后来的文件改正的问题、不由本单位负责的问题不扣分。",
    ]
    dated = rows.parameters(period="2023-Q2", as_of="2023-07-20", due_on="2023-07-15", grace_days=2)
    due = UnitRecord.of("first", FRAMEWORK, dated, cards=[card()], items=items)
    assert scorecard_sentences.returns(due)[0] == "本期报送：迟报（应于2023年7月15日前报送，宽限2天）。"
