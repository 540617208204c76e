"""The record of a real run of a small city: its crate, its page for auditors, and what is kept of a failure."""

import json
from pathlib import Path
from typing import Any

import crates
import pytest

from innocity.demo.build import build
from innocity.errors import InnocityError
from innocity.language import Language
from innocity.period import Period
from innocity.record.crate import NAME
from innocity.running.run import Request, run
from innocity.workspace import Workspace

pytestmark = pytest.mark.slow
PERIOD = Period(2023, 1)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A city of two units and one quarter that has been run; file names are Chinese."""
    folder = tmp_path_factory.mktemp("city") / "one"
    build(folder, seed=1, units=2, periods=1, cities=1, rows=0)
    workspace = Workspace.at(folder)
    run(Request(workspace, PERIOD, Language.ZH_HANS, jobs=2), lambda _: None)
    return workspace


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crates.filled_cache(tmp_path_factory.mktemp("cache"))


def graph(folder: Path) -> dict[str, dict[str, Any]]:
    return {one["@id"]: one for one in json.loads((folder / NAME).read_bytes())["@graph"]}


def test_the_crate_of_a_run_is_valid_and_holds_every_file(city: Workspace, cache: Path) -> None:
    reports = city.reports(PERIOD)
    assert crates.faults(reports, cache) == []
    told = {one["name"] for one in graph(reports).values() if "File" in one["@type"]}
    found = {city.name_of(path) for path in reports.rglob("*") if path.is_file() and "workflow" not in path.parts}
    found -= {f"reports/2023-Q1/{name}" for name in (NAME, "MANIFEST.sha256", "MANIFEST.sm3")}
    tables = {city.name_of(path) for path in city.tables(PERIOD).glob("*.csv")}
    returns = {city.name_of(path) for path in city.files_received(PERIOD)}
    assert found | tables | returns <= told


def test_every_execution_of_a_notebook_says_what_it_used(city: Workspace) -> None:
    known = graph(city.reports(PERIOD))
    executions = [one for name, one in known.items() if name.startswith("#execution/") and name != "#execution/reports"]
    assert len(executions) > 4
    for one in executions:
        assert {"@id": "#value/period/2023-Q1"} in one["object"]


def test_the_page_for_auditors_leads_to_pages_that_are_there(city: Workspace) -> None:
    reports = city.reports(PERIOD)
    page = (reports / "provenance.html").read_text(encoding="utf-8")
    for stage in ("1_returns", "2_attainment", "3_readiness", "4_report"):
        assert f"href=notebooks/{stage}.html" in page
        assert 'class="source" open' in (reports / "notebooks" / f"{stage}.html").read_text(encoding="utf-8")
    assert "href=provenance.html" in (reports / "report.html").read_text(encoding="utf-8")
    assert str(city.root) not in page


def test_a_run_that_fails_leaves_its_crate(city: Workspace, cache: Path) -> None:
    rules = city.rules / "readiness.csv"
    kept = rules.read_bytes()
    rules.write_bytes(b"wrong\n1\n")
    try:
        with pytest.raises(InnocityError):
            run(Request(city, PERIOD, Language.ZH_HANS, jobs=2), lambda _: None)
    finally:
        rules.write_bytes(kept)
    folder = city.failed(PERIOD)
    assert crates.faults(folder, cache) == []
    assert str(city.root) not in (folder / NAME).read_text(encoding="utf-8")
    known = graph(folder)
    states = {name: one["actionStatus"][18:] for name, one in known.items() if name.startswith("#execution/")}
    assert list(states.values())[:-1] == ["CompletedActionStatus"] * (len(states) - 1)
    assert list(states.values())[-1] == known["#run"]["actionStatus"][18:] == "FailedActionStatus"
    assert "readiness.csv" in known["#run"]["error"]
