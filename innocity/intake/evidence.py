"""What supports the values: files that came beside the returns, hashed and never opened, and what the returns claim."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO

from innocity.intake.matching import Dictionary, normalise
from innocity.intake.rules import Place, Rules
from innocity.intake.versions import Statement, place_of_statement
from innocity.tables import CommitmentValue, Evidence, Finding, Observation, Receipt, Verdict, WorkReport

TABLES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".xlt", ".et", ".ett", ".ods", ".csv", ".tsv"})
MAX_MEMBERS = 2_000  # of an archive
MAX_UNPACKED_BYTES = 500 * 2**20
_BLOCK = 2**20
_SHA256_OF_NOTHING = hashlib.sha256().hexdigest()
_UNREADABLE = (zipfile.BadZipFile, RuntimeError, zlib.error, LZMAError, OSError, EOFError, ValueError)
_SEPARATORS = re.compile(r"[;；、\n\r]+|[,，](?!\d)")
_FILE_NAME = re.compile(r".+\.(?=[a-z0-9]*[a-z])[a-z0-9]{2,5}", re.ASCII | re.DOTALL)


@dataclass(frozen=True)
class Delivered:
    """A file that may be evidence: its name as claims give it, where it lies, and its digest."""

    period: str
    unit: str | None
    name: str
    file: str
    sha256: str | None


def is_evidence(path: Path) -> bool:
    """Whether a file is no table: its ending alone decides, for it is not opened."""
    return path.suffix.lower() not in TABLES


def deliver(receipt: Receipt, path: Path, rules: Rules) -> tuple[list[Delivered], list[Finding]]:
    """A file as evidence, and every member of it where it is an archive; a finding where it cannot be listed or is empty."""
    place = Place(receipt.file, receipt.unit)
    whole = Delivered(receipt.period, receipt.unit, path.name, receipt.file, receipt.sha256)
    if path.is_symlink():
        return [], [place.finding(rules, "evidence_unreadable", got=path.name)]
    if path.suffix.lower() != ".zip":
        return [whole], _empty([whole], place, rules)
    try:
        files = [whole, *_members(path, whole)]
    except _UNREADABLE as fault:
        return [whole], [place.finding(rules, "evidence_unreadable", got=str(fault) or type(fault).__name__)]
    return files, _empty(files, place, rules)


def _empty(files: list[Delivered], place: Place, rules: Rules) -> list[Finding]:
    """A finding for every file of no bytes: it supports nothing."""
    return [place.finding(rules, "evidence_empty", got=one.name) for one in files if one.sha256 == _SHA256_OF_NOTHING]


def _members(path: Path, whole: Delivered) -> list[Delivered]:
    """The files in an archive, hashed as they stream by and never written anywhere; ValueError beyond the limits."""
    with _archive(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise ValueError(f"{len(members)} > {MAX_MEMBERS}")
        left, found = MAX_UNPACKED_BYTES, []
        for member in members:
            with archive.open(member) as content:
                sha256, size = _digest_within(content, left)
            left -= size
            name = PurePosixPath(member.filename.replace("\\", "/")).name
            file = f"{whole.file}!{member.filename}"
            found.append(Delivered(whole.period, whole.unit, name, file, sha256))
    return found


def _archive(path: Path) -> zipfile.ZipFile:
    """An archive with its names as they were typed: those that do not say UTF-8 are read as GBK, then as they stand."""
    try:
        return zipfile.ZipFile(path, metadata_encoding="gb18030")
    except UnicodeDecodeError:
        return zipfile.ZipFile(path)


def _digest_within(content: IO[bytes], limit: int) -> tuple[str, int]:
    """The sha256 and the size of a stream; ValueError when it holds more bytes than the limit."""
    sha256, size = hashlib.sha256(), 0
    while block := content.read(_BLOCK):
        size += len(block)
        if size > limit:
            raise ValueError(f"> {MAX_UNPACKED_BYTES // 2**20} MB")
        sha256.update(block)
    return sha256.hexdigest(), size


def unit_of(path: PurePosixPath, receipts: Iterable[Receipt], words: Dictionary) -> str | None:
    """The unit that a file beside the returns came from: the nearest folder's, else the only one that sent a return there."""
    for folder in reversed(path.parent.parts):
        if code := words.units.find(folder):
            return code
    accepted = [one for one in receipts if one.verdict is Verdict.ACCEPTED]
    beside = {one.unit for one in accepted if PurePosixPath(one.file).parent == path.parent}
    return beside.pop() if len(beside) == 1 else None


def match(statements: Iterable[Statement], delivered: list[Delivered], tables: Iterable[Receipt]) -> list[Evidence]:
    """Every claim with the file that goes by its name, then the files that no claim names.

    A claim is met by a file of the same unit and period whose name is the same but for width, case and spaces; a workbook
    that was received may be one.
    """
    workbooks = [Delivered(one.period, one.unit, PurePosixPath(one.file).name, one.file, one.sha256) for one in tables]
    files: dict[tuple[str, str | None, str], Delivered] = {}
    for one in (*delivered, *workbooks):
        files.setdefault((one.period, one.unit, normalise(one.name)), one)
    claims = list(dict.fromkeys(row for said in statements for row in _claims(said, files)))
    named = {row.file for row in claims}
    unnamed = [
        Evidence(period=one.period, unit=one.unit, file=one.file, sha256=one.sha256, is_missing=False)
        for one in delivered
        if one.file not in named and not any(file and file.startswith(f"{one.file}!") for file in named)
    ]
    return [*claims, *unnamed]


def _claims(said: Statement, files: dict[tuple[str, str | None, str], Delivered]) -> Iterator[Evidence]:
    for claimed in parts_of(said.evidence or ""):
        file = files.get((said.period, said.unit, normalise(claimed)))
        yield Evidence(
            period=said.period,
            unit=said.unit,
            indicator=said.indicator if isinstance(said, Observation) else None,
            about=_about(said),
            claimed=claimed,
            file=file.file if file else None,
            sha256=file.sha256 if file else None,
            is_missing=file is None and is_file_name(claimed),
        )


def _about(said: Statement) -> str | None:
    """The work point or commitment that a statement is about."""
    match said:
        case WorkReport():
            return said.work_point
        case CommitmentValue():
            return said.commitment
        case _:
            return None


def is_file_name(claimed: str) -> bool:
    """Whether a claim reads like the name of a file, by its ending."""
    return _FILE_NAME.fullmatch(normalise(claimed)) is not None


def parts_of(text: str) -> list[str]:
    """The names in a claim, each once; a claim in which nothing reads like a file's name is one title, left whole."""
    parts = [part for piece in _SEPARATORS.split(text) if (part := piece.strip())]
    return list(dict.fromkeys(parts)) if any(map(is_file_name, parts)) else [text.strip()] if text.strip() else []


def missing(statements: Iterable[Statement], evidence: Iterable[Evidence], rules: Rules) -> Iterator[Finding]:
    """A finding for every file that a statement names and that has not come."""
    missed = {(row.period, row.unit, row.claimed) for row in evidence if row.is_missing}
    for said in statements:
        for claimed in parts_of(said.evidence or ""):
            if (said.period, said.unit, claimed) in missed:
                yield place_of_statement(said).finding(rules, "evidence_missing", got=claimed)
