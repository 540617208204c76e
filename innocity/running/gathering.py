"""All that the portal shows, gathered from what is published."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from innocity.errors import InnocityError
from innocity.framework import load
from innocity.intake.rules import Rules
from innocity.intake.standing import standings
from innocity.language import Language
from innocity.parameters import Parameters, load_parameters
from innocity.presentation.portal_overview import FormerRun, Overview, ShownPeriod, ShownReview, ShownTables
from innocity.record.reviews import Review, ReviewRules, missing_reviews, read_reviews
from innocity.running import history
from innocity.running.history import KeptRun
from innocity.running.plan import FINGERPRINT
from innocity.running.portal import released
from innocity.running.reviewed import sections, version
from innocity.tables import Attainment, Change, CommitmentStanding, WorkPointStanding
from innocity.workspace import Workspace

_ReadT = TypeVar("_ReadT")


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
        language=_first_language(run.reports, parameters),
        former=tuple(FormerRun(one.name, _read(partial(_attainment, one))) for one in former),
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


def _attainment(run: KeptRun) -> tuple[Attainment, ...]:
    return tuple(run.rows(Attainment))


def _tables(run: KeptRun, parameters: Parameters) -> ShownTables:
    intake = run.intake
    return ShownTables(
        attainment=tuple(run.rows(Attainment)),
        findings=tuple(intake.findings),
        changes=tuple(run.rows(Change)),
        commitments=tuple(run.rows(CommitmentStanding)),
        work_points=tuple(run.rows(WorkPointStanding)),
        standings=tuple(standings(intake, load(run.inputs), parameters)),
    )


def _first_language(reports: Path, parameters: Parameters) -> Language:
    """The language that was asked for, which need not be the period's own."""
    try:
        used = json.loads((reports / FINGERPRINT).read_text(encoding="utf-8"))["inputs"]
    except (FileNotFoundError, json.JSONDecodeError):
        used = {}
    return Language(used.get("language", parameters.language))


def _published(reports: Path) -> tuple[str, ...]:
    """The files that pages lead to: those of each edition of the period, and of its scorecards."""
    folders = [reports, *(reports / language.value for language in Language)]
    found = [path for folder in folders for path in (*folder.glob("*"), *folder.glob("scorecards/*.html"))]
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
