"""`demo`, `bench`, `docs`, `lab`, `test`: a synthetic city, measures, the documents, the notebooks at hand, every check."""

import argparse
import subprocess
import sys

from innocity.exits import Exit
from innocity.workspace import CODE


def demo(arguments: argparse.Namespace) -> int:
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


def measure(arguments: argparse.Namespace) -> int:
    if arguments.kernels:
        from innocity.running import kernel_bench

        kernel_bench.run()
        return Exit.DONE
    if arguments.runs:
        from innocity.bench import bench as runs

        runs.run(arguments.table, is_full=arguments.full)
        return Exit.DONE
    from innocity.demo import bench, large

    if arguments.large:
        large.run()
        return Exit.DONE
    return Exit.FAILED if bench.run(arguments.seed, arguments.cities, arguments.table) else Exit.DONE


def docs(arguments: argparse.Namespace) -> int:
    """The documents as pages."""
    from innocity.language import text
    from innocity.presentation.site import site

    home = CODE / "docs"
    sources = {path.relative_to(home).as_posix(): path.read_text(encoding="utf-8") for path in home.rglob("*.md")}
    pictures = {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*.png")}
    folder = arguments.to or CODE / "reports" / "docs"
    for address, page in site(sources, pictures).items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_text(page, encoding="utf-8", newline="\n")
    print(text("docs.done", file=folder / "index.html"))
    return Exit.DONE


def lab(arguments: argparse.Namespace) -> int:
    return subprocess.call([sys.executable, "-m", "jupyterlab", "--notebook-dir", str(CODE), *arguments.passed_on])


def test(arguments: argparse.Namespace) -> int:
    """Lint, types, notebooks without outputs, then every test; the first that fails decides the exit code."""
    notebooks = sorted(str(path) for path in (CODE / "notebooks").glob("*.ipynb"))
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["nbstripout", "--verify", "--keep-id", *notebooks],
        ["pytest", *arguments.passed_on],
    ]
    for check in checks:
        code = subprocess.call([sys.executable, "-m", *check], cwd=CODE)
        if code:
            print(f"innocity: {check[0]} 未通过 · {check[0]} failed", file=sys.stderr)
            return Exit.FAILED
    return Exit.DONE
