"""The tables of a real period, as the pure functions give them, against the kept ones in `golden/`.

After a change that is meant to move numbers, write them anew and read the difference before keeping it:

    INNOCITY_REFRESH_GOLDEN=1 pytest tests/test_golden.py
"""

import os
from pathlib import Path

import pytest

from innocity.answer_rules import AnswerRules
from innocity.decision_rules import DecisionRules
from innocity.intake.intake import Intake
from innocity.intake.returns import read_returns
from innocity.measures.attainment import assess
from innocity.measures.basis import Basis, previous_basis
from innocity.measures.changes import moves
from innocity.measures.decisions import Situation, matters
from innocity.measures.deliverables import deliverables
from innocity.measures.former_league import Judged, former_scorecards
from innocity.measures.groups import roll_up
from innocity.measures.lights import LightRules
from innocity.measures.overall import overall
from innocity.measures.promises_by_period import stand_by_period
from innocity.measures.readiness import ReadinessInputs, readiness
from innocity.measures.scorecards import score
from innocity.measures.scoring_rules import ScoringRules
from innocity.measures.silence import silence
from innocity.measures.slips import SlipGrounds, slips
from innocity.measures.support import support
from innocity.measures.work_points import lights
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.readiness_rules import ReadinessRules
from innocity.stage import Stage
from innocity.tables import (
    TABLES,
    Attainment,
    Change,
    CommitmentStanding,
    CommitmentValue,
    Deliverable,
    Evidence,
    Finding,
    FormerScorecard,
    Group,
    Light,
    Matter,
    Observation,
    Override,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Receipt,
    Scorecard,
    ScoreItem,
    Slip,
    Standing,
    Table,
    Trend,
    WorkPointStanding,
    WorkReport,
)
from innocity.thresholds import AttainmentRules
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)
GOLDEN = Path(__file__).parent / "golden" / str(PERIOD)


@pytest.fixture(scope="module")
def period(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The period's tables, written in a folder of their own."""
    workspace = Workspace.at(CODE)
    parameters = load_parameters(workspace.period_file(PERIOD))
    stage = Stage("golden", parameters, workspace, tmp_path_factory.mktemp("tables"))
    intake = read_returns(workspace, stage.framework, parameters)
    stage.write(intake.receipts, Receipt)
    stage.write(intake.observations, Observation)
    stage.write(intake.work_reports, WorkReport)
    stage.write(intake.commitment_values, CommitmentValue)
    stage.write(intake.evidence, Evidence)
    stage.write(intake.findings, Finding)
    stage.write(intake.overrides, Override)
    stage.write(_former(stage, intake), FormerScorecard)
    attainment = write_results(stage)
    _write_readiness(stage, intake, attainment)
    return stage


def write_results(stage: Stage) -> list[Attainment]:
    """What the second notebook writes, from the tables of the first."""
    framework, parameters, rules = stage.framework, stage.parameters, AttainmentRules.of(stage.workspace)
    observations, findings, receipts = stage.read(Observation), stage.read(Finding), stage.read(Receipt)
    rows = assess(framework, parameters, rules.pace, observations, findings, receipts)
    basis = Basis(framework, parameters, rules.pace, tuple(observations), tuple(findings), tuple(receipts))
    earlier = stage.earlier_parameters()
    promises = stand_by_period(basis, rows, earlier, [], rules)
    points = lights(framework, [*earlier, parameters], [], promises, stage.rules("work_points", LightRules))
    standings = promises[parameters.period]
    said = {"receipts": receipts, "findings": findings, "evidence": stage.read(Evidence)}
    cards, items = score(framework, parameters, stage.rules("scoring", ScoringRules), rows, standings, points, **said)
    stage.write(roll_up(framework, rows), Group)
    stage.write(standings, CommitmentStanding)
    stage.write(points, WorkPointStanding)
    stage.write(cards, Scorecard)
    stage.write(items, ScoreItem)
    asked = AnswerRules.of(stage.workspace)
    grounds = SlipGrounds(framework, parameters, asked, tuple(rows), tuple(standings), tuple(points), (), ())
    stage.write(slips(grounds), Slip)
    stage.write(moves(previous_basis(basis, earlier[-1]), basis, since=earlier[-1].period), Change)
    return stage.write(rows, Attainment)


def _former(stage: Stage, intake: Intake) -> list[FormerScorecard]:
    rules = AttainmentRules.of(stage.workspace)
    judged = Judged(rules, stage.rules("work_points", LightRules), stage.rules("scoring", ScoringRules))
    basis = Basis(
        stage.framework, stage.parameters, rules.pace, tuple(intake.observations), None, tuple(intake.receipts)
    )
    sent = intake.former_findings, intake.commitment_values, intake.work_reports, intake.evidence
    return former_scorecards(basis, stage.earlier_parameters(), *sent, judged)


def _write_readiness(stage: Stage, intake: Intake, attainment: list[Attainment]) -> None:
    rules = ReadinessRules.of(stage.workspace)
    inputs = ReadinessInputs(stage.framework, stage.parameters, tuple(intake.observations), rules)
    table = readiness(inputs)
    stage.write(table, Readiness)
    stage.write(support(inputs, intake.evidence), ReadinessEvidence)
    stage.write(overall(stage.framework, table, rules.correlations), ReadinessOverall)
    stage.write(silence(attainment, table), ReadinessSilence)
    owed = stage.write(deliverables(inputs, table), Deliverable)
    said = (stage.framework, stage.parameters, stage.rules("decisions", DecisionRules), attainment)
    promises, points = stage.read(CommitmentStanding), stage.read(WorkPointStanding)
    stage.write(matters(Situation(*said, promises, points, owed, intake.findings, stage.read(ScoreItem))), Matter)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.table)
def test_table(table: type[Table], period: Stage) -> None:
    found = (period.output / f"{table.table}.csv").read_text(encoding="utf-8")
    kept = GOLDEN / f"{table.table}.csv"
    if os.environ.get("INNOCITY_REFRESH_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(found, encoding="utf-8", newline="\n")
    assert found == kept.read_text(encoding="utf-8")


def numbers(rows: list[Attainment], **wanted: object) -> list[int]:
    """The indicators whose columns hold these values."""
    return [row.number for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]


def test_what_the_plan_itself_says(period: Stage) -> None:
    rows = period.read(Attainment)
    assert len(rows) == 26
    assert numbers(rows, standing=Standing.MET) == [8, 10, 11, 13, 14, 16, 25, 26]
    assert len(numbers(rows, standing=Standing.NOT_MET)) == 18
    assert numbers(rows, is_target_below_baseline=True) == [10, 11, 13, 14, 16]
    assert len(numbers(rows, trend=Trend.BETTER)) == 24
    assert numbers(rows, trend=Trend.UNCHANGED) == [25, 26]
    assert period.read(Finding) == []


def test_promises_of_a_plan_whose_year_is_ahead(period: Stage) -> None:
    standings, points = period.read(CommitmentStanding), period.read(WorkPointStanding)
    assert (len(standings), sum(row.is_scored for row in standings)) == (58, 44)
    assert {row.source for row in standings if row.actual is not None} == {"indicator"}
    assert {row.light for row in points} == {Light.NOT_DUE}
    assert len(points) == 31


def test_measures_give_the_same_from_the_written_tables(period: Stage) -> None:
    said, found, sent = period.read(Observation), period.read(Finding), period.read(Receipt)
    pace = AttainmentRules.of(period.workspace).pace
    assert assess(period.framework, period.parameters, pace, said, found, sent) == period.read(Attainment)
    rules = ReadinessRules.of(period.workspace)
    inputs = ReadinessInputs(period.framework, period.parameters, tuple(said), rules)
    table = period.read(Readiness)
    assert sorted(readiness(inputs), key=lambda row: (row.number, row.data_year, row.scenario)) == table
    assert overall(period.framework, table, rules.correlations) == period.read(ReadinessOverall)
