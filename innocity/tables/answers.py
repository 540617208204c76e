"""The tables that say who answers for what: points per unit with their arithmetic, and what moved and why."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from innocity.tables.table import Table


class Component(StrEnum):
    """What a unit is given points for; `total` is the sum of the rest."""

    INDICATORS = "indicators"
    WORK_POINTS = "work_points"
    TIMELINESS = "timeliness"
    DATA_QUALITY = "data_quality"
    EVIDENCE = "evidence"
    TOTAL = "total"


class Scorecard(Table):
    """One component of one unit's score: points, out of how many, and the arithmetic in figures.

    A component in which nothing can be assessed has no points and is out of nothing, so that it costs nobody anything.
    `items` are those that weigh something. `rank` and `ranked` stand in the row of the total: the place among the units
    that have one, equal scores sharing a place.
    """

    table: ClassVar[str] = "scorecards"
    key: ClassVar[tuple[str, ...]] = ("unit", "component")

    unit: str
    component: Component
    items: int
    assessed: int
    points: Decimal | None = None
    out_of: Decimal
    score_pct: Decimal | None = None
    arithmetic: str | None = None
    rank: int | None = None
    ranked: int | None = None
    reason: str | None = None


class FormerScorecard(Scorecard):
    """A row of a scorecard of the period before, worked out anew by the present rules from the returns up to it."""

    table: ClassVar[str] = "former_scorecards"

    period: str


class ScoreItem(Table):
    """One thing that a unit is given points for: its points of 100, its weight in the component, the arithmetic.

    `item` is an indicator, a work point, a promised number (of no weight: the light of its work point counts it) or the
    period, for all that was sent in it; what must be delivered next, and by when, stands beside it. What is not assessed
    has neither points nor arithmetic, and says why.
    """

    table: ClassVar[str] = "score_items"
    key: ClassVar[tuple[str, ...]] = ("unit", "component", "item")

    unit: str
    component: Component
    item: str
    status: str
    weight: Decimal
    points: Decimal | None = None
    arithmetic: str | None = None
    to_deliver: Decimal | None = None
    measure: str | None = None
    due_on: date | None = None
    reason: str | None = None


class Cause(StrEnum):
    """Why a number moved, in the order in which causes are told apart."""

    DATA = "data"
    CORRECTION = "correction"
    TARGET = "target"
    RULE = "rule"
    CODE = "code"


class Change(Table):
    """One cause of the move of one number between two periods, or two runs of one; the moves of a number add up.

    `old` and `new` are those of the whole move and stand in each of its rows; `move` is this cause's part of it, absent
    where the figure is a word or stands on one side only. `row` is an indicator; `measure` is that of a figure in the
    indicator's own measure, all others are shares or ratios, as their name says. A target names the document that changed
    it, and the day from which the target's version holds.
    """

    table: ClassVar[str] = "changes"
    key: ClassVar[tuple[str, ...]] = ("table_name", "row", "figure", "cause")

    table_name: str
    row: str
    figure: str
    cause: Cause
    since: str
    old: str | None = None
    new: str | None = None
    move: Decimal | None = None
    measure: str | None = None
    document: str | None = None
    effective_from: date | None = None
