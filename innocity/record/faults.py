"""What a verification may come upon: one sentence each, with the place, what was found, what was expected, what to do."""

from dataclasses import dataclass
from enum import StrEnum

from innocity.language import Language, text


class Kind(StrEnum):
    """What is wrong with a file, a manifest, the ledger, its head or a head that was printed."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    RENAMED = "renamed"
    IRREGULAR = "irregular"
    MANIFEST_LINE = "manifest_line"
    MANIFEST_NAME = "manifest_name"
    MANIFEST_CHANGED = "manifest_changed"
    DISPUTED = "disputed"
    UNRECORDED = "unrecorded"
    LINE_CHANGED = "line_changed"
    LINE_MALFORMED = "line_malformed"
    LINE_MISSING = "line_missing"
    LINE_ADDED = "line_added"
    LINE_MOVED = "line_moved"
    LINE_TORN = "line_torn"
    BREAK_RECORDED = "break_recorded"
    HEAD_DAMAGED = "head_damaged"
    FOREIGN = "foreign"
    PRINTED_SHORT = "printed_short"
    PRINTED_DIFFERS = "printed_differs"
    CLOCK_BACK = "clock_back"
    RECOVERED = "recovered"
    RECEIVED_SINCE = "received_since"
    UNPROVEN = "unproven"
    NOTE_MALFORMED = "note_malformed"
    NOTE_HEAD = "note_head"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_MISSING = "entry_missing"
    ENTRY_ADDED = "entry_added"
    ENTRY_MOVED = "entry_moved"
    SIGNATURE_BROKEN = "signature_broken"
    SIGNATURE_NOT_ALLOWED = "signature_not_allowed"
    SIGNATURE_EXPIRED = "signature_expired"
    SIGNATURE_NAMESPACE = "signature_namespace"
    SIGNATURE_UNCHECKED = "signature_unchecked"


NOTES = frozenset({Kind.CLOCK_BACK, Kind.RECOVERED, Kind.RECEIVED_SINCE, Kind.UNPROVEN, Kind.SIGNATURE_UNCHECKED})
NONE = "-"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is not as it was recorded; a file by its name from the workspace's root, a line as `name:number`."""

    where: str
    kind: Kind
    got: str = NONE
    expected: str = NONE

    @property
    def is_note(self) -> bool:
        """Whether it is worth telling and yet proves no change."""
        return self.kind in NOTES

    def sentence(self, language: Language) -> str:
        """Where, what was found, what was expected, what to do."""
        return text(f"integrity.{self.kind}", language, where=self.where, got=self.got, expected=self.expected)
