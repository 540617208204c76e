"""What is true in a synthetic city: one value per indicator and period."""

from decimal import Decimal
from random import Random

from innocity.demo.city import FIRST_YEAR, Sketch, reporting_periods
from innocity.facts import Kind, Value
from innocity.measures.arithmetic import rounded
from innocity.period import Period

Story = dict[tuple[str, Period], Value]


def tell(sketches: list[Sketch], periods: int, chance: Random) -> Story:
    """The true values: the approved baseline first, then each indicator on its way, faster or slower than planned."""
    story: Story = {}
    for one in sketches:
        speed = Decimal(chance.randint(40, 130)) / 100
        for period in reporting_periods(periods):
            story[one.code, period] = _value(one, period, speed)
    return story


def _value(one: Sketch, period: Period, speed: Decimal) -> Value:
    if period.year < FIRST_YEAR:
        return one.year_before
    if not isinstance(one.year_before, Decimal) or not isinstance(one.target, Decimal):
        return one.target
    passed = Decimal(4 * (period.year - FIRST_YEAR) + period.quarter) / 4
    reached = one.year_before + (one.target - one.year_before) * speed * passed
    share = Decimal(period.quarter) / 4 if one.kind is Kind.FLOW else Decimal(1)
    return rounded(reached * share, one.decimals)
