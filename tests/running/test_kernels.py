"""Warm kernels held against ordinary ones: whatever a notebook does, it comes to the same."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.provisioning import local_provisioner
from nbformat.v4 import new_code_cell, new_notebook
from papermill import engines
from papermill.iorw import write_ipynb

from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.running import kernels, warm_kernels
from innocity.running.execution import run_notebook
from innocity.running.plan import STAGES
from innocity.workspace import CODE, Workspace

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
PERIOD = Period(2022, 4)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


@dataclass(frozen=True)
class Outcome:
    """What a notebook came to: the fault that ended it, and what its cells showed."""

    fault: str
    shown: tuple[tuple[Any, ...], ...]


Execute = Callable[..., Outcome]


def notebook(path: Path, *sources: str, **metadata: Any) -> Path:
    """A notebook of these cells."""
    cells = [new_code_cell(source, id=f"cell-{place}", metadata=metadata) for place, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), path)
    return path


def must_not_start(*_: object, **__: object) -> None:
    raise AssertionError("an ordinary kernel was started")


@pytest.fixture(scope="module", autouse=True)
def own_parent() -> None:
    """A parent with the environment of these tests, whatever others have started."""
    warm_kernels.retire()


@pytest.fixture
def execute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Execute:
    """Run cells in a kernel, warm or ordinary; a warm one is never replaced by an ordinary one in silence."""

    def run(*sources: str, is_warm: bool = True, environment: dict[str, str] | None = None, **metadata: Any) -> Outcome:
        monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)  # it differs from test to test
        mode = {} if is_warm else {warm_kernels.VARIABLE: warm_kernels.ORDINARY}
        source, target = notebook(tmp_path / "asked.ipynb", *sources, **metadata), tmp_path / "executed.ipynb"
        with monkeypatch.context() as patch:
            if is_warm:
                patch.setattr(local_provisioner, "launch_kernel", must_not_start)
            try:
                kernels.execute(source, target, {}, {**ENVIRONMENT, **mode, **(environment or {})})
                fault = ""
            except Exception as raised:
                fault = type(raised).__name__
        cells = nbformat.read(target, as_version=4).cells
        return Outcome(
            fault,
            tuple(tuple(cell.outputs) for cell in cells if "papermill-error" not in str(cell.metadata)),
        )

    return run


LOOKS = (
    "import os, sys, locale, signal, threading, warnings, logging\nsorted(globals())",
    "{name: value for name, value in sorted(os.environ.items()) if name != 'INNOCITY_KERNELS'}",
    "os.getcwd(), sys.path, sys.argv[1:2], len(sys.argv), os.path.basename(sys.argv[0]), sys.flags, sys.executable, hash('kernel')",
    "[signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)]",
    "os.getsid(0) == os.getpgid(0) == os.getpid(), os.read(0, 1), locale.getlocale(), os.umask(0o22)",
    "warnings.warn_explicit('heard', UserWarning, 'cell', 1); logging.warning('logged'); print('said', file=sys.stderr)",
    "sorted({type(thread).__name__ for thread in threading.enumerate()})",
    "heard = []\nthread = threading.Thread(target=heard.append, args=(1,)); thread.start(); thread.join(); heard",
    "import subprocess\nsubprocess.run(['printf', r'\\377'], capture_output=True, check=True)",
    "print('x' * 3_000_000)",
    "print('\\udcff not text')",
    "1 / 0",
    "bytearray(8 << 30)",
    "os.kill(os.getpid(), signal.SIGINT)",
    "input('?')",
    "import pandas\npandas.DataFrame({f'column {place}': [place] for place in range(40)})",
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2], label='a'); plt.legend(); plt.rcParams['backend']",
    "import decimal, random, numpy\nrandom.seed(1); numpy.random.seed(1)\nrandom.random(), numpy.random.rand(), decimal.getcontext()",
    "import innocity.presentation.charts as charts\ncharts.matplotlib.rcParams['font.family']",
)


def test_all_looks_the_same_from_inside(execute: Execute, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = {"INNOCITY_OUTPUT": "somewhere"}
    ordinary = execute(*LOOKS, is_warm=False, environment=told, tags=["raises-exception"])
    warm = execute(*LOOKS, environment=told, tags=["raises-exception"])
    for source, one, other in zip(LOOKS, warm.shown, ordinary.shown, strict=True):
        assert one == other, source
    assert "column 39" in str(warm)
    assert "image/png" in str(warm)


def test_a_notebook_is_written_before_its_first_cell_and_after_its_last(
    execute: Execute, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[list[int | None]] = []

    def noted(notebook: nbformat.NotebookNode, target: str) -> None:
        written.append([cell.execution_count for cell in notebook.cells])
        write_ipynb(notebook, target)

    monkeypatch.setattr(engines, "write_ipynb", noted)
    assert execute("1", "1 / 0", "3").fault == "PapermillExecutionError"
    assert written == [[None, None, None], [1, 2, None]]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("import os; os._exit(3)", "DeadKernelError"),
        ("import os; os.kill(os.getpid(), 9)", "DeadKernelError"),
        ("exit()", ""),
        ("import sys; sys.exit(2)", "PapermillExecutionError"),
        ("while True: pass", "CellTimeoutError"),
        ("import subprocess; subprocess.run(['cat', '/dev/zero'], stdout=subprocess.DEVNULL)", "CellTimeoutError"),
        ("handle = open('unflushed', 'w'); handle.write('lost'); print('kept')", ""),
    ],
)
def test_an_end_that_is_not_the_end(
    execute: Execute, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INNOCITY_CELL_SECONDS", "2")
    ordinary = execute(source, is_warm=False)
    assert (ordinary.fault, execute(source)) == (fault, ordinary)


def test_no_two_kernels_draw_the_same_numbers_or_know_of_each_other(execute: Execute) -> None:
    draw = "import random, numpy, uuid\n(random.random(), numpy.random.rand(), uuid.uuid4(), 'mine' in globals())"
    drawn = [execute(draw, "mine = 1; random.mine = 1", "hasattr(numpy, 'mine')").shown for _ in range(2)]
    assert len({str(cells[0][0]["data"]) for cells in drawn}) == 2
    numbers = [eval(cells[0][0]["data"]["text/plain"], {"UUID": str}) for cells in drawn]
    assert [one == other for one, other in zip(*numbers, strict=True)] == [False, False, False, True]


def test_several_threads_may_ask_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    monkeypatch.setattr(local_provisioner, "launch_kernel", must_not_start)

    def answer(place: int) -> str:
        source = notebook(tmp_path / f"{place}.ipynb", f"{place} * 2")
        kernels.execute(source, tmp_path / f"done-{place}.ipynb", {}, ENVIRONMENT)
        return str(nbformat.read(tmp_path / f"done-{place}.ipynb", 4).cells[0].outputs[0]["data"]["text/plain"])

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(answer, range(6))) == ["0", "2", "4", "6", "8", "10"]


def test_the_stages_come_out_byte_by_byte_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace.at(CODE)
    parameters = load_parameters(workspace.period_file(PERIOD))
    for mode in ("warm", warm_kernels.ORDINARY):
        monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
        monkeypatch.setenv(warm_kernels.VARIABLE, mode)
        (tmp_path / mode).mkdir()
        for stage in STAGES:
            run_notebook(stage.notebook, tmp_path / mode / stage.notebook.name, parameters, workspace, tmp_path / mode)
    warm, ordinary = (
        {path.name: path.read_bytes() for path in (tmp_path / mode).iterdir()} for mode in ("warm", "ordinary")
    )
    assert len(warm) == len(STAGES) + sum(len(stage.tables) for stage in STAGES)
    assert warm.keys() == ordinary.keys()
    assert [name for name in warm if warm[name] != ordinary[name]] == []


def test_what_was_printed_before_is_kept_in_a_kernel_of_its_own_process(execute: Execute) -> None:
    pids = [execute("import os\nos.getpid(), os.getppid()").shown[0][0]["data"]["text/plain"] for _ in range(2)]
    (one, parent), (other, same_parent) = (eval(told) for told in pids)
    assert one != other
    assert parent == same_parent != os.getpid()
