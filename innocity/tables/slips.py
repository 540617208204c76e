"""The table of supervision slips: what units were asked to answer for, and what became of it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from innocity.facts import Value
from innocity.tables.returns import Declared
from innocity.tables.table import Table


class SlipKind(StrEnum):
    """What a slip is about."""

    INDICATOR = "indicator"
    COMMITMENT = "commitment"
    WORK_POINT = "work_point"


class SlipState(StrEnum):
    """What became of a slip.

    `issued` in this period for the first time, `repeated` in this period after an earlier one that was not answered.
    Of an earlier period: `open` where nothing is known that would answer it; `answered`: the item is no longer behind;
    `lapsed`: the promise has another deadline now, or is another unit's.
    """

    ISSUED = "issued"
    REPEATED = "repeated"
    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"


class Slip(Table):
    """One thing that one accountable unit is behind with, or was in the period before; on paper if issued or repeated.

    `item` is an indicator, a work point, a commitment or `commitment/item`. `status` is the status or the light in this
    period, absent where the item is not in the plan any more. `done_pct` is what the status is judged by: progress of an
    indicator, completion of a commitment. Figures come from `file`, words from `told_file`, the unit's own report. `times`
    counts the slips in a row, from `first_period` on.
    """

    table: ClassVar[str] = "slips"
    key: ClassVar[tuple[str, ...]] = ("unit", "kind", "item")

    number: str
    unit: str
    kind: SlipKind
    item: str
    state: SlipState
    status: str | None = None
    reason: str | None = None
    deadline: date
    promised: Value | None = None
    actual: Value | None = None
    measure: str | None = None
    margin: Decimal | None = None
    done_pct: Decimal | None = None
    expected_share_pct: Decimal | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    declared: Declared | None = None
    problem: str | None = None
    next_step: str | None = None
    told_file: str | None = None
    told_sheet: str | None = None
    told_cell: str | None = None
    issued_on: date
    reply_by: date
    times: int
    first_period: str
