"""What is true in a synthetic city: one value per indicator and period, and what happens to returns on their way."""

from decimal import Decimal
from enum import StrEnum
from random import Random

from innocity import csvfile
from innocity.csvfile import Row
from innocity.demo.city import FIRST_YEAR, Sketch, reporting_periods
from innocity.demo.sources import FACTS
from innocity.facts import Kind, Value
from innocity.measures.arithmetic import rounded
from innocity.period import Period

Story = dict[tuple[str, Period], Value | None]
_NO_ESTIMATE = 180  # days of lag from which nobody estimates a yearly statistic


class Turn(StrEnum):
    """What happens to a return, or to one value in it."""

    SILENT = "silent"  # nothing is sent
    LATE = "late"  # sent after the days of grace
    IMPOSSIBLE = "impossible"  # a value that cannot be


class Event(Row):
    """A turn in one quarter of the first year; of one indicator, or of all that the unit (by ordinal) sends."""

    quarter: int
    unit: int
    indicator: str | None = None
    turn: Turn


def events() -> list[Event]:
    """The turns of the story."""
    return csvfile.read(FACTS / "turns.csv", Event)


def tell(sketches: list[Sketch], periods: int, chance: Random) -> Story:
    """The true values: the approved baseline first, then each indicator on its way, faster or slower than planned.

    None for a yearly statistic that nobody can know yet.
    """
    story: Story = {}
    for one in sketches:
        speed = Decimal(chance.randint(40, 130)) / 100
        for period in reporting_periods(periods):
            story[one.code, period] = _value(one, period, speed)
    return story


def _value(one: Sketch, period: Period, speed: Decimal) -> Value | None:
    if period.year < FIRST_YEAR:
        return one.year_before
    if one.frequency == "annual" and one.lag_days > _NO_ESTIMATE:
        return None
    if not isinstance(one.year_before, Decimal) or not isinstance(one.target, Decimal):
        return one.target
    passed = Decimal(4 * (period.year - FIRST_YEAR) + period.quarter) / 4
    covered = one.path[period.quarter - 1] if one.path else speed * passed
    reached = one.year_before + (one.target - one.year_before) * covered
    share = Decimal(period.quarter) / 4 if one.kind is Kind.FLOW else Decimal(1)
    return rounded(reached * share, one.decimals)
