"""Whether a publication is what its manifest says, file by file; nothing outside its three folders is ever read."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from innocity.period import Period
from innocity.record import manifest
from innocity.record.faults import NONE, Fault, Kind
from innocity.record.manifest import Entry
from innocity.workspace import Workspace

IRREGULAR = "irregular"


@dataclass(frozen=True)
class Publication:
    """Tables, reports and returns of one period, as they lie there now."""

    workspace: Workspace
    period: Period

    @property
    def base(self) -> str:
        """The folder of the reports, by its name from the workspace's root."""
        return self.workspace.name_of(self.workspace.reports(self.period))

    @property
    def manifest(self) -> str:
        """The manifest, by its name from the workspace's root."""
        return f"{self.base}/{manifest.NAME}"

    @property
    def record(self) -> str:
        """The run record, by its name from the workspace's root."""
        return f"{self.base}/{manifest.RECORD}"

    @cached_property
    def found(self) -> dict[str, str]:
        """The digest of every file by name; what is no ordinary file, a link above all, is not opened."""
        return {name: file_digest(path) for name, path in sorted(self._walk())}

    @cached_property
    def digest(self) -> str | None:
        """The digest of the manifest; None when there is none."""
        return self.found.get(self.manifest)

    def _walk(self) -> Iterator[tuple[str, Path]]:
        for folder in self._folders():
            for path in files_below(folder):
                if folder != self.workspace.returns(self.period) or _is_taken_in(path.relative_to(folder)):
                    yield self.workspace.name_of(path), path

    def _folders(self) -> tuple[Path, Path, Path]:
        workspace, period = self.workspace, self.period
        return workspace.reports(period), workspace.tables(period), workspace.returns(period)

    def faults(self, received: Mapping[str, str]) -> list[Fault]:
        """Every file that is not what the manifest says; `received` holds the returns that came after the run."""
        return [*self._form_faults(), *self._differences(received)]

    def disputes(self) -> list[Fault]:
        """The same where the manifest is not the recorded one: each disagreement is told as one of its lines."""
        return [*self._form_faults(), *self._disputed()]

    @cached_property
    def _entries(self) -> list[Entry]:
        if self.digest in (None, IRREGULAR):
            return []
        content = (self.workspace.root / self.manifest).read_bytes()
        folders = tuple(self.workspace.name_of(folder) for folder in self._folders())
        return list(manifest.read(content, self.base, folders))

    @cached_property
    def _listed(self) -> dict[str, Entry]:
        """The files that the manifest lists; of a file that is listed twice the last line."""
        return {entry.name: entry for entry in self._entries if entry.name}

    def _form_faults(self) -> Iterator[Fault]:
        if self.digest in (None, IRREGULAR):
            yield Fault(self.manifest, Kind.IRREGULAR if self.digest else Kind.MISSING)
        for entry in self._entries:
            if self._listed.get(entry.name or "") is not entry:
                is_name = entry.digest and not entry.name
                kind = Kind.MANIFEST_NAME if is_name else Kind.MANIFEST_LINE
                yield Fault(f"{self.manifest}:{entry.number}", kind, entry.said)

    def _differences(self, received: Mapping[str, str]) -> Iterator[Fault]:
        if self.digest in (None, IRREGULAR):
            return
        listed = self._listed
        gone = {name for name in listed if name not in self.found}
        extra = [name for name in self.found if name not in listed and name not in (self.manifest, self.record)]
        for name in extra:
            former = next((one for one in sorted(gone) if listed[one].digest == self.found[name]), None)
            if former:
                gone.remove(former)
                yield Fault(former, Kind.RENAMED, name, former)
            elif received.get(name) == self.found[name]:
                yield Fault(name, Kind.RECEIVED_SINCE, self.found[name])
            else:
                yield Fault(name, _kind(Kind.EXTRA, self.found[name]), self.found[name])
        yield from (Fault(name, Kind.MISSING, NONE, listed[name].digest) for name in gone)
        for name, entry in listed.items():
            now = self.found.get(name, entry.digest)
            if now != entry.digest:
                kind = Kind.RECEIVED_SINCE if received.get(name) == now else _kind(Kind.CHANGED, now)
                yield Fault(name, kind, now, entry.digest)

    def _disputed(self) -> Iterator[Fault]:
        if self.digest == IRREGULAR:
            return
        listed = self._listed
        for name, entry in listed.items():
            now = self.found.get(name, NONE)
            if now != entry.digest:
                yield Fault(f"{self.manifest}:{entry.number}", Kind.DISPUTED, f"{name} {now}", entry.digest)
        for name in self.found:
            if name not in listed and name not in (self.manifest, self.record):
                yield Fault(self.manifest, Kind.DISPUTED, f"{name} {self.found[name]}")


def against(publication: Publication, entry: Mapping[str, Any], received: Mapping[str, str]) -> list[Fault]:
    """Files against their manifest, manifest and run record against what the ledger's entry says of them."""
    told = _record_faults(publication, str(entry["details"].get("record_sha256")))
    if publication.digest in (entry["manifest_sha256"], None):
        return [*told, *publication.faults(received)]
    changed = Fault(publication.manifest, Kind.MANIFEST_CHANGED, str(publication.digest), str(entry["manifest_sha256"]))
    return [changed, *told, *publication.disputes()]


def _record_faults(publication: Publication, expected: str) -> list[Fault]:
    got = publication.found.get(publication.record)
    if got is None:
        return [Fault(publication.record, Kind.MISSING, NONE, expected)]
    return [Fault(publication.record, Kind.CHANGED, got, expected)] if got != expected else []


def _kind(otherwise: Kind, digest: str) -> Kind:
    return Kind.IRREGULAR if digest == IRREGULAR else otherwise


def _is_taken_in(name: Path) -> bool:
    """Whether intake would see a file: hidden files, an office program's lock files and guides are passed over there."""
    return not any(part.startswith((".", "~$")) for part in name.parts) and name.suffix.lower() != ".md"


def files_below(folder: Path) -> Iterator[Path]:
    """Every file and every link below a folder; none where a link leads to the folder, so that nothing outside is met."""
    for place, folders, files in os.walk(folder) if folder.resolve() == folder else ():
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        yield from (Path(place) / name for name in (*files, *links))


def file_digest(path: Path) -> str:
    """The sha256 of a file; a word in its place where it is no ordinary file, which is then not opened."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return IRREGULAR
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
