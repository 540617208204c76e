"""What a run says is kept line by line, and how it ended; one that was killed is told from one that works."""

from pathlib import Path

import pytest
from filelock import FileLock

from innocity.period import Period
from innocity.running.progress import Progress, RunState, followed, progress
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one period."""
    made = Workspace(tmp_path)
    made.period_file(PERIOD).parent.mkdir(parents=True)
    made.period_file(PERIOD).write_bytes(Workspace(CODE).period_file(PERIOD).read_bytes())
    made.lock(PERIOD).parent.mkdir(parents=True)
    return made


def only(workspace: Workspace) -> Progress:
    """The progress of the one period."""
    (found,) = progress(workspace)
    return found


def test_a_run_is_followed_to_its_end(workspace: Workspace) -> None:
    heard: list[str] = []
    with FileLock(workspace.lock(PERIOD)), followed(workspace.progress(PERIOD), heard.append) as say:
        say("开始 <b>")
        running = only(workspace)
        say("一\n二")
    assert heard == ["开始 <b>", "一\n二"]
    assert (running.state, running.lines) == (RunState.RUNNING, ("开始 <b>",))
    ended = only(workspace)
    assert (ended.period, ended.state, ended.lines) == ("2022-Q4", RunState.DONE, ("开始 <b>", "一\n二"))


@pytest.mark.parametrize("fault", [ValueError("坏了"), KeyboardInterrupt()])
def test_a_failure_is_kept_and_goes_on(workspace: Workspace, fault: BaseException) -> None:
    with pytest.raises(type(fault)), followed(workspace.progress(PERIOD), lambda _: None):
        raise fault
    assert (only(workspace).state, only(workspace).lines) == (RunState.FAILED, (str(fault) or "KeyboardInterrupt",))


def test_a_run_that_was_killed_is_broken_off(workspace: Workspace) -> None:
    path = workspace.progress(PERIOD)
    with followed(path, lambda _: None) as say:
        say("开始")
        cut = path.read_bytes() + b'{"at": "2023'  # the line that it was writing
    path.write_bytes(cut)
    assert (only(workspace).state, only(workspace).lines) == (RunState.BROKEN_OFF, ("开始",))


def test_a_run_starts_a_record_of_its_own(workspace: Workspace) -> None:
    for line in ("旧", "新"):
        with followed(workspace.progress(PERIOD), lambda _: None) as say:
            say(line)
    assert only(workspace).lines == ("新",)


def test_without_a_run_there_is_nothing_to_tell(workspace: Workspace) -> None:
    assert progress(workspace) == []
