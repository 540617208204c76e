"""Is this file safe to open? Asked before any spreadsheet library sees it."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from innocity.errors import InnocityError

MAX_FILE_BYTES = 20 * 2**20
MAX_MEMBERS = 500
MAX_UNPACKED_BYTES = 150 * 2**20
_WORKBOOK_PARTS = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_ACTIVE_PARTS = (
    "vbaproject",
    "externallinks/",
    "embeddings/",
    "activex/",
    "macrosheets/",
    "oleobject",
    "connections.xml",
    "querytables/",
)


class RefusedError(InnocityError):
    """The file is not opened; the message says why and what to send instead."""


@dataclass(frozen=True)
class _Limit:
    key: str
    is_broken: bool
    got: object
    expected: object


def require_safe(path: Path) -> None:
    """Pass a plain .xlsx workbook of sane size; RefusedError for anything else."""
    if path.is_symlink() or path.suffix.lower() != ".xlsx":
        raise RefusedError("refused.kind", got=path.suffix or path.name, expected=".xlsx")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise RefusedError("refused.size", got=f"{size / 2**20:.1f} MB", expected=f"{MAX_FILE_BYTES // 2**20} MB")
    try:
        with zipfile.ZipFile(path) as archive:
            _require_plain(archive.infolist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        raise RefusedError("refused.unreadable") from None


def _require_plain(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    lowered = [name.lower() for name in names]
    unpacked = sum(member.file_size for member in members)
    active = [name for name in lowered if any(part in name for part in _ACTIVE_PARTS)]
    limits = (
        _Limit("refused.size", len(members) > MAX_MEMBERS, f"{len(members)} parts", f"{MAX_MEMBERS} parts"),
        _Limit(
            "refused.size",
            unpacked > MAX_UNPACKED_BYTES,
            f"{unpacked // 2**20} MB",
            f"{MAX_UNPACKED_BYTES // 2**20} MB",
        ),
        _Limit("refused.damaged", len(set(lowered)) != len(lowered), "duplicate parts", "-"),
        _Limit("refused.damaged", any(member.flag_bits & 1 for member in members), "encrypted parts", "-"),
        _Limit(
            "refused.damaged",
            any(name.startswith("/") or ".." in name.split("/") for name in names),
            "odd part names",
            "-",
        ),
        _Limit("refused.active", bool(active), ", ".join(active[:3]), "-"),
        _Limit("refused.unreadable", not set(names) >= _WORKBOOK_PARTS, "-", "-"),
    )
    for limit in limits:
        if limit.is_broken:
            raise RefusedError(limit.key, got=limit.got, expected=limit.expected)
