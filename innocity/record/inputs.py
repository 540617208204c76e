"""How a number is written down with what it was made of, and the kinds of things that it can be made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from innocity.tables import (
    CommitmentValue,
    Edge,
    Evidence,
    Finding,
    Observation,
    Origin,
    Override,
    Receipt,
    Table,
    WorkReport,
)
from innocity.tables.lineage import Input
from innocity.tables.numbers import number_id


@dataclass(frozen=True)
class Derived:
    """A number with its inputs, and the formula that gives it from them where one line can say it."""

    number_id: str
    result: str
    inputs: tuple[Input, ...]
    formula: str | None = None

    @property
    def edges(self) -> Iterator[Edge]:
        """The rows of the lineage table, one an input, in their order."""
        for place, one in enumerate(self.inputs, start=1):
            own: dict[str, Any] = {
                "number_id": self.number_id,
                "place": place,
                "result": self.result,
                "formula": self.formula,
            }
            yield Edge.model_construct(**own, **vars(one))


def derived(row: Table, column: str, inputs: Iterable[Input], formula: str | None = None) -> Iterator[Derived]:
    """The number in a column of a row; nothing where the column is empty."""
    if result := row.written(column):
        yield Derived(number_id(row, column), result, tuple(inputs), formula)


def counted(identifier: str, parts: Iterable[Input], others: Iterable[Input] = ()) -> Derived:
    """A number of things; where there is none, what was looked at and not counted stands in their place."""
    found = tuple(parts)
    return Derived(identifier, str(len(found)), found or tuple(others), "count(part)")


def number(row: Table, column: str, role: str = "", weight: str | None = None) -> Input:
    """A number that has an id of its own; its role is its column unless another is given."""
    value = row.written(column) or None
    return Input(
        role=role or column, value=value, origin=Origin.NUMBER, weight=weight, from_number=number_id(row, column)
    )


def cell(row: Observation | CommitmentValue, role: str = "value") -> Input:
    """The value of a cell of a return, with what stood there and how it was read."""
    return Input(
        role=role,
        value=row.written("value"),
        origin=Origin.CELL,
        file=row.file,
        sheet=row.sheet,
        cell=row.cell,
        sha256=row.sha256,
        raw_text=row.raw_text,
        number_format=row.number_format,
        rules=row.rules,
    )


def report(row: WorkReport) -> Input:
    """What a unit declared of a work point, and where."""
    said = row.declared.value if row.declared else None
    place = {"file": row.file, "sheet": row.sheet, "cell": row.cell, "sha256": row.sha256}
    return Input(role="report", value=said, origin=Origin.CELL, **place)


def finding(row: Finding, role: str) -> Input:
    """A finding by its code, and the cell or the file in which something was found."""
    origin = Origin.CELL if row.cell else Origin.FILE if row.file else Origin.CONSTANT
    place = {"file": row.file, "sheet": row.sheet, "cell": row.cell, "raw_text": row.got}
    return Input(role=role, value=row.code, origin=origin, **place)


def file(row: Receipt, role: str = "file") -> Input:
    """A file that was received, with its day of arrival."""
    return Input(role=role, value=row.received_on.isoformat(), origin=Origin.FILE, file=row.file, sha256=row.sha256)


def support(row: Evidence, claimed_in: Receipt | None) -> Input:
    """A claim of evidence: the file that came, else the return that names it."""
    came = row.file or (claimed_in.file if claimed_in else None)
    digest = row.sha256 or (claimed_in.sha256 if claimed_in else None)
    origin = Origin.FILE if came else Origin.CONSTANT
    return Input(role="claim", value=row.claimed, origin=origin, file=came, sha256=digest)


def parameter(role: str, file: str, row: str, value: object, document: str | None = None) -> Input:
    """A row of a parameter file, or an entry of one by its path."""
    place = {"file": f"params/{file}", "row": row, "document": document}
    return Input(role=role, value=str(value), origin=Origin.PARAMETER, **place)


def correction(row: Override) -> Input:
    """The office's correction of a cell: its line, what stands in the cell, and on whose word it counts otherwise."""
    place = f"data/raw/{row.period}/overrides.csv"
    word = f"{row.who}: {row.why} ({row.evidence})"
    source = {"file": place, "raw_text": row.before, "row": str(row.line), "document": word}
    return Input(role="correction", value=row.after, origin=Origin.PARAMETER, **source)


def constant(role: str, value: object, function: str) -> Input:
    """A value that a rule of the code sets, by the name of the function that holds it."""
    return Input(role=role, value=str(value), origin=Origin.CONSTANT, row=function)
