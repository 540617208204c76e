"""Periods rerun whenever their returns or the parameters change, once what changed is still."""

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from innocity.errors import BusyError, InnocityError
from innocity.exits import Terminated
from innocity.language import Language, text
from innocity.period import Period
from innocity.running.run import Request
from innocity.workspace import CODE, Workspace

QUIET = 2  # seconds in which neither size nor time of any file changes: nothing is being copied any more
_BUSY = BusyError.exit_code
Seen = dict[Path, tuple[int, int]]


def seen(workspace: Workspace) -> Seen:
    """Size and time of every file that a run depends on; what vanishes while we look is not there."""
    folders = (workspace.framework, workspace.rules, workspace.period_file(Period(1, 1)).parent)
    files = [
        path
        for period in workspace.periods()
        for path in (*workspace.files_received(period), workspace.register(period))
    ]
    files += [path for folder in folders for path in folder.glob("[!.~]*")]
    found: Seen = {}
    for path in (*files, workspace.programme):
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_size, status.st_mtime_ns)
    return found


@dataclass(frozen=True)
class Watch:
    """How a watch looks, waits, and runs what is due; `rerun` says whether the periods are settled until the next change."""

    look: Callable[[], Seen]
    wait: Callable[[float], None]
    rerun: Callable[[], bool]
    every: float

    def go_on(self) -> None:
        """Rerun on every change for ever; a first time at once. Ends with what `wait` raises, as at Ctrl-C."""
        done: Seen | None = None
        while True:
            now = self._still()
            if now != done and self.rerun():
                done = now
            self.wait(self.every)

    def _still(self) -> Seen:
        """What is seen once it has not changed for a while."""
        now = self.look()
        while True:
            self.wait(QUIET)
            then, now = now, self.look()
            if then == now:
                return now


def watch(
    workspace: Workspace,
    periods: Sequence[Period],
    language: Language | None,
    every: float,
    wait: Callable[[float], None],
) -> None:
    """Watch these periods, or all that have returns where none is named; BusyError when another process does already."""
    from filelock import FileLock, Timeout

    def rerun() -> bool:
        due = list(periods or workspace.periods_with_returns())
        ended = [_run(workspace, period, language) for period in due if _is_due(Request(workspace, period, language))]
        return _BUSY not in ended

    workspace.watch_lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace.watch_lock, timeout=0):
            print(text("run.watching", folder=workspace.root, every=f"{every:g}"), flush=True)
            Watch(lambda: seen(workspace), wait, rerun, every).go_on()
    except Timeout:
        raise BusyError("error.watched", folder=workspace.root) from None


def _is_due(request: Request) -> bool:
    """Whether the period is to be run; where that cannot be told, the run says why."""
    try:
        return request.reason() is not None
    except (InnocityError, OSError):
        return True


def _run(workspace: Workspace, period: Period, language: Language | None) -> int:
    """Run a period in a process of its own, so that nothing that befalls it ends the watch; its exit code."""
    spoken = ["--lang", language.value] if language else []
    command = [
        sys.executable,
        str(CODE / "pipeline.py"),
        "run",
        str(period),
        "--workspace",
        str(workspace.root),
        *spoken,
    ]
    is_alone = sys.platform != "win32"  # an interrupt typed at the terminal is passed on once, by us
    with subprocess.Popen(command, start_new_session=is_alone) as process:
        try:
            return process.wait()
        except KeyboardInterrupt as fault:
            if is_alone:
                process.send_signal(signal.SIGTERM if isinstance(fault, Terminated) else signal.SIGINT)
            process.wait()
            raise
