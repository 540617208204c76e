"""What the command line understands of records beyond `verify`; the standard library alone."""

import argparse
from pathlib import Path


def _add_reproduce(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    reproduce = commands.add_parser(
        "reproduce", help="按记录的输入重做一遍，逐个文件比较 · make it again from its inputs: is it the same?"
    )
    reproduce.add_argument("period", metavar="PERIOD", help="如 2022-Q4 · such as 2022-Q4")
    return reproduce


def _add_release(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    release = commands.add_parser(
        "release", help="正式发布：记入台账、签名、出发布单 · declare a report official, signed, with a sheet"
    )
    release.add_argument("period", metavar="PERIOD", help="如 2022-Q4 · such as 2022-Q4")
    release.add_argument(
        "--as",
        dest="releaser",
        required=True,
        metavar="NAME",
        help="发布人，须在允许签名人中；私钥由 INNOCITY_KEY 指定 · who releases; INNOCITY_KEY names the private key",
    )
    release.add_argument(
        "--why",
        required=True,
        metavar="TEXT",
        help="理由；有错误级问题时写明其代码 · why, naming findings of severity error",
    )
    return release


def _add_bundle(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    bundle = commands.add_parser("bundle", help="打包给审计方，可在别处核对 · all an auditor needs, in one archive")
    bundle.add_argument("period", metavar="PERIOD", help="如 2022-Q4 · such as 2022-Q4")
    bundle.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help="写到哪个新文件，默认 reports/bundles/ 下 · a file that does not exist yet",
    )
    return bundle


RECORDS = (_add_reproduce, _add_release, _add_bundle)
