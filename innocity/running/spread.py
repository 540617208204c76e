"""Many periods of many workspaces, brought up to date beside each other: what fails fails alone."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from innocity.language import text
from innocity.running.executors import Executor
from innocity.running.run import Outcome, Request, run

Ending = Outcome | Exception


@dataclass
class Tally:
    """How far it has come: how many there are, what has begun and not ended, how many have ended."""

    total: int
    ended: int = 0
    at_work: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def how_far(self) -> str:
        """Done of total, the time that it took, and the time that the rest takes at the same pace."""
        seconds = time.monotonic() - self.started
        left = clock(seconds / self.ended * (self.total - self.ended)) if self.ended else "–"
        return text("many.how_far", ended=self.ended, total=self.total, elapsed=clock(seconds), left=left)

    def elapsed(self) -> str:
        """The time since it began."""
        return clock(time.monotonic() - self.started)


def spread(
    requests: Mapping[str, Request],
    executor: Executor,
    began: Callable[[str], None],
    ended: Callable[[str, Ending], None],
) -> None:
    """Bring all of them up to date, as many at a time as the executor takes; tells of each when it begins and how it ends.

    The periods of one workspace are made one after the other, in the order given: a supervision slip counts those before
    it. Ways out other than the end, such as an interrupt, end what is being made at once.
    """
    pool = ThreadPoolExecutor(executor.width)
    waiting: dict[Path, list[str]] = {}
    for name, request in requests.items():
        waiting.setdefault(request.workspace.root, []).append(name)
    at_work: dict[Future[Ending], Path] = {}
    ready = list(waiting)
    try:
        while ready or at_work:
            for root in ready:
                name = waiting[root][0]
                at_work[pool.submit(_run, name, requests[name], began)] = root
            ready = []
            for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                root = at_work.pop(future)
                ended(waiting[root].pop(0), future.result())
                ready += [root] if waiting[root] else []
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        executor.close()


def _run(name: str, request: Request, began: Callable[[str], None]) -> Ending:
    began(name)
    try:
        return run(request, lambda _: None)
    except Exception as fault:  # told by whoever asked; the others go on
        return fault


def clock(seconds: float) -> str:
    """A time as people say it: 1:05, 2:00:09."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
