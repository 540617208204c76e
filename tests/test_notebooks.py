"""What a notebook may hold: prose, short calls, one cell of parameters; nothing that belongs in the package."""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from innocity.parameters import Parameters, UnitParameters, load_parameters
from innocity.running.contract import require_same_parameters
from innocity.running.plan import SCORECARD, STAGES
from innocity.workspace import CODE, Workspace

NOTEBOOKS = [stage.notebook for stage in (*STAGES, SCORECARD)]
MOST_CELLS, MOST_LINES = 15, 10
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[Any]:
    """The cells of a kind."""
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_every_notebook_is_a_stage() -> None:
    assert sorted((CODE / "notebooks").glob("*.ipynb")) == sorted(NOTEBOOKS)


@every_notebook
def test_parameters_are_those_of_the_period_file_typed_and_commented(path: Path) -> None:
    require_same_parameters(path, UnitParameters if path == SCORECARD.notebook else Parameters)
    tagged = [cell for cell in cells(path, "code") if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert [line for line in tagged[0].source.splitlines() if not re.fullmatch(r"\w+: \w+ = .+  # .+", line)] == []


@every_notebook
def test_defaults_are_those_of_the_newest_period(path: Path) -> None:
    tagged = next(cell for cell in cells(path, "code") if "parameters" in cell.metadata.get("tags", []))
    names = {node.target.id: ast.literal_eval(node.value) for node in ast.parse(tagged.source).body}  # type: ignore[attr-defined]
    workspace = Workspace.at(CODE)
    newest = workspace.periods_with_returns()[-1]
    assert names.pop("unit", "") == ""
    assert Parameters.model_validate(names) == load_parameters(workspace.period_file(newest))


@every_notebook
def test_code_is_short_and_only_calls(path: Path) -> None:
    sources = [cell.source for cell in cells(path, "code")]
    assert len(sources) <= MOST_CELLS
    assert [source for source in sources if len(source.splitlines()) > MOST_LINES] == []
    nodes = [
        type(node).__name__ for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, FORBIDDEN)
    ]
    assert nodes == []


@every_notebook
def test_it_is_stored_without_outputs_and_with_stable_ids(path: Path) -> None:
    stored = nbformat.read(path, as_version=4)
    assert [cell.id for cell in cells(path, "code") if cell.outputs or cell.execution_count] == []
    ids = [cell.id for cell in stored.cells]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z][a-z-]+", name)] == []


@every_notebook
def test_prose_opens_with_a_title_and_holds_no_number_of_a_run(path: Path) -> None:
    prose = [cell.source for cell in cells(path, "markdown")]
    assert prose[0].startswith(f"# {path.stem[0]} · ")
    assert [text for text in prose if re.search(r"\d{2,}|\d%", text)] == []
