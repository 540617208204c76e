"""Texts that know the numbers in them, and messages that keep the ids of the numbers that are put into them."""

from collections.abc import Iterable
from string import Formatter
from typing import Self

from innocity.language import Language, messages


class Said(str):
    """A text that knows the numbers in it; it is its parts one after the other, some of them numbers with an id."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, parts: Iterable[str]) -> Self:
        kept = tuple(filter(None, parts))
        said = super().__new__(cls, "".join(kept))
        said.parts = kept
        return said

    def __add__(self, other: str) -> Self:
        """The same text with another after it."""
        return type(self)((*self.parts, *parts_of(other)))


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a text that knows its numbers; of any other, the text itself."""
    return text.parts if isinstance(text, Said) else (text,)


def text(key: str, language: Language, **values: object) -> str:
    """The message under this key, as `language.text` gives it; where a value knows its numbers, the message knows them.

    Raises KeyError when the catalogue lacks the key or the message asks for a value that was not given.
    """
    return filled(messages(language)[key], **values)


def filled(pattern: str, **values: object) -> str:
    """A pattern with what it asks for put in; where a value knows its numbers, the text knows them.

    Raises KeyError when the pattern asks for a value that was not given.
    """
    parts: list[str] = []
    for literal, name, form, _ in Formatter().parse(pattern):
        parts.append(literal)
        if name is not None:
            value = values[name]
            parts.extend(parts_of(value) if isinstance(value, str) else [format(value, form or "")])
    return Said(parts)


def listed(names: Iterable[str], language: Language) -> str:
    """Names one after the other with the mark of a list between them, with the numbers that stand in them."""
    return joined(names, text("format.list_mark", language))


def joined(texts: Iterable[str], mark: str) -> str:
    """Texts one after the other with a mark between them, with the numbers that stand in them."""
    parts: list[str] = []
    for place, one in enumerate(texts):
        parts.extend([mark, *parts_of(one)] if place else parts_of(one))
    return Said(parts)
