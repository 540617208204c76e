"""A reporting period, `2023-Q2`: its order and its ends."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_SHAPE = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Period:
    """One quarter; the second one's return is the half-year return, the fourth one's the annual return."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """`2023-Q2` as a period; ValueError for anything else."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def cut_off(self) -> date:
        """The last day of the period."""
        following = date(self.year + self.quarter // 4, self.quarter % 4 * 3 + 1, 1)
        return following - timedelta(days=1)

    @property
    def is_annual(self) -> bool:
        """Whether this is the period of the annual return."""
        return self.quarter == 4

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.quarter}"
