"""Slips and booklets in staging: written once, taken over while nothing changes."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
import rows
from nbformat.v4 import new_markdown_cell, new_notebook

from innocity import csvfile
from innocity.framework import Framework
from innocity.intake.register import digest
from innocity.language import Language
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.running import publication
from innocity.running.editions import Edition
from innocity.running.papers import Papers
from innocity.running.rendering import Renderers
from innocity.running.reuse import FormerRun
from innocity.tables import Slip
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
CARDS = {"scorecard:science_bureau": "1", "scorecard:statistics_bureau": "2"}


@pytest.fixture
def staged(empty: Workspace) -> Workspace:
    """A staging folder with one slip, and the executed scorecards of two units."""
    staging = publication.fresh_staging(empty, PERIOD)
    slip = rows.slip("work_point", "9-9", unit="science_bureau", number="n", measure=None, promised=None)
    csvfile.write(staging / "tables" / "slips.csv", [slip], Slip)
    (staging / "reports" / "scorecards").mkdir()
    cards = staging / "reports" / "notebooks" / "scorecards"
    cards.mkdir(parents=True)
    for card in CARDS:
        notebook = new_notebook(cells=[new_markdown_cell("## 一、得分", id="a")])
        nbformat.write(notebook, cards / f"{card.partition(':')[2]}.ipynb")
    return empty


def made(workspace: Workspace, framework: Framework, former: FormerRun) -> tuple[dict[str, str], dict[str, bytes]]:
    """The keys of what was made and every paper by its name."""
    edition = Edition(load_parameters(workspace.period_file(PERIOD)), (Language.ZH_HANS,))
    with Renderers(lambda: ThreadPoolExecutor(1)) as renderers:
        papers = Papers(workspace, edition, framework, {"facts": "1"}, former, renderers)
        slips, writing = papers.slips()
        if writing:
            writing.result()
        booklet, _ = papers.booklet(CARDS)
    reports = workspace.staging(PERIOD) / "reports"
    written = {path.relative_to(reports).as_posix(): path.read_bytes() for path in sorted(reports.rglob("*.pdf"))}
    return {"slips": slips, "booklet": booklet}, written


def test_papers_are_written_and_then_taken_over(staged: Workspace, framework: Framework) -> None:
    keys, written = made(staged, framework, FormerRun.none(staged))
    assert list(written) == ["scorecards/booklet.pdf", "slips/booklet.pdf", "slips/市科技局.pdf"]
    reports = staged.reports(PERIOD)
    shutil.copytree(staged.staging(PERIOD) / "reports", reports)
    outputs = {staged.name_of(path): digest(path) for path in reports.rglob("*.pdf")}
    for name in written:
        (staged.staging(PERIOD) / "reports" / name).unlink()
    assert made(staged, framework, FormerRun(staged, keys, outputs)) == (keys, written)


def test_without_slips_or_cards_nothing_is_written(staged: Workspace, framework: Framework) -> None:
    csvfile.write(staged.staging(PERIOD) / "tables" / "slips.csv", [], Slip)
    edition = Edition(load_parameters(staged.period_file(PERIOD)), (Language.ZH_HANS,))
    with Renderers(lambda: ThreadPoolExecutor(1)) as renderers:
        papers = Papers(staged, edition, framework, {}, FormerRun.none(staged), renderers)
        papers.slips()
        papers.booklet({})
    assert list(staged.staging(PERIOD).rglob("*.pdf")) == []
