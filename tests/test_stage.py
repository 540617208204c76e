"""What a notebook works with."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from innocity import csvfile, stage
from innocity.errors import InnocityError, UsageError
from innocity.language import Language
from innocity.measures.lights import LightRules
from innocity.measures.scoring_rules import ScoringRules
from innocity.parameters import Parameters, UnitParameters
from innocity.period import Period
from innocity.stage import Stage, open_stage
from innocity.tables import Component, Declared, Finding, Severity
from innocity.workspace import Workspace

GIVEN: dict[str, Any] = {"period": "2022-Q4", "as_of": "2023-04-20", "target_year": 2023, "language": "en"}
PARAMETERS = Parameters.model_validate(GIVEN)


def finding(code: str, **values: object) -> Finding:
    return Finding.model_validate({"severity": Severity.NOTE, "code": code, "remedy": "-", **values})


def stage_in(folder: Path) -> Stage:
    return Stage("1_returns", PARAMETERS, Workspace(folder), folder / "out")


def test_a_table_is_written_in_the_order_of_its_key_and_read_back(tmp_path: Path) -> None:
    at = stage_in(tmp_path)
    rows = [finding("b", file="x"), finding("c"), finding("a", file="x", sheet="s"), finding("a", file="x")]
    ordered = [rows[1], rows[3], rows[0], rows[2]]
    assert at.write(rows, Finding) == ordered
    assert at.read(Finding) == ordered
    assert (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig") == csvfile.render(ordered, Finding)


def test_a_notebook_run_by_hand_reads_what_is_published(tmp_path: Path) -> None:
    at = stage_in(tmp_path)
    csvfile.write(at.workspace.tables(PARAMETERS.reporting_period) / "findings.csv", [finding("old")], Finding)
    assert at.read(Finding) == [finding("old")]
    at.write([finding("new")], Finding)
    assert at.read(Finding) == [finding("new")]


def test_the_table_of_the_period_before_is_the_published_one(workspace: Workspace, tmp_path: Path) -> None:
    at = Stage("2_attainment", PARAMETERS, workspace, tmp_path / "out")
    assert at.read_before(Finding) == []
    csvfile.write(workspace.tables(Period(2021, 4)) / "findings.csv", [finding("old")], Finding)
    assert at.read_before(Finding) == [finding("old")]
    first = Stage("2_attainment", PARAMETERS.model_copy(update={"period": "2021-Q4"}), workspace, tmp_path / "out")
    assert first.read_before(Finding) == []


def test_a_table_that_no_stage_has_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InnocityError, match=r"findings\.csv.*2022-Q4"):
        stage_in(tmp_path).read(Finding)


def test_the_runner_tells_where_things_lie(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    out = workspace.root / "out"
    monkeypatch.setenv(stage.WORKSPACE_VARIABLE, str(workspace.root))
    monkeypatch.setenv(stage.OUTPUT_VARIABLE, str(out))
    opened = open_stage("1_returns", **GIVEN)
    assert opened == Stage("1_returns", PARAMETERS, workspace, out)
    assert (opened.language, len(opened.framework.indicators)) == (Language.EN, 26)


def test_earlier_periods_are_those_with_returns_oldest_first(workspace: Workspace) -> None:
    opened = Stage("2_attainment", PARAMETERS, workspace, workspace.root / "out")
    assert [one.period for one in opened.earlier_parameters()] == ["2021-Q4"]
    first = Stage("2_attainment", opened.earlier_parameters()[0], workspace, workspace.root / "out")
    assert first.earlier_parameters() == []


def test_the_workspace_has_its_lights_and_its_scoring(workspace: Workspace) -> None:
    opened = Stage("2_attainment", PARAMETERS, workspace, workspace.root / "out")
    assert set(opened.rules("work_points", LightRules).declared) == set(Declared)
    assert set(opened.rules("scoring", ScoringRules).components.weights) == set(Component) - {Component.TOTAL}
    with pytest.raises(UsageError, match=r"none\.yaml"):
        opened.rules("none", LightRules)


def test_by_hand_a_stage_finds_the_workspace_around_it(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(stage.WORKSPACE_VARIABLE, raising=False)
    monkeypatch.delenv(stage.OUTPUT_VARIABLE, raising=False)
    monkeypatch.chdir(workspace.root / "data")
    by_hand = workspace.by_hand(PARAMETERS.reporting_period)
    assert open_stage("1_returns", **GIVEN) == Stage("1_returns", PARAMETERS, workspace, by_hand)


def test_a_stage_that_is_run_for_each_unit_knows_the_unit(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.root)
    assert open_stage("5_scorecard", **GIVEN, unit="first").parameters == UnitParameters.of(PARAMETERS, "first")


@pytest.mark.parametrize("wrong", [{"target_year": "2023"}, {"colour": 1}, {"as_of": "x"}, {"unit": "../x"}])
def test_wrong_parameters_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        open_stage("1_returns", **{**GIVEN, **wrong})


def test_a_stage_ends_with_its_scalars_and_then_its_own_parameters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **about: shown.append({**about, **data[stage.SCRAP]}))
    stage_in(tmp_path).finish(files=10, share=Decimal("3.0"))
    assert [(one["name"], one["data"], one["raw"]) for one in shown] == [
        ("files", 10, True),
        ("share", "3.0", True),
        (stage.SENTINEL, {"stage": "1_returns", **Parameters(**GIVEN).model_dump()}, True),
    ]
