"""A real cluster of worker processes: the bytes of a serial run, whatever dies meanwhile, and one city's fault alone."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from distributed import Client, LocalCluster

from innocity import cli
from innocity.demo.build import build
from innocity.errors import InnocityError, UsageError
from innocity.running import cluster as clusters
from innocity.running import plan
from innocity.running.cluster import Cluster
from innocity.workspace import Workspace

CLOCK = {"run.json"}
SECONDS = 600.0


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workers put what they make."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="module")
def scheduler(scratch: Path) -> Iterator[str]:
    """The address of a cluster of two worker processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))
        with LocalCluster(
            processes=True, n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(scratch)
        ) as local:
            yield local.scheduler_address


def contents(workspace: Workspace) -> dict[str, bytes]:
    """Every published file of every period but the run records."""
    folders = [
        folder for period in workspace.periods() for folder in (workspace.tables(period), workspace.reports(period))
    ]
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.name not in CLOCK)
    return {workspace.name_of(path): path.read_bytes() for path in files}


def called(*arguments: str) -> int:
    """The exit code of a command."""
    return cli.main(cli.parse(arguments))


def swept(folder: Path) -> bool:
    """Whether nothing stays behind, which what outlives a killed worker sees to."""
    until = monotonic() + SECONDS
    while any(folder.glob("innocity-*")) and monotonic() < until:
        sleep(0.1)
    return not any(folder.glob("innocity-*"))


class Killer(Thread):
    """Kills the worker that is first seen in the middle of a task."""

    def __init__(self, scheduler: str, scratch: Path) -> None:
        super().__init__(daemon=True)
        self.scheduler, self.scratch, self.killed, self.over = scheduler, scratch, 0, Event()

    def run(self) -> None:
        while not any(self.scratch.glob("innocity-*/.work/staging/*/tables/observations.csv")):
            if self.over.wait(0.1):
                return
        with Client(self.scheduler, set_as_default=False) as client:
            pids = client.run(os.getpid)
            (worker, _) = next((worker, keys) for worker, keys in client.processing().items() if keys)
            os.kill(pids[worker], signal.SIGKILL)
            self.killed += 1


@pytest.mark.slow
def test_a_cluster_gives_the_bytes_of_a_serial_run_though_a_worker_is_killed_and_a_city_fails(
    scheduler: str, scratch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other, broken = (Workspace(tmp_path / name) for name in ("serial", "city", "broken"))
    build(one.root, units=2, periods=1)
    for copy in (other, broken):
        copytree(one.root, copy.root)
    (broken.rules / "scoring.yaml").write_text("nothing: known\n", encoding="utf-8")
    assert called("run", "--all", "--workspaces", str(one.root), "--jobs", "1") in (cli.Exit.DONE, cli.Exit.FINDINGS)
    capsys.readouterr()

    killer = Killer(scheduler, scratch)
    killer.start()
    cities = [str(broken.root), str(other.root), str(tmp_path / "nowhere")]
    code = called("run", "--all", "--scheduler", scheduler, "--workspaces", *cities)
    killer.over.set()
    killer.join(SECONDS)

    assert killer.killed == 1
    assert code == cli.Exit.FAILED
    assert contents(other) == contents(one)
    assert not any(contents(broken))
    told = capsys.readouterr()
    faults = told.err.splitlines()
    assert [line.split("：")[0] for line in sorted(faults)] == [
        f"innocity: {broken.root} 2022-Q4",
        f"innocity: {broken.root} 2023-Q1",
        f"innocity: {tmp_path / 'nowhere'}",
    ]
    assert "共 5 项，完成 2 项，失败 3 项" in told.out
    assert "Traceback" not in told.out + told.err
    assert swept(scratch)


@pytest.mark.slow
def test_workers_with_another_installation_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Cluster(scheduler).close()
    own = plan.ground()
    monkeypatch.setattr(plan, "ground", lambda: {**own, "code:lock": "0"})
    with pytest.raises(InnocityError, match=r"tcp://.*code:lock（共 1 处）"):
        Cluster(scheduler)


def test_no_scheduler_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(UsageError, match=r"tcp://127\.0\.0\.1:1，"):
        Cluster("tcp://127.0.0.1:1")
    with pytest.raises(UsageError, match=r"odd://x，"):
        Cluster("odd://x")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="cluster"):
        Cluster("tcp://127.0.0.1:1")
