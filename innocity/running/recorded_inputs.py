"""What a published run rested on, found again: the copies beside its reports, and the returns, by their recorded digests."""

import json
import posixpath
from dataclasses import dataclass
from pathlib import Path

from innocity.errors import UsageError
from innocity.intake.register import digest
from innocity.period import Period
from innocity.running.history import INPUTS
from innocity.running.plan import FINGERPRINT
from innocity.workspace import Workspace

_FILES = ("params/", "data/raw/")


@dataclass(frozen=True)
class RecordedInputs:
    """The files by name from the workspace's root; those that are gone or changed; all that is no file, as it was."""

    files: dict[str, Path]
    lost: dict[str, str]
    others: dict[str, str]

    @classmethod
    def of(cls, workspace: Workspace, period: Period) -> "RecordedInputs":
        """Those of the published run of a period; UsageError where there is none."""
        path = workspace.reports(period) / FINGERPRINT
        if not path.is_file():
            raise UsageError("error.not_run", period=period)
        recorded: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["inputs"]
        named = {name: was for name, was in recorded.items() if _is_file_name(name)}
        places = (workspace.reports(period) / INPUTS, workspace.root)
        found = {
            name: place / name
            for name, was in named.items()
            for place in reversed(places)
            if (place / name).is_file() and digest(place / name) == was
        }
        lost = {name: was for name, was in named.items() if name not in found}
        return cls(found, lost, {name: was for name, was in recorded.items() if name not in named})


def _is_file_name(name: str) -> bool:
    return name.startswith(_FILES) and posixpath.normpath(name) == name
