"""The zip package around a workbook: its parts, unpacked only when the package is what it says it is.

Nothing is believed twice: names, sizes and places in the directory must agree with the bytes that they speak of,
since two programs that read a dishonest package can see two different workbooks in it.
"""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from innocity.intake.refusal import RefusedError

MAX_PARTS = 500
MAX_PART_BYTES = 60 * 2**20
MAX_UNPACKED_BYTES = 150 * 2**20
MAX_CUT_BYTES = 256 * 2**20  # of a sheet that is read in blocks and never as a whole
MAX_CUT_RATIO = 60
MAX_RATIO = 200  # of a part over RATIO_FROM; rows of equal numbers reach 20
RATIO_FROM = 2**20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_BLOCK = 2**20
_ENCRYPTED = 1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True)
class _Limit:
    key: str
    got: str
    expected: str = ""


def members_of(raw: bytes, cuts_sheets: bool = False) -> list[zipfile.ZipInfo]:
    """The members of a package in the order of their bytes; RefusedError where the directory is not an honest one.

    Where large sheets are cut in blocks they may be larger, though not so much larger than what is stored of them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.header_offset)
            end = archive.start_dir
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        raise RefusedError("refused.unreadable") from None
    for limit in (*_too_much(members, cuts_sheets), *_odd_names(members), *_odd_places(members, end)):
        raise RefusedError(limit.key, got=limit.got, expected=limit.expected)
    return members


def is_sheet(member: zipfile.ZipInfo) -> bool:
    """Whether a member is the part of a sheet, by its name."""
    return member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")


def unpacked(raw: bytes, member: zipfile.ZipInfo) -> bytes:
    """What a member holds; RefusedError unless it is exactly as long and has the checksum that the directory says."""
    return b"".join(blocks(raw, member))


def blocks(raw: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The same, piece after piece; whether all of it was honest shows at the end."""
    begin = member.header_offset + _LOCAL_HEADER.size
    signature, name_length, extra_length = _local_header(raw, member)
    name = raw[begin : begin + name_length]
    begin += name_length + extra_length
    packed = raw[begin : begin + member.compress_size]
    encoding = "utf-8" if member.flag_bits & 0x800 else "cp437"
    is_same = signature == b"PK\x03\x04" and name == member.orig_filename.encode(encoding, "replace")
    size = checksum = 0
    try:
        for block in _inflated(packed, member) if is_same else ():
            size, checksum = size + len(block), zlib.crc32(block, checksum)
            if size > member.file_size:
                break
            yield block
    except zlib.error:
        size = -1
    if not is_same or size != member.file_size or checksum != member.CRC:
        raise RefusedError("refused.damaged", got=member.filename)


def _local_header(raw: bytes, member: zipfile.ZipInfo) -> tuple[bytes, int, int]:
    try:
        signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(raw, member.header_offset)
    except struct.error:
        raise RefusedError("refused.damaged", got=member.filename) from None
    return signature, name_length, extra_length


def _inflated(packed: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content in pieces of about _BLOCK bytes; zlib.error where the stream is broken or ends too early."""
    if member.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _BLOCK // 8):
        piece = packed[start : start + _BLOCK // 8]
        while piece and not stream.eof:
            yield stream.decompress(piece, _BLOCK)
            piece = stream.unconsumed_tail
    yield stream.flush()
    if not stream.eof:
        raise zlib.error


def _too_much(members: list[zipfile.ZipInfo], cuts_sheets: bool) -> Iterator[_Limit]:
    if len(members) > MAX_PARTS:
        yield _Limit("refused.parts", str(len(members)), str(MAX_PARTS))
    for member in members:
        most = MAX_CUT_BYTES if cuts_sheets and is_sheet(member) else MAX_PART_BYTES
        ratio = MAX_CUT_RATIO if member.file_size > MAX_PART_BYTES else MAX_RATIO
        if member.file_size > most:
            yield _Limit("refused.part_size", f"{member.filename}: {_mb(member.file_size)}", _mb(most))
        elif member.file_size > max(RATIO_FROM, ratio * member.compress_size):
            yield _Limit("refused.ratio", member.filename, str(ratio))
    total, most = sum(member.file_size for member in members), MAX_CUT_BYTES if cuts_sheets else MAX_UNPACKED_BYTES
    if total > most:
        yield _Limit("refused.part_size", _mb(total), _mb(most))


def _odd_names(members: list[zipfile.ZipInfo]) -> Iterator[_Limit]:
    names = Counter(member.filename.lower() for member in members)
    for member in members:
        name = member.filename
        steps = PurePosixPath(name.replace("\\", "/"))
        if names[name.lower()] > 1:
            yield _Limit("refused.duplicate_part", name)
        if steps.is_absolute() or ".." in steps.parts or ":" in name:
            yield _Limit("refused.part_name", name)
        if member.flag_bits & _ENCRYPTED:
            yield _Limit("refused.encrypted", name)
        if member.compress_type not in _METHODS:
            yield _Limit("refused.damaged", name)


def _odd_places(members: list[zipfile.ZipInfo], end: int) -> Iterator[_Limit]:
    """Members that share bytes (CVE-2024-0450): older versions of `zipfile` unpack them without a word."""
    starts = [member.header_offset for member in members[1:]]
    for member, following in zip(members, [*starts, end], strict=False):
        shortest = _LOCAL_HEADER.size + len(member.orig_filename) + member.compress_size
        if member.header_offset + shortest > following:
            yield _Limit("refused.overlap", member.filename)


def _mb(size: int) -> str:
    return f"{size / 2**20:.1f} MB"
