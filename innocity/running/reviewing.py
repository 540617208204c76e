"""A review taken down: held against what is published, entered in the ledger, added to those of its period, shown on the portal."""

from collections.abc import Callable
from datetime import UTC, datetime

from innocity.errors import InnocityError, UsageError
from innocity.language import Language, text
from innocity.period import Period
from innocity.presentation.listing import aligned, plain
from innocity.record.reviews import Review, ReviewRules, ReviewVerdict, missing_reviews, read_reviews
from innocity.running.portal import bring_up_to_date
from innocity.running.review_entries import enter
from innocity.running.reviewed import altered, sections, version
from innocity.workspace import Workspace

Clock = Callable[[], datetime]


def now() -> datetime:
    """The moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def take_down(
    workspace: Workspace, period: Period, by: str, verdict: str, why: str, section: str | None, clock: Clock = now
) -> Review:
    """Record a review of what is published for a period, in the ledger too, and show it on the portal.

    Raises UsageError when nothing is published or something in the review is wrong, InnocityError when a published file is
    not what the run wrote: nobody can tell which of the two was reviewed.
    """
    reports = workspace.reports(period)
    if not reports.is_dir():
        raise UsageError("error.not_run", period=period)
    if changed := altered(workspace, reports):
        raise InnocityError("error.review_altered", period=period, got=", ".join(map(plain, changed[:3])))
    review = Review.of(
        period=str(period),
        version=version(reports),
        section=_section(section, sections(reports)),
        verdict=_verdict(verdict),
        by=by.strip(),
        why=why.replace("\r\n", "\n").strip(),
        recorded_at=clock(),
    )
    enter(workspace, period, review)
    bring_up_to_date(workspace)
    return review


def _section(told: str | None, known: dict[str, str]) -> str | None:
    if told and told not in known:
        expected = "; ".join(f"{anchor} {title}" for anchor, title in known.items())
        raise UsageError("error.review_section", got=plain(told), expected=expected or "-")
    return told or None


def _verdict(told: str) -> ReviewVerdict:
    try:
        return ReviewVerdict(told)
    except ValueError:
        raise UsageError("error.review_verdict", got=plain(told), expected=", ".join(ReviewVerdict)) from None


def listed(workspace: Workspace, period: Period, language: Language) -> list[str]:
    """Every review of a period as lines of a terminal, and what its present version lacks."""
    reviews, present = read_reviews(workspace.reviews(period)), version(workspace.reports(period))
    titles = sections(workspace.reports(period))
    whole = text("portal.whole", language)
    rows = [
        [
            f"{row.recorded_at:%Y-%m-%d %H:%M} UTC",
            row.by,
            text(f"review.{row.verdict.value}", language),
            titles.get(row.section, row.section) if row.section else whole,
            "" if row.version == present else text("portal.earlier_version", language),
            " ".join(row.why.split()),
        ]
        for row in reviews
    ]
    return [*(aligned(rows) if rows else [text("review.none", language)]), state(workspace, period, language)]


def state(workspace: Workspace, period: Period, language: Language) -> str:
    """How the review of what is published for a period stands, as a sentence."""
    reports = workspace.reports(period)
    if not reports.is_dir():
        return text("review.not_run", language, period=period)
    reviews = read_reviews(workspace.reviews(period))
    lacking = missing_reviews(reviews, ReviewRules.of(workspace), "", version(reports))
    if objecting := sorted({row.by for one in lacking for row in one.objections}):
        names = text("format.list_mark", language).join(map(plain, objecting))
        return text("review.objected", language, names=names)
    if lacking:
        return text("review.lacking", language, count=max(one.approvals for one in lacking))
    return text("review.enough", language)
