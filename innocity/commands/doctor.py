"""`doctor`: is everything here that a run needs? One line for each thing, with what to do where it is lacking."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from innocity.commands.asked import asked_language
from innocity.exits import Exit

if TYPE_CHECKING:
    from innocity.workspace import Workspace

_ROOM = 1 << 30  # bytes: a year's runs of one city with their history
_LEAST = 200 << 20  # bytes: one run with its staging
EXAMINED = ("python", "lock", "locale", "fonts", "typst", "kernel", "room", "writing", "git", "ssh_keygen", "browser")
_PROGRAMS = {"git": ("git",), "ssh_keygen": ("ssh-keygen",), "browser": ("chromium", "chromium-browser")}


class Health(StrEnum):
    """Whether a thing is as it should be, does without, or keeps a run from its end."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at: its name in the catalogue, how it is, and what was found."""

    name: str
    health: Health
    got: str


def doctor(arguments: argparse.Namespace) -> int:
    """Say of each thing how it is; FAILED when one of them keeps runs from their end."""
    from innocity.language import text
    from innocity.workspace import Workspace

    asked_language(arguments.lang)
    worst = Exit.DONE
    for found in diagnoses(Workspace.at(arguments.workspace)):
        print(f"{text(f'doctor.{found.health}')}  {text(f'doctor.{found.name}')}  {found.got}")
        if found.health is not Health.OK:
            print(f"        {text(f'doctor.{found.name}_help')}")
        worst = Exit.FAILED if found.health is Health.FAIL else worst
    return worst


def diagnoses(workspace: "Workspace") -> Iterator[Diagnosis]:
    """Everything that a run needs, looked at one after the other; at most empty folders are left behind."""
    yield Diagnosis("python", Health.OK, f"{sys.version.split()[0]} {sys.executable}")
    yield _tried("lock", _lock)
    yield _tried("locale", _locale)
    yield _tried("fonts", _fonts)
    yield _tried("typst", _typst)
    yield _tried("kernel", _kernel)
    yield _room(workspace)
    yield _tried("writing", lambda: _writing(workspace))
    for name, programs in _PROGRAMS.items():
        found = next((path for program in programs if (path := shutil.which(program))), None)
        yield Diagnosis(name, Health.OK if found else Health.WARN, found or "-")


def _tried(name: str, look: Callable[[], str]) -> Diagnosis:
    """What a look gives; any fault of it is the diagnosis."""
    try:
        return Diagnosis(name, Health.OK, look())
    except Exception as fault:  # whatever is wrong here is what was asked for
        return Diagnosis(name, Health.FAIL, f"{type(fault).__name__}: {fault}".splitlines()[0])


def _lock() -> str:
    from innocity.bootstrap import RUN_LOCK, satisfies

    if not satisfies(RUN_LOCK):
        raise LookupError(RUN_LOCK.name)
    return RUN_LOCK.name


def _locale() -> str:
    """The encodings of names and of what is printed, which must hold Chinese."""
    name = "报送材料"
    name.encode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    name.encode(sys.stdout.encoding or "utf-8")
    return f"{sys.getfilesystemencoding()}, {sys.stdout.encoding}"


def _fonts() -> str:
    from innocity.presentation.glyphs import font_files, own_fonts, shipped_fonts

    shipped, own = font_files(shipped_fonts()), own_fonts()
    if not shipped or (own and not font_files(own)):
        raise FileNotFoundError(own or shipped_fonts())
    return ", ".join(path.name for path in (*font_files(own), *shipped))


def _typst() -> str:
    import typst

    return f"{len(typst.compile(b'#set page(width: 2cm, height: 2cm)'))} B"


def _kernel() -> str:
    """A kernel started as for a notebook, and what it answered."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    from innocity.running import kernels

    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.ipynb", Path(folder) / "told.ipynb"
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(new_notebook(cells=[new_code_cell("6 * 7")], metadata=kernel), asked)
        kernels.execute(asked, told, {}, {"INNOCITY_KERNELS": "ordinary"})
        return str(nbformat.read(told, as_version=4).cells[-1].outputs[0].data["text/plain"])


def _room(workspace: "Workspace") -> Diagnosis:
    free = shutil.disk_usage(workspace.root).free
    health = Health.OK if free >= _ROOM else Health.WARN if free >= _LEAST else Health.FAIL
    return Diagnosis("room", health, f"{free >> 20} MB")


def _writing(workspace: "Workspace") -> str:
    """Whether every folder that a run writes in can be written, and whether its file system keeps locks."""
    from filelock import FileLock

    folders = (workspace.published, workspace.watch_lock.parent, workspace.root / "data")
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix=".doctor", dir=folder) as place,
            FileLock(Path(place) / "lock", timeout=0),
        ):
            pass
    return str(workspace.root)
