"""Kernels of this very interpreter, told where to work by their environment; no ports where the system has sockets."""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.execute import execute_notebook

ENGINE = "innocity"
CELL_SECONDS = 600
START_SECONDS = 120


class OwnKernelManager(AsyncKernelManager):
    """Starts the interpreter that runs now, whatever kernels the user's folders offer under the same name."""

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
        with _sockets() as settings:
            client = PapermillNotebookClient(
                nb_man,
                timeout=CELL_SECONDS,
                startup_timeout=START_SECONDS,
                kernel_name=kernel_name,
                kernel_manager_class=OwnKernelManager,
                config=_config(settings),
                log=logging.getLogger(ENGINE),
                shutdown_kernel="immediate",
            )
            client.execute(env=environment)


papermill_engines.register(ENGINE, OwnEngine)


def execute(source: Path, target: Path, parameters: dict[str, Any], environment: dict[str, str]) -> None:
    """Run a notebook into `target`; raises what papermill and nbclient raise."""
    execute_notebook(
        str(source),
        str(target),
        parameters=parameters,
        engine_name=ENGINE,
        kernel_name="python3",
        progress_bar=False,
        environment={**os.environ, **environment},
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
