"""A short annual series on its scale: where its steps lead, and how large they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, sqrt

from innocity.reference import MOST_POINTS, ScaleRule


@dataclass(frozen=True)
class Outlook:
    """What a series says of a later year, on its scale: centre and spread, and whether one step dwarfs all others."""

    centre: float
    spread: float
    is_broken: bool


@dataclass(frozen=True)
class PowerScale:
    """Values over their mean size, raised to a power below one, so that small series and steep ones become alike."""

    level: float
    power: float

    @classmethod
    def of(cls, values: Sequence[float], power: float) -> "PowerScale":
        """The scale of these values; its level is their mean absolute size, or 1 when all are zero."""
        return cls(fsum(abs(value) / len(values) for value in values) or 1.0, power)

    def read(self, value: float) -> float:
        """A value on the scale; one below zero only where the power is 1."""
        share = value / self.level
        return share - 1 if self.power == 1 else (share**self.power - 1) / self.power

    def value(self, reading: float) -> float:
        """The value that reads so; zero for all readings below that of zero, unless the power is 1."""
        if self.power == 1:
            return self.level * (reading + 1)
        return float(self.level * max(1 + self.power * reading, 0.0) ** (1 / self.power))


def outlook(years: Sequence[int], values: Sequence[float], horizon: int, rule: ScaleRule) -> Outlook:
    """Last value plus a part of the mean step, the larger the steadier the steps; spread from own steps and all series'.

    A gap of g years counts as g equal steps in the trend and as one step of sqrt(g) times the yearly spread. The step of
    a break stays out of the trend but not out of the spread: over the reference series bands without it were too narrow.
    """
    scale = PowerScale.of(values, rule.power)
    readings = [scale.read(value) for value in values]
    gaps = [after - before for before, after in pairwise(years)]
    changes = [after - before for before, after in pairwise(readings)]
    sizes = [change / sqrt(gap) for change, gap in zip(changes, gaps, strict=True)]
    weights = _recent_first(len(sizes), rule.recency)
    broken_at = _break(sizes, rule)
    yearly = [change / gap for change, gap in zip(changes, gaps, strict=True)]
    trend = _trend(
        [step for place, step in enumerate(yearly) if place != broken_at],
        [weight for place, weight in enumerate(weights) if place != broken_at],
        rule,
    )
    return Outlook(readings[-1] + horizon * trend, _spread(sizes, weights, rule), broken_at is not None)


def _recent_first(count: int, recency: float) -> list[float]:
    weights = [recency**age for age in reversed(range(count))]
    return [weight / fsum(weights) for weight in weights]


def _spread(sizes: Sequence[float], weights: Sequence[float], rule: ScaleRule) -> float:
    """The root mean square step, drawn towards what is usual among all series the more, the fewer steps there are."""
    own = fsum(weight * size**2 for weight, size in zip(weights, sizes, strict=True))
    steps = min(len(sizes), MOST_POINTS - 1)
    return float(sqrt(own + rule.floor**2) ** (steps / (steps + rule.own_prior)))


def _trend(steps: Sequence[float], weights: Sequence[float], rule: ScaleRule) -> float:
    """The part of the mean step that is carried on each year: none up to two steps, more for each further steady one."""
    if len(steps) <= 2:
        return 0.0
    total = fsum(weights)
    mean = fsum(weight * step for weight, step in zip(weights, steps, strict=True)) / total
    noise = fsum(weight * (step - mean) ** 2 for weight, step in zip(weights, steps, strict=True)) / total
    signal = (len(steps) - 2) * mean**2
    doubt = rule.steadiness * (noise + rule.floor**2)
    return rule.trend * mean * signal / (signal + doubt) if signal > 0 else 0.0


def _break(sizes: Sequence[float], rule: ScaleRule) -> int | None:
    """Where a step lies beyond nearly all of the reference series and far beyond every other step of its own."""
    if len(sizes) < 3:
        return None
    *_, next_largest, largest = sorted(map(abs, sizes))
    if largest <= rule.break_step or largest <= rule.break_ratio * next_largest:
        return None
    return [abs(size) for size in sizes].index(largest)
