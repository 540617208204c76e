"""Whether the ledger is what it was: which line was changed, taken out, put in or moved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from innocity.record.faults import Fault, Kind
from innocity.record.head import NOTHING, Head
from innocity.record.ledger import Action, Found, digest, parsed, split


@dataclass(frozen=True)
class Line:
    """A line where it stands in the file, from 1; its entry is None when it has none in canonical form."""

    position: int
    digest: str
    entry: dict[str, Any] | None

    @property
    def seq(self) -> int:
        """The number that it gives itself; 0 where it gives none."""
        return int(self.entry["seq"]) if self.entry else 0

    @property
    def prev(self) -> str:
        """The digest that it expects of the line before it; empty where it gives none."""
        return str(self.entry["prev"]) if self.entry else ""


@dataclass(frozen=True)
class Chain:
    """The ledger's lines, each in the slot where it belongs.

    A line is vouched for when the line after it, or the head, holds its digest: then it is authentic, and so is its own
    number. Every other line was changed if a slot is free for it, put in if none is.
    """

    name: str
    lines: tuple[Line, ...]
    head: Head | None
    has_torn_end: bool
    slots: dict[int, Line] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, content: bytes, head: Head | None) -> "Chain":
        """The chain in the bytes of a ledger, held against the head that is kept beside it, if there is a sound one."""
        whole, torn = split(content)
        lines = tuple(Line(number, digest(line), parsed(line)) for number, line in enumerate(whole, start=1))
        chain = cls(name, lines, head, bool(torn))
        chain.slots.update({line.seq: line for line in chain._originals() if 1 <= line.seq <= chain.size})
        for line in lines:
            chain._place(line)
        return chain

    @cached_property
    def size(self) -> int:
        """How many lines there must be."""
        return self.head.size if self.head else len(self.lines)

    @cached_property
    def _vouched(self) -> set[str]:
        return {line.prev for line in self.lines} | ({self.head.digest} if self.head else set())

    def is_vouched(self, line: Line) -> bool:
        """Whether the line after it, or the head, holds its digest."""
        return line.entry is not None and line.digest in self._vouched

    def _originals(self) -> Iterator[Line]:
        """The lines vouched for; of copies the one that stands behind its own predecessor, else the first."""
        before = {line.position + 1: line.digest for line in self.lines}
        told: set[str] = set()
        for line in sorted(self.lines, key=lambda one: before.get(one.position, NOTHING) != one.prev):
            if self.is_vouched(line) and line.digest not in told:
                told.add(line.digest)
                yield line

    def _place(self, line: Line) -> None:
        """Give a line that nobody vouches for a slot that is free: the one it names, else the one behind the line before it."""
        if self.slots.get(line.seq) is line:
            return
        before = next((slot for slot, one in self.slots.items() if one.position == line.position - 1), 0)
        free = (slot for slot in (line.seq, before + 1) if 1 <= slot <= self.size and slot not in self.slots)
        if (slot := next(free, None)) is not None and not self.is_vouched(line):
            self.slots[slot] = line

    def faults(self) -> list[Fault]:
        """Every line that is not where, or what, it was; the slot of a missing one in its place."""
        found = [*self._unsound(), *self._missing(), *self._added(), *self._moved()]
        if self.has_torn_end:
            found.append(self._fault(Kind.LINE_TORN, len(self.lines) + 1))
        return sorted({*found, *self._told_breaks()})

    def sound(self) -> dict[int, dict[str, Any]]:
        """The entries that were not changed, by slot, the oldest first."""
        slots = sorted(self.slots.items())
        return {slot: line.entry for slot, line in slots if line.entry and self._is_sound(slot, line)}

    def _is_sound(self, slot: int, line: Line) -> bool:
        """Vouched for; or, where the one that would vouch is itself damaged, with nothing to say against it."""
        if self.is_vouched(line):
            return True
        after = self.slots.get(slot + 1)
        is_orphan = self.head is None if slot == self.size else after is None or not self.is_vouched(after)
        before = self.slots.get(slot - 1)
        return is_orphan and line.seq == slot and line.prev == (before.digest if before else NOTHING)

    def _unsound(self) -> Iterator[Fault]:
        for slot, line in self.slots.items():
            if not self._is_sound(slot, line):
                kind = Kind.LINE_CHANGED if line.entry else Kind.LINE_MALFORMED
                yield self._fault(kind, line.position, line.digest, self._expected(slot))

    def _expected(self, slot: int) -> str:
        after = self.slots.get(slot + 1)
        if after:
            return after.prev or "-"
        return self.head.digest if self.head and slot == self.head.size else "-"

    def _missing(self) -> Iterator[Fault]:
        """Each gap between the lines as one fault; a torn end fills its last slot."""
        filled = {*self.slots, len(self.lines) + 1} if self.has_torn_end else set(self.slots)
        marks = [0, *sorted(slot for slot in filled if slot <= self.size), self.size + 1]
        for before, after in pairwise(marks):
            if after - before > 1:
                lost = f"{before + 1}" if after == before + 2 else f"{before + 1}-{after - 1}"
                yield self._fault(Kind.LINE_MISSING, before + 1, str(len(self.lines)), lost)

    def _added(self) -> Iterator[Fault]:
        placed = {line.position for line in self.slots.values()}
        for line in self.lines:
            if line.position not in placed:
                yield self._fault(Kind.LINE_ADDED, line.position, line.digest)

    def _moved(self) -> Iterator[Fault]:
        placed = sorted((line.position, slot) for slot, line in self.slots.items())
        for (position, slot), due in zip(placed, sorted(slot for _, slot in placed), strict=True):
            if slot != due:
                yield self._fault(Kind.LINE_MOVED, position, str(slot), str(due))

    def _told_breaks(self) -> Iterator[Fault]:
        """What the ledger itself tells of damage that was found in it, and clocks that were set back."""
        latest = ""
        for slot, entry in self.sound().items():
            if entry["action"] == Action.RECOVERY:
                got = str(entry["details"].get("found"))
                kind = Kind.BREAK_RECORDED if got == Found.HEAD_DIFFERS else Kind.RECOVERED
                yield self._fault(kind, self.slots[slot].position, got)
            if entry["time"] < latest:
                yield self._fault(Kind.CLOCK_BACK, self.slots[slot].position, entry["time"], latest)
            latest = max(latest, entry["time"])

    def _fault(self, kind: Kind, line: int, got: str = "-", expected: str = "-") -> Fault:
        return Fault(f"{self.name}:{line}", kind, got, expected)
