"""The id of every printed number: the table that holds it, the key of its row and its column, `attainment.11.actual`."""

import re
from collections.abc import Sequence

from innocity.tables.table import Table

_KEYS = {  # shorter than what sorts them
    "commitments": ("commitment", "item"),
    "work_points": ("work_point",),
    "changes": ("row", "figure", "cause"),
}
_UNSAID = ("projection",)  # the scenario that is meant where none is named
_UNSPOKEN = re.compile(r"[^\w.-]")
_RETURNS = "data/raw/"


def number_id(row: Table, column: str) -> str:
    """The id of the number in a column of a row."""
    return f"{row_id(row)}.{column}"


def row_id(row: Table) -> str:
    """What the ids of all numbers of a row begin with: table and key, without absent parts and without the word for a projection.

    Characters that an anchor cannot hold stand as `:` and their hexadecimal code, a slash as `::`.
    """
    parts = map(row.written, _KEYS.get(row.table, row.key))
    return ".".join([row.table, *(_spoken(part) for part in parts if part and part not in _UNSAID)])


def count_id(table: type[Table], what: str) -> str:
    """The id of a number of rows of a table, as sentences and key figures name it: `attainment.count.met`."""
    return f"{table.table}.count.{what}"


def rule_id(file: str, *parts: str) -> str:
    """The id of a number that stands in a parameter file, by the file, its row and its column."""
    return ".".join([file, *map(_spoken, parts)])


def due_id(unit: str) -> str:
    """The id of the number of things that a unit must still deliver."""
    return f"score_items.{unit}.count.due"


def promised_id(commitment: str, items: Sequence[str]) -> str:
    """The id of a promised number by its code, and the thing that it is promised of where there are several."""
    return ".".join(["commitments", commitment, *map(_spoken, items), "promised"])


def _spoken(part: str) -> str:
    return _UNSPOKEN.sub(lambda match: _code(match[0]), part.removeprefix(_RETURNS))


def _code(character: str) -> str:
    return "::" if character == "/" else f":{ord(character):02x}"
