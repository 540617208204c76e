"""One run of one period: staged, executed stage by stage, checked, rendered, published."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from innocity.errors import BusyError, InnocityError
from innocity.language import Language, text
from innocity.parameters import Parameters, load_parameters
from innocity.period import Period
from innocity.running import history, plan, portal, publication
from innocity.running.plan import STAGES, StagePlan
from innocity.running.progress import followed
from innocity.workspace import Workspace

Say = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a run came to: where the reports are, and how many findings of each severity the tables hold."""

    reports: Path
    errors: int
    warnings: int


@dataclass(frozen=True)
class Request:
    """What is asked for: a period of a workspace, in a language other than the period's own, anew even if nothing changed."""

    workspace: Workspace
    period: Period
    language: Language | None = None
    is_forced: bool = False

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


def run(request: Request, say: Say) -> Outcome:
    """Bring one period up to date; BusyError when another process is at it, InnocityError when it fails."""
    from filelock import FileLock, Timeout

    lock = request.workspace.lock(request.period)
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            publication.recover(request.workspace, request.period)
            with followed(request.workspace.progress(request.period), say) as told:
                return _bring_up_to_date(request, told)
    except Timeout:
        raise BusyError("error.busy", period=request.period) from None
    except OSError as fault:
        raise InnocityError("error.write", file=fault.filename or "-", got=fault.strerror or str(fault)) from fault


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
    return _outcome(request)


def _execute(request: Request, say: Say) -> None:
    """Every stage in staging, then the reports, then the publication."""
    workspace, period, parameters = request.workspace, request.period, request.parameters
    used = plan.inputs(workspace, period)
    staging = publication.fresh_staging(workspace, period)
    history.copy_inputs(workspace, period, staging / "reports")
    durations: dict[str, float] = {}
    for stage in STAGES:
        durations[stage.name] = _timed(partial(_run_stage, stage, request, parameters))
        say(text("run.stage", name=stage.name, seconds=f"{durations[stage.name]:.1f}"))
    durations["scorecards"] = _timed(partial(_make_scorecards, request, parameters))
    count = len(list((staging / "reports" / "scorecards").glob("*.html")))
    say(text("run.scorecards", count=count, seconds=f"{durations['scorecards']:.1f}"))
    durations["reports"] = _timed(partial(_render, request, parameters))
    say(text("run.reports", seconds=f"{durations['reports']:.1f}"))
    plan.write_fingerprint(workspace, period, parameters.language, used, _staged(workspace, period))
    _write_run_record(staging / "reports" / history.RECORD, durations)
    publication.publish(workspace, period)


def _staged(workspace: Workspace, period: Period) -> dict[str, Path]:
    """Every staged file by the name under which it will be published."""
    places = {"tables": workspace.tables(period), "reports": workspace.reports(period)}
    folders = ((workspace.staging(period) / name, place) for name, place in places.items())
    return {
        workspace.name_of(place / path.relative_to(folder)): path
        for folder, place in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _timed(work: Callable[[], None]) -> float:
    """Do the work; give the seconds it took."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def _run_stage(stage: StagePlan, request: Request, parameters: Parameters) -> None:
    """Execute one notebook and make sure that it did all that it must."""
    from innocity.running.execution import run_notebook

    workspace, period = request.workspace, request.period
    staging = workspace.staging(period)
    executed = staging / "reports" / "notebooks" / f"{stage.name}.ipynb"
    executed.parent.mkdir(exist_ok=True)
    run_notebook(stage.notebook, executed, parameters, workspace, staging / "tables")
    missing = [table.table for table in stage.tables if not (staging / "tables" / f"{table.table}.csv").exists()]
    if missing:
        raise InnocityError("error.tables_missing", notebook=stage.name, got=", ".join(missing))


def _make_scorecards(request: Request, parameters: Parameters) -> None:
    from innocity.running.scorecards import make_scorecards

    make_scorecards(request.workspace, parameters)


def _render(request: Request, parameters: Parameters) -> None:
    from innocity import csvfile, framework
    from innocity.presentation.report import write_reports
    from innocity.tables import Attainment

    staging = request.workspace.staging(request.period)
    attainment = csvfile.read(staging / "tables" / "attainment.csv", Attainment)
    notebook = staging / "reports" / "notebooks" / f"{STAGES[-1].name}.ipynb"
    tables = (staging / "tables").glob("*.csv")
    write_reports(staging / "reports", notebook, tables, attainment, framework.load(request.workspace), parameters)


def _write_run_record(path: Path, durations: dict[str, float]) -> None:
    """The only file that knows the clock."""
    content = {
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": {name: round(seconds, 3) for name, seconds in durations.items()},
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _outcome(request: Request) -> Outcome:
    """The findings of the published tables, counted without loading more than is needed."""
    import csv

    path = request.workspace.tables(request.period) / "findings.csv"
    with path.open(encoding="utf-8-sig", newline="") as handle:
        severities = [row["severity"] for row in csv.DictReader(handle)]
    return Outcome(request.workspace.reports(request.period), severities.count("error"), severities.count("warning"))
