"""Every word that a reader sees, by key and language, from the message catalogues (`presentation/locales/*.po`)."""

import json
import os
import re
from enum import StrEnum
from functools import cache
from pathlib import Path

_CATALOGUES = Path(__file__).parent / "presentation" / "locales"
_VARIABLE = "INNOCITY_LANG"
_ENTRY = re.compile(r'^msgid ((?:"(?:[^"\\\n]|\\.)*"\n)+)msgstr ((?:"(?:[^"\\\n]|\\.)*"(?:\n|\Z))+)', re.MULTILINE)


class Language(StrEnum):
    """A language of pages and messages, by its BCP 47 tag."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"

    @property
    def suffix(self) -> str:
        """The ending of columns and catalogues in this language: `zh_hans`."""
        return self.value.replace("-", "_").lower()


def current() -> Language:
    """The language of messages in this process: Simplified Chinese unless INNOCITY_LANG says otherwise."""
    wanted = os.environ.get(_VARIABLE, "")
    return Language(wanted) if wanted in set(Language) else Language.ZH_HANS


def use(language: Language) -> None:
    """Make this the language of this process and of the kernels that it starts."""
    os.environ[_VARIABLE] = language.value


def available() -> tuple[Language, ...]:
    """The languages that have a catalogue."""
    return tuple(language for language in Language if _path(language).exists())


def text(key: str, /, language: Language | None = None, **values: object) -> str:
    """The message under this key, its `{names}` filled in; a key that no catalogue holds is a fault of ours.

    Raises KeyError when the catalogue lacks the key or the message asks for a value that was not given.
    """
    return messages(language or current())[key].format(**values)


def translated(source: str, language: Language) -> str:
    """A passage of a notebook in this language; the passage itself where the catalogue does not hold it."""
    return messages(language).get(source.strip(), source)


@cache
def messages(language: Language) -> dict[str, str]:
    """All messages of one language by key; ValueError with the line that does not belong in a catalogue.

    Read here in a tenth of the time that babel takes, since every command does it.
    """
    content = _path(language).read_text(encoding="utf-8")
    if odd := [line for line in _ENTRY.sub("", content).split("\n") if line and not line.startswith("#")]:
        raise ValueError(f"{_path(language).name}: {odd[0]}")
    entries = (tuple(map(_said, entry)) for entry in _ENTRY.findall(content))
    return {key: said for key, said in entries if key and said}


def _said(literals: str) -> str:
    """The text of strings one below the other, as a catalogue writes them."""
    return "".join(json.loads(line) if "\\" in line else line[1:-1] for line in literals.split("\n") if line)


def _path(language: Language) -> Path:
    return _CATALOGUES / f"{language.suffix}.po"
