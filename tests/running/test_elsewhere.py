"""A period made away from its workspace: what goes with it, what comes back, and what is refused."""

import pickle
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from innocity.errors import InnocityError, UsageError
from innocity.language import Language
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.running import elsewhere, plan
from innocity.running.archive import pack_folder, unpack
from innocity.running.contract import NotebookError
from innocity.running.elsewhere import Made, Task, begun, differing, made, make, take_in
from innocity.running.making import Making
from innocity.running.reuse import FormerRun
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


@pytest.fixture
def making(workspace: Workspace) -> Making:
    """A run that is about to be made."""
    parameters = load_parameters(workspace.period_file(PERIOD))
    used = {**plan.inputs(workspace, PERIOD), "language": parameters.language}
    return Making(workspace, parameters, used, FormerRun.none(workspace), 1, [].append)


def test_a_task_carries_what_the_run_rests_on_and_nothing_else(making: Making, tmp_path: Path) -> None:
    (making.workspace.root / "params" / "stray.txt").write_text("-", encoding="utf-8")
    task = Task.of(making)
    unpack(task.inputs, tmp_path / "there")
    there = Workspace.at(tmp_path / "there")
    assert {**plan.inputs(there, PERIOD), "language": "zh-Hans"} == making.used == task.used
    carried = {there.name_of(path) for path in there.root.rglob("*") if path.is_file()}
    assert carried == {name for name in making.used if "/" in name}
    assert Task.of(making) == task


@pytest.mark.parametrize(
    "changes",
    [
        {"used": {"code:innocity": "0"}},
        {"used": {"code:lock": "0"}},
        {"used": {"params/programme.yaml": "0"}},
        {"versions": {"python": "3.9.1"}},
    ],
    ids=lambda changes: "-".join(name for part in changes.values() for name in part),
)
def test_an_environment_that_differs_is_refused(making: Making, changes: Mapping[str, dict[str, str]]) -> None:
    task = Task.of(making)
    other = replace(task, **{part: {**getattr(task, part), **names} for part, names in changes.items()})
    answer = elsewhere._made(other, Workspace(making.workspace.root.parent / "there"))
    assert answer.fault is not None
    assert (answer.fault.key, answer.fault.values) == (
        "error.maker_differs",
        {"names": next(iter(next(iter(changes.values())))), "count": 1},
    )


def test_a_refusal_comes_back_from_a_process_of_its_own(making: Making) -> None:
    answer = make(replace(Task.of(making), versions={}))
    assert answer.fault is not None
    assert answer.fault.key == "error.maker_differs"
    assert not answer.root.exists()


def test_a_process_that_dies_is_told_of(making: Making) -> None:
    process = begun()
    process.kill()
    with pytest.raises(InnocityError, match="-9"):
        made(process, Task.of(making))


def test_what_was_made_is_put_into_staging(making: Making, tmp_path: Path) -> None:
    table = tmp_path / "staged" / "tables" / "x.csv"
    table.parent.mkdir(parents=True)
    table.write_bytes(b"x")
    said: list[str] = []
    making.say = said.append
    take_in(
        making, Made(tmp_path, pack_folder(tmp_path / "staged"), {"1_returns": "key"}, {"1_returns": 2.5}, ("一", "二"))
    )
    assert (making.workspace.staging(PERIOD) / "tables" / "x.csv").read_bytes() == b"x"
    assert (making.pieces, making.seconds, said) == ({"1_returns": "key"}, {"1_returns": 2.5}, ["一", "二"])


def test_a_fault_names_the_places_here_and_its_notebook_is_kept(making: Making, tmp_path: Path) -> None:
    there = Workspace(tmp_path / "there")
    there.failed(PERIOD).mkdir(parents=True)
    (there.failed(PERIOD) / "a.ipynb").write_bytes(b"{}")
    inner = NotebookError("error.notebook_died", notebook="a", cell=1, got="x", kept=there.failed(PERIOD) / "a.ipynb")
    outer = NotebookError("error.scorecard", unit="甲", fault=inner)
    with pytest.raises(NotebookError) as raised:
        take_in(making, Made(there.root, pack_folder(there.failed(PERIOD)), fault=outer))
    kept = making.workspace.failed(PERIOD) / "a.ipynb"
    assert kept.read_bytes() == b"{}"
    assert str(kept) in str(raised.value)
    assert str(there.root) not in str(raised.value)


@pytest.mark.parametrize("kind", [InnocityError, UsageError, NotebookError])
def test_a_fault_of_another_process_is_worded_here(kind: type[InnocityError], monkeypatch: pytest.MonkeyPatch) -> None:
    sent = pickle.dumps(kind("error.unknown_period", got="2099-Q1", expected="-"))
    monkeypatch.setenv("INNOCITY_LANG", Language.EN)
    fault = pickle.loads(sent)
    assert (type(fault), str(fault)) == (kind, str(kind("error.unknown_period", got="2099-Q1", expected="-")))


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [({}, {}, []), ({"a": "1"}, {"a": "1"}, []), ({"a": "1", "b": "2"}, {"a": "2"}, ["a", "b"])],
)
def test_what_differs(one: dict[str, str], other: dict[str, str], names: list[str]) -> None:
    assert differing(one, other) == names
