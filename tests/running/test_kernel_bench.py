"""The measure of kernels: it does the work with kernels of both kinds, and says so in one line."""

import os
import re

import pytest

from innocity.running import kernel_bench, warm_kernels


def test_a_line_tells_of_both_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(warm_kernels.VARIABLE, "as before")
    modes: list[str] = []
    line = kernel_bench.compared("work", lambda: modes.append(os.environ[warm_kernels.VARIABLE]), times=2)
    assert modes == ["ordinary", "warm", "ordinary", "warm"]
    assert re.fullmatch(r"work: ordinary \d+\.\d\d s  warm \d+\.\d\d s  ratio \d+\.\d", line)
    assert os.environ[warm_kernels.VARIABLE] == "as before"
