"""Figures out of what was measured: ratios of what was done in the same round, their median, and what was asked of them."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from statistics import median

from innocity import csvfile
from innocity.bench.measured import Taken
from innocity.csvfile import Row

_HERE = Path(__file__).parent


class Value(StrEnum):
    """What of a measurement a figure is about."""

    SECONDS = "seconds"
    PROCESSOR = "processor"
    GIGABYTES = "gigabytes"
    SECONDS_MORE = "seconds_more"  # a difference instead of a ratio


class Relation(StrEnum):
    """On which side of what was asked a figure must be."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BELOW = "below"


SIGNS = {Relation.AT_LEAST: "≥", Relation.AT_MOST: "≤", Relation.BELOW: "<"}


class Asked(Row):
    """A figure: one measurement over another, or alone; and what is asked of it, where anything is."""

    figure: str
    value: Value
    over: str
    under: str | None = None
    relation: Relation | None = None
    asked: Decimal | None = None

    def of(self, rounds: Sequence[dict[str, Taken]]) -> float | None:
        """The median over the rounds that measured both; None where none did."""
        found = [self._of_one(one) for one in rounds if {self.over, self.under or self.over} <= one.keys()]
        known = [one for one in found if one is not None]
        return median(known) if known else None

    def _of_one(self, taken: dict[str, Taken]) -> float | None:
        over, under = self._number(taken[self.over]), self._number(taken[self.under]) if self.under else 1.0
        if over is None or under is None:
            return None
        return over - under if self.value is Value.SECONDS_MORE else over / under

    def _number(self, taken: Taken) -> float | None:
        match self.value:
            case Value.PROCESSOR:
                return taken.processor
            case Value.GIGABYTES:
                return None if taken.peak is None else taken.peak / 1e9
        return taken.seconds

    def is_reached(self, got: float) -> bool | None:
        """Whether a figure is as asked; None where nothing is."""
        match self.relation, self.asked:
            case None, _:
                return None
            case Relation.AT_LEAST, asked:
                return got >= (asked or 0)
            case Relation.AT_MOST, asked:
                return got <= (asked or 0)
            case _, asked:
                return got < (asked or 0)


class Measured(Row):
    """A measurement and what was made in it."""

    name: str
    made: str


def asked() -> list[Asked]:
    """All figures, in their order."""
    return csvfile.read(_HERE / "asked.csv", Asked)


def measurements() -> list[Measured]:
    """All measurements, in their order."""
    return csvfile.read(_HERE / "measured.csv", Measured)
