"""The pieces of a run, in staging: stage after stage, the scorecards beside the later ones, what still stands taken over."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from innocity.errors import InnocityError
from innocity.framework import load, load_programme
from innocity.language import text
from innocity.parameters import Parameters
from innocity.presentation.report import write_notebook, write_provenance
from innocity.run_facts import RunFacts
from innocity.running import warm_kernels
from innocity.running.described import Described, copy_plan, write_crate
from innocity.running.editions import Edition
from innocity.running.execution import run_notebook
from innocity.running.forms import Forms, last_stage
from innocity.running.papers import Papers
from innocity.running.plan import CARDS_AFTER, STAGES, StagePlan
from innocity.running.publication import staged
from innocity.running.rendering import Renderers, facts, renderers
from innocity.running.reuse import FormerRun, page_inputs, stage_key
from innocity.running.scorecards import Cards
from innocity.workspace import Workspace

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
    has_more: bool = False
    pieces: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def make(self) -> None:
        """Make or take over every piece; raises what the first that fails raises."""
        with renderers(self.jobs) as pages, ThreadPoolExecutor(1) as beside:
            try:
                for edition in self._editions:
                    self._edition(edition, pages, beside)
                self._describe(pages)
            except BrokenProcessPool as fault:
                raise InnocityError("error.renderer_died") from fault

    @cached_property
    def _editions(self) -> tuple[Edition, ...]:
        return Edition.all_of(self.parameters, load_programme(self.workspace))

    def _edition(self, edition: Edition, pages: Renderers, beside: Executor) -> None:
        """All that is in one language."""
        if not edition.is_first:
            self.say(text("run.edition", name=edition.language.own_name))
        cards, forms = self._cards(edition, pages), Forms(self.workspace, edition, pages)
        try:
            made = self._stages(edition, cards, beside)
            lineage = forms.lineage()
            self._stage(STAGES[-1], edition)
            written = [*lineage, *forms.others(lineage, made)]
            shown = [pages.submit(_write_notebook, self.workspace, edition, one.name) for one in edition.stages]
            self._papers(edition, pages, made)
            self.seconds[edition.name("reports")] = seconds = sum(one.result() for one in written)
            for page in shown:
                page.result()
        finally:
            cards.is_given_up.set()
        self.say(text("run.reports", seconds=f"{seconds:.1f}"))

    def _stages(self, edition: Edition, cards: Cards, beside: Executor) -> "Future[tuple[dict[str, str], int, float]]":
        """All stages with tables in their order; the scorecards begin as soon as theirs stand."""
        after = [stage.name for stage in STAGES].index(CARDS_AFTER) + 1
        for stage in STAGES[:after]:
            if stage in edition.stages:
                self._stage(stage, edition)
        made = beside.submit(_made, cards)
        for stage in STAGES[after:-1]:
            if stage in edition.stages:
                self._stage(stage, edition)
        return made

    def _papers(self, edition: Edition, pages: Renderers, made: "Future[tuple[dict[str, str], int, float]]") -> None:
        """The slips while the last scorecards are made, then the booklet of these."""
        name = edition.name
        inputs = page_inputs(edition.inputs(self.used))
        papers = Papers(self.workspace, edition, load(self.workspace), inputs, self.former, pages)
        self.pieces[name("slips")], slips = papers.slips()
        cards, kept, seconds = made.result()
        if edition == self._editions[-1] and not self.has_more:
            warm_kernels.retire()  # no notebook is left: what the parent holds is for the papers
        self._tell_cards(edition, cards, kept, seconds)
        self.pieces[name("booklet")], self.seconds[name("booklet")] = papers.booklet(cards)
        self.seconds[name("slips")] = slips.result() if slips else 0.0
        slips_took, booklet_took = (f"{self.seconds[name(piece)]:.1f}" for piece in ("slips", "booklet"))
        self.say(text("run.papers", slips=slips_took, booklet=booklet_took))

    def _describe(self, pages: Renderers) -> None:
        """The record of the run for those who check it; the crate comes last, for it holds the digests of all else."""
        started = time.monotonic()
        reports = self.workspace.staging(self.parameters.reporting_period) / "reports"
        copy_plan(reports)
        told = self._described().facts()
        for page in [pages.submit(_write_provenance, self.workspace, told, edition) for edition in self._editions]:
            page.result()
        write_crate(self._described(), reports)
        self.seconds["record"] = time.monotonic() - started

    def _described(self) -> Described:
        period = self.parameters.reporting_period
        place, files = self.workspace.reports(period), staged(self.workspace, period)
        return Described(self.workspace, self.parameters, self.used, place, files, self.seconds)

    def _cards(self, edition: Edition, pages: Renderers) -> Cards:
        inputs = page_inputs(edition.inputs(self.used))
        # One kernel more than jobs, since each waits for a part of its start.
        kernels = self.jobs + 1 if self.jobs > 1 else 1
        return Cards(self.workspace, edition, inputs, self.former, pages, kernels)

    def _tell_cards(self, edition: Edition, pieces: Mapping[str, str], kept: int, seconds: float) -> None:
        self.pieces |= {edition.name(piece): key for piece, key in pieces.items()}
        self.seconds[edition.name("scorecards")] = seconds
        self.say(text("run.scorecards", count=len(pieces), kept=kept, seconds=f"{seconds:.1f}"))

    def _stage(self, stage: StagePlan, edition: Edition) -> None:
        """Take over one stage, or execute its notebook and make sure that it did all that it must."""
        started = time.monotonic()
        period, name = self.parameters.reporting_period, edition.name(stage.name)
        tables = self.workspace.staging(period) / "tables"
        key = stage_key(stage, edition.inputs(self.used), tables)
        self.pieces[name] = key
        executed = edition.staged(self.workspace) / "notebooks" / f"{stage.name}.ipynb"
        files = {edition.published(self.workspace) / "notebooks" / executed.name: executed}
        for table in (f"{one.table}.csv" for one in stage.tables):
            files[self.workspace.tables(period) / table] = tables / table
        is_kept = self.former.take_over(name, key, files)
        if not is_kept:
            _execute(stage, executed, edition.parameters, self.workspace)
        self.seconds[name] = time.monotonic() - started
        seconds = f"{self.seconds[name]:.1f}"
        self.say(text("run.kept", name=name) if is_kept else text("run.stage", name=name, seconds=seconds))


def _execute(stage: StagePlan, executed: Path, parameters: Parameters, workspace: Workspace) -> None:
    executed.parent.mkdir(parents=True, exist_ok=True)
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


def _write_notebook(workspace: Workspace, edition: Edition, name: str) -> None:
    """Write the page of an executed notebook beside it, in whatever process this is."""
    notebook = edition.staged(workspace) / "notebooks" / f"{name}.ipynb"
    page = notebook.with_suffix(".html")
    others = edition.addresses(lambda _: f"notebooks/{page.name}") if name == STAGES[-1].name else {}
    write_notebook(page, notebook, facts(workspace), edition.parameters, others)


def _write_provenance(workspace: Workspace, run: RunFacts, edition: Edition) -> None:
    """Write the page for auditors in one language, in whatever process this is."""
    stage, name = last_stage(workspace, edition), "provenance.html"
    office = stage.framework.programme.said("office", edition.language)
    told = replace(run, language=edition.language, office=office, folder=edition.name(""))
    write_provenance(edition.staged(workspace) / name, told, stage, edition.addresses(lambda _: name))
