"""A tiny city whose whole run can be started, killed and compared."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import recorded

from innocity.demo.build import build
from innocity.period import Period
from innocity.record.ledger import Action, Ledger
from innocity.record.verify import verify
from innocity.workspace import CODE, Workspace

PERIOD = Period(2023, 1)
CLOCK = {"run.json"}  # the run record: the only published file that knows the clock


def founded(folder: Path) -> Workspace:
    """A city of two units with the returns of one quarter."""
    build(folder, seed=1, units=2, periods=1)
    return Workspace.at(folder)


def started(workspace: Workspace, **environment: str) -> "subprocess.Popen[str]":
    """A run in a process group of its own, as a user starts it."""
    return command(workspace, "run", str(PERIOD), **environment)


def command(workspace: Workspace, *asked: str, **environment: str) -> "subprocess.Popen[str]":
    """A command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, str(CODE / "pipeline.py"), *asked, "--workspace", str(workspace.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        start_new_session=True,
        preexec_fn=_heed_interrupts if os.name == "posix" else None,
    )


def _heed_interrupts() -> None:
    """A shell lets what it starts in the background ignore them, and so do all that are started from there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill all that was started, at once and without warning."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def published(workspace: Workspace) -> dict[str, bytes]:
    """Every published file but the run record, by name."""
    folders = (workspace.tables(PERIOD), workspace.reports(PERIOD))
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.name not in CLOCK)
    return {workspace.name_of(path): path.read_bytes() for path in files}


def came_to_its_end(workspace: Workspace, done: Workspace) -> None:
    """Run once more; all is as if nothing had happened, and the ledger tells of what did."""
    process = started(workspace)
    _, said = process.communicate()
    assert (process.returncode, said) == (3, "")
    assert published(workspace) == published(done)
    verified = subprocess.run([sys.executable, str(recorded.TOOL), str(workspace.root)], capture_output=True)
    assert (verified.returncode, list(verify(workspace, [PERIOD], None).faults)) == (0, [])
    actions = [entry["action"] for entry in Ledger.of(workspace).entries()]
    assert actions.count(Action.RUN) == 1
    assert not list(workspace.journal(PERIOD).parent.glob("*.json"))
