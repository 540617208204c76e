"""How much sooner warm kernels are done than ordinary ones: the stages of a period, and many small notebooks."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from innocity.parameters import load_parameters
from innocity.running import kernels, warm_kernels
from innocity.running.execution import run_notebook
from innocity.running.kernel_environment import SETTLED
from innocity.running.plan import STAGES
from innocity.workspace import CODE, Workspace

TIMES = 3
COPIES = 30
_KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
_SMALL = (
    "from innocity.framework import load\nfrom innocity.presentation import report_tables\nfrom innocity.workspace import CODE, Workspace",
    "len(load(Workspace.at(CODE)).indicators)",
)


def run() -> None:
    """Print seconds with ordinary and with warm kernels, medians of three, and how many times as long the former take."""
    with TemporaryDirectory() as folder:
        small = Path(folder) / "small.ipynb"
        nbformat.write(new_notebook(cells=[new_code_cell(source) for source in _SMALL], metadata=_KERNEL), small)
        for title, work in (
            (f"{len(STAGES)} stages", lambda: stages(Path(folder))),
            (f"{COPIES} small notebooks", lambda: copies(small, COPIES, threads=1)),
            (f"{COPIES} small notebooks, 2 threads", lambda: copies(small, COPIES, threads=2)),
        ):
            print(compared(title, work), flush=True)


def compared(title: str, work: Callable[[], None], times: int = TIMES) -> str:
    """One line on a piece of work, done in turn with kernels of either kind; each warm one starts its own parent."""
    pairs = [(_seconds(work, warm_kernels.ORDINARY), _seconds(work, "warm")) for _ in range(times)]
    ordinary, warm = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    return f"{title}: ordinary {ordinary:.2f} s  warm {warm:.2f} s  ratio {ratio:.1f}"


def stages(folder: Path) -> None:
    """Every stage of the repository's newest period, written into a folder."""
    workspace = Workspace.at(CODE)
    parameters = load_parameters(workspace.period_file(workspace.periods_with_returns()[-1]))
    for stage in STAGES:
        run_notebook(stage.notebook, folder / stage.notebook.name, parameters, workspace, folder)


def copies(notebook: Path, count: int, threads: int) -> None:
    """One notebook so many times, by so many threads."""

    def execute(place: int) -> None:
        kernels.execute(notebook, notebook.with_name(f"done-{place}.ipynb"), {}, SETTLED)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(execute, range(count)))


def _seconds(work: Callable[[], None], mode: str) -> float:
    with _kernels(mode):
        start = time.perf_counter()
        work()
        return time.perf_counter() - start


@contextmanager
def _kernels(mode: str) -> Iterator[None]:
    """Kernels of this kind and no parent yet; what was asked for before holds again afterwards."""
    asked = os.environ.get(warm_kernels.VARIABLE)
    os.environ[warm_kernels.VARIABLE] = mode
    warm_kernels.retire()
    try:
        yield
    finally:
        warm_kernels.retire()
        os.environ.pop(warm_kernels.VARIABLE)
        if asked is not None:
            os.environ[warm_kernels.VARIABLE] = asked
