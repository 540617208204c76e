"""The table of what moved since the period before, and why."""

from collections.abc import Iterable

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.tallies import TOLD
from innocity.presentation import formats
from innocity.presentation.changes import document, shown
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.tables import Table
from innocity.tables import Cause, Change


def changes(rows: Iterable[Change], framework: Framework, language: Language) -> Table:
    """The moves of value, baseline, target and status, a line a cause, in the order of the plan."""
    heads = headings(language, "number:N indicator:H figure:T old:N new:N move:N cause:T")
    order = {indicator.code: indicator.number for indicator in framework.indicators}
    ordered = sorted(
        (row for row in told(rows) if row.row in order),
        key=lambda row: (order[row.row], TOLD.index(row.figure), tuple(Cause).index(row.cause)),
    )

    def line(row: Change) -> tuple[str, ...]:
        reason = text(f"cause.{row.cause.value}", language)
        named = document(row, language)
        return (
            str(order[row.row]),
            framework.name_with_measure(row.row, language),
            text(f"figure.{row.figure}", language),
            _told(shown(row.figure, row.old, language), row, "old"),
            _told(shown(row.figure, row.new, language), row, "new"),
            printed(formats.number(row.move, is_signed=True), row, "move"),
            text("format.in_brackets", language, name=reason, measure=named) if named else reason,
        )

    note = text("table.changes_note", language)
    lines = tuple(map(line, ordered))
    return Table(text("table.changes", language), heads, lines, note, identifier="changes", is_wide=True)


def _told(said: str, row: Change, column: str) -> str:
    """A value with its id; the word of a status has one in the tables of its period."""
    return said if row.figure == "status" else printed(said, row, column)


def told(rows: Iterable[Change]) -> list[Change]:
    """The changes that a reader is told of; all others follow from these."""
    return [row for row in rows if row.figure in TOLD]
