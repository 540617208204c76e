"""The portal kept up to date: gathered from what is published, written when that is something else than before."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from innocity import csvfile
from innocity.errors import InnocityError
from innocity.framework import load
from innocity.intake.returns import Intake
from innocity.intake.rules import Rules
from innocity.intake.standing import standings
from innocity.language import Language, text
from innocity.parameters import Parameters, load_parameters
from innocity.presentation.portal import basis_of, pages
from innocity.presentation.portal_overview import FormerRun, Overview, ShownPeriod, ShownReview, ShownTables
from innocity.record.replacing import replace
from innocity.record.reviews import Review, ReviewRules, missing_reviews, read_reviews
from innocity.running import history
from innocity.running.history import KeptRun
from innocity.running.plan import FINGERPRINT
from innocity.running.reviewed import sections, version
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    CommitmentValue,
    Finding,
    Observation,
    Override,
    Receipt,
    Table,
    WorkPointStanding,
    WorkReport,
)
from innocity.workspace import Workspace

_ReadT = TypeVar("_ReadT")
_TableT = TypeVar("_TableT", bound=Table)
_HEAD = 4096  # bytes of a page in which the digest of its basis stands


def refresh(workspace: Workspace, say: Callable[[str], None]) -> None:
    """Bring the portal up to date; whatever keeps it from that is told and loses no run."""
    try:
        bring_up_to_date(workspace)
    except Exception as fault:  # a page about runs must not undo one
        say(text("portal.failed", got=f"{type(fault).__name__}: {fault}"))


def bring_up_to_date(workspace: Workspace) -> Path:
    """Write the portal unless it shows what is published already; each page is replaced whole. Gives its first page.

    Raises InnocityError when parameters or reviews cannot be read, or the pages cannot be written.
    """
    from filelock import FileLock

    first = workspace.published / "index.html"
    try:
        workspace.portal_lock.parent.mkdir(parents=True, exist_ok=True)
        workspace.published.mkdir(parents=True, exist_ok=True)
        with FileLock(workspace.portal_lock):
            now = basis(workspace)
            if _basis_of(first) != now:
                # The first page comes last: it alone is looked at to tell whether all of them are up to date.
                written = sorted(pages(gather(workspace, now)).items(), key=lambda page: page[0] == first.name)
                for name, page in written:
                    replace(workspace.published / name, page.encode())
    except OSError as fault:
        raise InnocityError("error.write", file=fault.filename or "-", got=fault.strerror or str(fault)) from fault
    return first


def _basis_of(page: Path) -> str | None:
    if not page.is_file():
        return None
    with page.open("rb") as handle:
        return basis_of(handle.read(_HEAD).decode(errors="replace"))


def basis(workspace: Workspace) -> str:
    """The digest of all that the portal shows: every run's fingerprint, reviews, the last release, names and rules."""
    runs = [(run.name, run.reports / FINGERPRINT) for run in history.runs(workspace)]
    reviews = [(f"reviews {period}", workspace.reviews(period)) for period in workspace.periods()]
    files = [*sorted(workspace.framework.glob("*.csv")), workspace.programme]
    files += [workspace.rules / "findings.csv", workspace.rules / "review.yaml"]
    facts = [(path.name, path) for path in files]
    lines = [f"{name} {_digest(path)}\n" for name, path in (*runs, *reviews, *facts)]
    return sha256("".join([*lines, released(workspace) or ""]).encode()).hexdigest()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else "-"


def released(workspace: Workspace) -> str | None:
    """The period that was declared official last, by the ledger; None where none was."""
    if not workspace.ledger.is_file():
        return None
    found = None
    for line in workspace.ledger.read_text(encoding="utf-8").splitlines():
        try:
            event = json.loads(line)
        except json.JSONDecodeError:  # a torn line: the ledger's own check tells of it
            continue
        if isinstance(event, dict) and event.get("action") == "release":
            found = event.get("period")
    return found


def gather(workspace: Workspace, now: str) -> Overview:
    """All that the portal shows; `now` is the digest of its basis."""
    runs = list(history.runs(workspace))
    asked = ReviewRules.of(workspace)
    periods = tuple(
        _period(workspace, run, [one for one in runs if one.period == run.period and one is not run], asked)
        for run in runs
        if run.name == str(run.period)
    )
    main = Language(periods[-1].parameters.language) if periods else Language.ZH_HANS
    return Overview(load(workspace), Rules.of(workspace, main), periods, released(workspace), main, now)


def _period(workspace: Workspace, run: KeptRun, former: Sequence[KeptRun], asked: ReviewRules) -> ShownPeriod:
    reviews, present = read_reviews(workspace.reviews(run.period)), version(run.reports)
    lacking = missing_reviews(reviews, asked, "", present)
    titles = sections(run.reports) if any(row.section for row in reviews) else {}
    parameters = load_parameters(run.inputs.period_file(run.period))
    return ShownPeriod(
        parameters=parameters,
        tables=_read(partial(_tables, run, parameters)),
        files=_published(run.reports),
        former=tuple(FormerRun(one.name, _read(partial(_rows, one, Attainment))) for one in former),
        reviews=tuple(_shown(row, present, titles) for row in reviews),
        lacking=max((one.approvals for one in lacking), default=0),
        has_objection=any(one.objections for one in lacking),
    )


def _read(work: Callable[[], _ReadT]) -> _ReadT | None:
    """What there is to read; None where an older code wrote it in another form."""
    try:
        return work()
    except InnocityError:
        return None


def _rows(run: KeptRun, table: type[_TableT]) -> tuple[_TableT, ...]:
    return tuple(csvfile.read(run.tables / f"{table.table}.csv", table))


def _tables(run: KeptRun, parameters: Parameters) -> ShownTables:
    findings = _rows(run, Finding)
    intake = Intake(
        receipts=list(_rows(run, Receipt)),
        observations=list(_rows(run, Observation)),
        evidence=[],
        findings=list(findings),
        work_reports=list(_rows(run, WorkReport)),
        commitment_values=list(_rows(run, CommitmentValue)),
        overrides=list(_rows(run, Override)),
    )
    return ShownTables(
        attainment=_rows(run, Attainment),
        findings=findings,
        changes=_rows(run, Change),
        commitments=_rows(run, CommitmentStanding),
        work_points=_rows(run, WorkPointStanding),
        standings=tuple(standings(intake, load(run.inputs), parameters)),
    )


def _published(reports: Path) -> tuple[str, ...]:
    """The files that pages lead to: those of the period itself and of its scorecards."""
    found = [*reports.glob("*"), *reports.glob("scorecards/*.html")]
    return tuple(sorted(path.relative_to(reports).as_posix() for path in found if path.is_file()))


def _shown(review: Review, present: str, titles: dict[str, str]) -> ShownReview:
    return ShownReview(
        by=review.by,
        verdict=review.verdict.value,
        section=titles.get(review.section, review.section) if review.section else "",
        at=f"{review.recorded_at:%Y-%m-%d %H:%M} UTC",
        why=review.why,
        is_present=review.version == present,
    )
