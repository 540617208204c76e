"""The XML parts of a workbook looked through for what would harm or mislead a spreadsheet library.

`scan` reads a part element by element. `scan_large` does the same with searches over the bytes, some ten times faster,
for a large sheet as spreadsheet programs write it; where that sheet has anything unusual it gives None, and `scan` decides.
"""

import math
import re
from dataclasses import dataclass
from xml.parsers import expat

from innocity.intake.refusal import RefusedError

MAX_CELLS = 1_500_000
MAX_COLUMN = 500
MAX_ROW = 1_048_576
MAX_AREA = 3_000_000  # rows × columns up to the last cell: what readers of whole rectangles make room for
MAX_EMPTY_ROWS = 20_000
MAX_MERGED = 200_000  # cells of all merged areas of a sheet
MAX_TEXT = 32_767  # characters in a cell, the limit of Excel itself
MAX_DEPTH = 40
LARGE = 2**18
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*", re.ASCII)
_CELL = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"')
_USED_STRING = re.compile(rb't="s"><v>([0-9]+)</v>')
_ODD_VALUE = re.compile(rb"<v(?! ?/>|>-?\d+(?:\.\d+)?(?:[eE][-+]?\d\d?)?</v>)[ />]")
_LONG_TEXT = re.compile(rb">[^<]{%d}" % MAX_TEXT)
_USUAL_TAGS = (b"<row ", b"<c ", b"<v>", b"<v/>", b"<v />", b"<f>", b"<f ", b"<is>", b"<t>", b"<t ")
_EMPTY_ROW = re.compile(rb"<row [^>]*(?:/>|>\s*</row>)")


@dataclass(frozen=True)
class Contents:
    """What a part holds: cells of a sheet and the highest string they ask for, or the strings of the common table."""

    cells: int = 0
    highest_string: int = -1
    strings: int = 0


def scan(part: str, content: bytes) -> Contents:
    """Read one XML part through; RefusedError at the first thing that no honest workbook has."""
    walk = _Walk(part)
    try:
        walk.parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise RefusedError("refused.damaged", got=part) from None
    _require_area(part, walk.last_row, walk.last_column)
    return Contents(len(walk.seen), walk.highest_string, walk.strings)


def scan_large(part: str, content: bytes) -> Contents | None:
    """The same for a large sheet in the usual spelling; None where only `scan` can tell."""
    prolog, start, rest = content.partition(b"<sheetData>")
    rows, end, coda = rest.rpartition(b"</sheetData>")
    if not (start and end and _is_usual(rows)):
        return None
    cells, used = _CELL.findall(rows), _USED_STRING.findall(rows)
    is_told = len(cells) == rows.count(b"<c") == len(set(cells)) and len(used) == rows.count(b't="s"')
    if not is_told or len(cells) > MAX_CELLS:
        return None
    scan(part, prolog + start + end + coda)  # what stands around the rows: declarations, merged areas
    places = b" ".join(cells)
    columns = map(_column, set(places.translate(None, b"0123456789").split()))
    numbers = map(int, set(places.translate(None, _LETTERS).split()))
    _require_area(part, max(numbers, default=0), max(columns, default=0))
    return Contents(len(cells), max(map(int, set(used)), default=-1))


def _is_usual(rows: bytes) -> bool:
    """Nothing but rows, cells, formulas, texts and plain numbers: searches over the bytes find just what a parser would."""
    if b"<!" in rows or b"<?" in rows or b"\0" in rows or _ODD_VALUE.search(rows):
        return False
    if b"<is>" in rows and _LONG_TEXT.search(rows):
        return False
    opened, closed = sum(map(rows.count, _USUAL_TAGS)), rows.count(b"</")
    is_whole = rows.count(b"<") - closed == opened == closed + rows.count(b"/>")
    return is_whole and len(_EMPTY_ROW.findall(rows)) <= MAX_EMPTY_ROWS


def _require_area(part: str, last_row: int, last_column: int) -> None:
    if last_column > MAX_COLUMN or last_row > MAX_ROW or last_row * last_column > MAX_AREA:
        got, expected = f"{part}: {last_row} × {last_column}", f"{MAX_AREA}, × {MAX_COLUMN}"
        raise RefusedError("refused.area", got=got, expected=expected)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Walk:
    """One part, element by element; a part is told by its outermost element, whatever its name."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.root = ""
        self.depth = self.row = self.column = self.last_row = self.last_column = 0
        self.empty_rows = self.merged = self.strings = 0
        self.highest_string = -1
        self.seen: set[tuple[int, int]] = set()
        self.kind = ""
        self.text: list[str] | None = None
        self.length = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _doctype(self, *_: object) -> None:
        raise RefusedError("refused.entities", got=self.part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RefusedError("refused.depth", got=self.part, expected=MAX_DEPTH)
        local = name.rpartition(":")[2] if ":" in name else name
        self.root = self.root or local
        if self.root == "worksheet":
            self._sheet_element(local, attributes)
        elif self.root == "sst":
            self._string_element(local, attributes)

    def _sheet_element(self, local: str, attributes: dict[str, str]) -> None:
        match local:
            case "row":
                self._open_row(attributes.get("r"))
            case "c":
                self._open_cell(attributes)
            case "v":
                self.text = []
            case "is":
                self.length = 0
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def _string_element(self, local: str, attributes: dict[str, str]) -> None:
        if local == "si":
            self.strings += 1
            self.length = 0
        elif local == "sst":
            told = max(int(attributes.get(name, "0")) for name in ("count", "uniqueCount"))
            if told > MAX_CELLS:
                raise RefusedError("refused.strings", got=told, expected=MAX_CELLS)

    def _open_row(self, number: str | None) -> None:
        self.row = int(number) if number else self.row + 1
        self.column = 0
        self.empty_rows += 1  # until a cell comes
        if self.empty_rows > MAX_EMPTY_ROWS:
            raise RefusedError("refused.empty_rows", got=self.part, expected=MAX_EMPTY_ROWS)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self.empty_rows -= self.column == 0
        place = self._place(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
        self.row, self.column = place
        self.kind = attributes.get("t", "n")
        if place in self.seen:
            raise RefusedError("refused.duplicate_cell", got=self._where())
        self.seen.add(place)
        if len(self.seen) > MAX_CELLS:
            raise RefusedError("refused.cells", got=self.part, expected=MAX_CELLS)
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)

    def _merge(self, area: str) -> None:
        first, _, last = area.partition(":")
        (top, left), (bottom, right) = self._place(first), self._place(last or first)
        self.merged += (abs(bottom - top) + 1) * (abs(right - left) + 1)
        if self.merged > MAX_MERGED:
            raise RefusedError("refused.merged", got=f"{self.part}: {area}", expected=MAX_MERGED)

    def _place(self, address: str) -> tuple[int, int]:
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise RefusedError("refused.damaged", got=f"{self.part}: {address[:40]}")
        return int(found[2]), _column(found[1].encode("ascii"))

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)
        self.length += len(text)
        if self.length > MAX_TEXT and self.root in ("worksheet", "sst"):
            raise RefusedError("refused.long_text", got=self.part, expected=MAX_TEXT)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.length = self.length if self.root == "sst" else 0
        if self.text is not None and name.endswith("v"):
            self._value("".join(self.text).strip())
            self.text = None

    def _value(self, text: str) -> None:
        if self.kind == "n" and text and not (_NUMBER.fullmatch(text) and math.isfinite(float(text))):
            raise RefusedError("refused.number", got=f"{self._where()}: {text[:40]}")
        if self.kind == "s":
            self.highest_string = max(self.highest_string, int(text))

    def _where(self) -> str:
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{self.part}: {letters}{self.row}"
