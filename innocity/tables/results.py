"""The tables that hold what came in against what was promised."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from innocity.facts import Direction, Value, ValueStatus
from innocity.tables.table import Table


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
