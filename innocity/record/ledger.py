"""The ledger: one line for all that is done, each holding the digest of the line before it; never rewritten.

A line is one JSON object in canonical form: keys sorted, no spaces, UTF-8 unescaped, ended by one line feed. `prev` is
the sha256 of the former line's bytes with its line feed, 64 zeros in the first line. `seq` counts from 1. The first
line names the origin. `ledger.head` beside it holds the size and the digest of the last line.
"""

import getpass
import hashlib
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from innocity.errors import BusyError, InnocityError
from innocity.framework import load_programme
from innocity.record import durable
from innocity.record.head import NOTHING, Head
from innocity.workspace import Workspace

ACTOR = "INNOCITY_ACTOR"
_DIGEST, _TIME = r"[0-9a-f]{64}", r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_PATIENCE = 60  # seconds that another process may take to write its lines


class Action(StrEnum):
    """What a line tells."""

    OPENING = "opening"
    RECEIPT = "receipt"
    FOUND = "found"
    VERDICTS = "verdicts"
    TARGETS = "targets"
    RUN = "run"
    FAILURE = "failure"
    CORRECTION = "correction"
    REVIEW = "review"
    RELEASE = "release"
    KEYS = "keys"
    RECOVERY = "recovery"


class Found(StrEnum):
    """In which state, other than a sound one, a ledger was found when a line was to be added."""

    TORN = "torn"
    HEAD_BEHIND = "head_behind"
    HEAD_MISSING = "head_missing"
    HEAD_DIFFERS = "head_differs"


@dataclass(frozen=True)
class Event:
    """What is to be told; who, when and the chain are added as it is written."""

    action: Action
    period: str | None = None
    run_id: str | None = None
    manifest_sha256: str | None = None
    code_commit: str | None = None
    dirty: bool | None = None
    reason: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


FIELDS = frozenset({"seq", "prev", "time", "actor", *Event.__dataclass_fields__})


def canonical(entry: dict[str, Any]) -> bytes:
    """An entry as the bytes of its line."""
    told = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return told.encode("utf-8", "backslashreplace") + b"\n"


def digest(line: bytes) -> str:
    """The sha256 of a line with its line feed."""
    return hashlib.sha256(line).hexdigest()


def split(content: bytes) -> tuple[list[bytes], bytes]:
    """The whole lines of a ledger with their line feeds, and what a crash left behind the last of them."""
    *lines, torn = content.split(b"\n")
    return [line + b"\n" for line in lines], torn


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Ledger:
    """The ledger of a workspace, and who writes in it."""

    workspace: Workspace
    origin: str
    actor: str
    clock: Callable[[], datetime] = _now

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The ledger of a workspace; its writer is INNOCITY_ACTOR, else the user of the operating system."""
        return cls(workspace, load_programme(workspace).origin, os.environ.get(ACTOR) or _user())

    def entries(self) -> list[dict[str, Any]]:
        """Every entry that can be read, oldest first; no word on whether the chain holds."""
        return [entry for line in split(self._content())[0] if (entry := parsed(line)) is not None]

    def head(self) -> Head:
        """The head after the last whole line."""
        return self._head(split(self._content())[0])

    def require_own(self) -> None:
        """InnocityError when the ledger that lies here is that of another programme."""
        lines, _ = split(self._content())
        first = parsed(lines[0]) if lines else None
        got = first["details"].get("origin") if first else self.origin
        if got != self.origin:
            name = self.workspace.name_of(self.workspace.ledger)
            raise InnocityError("error.ledger_origin", file=name, got=got, expected=self.origin)

    def mend(self) -> None:
        """Enter what a crash left between lines and head, so that nobody takes it for tampering; raises as `append` does."""
        lines, torn = split(self._content())
        found = {event.details["found"] for event in self._head_damage(lines)}
        if torn or found & {Found.HEAD_BEHIND, Found.HEAD_MISSING}:
            self.append()

    def append(self, *events: Event, before: Callable[[Head], object] | None = None) -> Head:
        """Add a line for each event, and before them one for each damage found; gives the new head.

        Nothing that stands is rewritten: half a line that a crash left is moved to a file of its own. `before` is given
        the head that is about to be; when it raises, no line is added. Raises BusyError when another process does not
        let go, InnocityError when the ledger is that of another programme.
        """
        from filelock import FileLock, Timeout

        self.workspace.ledger_lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.workspace.ledger_lock, timeout=_PATIENCE):
                self.require_own()
                return self._append(events, before)
        except Timeout:
            raise BusyError("error.ledger_busy", file=self.workspace.name_of(self.workspace.ledger)) from None

    def _append(self, events: Sequence[Event], before: Callable[[Head], object] | None) -> Head:
        lines, torn = split(self._content())
        found = [*self._set_aside(torn), *self._head_damage(lines)]
        opening = [] if lines else [Event(Action.OPENING, details={"origin": self.origin})]
        added: list[bytes] = []
        for event in (*opening, *found, *events):
            former = (lines + added)[-1:] or [b""]
            added.append(self._line(event, len(lines) + len(added) + 1, digest(former[0]) if former[0] else NOTHING))
        head = self._head(lines + added)
        if before:
            before(head)
        durable.add(self.workspace.ledger, b"".join(added))
        durable.replace(self.workspace.ledger_head, head.file)
        return head

    def _line(self, event: Event, seq: int, prev: str) -> bytes:
        time = self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return canonical({"seq": seq, "prev": prev, "time": time, "actor": self.actor, **asdict(event)})

    def _set_aside(self, torn: bytes) -> list[Event]:
        """Move what a crash left behind the last whole line to a file of its own."""
        if not torn:
            return []
        free = next(number for number in range(1, 10**6) if not self.workspace.torn_ledger(number).exists())
        place = self.workspace.torn_ledger(free)
        durable.create(place, torn)
        with self.workspace.ledger.open("r+b") as handle:
            handle.truncate(handle.seek(-len(torn), os.SEEK_END))
        return [_recovery(Found.TORN, file=self.workspace.name_of(place), sha256=digest(torn))]

    def _head_damage(self, lines: list[bytes]) -> list[Event]:
        """What does not fit between the ledger and the head kept beside it, so that a new head hides nothing."""
        path = self.workspace.ledger_head
        if not path.exists():
            return [_recovery(Found.HEAD_MISSING, size=len(lines))] if lines else []
        content = path.read_bytes()
        head = Head.of_file(content)
        if head is None or head != self._head(lines[: head.size]):
            return [_recovery(Found.HEAD_DIFFERS, head=content.decode("utf-8", "replace"), size=len(lines))]
        return [_recovery(Found.HEAD_BEHIND, head=head.text, size=len(lines))] if head.size < len(lines) else []

    def _head(self, lines: list[bytes]) -> Head:
        return Head(self.origin, len(lines), digest(lines[-1]) if lines else NOTHING)

    def _content(self) -> bytes:
        path: Path = self.workspace.ledger
        return path.read_bytes() if path.exists() else b""


def parsed(line: bytes) -> dict[str, Any] | None:
    """The entry in a line; None when it is none or not in canonical form."""
    try:
        entry = json.loads(line)
        is_whole = isinstance(entry, dict) and _is_shaped(entry) and canonical(entry) == line
    except (ValueError, RecursionError):
        return None
    return entry if is_whole else None


def _is_shaped(entry: dict[str, Any]) -> bool:
    if entry.keys() != FIELDS or type(entry["seq"]) is not int or not isinstance(entry["details"], dict):
        return False
    texts = [entry[name] for name in ("prev", "time", "actor", "action")]
    return all(isinstance(text, str) for text in texts) and all(map(re.fullmatch, (_DIGEST, _TIME), texts))


def _recovery(found: Found, **details: object) -> Event:
    return Event(Action.RECOVERY, details={"found": found.value, **details})


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name
        return f"uid {os.getuid()}"
