"""From staging to the published place: all checked first, then one rename per folder; a broken run loses nothing."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from innocity.errors import InnocityError
from innocity.period import Period
from innocity.record.durable import sync_folder
from innocity.running import history
from innocity.workspace import Workspace

_FOLDERS = ("tables", "reports")


def fresh_staging(workspace: Workspace, period: Period) -> Path:
    """An empty staging folder with places for tables and reports; what an earlier failure left is forgotten."""
    folder = workspace.staging(period)
    for former in (folder, workspace.failed(period)):
        if former.exists():
            shutil.rmtree(former)
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    return folder


def staged(workspace: Workspace, period: Period) -> dict[str, Path]:
    """Every staged file by the name under which it will be published."""
    folders = ((workspace.staging(period) / name, _place(workspace, period, name)) for name in _FOLDERS)
    return {
        workspace.name_of(place / path.relative_to(folder)): path
        for folder, place in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def recover(workspace: Workspace, period: Period) -> None:
    """Finish or undo a publication that was cut off: undone if it still had reports to place, else the former one is kept."""
    outgoing = workspace.outgoing(period)
    if not outgoing.exists():
        return
    if (workspace.staging(period) / "reports").exists():
        _undo(workspace, period)
    history.keep(workspace, period, outgoing)


def publish(workspace: Workspace, period: Period) -> None:
    """Put the staged tables and reports in the place of the former ones; the reports, which name both, come last.

    The former run goes to the history, unless it came to the same. What fails on the way is undone at once.
    """
    staged, outgoing = workspace.staging(period), workspace.outgoing(period)
    _sync(staged)
    outgoing.mkdir(parents=True, exist_ok=True)
    try:
        for name in _FOLDERS:
            place = _place(workspace, period, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                place.rename(outgoing / name)
            (staged / name).rename(place)
            sync_folder(place.parent)
    except BaseException:
        _undo(workspace, period)
        raise
    history.keep(workspace, period, outgoing)
    shutil.rmtree(staged, ignore_errors=True)


def _undo(workspace: Workspace, period: Period) -> None:
    """Take back every step of a publication, the last one first; can be cut off anywhere and called again."""
    staging, outgoing = workspace.staging(period), workspace.outgoing(period)
    for name in reversed(_FOLDERS):
        place = _place(workspace, period, name)
        if place.exists() and not (staging / name).exists():
            place.rename(staging / name)
        if (outgoing / name).exists():
            (outgoing / name).rename(place)


def replace_replies(workspace: Workspace, period: Period, content: Mapping[PurePosixPath, bytes]) -> None:
    """Put these files, and no others, in the place of the former replies; a call that was cut off is undone first.

    Raises InnocityError when they cannot be written; the former ones stay then.
    """
    try:
        recover_replies(workspace, period)
        _replace(workspace.replies(period), workspace.outgoing_replies(period), content)
    except OSError as fault:
        raise InnocityError("error.write", file=fault.filename or "-", got=fault.strerror or str(fault)) from fault


def recover_replies(workspace: Workspace, period: Period) -> None:
    """Undo a replacement of replies that was cut off: the former ones go back to their place if it is empty."""
    place, passing = workspace.replies(period), workspace.outgoing_replies(period)
    if (passing / "former").exists() and not place.exists():
        (passing / "former").rename(place)
    if passing.exists():
        shutil.rmtree(passing)


def _replace(place: Path, passing: Path, content: Mapping[PurePosixPath, bytes]) -> None:
    former, staged = passing / "former", passing / "staged"
    place.parent.mkdir(parents=True, exist_ok=True)
    staged.mkdir(parents=True)
    for name, data in content.items():
        (staged / name).parent.mkdir(exist_ok=True)
        (staged / name).write_bytes(data)
    _sync(staged)
    if place.exists():
        place.rename(former)
    if content:
        staged.rename(place)
    sync_folder(place.parent)
    shutil.rmtree(passing)


def keep_failed(workspace: Workspace, period: Period, notebook: Path) -> None:
    """Keep a notebook in which a run failed, for inspection."""
    folder = workspace.failed(period)
    if notebook.exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(notebook, folder / notebook.name)


def _place(workspace: Workspace, period: Period, name: str) -> Path:
    return workspace.tables(period) if name == "tables" else workspace.reports(period)


def _sync(folder: Path) -> None:
    """Bring every file below a folder to the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
        else:
            sync_folder(path)
