"""Lines of files that the ledger attests one by one: corrections that a run applied, and reviews; do they still stand there?

An entry holds in its details the `line` and the `sha256` of what it attests, and `former`, the digest of what no longer
counts. The lines of reviews are never rewritten, so that each stays where it is; a correction may move in its table.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from innocity.period import Period
from innocity.record.faults import NONE, Fault, Kind
from innocity.record.ledger import Action

_Attested = dict[tuple[int, str], int]  # line and digest -> slot of the entry


def table_lines(content: bytes) -> dict[int, str]:
    """The digest of the cells of every row of a CSV file by its line; empty rows have none, and what is no CSV has no rows."""
    table = io.StringIO(content.decode("utf-8-sig", "replace"), newline="")
    try:
        rows = [json.dumps(cells, ensure_ascii=False).encode() for cells in csv.reader(table) if cells]
    except csv.Error:
        return {}
    return _numbered(rows)


def text_lines(content: bytes) -> dict[int, str]:
    """The digest of every line with its line feed; of what a cut left behind the last one too."""
    return _numbered(re.findall(rb"[^\n]*\n|[^\n]+", content))


def _numbered(parts: Iterable[bytes]) -> dict[int, str]:
    return {number: sha256(part).hexdigest() for number, part in enumerate(parts, start=1)}


def attested(entries: Mapping[int, Mapping[str, Any]], action: Action, period: Period) -> _Attested:
    """What entries of this kind attest and none after them takes back."""
    told: _Attested = {}
    for slot, entry in entries.items():
        if (entry["action"], entry["period"]) == (action, str(period)):
            details = entry["details"]
            told = {mark: number for mark, number in told.items() if mark[1] != details.get("former")}
            if type(details.get("line")) is int and isinstance(details.get("sha256"), str):
                told[details["line"], details["sha256"]] = slot
    return told


def lost(where: str, told: _Attested, found: Mapping[int, str]) -> Iterator[tuple[int, Fault]]:
    """A fault, with the slot of the entry, for every line that is attested and is not there: changed, or taken out."""
    known, there = {digest for _, digest in told}, set(found.values())
    for (line, digest), slot in told.items():
        if digest not in there:
            now = found.get(line, NONE)
            is_changed = now not in known | {NONE}
            kind = Kind.ENTRY_CHANGED if is_changed else Kind.ENTRY_MISSING
            yield slot, Fault(f"{where}:{line}", kind, now if is_changed else NONE, digest)


def strange(where: str, told: _Attested, found: Mapping[int, str], faults: Iterable[Fault]) -> list[Fault]:
    """A fault for every line that nothing attests, but for those told as changed; one for all where their order is another."""
    known, named = {digest for _, digest in told}, {fault.where for fault in faults}
    added = [
        Fault(f"{where}:{line}", Kind.ENTRY_ADDED, digest)
        for line, digest in found.items()
        if digest not in known and f"{where}:{line}" not in named
    ]
    if added or named or told.keys() == found.items():
        return added
    return [Fault(where, Kind.ENTRY_MOVED, str(len(found)), str(len(told)))]


def content_of(path: Path) -> bytes:
    """The bytes of a file; none where there is no file, or a link leads to it."""
    return path.read_bytes() if path.is_file() and path.resolve() == path else b""
