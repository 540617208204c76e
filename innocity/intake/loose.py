"""Files that are not received yet, checked as if they were: in a passing workspace, which leaves no trace."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from innocity import csvfile
from innocity.errors import UsageError
from innocity.framework import Framework
from innocity.intake.register import Arrival, digest
from innocity.intake.returns import read_returns
from innocity.parameters import Parameters
from innocity.tables import Finding
from innocity.workspace import Workspace


def check_loose(
    workspace: Workspace, framework: Framework, parameters: Parameters, files: Sequence[Path]
) -> list[Finding]:
    """What intake finds in these files as returns of the period, received on its as-of date; each named by its path.

    Returns of earlier periods are at hand for comparison; those of the period itself are not.
    """
    for path in files:
        if not path.is_file():
            raise UsageError("error.file_missing", file=path.name, folder=path.parent.as_posix())
    with tempfile.TemporaryDirectory(prefix="innocity-") as folder:
        passing = Workspace(Path(folder).resolve())
        names = _set_up(passing, workspace, parameters, files)
        found = read_returns(passing, framework, parameters).findings
        return [row.replaced(file=names[row.file]) for row in found if row.file in names]


def _set_up(
    passing: Workspace, workspace: Workspace, parameters: Parameters, files: Sequence[Path]
) -> dict[str | None, str]:
    """Copy what intake reads; gives the path that was asked for by the file's name in the passing workspace."""
    period = parameters.reporting_period
    shutil.copytree(workspace.root / "params", passing.root / "params")
    for earlier in workspace.periods_with_returns():
        if earlier < period:
            shutil.copytree(workspace.returns(earlier), passing.returns(earlier))
    names: dict[str | None, str] = {}
    arrivals = []
    for number, path in enumerate(files, start=1):
        copy = passing.returns(period) / str(number) / path.name
        copy.parent.mkdir(parents=True)
        shutil.copyfile(path, copy)
        name = copy.relative_to(passing.returns(period)).as_posix()
        arrivals.append(Arrival(file=name, received_on=parameters.as_of_date, channel="-", sha256=digest(copy)))
        names[passing.name_of(copy)] = path.as_posix()
    csvfile.write(passing.register(period), arrivals, Arrival)
    return names
