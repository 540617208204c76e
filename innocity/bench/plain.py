"""The plain way: papermill and nbconvert as their manuals show them, with their defaults, one notebook after the other.

`python -m innocity.bench.plain process|commands|commands_with_pdf JOBS`; `commands` starts a process for each
step, `process` does all of them in one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from innocity.bench.jobs import Book, read


def in_one_process(book: Book) -> None:
    """Execute a notebook in an ordinary kernel and write its page by an exporter of its own."""
    from nbconvert.exporters import HTMLExporter
    from papermill.execute import execute_notebook

    execute_notebook(book.source, book.target, parameters=book.parameters)
    page, _ = HTMLExporter().from_filename(book.target)
    Path(book.target).with_suffix(".html").write_text(page, encoding="utf-8")


def by_commands(book: Book) -> None:
    """The same by a command for each step."""
    parameters = json.dumps(book.parameters)
    _call("papermill", book.source, book.target, "--parameters_yaml", parameters)
    _call("nbconvert", "--to", "html", book.target)


def by_commands_with_pdf(book: Book) -> None:
    """The same, and the notebook as a paper by the exporter that innocity brings: nbconvert's own needs TeX or a browser."""
    by_commands(book)
    _call("nbconvert", "--to", "innocity-pdf", book.target)


WAYS = {"process": in_one_process, "commands": by_commands, "commands_with_pdf": by_commands_with_pdf}


def main(way: str, jobs: Path) -> None:
    """Work through all jobs in this way."""
    for job in read(jobs):
        os.environ.update(job.environment)
        for book in job.books:
            WAYS[way](book)


def _call(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
