"""Where Jupyter gets kernels from: a warm parent if it can be, an ordinary start otherwise, with the same limits.

Registered as `innocity-warm`, so that any papermill or Jupyter of this environment can use it:
`JUPYTER_DEFAULT_PROVISIONER_NAME=innocity-warm papermill …`.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from innocity.running import warm_kernels
from innocity.running.kernel_environment import ONE_THREAD

MEMORY_BYTES = 4 << 30  # address space of a kernel
_KILL_SECONDS = 1


class WarmProvisioner(LocalProvisioner):
    """Starts kernels of this interpreter as quickly as the system allows; Jupyter's own contract."""

    process: Any

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Start the kernel, warm or not."""
        options["env"] = {**ONE_THREAD, **options["env"]}
        self.process = await self._warm(cmd, **self._scrub_kwargs(options))
        if self.process is None:
            await super().launch_kernel(cmd, **options)
        else:
            self.pid = self.pgid = self.process.pid
            self.cwd = options.get("cwd", Path.cwd())
        _limit_memory(self.process.pid)
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill it and wait for its end, which is a matter of moments; else Jupyter looks ten times a second."""
        process = self.process
        await super().kill(restart)
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_KILL_SECONDS)

    async def _warm(self, cmd: list[str], env: dict[str, str], cwd: Any = None, **more: Any) -> Any:
        """A warm kernel; None where an ordinary one must do, as for options that only a subprocess understands."""
        if more:
            return None
        try:
            return await warm_kernels.launch(cmd, env, str(cwd or Path.cwd()))
        except OSError as fault:
            self.log.warning("no warm kernel, hence an ordinary one: %s", fault)
            return None


def _limit_memory(pid: int) -> None:
    """At most MEMORY_BYTES for a process and those it starts; elsewhere than on Linux the system keeps no such limit."""
    if sys.platform == "linux":
        import resource

        _, most = resource.prlimit(pid, resource.RLIMIT_AS)
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY_BYTES, most))
