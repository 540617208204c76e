"""A review entered: first in the ledger, then in its place among the others; a cut between the two is mended by the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from innocity.errors import InnocityError
from innocity.intake.register import digest
from innocity.period import Period
from innocity.record import durable, manifest
from innocity.record.attested import content_of, text_lines
from innocity.record.ledger import Action, Event, Ledger
from innocity.record.ledger import digest as line_digest
from innocity.record.reviews import Review, line_of, read_reviews
from innocity.workspace import Workspace


def enter(workspace: Workspace, period: Period, review: Review) -> None:
    """Enter a review, and add it to those of its period.

    Raises InnocityError when what is there already cannot be read or the ledger is that of another programme, BusyError
    when another process does not let the ledger go.
    """
    with _locked(workspace):
        _recover(workspace, period)
        place, line = workspace.reviews(period), line_of(review)
        number = len(read_reviews(place)) + 1
        durable.replace(workspace.review_at_work(period), line)
        Ledger.of(workspace).append(_event(workspace, period, review, number))
        durable.replace(place, content_of(place) + line)
        workspace.review_at_work(period).unlink()


def recover(workspace: Workspace, period: Period) -> None:
    """Put a review in its place that the ledger tells of and that was cut off before; forget one that it does not."""
    if workspace.review_at_work(period).exists():
        with _locked(workspace):
            _recover(workspace, period)


def _recover(workspace: Workspace, period: Period) -> None:
    at_work = workspace.review_at_work(period)
    if not at_work.exists():
        return
    line, place = at_work.read_bytes(), workspace.reviews(period)
    former = content_of(place)
    told = {"line": len(text_lines(former)) + 1, "sha256": line_digest(line)}
    entries = Ledger.of(workspace).entries() if workspace.ledger.is_file() else []
    if any(told.items() <= one["details"].items() for one in entries if _is_review(one, period)):
        durable.replace(place, former + line)
    at_work.unlink()


def _event(workspace: Workspace, period: Period, review: Review, number: int) -> Event:
    """Who says what of which version, and the line that holds it."""
    sealed = workspace.reports(period) / manifest.NAME
    told = review.model_dump(mode="json", include={"by", "verdict", "section", "version"})
    return Event(
        Action.REVIEW,
        str(period),
        manifest_sha256=digest(sealed) if sealed.is_file() else None,
        reason=review.why,
        details={"line": number, "sha256": line_digest(line_of(review)), **told},
    )


def _is_review(entry: dict[str, Any], period: Period) -> bool:
    return (entry["action"], entry["period"]) == (Action.REVIEW, str(period))


@contextmanager
def _locked(workspace: Workspace) -> Iterator[None]:
    """Alone with the reviews; what cannot be written is told by its name."""
    from filelock import FileLock

    lock: Path = workspace.portal_lock
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock):
            yield
    except OSError as fault:
        raise InnocityError("error.write", file=fault.filename or "-", got=fault.strerror or str(fault)) from fault
