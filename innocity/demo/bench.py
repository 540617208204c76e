"""Intake measured against the truth of synthetic cities: what was read right, held back, lost, or passed wrong in silence."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from innocity import csvfile
from innocity.demo.build import build
from innocity.demo.evidence_outcomes import evidence_cases
from innocity.demo.outcomes import Case, Outcome, cases
from innocity.demo.truth import FILE, Careful, read_evidence_truth, read_truth
from innocity.framework import load
from innocity.intake.returns import read_returns
from innocity.parameters import load_parameters
from innocity.workspace import Workspace

_TIMED = 30  # workbooks


@dataclass(frozen=True)
class Result:
    """Every case of a benchmark."""

    cases: tuple[Case, ...]

    @property
    def counts(self) -> Counter[Outcome]:
        """How many cells came to what."""
        return Counter(case.outcome for case in self.cases)

    @property
    def silently_wrong(self) -> list[Case]:
        """The cells that must not exist."""
        return [case for case in self.cases if case.outcome is Outcome.SILENTLY_WRONG]

    @property
    def layouts(self) -> int:
        """How many different layouts were met."""
        return len({case.layout for case in self.cases})

    @property
    def share_read(self) -> float:
        """Of the cells that a careful reader reads right, the share that intake reads right too; 0..1."""
        readable = [case for case in self.cases if case.careful_reader is Careful.VALUE]
        right = [case for case in readable if case.outcome in (Outcome.RIGHT, Outcome.NOTED)]
        return len(right) / len(readable) if readable else 0.0

    def by(self, key: Callable[[Case], str]) -> list[tuple[str, int, Counter[Outcome]]]:
        """Cells and outcomes for each value of a key, in its order."""
        keys = sorted({key(case) for case in self.cases})
        chosen = [(name, [case for case in self.cases if key(case) == name]) for name in keys]
        return [(name, len(those), Counter(case.outcome for case in those)) for name, those in chosen]


def measure(folder: Path) -> Result:
    """Every period of a synthetic workspace, or of each city in the folder, read and held against its truth."""
    roots = sorted(path.parent for path in (*folder.glob(FILE), *folder.glob(f"city-*/{FILE}")))
    return Result(tuple(case for root in roots for case in _city(Workspace.at(root))))


def _city(workspace: Workspace) -> Iterator[Case]:
    framework, truths, proofs = load(workspace), read_truth(workspace), read_evidence_truth(workspace)
    for period in workspace.periods():
        intake = read_returns(workspace, framework, load_parameters(workspace.period_file(period)))
        name, said = workspace.root.name, str(period)
        found = list(cases(period, [row for row in truths if row.period == said], intake, name))
        yield from (*found, *evidence_cases([row for row in proofs if row.period == said], intake, found, name))


@dataclass(frozen=True)
class Pace:
    """How long intake takes for some ordinary workbooks, and how long merely opening them takes."""

    workbooks: int
    intake_seconds: float
    opening_seconds: float

    @property
    def ratio(self) -> float:
        """How many times as long intake takes."""
        return self.intake_seconds / self.opening_seconds


def pace() -> Pace:
    """Intake of the first annual return of a city with thirty units, on this machine, now."""
    with TemporaryDirectory() as folder:
        build(Path(folder), units=_TIMED, periods=0)
        workspace = Workspace.at(Path(folder))
        (period,) = workspace.periods()
        files = [path for path in workspace.files_received(period) if path.suffix == ".xlsx"]
        framework, parameters = load(workspace), load_parameters(workspace.period_file(period))
        whole = _seconds(lambda: read_returns(workspace, framework, parameters))
        opening = _seconds(lambda: [openpyxl.load_workbook(path) for path in files])
        return Pace(len(files), whole, opening)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(seed: int, cities: int, table: Path | None) -> int:
    """Build synthetic cities, measure intake by them, print what came out; how many cells passed wrong in silence."""
    with TemporaryDirectory() as folder:
        build(Path(folder), seed=seed, cities=cities)
        result = measure(Path(folder))
    if table:
        csvfile.write(table, result.cases, Case)
    for line in report(result, pace()):
        print(line)
    return len(result.silently_wrong)


def report(result: Result, timed: Pace) -> Iterator[str]:
    """The result in lines: totals, outcomes by fault and by style, and every cell that passed wrong in silence."""
    yield f"cells {len(result.cases)}  layouts {result.layouts}  share_read {result.share_read:.3f}"
    yield "  ".join(f"{outcome} {result.counts[outcome]}" for outcome in Outcome)
    for title, key in (("fault", lambda case: case.fault or "-"), ("style", lambda case: case.style), *_axes()):
        yield from _table(title, result.by(key))
    for case in result.silently_wrong:
        yield f"! {case.city} {case.file} {case.cell} {case.fault or case.style}: {case.value} -> {case.read}"
    yield f"workbooks {timed.workbooks}  intake {timed.intake_seconds:.2f} s  ratio {timed.ratio:.1f}"


def _axes() -> Iterator[tuple[str, Callable[[Case], str]]]:
    """The choices of layout that are told apart: how the lines stand, and whether another table stands below."""
    for axis in ("shape", "has_foreign_table"):
        pattern = re.compile(rf"(?:^|;){axis}=([^;]+)")
        yield axis, lambda case, said=pattern: found[1] if (found := said.search(case.layout)) else "-"  # type: ignore[misc]


def _table(title: str, rows: Iterable[tuple[str, int, Counter[Outcome]]]) -> Iterator[str]:
    yield f"{title:24}" + "".join(f"{outcome:>16}" for outcome in ("cells", *Outcome))
    for name, cells, counts in rows:
        yield f"{name:24}{cells:>16}" + "".join(f"{counts[outcome]:>16}" for outcome in Outcome)
