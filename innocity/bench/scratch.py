"""Workspaces to measure on: synthetic cities, fresh copies of them, and one return that says something else."""

import shutil
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl

from innocity import csvfile
from innocity.demo.build import build
from innocity.demo.truth import FILE, Truth
from innocity.errors import InnocityError
from innocity.intake.register import Arrival, digest
from innocity.period import Period
from innocity.workspace import Workspace

_TAKEN = ("params", "data")


@dataclass
class Scratch:
    """A folder that holds synthetic cities and copies of them; each copy is made once and has never been run."""

    folder: Path
    copies: int = 0

    def cities(self, name: str, units: int, periods: int, cities: int = 1) -> list[Path]:
        """Build one city or several, with so many units and quarters after the first annual return; their folders."""
        root = self.folder / name
        build(root, units=units, periods=periods, cities=cities)
        return [root] if cities == 1 else sorted(root.iterdir())

    def copy(self, city: Path) -> Workspace:
        """A fresh copy of a city, without anything that a run has made."""
        self.copies += 1
        root = self.folder / f"copy-{self.copies}" / city.name
        for name in _TAKEN:
            shutil.copytree(city / name, root / name)
        return Workspace.at(root)


def change_one_return(city: Path, workspace: Workspace, period: Period) -> None:
    """Let the first sound number of the period in a workbook be another one, as if it had been sent so.

    Raises InnocityError where no return holds such a number.
    """
    truths = (one for one in csvfile.read(city / FILE, Truth) if one.period == str(period))
    for one in truths:
        path = workspace.root / one.file
        if path.suffix == ".xlsx" and one.indicator and not one.fault and _is_changed(path, one):
            _register(workspace, period, path)
            return
    raise InnocityError("error.bench", command="demo", got=f"{period}: no sound number in a workbook")


def _is_changed(path: Path, truth: Truth) -> bool:
    """Add one to the last digit of the number, if the cell holds it as a number."""
    workbook = openpyxl.load_workbook(path)
    cell = workbook[truth.sheet or workbook.sheetnames[0]][truth.cell]
    if not isinstance(truth.value, Decimal) or not isinstance(cell.value, int | float):
        return False
    said = Decimal(str(cell.value))
    cell.value = float(said + Decimal(1).scaleb(int(said.as_tuple().exponent)))
    workbook.save(path)
    return True


def _register(workspace: Workspace, period: Period, path: Path) -> None:
    name, register = path.relative_to(workspace.returns(period)).as_posix(), workspace.register(period)
    rows = csvfile.read(register, Arrival)
    csvfile.write(register, [row.replaced(sha256=digest(path)) if row.file == name else row for row in rows], Arrival)
