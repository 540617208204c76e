"""The page for auditors: what a run was made of, their questions answered, its files, and what cannot be proved."""

from collections.abc import Iterator
from html import escape
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook, new_output

from innocity.language import text
from innocity.presentation import provenance_tables
from innocity.presentation.audit import Question, commands, told_of
from innocity.presentation.provenance import facts_of_run
from innocity.presentation.run_graph import run_graph
from innocity.presentation.tables import bullets, facts, html, paragraphs
from innocity.run_facts import RunFacts
from innocity.stage import Stage
from innocity.tables import Attainment

_SVG = "image/svg+xml"


def provenance_notebook(run: RunFacts, stage: Stage) -> Any:
    """The page as a notebook without code, for the exporter of the reports."""
    chapters = (_run(run, stage), _questions(run, stage), _parameters(run), _files(run), _limits(run))
    cells = [
        new_code_cell("", id=f"chapter-{number}", outputs=list(outputs))
        for number, outputs in enumerate(chapters, start=1)
    ]
    return new_notebook(cells=cells)


def _run(run: RunFacts, stage: Stage) -> Iterator[Any]:
    language = run.language
    yield _shown(_heading(text("audit.run", language)) + paragraphs([text("audit.lead", language)]))
    known = facts_of_run(stage.parameters, stage.read(Attainment), run.version, {}, language)
    yield _shown(facts(known))
    told = {
        "alt": text("audit.graph", language),
        "caption": text("audit.graph_note", language, period=stage.parameters.period),
    }
    yield new_output("display_data", data={_SVG: run_graph(run)}, metadata={_SVG: told})
    yield _shown(html(provenance_tables.notebooks(run)))


def _questions(run: RunFacts, stage: Stage) -> Iterator[Any]:
    told = told_of(run, stage)
    yield _shown(_heading(text("audit.questions", run.language)))
    for number, question in enumerate(Question, start=1):
        asked = text(f"question.{question}", run.language)
        answer = paragraphs([text(f"audited.{question}", run.language, **told)])
        lines = "\n".join(commands(question, told))
        typed = f"<pre><code>{escape(lines)}</code></pre>" if lines else ""
        yield _shown(f'<h3 id="question-{number}">{number}. {escape(asked)}</h3>{answer}{typed}')


def _parameters(run: RunFacts) -> Iterator[Any]:
    yield _shown(_heading(text("audit.parameters", run.language)) + html(provenance_tables.parameters(run)))


def _files(run: RunFacts) -> Iterator[Any]:
    lead = paragraphs([text("audit.files_note", run.language)])
    yield _shown(_heading(text("audit.files", run.language)) + lead)
    yield _shown(html(provenance_tables.taken(run)))
    yield _shown(html(provenance_tables.made(run)))


def _limits(run: RunFacts) -> Iterator[Any]:
    limits = ("truth", "evidence", "clock", "rewrite", "people", "code")
    said = [text(f"audit.limit_{limit}", run.language) for limit in limits]
    yield _shown(_heading(text("audit.limits", run.language)) + bullets(said))


def _heading(said: str) -> str:
    return f"<h2>{escape(said)}</h2>"


def _shown(markup: str) -> Any:
    return new_output("display_data", data={"text/html": markup})
