"""The log of each run."""

from pathlib import Path

import pytest

from innocity.period import Period
from innocity.running.run_log import KEPT, logged
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


def test_each_run_has_a_log_and_the_last_ones_are_kept(tmp_path: Path) -> None:
    workspace, said = Workspace(tmp_path), []
    for number in range(KEPT + 3):
        with logged(workspace, PERIOD, said.append) as told:
            told(f"run {number}\nmore")
    logs = {path.name for path in workspace.logs.iterdir()}
    assert logs == {f"2022-Q4-{number}.log" for number in range(4, KEPT + 4)}
    lines = (workspace.logs / f"2022-Q4-{KEPT + 3}.log").read_text(encoding="utf-8").splitlines()
    assert [line.partition(" ")[2] for line in lines] == [f"run {KEPT + 2}", "more"]
    assert said[-1] == f"run {KEPT + 2}\nmore"


def test_the_fault_that_ends_a_run_is_in_its_log(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(ZeroDivisionError), logged(workspace, PERIOD, print):
        raise ZeroDivisionError("inside")
    assert "ZeroDivisionError: inside" in (workspace.logs / "2022-Q4-1.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_ends_no_run(tmp_path: Path) -> None:
    (tmp_path / ".work").write_bytes(b"")  # a file where the folder should be
    said: list[str] = []
    with logged(Workspace(tmp_path), PERIOD, said.append) as told:
        told("on")
    assert said == ["on"]
