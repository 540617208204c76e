"""The command line: does what was asked, tells every fault in one sentence, ends with an exit code."""

import argparse
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from innocity.arguments import parse
from innocity.exits import Exit, Terminated

__all__ = ["Exit", "main", "parse"]
ROOT = Path(__file__).resolve().parent.parent
_ELSEWHERE = {  # command -> module of innocity.commands, and the function in it; all others are the office's
    "run": ("runs", "run_periods"),
    "diff": ("runs", "diff"),
    "watch": ("runs", "watch"),
    "doctor": ("doctor", "doctor"),
    "verify": ("records", "verify"),
    "reproduce": ("records", "reproduce"),
    "release": ("records", "release"),
    "bundle": ("records", "bundle"),
    "trace": ("records", "trace"),
    "status": ("office", "status"),
    "open": ("office", "portal"),
    "review": ("office", "portal"),
    "demo": ("workbench", "demo"),
    "bench": ("workbench", "measure"),
    "docs": ("workbench", "docs"),
    "lab": ("workbench", "lab"),
    "test": ("workbench", "test"),
}


def main(arguments: argparse.Namespace) -> int:
    """Do what was asked; every fault ends as one sentence on the error stream and an exit code."""
    from innocity.errors import InnocityError

    module, function = _ELSEWHERE.get(arguments.command, ("office", "desk"))
    try:
        return int(getattr(import_module(f"innocity.commands.{module}"), function)(arguments))
    except InnocityError as fault:
        print(f"innocity: {fault}", file=sys.stderr)
        return fault.exit_code
    except Terminated:
        print("innocity: 已被终止，未发布任何半成品 · told to end, nothing half-done was published", file=sys.stderr)
        return Exit.TERMINATED
    except KeyboardInterrupt:
        print("innocity: 已中断，未发布任何半成品 · interrupted, nothing half-done was published", file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as fault:  # a traceback is for the log, a sentence for the user
        print(f"innocity: {logged(fault)}", file=sys.stderr)
        return Exit.FAILED


def logged(fault: Exception) -> str:
    """Keep the traceback of a fault of ours where it can be sent from; give the sentence that says so."""
    import traceback

    from innocity.language import text

    log = ROOT / ".work" / "fault.log"
    with suppress(OSError):  # a full disk: the sentence is told all the same
        log.parent.mkdir(exist_ok=True)
        log.write_text("".join(traceback.format_exception(fault)), encoding="utf-8")
    return text("error.internal", got=f"{type(fault).__name__}: {fault}", log=log)
