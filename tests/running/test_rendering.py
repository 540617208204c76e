"""Worker processes for pages: they do what they are given, tell what fails, and leave an interrupt to their parent."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from innocity.running.rendering import Renderers, renderers


def handler_of_interrupts() -> tuple[int, str]:
    return os.getpid(), str(signal.getsignal(signal.SIGINT))


@pytest.mark.slow
def test_workers_are_processes_of_their_own_and_pass_on_what_fails() -> None:
    with renderers(1) as pool:
        process, handler = pool.submit(handler_of_interrupts).result()
        assert process != os.getpid()
        assert handler == str(signal.SIG_IGN)
        with pytest.raises(ZeroDivisionError):
            pool.submit(divmod, 1, 0).result()


def test_new_workers_take_what_comes_while_the_former_end_what_they_are_at() -> None:
    begun: list[ThreadPoolExecutor] = []
    go_on = threading.Event()

    def begin() -> ThreadPoolExecutor:
        begun.append(ThreadPoolExecutor(1))
        return begun[-1]

    with Renderers(begin) as pool:
        former = pool.submit(go_on.wait)
        pool.renew()
        assert pool.submit(divmod, 7, 2).result() == (3, 1)  # not behind the former
        assert not former.done()
        go_on.set()
    assert former.result()
    for one in begun:
        with pytest.raises(RuntimeError, match="after shutdown"):
            one.submit(print)


@pytest.mark.slow
def test_new_workers_hold_nothing_of_the_former() -> None:
    with renderers(1) as pool:
        former = pool.submit(os.getpid).result()
        pool.renew()
        assert pool.submit(os.getpid).result() != former
    with pytest.raises(ProcessLookupError):
        os.kill(former, 0)
