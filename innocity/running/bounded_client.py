"""papermill's side of a kernel, with limits: on the time of a cell, on that of the notebook, on what it puts out."""

import math
import time
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient

from innocity.running.limits import Limits


class OutputFloodError(Exception):
    """A notebook put out more than it may."""


class BoundedClient(PapermillNotebookClient):
    """Runs the cells of one notebook; what goes beyond a limit ends the kernel."""

    def __init__(self, nb_man: Any, limits: Limits, **options: Any) -> None:
        super().__init__(nb_man, timeout_func=self._seconds_left, **options)
        self._limits = limits
        self._deadline = time.monotonic() + limits.notebook_seconds
        self._room = limits.output_bytes

    def execute(self, **options: Any) -> Any:
        """Run all cells; CellTimeoutError and OutputFloodError where a limit is passed, else papermill's own contract."""
        try:
            return super().execute(**options)
        except (CellTimeoutError, DeadKernelError) as fault:
            if self._room < 0:
                raise OutputFloodError from fault
            raise

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Take what a kernel says, as long as there is room for it, then kill it; nbclient's own contract."""
        self._room -= _size(msg["content"])
        if self._room >= 0:
            return super().process_message(msg, cell, cell_index)
        assert self.km is not None
        self.km.provisioner.process.kill()
        raise OutputFloodError  # what it has said since is not even read

    def _seconds_left(self, _cell: Any) -> int:
        left = math.ceil(self._deadline - time.monotonic())
        return max(1, min(self._limits.cell_seconds, left))


def _size(content: dict[str, Any]) -> int:
    """How much text a message shows, on a stream or by media type."""
    shown = {**content, **content.get("data", {})}
    return sum(len(part) for part in shown.values() if isinstance(part, str))
