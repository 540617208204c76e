"""Reads, as it is loaded, what every kernel and page needs: once in a parent, it is read for all that are forked from it.

These are the characters that the shipped fonts draw, the messages of the usual language, and the names of its calendar.
"""

from babel import Locale

from innocity.language import Language, messages
from innocity.presentation.glyphs import missing, shipped_fonts

_LANGUAGE = Language.ZH_HANS

missing("", shipped_fonts())
messages(_LANGUAGE)
Locale.parse(_LANGUAGE.suffix).days  # noqa: B018 - asked for, they are read and kept
