"""The portal kept up to date: written when what is published is something else than before."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from innocity.errors import InnocityError
from innocity.language import text
from innocity.presentation.portal_basis import basis_of
from innocity.record.replacing import replace
from innocity.running import history
from innocity.running.plan import FINGERPRINT
from innocity.workspace import Workspace

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
                _write(workspace, now, first.name)
    except OSError as fault:
        raise InnocityError("error.write", file=fault.filename or "-", got=fault.strerror or str(fault)) from fault
    return first


def _write(workspace: Workspace, now: str, first: str) -> None:
    """All pages, the first one last: it alone is looked at to tell whether all of them are up to date."""
    from innocity.presentation.portal import pages  # which load much, for nothing where the portal is up to date
    from innocity.running.gathering import gather

    for name, page in sorted(pages(gather(workspace, now)).items(), key=lambda page: page[0] == first):
        replace(workspace.published / name, page.encode())


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
