"""A tiny city whose whole run can be started, killed and compared."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from innocity.demo.build import build
from innocity.period import Period
from innocity.workspace import CODE, Workspace

PERIOD = Period(2023, 1)
CLOCK = {"run.json"}  # the run record: the only published file that knows the clock


def founded(folder: Path) -> Workspace:
    """A city of two units with the returns of one quarter."""
    build(folder, seed=1, units=2, periods=1)
    return Workspace.at(folder)


def started(workspace: Workspace, **environment: str) -> "subprocess.Popen[str]":
    """A run in a process group of its own, as a user starts it."""
    return subprocess.Popen(
        [sys.executable, str(CODE / "pipeline.py"), "run", str(PERIOD), "--workspace", str(workspace.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        start_new_session=True,
    )


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill all that was started, at once and without warning."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def published(workspace: Workspace) -> dict[str, bytes]:
    """Every published file but the run record, by name."""
    folders = (workspace.tables(PERIOD), workspace.reports(PERIOD))
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.name not in CLOCK)
    return {workspace.name_of(path): path.read_bytes() for path in files}
