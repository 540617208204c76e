"""Drawings without what they say twice: the same picture in fewer bytes."""

import re
from itertools import groupby

_PIECE = re.compile(r"<text\b[^>]*>.*?</text>|<(?:path|use|rect)\b[^>]*/>|<[^>]*>|[^<]+", re.DOTALL)
_STYLE = re.compile(r' style="([^"]*)"')
_NESTED = re.compile(r"<g\b[^>]* style=")
_POINT = re.compile(r'<path d="M-?[\d.]+ -?[\d.]+"[^>]*/>')  # a move without a line draws nothing
_COLOUR = re.compile(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3(?![0-9a-f])")
_INITIAL = {"text-anchor:start", "stroke-dashoffset:0", "stroke-linejoin:miter"}
_INHERITED = re.compile(r"(?:fill|stroke)(?:-[a-z]+)*|font-size|text-anchor")
_FEWEST = 3  # neighbours of one style that are worth a group


def lean(drawing: str) -> str:
    """A drawing with initial values unsaid, and neighbours of one style in a group that says it once.

    One that has such groups already stays as it is: there a child may need to say an initial value.
    """
    if _NESTED.search(drawing):
        return drawing
    pieces = _PIECE.findall(_STYLE.sub(_said, _POINT.sub("", drawing)))
    return "".join(_run(style, list(run)) for style, run in groupby(pieces, key=_style))


def _said(style: re.Match[str]) -> str:
    parts = ";".join(part for part in style[1].split(";") if part not in _INITIAL)
    short = _COLOUR.sub(r"#\1\2\3", parts)
    return f' style="{short}"' if short else ""


def _style(piece: str) -> str:
    """The style of an element that holds no other, where all of it would come down to it from a group."""
    found = _STYLE.search(piece) if piece.endswith(("/>", "</text>")) else None
    is_inherited = found and all(_INHERITED.fullmatch(part.partition(":")[0]) for part in found[1].split(";"))
    return found[1] if found and is_inherited else ""


def _run(style: str, pieces: list[str]) -> str:
    if not style or len(pieces) < _FEWEST:
        return "".join(pieces)
    return f'<g style="{style}">{"".join(_STYLE.sub("", piece, count=1) for piece in pieces)}</g>'
