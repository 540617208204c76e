"""One notebook, executed by papermill: refused if it asks for other parameters, believed only when it proves its end."""

from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from innocity.parameters import Parameters
from innocity.running import kernels, publication
from innocity.running.bounded_client import OutputFloodError
from innocity.running.contract import NotebookError, require_finished, require_same_parameters
from innocity.running.kernel_environment import SETTLED
from innocity.running.limits import Limits
from innocity.stage import OUTPUT_VARIABLE, WORKSPACE_VARIABLE
from innocity.workspace import Workspace

_FAULTS = (PapermillExecutionError, DeadKernelError, CellTimeoutError, RuntimeError, OutputFloodError, NotebookError)
_TOLD = {"InnocityError", "UsageError"}  # the package's own faults, which reach us from a kernel as whole sentences


def run_notebook(source: Path, executed: Path, parameters: Parameters, workspace: Workspace, output: Path) -> None:
    """Execute a notebook that writes its tables into `output`; NotebookError says in which cell and why it failed."""
    require_same_parameters(source, type(parameters))
    environment = {
        WORKSPACE_VARIABLE: str(workspace.root),
        OUTPUT_VARIABLE: str(output),
        **SETTLED,
    }
    try:
        kernels.execute(source, executed, parameters.model_dump(), environment)
        require_finished(executed, source.stem, parameters)
    except _FAULTS as fault:
        publication.keep_failed(workspace, parameters.reporting_period, executed)
        kept = workspace.failed(parameters.reporting_period) / executed.name
        raise _explained(fault, source, kept) from fault
    _forget_the_clock(executed, source)


def _explained(fault: Exception, source: Path, kept: Path) -> NotebookError:
    """The fault as one sentence; what the package itself said in the kernel is passed on as it was said."""
    name, limits = source.name, Limits.of_environment()
    match fault:
        case NotebookError():
            return NotebookError("error.notebook_kept", fault=fault, kept=kept)
        case PapermillExecutionError():
            got = fault.evalue if fault.ename in _TOLD else f"{fault.ename}: {fault.evalue}"
            return NotebookError("error.notebook_failed", notebook=name, cell=fault.exec_count, got=got, kept=kept)
        case kernels.KernelStartError():
            return NotebookError("error.notebook_start", notebook=name, got=fault)
    cell = _cell_reached(kept)
    match fault:
        case CellTimeoutError():
            one, all_cells = limits.cell_seconds, limits.notebook_seconds
            return NotebookError("error.notebook_slow", notebook=name, cell=cell, one=one, all=all_cells, kept=kept)
        case OutputFloodError():
            size = limits.output_bytes >> 20
            return NotebookError("error.notebook_flood", notebook=name, cell=cell, size=size, kept=kept)
    return NotebookError("error.notebook_died", notebook=name, cell=cell, got=type(fault).__name__, kept=kept)


def _cell_reached(executed: Path) -> int:
    """The number of the code cell that was running when the kernel fell silent: the last that papermill started."""
    cells = nbformat.read(executed, as_version=4).cells if executed.exists() else []
    started = [cell for cell in cells if cell.metadata.get("papermill", {}).get("start_time")]
    return sum(cell.cell_type == "code" for cell in started)


def _forget_the_clock(executed: Path, source: Path) -> None:
    """Take what only the clock and this machine wrote out of an executed notebook, so that equal runs are equal bytes."""
    notebook = nbformat.read(executed, as_version=4)
    told: Any = notebook.metadata.get("papermill", {})
    notebook.metadata["papermill"] = {
        "parameters": told.get("parameters", {}),
        "version": told.get("version", ""),
        "input_path": f"notebooks/{source.name}",
    }
    notebook.metadata.get("language_info", {}).pop("version", None)
    for place, cell in enumerate(notebook.cells):
        cell.metadata.pop("execution", None)
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{place}"
    nbformat.write(notebook, executed)
