"""The headings of a table, with what the cells below them are."""

from collections.abc import Sequence

from innocity.language import Language, text
from innocity.presentation.formats import ABSENT
from innocity.presentation.tables import Column, Role, Row

_ROLES = {"N": Role.NUMBER, "H": Role.NAME, "T": Role.TEXT}


def headings(language: Language, described: str) -> tuple[Column, ...]:
    """Columns by `key:role` with N a number, H the name of the row, T text; words from the catalogue."""
    parts = [part.split(":") for part in described.split()]
    return tuple(Column(text(f"column.{key}", language), _ROLES[role]) for key, role in parts)


def without_blank(columns: Sequence[Column], lines: Sequence[Row]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The columns that say something in any of the lines, and the lines with these alone."""
    telling = [place for place in range(len(columns)) if any(line[place] != ABSENT for line in lines)]
    return tuple(columns[place] for place in telling), tuple(tuple(line[place] for place in telling) for line in lines)
