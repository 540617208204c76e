"""How a number is written down with what it was made of, and the kinds of things that it can be made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
from innocity.tables.numbers import number_id


@dataclass(frozen=True)
class Input:
    """One thing that a number was made of: its role in the formula, its value, and where it comes from."""

    role: str
    value: str | None
    origin: Origin
    weight: str | None = None
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
            yield Edge(number_id=self.number_id, place=place, result=self.result, formula=self.formula, **vars(one))


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
    return Input(role or column, value, Origin.NUMBER, weight=weight, from_number=number_id(row, column))


def cell(row: Observation | CommitmentValue, role: str = "value") -> Input:
    """The value of a cell of a return, with what stood there and how it was read."""
    return Input(
        role,
        row.written("value"),
        Origin.CELL,
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
    return Input("report", said, Origin.CELL, file=row.file, sheet=row.sheet, cell=row.cell, sha256=row.sha256)


def finding(row: Finding, role: str) -> Input:
    """A finding by its code, and the cell or the file in which something was found."""
    origin = Origin.CELL if row.cell else Origin.FILE if row.file else Origin.CONSTANT
    return Input(role, row.code, origin, file=row.file, sheet=row.sheet, cell=row.cell, raw_text=row.got)


def file(row: Receipt, role: str = "file") -> Input:
    """A file that was received, with its day of arrival."""
    return Input(role, row.received_on.isoformat(), Origin.FILE, file=row.file, sha256=row.sha256)


def support(row: Evidence, claimed_in: Receipt | None) -> Input:
    """A claim of evidence: the file that came, else the return that names it."""
    came = row.file or (claimed_in.file if claimed_in else None)
    digest = row.sha256 or (claimed_in.sha256 if claimed_in else None)
    return Input("claim", row.claimed, Origin.FILE if came else Origin.CONSTANT, file=came, sha256=digest)


def parameter(role: str, file: str, row: str, value: object, document: str | None = None) -> Input:
    """A row of a parameter file, or an entry of one by its path."""
    return Input(role, str(value), Origin.PARAMETER, file=f"params/{file}", row=row, document=document)


def correction(row: Override) -> Input:
    """The office's correction of a cell: its line, what stands in the cell, and on whose word it counts otherwise."""
    place = f"data/raw/{row.period}/overrides.csv"
    word = f"{row.who}: {row.why} ({row.evidence})"
    return Input(
        "correction", row.after, Origin.PARAMETER, file=place, raw_text=row.before, row=str(row.line), document=word
    )


def constant(role: str, value: object, function: str) -> Input:
    """A value that a rule of the code sets, by the name of the function that holds it."""
    return Input(role, str(value), Origin.CONSTANT, row=function)
