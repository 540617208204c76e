"""Commands told to end while they are at work: the right code, one sentence, nothing torn, nobody left behind."""

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import city
import pytest

from innocity.language import text
from innocity.record.ledger import Action, Ledger
from innocity.running import publication
from innocity.workspace import Workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and pidfd"),
]
MARK = "INNOCITY_TEST_MARK"
PATIENCE = 60  # seconds until everybody must have left


def marked(mark: str) -> set[int]:
    """Every process that was started with the mark in its environment, or forked from one that was."""
    return {int(place.name) for place in Path("/proc").glob("[0-9]*") if _is_marked(place, mark)}


def _is_marked(place: Path, mark: str) -> bool:
    try:
        return f"{MARK}={mark}".encode() in (place / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def heard(process: "subprocess.Popen[str]", sign: str) -> None:
    """Read what the process says up to a line with this sign."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if sign in line:
            return
    pytest.fail(f"no {sign} in {lines} {process.communicate()[1]}")


def ended(process: "subprocess.Popen[str]", mark: str, send: signal.Signals, *, whole_group: bool) -> tuple[int, str]:
    """Send a signal to a process or its group; its code and what it said, once all that bear the mark have left."""
    watched = {os.pidfd_open(pid): pid for pid in marked(mark)}
    (os.killpg if whole_group else os.kill)(process.pid, send)
    _, said = process.communicate()
    poll = select.poll()
    for descriptor in watched:
        poll.register(descriptor, select.POLLIN)
    while watched:
        left = poll.poll(PATIENCE * 1000)
        assert left, f"still there: {sorted(watched.values())}"
        for descriptor, _ in left:
            poll.unregister(descriptor)
            del watched[descriptor]
            os.close(descriptor)
    assert marked(mark) == set()
    return process.returncode, said


def told(workspace: Workspace) -> list[tuple[str, str]]:
    """Of runs that failed: the action and why."""
    entries = Ledger.of(workspace).entries()
    return [(entry["action"], entry["reason"]) for entry in entries if entry["action"] == Action.FAILURE]


@pytest.mark.parametrize(
    ("send", "whole_group", "sign", "code", "reason"),
    [
        pytest.param(signal.SIGTERM, False, "1_returns", 143, "ledger.terminated", id="told to end in a notebook"),
        pytest.param(signal.SIGTERM, True, "4_report", 143, "ledger.terminated", id="told to end, and its workers"),
        pytest.param(signal.SIGINT, True, "3_readiness", 130, "ledger.interrupted", id="interrupted at a terminal"),
    ],
)
def test_a_run_that_is_told_to_end(
    clean: tuple[Workspace, float],
    tmp_path: Path,
    send: signal.Signals,
    whole_group: bool,
    sign: str,
    code: int,
    reason: str,
) -> None:
    workspace, mark = city.founded(tmp_path / "city"), str(tmp_path)
    process = city.started(workspace, **{MARK: mark})
    heard(process, sign)
    got, said = ended(process, mark, send, whole_group=whole_group)
    assert (got, said.count("\n")) == (code, 1), said
    assert told(workspace) == [("failure", text(reason))]
    publication.recover(workspace, city.PERIOD)
    assert city.published(workspace) == {}
    city.came_to_its_end(workspace, clean[0])


def test_a_watch_runs_what_comes_and_ends_when_it_is_told_to(clean: tuple[Workspace, float], tmp_path: Path) -> None:
    shutil.copytree(clean[0].root, tmp_path / "city")
    workspace, mark = Workspace.at(tmp_path / "city"), str(tmp_path)
    process = city.command(workspace, "watch", "--every", "1", **{MARK: mark})
    heard(process, text("run.watching", folder=workspace.root, every="1"))
    (workspace.returns(city.PERIOD) / "补报.csv").write_bytes("补报\n".encode())
    heard(process, f"reports/{city.PERIOD}/report.html")
    assert "补报.csv" in (workspace.tables(city.PERIOD) / "receipts.csv").read_text(encoding="utf-8-sig")
    code, said = ended(process, mark, signal.SIGTERM, whole_group=False)
    assert (code, len(set(said.splitlines()))) == (143, 1), said  # a run that was just leaving says it, too


def test_a_watch_ends_with_its_run(clean: tuple[Workspace, float], tmp_path: Path) -> None:
    workspace, mark = city.founded(tmp_path / "city"), str(tmp_path)
    process = city.command(workspace, "watch", "--every", "1", **{MARK: mark})
    heard(process, "1_returns")
    code, said = ended(process, mark, signal.SIGTERM, whole_group=False)
    assert (code, said.count("\n")) == (143, 2), said  # the run's sentence and its own
    assert told(workspace) == [("failure", text("ledger.terminated"))]
    city.came_to_its_end(workspace, clean[0])
