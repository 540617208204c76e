"""What was declared official: in `reports/releases/<period>-<n>` the publication, the sheet and what was signed.

`release.txt` is what was signed: three lines, the head of the ledger after the line that tells of the release; then the
digests of the sheet and of the manifest, in the format of `sha256sum`. Its signature lies beside it. The publication lies
there in the order of a workspace.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from innocity.period import Period
from innocity.record import manifest
from innocity.record.faults import NONE, Fault, Kind
from innocity.record.head import Head
from innocity.record.ledger import Action, canonical, digest
from innocity.record.listed import differences
from innocity.record.published import IRREGULAR, Publication, against, file_digest, files_below
from innocity.record.signing import SignatureVerdict, Signing, signature_of
from innocity.workspace import Workspace

NOTE, SHEETS = "release.txt", ("sheet.html", "sheet.pdf")
_HEAD_LINES = 3


def note_text(head: Head, digests: Mapping[str, str]) -> bytes:
    """What is signed: the head, then digests by name."""
    return head.text.encode() + manifest.render(digests, "")


@dataclass(frozen=True)
class Release:
    """One release as it lies there now, and the ledger's entry of it."""

    workspace: Workspace
    period: Period
    number: int
    entry: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.workspace.release(self.period, self.number)

    @property
    def note(self) -> Path:
        """What was signed."""
        return self.folder / NOTE

    @property
    def signing(self) -> Signing:
        """Who signed it, with which program, what for and when, by the ledger."""
        told = self.entry["details"]
        return Signing(str(told.get("signer")), str(told.get("namespace")), str(told.get("by")), self.entry["time"])

    def faults(self, allowed: Path) -> Iterator[Fault]:
        """All that is not as it was released; `allowed` is the file of allowed signers."""
        yield from self._kept()
        base = self.workspace.name_of(self.folder)
        where = f"{base}/{NOTE}"
        if NOTE not in self._found or self._found[NOTE] == IRREGULAR:
            yield Fault(where, Kind.IRREGULAR if NOTE in self._found else Kind.MISSING)
            return
        lines = self.note.read_bytes().splitlines(keepends=True)
        yield from self._head_faults(where, b"".join(lines[:_HEAD_LINES]))
        told = manifest.read(b"".join(lines[_HEAD_LINES:]), "", ())
        entries = (replace(entry, number=entry.number + _HEAD_LINES) for entry in told)
        yield from differences(where, entries, self._beside, f"{base}/")
        yield from self._signature_faults(f"{where}.sig", allowed)

    def _kept(self) -> Iterator[Fault]:
        """The kept publication against its manifest, and that against the ledger."""
        prefix = f"{self.workspace.name_of(self.folder)}/"
        publication = Publication(Workspace(self.folder), self.period)
        for fault in against(publication, self.entry, {}):
            yield replace(fault, where=prefix + fault.where)

    @cached_property
    def _found(self) -> dict[str, str]:
        """The digests of the files of the release by their names in its folder."""
        return {path.relative_to(self.folder).as_posix(): file_digest(path) for path in files_below(self.folder)}

    @property
    def _beside(self) -> dict[str, str]:
        """Those of them that are not the kept publication, but for its manifest, and not what was signed."""
        publication = Publication(Workspace(self.folder), self.period)
        kept = publication.found.keys() - {publication.manifest} | {NOTE, f"{NOTE}.sig"}
        return {name: was for name, was in self._found.items() if name not in kept}

    def _head_faults(self, where: str, text: bytes) -> Iterator[Fault]:
        """The head that was signed must be that of the very line which tells of the release."""
        head = Head.of_text(text.decode("utf-8", "replace"))
        line = digest(canonical(dict(self.entry)))
        if head is None or head.text.encode() != text:
            yield Fault(where, Kind.NOTE_MALFORMED)
        elif (head.size, head.digest) != (self.entry["seq"], line):
            yield Fault(where, Kind.NOTE_HEAD, f"{head.size} {head.digest}", f"{self.entry['seq']} {line}")

    def _signature_faults(self, where: str, allowed: Path) -> Iterator[Fault]:
        got = self._found.get(signature_of(self.note).name)
        if got in (None, IRREGULAR):
            yield Fault(where, Kind.IRREGULAR if got else Kind.MISSING)
            return
        verdict = self.signing.verdict(self.note, allowed)
        if verdict is not SignatureVerdict.GOOD:
            yield Fault(where, Kind(f"signature_{verdict.value}"), self.signing.by, self.signing.time)


def releases(workspace: Workspace, entries: Mapping[int, Mapping[str, Any]], period: Period) -> list[Release]:
    """The releases of a period that the ledger tells of, the oldest first."""
    told = [one for one in entries.values() if (one["action"], one["period"]) == (Action.RELEASE, str(period))]
    numbered = {number: one for one in told if type(number := one["details"].get("number")) is int}
    return [Release(workspace, period, number, one) for number, one in sorted(numbered.items())]


def unknown(workspace: Workspace, period: Period, known: list[Release], *, is_doubtful: bool) -> Iterator[Fault]:
    """Folders that look like releases of the period and of which the ledger, where it is whole, does not tell."""
    folders = workspace.releases.glob(f"{period}-*") if workspace.releases.resolve() == workspace.releases else ()
    for folder in sorted({*folders} - {one.folder for one in known}):
        kind = Kind.UNPROVEN if is_doubtful else Kind.UNRECORDED
        yield Fault(workspace.name_of(folder / NOTE), kind, NONE)
