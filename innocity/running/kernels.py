"""Kernels of this very interpreter, told where to work by their environment; no ports where the system has sockets.

They are forked from a warm parent where that is to be had (warm_kernels.py); `INNOCITY_KERNELS=ordinary` starts each
anew, with the same results.
"""

import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.execute import execute_notebook
from traitlets import default

from innocity.running.bounded_client import BoundedClient
from innocity.running.limits import Limits
from innocity.running.warm_provisioner import WarmProvisioner

ENGINE = "innocity"
START_SECONDS = 120


class KernelStartError(RuntimeError):
    """A kernel died before it was ready, or was not ready in time."""


class PromptClient(AsyncKernelClient):
    """Takes a kernel for ready when it says that it is idle, instead of after a fifth of a second of silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait so many seconds; KernelStartError when the kernel dies before, or is not ready by then."""
        deadline = time.monotonic() + (timeout or START_SECONDS)
        while not await self._is_idle_after(self.kernel_info()):
            if not await self.is_alive():
                raise KernelStartError("the kernel died before it was ready")
            if time.monotonic() > deadline:
                raise KernelStartError("the kernel was not ready in time")

    async def _is_idle_after(self, asked: str) -> bool:
        """Whether the kernel answers, and is heard to be done with it: what it says before we listen is lost."""
        try:
            await self.get_shell_msg(timeout=1)
            while True:
                heard = await self.get_iopub_msg(timeout=0.05)
                is_ours = heard["parent_header"].get("msg_id") == asked
                if is_ours and heard["content"].get("execution_state") == "idle":
                    return True
        except Empty:
            return False


class OwnKernelManager(AsyncKernelManager):
    """Starts the interpreter that runs now, whatever kernels the user's folders offer under the same name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.provisioner = WarmProvisioner(kernel_id="", kernel_spec=self.kernel_spec, parent=self)

    @default("client_factory")
    def _own_client(self) -> type[PromptClient]:
        return PromptClient

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel of this interpreter."""
        return KernelSpec(**get_kernel_dict())


class OwnEngine(NBClientEngine):
    """papermill's engine with this interpreter's kernel and an environment of its own."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, log_output: bool = False, **options: Any) -> None:
        """Run all cells; papermill's own contract."""
        environment = options["environment"]
        with _sockets() as settings, _saved_at_its_end(nb_man):
            client = BoundedClient(
                nb_man,
                options["limits"],
                startup_timeout=START_SECONDS,
                kernel_name=kernel_name,
                kernel_manager_class=OwnKernelManager,
                config=_config(settings),
                log=logging.getLogger(ENGINE),
                shutdown_kernel="immediate",
            )
            client.execute(env=environment)


papermill_engines.register(ENGINE, OwnEngine)


@contextmanager
def _saved_at_its_end(notebook: NotebookExecutionManager) -> Iterator[None]:
    """Keep papermill from writing the whole notebook before and after each of its cells; it does at the end, however that comes."""
    target, notebook.output_path = notebook.output_path, None
    try:
        yield
    finally:
        notebook.output_path = target


def execute(source: Path, target: Path, parameters: dict[str, Any], environment: dict[str, str]) -> None:
    """Run a notebook into `target`; raises what papermill and nbclient raise, KernelStartError and OutputFloodError."""
    execute_notebook(
        str(source),
        str(target),
        parameters=parameters,
        engine_name=ENGINE,
        kernel_name="python3",
        progress_bar=False,
        environment={**os.environ, **environment},
        limits=Limits.of_environment(),
    )


def _config(settings: dict[str, str]) -> Any:
    from traitlets.config import Config

    return Config({"KernelManager": settings})


@contextmanager
def _sockets() -> Iterator[dict[str, str]]:
    """Settings for sockets in a short folder of their own; encrypted ports on Windows, which has no such sockets."""
    if sys.platform == "win32":
        yield {"transport_encryption": "auto"}
        return
    folder = tempfile.mkdtemp(prefix="inno")
    try:
        yield {"transport": "ipc", "ip": f"{folder}/k"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
