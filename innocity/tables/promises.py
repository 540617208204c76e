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
    """How a work point goes; every page prints the word beside the colour.

    `not_due`: nothing was reported and nothing had to be yet.
    """

    DONE = "done"
    ON_TIME = "on_time"
    NEAR_DUE = "near_due"
    BEHIND = "behind"
    OVERDUE = "overdue"
    MADE_GOOD_LATE = "made_good_late"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"


class LightReason(StrEnum):
    """Why a work point has its light.

    Done: `declared_done`; `done_unproved` where a number promised in it is not known; `commitments_met` where no word was
    given after the deadline. Behind or overdue: `declared_delayed`, `commitment_behind`, `commitment_missed`,
    `commitment_unreported` (was behind, and the number that would show it caught up is not there), `done_but_unmet`,
    `past_deadline`. Made good late: `done_after_deadline`, `caught_up`. On time: `under_way`, `not_started`; near due:
    `near_deadline`. Nothing reported: `nothing_reported`, `report_not_due`, `not_begun` (the plan's first year is ahead).
    """

    DECLARED_DONE = "declared_done"
    DONE_UNPROVED = "done_unproved"
    COMMITMENTS_MET = "commitments_met"
    DECLARED_DELAYED = "declared_delayed"
    COMMITMENT_BEHIND = "commitment_behind"
    COMMITMENT_MISSED = "commitment_missed"
    COMMITMENT_UNREPORTED = "commitment_unreported"
    DONE_BUT_UNMET = "done_but_unmet"
    PAST_DEADLINE = "past_deadline"
    DONE_AFTER_DEADLINE = "done_after_deadline"
    CAUGHT_UP = "caught_up"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"
    NEAR_DEADLINE = "near_deadline"
    NOTHING_REPORTED = "nothing_reported"
    REPORT_NOT_DUE = "report_not_due"
    NOT_BEGUN = "not_begun"


class WorkPointStanding(Table):
    """One work point with its light, why it has it, what was reported last, and its lights in the periods before.

    `history` holds `period:light`, oldest first, without the present period. `commitments` counts the figures promised in
    it, `scored` those with number and deadline, of which `met` and `behind` (behind, falling back or missed) count some.
    """

    table: ClassVar[str] = "work_points"
    key: ClassVar[tuple[str, ...]] = ("area", "point")

    area: int
    point: int
    work_point: str
    leads: tuple[str, ...]
    deadline: date
    light: Light
    light_reason: LightReason
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
