"""Runs beside plain papermill, in one go on one machine; what comes out is printed and kept."""

from pathlib import Path
from tempfile import TemporaryDirectory

from innocity.bench.account import account, put
from innocity.bench.course import Course
from innocity.bench.scratch import Scratch

_MINUTES = {False: 4, True: 35}


def run(table: Path | None, *, is_full: bool) -> None:
    """Measure, print the account, and put it into a document; scratch files are removed however it ends."""
    print(f"about {_MINUTES[is_full]} minutes on two cores that have nothing else to do", flush=True)
    with TemporaryDirectory() as folder:
        course = Course(Scratch(Path(folder)), lambda line: print(line, flush=True))
        course.go(is_full=is_full)
    told = account(course.rounds)
    print(told)
    if table:
        put(table, told)
