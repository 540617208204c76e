"""The log of each run: what it said with the time, in a file of its own; the last ones of a period are kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from innocity.period import Period
from innocity.workspace import Workspace

KEPT = 20


@contextmanager
def logged(workspace: Workspace, period: Period, say: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """A way to say something that also goes to the log of this run, and so does the fault that ends it.

    A log that cannot be written, as on a full disk, keeps no run from its end.
    """
    path = _next(workspace.logs, period)

    def told(line: str) -> None:
        _write(path, line)
        say(line)

    try:
        yield told
    except BaseException as fault:
        _write(path, f"{type(fault).__name__}: {fault}")
        raise


def _write(path: Path, said: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as handle:
            handle.writelines(f"{at} {line}\n" for line in said.splitlines())


def _next(folder: Path, period: Period) -> Path:
    """The place of a further log; the oldest ones make room for it."""
    numbered = {int(path.stem.rpartition("-")[2]): path for path in folder.glob(f"{period}-*.log")}
    for number in sorted(numbered)[: 1 - KEPT]:
        with suppress(OSError):
            numbered[number].unlink()
    return folder / f"{period}-{max(numbered, default=0) + 1}.log"
