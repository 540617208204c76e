"""Where the pieces of periods are made: in this process, in processes beside it, or on a cluster (cluster.py)."""

from subprocess import Popen
from typing import TYPE_CHECKING, Protocol

from innocity.running import warm_kernels

if TYPE_CHECKING:
    from innocity.running.making import Making


class Executor(Protocol):
    """Makes periods, `width` of them at a time; `close` ends at once whatever is still being made."""

    @property
    def width(self) -> int: ...

    def begin(self) -> None:
        """Start what takes its time, as soon as it is known that a period is due."""

    def make(self, making: "Making") -> None:
        """Bring every piece of a period into its staging folder; raises InnocityError when one fails."""

    def close(self) -> None: ...


class Here:
    """One period at a time, in this process, with all its jobs."""

    width = 1

    def begin(self) -> None:
        """Start the parent of the kernels."""
        warm_kernels.begin()

    def make(self, making: "Making") -> None:
        """Make every piece, taking over what still stands."""
        making.make()

    def close(self) -> None:
        """Nothing is left running."""


HERE = Here()


class Processes:
    """So many periods at a time, each anew and in a process of its own on this machine."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._alive: set[Popen[bytes]] = set()

    def begin(self) -> None:
        """Nothing: each process starts its own."""

    def make(self, making: "Making") -> None:
        """Make every piece from a copy of the inputs, and bring the results back."""
        from innocity.running import elsewhere

        process = elsewhere.begun()
        self._alive.add(process)
        try:
            elsewhere.take_in(making, elsewhere.made(process, elsewhere.Task.of(making)))
        finally:
            self._alive.discard(process)

    def close(self) -> None:
        """End the processes, and the kernels with them."""
        for process in list(self._alive):
            process.kill()
