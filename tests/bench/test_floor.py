"""The bare work: cells with their parameters, in their order, their displays caught."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from innocity.bench.floor import execute
from innocity.bench.jobs import Book

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@pytest.fixture
def shown() -> Iterator[CapturingDisplayPublisher]:
    publisher = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]
    InteractiveShell.instance().display_pub = publisher
    yield publisher
    InteractiveShell.clear_instance()


def test_cells_are_executed_with_their_parameters(tmp_path: Path, shown: CapturingDisplayPublisher) -> None:
    cells = [
        new_code_cell("number = 1", metadata={"tags": ["parameters"]}),
        new_markdown_cell("words"),
        new_code_cell("from IPython.display import display"),
        new_code_cell("display({'text/html': f'<b>{number}</b>'}, raw=True, metadata={'a': 1})"),
    ]
    source = tmp_path / "one.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), source)
    execute(Book(str(source), str(tmp_path / "done.ipynb"), {"number": 2}), shown)
    done = [cell for cell in nbformat.read(tmp_path / "done.ipynb", as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in done] == [1, 2, 3, 4]
    assert [cell.outputs for cell in done[:-1]] == [[], [], []]
    assert done[-1].outputs == [
        {"output_type": "display_data", "data": {"text/html": "<b>2</b>"}, "metadata": {"a": 1}}
    ]
