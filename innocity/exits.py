"""How a command ends; the standard library alone, for it is read before anything is installed."""

import signal
from enum import IntEnum


class Exit(IntEnum):
    """What the exit code means."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    FINDINGS = 3
    MISMATCH = 4
    BUSY = 75
    INTERRUPTED = 130
    TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """The end that SIGTERM asks for: what ends well at Ctrl-C ends well at this."""


def heed_termination() -> None:
    """From now on SIGTERM raises Terminated in the main thread, once: an end that has begun is not to be cut off."""
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(number: int, _: object) -> None:
    signal.signal(number, lambda *_: None)  # not SIG_IGN, which what is started from here would inherit
    raise Terminated
