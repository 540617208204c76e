"""Kernels forked from a warm parent, which this process starts when it first needs one and which ends with it.

Only on Linux, and only for kernels of this interpreter whose environment differs from the parent's in nothing that
is read while modules are loaded; for all others, and when anything fails, the answer is None and an ordinary kernel
takes its place. The parent is started anew when the code has changed or it has died.
"""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from innocity.running.fork_server import READY, Start
from innocity.running.kernel_environment import ONE_THREAD, SETTLED
from innocity.running.limits import CELL, NOTEBOOK

VARIABLE = "INNOCITY_KERNELS"
ORDINARY = "ordinary"  # the value that asks for ordinary kernels only
START_SECONDS = 60
# Variables that nothing reads while it is loaded. Any other that differs may have left its mark on the parent.
_READ_LATE = {
    VARIABLE,
    CELL,
    NOTEBOOK,
    "INNOCITY_WORKSPACE",
    "INNOCITY_OUTPUT",
    "INNOCITY_LANG",
    "JPY_PARENT_PID",
    "JPY_SESSION_NAME",
}
_LAUNCHER = ["-m", "ipykernel_launcher"]
_SERVE = "import sys; del sys.path[0]; from innocity.running.fork_server import serve; serve(int(sys.argv[1]))"
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass
class WarmKernel:
    """A kernel that the warm parent has forked, with what is used of a subprocess.Popen."""

    pid: int
    channel: socket.socket
    returncode: int | None = None
    stdin: None = None
    stdout: None = None
    stderr: None = None

    def poll(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        if self.returncode is None:
            try:
                told = self.channel.recv(16)
            except BlockingIOError:
                return None
            except OSError:
                told = b""
            self.returncode = int(told) if told else self._lost()
            self.channel.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit status, once there is one; subprocess.TimeoutExpired after so many seconds."""
        if self.returncode is None:
            readable, _, _ = select.select([self.channel], [], [], timeout)
            if not readable:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _lost(self) -> int:
        """The parent is gone: so must the kernel be."""
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        return -signal.SIGKILL


@dataclass
class WarmParent:
    """The process that forks kernels, and what it was started with."""

    process: subprocess.Popen[bytes]
    requests: socket.socket
    environment: dict[str, str]
    code: frozenset[tuple[str, int, int]]
    has_failed: bool = False

    @classmethod
    def start(cls, environment: Mapping[str, str]) -> Self:
        """Start one for kernels of this environment; it loads while others go on."""
        code = _code()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=dict(environment),
                start_new_session=True,  # an interrupt typed at the terminal is for us
            )
        return cls(process, ours, _read_early(environment), code)

    @property
    def is_current(self) -> bool:
        """Whether it lives, and what it has loaded is still what would be loaded now."""
        return self.process.poll() is None and self.code == _code()

    async def launch(self, start: Start) -> WarmKernel:
        """A kernel that listens already; OSError when there is none to be had."""
        channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        channel.setblocking(False)
        try:
            with theirs:
                socket.send_fds(self.requests, [start.to_bytes()], [theirs.fileno()])
            heard = asyncio.get_running_loop().sock_recv(channel, 64)
            told = (await asyncio.wait_for(heard, START_SECONDS)).split()
            if told[:1] != [READY]:
                raise ConnectionError(f"got {told!r} instead of a kernel")
        except OSError:
            self.has_failed = True
            channel.close()
            raise
        return WarmKernel(int(told[1]), channel)

    def retire(self) -> None:
        """Fork no more; it ends with the last of its kernels, as it does when this process ends."""
        self.requests.close()


_lock = threading.Lock()
_parents: list[WarmParent] = []  # one at most


async def launch(command: Sequence[str], environment: Mapping[str, str], folder: str) -> WarmKernel | None:
    """The kernel of this command, forked and listening; None where an ordinary one is called for, OSError on failure."""
    if not _can_fork(command, environment):
        return None
    parent = _parent(environment)
    if parent.has_failed or parent.environment != _read_early(environment):
        return None
    environment = {**environment, "JPY_PARENT_PID": str(os.getpid())}
    return await parent.launch(Start(tuple(command[2:]), environment, folder))


def begin() -> None:
    """Start the parent of a run's kernels, which takes about as long to load as what this process has to load before."""
    environment = {**ONE_THREAD, **os.environ, **SETTLED}
    if _can_fork([sys.executable, *_LAUNCHER], environment):
        _parent(environment)


def retire() -> None:
    """Let the parent of this process end; the next kernel starts another."""
    with _lock:
        while _parents:
            _parents.pop().retire()


def _can_fork(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether this system forks safely, and the kernel is of this interpreter and of the plain kind."""
    return (
        sys.platform == "linux"
        and hasattr(os, "pidfd_open")
        and environment.get(VARIABLE) != ORDINARY
        and command[0] == sys.executable
        and list(command[1:3]) == _LAUNCHER
    )


def _parent(environment: Mapping[str, str]) -> WarmParent:
    """The parent of this process, started when there is none, or none that is of use any more."""
    with _lock:
        if _parents and not (_parents[0].has_failed or _parents[0].is_current):
            _parents.pop().retire()
        if not _parents:
            _parents.append(WarmParent.start(environment))
        return _parents[0]


def _read_early(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that modules may have read while they were loaded."""
    return {name: value for name, value in environment.items() if name not in _READ_LATE}


def _code() -> frozenset[tuple[str, int, int]]:
    """What tells one state of the package's code from another: size and time of every module and catalogue."""
    found = ((path, path.stat()) for path in _PACKAGE.rglob("*.p[yo]"))
    return frozenset((str(path), status.st_mtime_ns, status.st_size) for path, status in found)
