"""The life of the warm parent: when it is asked, when an ordinary kernel takes its place, and that nothing outlives it."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from innocity.running import kernels, warm_kernels
from innocity.running.kernel_environment import SETTLED
from innocity.running.warm_kernels import WarmKernel, WarmParent

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "connection.json"]
SECONDS = 20  # far more than anything here takes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


@pytest.fixture
def parents(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[WarmParent]]:
    """No parent yet, and none any more afterwards."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    fresh: list[WarmParent] = []
    monkeypatch.setattr(warm_kernels, "_parents", fresh)
    yield fresh
    for parent in fresh:
        parent.retire()
        assert parent.process.wait(SECONDS) is not None


def shown(folder: Path, environment: dict[str, str] | None = None) -> Any:
    """The numbers of a kernel of this process and of its parent, as a cell shows them."""
    source = "import os\n(os.getpid(), os.getppid())"
    asked, done = folder / "asked.ipynb", folder / "done.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(source)], metadata=KERNEL), asked)
    kernels.execute(asked, done, {}, environment or {})
    return eval(nbformat.read(done, 4).cells[0].outputs[0]["data"]["text/plain"])


def has_ended(process: int) -> bool:
    """Wait for the end of a process, given as what pidfd_open gives."""
    return bool(select.select([process], [], [], SECONDS)[0])


@pytest.mark.parametrize(
    ("command", "environment", "platform", "is_forked"),
    [
        (COMMAND, {}, "linux", True),
        (COMMAND, {}, "darwin", False),
        (COMMAND, {}, "win32", False),
        (COMMAND, {"INNOCITY_KERNELS": "ordinary"}, "linux", False),
        (["/another/python", *COMMAND[1:]], {}, "linux", False),
        ([sys.executable, "-m", "another_kernel"], {}, "linux", False),
        ([sys.executable, "-O", *COMMAND[1:]], {}, "linux", False),
    ],
)
def test_which_kernels_are_forked(
    monkeypatch: pytest.MonkeyPatch, command: list[str], environment: dict[str, str], platform: str, is_forked: bool
) -> None:
    monkeypatch.setattr(warm_kernels.sys, "platform", platform)
    assert warm_kernels._can_fork(command, environment) is is_forked


def test_one_parent_serves_until_its_code_changes(
    parents: list[WarmParent], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_, first), (_, again) = shown(tmp_path), shown(tmp_path)
    stale = parents[0]
    monkeypatch.setattr(warm_kernels, "_code", frozenset)
    _, other = shown(tmp_path)
    assert first == again == stale.process.pid
    assert other == parents[0].process.pid != first
    assert stale.process.wait(SECONDS) == 0


def test_the_parent_that_is_begun_early_serves_the_kernels_of_a_run(
    parents: list[WarmParent], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    warm_kernels.begin()
    (begun,) = parents
    _, parent = shown(tmp_path, {**SETTLED, "INNOCITY_OUTPUT": "somewhere"})
    assert parent == begun.process.pid


def test_where_no_kernel_is_forked_nothing_is_begun(parents: list[WarmParent], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOCITY_KERNELS", "ordinary")
    warm_kernels.begin()
    assert parents == []


def test_another_environment_gets_an_ordinary_kernel(
    parents: list[WarmParent], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, parent = shown(tmp_path)
    monkeypatch.setenv("SOME_LIBRARY_READS_THIS", "1")
    _, other = shown(tmp_path)
    assert (parent, other) == (parents[0].process.pid, os.getpid())


@pytest.mark.parametrize(
    "serve",
    [
        "raise SystemExit(1)",
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start(); "
        + warm_kernels._SERVE,
    ],
    ids=["does not start", "has a second thread"],
)
def test_a_parent_that_is_of_no_use_is_told_of_once(
    parents: list[WarmParent],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    serve: str,
) -> None:
    monkeypatch.setattr(warm_kernels, "_SERVE", serve)
    assert [shown(tmp_path)[1], shown(tmp_path)[1]] == [os.getpid()] * 2
    assert [record.message for record in caplog.records if "no warm kernel" in record.message] == [
        "no warm kernel, hence an ordinary one: got [] instead of a kernel"
    ]


def test_a_parent_that_is_killed_takes_its_kernels_along_and_is_replaced(
    parents: list[WarmParent], tmp_path: Path
) -> None:
    _, first = shown(tmp_path)
    kernel = launched(parents[0], tmp_path)
    ended = os.pidfd_open(kernel.pid)
    parents[0].process.kill()
    assert kernel.wait(SECONDS) == -signal.SIGKILL
    assert has_ended(ended)
    os.close(ended)
    _, other = shown(tmp_path)
    assert other == parents[0].process.pid != first


def launched(parent: WarmParent, folder: Path) -> WarmKernel:
    """A kernel that nobody talks to."""
    start = warm_kernels.Start(
        ("ipykernel_launcher", "-f", str(folder / "connection.json")), dict(os.environ), str(folder)
    )
    return asyncio.run(parent.launch(start))


def test_exit_statuses_are_those_of_a_subprocess(parents: list[WarmParent], tmp_path: Path) -> None:
    shown(tmp_path)
    kernel = launched(parents[0], tmp_path)
    assert kernel.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        kernel.wait(0)
    kernel.terminate()
    assert (kernel.wait(SECONDS), kernel.poll(), kernel.returncode) == (-signal.SIGTERM,) * 3
    kernel.kill()


@pytest.mark.parametrize(("told", "status"), [(b"0", 0), (b"3", 3), (b"-9", -9)])
def test_what_the_parent_tells(told: bytes, status: int) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setblocking(False)
    kernel = WarmKernel(os.getpid(), ours)
    assert kernel.poll() is None
    theirs.send(told)
    theirs.close()
    assert (kernel.wait(), kernel.poll()) == (status, status)


DRIVER = """
import asyncio, os, sys
from innocity.running import warm_kernels
folder = sys.argv[1]
command = [sys.executable, "-m", "ipykernel_launcher", "-f", folder + "/connection.json"]
kernel = asyncio.run(warm_kernels.launch(command, {**os.environ, "OPENBLAS_NUM_THREADS": "1"}, folder))
print(kernel.pid, warm_kernels._parents[0].process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_outlives_the_process_that_asked(tmp_path: Path, number: int) -> None:
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert driver.stdout
    processes = [os.pidfd_open(int(pid)) for pid in driver.stdout.readline().split()]
    driver.send_signal(number)
    assert len(processes) == 2
    assert [has_ended(process) for process in processes] == [True, True]
    driver.communicate()
    for process in processes:
        os.close(process)
