"""A whole run, killed at any time and started again: nothing torn is ever published, and it comes to the same bytes."""

import random
import shutil
import subprocess
from pathlib import Path

import city
import pytest

from innocity.running import publication
from innocity.workspace import Workspace


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
        city.came_to_its_end(workspace, done)
        shutil.rmtree(workspace.root)
    assert cut_off > kills / 2


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
