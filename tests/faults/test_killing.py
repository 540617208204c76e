"""A whole run, killed at any time and started again: nothing torn is ever published, and it comes to the same bytes."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import city
import pytest
import recorded

from innocity.record.ledger import Action, Ledger
from innocity.record.verify import verify
from innocity.running import publication
from innocity.workspace import Workspace


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, float]:
    """The city after an undisturbed run, and how many seconds that took."""
    workspace = city.founded(tmp_path_factory.mktemp("clean") / "city")
    begun = time.monotonic()
    process = city.started(workspace)
    _, said = process.communicate()
    assert (process.returncode, said) == (3, "")  # the demonstration city has findings of severity error
    return workspace, time.monotonic() - begun


def killed_after(workspace: Workspace, seconds: float) -> bool:
    """Whether a run was killed before it came to its end."""
    process = city.started(workspace)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        city.kill(process)
        return True
    return False


@pytest.mark.parametrize("kills", [pytest.param(3, marks=pytest.mark.slow), pytest.param(200, marks=pytest.mark.long)])
def test_a_run_that_is_killed_at_any_time(clean: tuple[Workspace, float], tmp_path: Path, kills: int) -> None:
    (done, seconds), draw, cut_off = clean, random.Random(kills), 0
    for place in range(kills):
        workspace = city.founded(tmp_path / str(place))
        cut_off += killed_after(workspace, draw.uniform(0, seconds))
        publication.recover(workspace, city.PERIOD)
        assert city.published(workspace) in ({}, city.published(done))
        came_to_its_end(workspace, done)
        shutil.rmtree(workspace.root)
    assert cut_off > kills / 2


def came_to_its_end(workspace: Workspace, done: Workspace) -> None:
    """Run once more; all is as if nothing had happened, and the ledger tells of what did."""
    process = city.started(workspace)
    _, said = process.communicate()
    assert (process.returncode, said) == (3, "")
    assert city.published(workspace) == city.published(done)
    verified = subprocess.run([sys.executable, str(recorded.TOOL), str(workspace.root)], capture_output=True)
    assert (verified.returncode, list(verify(workspace, [city.PERIOD], None).faults)) == (0, [])
    actions = [entry["action"] for entry in Ledger.of(workspace).entries()]
    assert actions.count(Action.RUN) == 1
    assert not list(workspace.journal(city.PERIOD).parent.glob("*.json"))


@pytest.mark.slow
def test_of_several_starts_at_a_time_one_runs_and_the_others_are_turned_away(
    clean: tuple[Workspace, float], tmp_path: Path
) -> None:
    workspace = city.founded(tmp_path / "city")
    processes = [city.started(workspace) for _ in range(4)]
    said = [process.communicate()[1] for process in processes]
    assert sorted(process.returncode for process in processes) == [3, 75, 75, 75]
    assert sum(line.count("\n") for line in said) == 3
    assert city.published(workspace) == city.published(clean[0])
