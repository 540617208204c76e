"""What a command takes: seconds, processor seconds and memory of all processes that come of it; the standard library alone.

`python -m innocity.bench.measured RESULT COMMAND…` is a fresh parent for each command. It adopts what the command
leaves behind: the processor time of a process counts only where somebody has waited for its end.
"""

import ctypes
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from innocity.errors import InnocityError

_ADOPT = 36  # PR_SET_CHILD_SUBREAPER
_EVERY = 0.2  # seconds from one look at the memory to the next, or longer:
_SHARE = 20  # times what the look itself takes
_PATIENCE = 30  # seconds for what is left behind to end


@dataclass(frozen=True)
class Taken:
    """What a command took; `peak` in bytes, `began` by the clock. None is what is not known of a part of a run."""

    seconds: float
    processor: float | None = None
    peak: int | None = None
    began: float = 0.0

    def until(self, moment: float) -> "Taken":
        """The part of it up to this moment of the clock."""
        return Taken(moment - self.began, began=self.began)

    def times(self, count: int) -> "Taken":
        """So many of it, one after the other."""
        processor = None if self.processor is None else self.processor * count
        return Taken(self.seconds * count, processor, self.peak)


def take(command: Sequence[str], environment: Mapping[str, str], fine: Sequence[int] = (0,)) -> Taken:
    """Run a command to its end; InnocityError with the last that it said where it ends with none of these codes."""
    with TemporaryDirectory() as folder:
        result, said = Path(folder) / "taken.json", Path(folder) / "said.txt"
        parent = [sys.executable, "-m", "innocity.bench.measured", str(result), *command]
        with said.open("wb") as handle:
            subprocess.call(parent, env=dict(environment), stdout=handle, stderr=subprocess.STDOUT)
        told = json.loads(result.read_text(encoding="utf-8")) if result.exists() else {"code": -1}
        if told.pop("code") not in fine:
            last = said.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise InnocityError("error.bench", command=" ".join(command), got=last)
        return Taken(**told)


def main(result: Path, command: Sequence[str]) -> None:
    """Run the command as the only child of this process, and write what it took."""
    import resource

    _adopt()
    began, start = time.time(), time.perf_counter()
    child = subprocess.Popen(command)
    memory = _Memory()
    memory.start()
    code = child.wait()
    taken = Taken(time.perf_counter() - start, began=began)
    memory.is_over.set()
    memory.join()
    _wait_for_all()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = replace(taken, processor=usage.ru_utime + usage.ru_stime, peak=memory.peak or None)
    result.write_text(json.dumps({**asdict(taken), "code": code}), encoding="utf-8")


class _Memory(threading.Thread):
    """Looks at the memory of all that descends from this process; what they share is counted once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.is_over = threading.Event()

    def run(self) -> None:
        took = 0.0
        while not self.is_over.wait(max(_EVERY, _SHARE * took)):
            start = time.perf_counter()
            self.peak = max(self.peak, sum(map(_size, descendants(os.getpid()))))
            took = time.perf_counter() - start


def descendants(root: int) -> list[int]:
    """The processes that come of this one, without it; none where the system has no `/proc`."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents():
        children.setdefault(parent, []).append(child)
    found, waiting = list[int](), [root]
    while waiting:
        born = children.get(waiting.pop(), [])
        found += born
        waiting += born
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            yield int(folder.name), int(stat.rpartition(")")[2].split()[1])


def _size(process: int) -> int:
    """Bytes that a process holds, its share of what it shares; none where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _adopt() -> None:
    """Become the parent of what descendants leave behind; only Linux knows how, elsewhere its time is not counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)


def _wait_for_all() -> None:
    until = time.monotonic() + _PATIENCE
    with suppress(ChildProcessError):
        while time.monotonic() < until:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.02)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
