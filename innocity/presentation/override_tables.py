"""What the office has corrected by hand: the double dagger beside such a value, and the table of all corrections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from innocity.framework import Framework
from innocity.intake.rules import Rules
from innocity.language import Language, text
from innocity.presentation import formats
from innocity.presentation.headings import headings
from innocity.presentation.tables import Cell, Mark, Row, Table
from innocity.tables import Override

_DOUBLE_DAGGER = "‡"


@dataclass(frozen=True)
class ByHand:
    """The cells in whose values the office has set another."""

    cells: frozenset[tuple[str | None, str | None, str | None]] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Override]) -> Self:
        """Those of the corrections that are applied."""
        return cls(frozenset((row.file, row.sheet, row.cell) for row in rows if row.is_applied))

    def sign(self, file: str | None, sheet: str | None, cell: str | None) -> str:
        """The double dagger where the value of this cell was set by hand, else nothing."""
        return _DOUBLE_DAGGER if (file, sheet, cell) in self.cells else ""

    def note(self, lines: Iterable[Row], language: Language) -> list[str]:
        """What the double dagger means, where the table of these lines has one."""
        cells = (cell for line in lines for cell in line if isinstance(cell, str))
        return [text("table.by_hand", language)] if self.cells and any(map(_is_signed, cells)) else []


NOTHING_BY_HAND = ByHand()


def _is_signed(cell: str) -> bool:
    return cell.endswith(_DOUBLE_DAGGER)


def overrides(rows: Sequence[Override], framework: Framework, rules: Rules, language: Language) -> Table:
    """Every correction: of what, in which cell, what was sent and what counts, who says so and why, and whether it counts."""
    heads = headings(
        language,
        "what:H place:T value_before:T value_after:T corrected_by:T why_corrected:T proof:T corrected_on:T outcome:T",
    )

    def line(row: Override) -> Row:
        return (
            _about(row, framework, language),
            formats.submitted(f"{row.file.rpartition('/')[2]} {row.sheet}!{row.cell}"),
            *(formats.passage(said) for said in (row.before, row.after, row.who, row.why)),
            formats.submitted(row.evidence.rpartition("/")[2]),
            row.corrected_on.isoformat(),
            _outcome(row, rules, language),
        )

    note = text("table.overrides_note", language)
    return Table(
        text("table.overrides", language), heads, tuple(map(line, rows)), note, identifier="overrides", is_wide=True
    )


def _about(row: Override, framework: Framework, language: Language) -> str:
    """The indicator with its measure, or the commitment, and whose value; what is known of it."""
    name = framework.name_with_measure(row.indicator, language) if row.indicator else row.about
    unit = framework.unit(row.unit).name(language) if row.unit else None
    return " · ".join(part for part in (name, unit) if part) or formats.ABSENT


def _outcome(row: Override, rules: Rules, language: Language) -> Cell:
    if row.is_applied:
        return Cell(text("override.applied", language), Mark.MET)
    return Cell(rules.find(row.reason or "").message(language), Mark.MISSED)
