"""Is it all as it was recorded? Publications against their manifests, these against the ledger, it against its head."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from innocity.framework import load_programme
from innocity.period import Period
from innocity.record import attested, manifest
from innocity.record.chain import Chain
from innocity.record.faults import NONE, Fault, Kind
from innocity.record.head import Head
from innocity.record.ledger import Action
from innocity.record.listed import differences
from innocity.record.published import Publication, against, file_digest, files_below
from innocity.record.releases import releases, unknown
from innocity.workspace import Workspace

_RUN, _RECEIPT = Action.RUN, Action.RECEIPT


@dataclass(frozen=True)
class Verdict:
    """What was looked at, and everything that is not as it was recorded."""

    periods: tuple[Period, ...]
    files: int
    head: Head | None
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


@dataclass(frozen=True)
class _Books:
    """The ledger and its head as they lie there."""

    workspace: Workspace
    origin: str

    @property
    def name(self) -> str:
        return self.workspace.name_of(self.workspace.ledger)

    @property
    def head_name(self) -> str:
        return self.workspace.name_of(self.workspace.ledger_head)

    @property
    def is_there(self) -> bool:
        return _is_own(self.workspace.ledger)

    @cached_property
    def head(self) -> Head | None:
        path = self.workspace.ledger_head
        return Head.of_file(path.read_bytes()) if _is_own(path) else None

    @cached_property
    def chain(self) -> Chain:
        return Chain.of(self.name, self.workspace.ledger.read_bytes() if self.is_there else b"", self.head)

    @cached_property
    def faults(self) -> list[Fault]:
        """All that is wrong with ledger and head; nothing where neither was ever begun."""
        if not self.is_there:
            is_begun = self.workspace.ledger_head.exists()
            return [Fault(self.name, Kind.MISSING)] if is_begun else []
        return [*self.chain.faults(), *self._head_faults(), *self._foreign()]

    def _head_faults(self) -> list[Fault]:
        if self.head:
            return []
        is_there = self.workspace.ledger_head.exists()
        return [Fault(self.head_name, Kind.HEAD_DAMAGED if is_there else Kind.MISSING)]

    def _foreign(self) -> list[Fault]:
        first = self.entries.get(1)
        own = {f"{self.name}:1": str(first["details"].get("origin"))} if first else {}
        kept = {self.head_name: self.head.origin} if self.head else {}
        return [
            Fault(where, Kind.FOREIGN, got, self.origin) for where, got in {**own, **kept}.items() if got != self.origin
        ]

    @cached_property
    def entries(self) -> dict[int, dict[str, Any]]:
        return self.chain.sound()

    def latest_run(self, period: Period) -> int:
        """The slot of the last run of a period that can be believed; 0 where there is none."""
        slots = [slot for slot, one in self.entries.items() if (one["action"], one["period"]) == (_RUN, str(period))]
        return max(slots, default=0)

    def received_after(self, slot: int, period: Period) -> dict[str, str]:
        """The digests of returns of a period that were taken in after a line."""
        later = [one for number, one in self.entries.items() if number > slot and one["action"] == _RECEIPT]
        files = [one["details"].get("files") for one in later if one["period"] == str(period)]
        return {name: str(was) for one in files if isinstance(one, dict) for name, was in one.items()}

    def attested(self, action: Action, period: Period) -> dict[tuple[int, str], int]:
        """The lines that entries of this kind attest, with the slot of each."""
        return attested.attested(self.entries, action, period)

    def is_doubtful_after(self, slot: int) -> bool:
        """Whether the ledger is gone or a later line is damaged, so that a later run may have been told there."""
        damaged = [fault.where.rpartition(":")[2] for fault in self.faults if not fault.is_note]
        return not self.is_there or any(number.isdecimal() and int(number) > slot for number in damaged)


def verify(
    workspace: Workspace, periods: Iterable[Period], printed: Head | None = None, allowed: Path | None = None
) -> Verdict:
    """Hold publications and releases of these periods, the ledger, and a head that someone kept, against one another.

    `allowed` is the file of allowed signers, the workspace's own unless given.
    """
    books = _Books(workspace, load_programme(workspace).origin)
    asked = tuple(periods)
    found = list(books.faults)
    publications = [Publication(workspace, period) for period in asked]
    for publication in publications:
        found += _publication_faults(publication, books)
        found += _release_faults(publication.period, books, allowed or workspace.allowed_signers)
        found += [*_correction_faults(publication.period, books), *_review_faults(publication.period, books)]
    proven = {name for publication in publications for name in publication.found}
    found += _bundle_faults(workspace, {*proven, books.name, books.head_name})
    if asked and not books.is_there:
        found.append(Fault(books.name, Kind.MISSING))
    if printed:
        found += _printed_faults(books, printed)
    told = sorted(set(found))
    files = sum(len(publication.found) for publication in publications)
    faults = tuple(fault for fault in told if not fault.is_note)
    return Verdict(asked, files, books.head, faults, tuple(fault for fault in told if fault.is_note))


def _is_own(path: Path) -> bool:
    """Whether there is a file to which no link leads, so that nothing outside is read."""
    return path.is_file() and path.resolve() == path


def _publication_faults(publication: Publication, books: _Books) -> list[Fault]:
    """The files against the manifest, the manifest and the run record against the last run in the ledger."""
    slot = books.latest_run(publication.period)
    received = books.received_after(slot, publication.period) if slot else {}
    if not slot or books.is_doubtful_after(slot):
        kind = Kind.UNPROVEN if books.is_doubtful_after(slot) else Kind.UNRECORDED
        return [Fault(publication.manifest, kind, publication.digest or NONE), *publication.faults(received)]
    return against(publication, books.entries[slot], received)


def _release_faults(period: Period, books: _Books, allowed: Path) -> list[Fault]:
    """Every release of a period against the ledger, and its signature against the file of allowed signers."""
    known = releases(books.workspace, books.entries, period)
    strange = unknown(books.workspace, period, known, is_doubtful=books.is_doubtful_after(0))
    return [*(fault for release in known for fault in release.faults(allowed)), *strange]


def _correction_faults(period: Period, books: _Books) -> list[Fault]:
    """Every correction that counts by the ledger and is not among the office's own; none where later lines are damaged."""
    path = books.workspace.overrides(period)
    told, found = books.attested(Action.CORRECTION, period), attested.table_lines(attested.content_of(path))
    lost = attested.lost(books.workspace.name_of(path), told, found)
    return [fault for slot, fault in lost if not books.is_doubtful_after(slot)]


def _review_faults(period: Period, books: _Books) -> list[Fault]:
    """Every review that is not what was entered; one that nothing tells of is told only where the ledger is whole."""
    path = books.workspace.reviews(period)
    told, found = books.attested(Action.REVIEW, period), attested.text_lines(attested.content_of(path))
    where = books.workspace.name_of(path)
    lost = [fault for _, fault in attested.lost(where, told, found)]
    return lost if books.is_doubtful_after(0) else [*lost, *attested.strange(where, told, found, lost)]


def _bundle_faults(workspace: Workspace, proven: Iterable[str]) -> list[Fault]:
    """Of an unpacked bundle all files that are not proven otherwise, against its own list."""
    name = workspace.name_of(workspace.bundle_list)
    if not _is_own(workspace.bundle_list):
        return []
    found = {workspace.name_of(path): path for path in files_below(workspace.root)}
    passed_over = {name, *proven}
    entries = manifest.read(workspace.bundle_list.read_bytes(), "", ())
    wanted = (entry for entry in entries if entry.name is None or entry.name not in passed_over)
    digests = {one: file_digest(path) for one, path in found.items() if one not in passed_over}
    return list(differences(name, wanted, digests))


def _printed_faults(books: _Books, printed: Head) -> list[Fault]:
    """A head that someone kept tells of a ledger that was cut short or written anew, however well its lines agree."""
    lines, where = books.chain.lines, f"{books.name}:{printed.size}"
    if printed.origin != books.origin:
        return [Fault(books.name, Kind.FOREIGN, printed.origin, books.origin)]
    if printed.size > len(lines):
        return [Fault(where, Kind.PRINTED_SHORT, str(len(lines)), str(printed.size))]
    got = lines[printed.size - 1].digest if printed.size else printed.digest
    return [Fault(where, Kind.PRINTED_DIFFERS, got, printed.digest)] if got != printed.digest else []
