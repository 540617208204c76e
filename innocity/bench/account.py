"""The account of a go through all that is measured, as a chapter in Markdown."""

import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from innocity.bench.figures import SIGNS, Asked, asked, measurements
from innocity.bench.measured import Taken
from innocity.record.versions import library_versions

HEADING = "## Measured"
_KNOWN = ("papermill", "nbconvert", "pandas", "matplotlib", "typst")


def account(rounds: Sequence[dict[str, Taken]]) -> str:
    """Machine, figures with what was asked of them, and every measurement; what was not measured is left out."""
    return "\n".join([HEADING, "", *_machine(len(rounds)), "", *_figures(rounds), "", *_measurements(rounds), ""])


def put(path: Path, chapter: str) -> None:
    """Put the chapter where the former one stands in a document, up to the next heading of its rank; else at its end."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    before, _, former = text.partition(HEADING)
    _, mark, after = former.partition("\n## ")
    path.write_text(f"{before}{chapter}{mark}{after}", encoding="utf-8", newline="\n")


def _machine(rounds: int) -> Iterator[str]:
    versions = library_versions()
    known = ", ".join(f"{name} {versions[name]}" for name in _KNOWN if name in versions)
    yield (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, {known}. "
        f"Rounds: {rounds}; each figure is the median of the rounds' own."
    )


def _figures(rounds: Sequence[dict[str, Taken]]) -> Iterator[str]:
    yield from ("| | got | asked | reached |", "| --- | ---: | ---: | --- |")
    for row in asked():
        got = row.of(rounds)
        if got is not None:
            yield f"| {row.figure} | {got:.2f} | {_asked(row)} | {_word(row.is_reached(got))} |"


def _asked(row: Asked) -> str:
    return f"{SIGNS[row.relation]} {row.written('asked')}" if row.relation else "–"


def _word(is_reached: bool | None) -> str:
    return {True: "yes", False: "**no**", None: "–"}[is_reached]


def _measurements(rounds: Sequence[dict[str, Taken]]) -> Iterator[str]:
    yield from (
        "| what was made | times | seconds | of a processor | MB at most |",
        "| --- | ---: | ---: | ---: | ---: |",
    )
    for row in measurements():
        taken = [one[row.name] for one in rounds if row.name in one]
        if taken:
            seconds = f"{median(one.seconds for one in taken):.2f}"
            processor = [one.processor for one in taken if one.processor is not None]
            peaks = [one.peak for one in taken if one.peak is not None]
            spent = f"{median(processor):.2f}" if processor else "–"
            peak = f"{max(peaks) / 1e6:.0f}" if peaks else "–"
            yield f"| {row.made} | {len(taken)} | {seconds} | {spent} | {peak} |"
