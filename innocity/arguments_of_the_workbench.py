"""What `demo`, `bench` and `docs` understand; the standard library alone, like all that the command line is made of."""

import argparse
from pathlib import Path


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="生成一座示例城市（虚构数据）· a synthetic city, marked as such")
    demo.add_argument("folder", type=Path, metavar="DIR", help="写到哪个新文件夹 · a folder that does not exist yet")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="随机种子，相同则相同 · same seed, same bytes")
    demo.add_argument("--units", type=int, default=20, metavar="N", help="单位数 · units")
    demo.add_argument("--periods", type=int, default=4, metavar="N", help="2023 年的季度数 · quarters of 2023")
    demo.add_argument("--cities", type=int, default=1, metavar="N", help="城市数 · cities, each in a folder of its own")
    demo.add_argument("--rows", type=int, default=0, metavar="N", help="附加的明细行数 · further rows of detail")


def _add_bench(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bench = commands.add_parser("bench", help="用示例城市检验读数 · measure intake against synthetic cities")
    bench.add_argument("--seed", type=int, default=1, metavar="N", help="随机种子 · seed")
    bench.add_argument("--cities", type=int, default=1, metavar="N", help="城市数 · cities")
    bench.add_argument("--large", action="store_true", help="只测很大的工作簿 · a very large workbook only")
    bench.add_argument(
        "--kernels", action="store_true", help="只测笔记本内核的启动方式 · warm kernels beside ordinary ones"
    )
    bench.add_argument(
        "--runs", action="store_true", help="只测运行，与普通 papermill 对照 · runs beside plain papermill"
    )
    length = bench.add_mutually_exclusive_group()
    length.add_argument(
        "--quick", action="store_true", help="配合 --runs：一轮，默认 · with --runs: one round; default"
    )
    length.add_argument("--full", action="store_true", help="配合 --runs：三轮和全部情形 · with --runs: every case")
    bench.add_argument(
        "--table",
        type=Path,
        metavar="FILE",
        help="逐格结果，CSV；配合 --runs：写入的文档 · every cell as CSV; with --runs: a document",
    )


def _add_docs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    docs = commands.add_parser("docs", help="把说明文档写成网页 · the documents as pages")
    docs.add_argument("--to", type=Path, metavar="DIR", help="写到哪里 · where to; default: reports/docs")


WORKBENCH = (_add_demo, _add_bench, _add_docs)
