"""Text as Typst markup: every piece of it a string literal, so that none acts as markup."""

import re
from collections.abc import Iterable

from innocity.presentation.table_layout import LONGEST_WORD

_BREAK_EVERY = 8

# Direction overrides could show "12" as "21", and a byte-order mark is refused by PDF/A; none of them has a glyph.
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONG_WORD = re.compile(rf"([!-~]{{{LONGEST_WORD + 1},}})")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HAN = "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uff00-\uffef]"
# The source's line ends are no blanks where Chinese is on both sides, or on one side and an element on the other.
_LINE_END_IN_CHINESE = re.compile(rf"(?<={_HAN})[ \t]*\n[ \t]*(?={_HAN}|$)|^[ \t]*\n[ \t]*(?={_HAN})")


def literal(text: str) -> str:
    """The text as a Typst string literal."""
    for character, escape in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("\r", r"\r")):
        text = text.replace(character, escape)
    return f'"{text}"'


def flowing(text: str) -> str:
    """The text as it flows in a paragraph: blanks and line ends are one blank, or none between Chinese characters."""
    line = _BLANKS.sub(" ", _LINE_END_IN_CHINESE.sub("", text))
    shown = words(line.strip(" "))
    before, after = line.startswith(" "), line.endswith(" ")
    return " " * before + shown + " " * (after and bool(shown))


def words(text: str) -> str:
    """The text as it stands; words that are too long for a column may part."""
    pieces = _LONG_WORD.split(text)
    return "".join(_breakable(piece) if _LONG_WORD.fullmatch(piece) else _shown(piece) for piece in pieces if piece)


def _shown(text: str) -> str:
    return f"#{literal(_UNSEEN.sub('', text))};"


def _breakable(word: str) -> str:
    # An empty box, unlike U+200B, leaves nothing behind in copied text.
    parts = (word[start : start + _BREAK_EVERY] for start in range(0, len(word), _BREAK_EVERY))
    return "#box();".join(map(_shown, parts))


def boolean(value: bool) -> str:
    """The value as Typst writes it."""
    return str(value).lower()


def array(items: Iterable[str]) -> str:
    """Items that are markup already, as a Typst array."""
    return f"({''.join(f'{item},' for item in items)})"
