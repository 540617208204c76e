"""Files in one piece, for the way to another machine and back: the same files give the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path


def pack(files: Mapping[str, Path]) -> bytes:
    """The files by their names in the archive, whatever their times and modes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, path in sorted(files.items()):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(part, path.read_bytes())
    return out.getvalue()


def pack_folder(folder: Path) -> bytes:
    """Every file below a folder, by its name from there; an empty archive where there is no folder."""
    return pack({path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()})


def unpack(content: bytes, folder: Path) -> None:
    """Put the files of an archive below a folder, never beside it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
