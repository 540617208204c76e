"""What stands in the synthetic returns, `truth.csv` and `evidence_truth.csv`: the key that intake is measured against."""

from enum import StrEnum

from innocity import csvfile
from innocity.csvfile import Row
from innocity.facts import Value
from innocity.workspace import Workspace

FILE = "truth.csv"
EVIDENCE_FILE = "evidence_truth.csv"


class Careful(StrEnum):
    """What a careful person makes of a cell: reads it right, or sends it back."""

    VALUE = "value"
    FINDING = "finding"


class Truth(Row):
    """One value cell or one report that was written: where, what is true, how it was written, what is wrong with it, if anything.

    `indicator` for a value of one; else `about`, with `item`, for a value of a commitment, or for the report on a work
    point, of which `said` holds state, day of completion and text. `value` is in the measure of the plan, empty where there
    is none; `sheet` is empty in a text file, `fault` in a sound cell.
    """

    period: str
    file: str
    sheet: str | None = None
    cell: str
    unit: str
    indicator: str | None = None
    about: str | None = None
    item: str | None = None
    value: Value | None = None
    said: str | None = None
    style: str
    fault: str | None = None
    careful_reader: Careful
    layout: str

    @property
    def subject(self) -> tuple[str | None, ...]:
        """What it is about, and who says so."""
        return self.unit, self.indicator, self.about, self.item


class EvidenceTruth(Row):
    """A claim in a return, a file that came beside it, or both where they meet; `cell` is that of the statement that claims."""

    period: str
    unit: str
    return_file: str
    sheet: str | None = None
    cell: str | None = None
    claimed: str | None = None
    file: str | None = None
    fault: str | None = None


def read_truth(workspace: Workspace) -> list[Truth]:
    """The truth about a synthetic workspace; InnocityError when the table is faulty."""
    return csvfile.read(workspace.root / FILE, Truth)


def read_evidence_truth(workspace: Workspace) -> list[EvidenceTruth]:
    """The truth about the evidence of a synthetic workspace; InnocityError when the table is faulty."""
    return csvfile.read(workspace.root / EVIDENCE_FILE, EvidenceTruth)
