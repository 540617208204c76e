"""Style sheets and scripts as a page carries them: without comments and indentation."""

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")  # a blank before a colon parts two selectors: it stays
_LINE = re.compile(r"^[ \t]*(?://.*)?\n|^[ \t]+", re.MULTILINE)


def lean_style(sheet: str) -> str:
    """A style sheet with blanks only where they part words; it must not hold marks of CSS within strings."""
    return _AROUND.sub(r"\1", _COMMENT.sub("", sheet)).replace(";}", "}").strip()


def lean_script(script: str) -> str:
    """A script without the lines that are comments, empty lines and indentation; no text in it may span lines."""
    return _LINE.sub("", script)
