"""Which modules of the package a notebook leads to: they must be unchanged for its results to stand."""

import ast
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from innocity.workspace import CODE

PACKAGE = "innocity"


def modules_behind(notebook: Path) -> list[Path]:
    """The files of every module of the package that a notebook imports, directly or not, in the order of their names.

    Imports inside functions count as well; a package counts with its `__init__.py`.
    """
    found: set[Path] = set()
    waiting = set(_files(imported_by(notebook)))
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= _behind(path) - found
    return sorted(found)


def imported_by(notebook: Path) -> list[str]:
    """The dotted names of the package that a notebook imports itself, sorted; some name what a module holds."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return sorted({name for name in _imported(source) if name.split(".")[0] == PACKAGE})


@cache
def _behind(module: Path) -> frozenset[Path]:
    return frozenset(_files(_imported(module.read_text(encoding="utf-8"))))


def _imported(source: str) -> Iterator[str]:
    """The dotted names that a source imports; of `from a import b` both `a` and `a.b`, which may be a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(names: Iterable[str]) -> Iterator[Path]:
    """The files of the modules among these names that belong to the package, each with the packages that hold it."""
    for name in names:
        parts = name.split(".")
        if parts[0] == PACKAGE:
            folders = [CODE.joinpath(*parts[:depth]) for depth in range(1, len(parts) + 1)]
            for place in (*folders, folders[-1].with_suffix(".py")):
                path = place if place.suffix else place / "__init__.py"
                if path.is_file():
                    yield path
