"""The ways in which offices lay out one and the same form, axis by axis."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from random import Random


class FileKind(StrEnum):
    """The format of a file, and the encoding of a text file."""

    XLSX = "xlsx"
    CSV_UTF8 = "utf-8"
    CSV_BOM = "utf-8-sig"
    CSV_GBK = "gb18030"
    CSV_UTF16 = "utf-16"

    @property
    def suffix(self) -> str:
        """The ending of the file's name."""
        return ".xlsx" if self is FileKind.XLSX else ".csv"


class MeasureIn(StrEnum):
    """Where the form says what its values are counted in."""

    COLUMN = "column"
    NAME = "name"
    HEADER = "header"
    NOWHERE = "nowhere"


class UnitBy(StrEnum):
    """What says whose return a file is."""

    HEAD = "head"
    FOLDER = "folder"
    FILE = "file"


class Script(StrEnum):
    """In which characters names are written."""

    SIMPLIFIED = "hans"
    TRADITIONAL = "hant"
    MIXED = "mixed"


class Naming(StrEnum):
    """How the names of indicators are spelled."""

    AS_PLANNED = "as_planned"
    NUMBERED = "numbered"
    WIDE = "wide"
    ALIAS = "alias"


class Shape(StrEnum):
    """How the lines of a form stand on its sheet."""

    UPRIGHT = "upright"
    YEARS_DOWN = "years_down"  # a line for each year
    TRANSPOSED = "transposed"
    SIDE_BY_SIDE = "side_by_side"  # in two halves


@dataclass(frozen=True)
class Layout:
    """One choice on every axis; `columns` in the order in which they stand."""

    kind: FileKind
    shape: Shape
    header_lines: int
    top: int
    left: int
    columns: tuple[str, ...]
    measure_in: MeasureIn
    unit_by: UnitBy
    script: Script
    naming: Naming
    is_year_in_header: bool
    is_head_split: bool
    is_second_sheet: bool
    has_totals: bool
    has_notes: bool
    has_extra_table: bool
    has_foreign_table: bool
    has_hidden_sheet: bool
    is_1904: bool  # days are counted from 1904, as old Macintosh workbooks do

    @property
    def is_workbook(self) -> bool:
        """Whether the file can hold merges, formats, formulas and hidden rows."""
        return self.kind is FileKind.XLSX

    def __str__(self) -> str:
        return ";".join(f"{field.name}={_told(getattr(self, field.name))}" for field in fields(self))


def choose(chance: Random, *, is_uniform: bool) -> Layout:
    """A layout at random; text files have no merges and one sheet, a header names only a measure that all lines share."""
    kind = FileKind.XLSX if chance.random() < 0.75 else chance.choice(list(FileKind)[1:])
    is_workbook = kind is FileKind.XLSX
    shape = Shape.UPRIGHT if _maybe(chance) else chance.choice(list(Shape)[1:])
    measure_in = chance.choice([place for place in MeasureIn if is_uniform or place is not MeasureIn.HEADER])
    return Layout(
        kind=kind,
        shape=shape,
        header_lines=chance.choice((1, 1, 2, 3)) if is_workbook and shape is Shape.UPRIGHT else 1,
        top=chance.randint(0, 3),
        left=chance.randint(0, 2),
        columns=_shaped(_columns(chance, measure_in), shape),
        measure_in=measure_in,
        unit_by=chance.choice(list(UnitBy)),
        script=chance.choice(list(Script)),
        naming=chance.choice(list(Naming)),
        is_year_in_header=_maybe(chance) and shape is not Shape.YEARS_DOWN,
        is_head_split=_maybe(chance),
        is_second_sheet=is_workbook and _maybe(chance),
        has_totals=_maybe(chance) and shape is not Shape.TRANSPOSED,
        has_notes=_maybe(chance),
        has_extra_table=_maybe(chance),
        has_foreign_table=_maybe(chance),
        has_hidden_sheet=is_workbook and chance.random() < 0.1,
        is_1904=is_workbook and chance.random() < 0.1,
    )


def _columns(chance: Random, measure_in: MeasureIn) -> tuple[str, ...]:
    """The columns: the needed ones in any order, some beside them; two years stand side by side."""
    beside = [name for name in ("number", "target", "evidence", "growth", "rank", "note") if _maybe(chance)]
    if measure_in is MeasureIn.COLUMN:
        beside.append("measure")
    middle = ["indicator", "value", "status", "as_of", *beside]
    if _maybe(chance):
        chance.shuffle(middle)
    if _maybe(chance):
        middle.insert(middle.index("value"), "previous_value")
    return ("group", *middle) if _maybe(chance) else tuple(middle)


def _shaped(columns: tuple[str, ...], shape: Shape) -> tuple[str, ...]:
    """The columns as a shape allows them: names first where they stand along a line, years in place of last year's value."""
    if shape is Shape.UPRIGHT:
        return columns
    plain = [name for name in columns if name != "group"]
    if shape is Shape.TRANSPOSED:
        return ("indicator", *(name for name in plain if name not in ("indicator", "number")))
    if shape is Shape.YEARS_DOWN:
        beside = plain.index("indicator") + 1
        plain.insert(beside, "year")
        return tuple(name for name in plain if name != "previous_value")
    return tuple(plain)


def _maybe(chance: Random) -> bool:
    return chance.random() < 0.5


def _told(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "+".join(map(str, value))
    return str(value)
