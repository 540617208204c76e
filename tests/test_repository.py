"""The shape of the house: which way imports point, where facts live, how large a module may be."""

import ast
import csv
from pathlib import Path

import pytest

from innocity.workspace import CODE

PACKAGE = CODE / "innocity"
MODULES = sorted(PACKAGE.rglob("*.py"))
FLOORS = ("intake", "measures", "presentation", "running", "record", "demo", "bench")
# What each floor may import from: itself and the floors above; `record` is read by what prints and plans.
ALLOWED = {
    "intake": {"intake"},
    "measures": {"measures"},
    "presentation": {"presentation", "intake", "measures", "record"},
    "running": {"running", "presentation", "intake", "measures", "record"},
    "record": {"record", "measures"},
    "demo": {"demo", "intake", "measures", "presentation"},
    "bench": {"bench", "demo", "running", "presentation", "intake", "record"},
}
ENTRANCES = {"cli", "commands", "bootstrap", "arguments", "arguments_of_records"}

every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())


def floor(parts: tuple[str, ...]) -> str:
    """The floor that a module is on; empty for the ground that all stand on."""
    return parts[0] if parts[0] in FLOORS else ""


@every_module
def test_imports_point_up_the_house(path: Path) -> None:
    here = path.relative_to(PACKAGE).with_suffix("").parts
    if here[0] in ENTRANCES:
        return
    imported = {
        tuple(node.module.split(".")[1:])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("innocity.")
    }
    allowed = ALLOWED.get(floor(here), set()) | {""}
    assert sorted(".".join(parts) for parts in imported if floor(parts) not in allowed or parts[0] in ENTRANCES) == []


@every_module
def test_a_module_can_be_read_at_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def facts() -> set[str]:
    """Words that belong in `params/` only: indicator codes and the city's name."""
    with (CODE / "params/framework/indicators.csv").open(encoding="utf-8-sig", newline="") as handle:
        codes = {row["code"] for row in csv.DictReader(handle)}
    return codes | {"湘潭", "Xiangtan", "xiangtan"}


@every_module
def test_no_fact_of_the_city_is_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert sorted(word for word in facts() if word in text) == []


def test_no_notebook_knows_the_city() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (CODE / "notebooks").glob("*.ipynb")]
    assert sorted(word for word in facts() for text in texts if word in text) == []
