"""One period, or several, made by each of the ways that are compared; what each took, by the names in `measured.csv`."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from innocity.bench import jobs
from innocity.bench.measured import Taken, take
from innocity.errors import InnocityError
from innocity.exits import Exit
from innocity.parameters import UnitParameters, load_parameters
from innocity.period import Period
from innocity.stage import OUTPUT_VARIABLE, WORKSPACE_VARIABLE
from innocity.tables import Edge
from innocity.workspace import CODE, Workspace

JOBS = 2
_STAGES = ("1_returns", "2_attainment", "3_readiness", "4_report")
_CARD = "5_scorecard"
_WRITTEN_AFTERWARDS = {f"{Edge.table}.csv"}  # by no notebook
_FINE = (Exit.DONE, Exit.FINDINGS)


@dataclass(frozen=True)
class Made:
    """One period of one workspace, whoever made it: a run, or plain tools that put things where a run does."""

    workspace: Workspace
    period: Period

    @property
    def reports(self) -> Path:
        """Its reports."""
        return self.workspace.reports(self.period)

    @property
    def units(self) -> list[str]:
        """The codes of the units that have a scorecard."""
        return sorted(path.stem for path in (self.reports / "notebooks" / "scorecards").glob("*.ipynb"))

    @property
    def tables(self) -> dict[str, bytes]:
        """Its tables that notebooks write."""
        return {path.name: path.read_bytes() for path in self.workspace.tables(self.period).glob("*.csv")}

    @property
    def cards_took(self) -> Taken:
        """What the scorecards of a run took, by its own record: notebooks, pages and papers, beside the later stages."""
        told = json.loads((self.reports / "run.json").read_text(encoding="utf-8"))
        return Taken(told["seconds"]["scorecards"])

    @property
    def stages_ended(self) -> float:
        """When the last page of a stage was written."""
        return _latest(self.reports.glob("notebooks/*.html"))

    @property
    def cards_ended(self) -> float:
        """When the last page of a scorecard was written."""
        return _latest(path for path in self.reports.rglob("*.html") if path.parent.name == "scorecards")

    @property
    def ended(self) -> float:
        """When the last of a run was written."""
        return (self.reports / "run.json").stat().st_mtime

    def require_tables(self, expected: dict[str, bytes]) -> None:
        """The notebooks wrote the tables that those of a run write, to the byte; InnocityError with those that differ."""
        got = self.tables
        differing = sorted(name for name in expected.keys() - _WRITTEN_AFTERWARDS if got.get(name) != expected[name])
        if differing:
            raise InnocityError("error.bench", command=f"{self.period}", got=", ".join(differing))

    def require_end(self, ended: float) -> None:
        """Nothing has been made since; InnocityError otherwise, as when the code is changed while it is measured."""
        if self.ended != ended:
            raise InnocityError("error.bench", command=f"{self.period}", got="run.json")

    def require_other_tables(self, former: dict[str, bytes]) -> None:
        """A return has changed, and so has a value; InnocityError otherwise."""
        if self.tables["observations.csv"] == former["observations.csv"]:
            raise InnocityError("error.bench", command=f"{self.period}", got="observations.csv")


def command(*arguments: str) -> list[str]:
    """innocity's command line."""
    return [sys.executable, str(CODE / "pipeline.py"), *arguments]


def environment() -> dict[str, str]:
    """What every side finds: the package, one order of sets, UTF-8, and no setting of one's own."""
    path = os.pathsep.join(filter(None, [str(CODE), os.environ.get("PYTHONPATH")]))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INNOCITY_")}
    return {**kept, "PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def run(places: Sequence[Workspace], period: Period | None = None, count: int = JOBS) -> Taken:
    """innocity, everything it makes: this period, or all of them; of several workspaces several periods at a time."""
    where = ["--workspace"] if len(places) == 1 else ["--workspaces"]
    what = [str(period)] if period else ["--all"]
    roots = [str(one.root) for one in places]
    return take(command("run", *what, "--jobs", str(count), *where, *roots), environment(), _FINE)


def plain(way: str, folder: Path, periods: Sequence[Made], units: Sequence[Sequence[str]]) -> Taken:
    """papermill and nbconvert in one of their ways: these periods, with the scorecards of these units of each."""
    path = _kept(folder, periods, units)
    return take([sys.executable, "-m", "innocity.bench.plain", way, str(path)], environment())


def floor(folder: Path, made: Made, units: Sequence[str]) -> dict[str, Taken]:
    """The bare work of one period in one process: what it took up to the end of each part."""
    path, result = _kept(folder, [made], [units]), folder / "floor.json"
    whole = take([sys.executable, "-m", "innocity.bench.floor", str(path), str(result)], environment())
    told = json.loads(result.read_text(encoding="utf-8"))
    return {f"floor_{part}": Taken(**{**one, "peak": whole.peak}) for part, one in told.items()}


def _kept(folder: Path, periods: Sequence[Made], units: Sequence[Sequence[str]]) -> Path:
    path = folder / "jobs.json"
    jobs.write(path, [_job(one, those) for one, those in zip(periods, units, strict=True)])
    return path


def _job(made: Made, units: Iterable[str]) -> jobs.Job:
    """The stages of a period, then the scorecard of each unit; tables and notebooks go where a run publishes them."""
    workspace, tables = made.workspace, made.workspace.tables(made.period)
    target, notebooks = made.reports / "notebooks", CODE / "notebooks"
    for one in (tables, target / "scorecards"):
        one.mkdir(parents=True)
    parameters = load_parameters(workspace.period_file(made.period))

    def book(name: str, place: str, given: dict[str, object]) -> jobs.Book:
        return jobs.Book(str(notebooks / f"{name}.ipynb"), str(target / f"{place}.ipynb"), given)

    stages = tuple(book(name, name, parameters.model_dump()) for name in _STAGES)
    cards = tuple(book(_CARD, f"scorecards/{unit}", UnitParameters.of(parameters, unit).model_dump()) for unit in units)
    told = {WORKSPACE_VARIABLE: str(workspace.root), OUTPUT_VARIABLE: str(tables)}
    return jobs.Job(str(workspace.root), told, stages, cards)


def _latest(paths: Iterable[Path]) -> float:
    return max(path.stat().st_mtime for path in paths)
