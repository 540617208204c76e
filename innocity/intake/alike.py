"""Texts and rows that are alike for whoever looks for forms: what the rows of a very large table differ in.

Two texts are of one kind where no rule of intake tells them apart: both name nothing, both hold a digit or neither does.
Two rows have one shape where the same columns hold cells of the same kinds. Whatever is not understood for certain stays
in the shape as it is written, so that rows count as different rather than as alike.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from operator import add

from innocity.intake.matching import Dictionary, normalise, split_year

KNOWN = b"\0"  # in a shape: a text that names an indicator, heads a column or labels a head; no part can hold it
_WITH_DIGIT, _WORD, _BLANK, _MEASURE = b"d", b"w", b"b", b"m"
_DIGITS = re.compile(r"\d+年?度?")
_LEFT_OUT = frozenset(" \"'“”‘’《》")
_REFERENCE = re.compile("&#([0-9]{1,6});")
_LONGEST_NAME = 120  # characters
_MOST_NEAR = 1_000  # texts that resemble a name; of further ones only the kind is told
_MOST_TEXTS = 200_000  # remembered
_LIKENESS = 0.6
_STRING = re.compile(rb't="s"><v>([0-9]+)</v>')
_INLINE = re.compile(rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>')
_RESULT = re.compile(rb't="str">((?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>[^<]*)</v>')
_STRING_SIGNS = (b'"s"', b"'s'")
_UNTOLD = (b"&#", b"<t", b't="str"')
_DELETED = b"0123456789.+-"


class OddError(Exception):
    """A part that is spelled in another way than spreadsheet programs do, or keeps too much."""


class Kinds(dict[bytes, bytes]):
    """The kind of a text as it is stored in XML; a text that resembles an indicator's name is a kind of its own."""

    def __init__(self, words: Dictionary) -> None:
        super().__init__()
        self._words = words
        self._names = [_grams(name) for name in words.indicators.codes]
        self._holders: dict[str, list[int]] = {}
        for number, grams in enumerate(self._names):
            for gram in grams:
                self._holders.setdefault(gram, []).append(number)
        spelled = (words.indicators, words.headers, words.heads, words.measures, words.blanks, words.answers)
        self._grams = frozenset(gram for names in spelled for name in names.codes for gram in _grams(name))
        self._near = 0

    def of(self, stored: list[bytes]) -> list[bytes]:
        """The kinds of texts, in their order."""
        unknown = {one for one in set(stored) if one not in self}
        if len(self) + len(unknown) > _MOST_TEXTS:
            self.clear()
            unknown = set(stored)
        told = list(unknown)
        lines = _unescaped(b"\n".join(told)).split("\n")
        if len(lines) != len(told):  # a text of several lines
            lines = [_unescaped(one) for one in told]
        folded = list(map(_folded, lines))
        bare = _DIGITS.sub("", "\0".join(folded)).split("\0")
        self.update(zip(told, map(self._kind, lines, folded, bare), strict=True))
        return [self[one] for one in stored]

    def _kind(self, text: str, folded: str, bare: str) -> bytes:
        """The kind of a text, given what remains of it without width and case, and without digits too."""
        grams = set(map(add, bare, bare[1:]))
        is_doubtful = len(grams & self._grams) * 2 >= len(grams) or ":" in bare
        told = self._told(text, grams) if is_doubtful and len(text) <= _LONGEST_NAME else b""
        return told or (_WORD if bare == folded else _WITH_DIGIT)

    def _told(self, text: str, grams: set[str]) -> bytes:
        """The kind of a text made of pieces of known words; nothing where it is none of them."""
        words = self._words
        label = normalise(text).partition(":")[0]
        if words.indicator(text) or _is_header(text, words) or words.heads.find(label):
            return KNOWN
        if words.blanks.find(text) or words.answers.find(text):
            return _BLANK
        if words.measures.find(text):
            return _MEASURE
        if self._near < _MOST_NEAR and self._resembles(grams):
            self._near += 1
            return b"(%s)" % text.translate(_NAMED).encode()
        return b""

    def _resembles(self, grams: set[str]) -> bool:
        shared = Counter(number for gram in grams for number in self._holders.get(gram, ()))
        return any(2 * count >= _LIKENESS * (len(grams) + len(self._names[name])) for name, count in shared.items())


# digits leave a shape, and markup must not enter it
_NAMED = {ord("<"): "‹", ord("&"): "＆"} | {ord("0") + digit: chr(0x2460 + digit) for digit in range(10)}


def shapes(rows: bytes, strings: list[bytes], kinds: Kinds) -> bytes:
    """The shapes of rows, each before its `</row>`; `strings` are the kinds of the common ones.

    OddError where a row asks for a string in another spelling, or for one that is not there.
    """
    try:
        rows = _replaced(_STRING, rows, lambda numbers: map(strings.__getitem__, map(int, numbers)))
    except IndexError:
        raise OddError from None
    if any(sign in rows for sign in _STRING_SIGNS):
        raise OddError
    if b"<is>" in rows:
        rows = _replaced(_INLINE, rows, kinds.of)
    if b't="str"' in rows:
        rows = _replaced(_RESULT, rows, lambda results: _of_results(results, kinds))
    return rows.translate(None, _DELETED)


def is_told(shape: bytes) -> bool:
    """Whether a shape, or several, stand for their rows: every text in them was recognised as one."""
    return not any(sign in shape for sign in _UNTOLD)


def renumbered(rows: bytes, used: dict[int, int]) -> bytes:
    """The rows with their common strings counted anew, in the order in which they are `used`; new ones are added to it."""

    def anew(numbers: list[bytes]) -> Iterator[bytes]:
        return (b't="s"><v>%d</v>' % used.setdefault(int(number), len(used)) for number in numbers)

    rows = _replaced(_STRING, rows, anew)
    if len(_STRING.findall(rows)) != sum(map(rows.count, _STRING_SIGNS)):
        raise OddError
    return rows


def _replaced(pattern: re.Pattern[bytes], rows: bytes, told: Callable[[list[bytes]], Iterable[bytes]]) -> bytes:
    pieces = pattern.split(rows)
    pieces[1::2] = told(pieces[1::2])
    return b"".join(pieces)


def _of_results(stored: list[bytes], kinds: Kinds) -> list[bytes]:
    """The formulas of texts, and the kinds of the texts."""
    parted = [one.rpartition(b"<v>") for one in stored]
    told = kinds.of([text for _, _, text in parted])
    return [formula + kind for (formula, _, _), kind in zip(parted, told, strict=True)]


def _is_header(text: str, words: Dictionary) -> bool:
    label = split_year(text)[1].replace("()", "")
    return bool(words.headers.find(label) or words.headers.find(label.partition("(")[0]))


def _unescaped(stored: bytes) -> str:
    pieces = _REFERENCE.split(stored.decode("utf-8"))
    pieces[1::2] = map(chr, map(int, pieces[1::2]))
    text = "".join(pieces)
    return html.unescape(text) if "&" in text else text


def _folded(text: str) -> str:
    """A text without width and case; normalised where anything else is to be left out."""
    folded = text.casefold()
    is_plain = folded.isprintable() and _LEFT_OUT.isdisjoint(folded) and unicodedata.is_normalized("NFKC", folded)
    return folded if is_plain else normalise(text[:_LONGEST_NAME])


def _grams(text: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return set(map(add, text, text[1:]))
