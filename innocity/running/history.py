"""Former runs of a period: their tables and what they rested on, kept when another takes their place, found by name."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from innocity import csvfile
from innocity.errors import UsageError
from innocity.intake.intake import Intake
from innocity.period import Period
from innocity.record import manifest
from innocity.running.plan import FINGERPRINT
from innocity.tables import CommitmentValue, Evidence, Finding, Observation, Override, Receipt, Table, WorkReport
from innocity.workspace import Workspace

INPUTS = "inputs"
_TableT = TypeVar("_TableT", bound=Table)
_NAME = re.compile(r"([0-9]{4}-Q[1-4])(?:@([1-9][0-9]*))?")


@dataclass(frozen=True)
class KeptRun:
    """A run that can be looked into: `2022-Q4` is the published one of its period, `2022-Q4@1` the first before it."""

    name: str
    period: Period
    tables: Path
    reports: Path

    @property
    def inputs(self) -> Workspace:
        """The parameters that it rested on, as a workspace of their own."""
        return Workspace(self.reports / INPUTS)

    def rows(self, table: type[_TableT]) -> list[_TableT]:
        """The rows of one of its tables; InnocityError when an older code wrote it in another form."""
        return csvfile.read(self.tables / f"{table.table}.csv", table)

    @property
    def intake(self) -> Intake:
        """What its returns came to, but for the findings of the period before; InnocityError as for the rows."""
        return Intake(
            receipts=self.rows(Receipt),
            observations=self.rows(Observation),
            evidence=self.rows(Evidence),
            findings=self.rows(Finding),
            work_reports=self.rows(WorkReport),
            commitment_values=self.rows(CommitmentValue),
            overrides=self.rows(Override),
        )

    @property
    def is_whole(self) -> bool:
        """Whether both tables and parameters are there."""
        return self.tables.is_dir() and self.inputs.framework.is_dir()


def keep(workspace: Workspace, period: Period, outgoing: Path) -> None:
    """Move a former publication to the history, its pages left out; drop it if tables and parameters are still the same.

    Can be cut off anywhere and called again; a folder without a former run in it is only removed.
    """
    former, published = outgoing / "reports", workspace.reports(period)
    pages = workspace.name_of(published)
    content = _content(former, pages)
    if content and content != _content(published, pages):
        for path in former.iterdir():
            if path.name not in (FINGERPRINT, manifest.RECORD, INPUTS):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        place = workspace.history(period) / str(max(_numbers(workspace, period), default=0) + 1)
        place.parent.mkdir(parents=True, exist_ok=True)
        outgoing.rename(place)
    elif outgoing.exists():
        shutil.rmtree(outgoing)  # if it stayed, the next start would take it for a publication that was cut off


def copy_inputs(workspace: Workspace, period: Period, reports: Path) -> None:
    """Put the parameters of a run beside its reports, in the order of a workspace."""
    kept = Workspace(reports / INPUTS)
    places = {
        workspace.framework: kept.framework,
        workspace.rules: kept.rules,
        workspace.programme: kept.programme,
        workspace.period_file(period): kept.period_file(period),
        workspace.document_head(period): kept.document_head(period),
    }
    for source, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns(".*", "~$*"))
        elif source.is_file():
            shutil.copyfile(source, place)


def find(workspace: Workspace, name: str) -> KeptRun:
    """The run of this name; UsageError that lists those which exist, or asks to run the period first."""
    known = {run.name: run for run in runs(workspace)}
    if name in known:
        return known[name]
    asked = _NAME.fullmatch(name)
    if asked and asked[2] is None and Period.parse(asked[1]) in workspace.periods():
        raise UsageError("error.not_run", period=name)
    raise UsageError("error.unknown_run", got=name, expected=", ".join(known) or "-")


def runs(workspace: Workspace) -> Iterator[KeptRun]:
    """Every run that can be looked into, the periods in order, the oldest run of each first."""
    for period in workspace.periods():
        folders = {number: workspace.history(period) / str(number) for number in _numbers(workspace, period)}
        former = [
            KeptRun(f"{period}@{number}", period, folder / "tables", folder / "reports")
            for number, folder in folders.items()
        ]
        published = KeptRun(str(period), period, workspace.tables(period), workspace.reports(period))
        yield from (run for run in [*former, published] if run.is_whole)


def _numbers(workspace: Workspace, period: Period) -> list[int]:
    folder = workspace.history(period)
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted(int(name) for name in names if name.isdecimal() and name.isascii())


def _content(reports: Path, pages: str) -> dict[str, str]:
    """The digests of the tables and parameters of a run, not of its pages; nothing where it did not come to its end."""
    try:
        outputs = json.loads((reports / FINGERPRINT).read_text(encoding="utf-8"))["outputs"]
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    kept = f"{pages}/{INPUTS}/"
    return {name: was for name, was in outputs.items() if name.startswith(kept) or not name.startswith(f"{pages}/")}
