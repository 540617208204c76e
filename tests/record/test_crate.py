"""The crate of a run: what it holds, what is told of a failure, and what another project's validator says."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import crates
import pytest
from crates import PLACE, RETURN, run_facts
from rocrate.rocrate import ROCrate

from innocity.record.crate import NAME, crate
from innocity.record.crate_entities import file_id, refer
from innocity.run_facts import RunFacts

Graph = dict[str, dict[str, Any]]
ERROR = "2_attainment：第3格出错"


def graph(facts: RunFacts) -> Graph:
    return {one["@id"]: one for one in json.loads(crate(facts))["@graph"]}


def failed() -> RunFacts:
    """A run that ended in its second step, with nothing kept but the plan."""
    facts = run_facts()
    first, second, last = facts.steps
    broken = replace(second, executions=(replace(second.executions[0], taken=(), left=(), used=None, error=ERROR),))
    first = replace(first, executions=(replace(first.executions[0], taken=(RETURN,), left=()),))
    kept = {f"{PLACE}/workflow/plan.py": "1" * 64}
    return run_facts(steps=(first, broken, replace(last, executions=())), outputs=kept, error=ERROR)


def laid_out(folder: Path, facts: RunFacts) -> Path:
    """The crate in a folder with every file that it says is there."""
    for name in facts.outputs:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    root = folder / facts.place
    for name in () if facts.error else ("fingerprint.json", "run.json"):
        (root / name).write_bytes(b"{}")
    (root / NAME).write_bytes(crate(facts))
    return root


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"{PLACE}/report.html", "report.html"),
        (f"{PLACE}/scorecards/甲局.html", "scorecards/%E7%94%B2%E5%B1%80.html"),
        (f"{PLACE}/inputs/", "inputs/"),
        ("params/periods/2022-Q4.yaml", "inputs/params/periods/2022-Q4.yaml"),
        ("params/periods/2021-Q4.yaml", "arcp://name,some-city/programme/params/periods/2021-Q4.yaml"),
        (RETURN, "arcp://name,some-city/programme/data/raw/2022-Q4/%E7%94%B2%E5%B1%80/%E6%8A%A5%E8%A1%A8%201.xlsx"),
        ("data/raw/a#b?c%d\n<e>.xlsx", "arcp://name,some-city/programme/data/raw/a%23b%3Fc%25d%0A%3Ce%3E.xlsx"),
        ("data/raw/\udcff.xlsx", "arcp://name,some-city/programme/data/raw/%FF.xlsx"),
    ],
)
def test_a_file_goes_by_an_identifier_that_is_valid_wherever_the_crate_lies(name: str, expected: str) -> None:
    assert file_id(name, run_facts()) == expected


def test_references() -> None:
    assert refer(["a"]) == {"@id": "a"}
    assert refer(["a", "b", "a"]) == [{"@id": "a"}, {"@id": "b"}]
    assert refer([]) == []


def test_the_same_run_gives_the_same_bytes_and_no_clock() -> None:
    assert crate(run_facts()) == crate(run_facts())
    words = {word for one in graph(run_facts()).values() for word in one}
    assert not words & {"startTime", "endTime", "dateCreated", "dateModified"}


def test_every_reference_leads_somewhere() -> None:
    def references(value: object) -> list[str]:
        if isinstance(value, list):
            return [one for item in value for one in references(item)]
        return [str(value["@id"])] if isinstance(value, dict) else []

    for facts in (run_facts(), run_facts(actor="某人"), failed()):
        known = graph(facts)
        told = {one for entity in known.values() for value in entity.values() for one in references(value)}
        assert {one for one in told if one not in known} <= {"https://w3id.org/ro/crate/1.1"}


def test_a_return_has_its_digest_and_its_sender() -> None:
    known = graph(run_facts())
    assert known[file_id(RETURN, run_facts())] == {
        "@id": "arcp://name,some-city/programme/data/raw/2022-Q4/%E7%94%B2%E5%B1%80/%E6%8A%A5%E8%A1%A8%201.xlsx",
        "@type": "File",
        "name": RETURN,
        "encodingFormat": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "sha256": "a" * 64,
        "author": {"@id": "#unit/alpha"},
    }


def test_what_was_asked_for_and_what_was_used_are_the_same_only_if_they_are_equal() -> None:
    facts = run_facts()
    first = facts.steps[0]
    other = replace(first, executions=(replace(first.executions[0], used={**crates.ASKED, "target_year": 2024}),))
    known = graph(run_facts(steps=(other, *facts.steps[1:])))
    asked = [one["@id"] for one in known["#run"]["object"] if one["@id"].startswith("#value")]
    used = [one["@id"] for one in known["#execution/1_returns"]["object"] if one["@id"].startswith("#value")]
    assert asked == ["#value/period/2022-Q4", "#value/target_year/2023", "#value/due_on/"]
    assert used == ["#value/period/2022-Q4", "#value/target_year/2024", "#value/due_on/"]
    assert known["#value/target_year/2024"] == {
        "@id": "#value/target_year/2024",
        "@type": "PropertyValue",
        "name": "target_year",
        "value": "2024",
        "exampleOfWork": {"@id": "#parameter/target_year"},
    }


@pytest.mark.parametrize(("actor", "agent"), [(None, "#office"), ("某人", "#operator")])
def test_a_run_is_in_the_name_of_the_office_unless_someone_is_named(actor: str | None, agent: str) -> None:
    known = graph(run_facts(actor=actor))
    assert known["#run"]["agent"] == known["#execution/1_returns"]["agent"] == {"@id": agent}


def test_a_failed_run_says_where_and_why_and_names_no_step_as_done_that_was_not_reached() -> None:
    known = graph(failed())
    states = {
        name: (one["actionStatus"][18:], one.get("error")) for name, one in known.items() if "actionStatus" in one
    }
    assert states == {
        "#run": ("FailedActionStatus", ERROR),
        "#organised": ("FailedActionStatus", ERROR),
        "#execution/1_returns": ("CompletedActionStatus", None),
        "#execution/scorecards/alpha": ("FailedActionStatus", ERROR),
    }
    assert len(known["workflow/plan.py"]["step"]) == 3
    assert "run.json" not in known


def test_another_library_reads_it(tmp_path: Path) -> None:
    read = ROCrate(laid_out(tmp_path, run_facts()))
    assert read.mainEntity.id == "workflow/plan.py"
    assert {one.id for one in read.root_dataset["mentions"]} >= {"#run", "#organised", "#execution/1_returns"}
    assert read.get("report.html")["sha256"] == f"{3:064x}"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crates.filled_cache(tmp_path_factory.mktemp("cache"))


@pytest.mark.slow
@pytest.mark.parametrize("facts", [run_facts(), run_facts(actor="某人"), failed()], ids=["done", "named", "failed"])
def test_it_is_valid_at_the_required_level(facts: RunFacts, tmp_path: Path, cache: Path) -> None:
    assert crates.faults(laid_out(tmp_path, facts), cache) == []


def _without(identifier: str, name: str) -> Callable[[Graph, Path], None]:
    return lambda known, _: known[identifier].pop(name) and None


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(_without("#run", "instrument"), id="a run without its workflow"),
        pytest.param(_without("#execution/1_returns", "instrument"), id="an execution without its code"),
        pytest.param(_without("#step/1_returns", "workExample"), id="a step without its code"),
        pytest.param(_without("#organised", "object"), id="an engine without steps"),
        pytest.param(_without("./", "mainEntity"), id="a root without a workflow"),
        pytest.param(lambda _, root: (root / "report.html").unlink(), id="a report that is gone"),
        pytest.param(lambda _, root: (root / "workflow/plan.py").unlink(), id="a plan that is gone"),
    ],
)
def test_damage_to_the_form_is_found(damage: Callable[[Graph, Path], None], tmp_path: Path, cache: Path) -> None:
    root = laid_out(tmp_path, run_facts())
    content = json.loads((root / NAME).read_bytes())
    damage({one["@id"]: one for one in content["@graph"]}, root)
    (root / NAME).write_text(json.dumps(content), encoding="utf-8")
    assert crates.faults(root, cache) != []
