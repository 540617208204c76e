"""Periods made on a Dask cluster: workers need no disk in common with us, only the same installation."""

from typing import TYPE_CHECKING

from innocity.errors import InnocityError, UsageError
from innocity.running import elsewhere

if TYPE_CHECKING:
    from distributed import Client

    from innocity.running.making import Making

_CONNECT_SECONDS = 30
_AT_A_TIME = 128  # tasks that wait in the scheduler with their inputs, or run


class Cluster:
    """The workers behind one scheduler. Work lost with a worker is done again by another, a fault is not tried again."""

    width = _AT_A_TIME

    def __init__(self, address: str) -> None:
        """Connect; UsageError without the library or a scheduler, InnocityError when a worker's installation is another."""
        self._client = _connected(address)
        try:
            _require_same(self._client)
        except BaseException:
            self.close()
            raise

    def begin(self) -> None:
        """Nothing: the workers are there."""

    def make(self, making: "Making") -> None:
        """Have every piece made by a worker, and bring the results back."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        task = elsewhere.Task.of(making)
        try:
            future = self._client.submit(elsewhere.make, task, pure=False, retries=0)
            answer: elsewhere.Made = future.result()
        except KilledWorker as fault:
            raise InnocityError("error.cluster_killed", period=task.period) from fault
        except (CancelledError, OSError, TimeoutError) as fault:
            raise InnocityError("error.cluster_lost", got=type(fault).__name__) from fault
        except InnocityError:
            raise
        except Exception as fault:  # whatever a worker's own environment comes up with
            raise InnocityError("error.cluster_fault", got=repr(fault)) from fault
        elsewhere.take_in(making, answer)

    def close(self) -> None:
        """Leave the cluster; it drops what nobody waits for any more."""
        self._client.close()


def _connected(address: str) -> "Client":
    try:
        import dask
        from distributed import Client
    except ImportError as fault:
        raise UsageError("error.cluster_missing", got=fault.name) from fault
    # A task is one large piece on purpose: what lies on a worker is lost with it.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise UsageError("error.cluster_unreachable", address=address) from fault


def _require_same(client: "Client") -> None:
    """Every worker that is there gives the same bytes as this machine; those that join later are asked by their tasks."""
    own = elsewhere.ground()
    try:
        grounds = client.run(elsewhere.ground)
    except ImportError as fault:
        raise InnocityError("error.worker_without", got=fault.name) from fault
    for worker, ground in sorted(grounds.items()):
        names = elsewhere.differing(own, ground)
        if names:
            listed = ", ".join(names[:3])
            raise InnocityError("error.worker_differs", worker=worker, names=listed, count=len(names))
