"""Who has sent what, from the tables of the last run; what has come, changed or gone since is named and not counted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from innocity.errors import InnocityError
from innocity.framework import Framework, load
from innocity.intake.matching import dictionary
from innocity.intake.register import digest
from innocity.intake.standing import Timeliness, UnitStanding, standings
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.record import manifest
from innocity.running.history import INPUTS, KeptRun
from innocity.running.plan import FINGERPRINT, given
from innocity.workspace import Workspace


class How(StrEnum):
    """What has befallen a file of the period since the last run."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Unread:
    """One file that is not as the last run read it, and the unit in whose folder it lies, if that is known."""

    file: str
    how: How
    unit: str | None


@dataclass(frozen=True)
class PeriodStatus:
    """One line for each unit as of the run of this name, by the facts it rested on; without a run they have just been read.

    `unread` are the files of the period that are not as they were then, `changed` whatever else it rested on and is not.
    """

    rows: tuple[UnitStanding, ...]
    framework: Framework
    run_id: str | None = None
    unread: tuple[Unread, ...] = ()
    changed: tuple[str, ...] = ()

    def unread_of(self, unit: str | None) -> list[dict[str, str]]:
        """The files of a unit that are not as they were, for JSON."""
        return [{"file": one.file, "how": one.how.value} for one in self.unread if one.unit == unit]


def status(workspace: Workspace, period: Period) -> PeriodStatus:
    """How the units stand in a period, read anew where no published run can tell; InnocityError when parameters are faulty."""
    return _published(workspace, period) or _read(workspace, period)


def _read(workspace: Workspace, period: Period) -> PeriodStatus:
    from innocity.intake.returns import read_returns  # which loads a spreadsheet library

    framework, parameters = load(workspace), load_parameters(workspace.period_file(period))
    return PeriodStatus(
        tuple(standings(read_returns(workspace, framework, parameters), framework, parameters)), framework
    )


def _published(workspace: Workspace, period: Period) -> PeriodStatus | None:
    """As the published run tells; None where there is none, or its tables are not what it wrote or of another form."""
    run = KeptRun(str(period), period, workspace.tables(period), workspace.reports(period))
    try:
        kept = json.loads((run.reports / FINGERPRINT).read_text(encoding="utf-8"))
        run_id = json.loads((run.reports / manifest.RECORD).read_text(encoding="utf-8"))["run_id"]
        if not _is_whole(workspace, run, kept["outputs"]):
            return None
        framework = load(run.inputs)
        rows = standings(run.intake, framework, load_parameters(run.inputs.period_file(period)))
    except (InnocityError, OSError, ValueError, KeyError):
        return None
    unread, changed = _since(workspace, period, kept["inputs"], framework)
    return PeriodStatus(tuple(_awaiting(rows, unread)), framework, run_id, unread, changed)


def _is_whole(workspace: Workspace, run: KeptRun, outputs: Mapping[str, str]) -> bool:
    """Whether tables and parameters of a run are to the byte what it wrote."""
    folders = tuple(workspace.name_of(folder) + "/" for folder in (run.tables, run.reports / INPUTS))
    return all(digest(workspace.root / name) == was for name, was in outputs.items() if name.startswith(folders))


def _since(
    workspace: Workspace, period: Period, read: Mapping[str, str], framework: Framework
) -> tuple[tuple[Unread, ...], tuple[str, ...]]:
    """The files of the period, and all else in the workspace, that are not what the run rested on."""
    now = given(workspace, period)
    then = {name: was for name, was in read.items() if "/" in name}
    different = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    folder = workspace.name_of(workspace.returns(period)) + "/"
    own = {workspace.name_of(place(period)) for place in (workspace.register, workspace.overrides)}
    words = dictionary(framework).units
    unread = tuple(
        Unread(name, _how(name, then, now), words.find(PurePosixPath(name).parent.name))
        for name in different
        if name.startswith(folder) and name not in own
    )
    names = {one.file for one in unread}
    return unread, tuple(name for name in different if name not in names)


def _how(name: str, then: Mapping[str, str], now: Mapping[str, str]) -> How:
    if name not in then:
        return How.NEW
    return How.CHANGED if name in now else How.REMOVED


def _awaiting(rows: Sequence[UnitStanding], unread: Iterable[Unread]) -> Iterable[UnitStanding]:
    """The lines, where who had sent nothing before and has since is not told to be silent; and a line for all who have."""
    new = {one.unit for one in unread if one.how is How.NEW}
    for row in rows:
        yield replace(row, timeliness=Timeliness.UNREAD) if row.unit in new and not row.versions else row
    due_on = rows[0].due_on if rows else None
    for unit in sorted(
        {one.unit for one in unread} - {row.unit for row in rows}, key=lambda unit: (unit is None, unit)
    ):
        yield UnitStanding(unit, due_on, None, None, Timeliness.UNREAD, (), 0, 0, 0, 0, 0, 0)
