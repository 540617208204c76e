"""The units' scorecards: one run of the same notebook for each unit, several at a time, each page written as its run ends."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from threading import Event

from innocity.framework import Framework
from innocity.parameters import Parameters, UnitParameters
from innocity.presentation.report import write_scorecard
from innocity.presentation.scorecard_tables import place, scorecard_path
from innocity.presentation.unit_record import UnitRecord
from innocity.running.contract import NotebookError
from innocity.running.editions import Edition
from innocity.running.execution import run_notebook
from innocity.running.plan import SCORECARD
from innocity.running.rendering import facts
from innocity.running.reuse import FormerRun, key_of
from innocity.stage import Stage
from innocity.workspace import Workspace

PIECE = "scorecard:"  # what the name of a card's piece begins with
_FACTS = ("unit", "framework", "parameters", "league")


@dataclass(frozen=True)
class Cards:
    """How the scorecards of a run are made: on which inputs besides the tables, beside which former run, and by whom.

    `kernels` run at a time, `renderers` write the pages; `is_given_up` stops what has not begun.
    """

    workspace: Workspace
    edition: Edition
    inputs: Mapping[str, str]
    former: FormerRun
    renderers: Executor
    kernels: int
    is_given_up: Event = field(default_factory=Event)

    def make(self) -> tuple[dict[str, str], int]:
        """Put the scorecard of every unit that has one in staging; the key of each piece, and how many were taken over.

        Raises NotebookError, which names unit and cell, when one of them fails; no further one is then started.
        """
        stage = Stage(SCORECARD.name, self._parameters, self.workspace, self._tables)
        keys = {record.unit: key_of({**self.inputs, **_content(record)}) for record in UnitRecord.read_all(stage)}
        (self._reports / "scorecards").mkdir(parents=True)
        due = [unit for unit, key in keys.items() if not self._is_taken_over(unit, key, stage.framework)]
        with _kernels(self.kernels) as pool:
            runs = [pool.submit(self._make, unit, stage.framework) for unit in due]
            pages = [page for run in as_completed(runs) if (page := run.result())]
        for page in as_completed(pages):
            page.result()
        return {_piece(unit): key for unit, key in keys.items()}, len(keys) - len(due)

    @property
    def _parameters(self) -> Parameters:
        return self.edition.parameters

    @property
    def _tables(self) -> Path:
        return self.workspace.staging(self._parameters.reporting_period) / "tables"

    @property
    def _reports(self) -> Path:
        return self.edition.staged(self.workspace)

    def _is_taken_over(self, unit: str, key: str, framework: Framework) -> bool:
        published = self.edition.published(self.workspace)
        page = scorecard_path(unit, framework, self.edition.language)
        names = (executed_card(unit), page, str(Path(page).with_suffix(".pdf")))
        files = {published / name: self._reports / name for name in names}
        return self.former.take_over(self.edition.name(_piece(unit)), key, files)

    def _make(self, unit: str, framework: Framework) -> "Future[None] | None":
        """Run the notebook for one unit in a kernel of its own; the page that a renderer is writing from it."""
        if self.is_given_up.is_set():
            return None
        one, language = UnitParameters.of(self._parameters, unit), self.edition.language
        executed = self._reports / executed_card(unit)
        executed.parent.mkdir(parents=True, exist_ok=True)
        try:
            run_notebook(SCORECARD.notebook, executed, one, self.workspace, self._tables)
        except NotebookError as fault:
            name = framework.unit(unit).name(language)
            raise NotebookError("error.scorecard", unit=name, fault=fault) from fault
        page = self._reports / scorecard_path(unit, framework, language)
        languages = self.edition.addresses(lambda language: scorecard_path(unit, framework, language))
        return self.renderers.submit(_write_page, page, executed, self.workspace, one, languages)


def _write_page(
    page: Path, executed: Path, workspace: Workspace, parameters: UnitParameters, languages: Mapping[str, str]
) -> None:
    """Write the page of a unit, in whatever process this is."""
    write_scorecard(page, executed, facts(workspace), parameters, languages)


def executed_card(unit: str) -> str:
    """The executed notebook of a unit's scorecard, from the reports' folder."""
    return f"notebooks/scorecards/{unit}.ipynb"


def _piece(unit: str) -> str:
    return f"{PIECE}{unit}"


def _content(record: UnitRecord) -> dict[str, object]:
    """All that a unit's page shows, as text: its own rows, and of the league what stands around its own place."""
    own = [one.name for one in fields(record) if one.name not in _FACTS]
    rows = {name: [row.cells() for row in getattr(record, name)] for name in own}
    return {**rows, "place": [list(map(str, row)) for row in place(record).rows] if record.total.rank else []}


@contextmanager
def _kernels(count: int) -> Iterator[ThreadPoolExecutor]:
    """So many kernels at a time; none after a failure."""
    pool = ThreadPoolExecutor(count)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
