"""What was found in files, kept from one run to the next: reading is slow, and every period reads all returns before it.

A reading stands under the digest of all that it follows from: the file with its name, the year, the words of the
framework, the code and the lock. One that is damaged, or holds anything but sheets and forms, is no reading.
"""

import hashlib
import os
import pickle
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Self

from innocity.framework import Framework
from innocity.intake.admitted import AdmittedUnpickler
from innocity.intake.form import Form, FormRow
from innocity.intake.headers import Column
from innocity.intake.reading import Cell, Sheet, Unread
from innocity.intake.register import digest
from innocity.intake.work_forms import WorkForms
from innocity.period import Period
from innocity.tables import Receipt
from innocity.workspace import CODE, Workspace


@dataclass(frozen=True)
class Page:
    """One sheet: what is left of it beside the tables of work, the forms of indicators there, and those tables."""

    sheet: Sheet
    forms: list[Form]
    work: WorkForms


@dataclass(frozen=True)
class Reading:
    """All sheets of a file, and what was found on those that are not hidden."""

    sheets: list[Sheet]
    pages: list[Page]


_FOUND = (Reading, Page, Sheet, Cell, Unread, Form, FormRow, Column, WorkForms)
_KINDS = (*_FOUND, Decimal, date, datetime, time, timedelta)
_DIGEST_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True)
class KeptReadings:
    """The readings of a workspace that rest on the same words, code and lock as this process."""

    folder: Path

    @classmethod
    def of(cls, workspace: Workspace, framework: Framework) -> Self:
        """Those by the words of this framework; what was kept by others goes with the first that is added."""
        return cls(workspace.readings / _joint(_code(), repr(framework)))

    def find(self, receipt: Receipt, period: Period) -> Reading | None:
        """What was found in the file when it was last read for this year; None where that is not known."""
        with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
            kept = self._place(receipt, period).read_bytes()
            told, content = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
            if hashlib.sha256(content).digest() == told:
                reading = AdmittedUnpickler.of(content, _KINDS).load()
                return reading if isinstance(reading, Reading) else None
        return None

    def keep(self, receipt: Receipt, period: Period, reading: Reading) -> None:
        """Remember it; where nothing can be written, it is read again the next time."""
        content = pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)
        place = self._place(receipt, period)
        written = place.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            if not self.folder.is_dir():
                shutil.rmtree(self.folder.parent, ignore_errors=True)
                self.folder.mkdir(parents=True, exist_ok=True)
            try:
                written.write_bytes(hashlib.sha256(content).digest() + content)
                written.replace(place)
            finally:
                written.unlink(missing_ok=True)

    def _place(self, receipt: Receipt, period: Period) -> Path:
        return self.folder / _joint(receipt.file, receipt.sha256, str(period.year))


@cache
def _code() -> str:
    """The digest of the package, the lock and the interpreter: whichever of them moves, nothing kept counts any more."""
    files = [*sorted((CODE / "innocity").rglob("*.py")), CODE / "requirements.lock"]
    return _joint(sys.version, *map(digest, files))


def _joint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
