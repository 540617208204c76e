"""The modules behind a notebook: those that it imports, those that these import, and none besides."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from innocity.running import imports
from innocity.running.imports import modules_behind
from innocity.workspace import CODE


def notebook(folder: Path, *sources: str) -> Path:
    path = folder / "one.ipynb"
    cells = [new_markdown_cell("import innocity.stage"), *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells), path)
    return path


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(CODE / "innocity").as_posix() for path in paths]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("import pandas\nfrom os import path", [], id="nothing of the package"),
        pytest.param("from innocity.period import Period", ["__init__.py", "period.py"], id="a module"),
        pytest.param("import innocity.period", ["__init__.py", "period.py"], id="by its whole name"),
        pytest.param("from innocity import period", ["__init__.py", "period.py"], id="out of its package"),
        pytest.param(
            "def late() -> None:\n    from innocity.measures import arithmetic",
            ["__init__.py", "measures/__init__.py", "measures/arithmetic.py"],
            id="inside a function",
        ),
        pytest.param(
            "from innocity.errors import UsageError", ["__init__.py", "errors.py", "language.py"], id="of another"
        ),
    ],
)
def test_modules_behind(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert names(modules_behind(notebook(tmp_path, source))) == expected


def test_the_first_stage_rests_on_no_page() -> None:
    found = names(modules_behind(CODE / "notebooks" / "1_returns.ipynb"))
    assert {"intake/returns.py", "stage.py", "tables/__init__.py"} <= set(found)
    assert not {"presentation/html.py", "presentation/pdf.py", "running/run.py", "measures/readiness.py"} & set(found)


def parsed(source: str) -> set[str]:
    """What Python's own parser finds in a whole source."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.split(".")[0] == "innocity"}


def test_no_import_of_any_module_is_missed() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in CODE.joinpath("innocity").rglob("*.py")}
    assert {path: parsed(source) - set(imports._imported(source)) for path, source in sources.items()} == {
        path: set() for path in sources
    }
