"""Is this file safe to open? Asked of its bytes, whatever its name says, before any spreadsheet library sees it."""

import re
from enum import StrEnum
from pathlib import Path

from innocity.intake.package import members_of, unpacked
from innocity.intake.refusal import RefusedError as RefusedError
from innocity.intake.relations import require_passive
from innocity.intake.scanning import LARGE, MAX_CELLS, Contents, scan, scan_large

MAX_FILE_BYTES = 20 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_BOMS_16 = (b"\xff\xfe", b"\xfe\xff")
_BOMS = (b"\xef\xbb\xbf", *_BOMS_16)
_WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"MIME-Version": "MHT",
    b"<": "HTML / XML",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
}
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
# In an .xls workbook: the record that begins a stream, then the one that says that the rest is encrypted.
_ENCRYPTED_STREAM = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)


class Kind(StrEnum):
    """A kind of file that is read, told by its content."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


_TAKEN = " / ".join(Kind)


def require_safe(path: Path) -> Kind:
    """The kind of a file that can be opened safely; RefusedError for anything else."""
    raw = content_of(path)
    if raw.startswith(_ZIP):
        require_plain_package(raw)
        return Kind.XLSX
    if raw.startswith(_OLE):
        _require_plain_compound(raw, path.suffix.lower())
        return Kind.XLS
    _require_plain_text(raw)
    return Kind.CSV


def content_of(path: Path) -> bytes:
    """The bytes of a file that stands here by itself, has any and not too many of them; RefusedError for any other."""
    if path.is_symlink() or not path.is_file():
        raise RefusedError("refused.link")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise RefusedError("refused.size", got=f"{size / 2**20:.1f} MB", expected=f"{MAX_FILE_BYTES // 2**20} MB")
    raw = path.read_bytes()
    if not raw.strip(b"\0\r\n\t "):
        raise RefusedError("refused.empty")
    return raw


def require_plain_package(raw: bytes) -> None:
    """Pass a workbook in a zip package; RefusedError for anything in it that no honest workbook has."""
    members = members_of(raw)
    names = {member.filename for member in members}
    if not names >= _WORKBOOK_PARTS:
        kind = "XLSB" if "xl/workbook.bin" in names else "ZIP"
        raise RefusedError("refused.kind", got=kind, expected=_TAKEN)
    contents = []
    for member in members:
        content = unpacked(raw, member)
        require_passive(member.filename, content)
        if _is_xml(member.filename, content):
            contents.append((member.filename, _scanned(member.filename, content)))
    _require_strings(contents)


def _is_xml(name: str, content: bytes) -> bool:
    """A part to be scanned; drawings of the old kind (.vml) are no well-formed XML and nobody reads them."""
    if name.endswith(".vml"):
        return False
    return name.endswith((".xml", ".rels")) or content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith((b"<", *_BOMS_16))


def _scanned(part: str, content: bytes) -> Contents:
    told = scan_large(part, content) if len(content) > LARGE else None
    return told or scan(part, content)


def _require_strings(contents: list[tuple[str, Contents]]) -> None:
    strings = sum(told.strings for _, told in contents)
    for part, told in contents:
        if told.highest_string >= strings:
            raise RefusedError("refused.string_index", got=part, expected=strings)
    cells = sum(told.cells for _, told in contents)
    if cells > MAX_CELLS:
        raise RefusedError("refused.cells", got=cells, expected=MAX_CELLS)


def _require_plain_compound(raw: bytes, suffix: str) -> None:
    """Pass an .xls workbook; the streams in it are known by their names in its directory."""
    if _has_stream(raw, "EncryptedPackage") or _ENCRYPTED_STREAM.search(raw):
        raise RefusedError("refused.encrypted")
    if _has_stream(raw, "_VBA_PROJECT_CUR") or _has_stream(raw, "VBA"):
        raise RefusedError("refused.active", got="VBA")
    if suffix == ".et" or not (_has_stream(raw, "Workbook") or _has_stream(raw, "Book")):
        raise RefusedError("refused.kind", got=suffix or "OLE", expected=_TAKEN)


def _has_stream(raw: bytes, name: str) -> bool:
    """Is there a directory entry of this name? Entries take 128 bytes: the name, and from byte 64 on its length."""
    encoded = (name + "\0").encode("utf-16-le")
    length = len(encoded).to_bytes(2, "little")
    places = (found.start() for found in re.finditer(re.escape(encoded), raw))
    return any(place % 128 == 0 and raw[place + 64 : place + 66] == length for place in places)


def _require_plain_text(raw: bytes) -> None:
    start = raw[:1024].lstrip(b"".join(_BOMS) + b"\0\r\n\t ")
    for magic, kind in _OTHER_KINDS.items():
        if start.startswith(magic) or raw.startswith(magic):
            raise RefusedError("refused.kind", got=kind, expected=_TAKEN)
    if not raw.startswith(_BOMS_16) and _BINARY.search(raw):
        raise RefusedError("refused.binary", expected=_TAKEN)
    cells = raw.count(b"\n") + max(raw.count(mark) for mark in (b",", b";", b"\t"))
    if cells > MAX_CELLS:
        raise RefusedError("refused.cells", got=cells, expected=MAX_CELLS)
