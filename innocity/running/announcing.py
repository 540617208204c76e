"""The end of a run announced to a command of the user's own: one seam for mail, chat and whatever else.

`INNOCITY_NOTIFY` names the command. It gets one JSON object on its standard input: workspace, period, state (`done` or
`failed`), what is to be said of it in one sentence, the report, and the findings of severity error and warning.
"""

import json
import os
import shlex
import subprocess
from collections.abc import Callable

from innocity.language import text

COMMAND = "INNOCITY_NOTIFY"
_SECONDS = 30


def announce(say: Callable[[str], None], **told: str | int) -> None:
    """Tell the user's command how a run ended; what keeps it from being told is said, and loses no run."""
    command = os.environ.get(COMMAND, "")
    if not command:
        return
    message = json.dumps(told, ensure_ascii=False) + "\n"
    try:
        subprocess.run(
            shlex.split(command, posix=os.name != "nt"),
            input=message.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as fault:
        say(text("run.not_announced", variable=COMMAND, got=f"{type(fault).__name__}: {fault}"))
