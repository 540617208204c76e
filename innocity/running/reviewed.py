"""What a review is bound to: the version of all that a run published, and the sections of its report."""

import json
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from innocity.intake.register import digest
from innocity.running.plan import FINGERPRINT
from innocity.workspace import Workspace


def version(reports: Path) -> str:
    """The digest of all that a run published, as its fingerprint holds it; of an empty list where there is none."""
    lines = "".join(f"{was} {name}\n" for name, was in sorted(_outputs(reports).items()))
    return sha256(lines.encode()).hexdigest()


def altered(workspace: Workspace, reports: Path) -> list[str]:
    """The published files that are no longer what the run wrote, by name."""
    names = _outputs(reports).items()
    return [name for name, was in names if not (path := workspace.root / name).is_file() or digest(path) != was]


def sections(reports: Path) -> dict[str, str]:
    """The chapters of a published report by their anchor; none where there is no report."""
    page = reports / "report.html"
    if not page.is_file():
        return {}
    chapters = _Chapters()
    chapters.feed(page.read_text(encoding="utf-8"))
    return {anchor: " ".join(title.split()) for anchor, title in chapters.found.items()}


class _Chapters(HTMLParser):
    """Collects the headings of the second level that have an anchor."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2" and (anchor := dict(attrs).get("id")):
            self._open = anchor
            self.found[anchor] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[self._open] += data


def _outputs(reports: Path) -> dict[str, str]:
    try:
        content = json.loads((reports / FINGERPRINT).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return dict(content["outputs"])
