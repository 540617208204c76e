"""Faults put into what a process asks of the file system: its n-th call fails, or is the last that it makes."""

import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

CALLS = ("rename", "replace", "fsync", "write", "mkdir", "unlink", "rmdir")


@contextmanager
def injected(calls: tuple[str, ...], number: int, fault: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Within it the n-th of these calls of `os`, and of `open` where that is named, meets the fault; gives whether it was met."""
    made = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            nonlocal made
            made += 1
            if made == number:
                fault()
            return call(*arguments, **options)

        return counting

    places = [(io, name) if name == "open" else (os, name) for name in calls]
    patches = [patch.object(module, name, counted(getattr(module, name))) for module, name in places]
    for one in patches:
        one.start()
    try:
        yield lambda: made >= number
    finally:
        for one in patches:
            one.stop()


def failing(number: int) -> Callable[[], None]:
    """A fault: the system refuses, with this error number."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def in_a_child(work: Callable[[], bool]) -> bool:
    """Do it in a forked process; what it gives, True when it was killed before it came to that."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if work() else 1)
        finally:
            os._exit(2)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) in (0, 1), f"the child failed: {status}"
    return os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0


def die() -> None:
    """A fault: the process is killed here."""
    os.kill(os.getpid(), signal.SIGKILL)
