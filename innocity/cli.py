"""The command line: does what was asked, tells every fault in one sentence, ends with an exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from innocity.arguments import parse

if TYPE_CHECKING:
    from innocity.language import Language
    from innocity.period import Period
    from innocity.running.run import Request
    from innocity.workspace import Workspace

__all__ = ["Exit", "main", "parse"]
ROOT = Path(__file__).resolve().parent.parent


class Exit(IntEnum):
    """What the exit code means."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    FINDINGS = 3
    MISMATCH = 4
    BUSY = 75
    INTERRUPTED = 130


def main(arguments: argparse.Namespace) -> int:
    """Do what was asked; every fault ends as one sentence on the error stream and an exit code."""
    from innocity.errors import InnocityError

    own = {"run": _run, "demo": _demo, "bench": _bench, "diff": _diff, "verify": _verify, "lab": _lab, "test": _test}
    own |= {"open": _portal, "review": _portal}
    try:
        return own.get(arguments.command, _desk)(arguments)
    except InnocityError as fault:
        print(f"innocity: {fault}", file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        print("innocity: 已中断，未发布任何半成品 · interrupted, nothing half-done was published", file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as fault:  # a traceback is for the log, a sentence for the user
        print(f"innocity: {_logged(fault)}", file=sys.stderr)
        return Exit.FAILED


def _logged(fault: Exception) -> str:
    """Keep the traceback of a fault of ours where it can be sent from; give the sentence that says so."""
    import traceback

    from innocity.language import text

    log = ROOT / ".work" / "fault.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text("".join(traceback.format_exception(fault)), encoding="utf-8")
    return text("error.internal", got=f"{type(fault).__name__}: {fault}", log=log)


def _run(arguments: argparse.Namespace) -> int:
    from innocity.language import text
    from innocity.running.run import Request, run
    from innocity.workspace import Workspace

    language = _language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    periods = _periods(arguments.periods, workspace)
    wanted = periods if arguments.periods or arguments.all else periods[-1:]
    if arguments.set or arguments.scenario:
        return _what_if(arguments, workspace, wanted[-1], language)
    jobs = arguments.jobs or os.cpu_count() or 1
    requests = [Request(workspace, period, language, arguments.force, jobs) for period in wanted]
    if arguments.dry_run:
        print("\n".join(line for request in requests for line in _would(request)))
        return Exit.DONE
    errors = 0
    for request in requests:
        outcome = run(request, lambda line: print(line, flush=True))
        if outcome.errors or outcome.warnings:
            print(text("run.findings", period=request.period, errors=outcome.errors, warnings=outcome.warnings))
            print("\n".join(_grave(request)))
        errors += outcome.errors
    return Exit.FINDINGS if errors else Exit.DONE


def _would(request: "Request") -> list[str]:
    """What a run would do and why, the fate of each stage below it."""
    from innocity.language import text

    reason = request.reason()
    report = request.workspace.reports(request.period) / "report.html"
    if reason is None:
        return [text("run.unchanged", period=request.period, report=report)]
    stages = [text(f"run.fate_{fate.value}", name=name) for name, fate in request.fates().items()]
    return [text("run.would", period=request.period, reason=reason, report=report), *stages]


def _what_if(
    arguments: argparse.Namespace, workspace: "Workspace", period: "Period", language: "Language | None"
) -> int:
    from innocity.running.what_if import Question, answer

    question = Question(arguments.set, arguments.scenario)
    print(answer(workspace, period, question, language, is_json=arguments.json))
    return Exit.DONE


def _grave(request: "Request") -> list[str]:
    """The published findings of severity error as lines: where, what was found, what was expected, what to do."""
    from innocity import csvfile
    from innocity.framework import load
    from innocity.intake.rules import Rules
    from innocity.language import Language
    from innocity.presentation import listing
    from innocity.tables import Finding, Severity

    language = Language(request.parameters.language)
    found = csvfile.read(request.workspace.tables(request.period) / "findings.csv", Finding)
    errors = [row for row in found if row.severity is Severity.ERROR]
    rules = Rules.of(request.workspace, language)
    return listing.findings(errors, load(request.workspace), rules, language) if errors else []


def _demo(arguments: argparse.Namespace) -> int:
    from innocity.demo.build import build
    from innocity.errors import UsageError
    from innocity.language import text

    if arguments.folder.exists() and any(arguments.folder.iterdir()):
        raise UsageError("error.demo_folder", folder=arguments.folder)
    build(
        arguments.folder,
        seed=arguments.seed,
        units=arguments.units,
        periods=arguments.periods,
        cities=arguments.cities,
        rows=arguments.rows,
    )
    print(text("demo.done", folder=arguments.folder))
    return Exit.DONE


def _bench(arguments: argparse.Namespace) -> int:
    if arguments.kernels:
        from innocity.running import kernel_bench

        kernel_bench.run()
        return Exit.DONE
    from innocity.demo import bench, large

    if arguments.large:
        large.run()
        return Exit.DONE
    return Exit.FAILED if bench.run(arguments.seed, arguments.cities, arguments.table) else Exit.DONE


def _diff(arguments: argparse.Namespace) -> int:
    import json

    from innocity.language import current
    from innocity.presentation.changes import listed
    from innocity.running.comparison import compare
    from innocity.workspace import Workspace

    language = _language(arguments.lang) or current()
    found, framework = compare(Workspace.at(arguments.workspace), arguments.old, arguments.new)
    if arguments.json:
        print(json.dumps([row.cells() for row in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(listed(found, (arguments.old, arguments.new), framework, language)))
    return Exit.DONE


def _verify(arguments: argparse.Namespace) -> int:
    from innocity.language import current
    from innocity.running.verification import tell
    from innocity.workspace import Workspace

    language = _language(arguments.lang) or current()
    workspace = Workspace.at(arguments.workspace)
    named = _periods([arguments.period], workspace) if arguments.period else []
    is_intact = tell(workspace, named, arguments.head, language, is_json=arguments.json)
    return Exit.DONE if is_intact else Exit.MISMATCH


def _desk(arguments: argparse.Namespace) -> int:
    """Whatever is done with returns, short of a run."""
    from innocity.running.desk import Desk
    from innocity.workspace import Workspace

    language = _language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    period = _periods([arguments.period] if arguments.period else [], workspace)[-1]
    return Exit.FINDINGS if Desk.of(workspace, period, language).do(arguments) else Exit.DONE


def _portal(arguments: argparse.Namespace) -> int:
    """The page over all periods, and what reviewers say of one."""
    from innocity.running.opening import OPENING
    from innocity.workspace import Workspace

    language = _language(arguments.lang)
    OPENING[arguments.command](arguments, Workspace.at(arguments.workspace), language)
    return Exit.DONE


def _language(wanted: str | None) -> "Language | None":
    from innocity import language
    from innocity.errors import UsageError

    if wanted is None:
        return None
    if wanted not in language.available():
        raise UsageError("error.language", got=wanted, expected=", ".join(language.available()))
    language.use(language.Language(wanted))
    return language.Language(wanted)


def _periods(named: Sequence[str], workspace: "Workspace") -> "list[Period]":
    """The periods that are named, else all that have returns, oldest first."""
    from innocity.errors import UsageError
    from innocity.period import Period

    if named:
        known = {str(period): period for period in workspace.periods()}
        for name in named:
            if name not in known:
                raise UsageError("error.unknown_period", got=name, expected=", ".join(known) or "-")
        return [Period.parse(name) for name in named]
    ready = workspace.periods_with_returns()
    if not ready:
        raise UsageError("error.no_returns")
    return ready


def _lab(arguments: argparse.Namespace) -> int:
    import subprocess

    return subprocess.call([sys.executable, "-m", "jupyterlab", "--notebook-dir", str(ROOT), *arguments.passed_on])


def _test(arguments: argparse.Namespace) -> int:
    """Lint, types, notebooks without outputs, then every test; the first that fails decides the exit code."""
    import subprocess

    notebooks = sorted(str(path) for path in (ROOT / "notebooks").glob("*.ipynb"))
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["nbstripout", "--verify", "--keep-id", *notebooks],
        ["pytest", *arguments.passed_on],
    ]
    for check in checks:
        code = subprocess.call([sys.executable, "-m", *check], cwd=ROOT)
        if code:
            print(f"innocity: {check[0]} 未通过 · {check[0]} failed", file=sys.stderr)
            return Exit.FAILED
    return Exit.DONE
