"""What stands in every value cell of the synthetic returns, `truth.csv`: the key that intake is measured against."""

from enum import StrEnum

from innocity import csvfile
from innocity.csvfile import Row
from innocity.facts import Value
from innocity.workspace import Workspace

FILE = "truth.csv"


class Careful(StrEnum):
    """What a careful person makes of a cell: reads it right, or sends it back."""

    VALUE = "value"
    FINDING = "finding"


class Truth(Row):
    """One value cell that was written: where, what is true, how it was written, and what is wrong with it, if anything.

    `value` is in the measure of the plan, empty where there is none; `sheet` is empty in a text file, `fault` in a sound cell.
    """

    period: str
    file: str
    sheet: str | None = None
    cell: str
    unit: str
    indicator: str
    value: Value | None = None
    style: str
    fault: str | None = None
    careful_reader: Careful
    layout: str


def read_truth(workspace: Workspace) -> list[Truth]:
    """The truth about a synthetic workspace; InnocityError when the table is faulty."""
    return csvfile.read(workspace.root / FILE, Truth)
