"""The warm parent: a process that has loaded what notebooks load, and forks a kernel whenever it is asked to.

It is asked over a socket that it inherits: each request carries one end of a channel of that kernel's own. There the
kernel says READY once it listens, and the parent tells the exit status at last. A channel closed at the other end
means that nobody wants the kernel any more: its process group is killed. The parent ends with the requests and its
last kernel, so nothing outlives the process that asked, however that one dies. warm_kernels.py is the other side.
"""

import gc
import importlib.util
import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from innocity.running.imports import imported_by
from innocity.workspace import CODE

# What a kernel finds loaded besides all that the notebooks import. Never a library that asks, when it is loaded, whether it is in a kernel: pandas,
# matplotlib.pyplot and matplotlib_inline would lay out frames for a terminal and lose every chart.
PRELOADED = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
    "matplotlib.backends.backend_svg",
    "pylopdf_fonts_zh_cn",
)
READY = b"ready"
LARGEST_REQUEST = 1 << 20  # bytes; the system refuses larger ones well before
_LOADING = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # what a kernel, too, sets before matplotlib is loaded
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger's advice, which a kernel keeps to itself
}


@dataclass(frozen=True)
class Start:
    """What a kernel is started with: the launcher's name and arguments, the environment, the working folder."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    folder: str

    def to_bytes(self) -> bytes:
        """As it is sent."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, sent: bytes) -> Self:
        """As it was before it was sent."""
        told = json.loads(sent)
        return cls(tuple(told["arguments"]), told["environment"], told["folder"])


@dataclass(frozen=True)
class _Kernel:
    """A kernel that was forked, kept as a zombie until its channel closes, so that its number is nobody else's."""

    pid: int
    exit: int
    channel: socket.socket

    def tell_exit(self) -> None:
        """Send the exit status, as subprocess counts it, to whoever still listens."""
        ended = os.waitid(os.P_PIDFD, self.exit, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        status = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
        with suppress(OSError):
            self.channel.send(str(status).encode())

    def end(self) -> None:
        """Kill what is left of it and its children, and forget it."""
        for kill in (os.killpg, os.kill):  # it may not have become a group of its own yet
            with suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.exit)
        self.channel.close()


def serve(descriptor: int) -> None:
    """Fork kernels until the requests end; returns in every kernel too, when that has come to its end."""
    requests = socket.socket(fileno=descriptor)
    left = preload()
    gc.collect()
    gc.freeze()  # what is loaded is not to be touched, hence copied, by every kernel's collections
    forked = _until_forked(requests)
    if forked:
        _run_kernel(*forked, left)


def preload() -> dict[str, str]:
    """Load what notebooks need, as a kernel would; gives the variables that the modules themselves have set."""
    os.environ.update({**_LOADING, **os.environ})
    before = set(os.environ)
    from innocity.csvfile import build  # behind the variables, as all that is loaded here

    notebooks = sorted((CODE / "notebooks").glob("*.ipynb"))
    for name in (*PRELOADED, *(name for path in notebooks for name in imported_by(path))):
        with suppress(ModuleNotFoundError):  # parts that some versions lack, and names of what a module holds
            importlib.import_module(name)
    build()
    return {name: value for name, value in os.environ.items() if name not in before}


def _until_forked(requests: socket.socket) -> tuple[Start, socket.socket] | None:
    """Serve; in a kernel, what it is to start with and its channel, in the parent None when all has ended."""
    selector = selectors.DefaultSelector()
    selector.register(requests, selectors.EVENT_READ)
    while selector.get_map():
        key = selector.select()[0][0]  # one at a time: what it brings about may undo the others
        kernel: _Kernel | None = key.data
        if kernel is None:
            request = _received(requests)
            if request is None:
                selector.unregister(requests)
            elif _forked(selector, request[1]):
                return request
        elif key.fileobj == kernel.exit:
            kernel.tell_exit()
            selector.unregister(kernel.exit)
        else:
            _forget(selector, kernel)
    return None


def _received(requests: socket.socket) -> tuple[Start, socket.socket] | None:
    """The next request and the channel that came with it; None at their end."""
    sent, descriptors, _, _ = socket.recv_fds(requests, LARGEST_REQUEST, 1)
    if not sent:
        return None
    channel = socket.socket(fileno=descriptors[0])
    channel.set_inheritable(False)
    return Start.from_bytes(sent), channel


def _forked(selector: selectors.BaseSelector, channel: socket.socket) -> bool:
    """Fork; True in the kernel, which keeps nothing of the others'. A closed channel says that it could not be done."""
    if len(list(Path("/proc/self/task").iterdir())) > 1:  # a fork would leave another thread's locks held for ever
        channel.close()
        return False
    pid = os.fork()
    if pid == 0:
        _let_go(selector)
        return True
    kernel = _Kernel(pid, os.pidfd_open(pid), channel)
    selector.register(kernel.channel, selectors.EVENT_READ, kernel)
    selector.register(kernel.exit, selectors.EVENT_READ, kernel)
    return False


def _let_go(selector: selectors.BaseSelector) -> None:
    """Close what is the parent's; sockets as such, lest they close their numbers again when those are somebody else's."""
    for key in list(selector.get_map().values()):
        if isinstance(key.fileobj, socket.socket):
            key.fileobj.close()
        else:
            os.close(key.fd)
    selector.close()


def _forget(selector: selectors.BaseSelector, kernel: _Kernel) -> None:
    selector.unregister(kernel.channel)
    with suppress(KeyError):  # it has exited before
        selector.unregister(kernel.exit)
    kernel.end()


def _run_kernel(start: Start, channel: socket.socket, left: dict[str, str]) -> None:
    """Be a kernel like any other until it is told to end; the interpreter then ends as it always does."""
    os.setsid()
    os.environ.clear()
    os.environ.update({**left, **start.environment})
    os.chdir(start.folder)
    launcher = importlib.util.find_spec(start.arguments[0])
    sys.argv[:] = [str(launcher and launcher.origin), *start.arguments[1:]]
    if numbers := sys.modules.get("numpy.random"):
        numbers.seed()  # Python's own generator is seeded anew at a fork, this one is not
    from ipykernel.kernelapp import IPKernelApp

    kernel = IPKernelApp.instance(parent_handle=os.getppid())
    kernel.initialize(list(start.arguments[1:]))  # type: ignore[no-untyped-call]
    channel.send(READY + b" %d" % os.getpid())
    channel.close()
    kernel.start()  # type: ignore[no-untyped-call]
