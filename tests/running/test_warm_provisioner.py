"""The way that plain papermill and Jupyter go: interrupt, an orderly end, limits; the same for warm and ordinary kernels."""

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from innocity.running import warm_kernels, warm_provisioner
from innocity.running.warm_kernels import WarmKernel
from innocity.running.warm_provisioner import WarmProvisioner
from innocity.workspace import CODE

SECONDS = 20  # far more than anything here takes
GROUP = "jupyter_client.kernel_provisioners"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


@pytest.fixture(scope="module", autouse=True)
def own_parent() -> None:
    """A parent with the environment of these tests, whatever others have started."""
    warm_kernels.retire()


@pytest.fixture(params=["warm", warm_kernels.ORDINARY])
def manager(request: pytest.FixtureRequest, tmp_path: Path) -> KernelManager:
    """Jupyter's own manager, not started yet, whose kernels work in a folder of their own."""
    manager = KernelManager(transport="ipc", ip=str(tmp_path / "k"))
    manager.provisioner = WarmProvisioner(kernel_id="", kernel_spec=manager.kernel_spec, parent=manager)
    manager.mode = request.param
    return manager


@pytest.fixture
def client(manager: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BlockingKernelClient]:
    """A client of a started kernel."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    monkeypatch.setenv(warm_kernels.VARIABLE, manager.mode)
    manager.start_kernel(cwd=str(tmp_path))
    assert isinstance(manager.provisioner.process, WarmKernel) is (manager.mode == "warm")
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=SECONDS)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(client: BlockingKernelClient, source: str) -> dict[str, Any]:
    """The kernel's reply to a cell."""
    return dict(client.execute_interactive(source, timeout=SECONDS, output_hook=lambda _: None)["content"])


def test_it_is_registered_under_its_name() -> None:
    project = tomllib.loads((CODE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (entry,) = (EntryPoint(name, value, GROUP) for name, value in project["entry-points"][GROUP].items())
    assert (entry.name, entry.load()) == ("innocity-warm", WarmProvisioner)


def test_an_interrupt_ends_the_cell_and_not_the_kernel(manager: KernelManager, client: BlockingKernelClient) -> None:
    endless = client.execute("print('started', flush=True)\nwhile True: pass", stop_on_error=False)
    while client.get_iopub_msg(timeout=SECONDS)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=SECONDS))["parent_header"]["msg_id"] != endless:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert run(client, "1")["status"] == "ok"


ENDING = """
import atexit, os, threading
word = 'written'
unflushed = open('unflushed', 'w')
unflushed.write(word)
atexit.register(lambda: open('at-exit', 'w').write(word))
threading.Thread(target=lambda: (threading.main_thread().join(), open('thread', 'w').write(word))).start()
"""


def test_an_orderly_end_is_that_of_any_interpreter(
    manager: KernelManager, client: BlockingKernelClient, tmp_path: Path
) -> None:
    assert run(client, ENDING)["status"] == "ok"
    process = manager.provisioner.process  # type: ignore[union-attr]
    manager.shutdown_kernel()
    assert process.returncode == 0
    left = {name: (tmp_path / name).read_text(encoding="utf-8") for name in ("unflushed", "at-exit", "thread")}
    assert left == dict.fromkeys(left, "written")


def test_memory_is_limited_and_arithmetic_has_one_thread(client: BlockingKernelClient) -> None:
    assert (
        run(client, f"import resource; assert resource.getrlimit(9)[0] == {warm_provisioner.MEMORY_BYTES}")["status"]
        == "ok"
    )
    assert run(client, "x = bytearray(1 << 32)")["ename"] == "MemoryError"
    assert run(client, "import os; assert os.environ['OPENBLAS_NUM_THREADS'] == '1'")["status"] == "ok"
