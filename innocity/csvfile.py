"""CSV as the record: UTF-8 with BOM, LF, one row per model; read with every fault named by file, line and column."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from innocity import language
from innocity.errors import InnocityError

LIST_MARK = ";"
_FORMULA = re.compile(r"'*[=+\-@\t\r](?=.)(?![\d.]+\Z)", re.DOTALL)


class Row(BaseModel):
    """A row of a table: frozen, nothing unknown; an empty cell is an absent value, `;` parts a list."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _from_cells(cls, cells: Any) -> Any:
        if not isinstance(cells, dict):
            return cells
        lists = cls._lists()
        return {
            name: tuple(cell.split(LIST_MARK)) if name in lists and isinstance(cell, str) else cell
            for name, cell in cells.items()
            if cell != ""
        }

    @classmethod
    @cache
    def _lists(cls) -> frozenset[str]:
        """The columns that hold several values."""
        return frozenset(name for name, field in cls.model_fields.items() if str(field.annotation).startswith("tuple"))

    def cells(self) -> dict[str, str]:
        """The row as text, column by column."""
        return {name: _as_text(getattr(self, name)) for name in type(self).model_fields}

    def written(self, column: str) -> str:
        """One column of the row as text."""
        return _as_text(getattr(self, column))

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The columns in the order in which they are written."""
        return tuple(cls.model_fields)

    def replaced(self, **values: object) -> Self:
        """The same row with some values exchanged."""
        return self.model_copy(update=values)


RowT = TypeVar("RowT", bound=Row)


def build(row_type: type[Row] = Row) -> None:
    """Make a kind of row and all kinds below it ready for reading, which the first reading does otherwise: once, before a fork."""
    row_type.model_rebuild()
    for kind in row_type.__subclasses__():
        build(kind)


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return LIST_MARK.join(_as_text(part) for part in value)
        case _:
            return str(value)


def parse(path: Path, row_type: type[RowT]) -> tuple[list[RowT], list[str]]:
    """The rows of a file and, as sentences, all that is wrong in it; a wrong row is left out."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], [language.text("error.file_missing", file=path.name, folder=path.parent.name)]
    except UnicodeDecodeError:
        return [], [language.text("error.encoding", file=path.name)]
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    try:
        if faults := _header_faults(path, reader.fieldnames or (), row_type):
            return [], faults
        return _rows(path, reader, row_type)
    except csv.Error as fault:
        return [], [_told(path, reader.line_num, {"loc": (), "type": "csv", "input": fault, "msg": "CSV (RFC 4180)"})]


def _rows(path: Path, reader: "csv.DictReader[str]", row_type: type[RowT]) -> tuple[list[RowT], list[str]]:
    rows: list[RowT] = []
    faults: list[str] = []
    for cells in reader:
        try:
            rows.append(row_type.model_validate({name: _unguarded(cell) for name, cell in cells.items()}))
        except ValidationError as fault:
            faults.extend(_told(path, reader.line_num, error) for error in fault.errors())
    return rows, faults


def read(path: Path, row_type: type[RowT]) -> list[RowT]:
    """The rows of a file; InnocityError that lists everything wrong in it."""
    rows, faults = parse(path, row_type)
    if faults:
        raise InnocityError("error.table", faults="\n".join(faults))
    return rows


class Index(Generic[RowT]):
    """The rows of a file that was written here, by the text of one of their columns; only what is asked for is checked."""

    def __init__(self, path: Path, row_type: type[RowT], column: str) -> None:
        self._type = row_type
        with path.open(encoding="utf-8-sig", newline="") as handle:
            self._columns, *lines = csv.reader(handle, strict=True)
        place = self._columns.index(column)
        self._lines: dict[str, list[list[str]]] = {}
        for line in lines:
            self._lines.setdefault(line[place], []).append(line)

    def __contains__(self, key: str) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __getitem__(self, key: str) -> list[RowT]:
        rows = (zip(self._columns, map(_unguarded, line), strict=True) for line in self._lines[key])
        return [self._type.model_validate(dict(row)) for row in rows]


def render(rows: Iterable[Row], row_type: type[Row]) -> str:
    """The rows as CSV text with header, in the order given."""
    return "".join([_line(row_type.columns()), *(_line(map(_guarded, row.cells().values())) for row in rows)])


def write(path: Path, rows: Iterable[Row], row_type: type[Row]) -> None:
    """Write a file anew, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(rows, row_type), encoding="utf-8-sig", newline="\n")


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)  # with its own line end, else a carriage return in a cell would not be quoted
    return out.getvalue().removesuffix("\r\n") + "\n"


def _guarded(text: str) -> str:
    """The text, marked as text where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: Any) -> Any:
    """The text without the mark that `_guarded` set; None and the surplus cells of a row as they are."""
    return text[1:] if isinstance(text, str) and text.startswith("'") and _FORMULA.match(text) else text


def _header_faults(path: Path, found: Sequence[str], row_type: type[Row]) -> list[str]:
    expected = row_type.columns()
    required = {name for name, field in row_type.model_fields.items() if field.is_required()}
    repeated = {name for name in found if found.count(name) > 1}
    unknown, missing = sorted((set(found) - set(expected)) | repeated), sorted(required - set(found))
    if not unknown and not missing:
        return []
    return [
        language.text("error.columns", file=path.name, got=", ".join(unknown) or "-", missing=", ".join(missing) or "-")
    ]


def _told(path: Path, line: int, error: Any) -> str:
    column = ".".join(str(part) for part in error["loc"]) or "*"
    got = "" if error["type"] == "missing" else error["input"]
    return language.text("error.cell", file=path.name, line=line, column=column, got=got, expected=error["msg"])
