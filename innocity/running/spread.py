"""Many periods of many workspaces, brought up to date beside each other: what fails fails alone."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

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

    Ways out other than the end, such as an interrupt, end what is being made at once.
    """
    pool = ThreadPoolExecutor(executor.width)
    try:
        at_work = {pool.submit(_run, name, request, began): name for name, request in requests.items()}
        for future in as_completed(at_work):
            ended(at_work[future], future.result())
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
