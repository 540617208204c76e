"""Which characters the report's fonts can draw."""

import unicodedata
from functools import cache
from pathlib import Path

_FONT_FILES = {".otf", ".ttf", ".otc", ".ttc"}
_NEVER_DRAWN = {"Cf", "Zl", "Zp", "Zs"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


def missing(text: str, font_dir: Path) -> list[str]:
    """The characters of the text, sorted, that no font in the folder draws; blanks need no glyph."""
    return sorted(character for character in set(text) - _drawable(font_dir) if _is_drawn(character))


def _is_drawn(character: str) -> bool:
    is_blank = character.isspace() or unicodedata.category(character) in _NEVER_DRAWN
    return not is_blank and ord(character) not in _VARIATION_SELECTORS


@cache
def _drawable(font_dir: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found: set[int] = set()
    for path in sorted(font_dir.iterdir()):
        if path.suffix.lower() in _FONT_FILES:
            with TTFont(path, lazy=True, fontNumber=0) as font:
                found.update(font.getBestCmap())
    return frozenset(map(chr, found))
