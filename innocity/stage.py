"""What a notebook works with: the facts, the tables of the stages before it, a place for its own, a record of scalars."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from innocity import csvfile
from innocity.errors import InnocityError
from innocity.framework import Framework, load
from innocity.language import Language
from innocity.parameters import Parameters, UnitParameters, load_parameters
from innocity.tables import Table
from innocity.thresholds import load_rules
from innocity.workspace import Workspace

WORKSPACE_VARIABLE = "INNOCITY_WORKSPACE"
OUTPUT_VARIABLE = "INNOCITY_OUTPUT"
SENTINEL = "innocity.finished"
SCRAP = "application/scrapbook.scrap.json+json"

_TableT = TypeVar("_TableT", bound=Table)
_RulesT = TypeVar("_RulesT", bound=BaseModel)


@dataclass(frozen=True)
class Stage:
    """One notebook at work in a workspace; what it writes goes to `output`, never to the published tables."""

    name: str
    parameters: Parameters
    workspace: Workspace
    output: Path

    @cached_property
    def framework(self) -> Framework:
        """The facts of the programme."""
        return load(self.workspace)

    @property
    def language(self) -> Language:
        """The language of the report."""
        return Language(self.parameters.language)

    def earlier_parameters(self) -> list[Parameters]:
        """The parameters of the periods before this one that have returns, oldest first."""
        before = [one for one in self.workspace.periods_with_returns() if one < self.parameters.reporting_period]
        return [load_parameters(self.workspace.period_file(one)) for one in before]

    def rules(self, name: str, rules: type[_RulesT]) -> _RulesT:
        """The rules of the workspace in `<name>.yaml`; UsageError that lists every fault at once."""
        return load_rules(self.workspace.rules / f"{name}.yaml", rules)

    def read(self, table: type[_TableT]) -> list[_TableT]:
        """A table of an earlier stage: of this run, or the published one when the notebook is run by hand."""
        name = f"{table.table}.csv"
        published = self.workspace.tables(self.parameters.reporting_period)
        for folder in (self.output, published):
            if (folder / name).exists():
                return csvfile.read(folder / name, table)
        raise InnocityError("error.stage_before", table=name, period=self.parameters.period)

    def read_before(self, table: type[_TableT]) -> list[_TableT]:
        """A table as it was published for the last period before this one that has returns; empty where it was not."""
        earlier = self.earlier_parameters()
        path = self.workspace.tables(earlier[-1].reporting_period) / f"{table.table}.csv" if earlier else None
        return csvfile.read(path, table) if path and path.exists() else []

    def write(self, rows: Iterable[_TableT], table: type[_TableT]) -> list[_TableT]:
        """Write a table of this stage, sorted by its key, and give it back in that order."""
        ordered = sorted(rows, key=lambda row: tuple(_sortable(getattr(row, column)) for column in table.key))
        csvfile.write(self.output / f"{table.table}.csv", ordered, table)
        return ordered

    def finish(self, **scalars: int | str | Decimal) -> None:
        """Record a handful of scalars and, last, the word that the notebook came to its end with its own parameters."""
        for name, value in scalars.items():
            record(name, value)
        record(SENTINEL, {"stage": self.name, **self.parameters.model_dump()})


def open_stage(name: str, **parameters: object) -> Stage:
    """The stage of a notebook, by the notebook's parameters; where things lie is told by the runner or found around here."""
    checked = (UnitParameters if "unit" in parameters else Parameters).model_validate(parameters)
    told, output = os.environ.get(WORKSPACE_VARIABLE), os.environ.get(OUTPUT_VARIABLE)
    workspace = Workspace.at(Path(told)) if told else Workspace.around(Path.cwd())
    return Stage(name, checked, workspace, Path(output) if output else workspace.by_hand(checked.reporting_period))


def record(name: str, value: object) -> None:
    """Keep a scalar in the notebook, where scrapbook finds it; decimals as text, so that nothing is lost on the way.

    Writes scrapbook's own media type: its `glue` would load papermill into every kernel, and turns NaN into a text.
    """
    from IPython.display import display

    scrap = {"name": name, "data": str(value) if isinstance(value, Decimal) else value, "encoder": "json", "version": 1}
    about = {"name": name, "data": True, "display": False}
    display({SCRAP: scrap}, raw=True, metadata={"scrapbook": about})  # type: ignore[no-untyped-call]


def _sortable(value: object) -> tuple[bool, int, str]:
    """Absent values first, whole numbers by size, all else by its text."""
    if isinstance(value, int):
        return (True, value, "")
    return (value is not None, 0, "" if value is None else str(value))
