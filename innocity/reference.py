"""What projections rest on: the spread of errors over real annual series, and the few sizes that are assumed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from statistics import NormalDist
from typing import Literal

from pydantic import Field

from innocity import csvfile
from innocity.csvfile import Row
from innocity.workspace import CODE, Workspace

MOST_POINTS = 8  # the table's last count; it stands for all longer series
HORIZONS = (1, 2, 3)
COVERAGES = (0.5, 0.8, 0.9, 0.95, 0.99)  # of the table's columns


class Scale(StrEnum):
    """On what a series' steps are measured."""

    POSITIVE = "positive"  # all values above zero
    WITH_ZERO = "with_zero"  # zero is the lower limit, and a value
    ANY_SIGN = "any_sign"  # values below zero, or zero without a lower limit


class ScaleRule(Row):
    """How a series is read on its scale: value -> ((value / level) ** power - 1) / power, and its steps from year to year."""

    scale: Scale
    power: float = Field(gt=0, le=1)
    recency: float = Field(gt=0, le=1)
    floor: float = Field(ge=0)
    own_prior: float = Field(ge=0)
    trend: float = Field(ge=0, le=1)
    steadiness: float = Field(gt=0)
    break_step: float = Field(ge=0)
    break_ratio: float = Field(gt=1)
    note: str


class Spread(Row):
    """How many times its spread a projection was off, at so many points and years ahead, in so many per cent of cases."""

    scale: Scale
    points: int = Field(ge=2, le=MOST_POINTS)
    horizon: int = Field(ge=1, le=3)
    within_50: float = Field(gt=0)
    within_80: float = Field(gt=0)
    within_90: float = Field(gt=0)
    within_95: float = Field(gt=0)
    within_99: float = Field(gt=0)

    def reach(self, coverage: float) -> float:
        """The multiple of the spread for a coverage between 0 and 1.

        Between the table's columns the multiple is straight in normal quantiles; beyond the last it grows with them in
        proportion, a convention: cases that far out are too few to be counted.
        """
        found = (self.within_50, self.within_80, self.within_90, self.within_95, self.within_99)
        knots = [(0.0, 0.0), *((_normal(share), size) for share, size in zip(COVERAGES, found, strict=True))]
        wanted = _normal(coverage)
        for (x0, y0), (x1, y1) in pairwise(knots):
            if wanted <= x1:
                return y0 + (y1 - y0) * (wanted - x0) / (x1 - x0)
        return self.within_99 * wanted / _normal(COVERAGES[-1])


class Assumption(Row):
    """One size that no reference series gives, with the basis on which it is taken."""

    name: str
    value: Decimal
    basis: Literal["derived", "assumed"]
    note: str


def _normal(coverage: float) -> float:
    return NormalDist().inv_cdf((1 + coverage) / 2)


@dataclass(frozen=True)
class ReferenceBands:
    """The rule of each scale, and the spreads by scale, points and horizon."""

    rules: dict[Scale, ScaleRule]
    spreads: dict[tuple[Scale, int, int], Spread]

    @classmethod
    def of(cls, rules: Iterable[ScaleRule], spreads: Iterable[Spread]) -> "ReferenceBands":
        """The bands from the rows of the two tables."""
        return cls({rule.scale: rule for rule in rules}, {(row.scale, row.points, row.horizon): row for row in spreads})

    def spread(self, scale: Scale, points: int, horizon: int) -> Spread:
        """The row for so many points, the last one for all beyond the table."""
        return self.spreads[scale, min(points, MOST_POINTS), horizon]


@cache
def shipped() -> ReferenceBands:
    """The bands of `params/rules/projection_scales.csv` and `projection.csv`, read once; InnocityError when faulty."""
    folder = Workspace(CODE).rules
    rules = csvfile.read(folder / "projection_scales.csv", ScaleRule)
    return ReferenceBands.of(rules, csvfile.read(folder / "projection.csv", Spread))


@cache
def assumptions() -> dict[str, Decimal]:
    """The sizes of `params/rules/projection_assumptions.csv` by name, read once; InnocityError when faulty."""
    rows = csvfile.read(Workspace(CODE).rules / "projection_assumptions.csv", Assumption)
    return {row.name: row.value for row in rows}
