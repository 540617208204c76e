"""What a run says while it works, kept where the portal's server reads it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from innocity.period import Period
from innocity.workspace import Workspace

Say = Callable[[str], None]


class RunState(StrEnum):
    """How the last run of a period stands; `broken_off` where it was killed."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True)
class Progress:
    """What the last run of a period said, and when it said the last of it."""

    period: str
    state: RunState
    at: str
    lines: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The same for a page."""
        return asdict(self)


@contextmanager
def followed(path: Path, say: Say) -> Iterator[Say]:
    """A way to say something that is also kept in a file of its own for this run; how the run ends is kept as well.

    A file that cannot be written, as on a full disk, keeps no run from its end nor its fault from being told.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")

    def told(line: str) -> None:
        _keep(path, RunState.RUNNING, line)
        say(line)

    try:
        yield told
    except BaseException as fault:
        _keep(path, RunState.FAILED, str(fault) or type(fault).__name__)
        raise
    _keep(path, RunState.DONE, "")


def _keep(path: Path, state: RunState, line: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with suppress(OSError), path.open("a", encoding="utf-8", newline="\n") as handle:
        handle.write(json.dumps({"at": at, "state": state, "said": line}, ensure_ascii=False) + "\n")


def progress(workspace: Workspace) -> list[Progress]:
    """The last run of each period that any has been started of, the one that said something last first."""
    found = (_read(workspace, period) for period in workspace.periods())
    return sorted((one for one in found if one), key=lambda one: one.at, reverse=True)


def _read(workspace: Workspace, period: Period) -> Progress | None:
    path = workspace.progress(period)
    events = _events(path)
    if _is_open(events) and not _is_locked(workspace.lock(period)):
        events = _events(path)  # it may have come to its end just before we looked at the lock
        events = [*events, {**events[-1], "state": RunState.BROKEN_OFF, "said": ""}] if _is_open(events) else events
    if not events:
        return None
    said = tuple(event["said"] for event in events if event["said"])
    return Progress(str(period), RunState(events[-1]["state"]), events[-1]["at"], said)


def _events(path: Path) -> list[dict[str, str]]:
    """The lines of a run; one that is still being written is left out."""
    content = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [json.loads(line) for line in content.split("\n")[:-1]]


def _is_open(events: list[dict[str, str]]) -> bool:
    return bool(events) and events[-1]["state"] == RunState.RUNNING


def _is_locked(lock: Path) -> bool:
    """Whether a run of the period is alive: it holds the lock until it ends, however it ends."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(lock, timeout=0):
            return False
    except Timeout:
        return True
