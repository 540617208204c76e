"""The forms of a report, each written by whichever process is free, as soon as every number has its lineage."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from innocity.document_head import load_document_head
from innocity.presentation import report
from innocity.record.versions import code_version
from innocity.running.editions import Edition
from innocity.running.plan import STAGES
from innocity.stage import Stage
from innocity.workspace import CODE, Workspace

_Write = Callable[[Workspace, Edition], None]


@dataclass(frozen=True)
class Forms:
    """The forms of one edition: as futures, the seconds that each will have taken on its way into staging."""

    workspace: Workspace
    edition: Edition
    processes: Executor

    def lineage(self) -> "list[Future[float]]":
        """The way of every number, to be written once all tables stand; editions after the first share that of the first."""
        return [self._begun(_write_lineage)] if self.edition.is_first else []

    def others(self, lineage: "Iterable[Future[float]]", cards: "Future[Any]") -> "list[Future[float]]":
        """Everything else, to be written once the last notebook has run; returns when the lineage stands.

        As long as scorecards are being made it is written one form at a time, for the cards take longer than all forms.
        """
        for one in lineage:
            one.result()
        written = []
        for form in (_write_workbook, _write_pages, _write_draft, _write_cards):  # the longest first
            written.append(self._begun(form))
            wait((written[-1], cards), return_when=FIRST_COMPLETED)
        return written

    def _begun(self, write: _Write) -> "Future[float]":
        return self.processes.submit(_timed, write, self.workspace, self.edition)


def last_stage(workspace: Workspace, edition: Edition) -> Stage:
    """The last stage, as it reads the tables of all for one edition."""
    tables = workspace.staging(edition.parameters.reporting_period) / "tables"
    return Stage(STAGES[-1].name, edition.parameters, workspace, tables)


def _timed(write: _Write, workspace: Workspace, edition: Edition) -> float:
    started = time.monotonic()
    write(workspace, edition)
    return time.monotonic() - started


def _write_lineage(workspace: Workspace, edition: Edition) -> None:
    from innocity.running.tracing import write_lineage

    write_lineage(last_stage(workspace, edition))


def _write_pages(workspace: Workspace, edition: Edition) -> None:
    """The page and the paper, the latter an official document where a head is given: translations are none."""
    period = edition.parameters.reporting_period
    head = load_document_head(workspace, period) if edition.is_first else None
    stage, others = last_stage(workspace, edition), edition.addresses(lambda _: "report.html")
    report.write_pages(edition.staged(workspace), _executed(workspace, edition), stage, head, others)


def _write_workbook(workspace: Workspace, edition: Edition) -> None:
    report.write_workbook(edition.staged(workspace), last_stage(workspace, edition), code_version(CODE))


def _write_draft(workspace: Workspace, edition: Edition) -> None:
    report.write_draft(edition.staged(workspace), _executed(workspace, edition), last_stage(workspace, edition))


def _write_cards(workspace: Workspace, edition: Edition) -> None:
    """The page with a card for each number."""
    from innocity.running.tracing import write_page

    write_page(edition.staged(workspace), last_stage(workspace, edition), _executed(workspace, edition), edition)


def _executed(workspace: Workspace, edition: Edition) -> Path:
    return edition.staged(workspace) / "notebooks" / f"{STAGES[-1].name}.ipynb"
