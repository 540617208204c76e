"""Every word that a reader sees, by key and language, from the message catalogues (`presentation/locales/*.po`)."""

import os
from enum import StrEnum
from functools import cache
from pathlib import Path

_CATALOGUES = Path(__file__).parent / "presentation" / "locales"
_VARIABLE = "INNOCITY_LANG"


class Language(StrEnum):
    """A language of pages and messages, by its BCP 47 tag."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"

    @property
    def suffix(self) -> str:
        """The ending of columns and catalogues in this language: `zh_hans`."""
        return self.value.replace("-", "_").lower()

    @property
    def own_name(self) -> str:
        """What its readers call it."""
        return _OWN_NAMES[self]


_OWN_NAMES = {Language.ZH_HANS: "简体中文", Language.ZH_HANT: "繁體中文", Language.EN: "English"}


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
    """All messages of one language by key."""
    from babel.messages.pofile import read_po

    with _path(language).open("rb") as handle:
        catalogue = read_po(handle, locale=language.value.replace("-", "_"), abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def _path(language: Language) -> Path:
    return _CATALOGUES / f"{language.suffix}.po"
