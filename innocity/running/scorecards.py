"""The units' scorecards: one run of the same notebook for each unit, several at a time, each page written as its run ends."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from innocity import csvfile, framework
from innocity.language import Language
from innocity.parameters import Parameters, UnitParameters
from innocity.presentation.report import write_scorecard
from innocity.presentation.scorecard_tables import scorecard_path
from innocity.running.contract import NotebookError
from innocity.running.execution import run_notebook
from innocity.running.plan import SCORECARD
from innocity.tables import Component, Scorecard
from innocity.workspace import Workspace


def make_scorecards(workspace: Workspace, parameters: Parameters) -> None:
    """Execute and write, in staging, the scorecard of every unit that has one.

    Raises NotebookError, which names unit and cell, when one of them fails; no further one is then started.
    """
    facts = framework.load(workspace)
    staging = workspace.staging(parameters.reporting_period)
    (staging / "reports" / "scorecards").mkdir()
    cards = csvfile.read(staging / "tables" / "scorecards.csv", Scorecard)
    given = [UnitParameters.of(parameters, row.unit) for row in cards if row.component is Component.TOTAL]
    with _kernels() as pool:
        runs = {pool.submit(_execute, one, workspace): one for one in given}
        for run in as_completed(runs):
            one = runs[run]
            page = staging / "reports" / scorecard_path(one.unit, facts, Language(one.language))
            try:
                write_scorecard(page, run.result(), facts, one)
            except NotebookError as fault:
                unit = facts.unit(one.unit).name(Language(one.language))
                raise NotebookError("error.scorecard", unit=unit, fault=fault) from fault


def _execute(parameters: UnitParameters, workspace: Workspace) -> Path:
    """Run the notebook for one unit in a kernel of its own; the executed notebook."""
    staging = workspace.staging(parameters.reporting_period)
    executed = staging / "reports" / "notebooks" / "scorecards" / f"{parameters.unit}.ipynb"
    executed.parent.mkdir(parents=True, exist_ok=True)
    run_notebook(SCORECARD.notebook, executed, parameters, workspace, staging / "tables")
    return executed


@contextmanager
def _kernels() -> Iterator[ThreadPoolExecutor]:
    """One kernel more at a time than there are cores, since each waits for a part of its start; none after a failure."""
    pool = ThreadPoolExecutor((os.cpu_count() or 1) + 1)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
