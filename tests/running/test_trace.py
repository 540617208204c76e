"""A number on demand: by its id, by a name in any language, or told what comes near."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import kept
import pytest
import rows

from innocity.errors import InnocityError, UsageError
from innocity.language import Language, text
from innocity.record.ledger import Action, Event, Ledger
from innocity.record.lineage import lineage
from innocity.running.trace import trace
from innocity.stage import Stage
from innocity.tables import Attainment, Edge, Override
from innocity.workspace import CODE, Workspace

ZH = Language.ZH_HANS


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The kept tables of a real period as if it had just been run."""
    folder = tmp_path_factory.mktemp("city")
    shutil.copytree(CODE / "params", folder / "params")
    workspace, held = Workspace.at(folder), kept.stage()
    shutil.copytree(held.output, workspace.tables(kept.PERIOD))
    Stage("trace", held.parameters, workspace, workspace.tables(kept.PERIOD)).write(lineage(held), Edge)
    return workspace


def told(city: Workspace, asked: str, language: Language = ZH) -> str:
    """What is told of a number."""
    return trace(city, kept.PERIOD, asked, language, is_json=False)


def test_a_number_is_told_down_to_its_cell(city: Workspace) -> None:
    said = told(city, "attainment.11.completion_pct")
    assert "attainment.11.actual" in said
    assert "data/raw/2022-Q4/" in said
    assert "params/framework/targets.csv" in said
    assert "innocity.measures.attainment.assess" in said
    assert "2023年4月20日" in said


@pytest.mark.parametrize("language", Language)
def test_an_indicator_is_found_by_number_code_and_name_in_every_language(city: Workspace, language: Language) -> None:
    indicator = kept.stage().framework.indicators[10]
    expected = told(city, "attainment.11")
    assert [told(city, asked) for asked in ("11", indicator.code, indicator.name(language))] == [expected] * 3


def test_an_alias_a_promise_and_a_unit_are_found(city: Workspace) -> None:
    framework = kept.stage().framework
    alias = next(one for one in framework.aliases if one.kind == "indicator")
    number = framework.indicator(alias.code).number
    assert told(city, alias.alias) == told(city, f"attainment.{number}")
    unit = framework.indicators[0].collectors[0]
    assert told(city, framework.unit(unit).name(Language.EN)) == told(city, f"scorecards.{unit}.total")
    assert "commitments.1-1-a.promised" in told(city, "1-1-a")


@pytest.mark.parametrize("asked", ["attainment.11.complet", "attainment.99.actual", "\x1b[2J"])
def test_what_names_no_number_is_told_with_what_comes_near(city: Workspace, asked: str) -> None:
    with pytest.raises(UsageError) as caught:
        told(city, asked)
    assert "\x1b" not in str(caught.value)
    assert ("attainment." in str(caught.value)) == asked.startswith("attainment")


def test_machines_are_told_the_same(city: Workspace) -> None:
    said = json.loads(trace(city, kept.PERIOD, "attainment.11.completion_pct", ZH, is_json=True))
    (number,) = said["numbers"]
    assert (number["formula"], said["period"]) == ("actual / target * 100", "2022-Q4")
    (cell,) = number["inputs"][0]["card"]["inputs"]
    assert (cell["origin"], cell["role"]) == ("cell", "value")


def test_a_period_without_lineage_says_so(city: Workspace, tmp_path: Path) -> None:
    shutil.copytree(city.root / "params", tmp_path / "params")
    with pytest.raises(InnocityError, match=r"lineage\.csv"):
        told(Workspace.at(tmp_path), "attainment.11.actual")


@pytest.fixture
def corrected(city: Workspace, tmp_path: Path) -> Workspace:
    """The same after the office has corrected a cell twice, the second time for good, and the ledger has been told."""
    shutil.copytree(city.root, tmp_path / "city")
    workspace = Workspace.at(tmp_path / "city")
    held = replace(kept.stage(), workspace=workspace, output=workspace.tables(kept.PERIOD))
    row = held.read(Attainment)[0]
    place = {"file": row.actual_file, "sheet": row.actual_sheet, "cell": row.actual_cell}
    held.write([rows.override(period=str(kept.PERIOD), indicator=row.indicator, **place)], Override)
    held.write(lineage(held), Edge)
    told = [Event(Action.CORRECTION, str(kept.PERIOD), details={**place, "sha256": one * 64}) for one in "ab"]
    Ledger.of(workspace).append(*told)
    return workspace


@pytest.mark.parametrize("language", Language)
def test_a_corrected_number_names_the_line_of_the_ledger(corrected: Workspace, language: Language) -> None:
    row = kept.stage().read(Attainment)[0]
    said = told(corrected, f"attainment.{row.number}.actual", language)
    cell = f"{row.actual_file} {row.actual_sheet}!{row.actual_cell}"
    assert text("lineage.entered", language, cell=cell, line="reports/ledger.jsonl:3") in said.splitlines()
    data = json.loads(trace(corrected, kept.PERIOD, f"attainment.{row.number}.actual", language, is_json=True))
    assert data["corrections"] == {cell: "reports/ledger.jsonl:3"}
    others = json.loads(trace(corrected, kept.PERIOD, "attainment.5.actual", language, is_json=True))
    assert others["corrections"] == {}
