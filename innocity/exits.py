"""How a command ends."""

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
