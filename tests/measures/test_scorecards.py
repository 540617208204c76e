"""Scorecards of units: marks by hand, sums that add up, and what must be fair to everyone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.errors import UsageError
from innocity.facts import Unit, WorkPoint
from innocity.framework import Framework
from innocity.measures.arithmetic import rounded
from innocity.measures.scorecard_grounds import Grounds, figure
from innocity.measures.scorecard_items import indicator_mark
from innocity.measures.scorecard_returns import open_findings
from innocity.measures.scorecards import card_of, rank, score
from innocity.measures.scoring_rules import ScoringRules
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    Component,
    Evidence,
    Finding,
    Receipt,
    Scorecard,
    ScoreItem,
    WorkPointStanding,
)
from innocity.thresholds import load_rules
from innocity.workspace import CODE, Workspace

SHIPPED = Workspace(CODE).rules / "scoring.yaml"
RULES = ScoringRules.model_validate(
    {
        "components": {
            "weights": {"indicators": 40, "work_points": 25, "timeliness": 15, "data_quality": 10, "evidence": 10},
            "mean_cap": 100,
            "ranked_from": 25,
            "basis": "test",
        },
        "indicators": {
            "per_cent_step": 5,
            "points_step": 5,
            "cap": 120,
            "floor": 0,
            "accountable_share": "0.5",
            "basis": "test",
        },
        "work_points": {
            "lead_weight": 1,
            "responsible_weight": "0.3",
            "lights": {
                "done": 100,
                "on_time": 100,
                "near_due": 90,
                "behind": 50,
                "overdue": 0,
                "made_good_late": 80,
                "not_reported": 0,
            },
            "basis": "test",
        },
        "returns": {"full_quarters": [2, 4], "basis": "test"},
        "timeliness": {"points_a_day": 5, "floor": 40, "basis": "test"},
        "data_quality": {
            "points_an_error": 10,
            "points_a_warning": 2,
            "disregarded": ["altered_file"],
            "basis": "test",
        },
        "evidence": {"named_points": 50, "basis": "test"},
    }
)
ONE, TWO, GROUP, OFFICE = "first", "second", "everyone", "office"
V1, V2 = "data/raw/2023-Q4/1.xlsx", "data/raw/2023-Q4/2.xlsx"
DUE = {"period": "2023-Q4", "as_of": "2024-02-01", "target_year": 2023, "due_on": "2024-01-15"}


def unit(code: str, kind: str = "body", members: tuple[str, ...] = ()) -> Unit:
    return rows.unit(code, code).replaced(kind=kind, members=members)


def work_point(code: str, leads: tuple[str, ...], responsible: tuple[str, ...] = ()) -> WorkPoint:
    area, point = map(int, code.split("-"))
    names = {f"{what}_{tag}": code for what in ("area", "title") for tag in ("zh_hans", "zh_hant", "en")}
    about = {"code": code, "area": area, "point": point, "leads": leads, "responsible": responsible}
    return WorkPoint.model_validate({**about, **names, "source": "test"})


def city(indicators: Sequence[dict[str, Any]] = (), points: Sequence[WorkPoint] = ()) -> Framework:
    """Two units, a group of both, an office; indicators with the collectors given."""
    bare = rows.framework([rows.indicator(number, **one) for number, one in enumerate(indicators, start=1)])
    units = (unit(ONE), unit(TWO, "county"), unit(GROUP, "group", (ONE, TWO)), unit(OFFICE, "office"))
    return replace(bare, indicators=bare.indicators if indicators else (), units=units, work_points=tuple(points))


SOLE = city([{"collectors": (ONE,)}])
LED = city(points=[work_point("1-1", (ONE,), (GROUP,))])


def attained(number: int = 1, **values: Any) -> Attainment:
    """`i<number>` of 2023 at 90 of 100, missed, from the first collector's first file."""
    year = {"reference_year": 2023, "expected_on": "2023-12-31", "actual_file": V1, "status": "missed"}
    return rows.attainment(number, **{**year, **values})


def unattained(number: int = 1, state: str = "not_yet_measurable", **values: Any) -> Attainment:
    return rows.absent(number, state, **{"reference_year": 2023, "expected_on": "2023-12-31", **values})


def standing(code: str = "1-1", light: str = "on_time", **values: Any) -> WorkPointStanding:
    area, point = code.split("-")
    about = {"area": area, "point": point, "work_point": code, "leads": (ONE,), "deadline": "2023-12-31"}
    counts = dict.fromkeys(("commitments", "scored", "met", "behind"), 0)
    return WorkPointStanding.model_validate({**about, **counts, "light": light, "light_reason": "under_way", **values})


def promise(**values: Any) -> CommitmentStanding:
    """Ten promised in work point 1-1, four done."""
    about = {"area": 1, "point": 1, "work_point": "1-1", "commitment": "1-1-a", "unit": ONE, "measure": rows.COUNT}
    kind = {"basis": "increase", "operator": "≥", "recurrence": "once", "is_aspirational": False, "relation": "new"}
    how = {"state": "measured", "standing": "not_met", "status": "behind", "is_scored": True, "margin": "-6"}
    return CommitmentStanding.model_validate({**about, **kind, **how, "deadline": "2023-12-31", **values})


def receipt(**values: Any) -> Receipt:
    return rows.receipt(**{"file": V1, "period": "2023-Q4", "received_on": "2024-01-10", **values})


def claim(**values: Any) -> Evidence:
    """A file claimed for `i1` that came."""
    about = {"period": "2023-Q4", "unit": ONE, "indicator": "i1", "claimed": "a.pdf", "file": "a.pdf"}
    return Evidence.model_validate({**about, "is_missing": False, **values})


def grounds(framework: Framework = SOLE, dates: dict[str, Any] | None = None, **tables: Any) -> Grounds:
    names = ("attainment", "commitments", "work_points", "receipts", "findings", "evidence")
    given = {name: tuple(tables.get(name, ())) for name in names}
    return Grounds(framework, rows.parameters(**{**DUE, **(dates or {})}), RULES, **given)


def scored(
    framework: Framework = SOLE, dates: dict[str, Any] | None = None, **tables: Any
) -> tuple[list[Scorecard], list[ScoreItem]]:
    tables.setdefault("attainment", ())
    return score(framework, rows.parameters(**{**DUE, **(dates or {})}), RULES, **tables)


def card(cards: Sequence[Scorecard], component: str, of: str = ONE) -> Scorecard:
    return next(row for row in cards if (row.unit, row.component.value) == (of, component))


def item(items: Sequence[ScoreItem], component: str, of: str = ONE) -> ScoreItem:
    return next(row for row in items if (row.unit, row.component.value) == (of, component))


def worked_out(arithmetic: str) -> list[tuple[Decimal, Decimal]]:
    """Every step of an arithmetic: what its left side comes to, six decimals and then two, half up, and what it says."""
    steps = []
    for step in arithmetic.split("; "):
        left, _, said = step.rpartition("=")
        exact = re.sub(r"\d+(\.\d+)?", lambda number: f"Fraction('{number[0]}')", left)
        value = eval(exact.replace("×", "*").replace("÷", "/").replace(";", ","), {"Fraction": Fraction, "min": min, "max": max})  # fmt: skip
        printed = Decimal(value.numerator) / Decimal(value.denominator)
        steps.append((rounded(rounded(printed, 6), 2), Decimal(said)))
    return steps


@pytest.mark.parametrize(
    ("values", "points", "arithmetic", "reason"),
    [
        pytest.param({"actual": 95}, "95", "100+(95-100)×100÷100÷5×5=95", None, id="short of the target"),
        pytest.param({"actual": 97.7, "target": 1250}, "7.82", "100+(97.7-1250)×100÷1250÷5×5=7.82", None, id="rounded"),
        pytest.param(
            {"actual": 110, "standing": "met", "status": "met"},
            "110",
            "100+(110-100)×100÷100÷5×5=110",
            None,
            id="above the target",
        ),
        pytest.param(
            {"actual": 200, "standing": "met", "status": "met"},
            "120",
            "min(120;100+(200-100)×100÷100÷5×5)=120",
            None,
            id="capped",
        ),
        pytest.param(
            {"actual": -5, "direction": "higher"}, "0", "max(0;100+((-5)-100)×100÷100÷5×5)=0", None, id="at the floor"
        ),
        pytest.param(
            {"actual": "0.52", "target": "0.5", "direction": "lower"},
            "96",
            "100+(0.5-0.52)×100÷0.5÷5×5=96",
            None,
            id="lower is better",
        ),
        pytest.param(
            {"actual": 130, "standing": "met", "status": "met", "is_target_below_baseline": True, "trend": "worse"},
            "100",
            "min(100;100+(130-100)×100÷100÷5×5)=100",
            "worse_than_year_before",
            id="a target below the baseline gives no more than full marks, and a fall is told",
        ),
        pytest.param(
            {"actual": 130, "standing": "met", "status": "met", "is_target_below_baseline": True},
            "100",
            "min(100;100+(130-100)×100÷100÷5×5)=100",
            "target_below_baseline",
            id="a target below the baseline is told",
        ),
        pytest.param(
            {"actual": 98, "status": "behind", "progress_pct": 20, "expected_share_pct": 50},
            "40",
            "100+(20-50)×100÷50÷5×5=40",
            None,
            id="within the year by pace, whatever the level",
        ),
        pytest.param(
            {"actual": 98, "status": "on_pace", "progress_pct": 80, "expected_share_pct": 50},
            "100",
            "min(100;100+(80-50)×100÷50÷5×5)=100",
            None,
            id="ahead of pace is no more than full marks before the target is met",
        ),
        pytest.param(
            {"actual": 85, "status": "falling_back", "progress_pct": -50, "expected_share_pct": 50, "trend": "worse"},
            "0",
            "max(0;100+((-50)-50)×100÷50÷5×5)=0",
            "worse_than_year_before",
            id="falling back",
        ),
        pytest.param({"status": "on_pace"}, "100", "100", None, id="on pace where the target asks for no step"),
        pytest.param(
            {"actual": 90, "status": "falling_back"},
            "90",
            "100+(90-100)×100÷100÷5×5=90",
            None,
            id="falling back where nothing is expected yet: by level",
        ),
        pytest.param(
            {"actual": 110, "standing": "met", "status": "on_pace", "progress_pct": 200, "expected_share_pct": 50},
            "100",
            "min(100;100+(110-100)×100÷100÷5×5)=100",
            None,
            id="met so far, but not for good",
        ),
        pytest.param(
            {"actual": 1, "target": 0, "standing": "met", "status": "met"},
            "100",
            "100",
            None,
            id="a target of zero, met",
        ),
        pytest.param({"actual": 1, "target": 0}, None, None, "not_assessable", id="a target of zero, missed"),
        pytest.param(
            {"actual": "yes", "target": "yes", "direction": "yes_no", "standing": "met", "status": "met"},
            "100",
            "100",
            None,
            id="yes",
        ),
        pytest.param({"actual": "no", "target": "yes", "direction": "yes_no"}, "0", "0", None, id="no"),
        pytest.param({"state": "late"}, "90", "100+(90-100)×100÷100÷5×5=90", None, id="late, and counted in full"),
        pytest.param({"status": "not_due"}, None, None, "not_due", id="nothing can be expected yet"),
        pytest.param({"status": "not_assessable"}, None, None, "not_assessable", id="nothing to hold it against"),
        pytest.param(
            {"reference_year": 2022, "standing": "met", "status": "met"},
            None,
            None,
            "not_due",
            id="met before its year has begun",
        ),
    ],
)
def test_the_mark_of_an_indicator(
    values: dict[str, Any], points: str | None, arithmetic: str | None, reason: str | None
) -> None:
    mark = indicator_mark(attained(**values), grounds())
    assert (mark.points, mark.arithmetic, mark.reason) == (
        None if points is None else Decimal(points),
        arithmetic,
        reason,
    )


@pytest.mark.parametrize(
    ("state", "dates", "values", "points", "reason"),
    [
        pytest.param("not_yet_measurable", {}, {}, None, "not_measurable", id="no value can exist yet"),
        pytest.param("carried_forward", {}, {}, None, "not_measurable", id="an earlier value is shown"),
        pytest.param("not_submitted", {}, {}, 0, "did_not_report", id="the time is up"),
        pytest.param("not_submitted", {"as_of": "2024-01-15"}, {}, None, "awaited", id="the last day"),
        pytest.param("not_submitted", {"as_of": "2024-01-16"}, {}, 0, "did_not_report", id="the day after"),
        pytest.param(
            "not_submitted", {"as_of": "2024-01-20", "grace_days": 5}, {}, None, "awaited", id="the days of grace"
        ),
        pytest.param("not_submitted", {"due_on": ""}, {}, None, "no_due_date", id="no due date is set"),
        pytest.param(
            "not_submitted", {}, {"expected_on": "2024-02-01"}, None, "awaited", id="out only today, after the due date"
        ),
        pytest.param("rejected", {"as_of": "2024-01-15"}, {}, 0, "rejected", id="refused and not corrected"),
    ],
)
def test_the_mark_of_a_missing_value(
    state: str, dates: dict[str, Any], values: dict[str, Any], points: int | None, reason: str
) -> None:
    mark = indicator_mark(unattained(state=state, **values), grounds(dates=dates))
    assert (mark.points, mark.reason) == (points, reason)


def test_an_open_target_tells_what_to_deliver_and_by_when() -> None:
    _, items = scored(attainment=[attained(needed=10)])
    assert item(items, "indicators") == ScoreItem(
        unit=ONE,
        component=Component.INDICATORS,
        item="i1",
        status="missed",
        weight=Decimal(1),
        points=Decimal("90.00"),
        arithmetic="100+(90-100)×100÷100÷5×5=90",
        to_deliver=Decimal(10),
        measure=rows.COUNT,
        due_on=date(2023, 12, 31),
    )


@pytest.mark.parametrize(
    ("row", "due_on"),
    [
        pytest.param(unattained(state="not_submitted"), "2024-01-15", id="missing: the due date"),
        pytest.param(unattained(expected_on="2024-10-12"), "2024-10-12", id="the day on which it is out"),
        pytest.param(attained(standing="met", status="met"), "", id="met: nothing"),
    ],
)
def test_what_is_not_there_is_due(row: Attainment, due_on: str) -> None:
    _, items = scored(attainment=[row])
    assert item(items, "indicators").cells()["due_on"] == due_on
    assert item(items, "indicators").to_deliver is None


@pytest.mark.parametrize("collectors", [1, 2, 3, 4, 7, 8])
def test_the_shares_of_an_indicator_add_to_one(collectors: int) -> None:
    codes = tuple(f"u{number}" for number in range(collectors))
    shares = [grounds().share(code, codes) for code in codes]
    assert sum(shares) == 1
    assert min(shares) > 0
    assert shares[0] == max(shares)


def test_shares_are_those_of_the_rules() -> None:
    codes = ("a", "b", "c")
    assert [grounds().share(code, codes) for code in codes] == [Decimal("0.5"), Decimal("0.25"), Decimal("0.25")]


@pytest.mark.parametrize(
    ("light", "lead", "other"),
    [
        ("done", 100, 100),
        ("on_time", 100, 100),
        ("near_due", 90, 90),
        ("behind", 50, 50),
        ("overdue", 0, 0),
        ("made_good_late", 80, 80),
        pytest.param("not_reported", 0, None, id="a missing report is the leads' alone"),
        pytest.param("not_due", None, None, id="nothing had to be reported yet"),
    ],
)
def test_a_light_gives_points_to_leads_and_by_their_weight_to_others(
    light: str, lead: int | None, other: int | None
) -> None:
    _, items = scored(LED, work_points=[standing(light=light)])
    first, second = item(items, "work_points", ONE), item(items, "work_points", TWO)
    assert (first.points, first.weight) == (lead, 1)
    assert (second.points, second.weight) == (other, Decimal("0.3"))


def test_a_report_that_is_not_due_costs_no_lead_anything() -> None:
    _, items = scored(LED, {"as_of": "2024-01-10"}, work_points=[standing(light="not_reported")])
    assert (item(items, "work_points").points, item(items, "work_points").reason) == (None, "awaited")


def test_an_open_promise_stands_beside_its_work_point_without_weight() -> None:
    met, slogan = (
        promise(commitment="1-1-b", standing="met", status="met"),
        promise(commitment="1-1-c", is_scored=False),
    )
    cards, items = scored(LED, work_points=[standing()], commitments=[met, slogan, promise(item="甲")])
    promised = [(row.item, row.weight, row.points, row.to_deliver) for row in items if row.item.startswith("1-1-")]
    assert promised == [("1-1-a/甲", 0, None, 6)]
    assert card(cards, "work_points").items == 1


@pytest.mark.parametrize(
    ("receipts", "points", "status"),
    [
        pytest.param([receipt()], 100, "on_time", id="before the due date"),
        pytest.param([receipt(received_on="2024-01-15")], 100, "on_time", id="on the due date"),
        pytest.param([receipt(received_on="2024-01-17")], 90, "late", id="two days late"),
        pytest.param([receipt(received_on="2024-01-31")], 40, "late", id="at the floor"),
        pytest.param([], 0, "missing", id="nothing sent"),
        pytest.param([receipt(verdict="quarantined")], 100, "on_time", id="what could not be used came in time"),
        pytest.param(
            [receipt(), receipt(file=V2, received_on="2024-01-30")], 100, "on_time", id="corrected after the due date"
        ),
        pytest.param([receipt(is_registered=False, received_on="2024-01-31")], None, "received", id="of unknown day"),
        pytest.param([receipt(period="2023-Q3")], 0, "missing", id="of another period"),
    ],
)
def test_timeliness(receipts: list[Receipt], points: int | None, status: str) -> None:
    _, items = scored(receipts=receipts)
    assert (item(items, "timeliness").points, item(items, "timeliness").status) == (points, status)


@pytest.mark.parametrize(
    ("dates", "points", "status"),
    [
        pytest.param({"due_on": ""}, None, "awaited", id="no due date is set"),
        pytest.param({"as_of": "2024-01-15"}, None, "awaited", id="the time is not up"),
        pytest.param({"grace_days": 20}, None, "awaited", id="within the days of grace"),
        pytest.param({}, 0, "missing", id="the time is up"),
    ],
)
def test_nothing_sent(dates: dict[str, Any], points: int | None, status: str) -> None:
    _, items = scored(dates=dates)
    assert (item(items, "timeliness").points, item(items, "timeliness").status) == (points, status)


@pytest.mark.parametrize(
    ("period", "status"), [("2023-Q3", "not_owed"), ("2023-Q4", "missing"), ("2023-Q2", "missing")]
)
def test_a_responsible_unit_owes_the_full_returns_only(period: str, status: str) -> None:
    _, items = scored(LED, {"period": period})
    assert item(items, "timeliness", TWO).status == status


@pytest.mark.parametrize(
    ("found", "points"),
    [
        pytest.param([], 100, id="sound"),
        pytest.param([{}], 90, id="an error"),
        pytest.param([{}, {"severity": "warning"}, {"severity": "note"}], 88, id="an error, a warning, a note"),
        pytest.param([{"cell": f"A{row}"} for row in range(20)], 0, id="at the floor"),
        pytest.param([{"code": "altered_file"}], 100, id="not the unit's doing"),
        pytest.param([{"unit": TWO, "file": "other.xlsx"}], 100, id="another unit's"),
        pytest.param([{"unit": None}], 90, id="in its file, which names no unit"),
        pytest.param([{"file": None, "indicator": "i1", "severity": "warning"}], 98, id="left out of the return"),
    ],
)
def test_data_quality(found: list[dict[str, Any]], points: int) -> None:
    findings = [rows.finding(**{"file": V1, "unit": ONE, **one}) for one in found]
    cards, items = scored(attainment=[attained()], receipts=[receipt()], findings=findings)
    assert item(items, "data_quality").points == points
    assert worked_out(str(card(cards, "data_quality").arithmetic))


def test_a_warning_about_what_cannot_exist_yet_costs_nothing() -> None:
    blank = rows.finding(file=V1, unit=ONE, indicator="i1", severity="warning")
    assert open_findings(ONE, grounds(attainment=[unattained()], receipts=[receipt()], findings=[blank])) == []


FAULT = rows.finding(file=V1, unit=ONE, indicator="i1")
WHOLE = rows.finding(file=V1, unit=ONE, code="unreadable_file")
AGAIN = FAULT.replaced(file=V2)


@pytest.mark.parametrize(
    ("findings", "row", "verdict", "expected"),
    [
        pytest.param([FAULT], attained(actual_file=V2), "accepted", [], id="mended"),
        pytest.param([FAULT], attained(actual_file=V2), "quarantined", [FAULT], id="the later file could not be used"),
        pytest.param(
            [FAULT], unattained(state="rejected"), "accepted", [FAULT], id="the later file says nothing of it"
        ),
        pytest.param(
            [FAULT, AGAIN], unattained(state="rejected"), "accepted", [AGAIN], id="the same fault counts once"
        ),
        pytest.param([WHOLE], attained(actual_file=V2), "accepted", [], id="a file replaced as a whole"),
        pytest.param([WHOLE], attained(actual_file=V1), "accepted", [WHOLE], id="a file that is still used"),
    ],
)
def test_a_finding_counts_until_a_later_file_mends_it(
    findings: list[Finding], row: Attainment, verdict: str, expected: list[Finding]
) -> None:
    receipts = [receipt(), receipt(file=V2, received_on="2024-01-20", verdict=verdict)]
    assert open_findings(ONE, grounds(attainment=[row], receipts=receipts, findings=findings)) == expected


@pytest.mark.parametrize(
    ("claims", "period", "points", "status"),
    [
        pytest.param([claim()], "2023-Q4", "100", "delivered", id="delivered"),
        pytest.param([claim(file=None, is_missing=True)], "2023-Q4", "0", "missing", id="missing"),
        pytest.param([claim(file=None)], "2023-Q4", "50", "named", id="a document only named"),
        pytest.param(
            [claim(), claim(claimed="b"), claim(claimed="c", file=None, is_missing=True)],
            "2023-Q4",
            "66.67",
            "missing",
            id="two of three",
        ),
        pytest.param([], "2023-Q4", "0", "missing", id="nothing claimed with a full return"),
        pytest.param([], "2023-Q3", None, None, id="nothing claimed in a survey"),
        pytest.param([claim(claimed=None)], "2023-Q3", None, None, id="a file that no return names"),
        pytest.param([claim(period="2023-Q2")], "2023-Q3", None, None, id="of another period"),
    ],
)
def test_evidence(claims: list[Evidence], period: str, points: str | None, status: str | None) -> None:
    _, items = scored(attainment=[attained()], dates={"period": period}, evidence=claims)
    found = [(row.points, row.status) for row in items if row.component is Component.EVIDENCE]
    assert found == ([] if points is None else [(Decimal(points), status)])


def test_claims_about_no_indicator_are_taken_together() -> None:
    claims = [claim(indicator=None), claim(indicator=None, claimed="b", file=None, is_missing=True)]
    _, items = scored(evidence=claims)
    assert [(row.item, row.points) for row in items if row.component is Component.EVIDENCE] == [("2023-Q4", 50)]


def test_a_unit_without_anything_to_support_is_not_assessed_for_it() -> None:
    cards, _ = scored(attainment=[unattained()])
    assert [row for row in cards if row.component is Component.EVIDENCE] == []


def test_a_card_is_added_up_by_hand() -> None:
    framework = city([{"collectors": (ONE, TWO)}, {"collectors": (TWO, ONE)}])
    attainment = [
        attained(actual="96.33"),
        attained(2, actual=100, standing="met", status="met"),
    ]
    cards, _ = scored(framework, attainment=attainment, receipts=[receipt()])
    indicators, total = card(cards, "indicators"), card(cards, "total")
    assert indicators.arithmetic == "(96.33×0.5+100×0.5)÷1=98.17; 98.17×40÷100=39.27"
    assert total == Scorecard(
        unit=ONE,
        component=Component.TOTAL,
        items=6,
        assessed=6,
        points=Decimal("64.27"),
        out_of=Decimal(75),
        score_pct=Decimal("85.69"),
        arithmetic="39.27+15+10+0=64.27; 64.27÷75×100=85.69",
        rank=1,
        ranked=2,
    )


def test_what_lies_beyond_the_target_makes_up_for_a_shortfall_and_no_more() -> None:
    met = attained(actual=120, standing="met", status="met")
    cards, _ = scored(attainment=[met])
    assert card(cards, "indicators").arithmetic == "(120×1)÷1=120; min(100;120)=100; 100×40÷100=40"


def test_a_component_in_which_nothing_can_be_assessed_is_out_of_nothing() -> None:
    cards, _ = scored(attainment=[unattained()], receipts=[receipt()])
    assert card(cards, "indicators") == Scorecard(
        unit=ONE, component=Component.INDICATORS, items=1, assessed=0, out_of=Decimal(0), reason="nothing_assessed"
    )
    assert card(cards, "total").out_of == 25
    assert card(cards, "total").score_pct == 100


def test_a_unit_of_which_nothing_can_be_assessed_has_no_rank() -> None:
    cards, _ = scored(attainment=[unattained()], dates={"due_on": ""})
    total = card(cards, "total")
    assert (total.points, total.out_of, total.score_pct, total.rank, total.ranked) == (None, 0, None, None, None)


def test_a_score_out_of_too_little_has_no_rank() -> None:
    cards, _ = scored(attainment=[unattained()], receipts=[receipt()])
    totals = [row.replaced(rank=None, ranked=None) for row in cards if row.component is Component.TOTAL]
    placed = [(row.out_of, row.rank) for row in rank(totals, Decimal("25.01"))]
    assert placed == [(row.out_of, None) for row in totals]


def test_equal_scores_share_a_rank() -> None:
    units = [unit(code) for code in "abcde"]
    framework = replace(city([{"collectors": (one.code,)} for one in units]), units=tuple(units))
    attainment = [attained(number, actual=actual) for number, actual in enumerate((80, 90, 95, 90), start=1)]
    cards, _ = scored(framework, {"due_on": "", "period": "2023-Q3"}, attainment=[*attainment, unattained(5)])
    assert {row.unit: (row.rank, row.ranked) for row in cards if row.component is Component.TOTAL} == {
        "a": (4, 4),
        "b": (2, 4),
        "c": (1, 4),
        "d": (2, 4),
        "e": (None, None),
    }


def test_only_those_who_answer_for_something_have_a_card() -> None:
    led = work_point("1-1", (GROUP, OFFICE))
    assert [one.code for one in grounds(city(points=[led])).units()] == [ONE, TWO]
    assert [one.code for one in grounds(city([{"collectors": ()}], [led])).units()] == [ONE, TWO, OFFICE]
    assert [one.code for one in grounds(SOLE).units()] == [ONE]


def test_who_leads_by_name_is_not_counted_again_as_a_member() -> None:
    _, items = scored(LED, work_points=[standing()])
    assert [(row.unit, row.weight) for row in items if row.item == "1-1"] == [(ONE, 1), (TWO, Decimal("0.3"))]


@pytest.mark.parametrize(
    ("value", "expected"), [("98.10", "98.1"), ("100.00", "100"), ("0.00", "0"), ("-5", "(-5)"), ("1E+3", "1000")]
)
def test_a_figure_is_shown_plain(value: str, expected: str) -> None:
    assert figure(Decimal(value)) == expected


def test_the_shipped_rules_are_a_proposal_that_is_whole() -> None:
    rules = load_rules(SHIPPED, ScoringRules)
    sections = [getattr(rules, name) for name in ScoringRules.model_fields]
    assert all(section.basis for section in sections)
    assert "PROPOSAL" in SHIPPED.read_text(encoding="utf-8").splitlines()[0]
    assert sum(rules.components.weights.values()) == 100


def test_every_finding_that_costs_nothing_is_a_known_kind() -> None:
    text = (Workspace(CODE).rules / "findings.csv").read_text(encoding="utf-8-sig")
    known = {line.split(",")[0] for line in text.splitlines()}
    assert set(load_rules(SHIPPED, ScoringRules).data_quality.disregarded) <= known


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("evidence: 10", "evidence: 20", "components"),
        ("    evidence: 10\n", "", "components"),
        ("    overdue: 0\n", "", "work_points"),
        ("cap: 120", "cap: 90", "indicators.cap"),
        ('accountable_share: "0.5"', 'accountable_share: "1"', "indicators.accountable_share"),
        ("lead_weight: 1", "lead_weight: 0", "work_points.lead_weight"),
        ("floor: 40", "flor: 40", "timeliness.flor"),
        ("[2, 4]", "[2, 5]", "returns.full_quarters"),
    ],
)
def test_faulty_rules_are_told(old: str, new: str, told: str, tmp_path: Any) -> None:
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert shipped.count(old) == 1 or old == "cap: 120"
    (tmp_path / "scoring.yaml").write_text(shipped.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        load_rules(tmp_path / "scoring.yaml", ScoringRules)


def test_everyone_who_answers_in_the_plan_has_items_and_no_group_has_a_card(framework: Framework) -> None:
    attainment = [unattained(one.number, indicator=one.code) for one in framework.indicators]
    work_points = [standing(one.code) for one in framework.work_points]
    cards, items = scored(framework, attainment=attainment, work_points=work_points)
    kinds = {framework.unit(row.unit).kind for row in cards}
    totals = [row for row in cards if row.component is Component.TOTAL]
    assert kinds == {"body", "county", "park", "university", "office"}
    assert {row.unit for row in items} == {row.unit for row in totals}
    assert all(row.items for row in totals)
    assert [row.unit for row in totals] == [one.code for one in framework.units if one.kind != "group"]


# What must hold whatever comes in.

FIGURES = st.decimals(min_value=-1000, max_value=2000, places=2)
POSITIVE = st.decimals(min_value=Decimal("0.01"), max_value=2000, places=2)
PRESENT = st.fixed_dictionaries(
    {
        "actual": FIGURES,
        "target": POSITIVE,
        "direction": st.sampled_from(["higher", "lower"]),
        "status": st.sampled_from(["met", "on_pace", "behind", "falling_back", "missed", "not_due", "not_assessable"]),
        "progress_pct": st.none() | FIGURES,
        "expected_share_pct": st.none() | st.decimals(min_value=0, max_value=100, places=2),
        "trend": st.sampled_from(["better", "worse", "unchanged", "unknown"]),
        "is_target_below_baseline": st.booleans(),
    }
)
ABSENT = st.sampled_from(["not_submitted", "rejected", "carried_forward", "not_yet_measurable"])
INDICATORS = ((ONE,), (TWO, ONE), (ONE, TWO, OFFICE), ())
MIXED = city(
    [{"collectors": one} for one in INDICATORS], [work_point("1-1", (ONE,), (GROUP,)), work_point("1-2", (GROUP,))]
)
LIGHTS = st.sampled_from(
    ["done", "on_time", "near_due", "behind", "overdue", "made_good_late", "not_reported", "not_due"]
)


@st.composite
def attainments(draw: st.DrawFn) -> list[Attainment]:
    """A row for each indicator, with or without a value; standing as level and target have it."""
    found = []
    for number in range(1, len(INDICATORS) + 1):
        one = draw(PRESENT | ABSENT)
        if isinstance(one, str):
            found.append(unattained(number, one))
            continue
        ahead = one["actual"] >= one["target"] if one["direction"] == "higher" else one["actual"] <= one["target"]
        found.append(attained(number, **{**one, "standing": "met" if ahead else "not_met"}))
    return found


@st.composite
def material(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Everything that came in for a period."""
    senders = draw(st.lists(st.sampled_from([ONE, TWO]), max_size=4))
    days = st.dates(date(2024, 1, 1), date(2024, 1, 31))
    receipts = [
        receipt(
            file=f"{number}.xlsx",
            unit=sender,
            received_on=draw(days),
            is_registered=draw(st.booleans()),
            verdict=draw(st.sampled_from(["accepted", "quarantined"])),
        )
        for number, sender in enumerate(senders)
    ]
    severities = st.sampled_from(["error", "warning", "note"])
    findings = [
        rows.finding(
            unit=one.unit, file=one.file, severity=draw(severities), indicator=draw(st.sampled_from([None, "i1"]))
        )
        for one in receipts
        for _ in range(draw(st.integers(0, 3)))
    ]
    about = st.sampled_from([None, "i1", "i2"])
    evidence = [
        claim(unit=one, claimed=f"{place}.pdf", indicator=draw(about), file=draw(st.sampled_from([None, "f.pdf"])))
        for place, one in enumerate(draw(st.lists(st.sampled_from([ONE, TWO]), max_size=4)))
    ]
    work_points = [standing(code, draw(LIGHTS)) for code in ("1-1", "1-2")]
    return {
        "attainment": draw(attainments()),
        "commitments": [promise()],
        "work_points": work_points,
        "receipts": receipts,
        "findings": findings,
        "evidence": evidence,
    }


@given(material())
def test_every_sum_adds_up_from_the_items(tables: dict[str, list[Any]]) -> None:
    cards, items = scored(MIXED, **tables)
    for total in (row for row in cards if row.component is Component.TOTAL):
        own = [row for row in cards if row.unit == total.unit and row.component is not Component.TOTAL]
        for row in own:
            said = [one for one in items if (one.unit, one.component) == (row.unit, row.component) and one.weight]
            given = [(one.points, one.weight) for one in said if one.points is not None]
            assert (row.items, row.assessed) == (len(said), len(given))
            if given:
                mean = sum(points * weight for points, weight in given) / sum(weight for _, weight in given)
                assert row.score_pct == min(rounded(mean, 2), Decimal(100))
                assert row.points == rounded(row.score_pct * row.out_of / 100, 2)
                assert row.out_of == RULES.components.weights[row.component]
            else:
                assert (row.points, row.out_of) == (None, 0)
        assert total.out_of == sum(row.out_of for row in own)
        assert (total.points or 0) == sum(row.points or 0 for row in own)
        assert total.items == sum(row.items for row in own) > 0


@given(material())
def test_every_arithmetic_can_be_followed_by_hand(tables: dict[str, list[Any]]) -> None:
    cards, items = scored(MIXED, **tables)
    for row in (*cards, *items):
        assert (row.points is None) == (row.arithmetic is None)
        if row.arithmetic and "=" in row.arithmetic:
            assert [value for value, _ in worked_out(row.arithmetic)] == [
                said for _, said in worked_out(row.arithmetic)
            ]
        elif row.arithmetic:
            assert Decimal(row.arithmetic) == row.points


@given(material())
def test_points_keep_their_bounds_and_what_has_none_says_why(tables: dict[str, list[Any]]) -> None:
    cards, items = scored(MIXED, **tables)
    assert all(row.reason for row in (*cards, *items) if row.points is None)
    assert all(0 <= row.points <= 120 for row in items if row.points is not None)
    assert all(0 <= row.score_pct <= 100 for row in cards if row.score_pct is not None)
    keys = [(row.unit, row.component, row.item) for row in items]
    assert len(set(keys)) == len(keys)


@given(material(), st.integers(0, len(INDICATORS) - 1))
def test_an_indicator_that_cannot_be_measured_yet_costs_nobody_anything(
    tables: dict[str, list[Any]], place: int
) -> None:
    """Everyone stands as if it were not in the plan at all."""
    unmeasured = [*tables["attainment"]]
    unmeasured[place] = unattained(place + 1)
    left_out = [row for number, row in enumerate(unmeasured) if number != place]
    with_it, _ = scored(MIXED, **{**tables, "attainment": unmeasured})
    without, _ = scored(MIXED, **{**tables, "attainment": left_out})
    expected = {(row.unit, row.component): row.score_pct for row in without}
    for row in with_it:
        if row.component is Component.INDICATORS:
            assert row.score_pct == expected.get((row.unit, row.component))
        if row.component is Component.TOTAL:
            assert (row.score_pct or 0) >= (expected[row.unit, row.component] or 0)


@given(material(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_makes_no_difference(tables: dict[str, list[Any]], random: Any) -> None:
    shuffled = {name: random.sample(table, len(table)) for name, table in tables.items()}
    assert scored(MIXED, **shuffled) == scored(MIXED, **tables)


@given(material())
def test_a_correction_after_the_deadline_changes_nobodys_timeliness(tables: dict[str, list[Any]]) -> None:
    late = [receipt(file=f"late-{code}.xlsx", unit=code, received_on="2024-01-31") for code in (ONE, TWO)]
    sent = {row.unit for row in tables["receipts"]}
    corrected = [*tables["receipts"], *(row for row in late if row.unit in sent)]
    before, after = scored(MIXED, **tables)[1], scored(MIXED, **{**tables, "receipts": corrected})[1]
    assert [row for row in before if row.component is Component.TIMELINESS] == [
        row for row in after if row.component is Component.TIMELINESS
    ]


@given(material())
def test_each_units_card_follows_from_its_items_alone(tables: dict[str, list[Any]]) -> None:
    cards, items = scored(MIXED, **tables)
    for code in {row.unit for row in cards}:
        own = card_of(code, [row for row in items if row.unit == code], RULES.components)
        assert own == [row.replaced(rank=None, ranked=None) for row in cards if row.unit == code]


@given(material())
def test_better_scores_come_first(tables: dict[str, list[Any]]) -> None:
    cards, _ = scored(MIXED, **tables)
    placed = [row for row in cards if row.rank is not None]
    scores = [row.score_pct for row in placed if row.score_pct is not None]
    assert [row.rank for row in placed] == [1 + sum(other > own for other in scores) for own in scores]
    assert all(row.ranked == len(placed) for row in placed)
