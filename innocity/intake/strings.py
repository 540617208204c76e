"""The common strings of a large workbook, as they are stored: their texts, and a part with only those that are used."""

import re
from collections.abc import Iterable

from innocity.intake.alike import OddError

MAX_STRINGS = 1_500_000
_CLOSE = b"</si>"
_EMPTY = re.compile(rb"<si ?/>")
_PLAIN = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t>')
_SOUND = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)  # how a text is pronounced
_TEXT = re.compile(rb"<t\b[^>]*>([^<]*)</t>")


class Strings:
    """The strings in order; OddError where the part is spelled in another way than spreadsheet programs do."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        content = _EMPTY.sub(b"<si></si>", b"".join(blocks))
        *self._items, self._coda = content.split(_CLOSE)
        if b"<!" in content or b"<?" in content[2:] or content.count(b"<si>") != len(self._items):
            raise OddError
        if len(self._items) > MAX_STRINGS:
            raise OddError
        self._prolog = b""
        if self._items:
            self._prolog, mark, first = self._items[0].partition(b"<si>")
            self._items[0] = mark + first
        self.texts = [_text(item) for item in self._items]

    def only(self, used: dict[int, int]) -> bytes:
        """A part that holds the strings whose numbers are used, in the order of their new numbers."""
        chosen = (self._items[old] + _CLOSE for old in sorted(used, key=used.__getitem__))
        return b"".join([self._prolog, *chosen, self._coda])


def _text(item: bytes) -> bytes:
    plain = _PLAIN.fullmatch(item)
    return plain[1] if plain else b"".join(_TEXT.findall(_SOUND.sub(b"", item)))
