"""The report of a period in every form: HTML and PDF from the same executed notebook, the workbook from the tables."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from innocity.document_head import DocumentHead
from innocity.framework import Framework
from innocity.language import Language, messages, text, translated
from innocity.parameters import Parameters, UnitParameters
from innocity.presentation import formats
from innocity.presentation.notebook_page import whole
from innocity.presentation.numbers import CARDS
from innocity.run_facts import RunFacts
from innocity.stage import Stage

# What writes a form is imported where it is written: the process that only hands the work out does without.
if TYPE_CHECKING:
    from innocity.presentation.booklet import Part
    from innocity.presentation.html import ReportHTMLExporter

_LABELS = "page."
_NONE: Mapping[str, str] = {}


def write_pages(
    folder: Path, notebook: Path, stage: Stage, head: DocumentHead | None = None, languages: Mapping[str, str] = _NONE
) -> None:
    """Write `report.html` and `report.pdf` into a folder, both from one executed notebook; the PDF carries the tables inside.

    `stage` is the last one of the run, which reads the tables of all. A head makes the PDF an official document.
    `languages` is where the page lies in each language, seen from itself.
    """
    from innocity.presentation.pdf import ReportPDFExporter

    report = _localised(notebook, stage.framework, stage.parameters, languages)
    report.metadata["innocity"]["numbers"] = CARDS
    if head:
        report.metadata["innocity"]["document"] = head.model_dump()
    page, _ = _exporter().from_notebook_node(report)
    (folder / "report.html").write_text(page, encoding="utf-8", newline="\n")
    tables = sorted(stage.output.glob("*.csv"))
    paper, _ = ReportPDFExporter(attachments=[str(path) for path in tables]).from_notebook_node(report)
    (folder / "report.pdf").write_bytes(paper)


def write_workbook(folder: Path, stage: Stage, version: str) -> None:
    """Write `report.xlsx` into a folder; `version` is that of the code."""
    from innocity.presentation.workbook import workbook

    (folder / "report.xlsx").write_bytes(workbook(stage, version))


def write_draft(folder: Path, notebook: Path, stage: Stage) -> None:
    """Write `report.docx`, the draft that officials edit, into a folder, with the charts of the executed notebook."""
    from innocity.presentation.evaluation import evaluation
    from innocity.presentation.pictures import pictures

    report = _localised(notebook, stage.framework, stage.parameters)
    (folder / "report.docx").write_bytes(evaluation(stage, pictures(report)))


def write_scorecard(
    page: Path,
    notebook: Path,
    framework: Framework,
    parameters: UnitParameters,
    languages: Mapping[str, str] = _NONE,
) -> None:
    """Write the page of one unit's scorecard, and beside it the same as PDF."""
    from innocity.presentation.pdf import ReportPDFExporter

    card = _localised(notebook, framework, parameters, languages)
    language = Language(parameters.language)
    unit = framework.unit(parameters.unit).name(language)
    card.metadata["innocity"]["title"] = text("scorecard.title", language, unit=unit, **_names(framework, parameters))
    card.metadata["innocity"]["numbers"] = f"../{CARDS}"
    content, _ = _exporter().from_notebook_node(card)
    page.write_text(content, encoding="utf-8", newline="\n")
    paper, _ = ReportPDFExporter().from_notebook_node(card)
    page.with_suffix(".pdf").write_bytes(paper)


def scorecard_part(notebook: Path, framework: Framework, parameters: UnitParameters) -> "Part":
    """One unit's scorecard as its part of the booklet."""
    from innocity.presentation.booklet import Binder

    unit = framework.unit(parameters.unit).name(Language(parameters.language))
    return Binder().part_of(unit, _localised(notebook, framework, parameters))


def write_booklet(file: Path, parts: Sequence["Part"], framework: Framework, parameters: Parameters) -> None:
    """Write the scorecards of all units as one PDF for printing on both sides."""
    from innocity.presentation.booklet import Binder, Cover

    title = text("scorecard.booklet", Language(parameters.language), **_names(framework, parameters))
    file.write_bytes(Binder().bound(Cover.of(title, framework, parameters), parts))


def write_notebook(
    page: Path, notebook: Path, framework: Framework, parameters: Parameters, languages: Mapping[str, str] = _NONE
) -> None:
    """Write the page of an executed notebook as it ran: every cell, its code open, every output."""
    shown = whole(_localised(notebook, framework, parameters, languages))
    title = text("audit.notebook_title", Language(parameters.language), name=notebook.stem)
    shown.metadata["innocity"] |= {"title": title, "is_code_open": True}
    content, _ = _exporter().from_notebook_node(shown)
    page.write_text(content, encoding="utf-8", newline="\n")


def write_provenance(page: Path, run: RunFacts, stage: Stage, languages: Mapping[str, str] = _NONE) -> None:
    """Write the page for auditors."""
    from innocity.presentation.provenance_page import provenance_notebook

    shown = provenance_notebook(run, stage)
    title = text("audit.title", run.language)
    shown.metadata["innocity"] = {**masthead(stage.framework, stage.parameters, languages), "title": title}
    content, _ = _exporter().from_notebook_node(shown)
    page.write_text(content, encoding="utf-8", newline="\n")


@cache
def _exporter() -> "ReportHTMLExporter":
    """One exporter for many pages: making it takes longer than a page."""
    from innocity.presentation.html import ReportHTMLExporter

    return ReportHTMLExporter()


def _localised(
    notebook: Path, framework: Framework, parameters: Parameters, languages: Mapping[str, str] = _NONE
) -> Any:
    """The executed notebook with its masthead, and its prose in the language of the report."""
    language = Language(parameters.language)
    report = nbformat.read(notebook, as_version=4)
    for cell in report.cells:
        if cell.cell_type == "markdown":
            cell.source = translated(cell.source, language)
    report.metadata["innocity"] = masthead(framework, parameters, languages)
    return report


def masthead(framework: Framework, parameters: Parameters, languages: Mapping[str, str] = _NONE) -> dict[str, Any]:
    """What stands above the report, and the page's own words; where there are other languages, the ways to them."""
    language = Language(parameters.language)
    names = _names(framework, parameters)
    return {
        "title": text("report.title", language, **names),
        "subtitle": text("report.subtitle", language, **names),
        "organisation": framework.programme.said("office", language),
        "language": language.value,
        "date": parameters.as_of,
        **({"languages": dict(languages)} if languages else {}),
        "labels": {
            key.removeprefix(_LABELS): said for key, said in messages(language).items() if key.startswith(_LABELS)
        },
    }


def _names(framework: Framework, parameters: Parameters) -> dict[str, str]:
    language = Language(parameters.language)
    said = {name: framework.programme.said(name, language) for name in ("city", "programme", "office", "plan")}
    return {**said, "period": formats.period(parameters.period, language)}
