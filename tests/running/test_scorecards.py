"""One run of the notebook for each unit: every page is there, the same again, and a failure names unit and cell."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
import rows
from nbformat.v4 import new_code_cell, new_notebook

from innocity import csvfile
from innocity.intake.register import digest
from innocity.language import Language
from innocity.parameters import Parameters, load_parameters
from innocity.period import Period
from innocity.running import publication, scorecards
from innocity.running.contract import NotebookError
from innocity.running.editions import Edition
from innocity.running.plan import StagePlan
from innocity.running.reuse import FormerRun
from innocity.running.scorecards import Cards
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    Evidence,
    Finding,
    Override,
    Receipt,
    Scorecard,
    ScoreItem,
    Table,
    WorkPointStanding,
)
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
UNITS = ("statistics_bureau", "science_bureau")
EMPTY: tuple[type[Table], ...] = (
    Attainment,
    CommitmentStanding,
    WorkPointStanding,
    Receipt,
    Finding,
    Evidence,
    Override,
)
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture
def staged(empty: Workspace) -> Workspace:
    """A workspace in whose staging folder two units have a scorecard."""
    tables = publication.fresh_staging(empty, PERIOD) / "tables"
    for table in EMPTY:
        csvfile.write(tables / f"{table.table}.csv", [], table)
    cards = [
        rows.card(unit, part, points=30, score_pct=75, rank=place, ranked=2)
        for place, unit in enumerate(UNITS, 1)
        for part in ("timeliness", "total")
    ]
    items = [rows.item(str(PERIOD), "timeliness", unit, status="on_time", points=75, arithmetic="75") for unit in UNITS]
    csvfile.write(tables / "scorecards.csv", cards, Scorecard)
    csvfile.write(tables / "score_items.csv", items, ScoreItem)
    return empty


def parameters(workspace: Workspace) -> Parameters:
    """The parameters of the period."""
    return load_parameters(workspace.period_file(PERIOD))


def cards(workspace: Workspace, former: FormerRun | None = None) -> Cards:
    """The making of the cards; their pages are written in this process."""
    none = FormerRun.none(workspace)
    edition = Edition(parameters(workspace), (Language.ZH_HANS,))
    return Cards(workspace, edition, {"facts": "1"}, former or none, ThreadPoolExecutor(1), kernels=2)


def published(workspace: Workspace) -> dict[str, str]:
    """Move what is staged to its published place; the digests of the files by their names."""
    reports = workspace.reports(PERIOD)
    shutil.copytree(workspace.staging(PERIOD) / "reports", reports)
    return {workspace.name_of(path): digest(path) for path in reports.rglob("*") if path.is_file()}


def unmade(workspace: Workspace) -> None:
    """Take the cards out of staging again."""
    for folder in ("notebooks", "scorecards"):
        shutil.rmtree(workspace.staging(PERIOD) / "reports" / folder, ignore_errors=True)


def written(workspace: Workspace) -> dict[str, bytes]:
    """Everything that was made, by its name below the reports."""
    reports = workspace.staging(PERIOD) / "reports"
    return {
        path.relative_to(reports).as_posix(): path.read_bytes() for path in sorted(reports.rglob("*")) if path.is_file()
    }


def test_every_unit_with_a_scorecard_has_its_page_and_again_the_same(staged: Workspace) -> None:
    keys, kept = cards(staged).make()
    assert (set(keys), kept) == ({f"scorecard:{unit}" for unit in UNITS}, 0)
    once = written(staged)
    assert set(once) == {
        *(f"notebooks/scorecards/{unit}.ipynb" for unit in UNITS),
        *(f"scorecards/{name}.{kind}" for name in ("市统计局", "市科技局") for kind in ("html", "pdf")),
    }
    page = once["scorecards/市统计局.html"].decode()
    assert "市统计局2022年第四季度（年报）得75分" in re.sub("<[^>]*>", "", page)
    former = FormerRun(staged, keys, published(staged))
    unmade(staged)
    assert cards(staged, former).make() == (keys, 2)
    assert written(staged) == once


def test_only_the_cards_whose_rows_have_changed_are_made_again(staged: Workspace) -> None:
    keys, _ = cards(staged).make()
    former = FormerRun(staged, keys, published(staged))
    unmade(staged)
    tables = staged.staging(PERIOD) / "tables"
    first, second = UNITS
    items = [
        rows.item(str(PERIOD), "timeliness", first, status="on_time", points=75, arithmetic="75"),
        rows.item(str(PERIOD), "timeliness", second, status="late", points=50, arithmetic="50"),
    ]
    csvfile.write(tables / "score_items.csv", items, ScoreItem)
    again, kept = cards(staged, former).make()
    assert kept == 1
    assert [piece for piece in keys if keys[piece] != again[piece]] == [f"scorecard:{second}"]


def test_a_failure_names_unit_and_cell_and_is_kept(staged: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "\n".join(
        f"{name}: {type(value).__name__} = {value!r}" for name, value in parameters(staged).model_dump().items()
    )
    cells = [new_code_cell(asked + '\nunit: str = ""', metadata={"tags": ["parameters"]}), new_code_cell("1 / 0")]
    notebook = staged.root / "odd.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), notebook)

    class Odd(StagePlan):
        """The same plan with another notebook."""

        @property
        def notebook(self) -> Path:
            return notebook

    monkeypatch.setattr(scorecards, "SCORECARD", Odd("odd", ()))
    with pytest.raises(
        NotebookError,
        match=r"单位“市(统计|科技)局”的评分卡：笔记本 odd\.ipynb 在第 3 个代码单元格停止：ZeroDivisionError",
    ):
        cards(staged).make()
    kept = {path.stem for path in staged.failed(PERIOD).iterdir()}
    assert kept
    assert kept <= set(UNITS)
    assert list((staged.staging(PERIOD) / "reports" / "scorecards").iterdir()) == []
