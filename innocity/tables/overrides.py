"""The table of what the office has corrected in returns by hand."""

from datetime import date
from typing import ClassVar

from innocity.tables.table import Table

BY_HAND = "override"  # among the rules of a value: the office put it in the place of what was sent


class Override(Table):
    """A correction by the office of one cell of a return: what was sent, what counts instead, and on whose word.

    `line` is that of the period's `overrides.csv`. One that is not applied says why, by the code of its finding; the
    value that was sent then counts as it is. `indicator`, `about`, `unit` and `reference_year` are empty where the cell
    gives no value; `about` is the code of a commitment.
    """

    table: ClassVar[str] = "overrides"
    key: ClassVar[tuple[str, ...]] = ("period", "line")

    period: str
    line: int
    indicator: str | None = None
    about: str | None = None
    unit: str | None = None
    reference_year: int | None = None
    file: str
    sheet: str
    cell: str
    before: str
    after: str
    who: str
    why: str
    corrected_on: date
    evidence: str
    evidence_sha256: str | None = None
    is_applied: bool
    reason: str | None = None
