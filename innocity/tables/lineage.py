"""The table that leads from every printed number to what it was made of."""

from enum import StrEnum
from typing import ClassVar

from innocity.csvfile import Row
from innocity.tables.table import Table


class Origin(StrEnum):
    """What a number, or a part of it, comes from: each way ends in a cell, a file, a parameter or a constant."""

    NUMBER = "number"
    CELL = "cell"
    FILE = "file"
    PARAMETER = "parameter"
    CONSTANT = "constant"


class Input(Row):
    """One thing that a number was made of: its role in the formula, its value, and where it comes from.

    `from_number` leads on to another number, `file`, `sheet` and `cell` into a return, `file` and `row` to a parameter; of
    a constant, `row` names the function that sets it.
    """

    role: str
    value: str | None = None
    weight: str | None = None
    origin: Origin
    from_number: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    sha256: str | None = None
    raw_text: str | None = None
    number_format: str | None = None
    rules: tuple[str, ...] = ()
    row: str | None = None
    document: str | None = None


class _OfNumber(Row):
    """Which number an input belongs to, and which of its inputs it is; stands before the input."""

    number_id: str
    place: int
    result: str | None = None
    formula: str | None = None


class Edge(Input, _OfNumber, Table):
    """One input of one number, and where that input comes from.

    `result` is the number's own value; `formula`, where there is one, gives it from the values of its inputs by their
    roles: `sum(part)` and `count(part)` run over all inputs of that role, `mean(part)` weighs them.
    """

    table: ClassVar[str] = "lineage"
    key: ClassVar[tuple[str, ...]] = ("number_id", "place")
