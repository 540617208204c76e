"""What the warm parent has loaded, and what it must never load."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from innocity.running.fork_server import PRELOADED, Start
from innocity.running.kernel_environment import ONE_THREAD
from innocity.running.plan import SCORECARD, STAGES

# They look, while they are loaded, whether they are in a kernel.
NEVER = {"pandas", "matplotlib.pyplot", "matplotlib_inline", "matplotlib_inline.backend_inline"}
ASK = (
    "import json, os, sys, threading; from innocity.running.fork_server import preload; left = preload(); "
    "print(json.dumps([sorted(sys.modules), left, len(os.listdir('/proc/self/task')), sorted(os.environ)]))"
)


@pytest.fixture(scope="module")
def loaded() -> tuple[set[str], dict[str, str], int]:
    """The modules of a process that has loaded what the parent loads, what they left in the environment, its threads."""
    told = subprocess.run(
        [sys.executable, "-c", ASK], env={**os.environ, **ONE_THREAD}, capture_output=True, encoding="utf-8", check=True
    )
    assert told.stderr == ""
    modules, left, threads, _ = json.loads(told.stdout)
    return set(modules), left, threads


def test_what_a_kernel_is_started_with_arrives_as_it_was_sent() -> None:
    start = Start(("ipykernel_launcher", "-f", "连接.json"), {"NAME": "值\n", "RAW": "\udcff"}, "/some/文件夹")
    assert Start.from_bytes(start.to_bytes()) == start


def test_all_that_is_named_is_loaded_and_nothing_that_must_not_be(loaded: tuple[set[str], dict[str, str], int]) -> None:
    assert [name for name in PRELOADED if name not in loaded[0]] == []
    assert NEVER & loaded[0] == set()


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted on Linux only")
def test_it_may_be_forked(loaded: tuple[set[str], dict[str, str], int]) -> None:
    assert loaded[2] == 1


def test_what_only_loading_needs_is_not_left_to_the_kernels(loaded: tuple[set[str], dict[str, str], int]) -> None:
    assert not {"MPLBACKEND", "PYDEVD_DISABLE_FILE_VALIDATION"} & set(loaded[1])


@pytest.mark.parametrize("path", [stage.notebook for stage in (*STAGES, SCORECARD)], ids=lambda path: path.stem)
def test_whatever_a_stage_imports_is_loaded(path: Path, loaded: tuple[set[str], dict[str, str], int]) -> None:
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.ImportFrom)]
    assert sorted({node.module for node in nodes if node.module not in loaded[0]}) == []
