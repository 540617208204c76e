"""Notebooks beyond every limit: each ends with a sentence that names its cell, and is kept for inspection."""

import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from innocity.parameters import Parameters
from innocity.running import kernels, warm_kernels
from innocity.running.bounded_client import BoundedClient
from innocity.running.contract import NotebookError
from innocity.running.execution import run_notebook
from innocity.running.plan import STAGES
from innocity.workspace import Workspace

pytestmark = pytest.mark.slow
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
PARAMETERS = Parameters(period="2022-Q4", as_of="2023-04-20", target_year=2023)
ASKED = "\n".join(
    f"{name}: {field.annotation.__name__} = {getattr(PARAMETERS, name)!r}"
    for name, field in Parameters.model_fields.items()
    if field.annotation
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with nothing in it but a framework folder."""
    (tmp_path / "params" / "framework").mkdir(parents=True)
    return Workspace.at(tmp_path)


def run(workspace: Workspace, *sources: str) -> None:
    """Execute a notebook of these cells after its parameters and the injected ones, which are cells 1 and 2."""
    cells = [new_code_cell(ASKED, metadata={"tags": ["parameters"]}), *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), workspace.root / "odd.ipynb")
    (workspace.root / "out").mkdir()
    source, executed = workspace.root / "odd.ipynb", workspace.root / "out" / "odd.ipynb"
    run_notebook(source, executed, PARAMETERS, workspace, workspace.root / "tables")


@pytest.mark.parametrize("mode", ["warm", "ordinary"])
@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param("held = bytearray(8 << 30)", "第 3 个代码单元格停止：MemoryError", id="more memory than allowed"),
        pytest.param(  # on a busy machine it may choke on what has not been fetched yet
            "while True: print('洪' * 9999)",
            r"第 3 个代码单元格(输出过多（超过 32 MB|停止：MemoryError|失去内核)",
            id="endless output",
        ),
        pytest.param(
            "print('洪' * (1 << 27))",
            r"第 3 个代码单元格(输出过多|停止：MemoryError)",
            id="hundreds of megabytes at once",
        ),
        pytest.param("import time; time.sleep(600)", "第 3 个代码单元格超时", id="hangs"),
        pytest.param("while True: pass", "第 3 个代码单元格超时", id="busy for ever"),
        pytest.param("import ctypes; ctypes.string_at(0)", "第 3 个代码单元格失去内核", id="segmentation fault"),
        pytest.param("import os; os._exit(0)", "第 3 个代码单元格失去内核", id="leaves at once"),
        pytest.param("raise SystemExit(0)", "第 4 个代码单元格未按序运行.*保存在", id="leaves with exit 0"),
    ],
)
def test_a_cell_beyond_a_limit(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, mode: str, source: str, told: str
) -> None:
    monkeypatch.setenv("INNOCITY_CELL_SECONDS", "600" if "多" in told else "6")
    monkeypatch.setenv(warm_kernels.VARIABLE, mode)
    with pytest.raises(NotebookError, match=told):
        run(workspace, source, "1")
    kept = workspace.failed(PARAMETERS.reporting_period) / "odd.ipynb"
    assert kept.stat().st_size < 40 << 20
    assert not list(workspace.tables(PARAMETERS.reporting_period).glob("*"))


def test_the_cells_of_a_notebook_share_its_time(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOCITY_NOTEBOOK_SECONDS", "6")
    with pytest.raises(NotebookError, match=r"第 [345] 个代码单元格超时.*整个笔记本最多 6 秒"):
        run(workspace, *["import time; time.sleep(3)"] * 4)


@pytest.mark.parametrize(
    ("code", "told"),
    [("raise SystemExit(1)", "died before"), ("import time; time.sleep(600)", "not ready in time")],
    ids=["ends at once", "never answers"],
)
def test_a_kernel_that_never_starts(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    monkeypatch.setattr(kernels, "START_SECONDS", 3)
    spec = {**kernels.get_kernel_dict(), "argv": [sys.executable, "-c", code, "{connection_file}"]}
    monkeypatch.setattr(kernels, "get_kernel_dict", lambda: spec)
    with pytest.raises(NotebookError, match=f"内核没有启动（.*{told}"):
        run(workspace, "1")


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_a_kernel_killed_in_any_cell_is_named_with_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    plan = next(one for one in STAGES if one.name == stage)
    code = [cell for cell in nbformat.read(plan.notebook, as_version=4).cells if cell.cell_type == "code"]
    execute_cell, killed = BoundedClient.execute_cell, len(code) // 2

    def kill_at(client: BoundedClient, cell: object, index: int, **options: object) -> object:
        if index == client.nb.cells.index(code_cells(client)[killed]):
            client.km.provisioner.process.kill()
        return execute_cell(client, cell, index, **options)

    def code_cells(client: BoundedClient) -> list[object]:
        return [cell for cell in client.nb.cells if cell.cell_type == "code"]

    monkeypatch.setattr(BoundedClient, "execute_cell", kill_at)
    executed = workspace.root / "out.ipynb"
    with pytest.raises(NotebookError, match=rf"{stage}\.ipynb 在第 \d+ 个代码单元格(失去内核|停止)"):
        run_notebook(plan.notebook, executed, PARAMETERS, workspace, workspace.root / "tables")
    assert (workspace.failed(PARAMETERS.reporting_period) / "out.ipynb").exists()
