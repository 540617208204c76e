"""The tables of a run: one class a table, one instance a row; `docs/tables.md` says the same for readers.

| table        | one row per                                           | key, which is also the order           |
| receipts     | file received for the period or an earlier one        | file                                   |
| observations | indicator, unit, reference year and file              | indicator, reference_year, unit, file  |
| evidence     | claim of evidence in a return, and file that came     | period, unit, indicator, claimed, file |
| findings     | finding in a return of the period                     | file, sheet, cell, code, indicator     |
| attainment   | indicator                                             | number                                 |
| readiness    | indicator, data year and scenario                     | number, data_year, scenario            |

Values are decimals exactly as sent (`3.0` stays `3.0`) or `yes`/`no`; an empty cell is an absent value, never a zero.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from innocity.csvfile import Row
from innocity.facts import Direction, Value, ValueStatus


class Table(Row):
    """A row of a table of a run; every table has a file name and the columns that sort it."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]


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
    that is only named. `claimed` and `indicator` are empty for a file that no return names. A file inside an archive
    is named `archive!member`.
    """

    table: ClassVar[str] = "evidence"
    key: ClassVar[tuple[str, ...]] = ("period", "unit", "indicator", "claimed", "file")

    period: str
    unit: str | None = None
    indicator: str | None = None
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
    """Something wrong or doubtful in a return: where, what, and how to mend it."""

    table: ClassVar[str] = "findings"
    key: ClassVar[tuple[str, ...]] = ("file", "sheet", "cell", "code", "indicator")

    severity: Severity
    code: str
    unit: str | None = None
    indicator: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    got: str | None = None
    expected: str | None = None
    remedy: str


class State(StrEnum):
    """Whether an indicator has a value for the period, and if not, why."""

    MEASURED = "measured"
    NOT_YET_MEASURABLE = "not_yet_measurable"
    NOT_SUBMITTED = "not_submitted"
    REJECTED = "rejected"


class Standing(StrEnum):
    """How a value stands against its target."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSABLE = "not_assessable"


class Trend(StrEnum):
    """Which way a value moved since the year before; apart from its standing."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


class Attainment(Table):
    """One indicator held against its target, with every figure that went into it.

    `completion_pct` is the level as a share of the target (for lower-is-better: target over level); `margin` is how far
    the level lies beyond the target in the good direction, negative when short of it; `change` is against the year
    before, in percentage points for shares (`change_kind` = points) and in per cent otherwise; `net_increase_pct` is the
    share of the way from baseline to target that is done.
    """

    table: ClassVar[str] = "attainment"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: int
    indicator: str
    unit: str | None = None
    direction: Direction
    measure: str
    state: State
    standing: Standing
    trend: Trend
    reference_year: int
    actual: Value | None = None
    actual_status: ValueStatus | None = None
    actual_file: str | None = None
    actual_sheet: str | None = None
    actual_cell: str | None = None
    previous_year: int
    previous: Value | None = None
    previous_file: str | None = None
    previous_sheet: str | None = None
    previous_cell: str | None = None
    baseline_year: int
    baseline: Value | None = None
    target_year: int
    target: Value
    target_revision: int
    target_document: str
    completion_pct: Decimal | None = None
    net_increase_pct: Decimal | None = None
    margin: Decimal | None = None
    needed: Decimal | None = None
    needed_pct: Decimal | None = None
    change: Decimal | None = None
    change_kind: str | None = None
    is_target_below_baseline: bool
    reason: str | None = None


class Scenario(StrEnum):
    """An assumption on the way to a later year; never a forecast."""

    HOLD = "hold"
    LATEST_CHANGE = "latest_change"
    PLAN_PACE = "plan_pace"


class Readiness(Table):
    """One indicator in one data year under one scenario, held against its benchmark."""

    table: ClassVar[str] = "readiness"
    key: ClassVar[tuple[str, ...]] = ("number", "data_year", "scenario")

    number: int
    indicator: str
    data_year: int
    scenario: Scenario
    measure: str
    last_year: int | None = None
    last_value: Value | None = None
    yearly_step: Decimal | None = None
    point: Value | None = None
    benchmark: Value
    benchmark_basis: str
    is_reached: bool | None = None
    reason: str | None = None


TABLES: tuple[type[Table], ...] = (Receipt, Observation, Evidence, Finding, Attainment, Readiness)
