"""The tables that say what came in: files, values, evidence, findings, and what units report of their work."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from innocity.facts import Value, ValueStatus
from innocity.tables.table import Table


class Verdict(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"


class Receipt(Table):
    """A file received: which, from whom, when, and what became of it."""

    table: ClassVar[str] = "receipts"
    key: ClassVar[tuple[str, ...]] = ("file",)

    file: str
    sha256: str
    period: str
    unit: str | None = None
    received_on: date
    channel: str | None = None
    is_registered: bool
    version: int
    verdict: Verdict
    reason: str | None = None


class Observation(Table):
    """One indicator, one unit, one year, one value, from one cell."""

    table: ClassVar[str] = "observations"
    key: ClassVar[tuple[str, ...]] = ("indicator", "reference_year", "unit", "file")

    indicator: str
    unit: str
    period: str
    reference_year: int
    value: Value
    measure: str
    raw_text: str
    number_format: str
    status: ValueStatus
    as_of: date
    evidence: str | None = None
    file: str
    sheet: str
    cell: str
    sha256: str
    rules: tuple[str, ...] = ()
    superseded_by: str | None = None


class Evidence(Table):
    """A claim in a return that something supports a value, a file that came beside the returns, or both where they meet.

    `file` is empty for a claim that no file goes by: `is_missing` where the claim reads like a file's name, else a document
    that is only named. `claimed`, `indicator` and `about` are empty for a file that no return names; `about` is the code
    of a work point or a commitment. A file inside an archive is named `archive!member`.
    """

    table: ClassVar[str] = "evidence"
    key: ClassVar[tuple[str, ...]] = ("period", "unit", "indicator", "about", "claimed", "file")

    period: str
    unit: str | None = None
    indicator: str | None = None
    about: str | None = None
    claimed: str | None = None
    file: str | None = None
    sha256: str | None = None
    is_missing: bool


class Severity(StrEnum):
    """How grave a finding is: an error must be mended, a warning wants an answer, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Table):
    """Something wrong or doubtful in a return: where, what, and how to mend it.

    `about` is the code of a work point or a commitment, where the finding is about one.
    """

    table: ClassVar[str] = "findings"
    key: ClassVar[tuple[str, ...]] = ("file", "sheet", "cell", "code", "indicator")

    severity: Severity
    code: str
    unit: str | None = None
    indicator: str | None = None
    about: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    got: str | None = None
    expected: str | None = None
    remedy: str


class Declared(StrEnum):
    """How a unit says that a work point goes."""

    DONE = "done"
    UNDER_WAY = "under_way"
    DELAYED = "delayed"
    NOT_STARTED = "not_started"


class WorkReport(Table):
    """What one unit says of one work point in one return; texts are the sender's own.

    `cell` is the first cell of the row that holds something of it; `as_of` is the last day of the period, or the day of
    arrival where that came before, unless the row says another.
    """

    table: ClassVar[str] = "work_reports"
    key: ClassVar[tuple[str, ...]] = ("work_point", "period", "unit", "file")

    work_point: str
    unit: str
    period: str
    declared: Declared | None = None
    completed_on: date | None = None
    progress: str | None = None
    problem: str | None = None
    next_step: str | None = None
    evidence: str | None = None
    as_of: date
    file: str
    sheet: str
    cell: str
    sha256: str
    superseded_by: str | None = None


class CommitmentValue(Table):
    """The value of one promised number in one return, from one cell; `item` where a commitment holds several figures."""

    table: ClassVar[str] = "commitment_values"
    key: ClassVar[tuple[str, ...]] = ("commitment", "item", "reference_year", "period", "unit", "file")

    commitment: str
    item: str | None = None
    unit: str
    period: str
    reference_year: int
    value: Decimal
    measure: str
    raw_text: str
    number_format: str
    status: ValueStatus
    as_of: date
    evidence: str | None = None
    file: str
    sheet: str
    cell: str
    sha256: str
    rules: tuple[str, ...] = ()
    superseded_by: str | None = None
