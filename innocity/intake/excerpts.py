"""The rows of a large sheet that matter, cut out of its part as they stand; all others are counted.

A row is left out only when a row of the same shape was kept before it, with nothing known in between; so whatever could
end a table, begin another one or name an indicator is kept. A part in an unusual spelling is not cut.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from innocity.intake.alike import KNOWN, Kinds, OddError, is_told, shapes
from innocity.intake.reading import Unread

FIRST_ROWS = 200  # kept whatever they hold
MAX_KEPT_BYTES = 6 * 2**20  # of one sheet: some twelve thousand rows
_BESIDE = 3  # rows above and below one that holds something known
_MAX_REST = 2**25
_OPEN, _CLOSE = b"<sheetData>", b"</row>"
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_PREFIXED = re.compile(rb"xmlns:\w+\s*=\s*[\"'][^\"']*/spreadsheetml/(?:2006/)?main[\"']")
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_CELL = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_MERGED = re.compile(rb'<mergeCell ref="\$?[A-Z]+\$?([0-9]+):\$?[A-Z]+\$?([0-9]+)"\s*/>')


@dataclass
class _Cut:
    """A sheet on its way: what is kept so far, and the rows in doubt until one below them is known."""

    wanted: frozenset[int]
    kept: list[bytes] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    seen: set[bytes] = field(default_factory=set)
    waiting: list[tuple[int, bytes]] = field(default_factory=list)
    size: int = 0
    below: int = field(default_factory=lambda: FIRST_ROWS)
    last: int = 0
    unread: int = 0
    first_unread: int = 0
    last_unread: int = 0

    def take(self, number: int, row: bytes, shape: bytes) -> None:
        """Keep a row, or let it wait for those below."""
        if KNOWN in shape:
            for each in self.waiting:
                self._keep(*each)
            self.waiting.clear()
            self.seen.clear()
            self.below = max(self.below, _BESIDE + 1)
        is_alike = shape in self.seen and is_told(shape)
        self.seen.add(shape)
        if self.below:
            self.below -= 1
        elif is_alike and number not in self.wanted and b' ref="' not in row:
            self.leave([number], [row])
            return
        self._keep(number, row)

    def leave(self, numbers: list[int], rows: list[bytes]) -> None:
        """Leave rows out, all but the last ones, which wait for those below."""
        self.waiting.extend(zip(numbers, rows, strict=True))
        left = self.waiting[:-_BESIDE]
        del self.waiting[:-_BESIDE]
        if left:
            self.unread += len(left)
            self.first_unread = self.first_unread or left[0][0]
            self.last_unread = left[-1][0]

    def _keep(self, number: int, row: bytes) -> None:
        self.size += len(row)
        if self.size > MAX_KEPT_BYTES:
            raise OddError
        self.kept.append(row + _CLOSE)
        self.numbers.add(number)


def excerpt(
    blocks: Iterable[bytes], strings: list[bytes], kinds: Kinds, wanted: frozenset[int] = frozenset()
) -> tuple[bytes, Unread | None, frozenset[int]]:
    """A sheet's part with the rows that matter, those left out, and rows still missing: corners of merged areas.

    `blocks` are the part's bytes in order, `wanted` rows are kept besides. Raises OddError where the part cannot be cut.
    """
    sections = _sections(blocks)
    prolog, coda = next(sections, b""), b""
    if _ENCODING.search(prolog) or _PREFIXED.search(prolog):
        raise OddError
    cut = _Cut(wanted)
    for section in sections:
        coda = section
        if section.endswith(_CLOSE):
            _take_rows(cut, section, strings, kinds)
    for number, row in cut.waiting:
        cut._keep(number, row)
    if b"</sheetData>" not in coda:
        raise OddError
    coda, missing = _merged(coda, cut.numbers)
    unread = Unread(cut.unread, cut.first_unread, cut.last_unread) if cut.unread else None
    return b"".join([prolog, *cut.kept, coda]), unread, missing


def _sections(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """What stands before the rows, then whole rows, then what stands behind them."""
    rest, is_begun = b"", False
    for block in blocks:
        rest += block
        if not is_begun and _OPEN in rest:
            before, _, rest = rest.partition(_OPEN)
            is_begun = True
            yield before + _OPEN
        end = rest.rfind(_CLOSE) + len(_CLOSE)
        if is_begun and end >= len(_CLOSE):
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > _MAX_REST:
            raise OddError
    yield rest


def _take_rows(cut: _Cut, section: bytes, strings: list[bytes], kinds: Kinds) -> None:
    if b"<!" in section or b"<?" in section or KNOWN in section or b"xmlns" in section:
        raise OddError
    rows = section.split(_CLOSE)[:-1]
    numbers = _numbers(section, rows, cut.last)
    cut.last = numbers[-1]
    written = shapes(section, strings, kinds)
    told = written.split(_CLOSE)[:-1]
    is_plain = KNOWN not in written and is_told(written) and b' ref="' not in section
    if is_plain and not cut.below and cut.wanted.isdisjoint(numbers) and cut.seen.issuperset(told):
        cut.leave(numbers, rows)
        return
    for number, row, shape in zip(numbers, rows, told, strict=True):
        cut.take(number, row, shape)


def _numbers(section: bytes, rows: list[bytes], last: int) -> list[int]:
    """The numbers of the rows; OddError where they do not ascend, or a cell says that it stands in another row."""
    numbers = list(map(int, _ROW.findall(section)))
    if len(numbers) != len(rows):  # empty ones before a row are part of it
        numbers = [int(number) for row in rows for number in _ROW.findall(row)[-1:]]
    said = _CELL.findall(section)
    of_cells = [int(number) for number, _ in groupby(said)]
    is_told = len(numbers) == len(rows) and len(said) == section.count(b"<c")
    if not is_told or any(below <= above for above, below in pairwise([last, *numbers])):
        raise OddError
    if of_cells != numbers and of_cells != [number for number, row in zip(numbers, rows, strict=True) if b"<c" in row]:
        raise OddError
    return numbers


def _merged(coda: bytes, kept: set[int]) -> tuple[bytes, frozenset[int]]:
    """What stands behind the rows without merged areas of rows left out, and the corners that kept rows need."""
    missing: set[int] = set()

    def chosen(found: re.Match[bytes]) -> bytes:
        top, bottom = int(found[1]), int(found[2])
        if kept.isdisjoint(range(top, bottom + 1)):
            return b""
        missing.update({top} - kept)
        return found[0]

    return _MERGED.sub(chosen, coda), frozenset(missing)
