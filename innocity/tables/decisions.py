"""The table of what needs a decision or an action, and by whom."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from innocity.facts import Value
from innocity.tables.table import Table


class Needs(StrEnum):
    """Whether a matter wants a decision of those who lead the programme, or an action of one unit."""

    DECISION = "decision"
    ACTION = "action"


class MatterKind(StrEnum):
    """What a matter is; which of them need what, and in which order, stands in `params/rules/decisions.yaml`.

    `collectors_disagree`: the collectors of an indicator report different values. `baseline_differs`: a return holds
    another baseline than the approved one. `indicator_missed`, `commitment_missed`: not kept by its day. `figures_conflict`:
    a work point promises another figure than the target. `step_unheard_of`: what is still needed goes beyond what was seen
    before. `target_below`: the target lies behind what was already reached.
    """

    COLLECTORS_DISAGREE = "collectors_disagree"
    BASELINE_DIFFERS = "baseline_differs"
    INDICATOR_MISSED = "indicator_missed"
    COMMITMENT_MISSED = "commitment_missed"
    FIGURES_CONFLICT = "figures_conflict"
    STEP_UNHEARD_OF = "step_unheard_of"
    TARGET_BELOW = "target_below"
    UNIT_SILENT = "unit_silent"
    WORK_POINT_OVERDUE = "work_point_overdue"
    INDICATOR_FALLING_BACK = "indicator_falling_back"
    VALUE_REJECTED = "value_rejected"
    VALUE_NOT_REPORTED = "value_not_reported"
    WORK_POINT_BEHIND = "work_point_behind"
    INDICATOR_BEHIND = "indicator_behind"
    COMMITMENT_BEHIND = "commitment_behind"
    WORK_POINT_SILENT = "work_point_silent"


class About(StrEnum):
    """What sort of thing a matter is about."""

    INDICATOR = "indicator"
    WORK_POINT = "work_point"
    COMMITMENT = "commitment"
    UNIT = "unit"


class Matter(Table):
    """One matter that needs a decision or an action: what it is about, who answers for it, and by when.

    `rank` is its place among all. `due_on` is the day that the plan or the period sets, or, where `is_due_proposed`, one
    counted from the as-of date by the rules; empty where there is none. `value` is what there is, `against` what it is held
    against: the target, the other promise, the largest step seen before. `rests_on` names the commitments, the findings,
    the reason of the light or the status that make it a matter.
    """

    table: ClassVar[str] = "decisions"
    key: ClassVar[tuple[str, ...]] = ("rank",)

    rank: int
    kind: MatterKind
    needs: Needs
    about: About
    code: str
    item: str | None = None
    unit: str
    due_on: date | None = None
    is_due_proposed: bool
    value: Value | None = None
    against: Value | None = None
    measure: str | None = None
    rests_on: tuple[str, ...] = ()
