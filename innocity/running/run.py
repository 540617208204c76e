"""One run of one period: staged, executed stage by stage, checked, rendered, published."""

import json
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from innocity.errors import BusyError, InnocityError
from innocity.language import Language, text
from innocity.parameters import Parameters, load_parameters
from innocity.period import Period
from innocity.record import manifest
from innocity.record.versions import library_versions
from innocity.running import history, plan, portal, publication, recording, review_entries
from innocity.running.announcing import announce
from innocity.running.executors import HERE, Executor
from innocity.running.progress import RunState, followed
from innocity.running.run_log import logged
from innocity.workspace import Workspace

if TYPE_CHECKING:
    from innocity.running.reuse import Fate

Say = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a run came to: the reports, how many findings of each severity the tables hold, whether it published anew."""

    reports: Path
    errors: int
    warnings: int
    is_new: bool


@dataclass(frozen=True)
class Request:
    """What is asked for: a period of a workspace, in a language other than the period's own, anew even if nothing changed.

    `jobs` is how many kernels and pages are at work at a time, `executor` where they are; `has_more` says that the
    parent of the kernels is to stay for the period after this.
    """

    workspace: Workspace
    period: Period
    language: Language | None = None
    is_forced: bool = False
    jobs: int = 1
    executor: Executor = HERE
    has_more: bool = False

    @property
    def parameters(self) -> Parameters:
        """The period's parameters, in the language asked for."""
        parameters = load_parameters(self.workspace.period_file(self.period))
        return parameters.model_copy(update={"language": self.language.value}) if self.language else parameters

    def reason(self) -> str | None:
        """Why a run is due, in words; None when the published one is up to date."""
        if self.is_forced:
            return text("run.forced")
        stale = plan.stale_because(self.workspace, self.period, self.parameters.language)
        if not stale:
            return None
        if stale == ["reports"]:
            return text("run.first")
        names = ", ".join(stale[:3])
        more = text("run.more", names=names, count=len(stale)) if len(stale) > 3 else names
        return text("run.changed", names=more)

    def fates(self) -> "dict[str, Fate]":
        """What would become of each stage of each edition; nothing is known before the first run."""
        from innocity.framework import load_programme
        from innocity.running.editions import Edition
        from innocity.running.reuse import FormerRun, fates

        former = FormerRun.of(self.workspace, self.period)
        if self.is_forced or not former.pieces or not self.workspace.tables(self.period).is_dir():
            return {}
        used = {**plan.inputs(self.workspace, self.period), "language": self.parameters.language}
        editions = Edition.all_of(self.parameters, load_programme(self.workspace))
        return fates(former, editions, used, self.workspace.tables(self.period))


def run(request: Request, say: Say) -> Outcome:
    """Bring one period up to date; BusyError when another process is at it, InnocityError when it fails."""
    from filelock import FileLock, Timeout

    lock = request.workspace.lock(request.period)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=0):
            publication.recover(request.workspace, request.period)
            recording.recover(request.workspace, request.period)
            review_entries.recover(request.workspace, request.period)
            progress = request.workspace.progress(request.period)
            with logged(request.workspace, request.period, say) as noted, followed(progress, noted) as told:
                return _announced(request, told)
    except Timeout:
        raise BusyError("error.busy", period=request.period) from None
    except OSError as fault:
        raise InnocityError("error.write", file=fault.filename or "-", got=fault.strerror or str(fault)) from fault


def _announced(request: Request, say: Say) -> Outcome:
    """Bring the period up to date, and announce a new publication or the fault that there is none."""
    about = {"workspace": str(request.workspace.root), "period": str(request.period)}
    try:
        outcome = _bring_up_to_date(request, say)
    except Exception as fault:
        announce(say, **about, state=RunState.FAILED, said=recording.sentence(fault))
        raise
    if outcome.is_new:
        report = str(outcome.reports / "report.html")
        said = text("run.announced", period=request.period, errors=outcome.errors, warnings=outcome.warnings)
        found = {"errors": outcome.errors, "warnings": outcome.warnings}
        announce(say, **about, state=RunState.DONE, said=said, report=report, **found)
    return outcome


def _bring_up_to_date(request: Request, say: Say) -> Outcome:
    reason = request.reason()
    report = request.workspace.reports(request.period) / "report.html"
    if reason is None:
        say(text("run.unchanged", period=request.period, report=report))
    else:
        say(text("run.starting", period=request.period, reason=reason))
        started = time.monotonic()
        _execute(request, say)
        say(text("run.done", period=request.period, seconds=f"{time.monotonic() - started:.1f}", report=report))
    portal.refresh(request.workspace, say)
    return _outcome(request, is_new=reason is not None)


def _execute(request: Request, say: Say) -> None:
    """A run with what is told of it in the ledger, whether it comes to its end or not."""
    request.executor.begin()
    used = plan.inputs(request.workspace, request.period)
    recorded = recording.Recording.begun(request.workspace, request.period, used)
    try:
        _produce(request, say, recorded)
    except BaseException as fault:
        recorded.settle(recording.sentence(fault))
        raise
    recorded.settle(None)


def _produce(request: Request, say: Say, recorded: recording.Recording) -> None:
    """Every piece in staging, then the publication; of a failure, its crate beside what is kept of it."""
    from innocity.running.described import describe_failure

    finished: dict[str, float] = {}
    try:
        _prepare(request, say, recorded, finished)
    except BaseException as fault:
        with suppress(OSError, InnocityError):  # the fault itself is what must be told
            told = recording.sentence(fault)
            describe_failure(request.workspace, request.parameters, recorded.used, finished, told)
        raise
    publication.publish(request.workspace, request.period)


def _prepare(request: Request, say: Say, recorded: recording.Recording, seconds: dict[str, float]) -> None:
    """Every piece in staging, and what is kept of the run; `seconds` grows by each piece that is done."""
    from innocity.running.making import Making
    from innocity.running.reuse import FormerRun

    began = time.monotonic()
    workspace, period, parameters = request.workspace, request.period, request.parameters
    used = {**recorded.used, "language": parameters.language}
    former = FormerRun.none(workspace) if request.is_forced else FormerRun.of(workspace, period)
    if request.is_forced:
        shutil.rmtree(workspace.readings, ignore_errors=True)
    staging = publication.fresh_staging(workspace, period)
    history.copy_inputs(workspace, period, staging / "reports")
    making = Making(workspace, parameters, used, former, request.jobs, say, request.has_more, seconds=seconds)
    request.executor.make(making)
    plan.write_fingerprint(workspace, period, used, making.pieces, publication.staged(workspace, period))
    _write_run_record(staging / "reports" / manifest.RECORD, recorded.run_id, making.seconds, time.monotonic() - began)
    manifest.write(workspace, period, publication.staged(workspace, period), recorded.used, staging / "reports")
    recorded.seal(staging)


def _write_run_record(path: Path, run_id: str, durations: dict[str, float], took: float) -> None:
    """The only file that knows the clock and the machine."""
    content = {
        "run_id": run_id,
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "took": round(took, 3),
        "seconds": {name: round(seconds, 3) for name, seconds in durations.items()},
        "libraries": library_versions(),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _outcome(request: Request, *, is_new: bool) -> Outcome:
    """The findings of the published tables, counted without loading more than is needed."""
    import csv

    path = request.workspace.tables(request.period) / "findings.csv"
    with path.open(encoding="utf-8-sig", newline="") as handle:
        severities = [row["severity"] for row in csv.DictReader(handle)]
    errors, warnings = severities.count("error"), severities.count("warning")
    return Outcome(request.workspace.reports(request.period), errors, warnings, is_new)
