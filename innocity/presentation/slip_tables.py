"""The register of supervision slips: each with its item, how that stands, what became of the slip, and by when to answer."""

from collections.abc import Iterable

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import formats, slip_sentences
from innocity.presentation.headings import headings
from innocity.presentation.tables import Cell, Mark, Row, Table
from innocity.tables import Slip, SlipState

STATE_MARKS = {
    SlipState.ISSUED: Mark.BEHIND,
    SlipState.REPEATED: Mark.MISSED,
    SlipState.OPEN: Mark.PENDING,
    SlipState.ANSWERED: Mark.MET,
    SlipState.LAPSED: Mark.ABSENT,
}


def register(rows: Iterable[Slip], framework: Framework, language: Language) -> Table:
    """Every slip of the period, and what became of those of the period before, by unit."""
    heads = headings(language, "unit:H slip_number:T item:T standing:T slip_state:T times:N reply_by:T")
    lines = tuple((framework.unit(row.unit).name(language), *_line(row, framework, language)) for row in rows)
    return Table(text("table.slips", language), heads, lines, identifier="slips", is_wide=True)


def of_unit(rows: Iterable[Slip], framework: Framework, language: Language) -> Table:
    """The same for one unit, whose name stands above it."""
    heads = headings(language, "slip_number:H item:T standing:T slip_state:T times:N reply_by:T")
    lines = tuple(_line(row, framework, language) for row in rows)
    return Table(text("table.slips", language), heads, lines)


def _line(row: Slip, framework: Framework, language: Language) -> Row:
    is_closed = row.state in (SlipState.ANSWERED, SlipState.LAPSED)
    return (
        row.number,
        slip_sentences.item(row, framework, language),
        slip_sentences.status(row, language),
        Cell(text(f"slip.state_{row.state.value}", language), STATE_MARKS[row.state]),
        str(row.times),
        formats.ABSENT if is_closed else row.reply_by.isoformat(),
    )
