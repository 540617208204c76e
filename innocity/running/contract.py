"""What a notebook must be before it is run, and what it must have become: nothing is taken on its own word."""

import json
from pathlib import Path
from typing import Any

import nbformat
from papermill.inspection import inspect_notebook

from innocity.errors import InnocityError
from innocity.parameters import Parameters
from innocity.stage import SCRAP, SENTINEL


class NotebookError(InnocityError):
    """A notebook is not what it must be, or did not do what it must do."""


def require_same_parameters(notebook: Path, kind: type[Parameters] = Parameters) -> None:
    """The notebook asks for exactly the parameters that it will be given, by name and type; NotebookError otherwise."""
    asked = {name: found["inferred_type_name"] for name, found in inspect_notebook(str(notebook)).items()}
    given = {name: field.annotation.__name__ for name, field in kind.model_fields.items() if field.annotation}
    if asked != given:
        raise NotebookError(
            "error.notebook_parameters", notebook=notebook.name, got=_listed(asked), expected=_listed(given)
        )


def require_finished(executed: Path, stage: str, parameters: Parameters) -> None:
    """Every code cell ran, in order, without error, and the last one wrote the sentinel with the parameters asked for."""
    notebook = nbformat.read(executed, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    counts = [cell.execution_count for cell in cells]
    if counts != list(range(1, len(cells) + 1)):
        wrong = next(place for place, count in enumerate(counts, start=1) if count != place)
        raise NotebookError("error.notebook_order", notebook=executed.name, cell=wrong, got=counts)
    for cell in cells:
        if any(output.output_type == "error" for output in cell.outputs):
            raise NotebookError("error.notebook_cell", notebook=executed.name, cell=cell.execution_count)
    expected = {"stage": stage, **parameters.model_dump()}
    if not cells or _sentinel(cells[-1]) != expected:
        raise NotebookError("error.notebook_sentinel", notebook=executed.name, cell=len(cells))


def echo(executed: Path) -> tuple[dict[str, object] | None, int]:
    """The parameters that a notebook says it worked with, if it came to its end, and how many of its code cells ran."""
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    ran = [cell for cell in cells if cell["cell_type"] == "code" and cell["execution_count"]]
    said = _sentinel(ran[-1]) if ran else None
    used = {name: value for name, value in said.items() if name != "stage"} if isinstance(said, dict) else None
    return used, len(ran)


def _sentinel(cell: Any) -> object:
    scraps = (output.get("data", {}).get(SCRAP) for output in cell["outputs"])
    return next((scrap["data"] for scrap in scraps if scrap and scrap["name"] == SENTINEL), None)


def _listed(names: dict[str, str]) -> str:
    return ", ".join(f"{name}: {kind}" for name, kind in names.items())
