"""A large workbook -> sheets of the rows that matter, each with all that its cells carry; the others are counted.

The workbook is cut down in memory to those rows and the strings that they use. What is left is an ordinary workbook: it
passes the same triage and is read in the same way as any other.
"""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from innocity.intake.alike import Kinds, OddError, renumbered
from innocity.intake.excerpts import excerpt
from innocity.intake.matching import Dictionary
from innocity.intake.package import blocks, is_sheet, members_of, unpacked
from innocity.intake.reading import Sheet, Unread
from innocity.intake.strings import Strings
from innocity.intake.triage import content_of, require_plain_package
from innocity.intake.whole_workbooks import read_whole

LARGE_BYTES = 2**19  # of a sheet, unpacked: some ten thousand cells
_STRINGS = "xl/sharedStrings.xml"
_CHAIN = "xl/calcChain.xml"  # in which order formulas are calculated
_ZIP = b"PK\x03\x04"

_Parts = dict[str, bytes]


def read_large(path: Path, words: Dictionary) -> list[Sheet] | None:
    """The sheets of a large workbook; None where it is not large, or cannot be cut: then it is read like any other.

    RefusedError where the file or what is left of it is not safe to open.
    """
    raw = content_of(path)
    if not raw.startswith(_ZIP):
        return None
    members = members_of(raw, cuts_sheets=True)
    if not any(is_sheet(member) and member.file_size > LARGE_BYTES for member in members):
        return None
    try:
        parts, unread = _cut(raw, members, words)
    except OddError:
        return None
    content = _package(parts)
    require_plain_package(content)
    names = _names(parts)
    if not unread.keys() <= names.keys():
        return None
    left = {names[part]: rows for part, rows in unread.items()}
    return [replace(sheet, unread=left.get(sheet.name)) for sheet in read_whole(content)]


def _cut(raw: bytes, members: list[zipfile.ZipInfo], words: Dictionary) -> tuple[_Parts, dict[str, Unread]]:
    """The parts cut down, and the rows left out by the name of their sheet's part."""
    kinds = Kinds(words)
    strings = Strings(next((blocks(raw, member) for member in members if member.filename == _STRINGS), ()))
    told = kinds.of(strings.texts)
    parts: _Parts = {}
    unread: dict[str, Unread] = {}
    used: dict[int, int] = {}
    for member in members:
        name = member.filename
        if is_sheet(member) and member.file_size > LARGE_BYTES:
            content, rows = _rows_of(raw, member, told, kinds)
            parts[name] = renumbered(content, used)
            unread |= {name: rows} if rows else {}
        elif is_sheet(member):
            parts[name] = renumbered(unpacked(raw, member), used)
        elif name not in (_STRINGS, _CHAIN):
            parts[name] = unpacked(raw, member)
    if strings.texts:
        parts[_STRINGS] = strings.only(used)
    return parts, unread


def _rows_of(raw: bytes, member: zipfile.ZipInfo, strings: list[bytes], kinds: Kinds) -> tuple[bytes, Unread | None]:
    content, rows, missing = excerpt(blocks(raw, member), strings, kinds)
    if missing:
        content, rows, _ = excerpt(blocks(raw, member), strings, kinds, missing)
    return content, rows


def _package(parts: _Parts) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return raw.getvalue()


def _names(parts: _Parts) -> dict[str, str]:
    """The names of sheets by their parts; both have passed the triage, which lets no entity through."""
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
    targets = {one.get("Id"): one.get("Target", "").rpartition("/")[2] for one in relations}
    book = ElementTree.fromstring(parts["xl/workbook.xml"])  # noqa: S314
    return {
        f"xl/worksheets/{targets[number]}": page.get("name", "")
        for page in book.iter()
        if page.tag.endswith("}sheet")
        for key, number in page.items()
        if key.endswith("}id")
    }
