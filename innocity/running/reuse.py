"""What of the published run still stands: a piece of it whose inputs are all unchanged is taken over, not made again."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from innocity.intake.register import digest
from innocity.period import Period
from innocity.running.editions import Edition
from innocity.running.imports import modules_behind
from innocity.running.plan import FINGERPRINT, STAGES, StagePlan
from innocity.workspace import CODE, Workspace

RETURNS, FORMER = "data/raw/", "data/processed/"
_CODE, _LOCK, _VERSION = "code:", "code:lock", "code:version"


@dataclass(frozen=True)
class FormerRun:
    """The published run of a period: the key of each of its pieces, and the digest of each of its files by name."""

    workspace: Workspace
    pieces: Mapping[str, str]
    outputs: Mapping[str, str]

    @classmethod
    def of(cls, workspace: Workspace, period: Period) -> Self:
        """The published run; one without pieces where there is none."""
        try:
            kept = json.loads((workspace.reports(period) / FINGERPRINT).read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            kept = {}
        return cls(workspace, kept.get("pieces", {}), kept.get("outputs", {}))

    @classmethod
    def none(cls, workspace: Workspace) -> Self:
        """No former run: everything is made anew."""
        return cls(workspace, {}, {})

    def take_over(self, piece: str, key: str, files: Mapping[Path, Path]) -> bool:
        """Copy the files of a piece, published -> staged, if its key is the same and they are as they were published."""
        names = {path: self.workspace.name_of(path) for path in files}
        if self.pieces.get(piece) != key or not all(self._is_whole(path, name) for path, name in names.items()):
            return False
        for published, staged in files.items():
            staged.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(published, staged)
        return True

    def _is_whole(self, path: Path, name: str) -> bool:
        return path.is_file() and self.outputs.get(name) == digest(path)


def key_of(parts: Mapping[str, object]) -> str:
    """One digest for all that a piece depends on, by name."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def stage_key(stage: StagePlan, used: Mapping[str, str], tables: Path) -> str:
    """What a stage depends on: facts, rules, parameters, the tables before it, returns and former tables if it takes them, its code.

    Its code is the notebook with all modules behind it and the catalogues; the version only where that is printed.
    """
    modules = modules_behind(stage.notebook)
    taken = {RETURNS: stage.takes_returns, FORMER: stage.takes_former}
    left_out = tuple(folder for folder, is_taken in taken.items() if not is_taken)
    given = {name: was for name, was in used.items() if not name.startswith(left_out)}
    facts = {name: was for name, was in given.items() if not name.startswith(_CODE)}
    before = [table.table for one in STAGES[: STAGES.index(stage)] for table in one.tables]
    read = {name: digest(tables / f"{name}.csv") for name in before}
    catalogues = sorted((CODE / "innocity").rglob("*.po"))
    code = {_LOCK: used[_LOCK], "code": _joint([stage.notebook, *modules, *catalogues])}
    prints_version = CODE / "innocity" / "record" / "versions.py" in modules
    version = {_VERSION: used[_VERSION]} if prints_version else {}
    return key_of({**facts, **read, **code, **version})


class Fate(StrEnum):
    """What will become of a stage: made anew, taken over, or one or the other by what the stages before it give."""

    DUE = "due"
    OPEN = "open"
    KEPT = "kept"


def fates(former: FormerRun, editions: Iterable[Edition], used: Mapping[str, str], tables: Path) -> dict[str, Fate]:
    """What will become of each stage of each edition, by the name of its piece, as far as the published tables tell."""
    found: dict[str, Fate] = {}
    for edition in editions:
        for stage in edition.stages:
            name = edition.name(stage.name)
            is_same = former.pieces.get(name) == stage_key(stage, edition.inputs(used), tables)
            is_first = all(found[one.name] is Fate.KEPT for one in STAGES[: STAGES.index(stage)])
            found[name] = (Fate.KEPT if is_first else Fate.OPEN) if is_same else Fate.DUE
    return found


def page_inputs(used: Mapping[str, str]) -> dict[str, str]:
    """What every page depends on besides the tables: facts, rules, parameters, language, and the whole of the code."""
    return {name: was for name, was in used.items() if not name.startswith((RETURNS, FORMER)) and name != _VERSION}


def _joint(paths: Iterable[Path]) -> str:
    return key_of({path.relative_to(CODE).as_posix(): digest(path) for path in paths})
