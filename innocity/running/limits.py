"""How much a notebook may take: seconds for a cell, seconds for all of them, bytes of output."""

import os
from dataclasses import dataclass
from typing import Self

from innocity.errors import UsageError

CELL = "INNOCITY_CELL_SECONDS"
NOTEBOOK = "INNOCITY_NOTEBOOK_SECONDS"
CELL_SECONDS = 600
NOTEBOOK_SECONDS = 1800
OUTPUT_BYTES = 32 << 20  # the largest report has about two million


@dataclass(frozen=True)
class Limits:
    """The limits of one notebook."""

    cell_seconds: int
    notebook_seconds: int
    output_bytes: int

    @classmethod
    def of_environment(cls) -> Self:
        """The usual limits; a slow machine may name other times. UsageError where those are no whole numbers from 1 on."""
        return cls(_seconds(CELL, CELL_SECONDS), _seconds(NOTEBOOK, NOTEBOOK_SECONDS), OUTPUT_BYTES)


def _seconds(variable: str, usual: int) -> int:
    named = os.environ.get(variable, "") or str(usual)
    if not (named.isascii() and named.isdecimal() and 1 <= int(named) <= 10**6):
        raise UsageError("error.seconds", variable=variable, got=named)
    return int(named)
