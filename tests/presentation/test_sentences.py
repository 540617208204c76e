"""Sentences, held against the tables that they speak of."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.language import Language, text
from innocity.measures.attainment import assess
from innocity.presentation import report_tables, sentences
from innocity.tables import Attainment, Finding, Receipt, ScoreItem
from innocity.thresholds import PaceRules

ZH = Language.ZH_HANS
PACE = PaceRules(on_pace_from=Decimal("0.95"), basis="test")
PLAN = [rows.indicator(number) for number in range(1, 7)]
FRAMEWORK = rows.framework(PLAN)
PARAMETERS = rows.parameters()
RECEIPTS = [
    rows.receipt(),
    rows.receipt(file="b.xlsx", verdict="quarantined", reason="unreadable_file"),
    rows.receipt(file="old.xlsx", period="2021-Q4"),
]
FINDINGS = [rows.finding(), rows.finding(severity="warning"), rows.finding(severity="note"), rows.finding()]


def opening(total: int, assessable: int, met: int) -> str:
    counts = {"total": total, "assessable": assessable, "met": met, "open": assessable - met}
    return text("headline.met", ZH, year=2022, target_year=2023, **counts)


def test_headline_in_full() -> None:
    table = [
        rows.attainment(1, needed_pct="5.5"),
        rows.attainment(2, needed_pct="-7.25"),
        rows.attainment(3, standing="met", status="met", is_target_below_baseline=True),
        rows.absent(4, "not_yet_measurable", is_target_below_baseline=True),
        rows.absent(5, "not_submitted"),
        rows.absent(6, "rejected"),
    ]
    assert sentences.headline(table, FRAMEWORK, ZH) == [
        opening(6, 3, 1),
        text("headline.demand", ZH, most="指标2", most_change="−7.3", least="指标1", least_change="+5.5"),
        text("headline.below", ZH, count=2, year=2022, target_year=2023, names="指标3、指标4"),
        text("headline.not_yet_measurable", ZH, count=1, names="指标4"),
        text("headline.not_submitted", ZH, count=1, names="指标5"),
        text("headline.rejected", ZH, count=1, names="指标6"),
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param([rows.attainment(1, standing="met", status="met")], [opening(1, 1, 1)], id="all met"),
        pytest.param(
            [rows.attainment(1, needed_pct=5)],
            [opening(1, 1, 0), text("headline.demand_one", ZH, name="指标1", change="+5.0")],
            id="one alone is neither most nor least",
        ),
        pytest.param([rows.attainment(1), rows.attainment(2)], [opening(2, 2, 0)], id="no ratio to compare"),
        pytest.param(
            [
                rows.attainment(1, status="behind"),
                rows.attainment(2, status="behind", state="late"),
                rows.attainment(3, status="on_pace"),
                rows.attainment(4),
                rows.attainment(5, status="not_assessable"),
            ],
            [
                opening(5, 4, 0),
                text("headline.pace", ZH, on_pace=1, behind=2, falling_back=0, missed=0, not_due=1),
                text("headline.late", ZH, count=1, names="指标2"),
            ],
            id="within the year",
        ),
    ],
)
def test_headline_says_no_more_than_it_can(table: list[Attainment], expected: list[str]) -> None:
    assert sentences.headline(table, FRAMEWORK, ZH) == expected


def test_late_and_missing_units_by_name() -> None:
    def arrival(unit: str, status: str) -> ScoreItem:
        return rows.item("2022-Q4", "timeliness", unit, status=status)

    items = [arrival("first", "late"), arrival("second", "missing"), rows.item("1-1", unit="office", status="missing")]
    assert sentences.late(items, FRAMEWORK, ZH) == [
        text("quality.late", ZH, count=1, names="甲局"),
        text("quality.missing", ZH, count=1, names="乙局"),
    ]
    assert sentences.late([arrival("first", "on_time"), arrival("second", "awaited")], FRAMEWORK, ZH) == []


@pytest.mark.parametrize(
    ("receipts", "findings", "expected"),
    [
        pytest.param(RECEIPTS, FINDINGS, [
            text("quality.files", ZH, files=2, accepted=1, refused=1),
            text("quality.findings", ZH, error=2, warning=1, note=1),
        ], id="files of this period only"),
        pytest.param([], [], [
            text("quality.files", ZH, files=0, accepted=0, refused=0),
            text("quality.none", ZH),
        ], id="nothing came"),
    ],
)  # fmt: skip
def test_quality(receipts: list[Receipt], findings: list[Finding], expected: list[str]) -> None:
    assert sentences.quality(receipts, findings, PARAMETERS, ZH) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        pytest.param(["final", "revised"], text("quality.all_final", ZH), id="all settled"),
        pytest.param(["estimated", "final", "provisional"], text("quality.provisional", ZH, count=2, names="指标1、指标3"),
            id="two that may change"),
    ],
)  # fmt: skip
def test_provisional(statuses: list[str], expected: str) -> None:
    table = [rows.attainment(number, actual_status=status) for number, status in enumerate(statuses, start=1)]
    assert sentences.provisional(table, FRAMEWORK, ZH) == expected


@pytest.mark.parametrize(
    ("directions", "names"),
    [(["lower", "higher", "lower"], "指标1、指标3"), (["higher"], "—")],
)
def test_lower_is_better(directions: list[str], names: str) -> None:
    table = [rows.attainment(number, direction=direction) for number, direction in enumerate(directions, start=1)]
    assert sentences.lower_is_better(table, FRAMEWORK, ZH) == text("sentence.lower_is_better", ZH, names=names)


@dataclass(frozen=True)
class Drawn:
    """One indicator as drawn, before any of our arithmetic."""

    direction: str
    actual: Decimal | None
    previous: Decimal | None
    reached: Decimal
    goal: Decimal
    is_refused: bool

    @property
    def sign(self) -> int:
        return -1 if self.direction == "lower" else 1

    @property
    def is_met(self) -> bool:
        return self.actual is not None and self.actual * self.sign >= self.goal * self.sign

    @property
    def is_open(self) -> bool:
        return self.actual is not None and not self.is_met

    @property
    def is_below(self) -> bool:
        return self.goal * self.sign < self.reached * self.sign

    @property
    def movement(self) -> str:
        if self.actual is None or self.previous is None:
            return "unknown"
        gain = (self.actual - self.previous) * self.sign
        return "better" if gain > 0 else "worse" if gain < 0 else "unchanged"


SMALL = st.integers(0, 6).map(Decimal)  # few values, so that equal ones are drawn often
DRAWN = st.builds(
    Drawn, st.sampled_from(["higher", "lower"]), st.none() | SMALL, st.none() | SMALL, SMALL, SMALL, st.booleans()
)


def assessed(drawn: list[Drawn]) -> tuple[Any, list[Attainment]]:
    """The framework and the table of what was drawn; approved baselines are of the year before the target."""
    numbered = list(enumerate(drawn, start=1))
    framework = rows.framework(
        [rows.indicator(number, direction=one.direction) for number, one in numbered],
        [rows.target(one.goal, of=f"i{number}", year=2024) for number, one in numbered],
        [rows.baseline(one.reached, of=f"i{number}", year=2023) for number, one in numbered],
    )
    said = [
        rows.observation(value, of=f"i{number}", reference_year=year, period=f"{year}-Q4")
        for number, one in numbered
        for year, value in ((2022, one.actual), (2021, one.previous))
        if value is not None
    ]
    refused = [rows.finding(indicator=f"i{number}") for number, one in numbered if one.is_refused]
    return framework, assess(framework, rows.parameters(target_year=2024), PACE, said, refused)


def names(drawn: list[Drawn], attribute: str) -> list[str]:
    return [f"指标{number}" for number, one in enumerate(drawn, start=1) if getattr(one, attribute)]


@given(st.lists(DRAWN, min_size=1, max_size=6))
def test_no_sentence_contradicts_its_table(drawn: list[Drawn]) -> None:
    framework, table = assessed(drawn)
    assessable, met = sum(one.actual is not None for one in drawn), sum(one.is_met for one in drawn)
    below, refused = names(drawn, "is_below"), [one.actual is None and one.is_refused for one in drawn]
    missing = [one.actual is None and not one.is_refused for one in drawn]
    said = sentences.headline(table, framework, ZH)

    counts = {"total": len(drawn), "assessable": assessable, "met": met, "open": assessable - met}
    assert said[0] == text("headline.met", ZH, year=2022, target_year=2024, **counts)
    told = {"count": len(below), "year": 2023, "target_year": 2024, "names": "、".join(below)}
    assert (text("headline.below", ZH, **told) in said) == bool(below)
    for key, flags in (("rejected", refused), ("not_submitted", missing)):
        listed = "、".join(f"指标{number}" for number, flag in enumerate(flags, start=1) if flag)
        assert (text(f"headline.{key}", ZH, count=sum(flags), names=listed) in said) == any(flags)

    moves = {kind: sum(one.movement == kind for one in drawn) for kind in ("better", "worse", "unchanged", "unknown")}
    assert sentences.movement(table, ZH) == text("sentence.movement", ZH, year=2022, previous=2021, **moves)

    open_rows = report_tables.still_needed(table, framework, ZH).rows
    assert sorted(str(row[0]) for row in open_rows) == [name.removeprefix("指标") for name in names(drawn, "is_open")]
    assert len(report_tables.targets_below(table, framework, ZH).rows) == len(below)


@given(st.lists(DRAWN, min_size=2, max_size=6))
def test_the_largest_and_the_smallest_demand_are_those_of_the_table(drawn: list[Drawn]) -> None:
    framework, table = assessed(drawn)
    lines = [[str(cell) for cell in row] for row in report_tables.still_needed(table, framework, ZH).rows]
    comparable = [(row[1], row[3]) for row in lines if row[3] != "—"]
    demand = [one for one in sentences.headline(table, framework, ZH) if "最大" in one]
    if len(comparable) < 2:
        assert demand == []
    else:
        told = [(f"{name}（个）", change) for name, change in re.findall(r"“(指标\d)”[^（]*（([^）]*)）", demand[0])]
        assert told == [comparable[0], comparable[-1]]
