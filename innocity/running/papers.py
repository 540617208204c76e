"""What is printed besides the pages: supervision slips by unit, booklets of slips and of scorecards; taken over if it still stands."""

import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from innocity import csvfile
from innocity.framework import Framework
from innocity.intake.register import digest
from innocity.parameters import Parameters, UnitParameters
from innocity.presentation.paper_files import BOOKLET, slip_files
from innocity.presentation.report import scorecard_part, write_booklet
from innocity.running.editions import Edition
from innocity.running.rendering import Renderers, facts
from innocity.running.reuse import FormerRun, key_of
from innocity.running.scorecards import PIECE, executed_card
from innocity.tables import Slip
from innocity.workspace import Workspace

if TYPE_CHECKING:
    from innocity.presentation.booklet import Part

_SLIPS, _CARDS = "slips", "scorecards"


@dataclass(frozen=True)
class Papers:
    """How the papers of a run are made: on which inputs besides the tables, beside which former run, and by whom."""

    workspace: Workspace
    edition: Edition
    framework: Framework
    inputs: Mapping[str, str]
    former: FormerRun
    renderers: Renderers

    def slips(self) -> tuple[str, "Future[float] | None"]:
        """The key of the slips, and the seconds it will have taken to write them; None where they are taken over."""
        parameters = self.edition.parameters
        table = self.workspace.staging(parameters.reporting_period) / "tables" / f"{Slip.table}.csv"
        rows = csvfile.read(table, Slip)
        named = slip_files(rows, self.framework, self.edition.language).values()
        key = key_of({**self.inputs, Slip.table: digest(table)})
        if self._is_taken_over(_SLIPS, key, [f"{_SLIPS}/{name}" for name in (*named, *([BOOKLET] if named else []))]):
            return key, None
        folder = self._reports / _SLIPS
        return key, self.renderers.submit(_write_slips, folder, rows, self.framework, parameters)

    def booklet(self, cards: Mapping[str, str]) -> tuple[str, float]:
        """The key of the booklet of these cards, by the keys of their pieces, and the seconds it took."""
        started = time.monotonic()
        key = key_of({**self.inputs, **cards})
        name = f"{_CARDS}/{BOOKLET}"
        if not cards or self._is_taken_over(BOOKLET, key, [name]):
            return key, time.monotonic() - started
        parameters = self.edition.parameters
        units = [unit.code for unit in self.framework.units if f"{PIECE}{unit.code}" in cards]
        ordered = [(self._reports / executed_card(unit), UnitParameters.of(parameters, unit)) for unit in units]
        parts = [self.renderers.submit(_part, executed, self.workspace, one) for executed, one in ordered]
        bound = [part.result() for part in parts]
        self.renderers.renew()  # a booklet takes as much memory as all that was set before it
        self.renderers.submit(write_booklet, self._reports / name, bound, self.framework, parameters).result()
        return key, time.monotonic() - started

    @property
    def _reports(self) -> Path:
        return self.edition.staged(self.workspace)

    def _is_taken_over(self, piece: str, key: str, names: list[str]) -> bool:
        published = self.edition.published(self.workspace)
        files = {published / name: self._reports / name for name in names}
        return self.former.take_over(self.edition.name(piece), key, files)


def _part(executed: Path, workspace: Workspace, parameters: UnitParameters) -> "Part":
    return scorecard_part(executed, facts(workspace), parameters)


def _write_slips(folder: Path, rows: list[Slip], framework: Framework, parameters: Parameters) -> float:
    from innocity.presentation.slips import write_slips

    started = time.monotonic()
    write_slips(folder, rows, framework, parameters)
    return time.monotonic() - started
