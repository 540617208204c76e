"""The least that the work can take: every cell executed in one process that has loaded everything, with no kernel, no checks.

`python -m innocity.bench.floor JOBS RESULT`. What it takes is written after each part: the cells, the pages of these
notebooks with the scorecards' papers, all other reports. Loading is not counted.
"""

import ast
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

import nbformat
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from innocity import csvfile
from innocity.bench.jobs import Book, Job, read
from innocity.bench.measured import Taken
from innocity.framework import load
from innocity.language import Language
from innocity.parameters import Parameters, UnitParameters
from innocity.presentation import html, pdf
from innocity.presentation.paper_files import BOOKLET
from innocity.presentation.report import (
    scorecard_part,
    write_booklet,
    write_draft,
    write_notebook,
    write_pages,
    write_scorecard,
    write_workbook,
)
from innocity.presentation.scorecard_tables import scorecard_path
from innocity.presentation.slips import write_slips
from innocity.record.versions import code_version
from innocity.running.editions import Edition
from innocity.running.tracing import write_lineage, write_page
from innocity.stage import OUTPUT_VARIABLE, Stage
from innocity.tables import Slip
from innocity.workspace import CODE, Workspace

LOADED = (html, pdf)  # what report.py leaves until the first page


def main(jobs: list[Job], result: Path) -> None:
    """Work through all jobs; what each part took, added up, by its name."""
    for source in {book.source for one in jobs for book in one.books}:
        _import_what_it_imports(source)
    shown = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]
    InteractiveShell.instance().display_pub = shown
    taken: dict[str, Taken] = {}
    began, start, before = time.time(), time.perf_counter(), _processor()

    def note(part: str, work: Callable[[Job], None]) -> None:
        for job in jobs:
            os.environ.update(job.environment)
            work(job)
        taken[part] = Taken(time.perf_counter() - start, _processor() - before, began=began)

    note("cells", lambda job: _execute_all(job.books, shown))
    note("pages", write_stage_pages)
    note("everything", write_all_else)
    result.write_text(json.dumps({part: asdict(one) for part, one in taken.items()}), encoding="utf-8")


def _execute_all(books: Iterable[Book], shown: CapturingDisplayPublisher) -> None:
    for book in books:
        execute(book, shown)


def execute(book: Book, shown: CapturingDisplayPublisher) -> None:
    """Execute the cells of a notebook one after the other in a fresh namespace, and keep it with its outputs."""
    notebook = parameterize_notebook(load_notebook_node(book.source), book.parameters)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for count, cell in enumerate((one for one in notebook.cells if one.cell_type == "code"), start=1):
        shown.outputs.clear()
        exec(compile(cell.source, f"cell {count}", "exec"), namespace)  # noqa: S102 - the project's own notebooks
        cell.execution_count = count
        cell.outputs = [
            new_output("display_data", data=one["data"], metadata=one["metadata"] or {}) for one in shown.outputs
        ]
    nbformat.write(notebook, book.target)


def write_stage_pages(job: Job) -> None:
    """The page of every stage, and page and paper of every scorecard."""
    facts = load(Workspace(Path(job.workspace)))
    for book in job.stages:
        write_notebook(Path(book.target).with_suffix(".html"), Path(book.target), facts, Parameters(**book.parameters))
    for book in job.cards:
        unit = UnitParameters(**book.parameters)
        page = _reports(job) / scorecard_path(unit.unit, facts, Language(unit.language))
        page.parent.mkdir(exist_ok=True)
        write_scorecard(page, Path(book.target), facts, unit)


def write_all_else(job: Job) -> None:
    """The report in its four forms, the cards of its numbers, slips and booklets; not the record, nor the portal."""
    last, folder, facts = job.stages[-1], _reports(job), load(Workspace(Path(job.workspace)))
    parameters, notebook = Parameters(**last.parameters), Path(last.target)
    stage = Stage(notebook.stem, parameters, Workspace(Path(job.workspace)), Path(job.environment[OUTPUT_VARIABLE]))
    write_lineage(stage)
    write_pages(folder, notebook, stage)
    write_workbook(folder, stage, code_version(CODE))
    write_draft(folder, notebook, stage)
    write_page(folder, stage, notebook, Edition.all_of(parameters, facts.programme)[0])
    write_slips(folder / "slips", csvfile.read(stage.output / f"{Slip.table}.csv", Slip), facts, parameters)
    cards = [(Path(book.target), UnitParameters(**book.parameters)) for book in job.cards]
    parts = [scorecard_part(executed, facts, unit) for executed, unit in cards]
    write_booklet(folder / "scorecards" / BOOKLET, parts, facts, parameters)


def _reports(job: Job) -> Path:
    return Path(job.stages[0].target).parent.parent


def _import_what_it_imports(source: str) -> None:
    for cell in nbformat.read(source, as_version=4).cells:
        if cell.cell_type == "code":
            found: list[ast.stmt] = [
                one for one in ast.parse(cell.source).body if isinstance(one, ast.Import | ast.ImportFrom)
            ]
            exec(compile(ast.Module(found, []), source, "exec"), {})  # noqa: S102 - the project's own notebooks


def _processor() -> float:
    """Seconds of processor of this process and of those it has waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main(read(Path(sys.argv[1])), Path(sys.argv[2]))
