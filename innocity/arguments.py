"""What the command line understands; the standard library alone, so `--help` answers before anything is installed."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from innocity.arguments_of_records import RECORDS
from innocity.arguments_of_the_workbench import WORKBENCH

ROOT = Path(__file__).resolve().parent.parent
_PASSING_ON = {"lab", "test"}


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options; ends the process with usage or help where they are asked for or wrong."""
    parser = argparse.ArgumentParser(
        prog="pipeline.py",
        description="报送材料 → 核对后的表格、完成情况、迎评准备度和报告 · returns in, checked tables and reports out",
        epilog="退出码 exit codes: 0 完成 done · 1 失败 failed · 2 用法 usage · 3 有错误级问题（报告照出）findings of severity error · "
        "4 与记录不符 not as recorded · 75 正在运行 busy · 130 中断 interrupted · 143 被终止 told to end",
    )
    commands = parser.add_subparsers(dest="command", metavar="命令 command", required=True)
    _add_run(commands)
    _add_receive(commands)
    _add_check(commands)
    _add_template(commands)
    _add_reply(commands)
    _add_status(commands)
    _add_diff(commands)
    _add_verify(commands)
    _add_trace(commands)
    for add in RECORDS:
        _add_place(add(commands))
    _add_open(commands)
    _add_review(commands)
    for add_tool in WORKBENCH:
        add_tool(commands)
    _add_watch(commands)
    _add_doctor(commands)
    commands.add_parser(
        "lab", help="在 JupyterLab 中打开笔记本，其余参数照传 · the notebooks in JupyterLab; more is passed on"
    )
    commands.add_parser("test", help="代码、类型检查和全部测试，其余参数传给 pytest · every check; more goes to pytest")
    known, more = parser.parse_known_args(arguments)
    if more and known.command not in _PASSING_ON:
        parser.error("不认识的参数 unrecognized arguments: " + " ".join(more))
    known.passed_on = more
    return known


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="生成一个报告期的全部报告 · build everything for a period")
    run.add_argument(
        "periods", nargs="*", metavar="PERIOD", help="如 2022-Q4；默认最新一期 · default: the newest with returns"
    )
    run.add_argument("--all", action="store_true", help="所有有报送材料的报告期 · every period that has returns")
    run.add_argument("--force", action="store_true", help="没有变化也重新运行 · run even when nothing changed")
    run.add_argument(
        "--jobs", type=_count, metavar="N", help="同时进行几项，默认核数 · how many jobs at a time; default: the cores"
    )
    run.add_argument("--dry-run", action="store_true", help="只说明将运行什么及原因 · only say what would run and why")
    run.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="INDICATOR=VALUE",
        help="假如最近年度值为此，迎评准备度有何不同；可多次，不发布 · what if; may stand several times, nothing is published",
    )
    run.add_argument("--scenario", type=Path, metavar="FILE", help="同上，取自 YAML 文件 · the same from a YAML file")
    run.add_argument("--json", action="store_true", help="假如之问输出 JSON · print JSON, with --set or --scenario")
    run.add_argument(
        "--workspaces",
        nargs="+",
        default=[],
        metavar="DIR",
        help="多个工作区（文件夹或 s3:// 等），同时运行 --jobs 个报告期 · several, also s3:// …, --jobs periods at a time",
    )
    run.add_argument(
        "--scheduler", metavar="ADDRESS", help="交给 Dask 集群，如 tcp://host:8786 · let a Dask cluster make them"
    )
    _add_place(run)


def _count(given: str) -> int:
    """A number of jobs; ArgumentTypeError below one."""
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"应为正整数，收到 {given} · got {given}, expected a whole number from 1 on")
    return int(given)


def _add_receive(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    receive = commands.add_parser("receive", help="收件：复制、登记报送材料 · take returns in: copy, hash, register")
    receive.add_argument("files", nargs="+", type=Path, metavar="FILE", help="报送的文件 · the files that were sent")
    receive.add_argument("--period", required=True, metavar="PERIOD", help="如 2022-Q4 · such as 2022-Q4")
    receive.add_argument(
        "--unit", metavar="UNIT", help="表头未写明时的报送单位 · the sender, where a file does not say it"
    )
    receive.add_argument("--channel", default="-", metavar="TEXT", help="收件途径 · the way it came")
    receive.add_argument("--on", metavar="DATE", help="收件日期，默认今天 · day of arrival, default: today")
    receive.add_argument(
        "--exception-by", metavar="WHO", help="锁定后收件的批准人 · who allowed it after the lock date"
    )
    receive.add_argument(
        "--exception-why", metavar="TEXT", help="锁定后收件的理由 · why it is taken in after the lock date"
    )
    _add_place(receive)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="只检查，不出报告 · intake only: findings by unit")
    check.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="未收件的文件；默认检查已收的 · loose files; default: those received",
    )
    check.add_argument("--period", metavar="PERIOD", help="默认最新一期 · default: the newest with returns")
    _add_json(check)
    _add_place(check)


def _add_template(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    template = commands.add_parser("template", help="下发给各单位的空表 · blank workbooks to send out")
    template.add_argument("period", metavar="PERIOD", help="如 2022-Q4 · such as 2022-Q4")
    template.add_argument("--unit", metavar="UNIT", help="只写一个单位的 · for one unit alone")
    template.add_argument(
        "--to", type=Path, metavar="DIR", help="写到哪里 · where to; default: reports/templates/PERIOD"
    )
    _add_place(template)


def _add_reply(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    reply = commands.add_parser(
        "reply", help="退回各单位的标注工作簿和函件、催报函 · marked workbooks, letters and reminders to send"
    )
    reply.add_argument("period", metavar="PERIOD", help="如 2022-Q4 · such as 2022-Q4")
    _add_place(reply)


def _add_status(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    status = commands.add_parser("status", help="谁报了什么、何时报的 · who has sent what, and when")
    status.add_argument("period", nargs="?", metavar="PERIOD", help="默认最新一期 · default: the newest with returns")
    _add_json(status)
    _add_place(status)


def _add_diff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    diff = commands.add_parser("diff", help="两次之间哪些数字变了、为什么 · what changed between two runs, and why")
    diff.add_argument("old", metavar="A", help="报告期或以前的运行 · a period or a former run: 2022-Q4, 2022-Q4@1")
    diff.add_argument("new", metavar="B", help="与之比较的报告期或运行 · the one that it is held against")
    _add_json(diff)
    _add_place(diff)


def _add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = commands.add_parser(
        "verify", help="逐个文件、逐行账目核对有无改动 · is every file and ledger line as it was recorded"
    )
    verify.add_argument(
        "period", nargs="?", metavar="PERIOD", help="默认所有已运行的 · default: every period that was run"
    )
    verify.add_argument(
        "--head", metavar="TEXT", help="另处保存的账首：来源 行数 摘要 · the head as printed: origin size digest"
    )
    verify.add_argument(
        "--signers",
        type=Path,
        metavar="FILE",
        help="审计方自存的允许签名人 · the allowed signers as you keep them; default: params/release/allowed_signers",
    )
    _add_json(verify)
    _add_place(verify)


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="输出 JSON · print JSON")


def _add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", metavar="LANG", help="zh-Hans（默认 default）, zh-Hant, en")
    command.add_argument(
        "--workspace", type=Path, default=ROOT, metavar="DIR", help="工作区，默认本仓库 · default: this repository"
    )


def _add_open(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    opened = commands.add_parser("open", help="打开报告总览 · show the portal to every period")
    opened.add_argument(
        "--serve", action="store_true", help="在本机提供网页，可跟踪运行、填写审阅意见 · serve it on this machine"
    )
    opened.add_argument(
        "--port", type=int, default=0, metavar="N", help="端口，默认任一空闲 · default: any that is free"
    )
    _add_place(opened)


def _add_review(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    review = commands.add_parser("review", help="列出或记录审阅意见 · list what reviewers said, or add to it")
    review.add_argument("period", metavar="PERIOD", help="如 2022-Q4 · such as 2022-Q4")
    review.add_argument("--verdict", metavar="VERDICT", help="approve 同意, changes 须修改, reject 不同意")
    review.add_argument("--as", dest="reviewer", default="", metavar="NAME", help="审阅人 · who says so")
    review.add_argument("--why", default="", metavar="TEXT", help="理由 · the reason")
    review.add_argument("--section", metavar="ID", help="只对一章，如 section-2 · one chapter alone")
    _add_place(review)


def _add_trace(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    trace = commands.add_parser("trace", help="一个数字从哪里来，直到单元格 · a printed number back to its cells")
    trace.add_argument(
        "number",
        metavar="NUMBER",
        help="溯源编号，或指标、单位的名称、代码 · its id, or the name or code of an indicator or a unit",
    )
    trace.add_argument("period", nargs="?", metavar="PERIOD", help="默认最新一期 · default: the newest with returns")
    _add_json(trace)
    _add_place(trace)


def _add_watch(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    watch = commands.add_parser("watch", help="材料或规则一有变化就重新运行 · rerun as returns or rules change")
    watch.add_argument(
        "periods", nargs="*", metavar="PERIOD", help="默认所有有报送材料的 · default: every period that has returns"
    )
    watch.add_argument(
        "--every", type=_count, default=10, metavar="SECONDS", help="每隔几秒查看 · how often to look; default: 10"
    )
    _add_place(watch)


def _add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    doctor = commands.add_parser("doctor", help="检查运行环境 · is everything here that a run needs")
    _add_place(doctor)
