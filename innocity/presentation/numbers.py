"""Printed numbers with the ids under which the record tells where they come from."""

from collections.abc import Mapping, Sequence

from innocity.presentation.formats import ABSENT
from innocity.presentation.tables import Number
from innocity.tables import Table
from innocity.tables.numbers import count_id, number_id

CARDS = "numbers.html"  # the page that says where every number comes from, beside the report


def printed(said: str, row: Table, column: str) -> str:
    """A figure as it is printed, with the id of the column of the row that it stands for; an absence is a mere dash."""
    return identified(said, number_id(row, column))


def counts(table: type[Table], told: Mapping[str, Sequence[object]], within: str = "") -> dict[str, str]:
    """How many things each count of a tally counts, with its id; `within` is what of the table was looked at."""
    return {what: Number(str(len(rows)), count_id(table, f"{within}{what}")) for what, rows in told.items()}


def identified(said: str, identifier: str) -> str:
    """A figure as it is printed, with its id; an absence is a mere dash."""
    return said if said == ABSENT else Number(said, identifier)
