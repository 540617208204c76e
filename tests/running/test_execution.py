"""Notebooks that go wrong: each is named with its cell, kept for inspection, and never taken for a success."""

from pathlib import Path

import nbformat
import pytest
import scrapbook
from nbformat.v4 import new_code_cell, new_notebook

from innocity.parameters import Parameters
from innocity.running.contract import NotebookError
from innocity.running.execution import run_notebook
from innocity.workspace import Workspace

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
PARAMETERS = Parameters(period="2022-Q4", as_of="2023-04-20", target_year=2023)
ASKED = 'period: str = "2022-Q4"\nas_of: str = "2023-04-20"\ntarget_year: int = 2023\nlanguage: str = "zh-Hans"\ndue_on: str = ""\ngrace_days: int = 0\nlocked_on: str = ""'
OPEN = 'from innocity.stage import open_stage\nstage = open_stage("odd", period=period, as_of=as_of, target_year=target_year, language=language)'
FINISH = "stage.finish(answer=42)"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with nothing in it but a framework folder."""
    (tmp_path / "city" / "params" / "framework").mkdir(parents=True)
    return Workspace.at(tmp_path / "city")


def notebook(folder: Path, *sources: str) -> Path:
    """A stage with these cells after its parameters."""
    asked = new_code_cell(ASKED, metadata={"tags": ["parameters"]})
    path = folder / "odd.ipynb"
    nbformat.write(new_notebook(cells=[asked, *map(new_code_cell, sources)], metadata=KERNEL), path)
    return path


def run(workspace: Workspace, *sources: str) -> Path:
    """Execute such a stage; the path of the executed notebook."""
    source = notebook(workspace.root, *sources)
    (workspace.root / "out").mkdir()
    executed = workspace.root / "out" / "odd.ipynb"
    run_notebook(source, executed, PARAMETERS, workspace, workspace.root / "tables")
    return executed


def test_scalars_are_read_back_by_scrapbook(workspace: Workspace) -> None:
    executed = run(workspace, OPEN, FINISH)
    scraps = scrapbook.read_notebook(str(executed)).scraps
    assert scraps["answer"].data == 42
    assert scraps["innocity.finished"].data == {"stage": "odd", **PARAMETERS.model_dump()}


def test_an_executed_notebook_forgets_the_clock_and_the_machine(workspace: Workspace) -> None:
    executed = run(workspace, OPEN, FINISH)
    text = executed.read_text(encoding="utf-8")
    assert str(workspace.root) not in text
    assert not {"start_time", "end_time", "duration"} & set(nbformat.read(executed, 4).metadata["papermill"])


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        pytest.param([OPEN, "1 / 0", FINISH], r"第 4 个代码单元格停止：ZeroDivisionError", id="exception"),
        pytest.param(
            ["from innocity.errors import InnocityError\nraise InnocityError('error.no_returns')"],
            "个代码单元格停止：data/raw 下没有任何报送材料",
            id="a fault of the package, told as its sentence",
        ),
        pytest.param([OPEN, "import sys; sys.exit(0)", FINISH], "顺序", id="leaves with exit 0"),
        pytest.param(
            [OPEN, "import os; os.kill(os.getpid(), 9)", FINISH], "第 4 个代码单元格失去内核", id="kernel killed"
        ),
        pytest.param(
            [OPEN, "import time; time.sleep(600)", FINISH], "第 4 个代码单元格超时（一个单元格最多 8 秒", id="hangs"
        ),
        pytest.param([OPEN], "运行到底", id="skips its end"),
        pytest.param(["period = '2021-Q4'", OPEN, FINISH], "运行到底", id="overwrites a parameter"),
    ],
)
def test_a_stage_that_goes_wrong(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, sources: list[str], told: str
) -> None:
    monkeypatch.setenv("INNOCITY_CELL_SECONDS", "8")
    with pytest.raises(NotebookError, match=told):
        run(workspace, *sources)
    assert (workspace.failed(PARAMETERS.reporting_period) / "odd.ipynb").exists()
