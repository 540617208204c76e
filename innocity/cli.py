"""The command line; parsing needs the standard library alone, so `--help` answers before anything is installed."""

import argparse
import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innocity.language import Language
    from innocity.period import Period
    from innocity.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent


class Exit(IntEnum):
    """What the exit code means."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    FINDINGS = 3
    BUSY = 75
    INTERRUPTED = 130


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options; ends the process with usage or help where they are asked for or wrong."""
    parser = argparse.ArgumentParser(
        prog="pipeline.py",
        description="报送材料 → 核对后的表格、完成情况、迎评准备度和报告 · returns in, checked tables and reports out",
        epilog="退出码 exit codes: 0 完成 done · 1 失败 failed · 2 用法 usage · 3 有错误级问题（报告照出）findings of severity error · "
        "75 正在运行 busy · 130 中断 interrupted",
    )
    commands = parser.add_subparsers(dest="command", metavar="命令 command", required=True)
    _add_run(commands)
    lab = commands.add_parser("lab", help="在 JupyterLab 中打开笔记本 · open the notebooks in JupyterLab")
    lab.add_argument("lab_arguments", nargs=argparse.REMAINDER, metavar="…", help="传给 JupyterLab 的参数 · passed on")
    test = commands.add_parser("test", help="代码检查、类型检查和全部测试 · lint, types and every test")
    test.add_argument(
        "test_arguments", nargs=argparse.REMAINDER, metavar="…", help="传给 pytest 的参数 · passed on to pytest"
    )
    return parser.parse_args(arguments)


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="生成一个报告期的全部报告 · build everything for a period")
    run.add_argument(
        "periods", nargs="*", metavar="PERIOD", help="如 2022-Q4；默认最新一期 · default: the newest with returns"
    )
    run.add_argument("--all", action="store_true", help="所有有报送材料的报告期 · every period that has returns")
    run.add_argument("--force", action="store_true", help="没有变化也重新运行 · run even when nothing changed")
    run.add_argument("--dry-run", action="store_true", help="只说明将运行什么及原因 · only say what would run and why")
    run.add_argument("--lang", metavar="LANG", help="zh-Hans（默认 default）, zh-Hant, en")
    run.add_argument(
        "--workspace", type=Path, default=ROOT, metavar="DIR", help="工作区，默认本仓库 · default: this repository"
    )


def main(arguments: argparse.Namespace) -> int:
    """Do what was asked; every fault ends as one sentence on the error stream and an exit code."""
    from innocity.errors import InnocityError

    commands = {"run": _run, "lab": _lab, "test": _test}
    try:
        return commands[arguments.command](arguments)
    except InnocityError as fault:
        print(f"innocity: {fault}", file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        print("innocity: 已中断，未发布任何半成品 · interrupted, nothing half-done was published", file=sys.stderr)
        return Exit.INTERRUPTED
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
    requests = [Request(workspace, period, language, arguments.force) for period in _periods(arguments, workspace)]
    if arguments.dry_run:
        for request in requests:
            reason = request.reason()
            report = workspace.reports(request.period) / "report.html"
            print(text("run.would" if reason else "run.unchanged", period=request.period, reason=reason, report=report))
        return Exit.DONE
    errors = 0
    for request in requests:
        outcome = run(request, lambda line: print(line, flush=True))
        if outcome.errors or outcome.warnings:
            print(text("run.findings", period=request.period, errors=outcome.errors, warnings=outcome.warnings))
        errors += outcome.errors
    return Exit.FINDINGS if errors else Exit.DONE


def _language(wanted: str | None) -> "Language | None":
    from innocity import language
    from innocity.errors import UsageError

    if wanted is None:
        return None
    if wanted not in language.available():
        raise UsageError("error.language", got=wanted, expected=", ".join(language.available()))
    language.use(language.Language(wanted))
    return language.Language(wanted)


def _periods(arguments: argparse.Namespace, workspace: "Workspace") -> "list[Period]":
    """The periods asked for: those named, all that have returns, or the newest of these."""
    from innocity.errors import UsageError
    from innocity.period import Period

    if arguments.periods:
        known = {str(period): period for period in workspace.periods()}
        for name in arguments.periods:
            if name not in known:
                raise UsageError("error.unknown_period", got=name, expected=", ".join(known) or "-")
        return [Period.parse(name) for name in arguments.periods]
    ready = workspace.periods_with_returns()
    if not ready:
        raise UsageError("error.no_returns")
    return ready if arguments.all else ready[-1:]


def _lab(arguments: argparse.Namespace) -> int:
    import subprocess

    return subprocess.call([sys.executable, "-m", "jupyterlab", "--notebook-dir", str(ROOT), *arguments.lab_arguments])


def _test(arguments: argparse.Namespace) -> int:
    """Lint, types, notebooks without outputs, then every test; the first that fails decides the exit code."""
    import subprocess

    notebooks = sorted(str(path) for path in (ROOT / "notebooks").glob("*.ipynb"))
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["nbstripout", "--verify", "--keep-id", *notebooks],
        ["pytest", *arguments.test_arguments],
    ]
    for check in checks:
        code = subprocess.call([sys.executable, "-m", *check], cwd=ROOT)
        if code:
            print(f"innocity: {check[0]} 未通过 · {check[0]} failed", file=sys.stderr)
            return Exit.FAILED
    return Exit.DONE
