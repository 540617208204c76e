"""`diff`: two kept runs of the shipped city held against each other, from the command line."""

import json
import shutil
from collections.abc import Callable

import pytest

from innocity import cli, csvfile
from innocity.facts import Approved, Target
from innocity.framework import load
from innocity.intake.returns import read_returns
from innocity.measures.attainment import assess
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.running import history
from innocity.tables import TABLES, Attainment, Finding, Observation, Receipt
from innocity.thresholds import AttainmentRules
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
REVISION = {"year": 2023, "value": "3.1", "measure": "%", "document": "调整通知"}


def publish(workspace: Workspace) -> None:
    """The tables and parameters that a run of the period leaves, without executing notebooks."""
    facts, parameters = load(workspace), load_parameters(workspace.period_file(PERIOD))
    intake = read_returns(workspace, facts, parameters)
    rules = AttainmentRules.of(workspace).pace
    rows = assess(facts, parameters, rules, intake.observations, intake.findings, intake.receipts)
    written = {Receipt: intake.receipts, Observation: intake.observations, Finding: intake.findings, Attainment: rows}
    for table in TABLES:
        if table in written:
            csvfile.write(workspace.tables(PERIOD) / f"{table.table}.csv", written[table], table)
    shutil.rmtree(workspace.reports(PERIOD), ignore_errors=True)
    history.copy_inputs(workspace, PERIOD, workspace.reports(PERIOD))


def revise(workspace: Workspace, indicator: str) -> None:
    """A target with a second version, approved."""
    approval = Approved.model_validate({**REVISION, "indicator": indicator, "role": "target", "source": "test"})
    version = {"revision": 2, "effective_from": "2023-03-01"}
    target = Target.model_validate({**REVISION, **version, "indicator": indicator})
    for name, row in (("approved.csv", approval), ("targets.csv", target)):
        path = workspace.framework / name
        csvfile.write(path, [*csvfile.read(path, type(row)), row], type(row))


@pytest.fixture
def twice(workspace: Workspace) -> Workspace:
    """A period that was run, and run again after a target had been revised."""
    publish(workspace)
    former = workspace.history(PERIOD) / "1"
    former.mkdir(parents=True)
    shutil.copytree(workspace.tables(PERIOD), former / "tables")
    shutil.copytree(workspace.reports(PERIOD), former / "reports")
    revise(workspace, load(workspace).indicators[0].code)
    publish(workspace)
    return workspace


@pytest.fixture
def diff(twice: Workspace, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Exit code and output of `diff` in the workspace that was run twice."""

    def called(*arguments: str) -> tuple[int, str]:
        code = cli.main(cli.parse(["diff", *arguments, "--workspace", str(twice.root)]))
        said = capsys.readouterr()
        return code, said.out + said.err

    return called


def test_a_revision_is_told_with_document_and_day(diff: Callable[..., tuple[int, str]]) -> None:
    code, said = diff("2022-Q4@1", "2022-Q4", "--lang", "en")
    lines = [line.split("  ") for line in said.splitlines()]
    assert code == cli.Exit.DONE
    assert lines[0] == ["2022-Q4@1 → 2022-Q4"]
    assert [cell.strip() for cell in lines[2] if cell] == [
        "Target", "3.0", "→", "3.1", "+0.1", "changed target", "调整通知, from 2023-03-01",
    ]  # fmt: skip
    assert lines[-1] == ["4 figures moved: changed target 4"]


def test_as_json(diff: Callable[..., tuple[int, str]]) -> None:
    code, said = diff("2022-Q4@1", "2022-Q4", "--json")
    found = {row["figure"]: (row["old"], row["new"], row["move"], row["cause"]) for row in json.loads(said)}
    assert code == cli.Exit.DONE
    assert found["target"] == ("3.0", "3.1", "0.1", "target")
    assert diff("2022-Q4", "2022-Q4", "--json") == (cli.Exit.DONE, "[]\n")


@pytest.mark.parametrize(
    ("names", "told"), [(("2022-Q4@1", "2022-Q4@2"), "2022-Q4@1, 2022-Q4"), (("2021-Q4", "2022-Q4"), "run 2021-Q4")]
)
def test_what_cannot_be_compared(diff: Callable[..., tuple[int, str]], names: tuple[str, str], told: str) -> None:
    code, said = diff(*names)
    assert code == cli.Exit.USAGE
    assert told in said


def test_a_run_of_another_version_is_told(diff: Callable[..., tuple[int, str]], twice: Workspace) -> None:
    path = twice.history(PERIOD) / "1" / "tables" / "observations.csv"
    path.write_text("column\n", encoding="utf-8")
    code, said = diff("2022-Q4@1", "2022-Q4")
    assert code == cli.Exit.FAILED
    assert "2022-Q4@1" in said
    assert "Traceback" not in said
