"""Writing that outlasts a power cut: the file first, then the folder that names it."""

import os
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Put a content in the place of a file, whole: a reader sees the former or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.new")
    with staged.open("wb") as handle:
        _write(handle.fileno(), content)
    staged.replace(path)
    sync_folder(path.parent)


def create(path: Path, content: bytes) -> None:
    """Write a new file; FileExistsError where there is one."""
    with path.open("xb") as handle:
        _write(handle.fileno(), content)
    sync_folder(path.parent)


def add(path: Path, content: bytes) -> None:
    """Write at the end of a file, and nowhere else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as handle:
        _write(handle.fileno(), content)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if os.name == "nt":  # Windows keeps folders in its journal and cannot open them
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)
