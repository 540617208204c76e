"""Worker processes that write pages: setting them takes as much of a core as computing them."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import wait

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


@contextmanager
def renderers(count: int) -> Iterator[ProcessPoolExecutor]:
    """So many processes, at work as soon as they are given something; they end with this process, however it ends."""
    is_forked = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if is_forked else "spawn")
    if is_forked:
        _load_ahead()
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_follow_parent)
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
