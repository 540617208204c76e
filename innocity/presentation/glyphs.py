"""The fonts of the reports: where they lie, and which characters they can draw."""

import os
import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

_VARIABLE = "INNOCITY_FONTS"
_FONT_FILES = {".otf", ".ttf", ".otc", ".ttc"}
# The faces of GB/T 9704-2012 by a part of the names that their families go by.
_FACES = {
    "fangsong": ("fangsong", "fang song", "仿宋"),
    "xiaobiaosong": ("xiaobiaosong", "xbsong", "小标宋"),
    "kai": ("kaiti", "kai ti", "fandolkai", "楷体"),
    "hei": ("simhei", "heiti", "fandolhei", "黑体"),
}
_NEVER_DRAWN = {"Cf", "Zl", "Zp", "Zs"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


def shipped_fonts() -> Path:
    """The folder of the fonts that come with the environment: Noto Serif SC and Noto Sans SC."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.sans_path()).parent


def own_fonts() -> Path | None:
    """The folder of licensed fonts that INNOCITY_FONTS names; None where it names none."""
    named = os.environ.get(_VARIABLE, "")
    return Path(named) if named else None


def font_files(folder: Path | None) -> list[Path]:
    """The font files in a folder by name; none where it is no folder."""
    found = folder.iterdir() if folder and folder.is_dir() else ()
    return sorted(path for path in found if path.suffix.lower() in _FONT_FILES)


@cache
def collection(folders: tuple[Path, ...]) -> "typst.Fonts":
    """The fonts of these folders and no others, for Typst."""
    import typst

    paths = [str(folder) for folder in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def faces(families: list[str]) -> dict[str, str]:
    """The family that stands for each face of the standard, where there is one, and under `rest` all of them."""
    found = {
        face: sorted(family for family in families if any(part in family.lower() for part in parts))
        for face, parts in _FACES.items()
    }
    return {face: names[0] for face, names in found.items() if names} | {"rest": "|".join(families)}


def digests(folder: str) -> list[tuple[Path, str]]:
    """The font files in a folder with their SHA-256; none for the empty name."""
    files = font_files(Path(folder)) if folder else []
    return [(path, sha256(path.read_bytes()).hexdigest()) for path in files]


def missing(text: str, *folders: Path) -> list[str]:
    """The characters of the text, sorted, that no font in the folders draws; blanks need no glyph."""
    undrawable = set(text).difference(*map(_drawable, folders))
    return sorted(filter(_is_drawn, undrawable))


def _is_drawn(character: str) -> bool:
    is_blank = character.isspace() or unicodedata.category(character) in _NEVER_DRAWN
    return not is_blank and ord(character) not in _VARIATION_SELECTORS


@cache
def _drawable(folder: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found: set[int] = set()
    for path in font_files(folder):
        with TTFont(path, lazy=True, fontNumber=0) as font:
            found.update(font.getBestCmap())
    return frozenset(map(chr, found))
