"""A run as facts for its record: which step took and left which files, with which parameters, as staging and plan tell."""

import csv
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from innocity.framework import load, load_programme
from innocity.intake.register import digest
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.presentation.scorecard_tables import scorecard_path
from innocity.record.crate import NAME, WORKFLOW, crate
from innocity.record.ledger import ACTOR
from innocity.record.versions import library_versions
from innocity.run_facts import Execution, RunFacts, Step
from innocity.running import plan
from innocity.running.contract import echo
from innocity.running.editions import Edition
from innocity.running.kernel_environment import SETTLED
from innocity.running.plan import CARDS_AFTER, SCORECARD, STAGES, StagePlan
from innocity.workspace import CODE, Workspace

_RENDERING = "innocity/presentation/report.py"
_CARDS, _REPORTS = "scorecards", "reports"


@dataclass(frozen=True)
class Described:
    """One run: `files` by published name, `finished` the pieces that came to their end, `error` what stopped the others."""

    workspace: Workspace
    parameters: Parameters
    used: Mapping[str, str]
    place: Path
    files: Mapping[str, Path]
    finished: Collection[str]
    error: str | None = None

    def facts(self) -> RunFacts:
        """All of it, by name and digest."""
        language = Language(self.parameters.language)
        programme = load_programme(self.workspace)
        names = {name: programme.said(name, language) for name in ("city", "programme")}
        returns = self._rows("receipts")
        return RunFacts(
            title=f"{text('report.title', language, **names)} {self.parameters.period}",
            office=programme.said("office", language),
            origin=programme.origin,
            place=self.workspace.name_of(self.place),
            language=language,
            as_of=self.parameters.as_of,
            actor=os.environ.get(ACTOR) or None,
            version=self.used["code:version"],
            libraries=library_versions(),
            environment=SETTLED,
            parameters=self.parameters.model_dump(),
            inputs={name: self.used[name] for name in self._inputs()},
            outputs={name: digest(path) for name, path in self.files.items()},
            senders={row["file"]: row["unit"] for row in returns if row["unit"]},
            rows={path.stem: len(self._rows(path.stem)) for path in sorted(self._tables.glob("*.csv"))},
            steps=tuple(self._steps()),
            lock_sha256=digest(CODE / "requirements.lock"),
            error=self.error,
            languages=self._editions[0].languages if len(self._editions) > 1 else (),
        )

    @cached_property
    def _editions(self) -> tuple[Edition, ...]:
        return Edition.all_of(self.parameters, load_programme(self.workspace))

    @property
    def _staging(self) -> Path:
        return self.workspace.staging(self.parameters.reporting_period)

    @property
    def _tables(self) -> Path:
        return self._staging / "tables"

    def _rows(self, table: str) -> list[dict[str, str]]:
        path = self._tables / f"{table}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))

    def _inputs(self) -> list[str]:
        return sorted(name for name in self.used if (self.workspace.root / name).is_file())

    def _steps(self) -> Iterator[Step]:
        """Every step of the plan, with the executions that were begun: none from the piece on at which the run broke."""
        for name, code, executions in self._planned():
            begun = tuple(one for one in executions if _piece(one.name) in self._begun)
            yield Step(name, code, digest(CODE / code), begun)

    @cached_property
    def _begun(self) -> tuple[str, ...]:
        """The pieces in their order, up to the one that was not finished where there is a fault."""
        pieces = [
            edition.name(piece)
            for edition in self._editions
            for piece in (*(stage.name for stage in edition.stages), _CARDS, _REPORTS)
        ]
        broken = [piece for piece in pieces if self._is_broken(piece)]
        return tuple(pieces[: pieces.index(broken[0]) + 1] if broken else pieces)

    def _planned(self) -> Iterator[tuple[str, str, tuple[Execution, ...]]]:
        claimed: set[str] = set()
        for stage in STAGES:
            executions = tuple(self._stage(stage, edition) for edition in self._editions if stage in edition.stages)
            claimed.update(name for one in executions for name in one.left)
            yield stage.name, _code_of(stage), executions
        cards = tuple(card for edition in self._editions for card in self._cards_of(edition))
        claimed.update(name for card in cards for name in card.left)
        yield _CARDS, _code_of(SCORECARD), cards
        rest = [name for name in sorted(self.files) if name not in claimed]
        yield _REPORTS, _RENDERING, tuple(self._reports_of(edition, rest) for edition in self._editions)

    def _stage(self, stage: StagePlan, edition: Edition) -> Execution:
        before = self._written(STAGES[: STAGES.index(stage)])
        received = tuple(name for name in self._inputs() if name.startswith("data/")) if stage.takes_returns else ()
        name = edition.name(stage.name)
        shown = [edition.name(f"notebooks/{stage.name}.{ending}") for ending in ("ipynb", "html")]
        if self._is_broken(name):
            shown.append(f"{stage.name}.ipynb")
        left = (*self._written([stage]), *map(self._beside, shown))
        executed = edition.staged(self.workspace) / "notebooks" / f"{stage.name}.ipynb"
        return self._execution(name, (*self._facts(), *received, *before), left, executed)

    def _cards_of(self, edition: Edition) -> Iterator[Execution]:
        """An execution for each unit whose scorecard stands; a single one that left nothing where they failed."""
        if self._is_broken(edition.name(_CARDS)):
            yield self._execution(edition.name(_CARDS), (), ())
            return
        executed = sorted((edition.staged(self.workspace) / "notebooks" / _CARDS).glob("*.ipynb"))
        framework = load(self.workspace) if executed else None
        stages = [stage.name for stage in STAGES]
        taken = (*self._facts(), *self._written(STAGES[: stages.index(CARDS_AFTER) + 1]))
        for path in executed:
            assert framework is not None
            page = scorecard_path(path.stem, framework, edition.language)
            left = (f"notebooks/{_CARDS}/{path.name}", page, page.removesuffix("html") + "pdf")
            beside = tuple(self._beside(edition.name(one)) for one in left)
            yield self._execution(edition.name(f"{_CARDS}/{path.stem}"), taken, beside, path)

    def _reports_of(self, edition: Edition, rest: Iterable[str]) -> Execution:
        """Of what no notebook left all that lies in the edition's folder, but for the copies of inputs and plan."""
        further = [one.name("") for one in self._editions if not one.is_first]
        aside = tuple(map(self._beside, (*further, "inputs/", "workflow/"))) if edition.is_first else ()
        own = "" if edition.is_first else self._beside(edition.name(""))
        left = tuple(name for name in rest if name.startswith(own) and not name.startswith(aside))
        notebook = self._beside(edition.name(f"notebooks/{STAGES[-1].name}.ipynb"))
        return self._execution(edition.name(_REPORTS), (*self._written(STAGES), notebook), left)

    def _execution(
        self, name: str, taken: tuple[str, ...], left: tuple[str, ...], executed: Path | None = None
    ) -> Execution:
        used, cells = echo(executed) if executed and executed.is_file() else (None, 0)
        error = self.error if self._is_broken(_piece(name)) else None
        known = {*self.files, *self.used, self._beside("inputs/")}
        return Execution(
            name, tuple(filter(known.__contains__, taken)), tuple(filter(known.__contains__, left)), used, cells, error
        )

    def _facts(self) -> tuple[str, ...]:
        """Parameters, facts and rules: the folder of their copies, or each of them where a failed run left no copies."""
        kept = self._beside("inputs/")
        if any(name.startswith(kept) for name in self.files):
            return (kept,)
        return tuple(name for name in self._inputs() if not name.startswith("data/"))

    def _is_broken(self, step: str) -> bool:
        return self.error is not None and step not in self.finished

    def _written(self, stages: Collection[StagePlan]) -> tuple[str, ...]:
        """The tables of stages, by published name."""
        folder = self.workspace.name_of(self.workspace.tables(self.parameters.reporting_period))
        return tuple(f"{folder}/{table.table}.csv" for stage in stages for table in stage.tables)

    def _beside(self, name: str) -> str:
        return f"{self.workspace.name_of(self.place)}/{name}"


def _piece(name: str) -> str:
    """The piece of a run that an execution belongs to, by its name: all scorecards of an edition are one."""
    before, _, _ = name.partition(f"{_CARDS}/")
    return name if before == name else f"{before}{_CARDS}"


def write_crate(described: Described, folder: Path) -> None:
    """Write the crate of a run into the folder that is its root."""
    (folder / NAME).write_bytes(crate(described.facts()))


def copy_plan(folder: Path) -> None:
    """Put the order of the stages, as it was run, beside the reports."""
    place = folder / WORKFLOW
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(plan.__file__, place)


def _code_of(stage: StagePlan) -> str:
    return stage.notebook.relative_to(CODE).as_posix()


def describe_failure(
    workspace: Workspace, parameters: Parameters, used: Mapping[str, str], finished: Collection[str], error: str
) -> None:
    """Write the crate of a run that failed, beside the notebook in which it did; `error` loses the paths of this machine."""
    folder = workspace.failed(parameters.reporting_period)
    copy_plan(folder)
    files = {workspace.name_of(path): path for path in sorted(folder.rglob("*")) if path.is_file()}
    told = error.replace(f"{workspace.root}{os.sep}", "")
    write_crate(Described(workspace, parameters, used, folder, files, finished, told), folder)
