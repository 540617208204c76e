"""Worker processes that write pages: setting them takes as much of a core as computing them.

What sets the pages keeps much of what it has set once; the largest paper is therefore left to processes that begin anew.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

from innocity.framework import Framework, load
from innocity.workspace import Workspace

_PRELOADED = [
    "innocity.running",  # first: it keeps what is slow and unused out of the others
    "innocity.presentation.report",
    "innocity.presentation.html",
    "innocity.presentation.evaluation",
    "innocity.presentation.pictures",
    "innocity.presentation.slips",
    "innocity.presentation.workbook",
    "innocity.running.tracing",
    "innocity.running.read_ahead",
]


_P = ParamSpec("_P")
_T = TypeVar("_T")


class Renderers(Executor):
    """Processes that write pages, begun by `begin` whenever there are to be new ones."""

    def __init__(self, begin: Callable[[], Executor]) -> None:
        self._begin, self._at_work = begin, begin()
        self._leaving: list[threading.Thread] = []

    def submit(self, work: Callable[_P, _T], /, *given: _P.args, **named: _P.kwargs) -> "Future[_T]":
        """What the work will give, in one of the processes."""
        return self._at_work.submit(work, *given, **named)

    def renew(self) -> None:
        """Let the processes end, and their memory with them, once all is done that they were given; new ones take what comes."""
        former, self._at_work = self._at_work, self._begin()
        self._leaving.append(threading.Thread(target=former.shutdown))
        self._leaving[-1].start()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end; `cancel_futures` drops what has not begun, `wait` returns when they have ended."""
        self._at_work.shutdown(wait, cancel_futures=cancel_futures)
        for one in self._leaving if wait else ():
            one.join()


@contextmanager
def renderers(count: int) -> Iterator[Renderers]:
    """So many processes, at work as soon as they are given something; they end with this process, however it ends."""
    is_forked = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if is_forked else "spawn")
    if is_forked:
        _load_ahead()
    pool = Renderers(lambda: ProcessPoolExecutor(count, mp_context=context, initializer=_follow_parent))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@cache
def facts(workspace: Workspace) -> Framework:
    """The framework of a workspace, read once by each of the processes: to be sent it with every page takes longer."""
    return load(workspace)


def _load_ahead() -> None:
    """Let the parent of the processes load what they need before the first of them is asked for."""
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(_PRELOADED)
    forkserver.ensure_running()


def _follow_parent() -> None:
    """Leave an interrupt typed at the terminal to the parent, and end when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os._exit(1)
