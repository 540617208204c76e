"""The pieces of a run, in staging: stage after stage, the scorecards beside the later ones, what still stands taken over."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from innocity.document_head import load_document_head
from innocity.errors import InnocityError
from innocity.framework import load
from innocity.language import text
from innocity.parameters import Parameters
from innocity.presentation.report import write_notebook, write_provenance, write_reports
from innocity.record.versions import code_version
from innocity.running.described import Described, copy_plan, write_crate
from innocity.running.execution import run_notebook
from innocity.running.papers import Papers
from innocity.running.plan import CARDS_AFTER, STAGES, StagePlan
from innocity.running.publication import staged
from innocity.running.rendering import renderers
from innocity.running.reuse import FormerRun, page_inputs, stage_key
from innocity.running.scorecards import Cards
from innocity.running.tracing import write_lineage, write_page
from innocity.stage import Stage
from innocity.workspace import CODE, Workspace

Say = Callable[[str], None]


@dataclass
class Making:
    """One run at work in staging: what it rests on, how many jobs at a time; then the key of each piece and its seconds."""

    workspace: Workspace
    parameters: Parameters
    used: Mapping[str, str]
    former: FormerRun
    jobs: int
    say: Say
    pieces: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def make(self) -> None:
        """Make or take over every piece; raises what the first that fails raises."""
        with renderers(self.jobs) as pages, ThreadPoolExecutor(1) as beside:
            cards = self._cards(pages)
            try:
                made = self._stages(cards, beside)
                reports = pages.submit(_write_reports, self.workspace, self.parameters)
                shown = [pages.submit(_write_notebook, self.workspace, self.parameters, one.name) for one in STAGES]
                self._papers(pages, made)
                self.seconds["reports"] = reports.result()
                for page in shown:
                    page.result()
                self._describe(pages)
            except BrokenProcessPool as fault:
                raise InnocityError("error.renderer_died") from fault
            finally:
                cards.is_given_up.set()
            self.say(text("run.reports", seconds=f"{self.seconds['reports']:.1f}"))

    def _stages(self, cards: Cards, beside: Executor) -> "Future[tuple[dict[str, str], int, float]]":
        """All stages in their order; the scorecards begin as soon as their tables stand."""
        for stage in STAGES:
            self._stage(stage)
            if stage.name == CARDS_AFTER:
                made = beside.submit(_made, cards)
        return made

    def _papers(self, pages: Executor, made: "Future[tuple[dict[str, str], int, float]]") -> None:
        """The slips while the last scorecards are made, then the booklet of these."""
        facts, inputs = load(self.workspace), page_inputs(self.used)
        papers = Papers(self.workspace, self.parameters, facts, inputs, self.former, pages)
        self.pieces["slips"], slips = papers.slips()
        cards, kept, seconds = made.result()
        self._tell_cards(cards, kept, seconds)
        self.pieces["booklet"], self.seconds["booklet"] = papers.booklet(cards)
        self.seconds["slips"] = slips.result() if slips else 0.0
        slips_took, booklet_took = (f"{self.seconds[name]:.1f}" for name in ("slips", "booklet"))
        self.say(text("run.papers", slips=slips_took, booklet=booklet_took))

    def _describe(self, pages: Executor) -> None:
        """The record of the run for those who check it; the crate comes last, for it holds the digests of all else."""
        started = time.monotonic()
        period = self.parameters.reporting_period
        reports = self.workspace.staging(period) / "reports"
        copy_plan(reports)
        last = Stage(STAGES[-1].name, self.parameters, self.workspace, reports.parent / "tables")
        pages.submit(write_provenance, reports / "provenance.html", self._described().facts(), last).result()
        write_crate(self._described(), reports)
        self.seconds["record"] = time.monotonic() - started

    def _described(self) -> Described:
        period = self.parameters.reporting_period
        place, files = self.workspace.reports(period), staged(self.workspace, period)
        return Described(self.workspace, self.parameters, self.used, place, files, self.seconds)

    def _cards(self, pages: Executor) -> Cards:
        inputs = page_inputs(self.used)
        # One kernel more than jobs, since each waits for a part of its start.
        kernels = self.jobs + 1 if self.jobs > 1 else 1
        return Cards(self.workspace, self.parameters, inputs, self.former, pages, kernels)

    def _tell_cards(self, pieces: Mapping[str, str], kept: int, seconds: float) -> None:
        self.pieces |= pieces
        self.seconds["scorecards"] = seconds
        self.say(text("run.scorecards", count=len(pieces), kept=kept, seconds=f"{seconds:.1f}"))

    def _stage(self, stage: StagePlan) -> None:
        """Take over one stage, or execute its notebook and make sure that it did all that it must."""
        started = time.monotonic()
        period = self.parameters.reporting_period
        staging = self.workspace.staging(period)
        key = stage_key(stage, self.used, staging / "tables")
        self.pieces[stage.name] = key
        executed = f"notebooks/{stage.name}.ipynb"
        files = {self.workspace.reports(period) / executed: staging / "reports" / executed}
        for table in stage.tables:
            name = f"{table.table}.csv"
            files[self.workspace.tables(period) / name] = staging / "tables" / name
        is_kept = self.former.take_over(stage.name, key, files)
        if not is_kept:
            _execute(stage, staging / "reports" / executed, self.parameters, self.workspace)
        self.seconds[stage.name] = time.monotonic() - started
        seconds = f"{self.seconds[stage.name]:.1f}"
        self.say(text("run.kept", name=stage.name) if is_kept else text("run.stage", name=stage.name, seconds=seconds))


def _execute(stage: StagePlan, executed: Path, parameters: Parameters, workspace: Workspace) -> None:
    executed.parent.mkdir(exist_ok=True)
    tables = workspace.staging(parameters.reporting_period) / "tables"
    run_notebook(stage.notebook, executed, parameters, workspace, tables)
    missing = [table.table for table in stage.tables if not (tables / f"{table.table}.csv").exists()]
    if missing:
        raise InnocityError("error.tables_missing", notebook=stage.name, got=", ".join(missing))


def _made(cards: Cards) -> tuple[dict[str, str], int, float]:
    """The pieces, how many were taken over, and the seconds it took."""
    started = time.monotonic()
    pieces, kept = cards.make()
    return pieces, kept, time.monotonic() - started


def _write_notebook(workspace: Workspace, parameters: Parameters, name: str) -> None:
    """Write the page of an executed notebook beside it, in whatever process this is."""
    notebook = workspace.staging(parameters.reporting_period) / "reports" / "notebooks" / f"{name}.ipynb"
    write_notebook(notebook.with_suffix(".html"), notebook, load(workspace), parameters)


def _write_reports(workspace: Workspace, parameters: Parameters) -> float:
    """Write the reports of a period into staging, in whatever process this is; the seconds it took."""
    started = time.monotonic()
    staging = workspace.staging(parameters.reporting_period)
    stage = Stage(STAGES[-1].name, parameters, workspace, staging / "tables")
    notebook = staging / "reports" / "notebooks" / f"{stage.name}.ipynb"
    write_lineage(stage)
    head = load_document_head(workspace, parameters.reporting_period)
    write_reports(staging / "reports", notebook, stage, code_version(CODE), head)
    write_page(staging / "reports", stage, notebook)
    return time.monotonic() - started
