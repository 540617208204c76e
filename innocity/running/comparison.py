"""Two runs held against each other: what each of them rested on, what moved between them, and why."""

from typing import TypeVar

from innocity import csvfile
from innocity.errors import InnocityError
from innocity.framework import Framework, load
from innocity.measures.basis import Basis
from innocity.measures.changes import moves
from innocity.parameters import load_parameters
from innocity.running.history import KeptRun, find
from innocity.tables import Attainment, Change, Finding, Observation, Receipt, Table
from innocity.thresholds import AttainmentRules
from innocity.workspace import Workspace

_TableT = TypeVar("_TableT", bound=Table)


def compare(workspace: Workspace, old: str, new: str) -> tuple[list[Change], Framework]:
    """What moved from one run to another, each by its name, and the facts as the new one knew them.

    Raises UsageError for a run that does not exist, InnocityError for one that the present code cannot read.
    """
    then, now = find(workspace, old), find(workspace, new)
    basis = _basis(now)
    return moves(_basis(then), basis, since=then.name), basis.framework


def _basis(run: KeptRun) -> Basis:
    """What a run rested on, from what was kept of it."""

    def rows(table: type[_TableT]) -> tuple[_TableT, ...]:
        return tuple(csvfile.read(run.tables / f"{table.table}.csv", table))

    try:
        return Basis(
            framework=load(run.inputs),
            parameters=load_parameters(run.inputs.period_file(run.period)),
            rules=AttainmentRules.of(run.inputs).pace,
            observations=rows(Observation),
            findings=rows(Finding),
            receipts=rows(Receipt),
            recorded=rows(Attainment),
        )
    except InnocityError as fault:
        raise InnocityError("error.run_unreadable", run=run.name, got=fault) from fault
