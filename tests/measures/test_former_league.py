"""The scorecards of the period before: by what its own returns said, with places; none where there is none before."""

import rows

from innocity.measures.basis import Basis
from innocity.measures.former_league import Judged, former_scorecards
from innocity.measures.lights import LightRules
from innocity.measures.scorecards import score
from innocity.measures.scoring_rules import ScoringRules
from innocity.tables import Component, Finding, FormerScorecard
from innocity.thresholds import AttainmentRules, load_rules
from innocity.workspace import CODE, Workspace

SHIPPED = Workspace.at(CODE)
RULES = Judged(
    AttainmentRules.of(SHIPPED),
    load_rules(SHIPPED.rules / "work_points.yaml", LightRules),
    load_rules(SHIPPED.rules / "scoring.yaml", ScoringRules),
)
FRAMEWORK = rows.framework(
    [rows.indicator(1, collectors=("first",)), rows.indicator(2, collectors=("second",))],
    [rows.target(100), rows.target(100, "i2")],
)
BEFORE = rows.parameters(period="2023-Q1", as_of="2023-04-20")
NOW = rows.parameters(period="2023-Q2", as_of="2023-07-20")
SAID = tuple(
    rows.observation(value, of, unit=unit, reference_year=2023, period=period, as_of=day)
    for of, unit, value, period, day in (
        ("i1", "first", 100, "2023-Q1", "2023-03-31"),
        ("i2", "second", 90, "2023-Q1", "2023-03-31"),
        ("i1", "first", 1, "2023-Q2", "2023-06-30"),
        ("i2", "second", 100, "2023-Q2", "2023-06-30"),
    )
)
SENT = tuple(rows.receipt(unit=unit, period="2023-Q1", file=f"data/raw/2023-Q1/{unit}") for unit in ("first", "second"))
BASIS = Basis(FRAMEWORK, NOW, RULES.attainment.pace, SAID, (), SENT)


def former(findings: tuple[Finding, ...] = ()) -> list[FormerScorecard]:
    """The cards of the first quarter as the second one sees them."""
    return former_scorecards(BASIS, [BEFORE], findings, [], [], [], RULES)


def test_they_are_those_that_the_period_itself_had() -> None:
    then = Basis(FRAMEWORK, BEFORE, RULES.attainment.pace, SAID[:2], (), SENT)
    cards, _ = score(FRAMEWORK, BEFORE, RULES.scoring, then.rows, receipts=SENT)
    assert former() == [FormerScorecard(period="2023-Q1", **card.model_dump()) for card in cards]
    assert {row.period for row in former()} == {"2023-Q1"}


def test_findings_of_that_period_count() -> None:
    fault = rows.finding(unit="first", file=SENT[0].file, severity="warning")
    sound, doubtful = (
        {row.unit: row.points for row in cards if row.component is Component.DATA_QUALITY}
        for cards in (former(), former((fault,)))
    )
    assert sound["first"] != doubtful["first"]
    assert sound["second"] == doubtful["second"]


def test_without_a_period_before_there_are_none() -> None:
    assert former_scorecards(BASIS, [], (), [], [], [], RULES) == []
