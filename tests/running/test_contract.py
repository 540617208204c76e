"""What a notebook must be before it runs, and what it must have become."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from innocity.parameters import Parameters, UnitParameters
from innocity.running.contract import NotebookError, require_finished, require_same_parameters
from innocity.stage import SCRAP, SENTINEL

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
PARAMETERS = Parameters(period="2022-Q4", as_of="2023-04-20", target_year=2023)
WELL_FORMED = 'period: str = "2022-Q4"\nas_of: str = "2023-04-20"\ntarget_year: int = 2023\nlanguage: str = "zh-Hans"\ndue_on: str = ""\ngrace_days: int = 0\nlocked_on: str = ""'


def written(path: Path, *cells: Any) -> Path:
    """A notebook file with these cells."""
    nbformat.write(new_notebook(cells=list(cells), metadata=KERNEL), path)
    return path


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(WELL_FORMED.replace("as_of", "asof"), id="misspelt"),
        pytest.param(WELL_FORMED + "\nstrict: bool = True", id="one too many"),
        pytest.param(WELL_FORMED.replace("target_year: int = 2023\n", ""), id="missing"),
        pytest.param(WELL_FORMED.replace("target_year: int = 2023", 'target_year: str = "2023"'), id="other type"),
    ],
)
def test_a_notebook_that_asks_for_other_parameters_is_refused(tmp_path: Path, source: str) -> None:
    cell = new_code_cell(source, metadata={"tags": ["parameters"]})
    with pytest.raises(NotebookError, match=r"odd\.ipynb"):
        require_same_parameters(written(tmp_path / "odd.ipynb", cell))


def test_a_notebook_that_asks_for_the_period_files_parameters_passes(tmp_path: Path) -> None:
    cell = new_code_cell(WELL_FORMED, metadata={"tags": ["parameters"]})
    require_same_parameters(written(tmp_path / "good.ipynb", cell))


def sentinel(**changed: object) -> Any:
    """The output that a finished stage leaves, with some of its words changed."""
    said = {"stage": "1_returns", **PARAMETERS.model_dump(), **changed}
    return new_output("display_data", {SCRAP: {"name": SENTINEL, "data": said, "encoder": "json", "version": 1}})


def ran(count: int | None, *outputs: Any) -> Any:
    """A code cell as it was executed."""
    return new_code_cell("x", execution_count=count, outputs=list(outputs))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        pytest.param([ran(1), ran(None, sentinel())], "顺序", id="last cell never ran"),
        pytest.param([ran(2), ran(1, sentinel())], "顺序", id="out of order"),
        pytest.param([ran(1), ran(3, sentinel())], "顺序", id="run twice"),
        pytest.param(
            [ran(1, new_output("error", ename="E", evalue="", traceback=[])), ran(2, sentinel())], "第 1 个", id="error"
        ),
        pytest.param([ran(1), ran(2)], "运行到底", id="no sentinel"),
        pytest.param([ran(1, sentinel()), ran(2)], "运行到底", id="sentinel too early"),
        pytest.param([ran(1, sentinel(period="2021-Q4"))], "运行到底", id="parameters overwritten"),
        pytest.param([], "运行到底", id="empty"),
    ],
)
def test_a_notebook_is_not_believed(tmp_path: Path, cells: list[Any], told: str) -> None:
    with pytest.raises(NotebookError, match=told):
        require_finished(written(tmp_path / "1_returns.ipynb", *cells), "1_returns", PARAMETERS)


def test_a_finished_notebook_is_believed(tmp_path: Path) -> None:
    require_finished(written(tmp_path / "1_returns.ipynb", ran(1), ran(2, sentinel())), "1_returns", PARAMETERS)


def test_a_notebook_that_is_run_for_each_unit_asks_for_the_unit_too(tmp_path: Path) -> None:
    path = written(
        tmp_path / "card.ipynb", new_code_cell(WELL_FORMED + '\nunit: str = ""', metadata={"tags": ["parameters"]})
    )
    require_same_parameters(path, UnitParameters)
    with pytest.raises(NotebookError, match=r"unit: str"):
        require_same_parameters(path)


def test_the_card_of_one_unit_is_not_taken_for_that_of_another(tmp_path: Path) -> None:
    done = sentinel(stage="5_scorecard", unit="first")
    executed = written(tmp_path / "first.ipynb", ran(1), ran(2, done))
    require_finished(executed, "5_scorecard", UnitParameters.of(PARAMETERS, "first"))
    with pytest.raises(NotebookError, match="运行到底"):
        require_finished(executed, "5_scorecard", UnitParameters.of(PARAMETERS, "second"))
