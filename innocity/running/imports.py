"""Which modules of the package a notebook leads to: they must be unchanged for its results to stand."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent

from innocity.workspace import CODE

PACKAGE = "innocity"
# Parsing every module whole takes two seconds; only statements that import from the package are looked at.
_STATEMENT = re.compile(
    rf"^[ \t]*(?:from[ \t]+{PACKAGE}\b[\w.]*[ \t]+import[ \t]*(?:\([^)]*\)|[^\n(]+)|import[ \t][^\n]*\b{PACKAGE}\b[^\n]*)$",
    re.MULTILINE,
)


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
    return sorted(set(_imported(source)))


@cache
def _behind(module: Path) -> frozenset[Path]:
    return frozenset(_files(_imported(module.read_text(encoding="utf-8"))))


def _imported(source: str) -> Iterator[str]:
    """The dotted names of the package that a source imports; of `from a import b` both `a` and `a.b`, which may be a module."""
    for statement in _STATEMENT.findall(source):
        for node in ast.parse(dedent(statement)).body:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name.split(".")[0] == PACKAGE)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(names: Iterable[str]) -> Iterator[Path]:
    """The files of the modules among these names, each with the packages that hold it."""
    for name in names:
        yield from _files_of(name)


@cache
def _files_of(name: str) -> tuple[Path, ...]:
    parts = name.split(".")
    folders = [CODE.joinpath(*parts[:depth]) for depth in range(1, len(parts) + 1)]
    places = [*(folder / "__init__.py" for folder in folders), folders[-1].with_suffix(".py")]
    return tuple(path for path in places if path.is_file())
