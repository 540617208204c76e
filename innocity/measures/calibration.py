"""How far projections were off over real annual series: the spreads of the reference table, fitted and fitted again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise
from math import fsum, sqrt

from innocity.csvfile import Row
from innocity.measures.steps import PowerScale, outlook
from innocity.reference import COVERAGES, HORIZONS, MOST_POINTS, ReferenceBands, Scale, ScaleRule, Spread

DECIMALS = 4  # of the fitted spreads
INDICATOR_END, THEME_END = "|", "-"  # a series is named `theme-more|breakdown`


class Figure(Row):
    """One annual value of a reference series."""

    series: str
    year: int
    value: Decimal


@dataclass(frozen=True)
class Series:
    """One reference series, all values positive, without gaps; its level and yearly step make scores comparable."""

    name: str
    years: tuple[int, ...]
    values: tuple[float, ...]

    @cached_property
    def indicator(self) -> str:
        """The indicator of which the series is one breakdown."""
        return self.name.partition(INDICATOR_END)[0]

    @cached_property
    def theme(self) -> str:
        """The theme of its indicator: what is held out together."""
        return self.indicator.partition(THEME_END)[0]

    @cached_property
    def level(self) -> float:
        """The mean of all its values."""
        return fsum(self.values) / len(self.values)

    @cached_property
    def step(self) -> float:
        """The mean absolute change from year to year."""
        return fsum(abs(after - before) for before, after in pairwise(self.values)) / (len(self.values) - 1)


@dataclass(frozen=True)
class Case:
    """So many values of a series in a row, and the value that came some years later."""

    series: Series
    years: tuple[int, ...]
    values: tuple[float, ...]
    horizon: int
    actual: float


@dataclass(frozen=True)
class Miss:
    """By how many times its spread one case was missed, and what the case weighs."""

    theme: str
    points: int
    horizon: int
    size: float
    weight: float


def series_of(figures: Iterable[Figure]) -> list[Series]:
    """The series in the order of their names, each by year."""
    ordered = sorted(figures, key=lambda figure: (figure.series, figure.year))
    grouped = [(name, tuple(rows)) for name, rows in groupby(ordered, key=lambda figure: figure.series)]
    return [Series(name, tuple(r.year for r in rows), tuple(float(r.value) for r in rows)) for name, rows in grouped]


def cases(series: Iterable[Series], points: int, horizon: int) -> Iterator[Case]:
    """Every stretch of so many values whose value `horizon` years on is known."""
    for one in series:
        for start in range(len(one.values) - points - horizon + 1):
            end = start + points
            yield Case(one, one.years[start:end], one.values[start:end], horizon, one.values[end + horizon - 1])


def misses(series: Sequence[Series], rule: ScaleRule) -> list[Miss]:
    """Every case's miss on one scale.

    A case weighs its spread over the root of how many series share its indicator: what a band wins or loses grows with its
    width, and an indicator with eighty breakdowns counts as nine, neither as eighty nor as one.
    """
    shared = Counter(one.indicator for one in series)
    return [
        miss
        for points in range(2, MOST_POINTS + 1)
        for horizon in HORIZONS
        for case in cases(series, points, horizon)
        if (miss := _miss(case, rule, shared[case.series.indicator])) is not None
    ]


def _miss(case: Case, rule: ScaleRule, sharing: int) -> Miss | None:
    """None where a series without a step has no spread that could be multiplied."""
    ahead = outlook(case.years, case.values, case.horizon, rule)
    if not ahead.spread:
        return None
    off = abs(PowerScale.of(case.values, rule.power).read(case.actual) - ahead.centre)
    weight = ahead.spread / sqrt(sharing)
    return Miss(case.series.theme, len(case.values), case.horizon, off / ahead.spread, weight)


def fit(found: Iterable[Miss], scale: Scale) -> list[Spread]:
    """The spreads of one scale: weighted quantiles of the misses, never narrower for a later year."""
    cells: dict[tuple[int, int], list[Miss]] = {}
    for miss in found:
        cells.setdefault((miss.points, miss.horizon), []).append(miss)
    rows = []
    for points in sorted({points for points, _ in cells}):
        before = (0.0,) * len(COVERAGES)
        for horizon in HORIZONS:
            sizes = quantiles([(miss.size, miss.weight) for miss in cells[points, horizon]], COVERAGES)
            before = tuple(map(max, sizes, before))
            rows.append(_row(scale, points, horizon, before))
    return rows


def _row(scale: Scale, points: int, horizon: int, sizes: Sequence[float]) -> Spread:
    names = [f"within_{round(100 * share)}" for share in COVERAGES]
    found = {name: round(size, DECIMALS) for name, size in zip(names, sizes, strict=True)}
    return Spread.model_validate({"scale": scale, "points": points, "horizon": horizon, **found})


def quantiles(weighted: Iterable[tuple[float, float]], shares: Sequence[float]) -> tuple[float, ...]:
    """The least sizes that so large shares of the weight do not exceed."""
    ordered = sorted(weighted)
    total = fsum(weight for _, weight in ordered)
    found, reached, left = [], 0.0, list(shares)
    for size, weight in ordered:
        reached += weight
        while left and reached >= left[0] * total * (1 - 1e-12):
            found.append(size)
            left.pop(0)
    return tuple(found)


def largest_usual_step(series: Sequence[Series], rule: ScaleRule, *, window: int = 4, share: float = 0.99) -> float:
    """The yearly step on a scale that so large a share of all last steps in stretches of `window` values stay below."""
    shared = Counter(one.indicator for one in series)
    found = []
    for case in cases(series, window, 0):
        scale = PowerScale.of(case.values, rule.power)
        *_, before, last = map(scale.read, case.values)
        found.append((abs(last - before), 1 / sqrt(shared[case.series.indicator])))
    return quantiles(found, [share])[0]


def fitted(series: Sequence[Series], rules: Iterable[ScaleRule]) -> list[Spread]:
    """The reference table: every scale fitted on all series."""
    return [row for rule in rules for row in fit(misses(series, rule), rule.scale)]


def held_out(series: Sequence[Series], rule: ScaleRule) -> Iterator[tuple[str, ReferenceBands]]:
    """Each theme with the bands of one scale, fitted without any series of that theme."""
    found = misses(series, rule)
    for theme in sorted({one.theme for one in series}):
        rest = fit((miss for miss in found if miss.theme != theme), rule.scale)
        yield theme, ReferenceBands.of([rule], rest)
