"""The last line of a terminal while a run works: how long it has taken, and about how long it will take."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from innocity.language import Language, text
from innocity.period import Period
from innocity.record import manifest
from innocity.running.progress import Say
from innocity.workspace import Workspace

_EVERY = 1.0  # seconds
_WIPE = "\r\x1b[2K"


def usual_seconds(workspace: Workspace, period: Period) -> float | None:
    """How long the published run of a period took; None where there is none that tells."""
    try:
        return float(json.loads((workspace.reports(period) / manifest.RECORD).read_text(encoding="utf-8"))["took"])
    except (OSError, ValueError, KeyError):
        return None


def clock_line(passed: float, usual: float | None, language: Language | None = None) -> str:
    """What the line says after so many seconds; of what is left only while the usual time has not passed."""
    if usual is None or passed >= usual:
        return text("run.passed", language, seconds=f"{passed:.0f}")
    return text("run.passed_of", language, seconds=f"{passed:.0f}", left=f"{usual - passed:.0f}")


@contextmanager
def live(stream: TextIO, usual: float | None) -> Iterator[Say]:
    """A way to say something on a stream: plain lines, and on a terminal the clock below them until the block is left."""
    if not stream.isatty():
        yield lambda line: print(line, file=stream, flush=True)
        return
    clock = _Clock(stream, usual)
    clock.start()
    try:
        yield clock.say
    finally:
        clock.end()


class _Clock(threading.Thread):
    """Draws the line anew every second, and moves it down below whatever is said."""

    def __init__(self, stream: TextIO, usual: float | None) -> None:
        super().__init__(daemon=True)
        self._stream, self._usual, self._began = stream, usual, time.monotonic()
        self._is_over, self._turn = threading.Event(), threading.Lock()

    def run(self) -> None:
        while not self._is_over.wait(_EVERY):
            self._draw("")

    def say(self, line: str) -> None:
        """Put a line above the clock."""
        self._draw(f"{line}\n")

    def end(self) -> None:
        """Stop, and take the line away."""
        self._is_over.set()
        self.join()
        self._stream.write(_WIPE)
        self._stream.flush()

    def _draw(self, said: str) -> None:
        with self._turn:
            self._stream.write(_WIPE + said + clock_line(time.monotonic() - self._began, self._usual))
            self._stream.flush()
