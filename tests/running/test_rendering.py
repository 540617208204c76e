"""Worker processes for pages: they do what they are given, tell what fails, and leave an interrupt to their parent."""

import os
import signal

import pytest

from innocity.running.rendering import renderers


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
