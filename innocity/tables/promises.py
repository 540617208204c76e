"""The tables that hold work points and the numbers promised in them against what was reported."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from innocity.facts import ValueStatus
from innocity.tables.results import Standing, State, Status
from innocity.tables.returns import Declared
from innocity.tables.table import Table


class CommitmentStanding(Table):
    """One promised number held against what was reported; `item` where a commitment holds several figures.

    `source` says where the value comes from: the unit's return, or the indicator that the commitment repeats. Not scored
    are those without number or deadline. `target` is that of the indicator it repeats, or is at odds with (`relation`).
    """

    table: ClassVar[str] = "commitments"
    key: ClassVar[tuple[str, ...]] = ("area", "point", "commitment", "item")

    area: int
    point: int
    work_point: str
    commitment: str
    item: str | None = None
    unit: str
    basis: Literal["level", "increase", "growth"]
    operator: str
    promised: Decimal | None = None
    measure: str
    deadline: date | None = None
    recurrence: str
    is_aspirational: bool
    relation: str
    indicator: str | None = None
    target: Decimal | None = None
    source: Literal["return", "indicator"] | None = None
    state: State
    standing: Standing
    status: Status
    is_scored: bool
    actual: Decimal | None = None
    actual_status: ValueStatus | None = None
    actual_as_of: date | None = None
    actual_file: str | None = None
    actual_sheet: str | None = None
    actual_cell: str | None = None
    completion_pct: Decimal | None = None
    expected_share_pct: Decimal | None = None
    pace_ratio: Decimal | None = None
    margin: Decimal | None = None
    reason: str | None = None


class Light(StrEnum):
    """How a work point goes; every page prints the word beside the colour."""

    DONE = "done"
    ON_TIME = "on_time"
    NEAR_DUE = "near_due"
    BEHIND = "behind"
    OVERDUE = "overdue"
    MADE_GOOD_LATE = "made_good_late"
    NOT_REPORTED = "not_reported"


class WorkPointStanding(Table):
    """One work point with its light, why it has it, what was reported last, and its lights in the periods before.

    `history` holds `period:light`, oldest first, without the present period.
    """

    table: ClassVar[str] = "work_points"
    key: ClassVar[tuple[str, ...]] = ("area", "point")

    area: int
    point: int
    work_point: str
    leads: tuple[str, ...]
    deadline: date
    light: Light
    light_reason: str
    declared: Declared | None = None
    completed_on: date | None = None
    reported_by: tuple[str, ...] = ()
    progress: str | None = None
    problem: str | None = None
    next_step: str | None = None
    report_file: str | None = None
    report_sheet: str | None = None
    report_cell: str | None = None
    commitments: int
    scored: int
    met: int
    behind: int
    history: tuple[str, ...] = ()
