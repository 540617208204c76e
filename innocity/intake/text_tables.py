"""A text table (.csv) -> one sheet of text cells; a doubtful encoding or delimiter is refused, never guessed."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator

from innocity.intake.matching import normalise
from innocity.intake.reading import Cell, Sheet, require_size
from innocity.intake.refusal import RefusedError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("gb18030", "big5")  # either accepts much that was written in the other: a known word decides
_DELIMITERS = (",", ";", "\t")
_FEWEST_FIELDS = 2
_SHORTEST_WORD = 2  # characters: a single one may come about by accident

_Lines = list[list[str]]


def read_text_table(content: bytes, name: str, known_words: Collection[str] = ()) -> Sheet:
    """The table as a sheet of text; `known_words` are header spellings.

    RefusedError where no encoding or delimiter is certain, or a line has more fields than the header: then a comma
    inside a number has moved its columns.
    """
    known = frozenset(normalise(word) for word in known_words if len(normalise(word)) >= _SHORTEST_WORD)
    lines = _lines(_decoded(content, known), known)
    require_size(name, len(lines), max(map(len, lines), default=0))
    cells = {
        (row, column): Cell(row, column, field)
        for row, line in enumerate(lines, 1)
        for column, field in enumerate(line, 1)
        if field.strip()
    }
    return Sheet(name, cells)


def _decoded(content: bytes, known: frozenset[str]) -> str:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    text = _strictly(content, marked or "utf-8")
    if text is not None:
        return text
    for encoding in () if marked else _UNMARKED:
        text = _strictly(content, encoding)
        if text is not None and any(word in normalise(text) for word in known):
            return text
    raise RefusedError("refused.encoding")


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lines(text: str, known: frozenset[str]) -> _Lines:
    """The fields by the one delimiter that explains the table best: most known words, then most fields, in one line."""
    readings = list(_readings(text))
    best = max((_rank(lines, known) for lines in readings), default=(0, 0))
    found = [lines for lines in readings if _rank(lines, known) == best]
    if len(found) != 1:
        raise RefusedError("refused.delimiter", got="-")
    _require_even(found[0], known)
    return found[0]


def _readings(text: str) -> Iterator[_Lines]:
    for delimiter in _DELIMITERS:
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        if any(len(line) >= _FEWEST_FIELDS for line in lines):
            yield lines


def _rank(lines: _Lines, known: frozenset[str]) -> tuple[int, int]:
    header = _header(lines, known)
    return _words_in(header, known), len(header)


def _header(lines: _Lines, known: frozenset[str]) -> list[str]:
    """The line with most known words; the longest of them, the first of those."""
    return max(lines, key=lambda line: (_words_in(line, known), len(line)), default=[])


def _words_in(line: list[str], known: frozenset[str]) -> int:
    return sum(normalise(field) in known for field in line)


def _require_even(lines: _Lines, known: frozenset[str]) -> None:
    header = _header(lines, known)
    if _words_in(header, known) == 0:
        return
    for number, line in enumerate(lines, 1):
        if len(line) > len(header):
            raise RefusedError("refused.delimiter", got=f"{number}: {len(line)} > {len(header)}")
