"""The tables that hold indicators against their targets."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from innocity.facts import Direction, Value, ValueStatus
from innocity.tables.table import Table


class State(StrEnum):
    """Whether an indicator has a value for the period, and if not, why.

    `late`: the value came after the days of grace and counts all the same. `carried_forward`: no value can exist yet, and
    the last known one is shown with the year it belongs to; `not_yet_measurable`: there is not even such a one.
    """

    MEASURED = "measured"
    LATE = "late"
    CARRIED_FORWARD = "carried_forward"
    NOT_YET_MEASURABLE = "not_yet_measurable"
    NOT_SUBMITTED = "not_submitted"
    REJECTED = "rejected"


class Standing(StrEnum):
    """How a value stands against its target."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSABLE = "not_assessable"


class Status(StrEnum):
    """How a promise goes, as of the period's end; apart from the trend."""

    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    FALLING_BACK = "falling_back"
    MISSED = "missed"
    NOT_DUE = "not_due"
    NOT_MEASURABLE = "not_measurable"
    NOT_REPORTED = "not_reported"
    REJECTED = "rejected"
    NOT_ASSESSABLE = "not_assessable"


class Trend(StrEnum):
    """Which way a value moved since the same time of the year before; apart from its status."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


class Attainment(Table):
    """One indicator held against its target, with every figure that went into it.

    `completion_pct` is the level as a share of the target (for lower-is-better: target over level); `net_increase_pct` the
    share of the way from baseline to target that is done; `progress_pct` is the one of them that this kind of indicator
    is judged by, `expected_share_pct` what of it could be expected by the period's end (`expected_basis`), `pace_ratio` the
    first over the second. `margin` is how far the level lies beyond the target in the good direction, negative when short
    of it; `change` is against the same time of the year before, in percentage points for shares (`change_kind` = points)
    and in per cent otherwise. `known` is the last value before, shown where there is none for the period.
    `published_pace` follows the method of Open SDG and Statistics Canada. `conflicts` are commitments that promise another
    figure than the target.
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
    status: Status
    trend: Trend
    reference_year: int
    actual: Value | None = None
    actual_status: ValueStatus | None = None
    actual_as_of: date | None = None
    actual_received_on: date | None = None
    actual_file: str | None = None
    actual_sheet: str | None = None
    actual_cell: str | None = None
    known: Value | None = None
    known_year: int | None = None
    known_period: str | None = None
    known_status: ValueStatus | None = None
    known_file: str | None = None
    known_sheet: str | None = None
    known_cell: str | None = None
    expected_on: date
    previous_year: int
    previous_period: str | None = None
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
    progress_pct: Decimal | None = None
    expected_share_pct: Decimal | None = None
    expected_basis: str | None = None
    pace_ratio: Decimal | None = None
    margin: Decimal | None = None
    needed: Decimal | None = None
    needed_pct: Decimal | None = None
    needed_per_quarter: Decimal | None = None
    change: Decimal | None = None
    change_kind: str | None = None
    published_pace: Decimal | None = None
    published_pace_status: str | None = None
    conflicts: tuple[str, ...] = ()
    is_target_below_baseline: bool
    reason: str | None = None


class Group(Table):
    """The indicators of one group, counted by status; shares are of those that can be assessed.

    `mean_progress_pct` is the mean share of the way from baseline to target, each between 0 and 100, over `progressing`
    indicators: those with a value whose target asks for a step.
    """

    table: ClassVar[str] = "groups"
    key: ClassVar[tuple[str, ...]] = ("group",)

    group: int
    indicators: tuple[str, ...]
    total: int
    assessable: int
    met: int
    on_pace: int
    behind: int
    falling_back: int
    missed: int
    not_due: int
    met_pct: Decimal | None = None
    progressing: int
    mean_progress_pct: Decimal | None = None
