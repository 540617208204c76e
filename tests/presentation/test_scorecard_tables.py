"""The tables of a unit's scorecard: what each line says, where a page lies, and that submitted text is to be seen."""

import re
from typing import Any

import pytest
import rows
from rows import card, item

from innocity.framework import Framework
from innocity.language import Language
from innocity.measures.scorecard_returns import Arrival, Soundness
from innocity.presentation import scorecard_tables
from innocity.presentation.cleaning import _ATTRIBUTES
from innocity.presentation.scorecard_tables import item_name, scorecard_path
from innocity.presentation.tables import Cell, Link, Mark
from innocity.presentation.unit_record import UnitRecord
from innocity.tables import Component, Evidence, Light, Status, Support

ZH = Language.ZH_HANS
PARAMETERS = rows.parameters(period="2023-Q2", as_of="2023-07-20")
PERIOD = PARAMETERS.period
FACTS = rows.framework(
    [rows.indicator(1, measure=rows.SHARE), rows.indicator(2)],
    work_points=[rows.work_point(), rows.work_point("1-2")],
    commitments=[rows.commitment()],
)


def record(**tables: Any) -> UnitRecord:
    """The record of `first`."""
    return UnitRecord.of("first", FACTS, PARAMETERS, **{"cards": [card()], **tables})


@pytest.mark.parametrize("language", Language)
def test_every_unit_has_a_page_of_its_own_that_a_report_may_link_to(framework: Framework, language: Language) -> None:
    paths = [scorecard_path(unit.code, framework, language) for unit in framework.units]
    assert len({path.casefold() for path in paths}) == len(framework.units)
    assert [path for path in paths if not _ATTRIBUTES["href"].fullmatch(path)] == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["甲局", "乙局"], "scorecards/甲局.html", id="a name"),
        pytest.param(["../Bureau of A, B", "乙局"], "scorecards/Bureau-of-A-B.html", id="signs"),
        pytest.param(["甲 局", "甲-局"], "scorecards/甲-局-u0.html", id="two names that would fall together"),
    ],
)
def test_the_name_of_a_page(names: list[str], expected: str) -> None:
    units = tuple(rows.unit(f"u{place}", name) for place, name in enumerate(names))
    assert scorecard_path("u0", Framework(**{**vars(rows.framework()), "units": units}), ZH) == expected


def test_indicators() -> None:
    open_one = rows.attainment(1, measure=rows.SHARE, status="behind", needed=10, needed_per_quarter="3.333333")
    met = rows.attainment(2, status="met", standing="met", needed=0, needed_per_quarter=0)
    own = record(items=[item("i1", "indicators"), item("i2", "indicators")], attainment=[open_one, met])
    assert scorecard_tables.indicators(own).rows == (
        ("1", "指标1（%）", "90", "100", Cell("滞后", Mark.BEHIND), "+10", "+3.33"),
        ("2", "指标2（个）", "90", "100", Cell("已达标", Mark.MET), "—", "—"),
    )


def test_evidence_names_each_claim_and_each_value_without_one() -> None:
    claim = Evidence(
        period=PERIOD, unit="first", indicator="i1", claimed="<b>.pdf", file="x/y\u202e.pdf", is_missing=False
    )
    claims = [claim, claim.replaced(indicator=None, claimed="文件", file=None), claim.replaced(claimed=None)]
    items = [
        item(name, "evidence", status=status)
        for name, status in (("i1", "delivered"), ("i2", "missing"), (PERIOD, "named"))
    ]
    assert scorecard_tables.evidence(record(items=items, evidence=claims)).rows == (
        ("指标1（%）", "<b>.pdf", "y〔U+202E〕.pdf", Cell("已提交", Mark.MET)),
        ("指标2（个）", "—", "—", Cell("缺失", Mark.MISSED)),
        ("其他佐证", "文件", "—", Cell("只有名称", Mark.BEHIND)),
    )


def test_components_show_their_sums_or_why_there_is_none() -> None:
    counted = card(component="indicators", points="20.00", score_pct="50.00", arithmetic="(50×1)÷1=50; 50×40÷100=20")
    nothing = card(component="evidence", items=2, assessed=0, out_of=0, reason="nothing_assessed")
    assert scorecard_tables.components(record(cards=[card(), counted, nothing])).rows[:2] == (
        ("指标", "1", "1", "50", "20/40", "(50 × 1) ÷ 1 = 50; 50 × 40 ÷ 100 = 20"),
        ("佐证材料", "2", "0", "—", "—", "没有可评估的内容"),
    )


def test_items_that_weigh_something_show_their_sums_or_why_there_is_none() -> None:
    items = [
        item("i1", "indicators", weight="0.5", points="50.00", arithmetic="100+(5-10)×100÷10÷5×5=50"),
        item("1-1", status="not_due", reason="not_due"),
        item("1-1-a", weight=0),
    ]
    assert scorecard_tables.items(record(items=items)).rows == (
        ("指标", "指标1（%）", Cell("滞后", Mark.BEHIND), "0.5", "50", "100 + (5-10) × 100 ÷ 10 ÷ 5 × 5 = 50", "—"),
        ("工作要点", "1-1 要点1-1", Cell("未到报送时点", Mark.PENDING), "1", "—", "—", "未到考核时点"),
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(item("i2", "indicators", to_deliver=10, measure=rows.COUNT), "+10个", id="an amount"),
        pytest.param(item("i1", "indicators", to_deliver="0.5", measure=rows.SHARE), "+0.5个百分点", id="points"),
        pytest.param(item("i1", "indicators", to_deliver="-2", measure=rows.BARE), "−2", id="without a measure"),
        pytest.param(item("i1", "indicators"), "报送数值", id="a value"),
        pytest.param(item("1-1"), "完成工作要点", id="a work point"),
        pytest.param(item("1-1-a", weight=0), "报送承诺完成数", id="a promised number"),
        pytest.param(item(PERIOD, "timeliness", status="missing"), "报送本期材料", id="the return"),
        pytest.param(item("i1", "evidence", status="missing"), "补交佐证材料", id="evidence"),
    ],
)
def test_what_is_to_be_delivered(row: Any, expected: str) -> None:
    lines = scorecard_tables.deliveries(record(items=[row.replaced(due_on=PARAMETERS.as_of_date)])).rows
    assert [(line[0], line[2]) for line in lines] == [("2023-07-20", expected)]


def test_a_promised_number_has_the_words_of_a_status() -> None:
    due = item("1-1-a", weight=0, due_on="2023-12-31", status="falling_back")
    assert scorecard_tables.deliveries(record(items=[due])).rows[0][3] == Cell("低于起点", Mark.MISSED)


def test_what_was_due_says_so() -> None:
    due = item("1-1", due_on="2023-07-19")
    assert scorecard_tables.deliveries(record(items=[due])).rows[0][0] == "2023-07-19（已过期）"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (item("i1", "indicators"), "指标1（%）"),
        (item("1-2"), "1-2 要点1-2"),
        (item("1-1-a"), "1-1-a 承诺1-1-a"),
        (item("1-1-a/某县"), "1-1-a 承诺1-1-a：某县"),
        (item(PERIOD, "timeliness"), "本期报送"),
        (item(PERIOD, "data_quality"), "本期全部材料"),
        (item(PERIOD, "evidence"), "其他佐证"),
    ],
)
def test_the_name_of_an_item(row: Any, expected: str) -> None:
    assert item_name(row, record()) == expected


@pytest.mark.parametrize(
    ("component", "name", "states"),
    [
        (Component.INDICATORS, "i1", Status),
        (Component.WORK_POINTS, "1-1", Light),
        (Component.TIMELINESS, PERIOD, Arrival),
        (Component.DATA_QUALITY, PERIOD, Soundness),
        (Component.EVIDENCE, "i1", Support),
    ],
)
def test_every_state_of_an_item_has_its_word(component: Component, name: str, states: Any) -> None:
    items = [item(name, component, status=state) for state in states]
    words = [row[2] for row in scorecard_tables.items(record(items=items)).rows]
    assert all(isinstance(word, Cell) and re.search("[\u4e00-\u9fff]", word.text) for word in words)
    assert len(words) == len(states)


def ranking(count: int, own: int) -> tuple[UnitRecord, Framework]:
    """A league of so many units and the record of one of them, by its place."""
    units = tuple(rows.unit(f"u{place}", f"局{place}") for place in range(1, count + 1))
    facts = Framework(**{**vars(rows.framework()), "units": units})
    cards = [
        card(f"u{place}", points=40 - place, score_pct=100 - place, rank=place, ranked=count)
        for place in range(1, count + 1)
    ]
    return UnitRecord.of(f"u{own}", facts, PARAMETERS, cards=cards), facts


@pytest.mark.parametrize(
    ("own", "expected"),
    [(1, ["局1（本单位）", "局2", "局3", "局4"]), (5, ["局2", "局3", "局4", "局5（本单位）", "局6", "局7", "局8"]), (9, ["局6", "局7", "局8", "局9（本单位）"])],
)  # fmt: skip
def test_a_unit_stands_among_those_next_to_it(own: int, expected: list[str]) -> None:
    assert [row[1] for row in scorecard_tables.place(ranking(9, own)[0]).rows] == expected


def test_in_the_report_each_name_leads_to_its_card() -> None:
    own, facts = ranking(2, 1)
    table = scorecard_tables.linked_league(own.league, facts, ZH)
    assert [row[1] for row in table.rows] == [Link("局1", "scorecards/局1.html"), Link("局2", "scorecards/局2.html")]
