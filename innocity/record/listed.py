"""Files held against a list of digests: each that is changed, missing, added or no ordinary file."""

from collections.abc import Iterable, Iterator, Mapping

from innocity.record.faults import NONE, Fault, Kind
from innocity.record.manifest import Entry
from innocity.record.published import IRREGULAR


def differences(where: str, entries: Iterable[Entry], found: Mapping[str, str], prefix: str = "") -> Iterator[Fault]:
    """What a list in `where` and the digests of the files there do not agree on; `found` holds all that may be there."""
    listed: dict[str, str] = {}
    for entry in entries:
        if entry.name is None or entry.name in listed:
            kind = Kind.MANIFEST_NAME if entry.digest and entry.name is None else Kind.MANIFEST_LINE
            yield Fault(f"{where}:{entry.number}", kind, entry.said)
        else:
            listed[entry.name] = entry.digest
    for name, was in listed.items():
        now = found.get(name, NONE)
        if now != was:
            kind = Kind.MISSING if now == NONE else Kind.CHANGED
            yield Fault(prefix + name, Kind.IRREGULAR if now == IRREGULAR else kind, now, was)
    for name in found.keys() - listed.keys():
        yield Fault(prefix + name, Kind.IRREGULAR if found[name] == IRREGULAR else Kind.EXTRA, found[name])
