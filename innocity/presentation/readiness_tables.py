"""The tables of readiness as a reader sees them: outlooks, the sum of them, steps owed, evidence, silence, ranks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import formats
from innocity.presentation.tables import Cell, Column, Mark, Role, Table
from innocity.readiness_rules import AskedEvidence, PublishedRank
from innocity.tables import (
    Deliverable,
    Outlook,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Scenario,
    Support,
)

OUTLOOK_MARKS = {
    Outlook.REACHED: Mark.MET,
    Outlook.SECURE: Mark.MET,
    Outlook.FAVOURABLE: Mark.ON_TRACK,
    Outlook.OPEN: Mark.BEHIND,
    Outlook.OUT_OF_REACH: Mark.MISSED,
    Outlook.NOT_SAID: Mark.ABSENT,
}
SUPPORT_MARKS = {
    Support.DELIVERED: Mark.MET,
    Support.NAMED: Mark.BEHIND,
    Support.MISSING: Mark.MISSED,
    Support.NONE: Mark.ABSENT,
}
_Line = tuple[str | Cell, ...]


def outlooks(rows: Iterable[Readiness], framework: Framework, language: Language) -> Table:
    """One line per indicator: last annual value, benchmark, and how it stands to it in each data year."""
    projected = [row for row in rows if row.scenario is Scenario.PROJECTION]
    years = sorted({row.data_year for row in projected})
    of = {(row.number, row.data_year): row for row in projected}
    columns = (
        *_columns(language, "number:N indicator:H last_value:N benchmark:N"),
        *(Column(text("column.year", language, year=year)) for year in years),
    )
    lines = tuple(
        _outlook_line([of[number, year] for year in years], framework, language)
        for number in sorted({row.number for row in projected})
    )
    return Table(text("table.outlooks", language), columns, lines, text("table.outlooks_note", language), is_wide=True)


def _outlook_line(rows: Sequence[Readiness], framework: Framework, language: Language) -> _Line:
    last = rows[-1]
    return (
        str(last.number),
        framework.name_with_measure(last.indicator, language),
        formats.value(last.last_value, language),
        formats.value(last.benchmark, language),
        *(outlook(row.outlook, language) for row in rows if row.outlook is not None),
    )


def outlook(word: Outlook, language: Language) -> Cell:
    """How a benchmark stands, as a word with its mark."""
    return Cell(text(f"outlook.{word.value}", language), OUTLOOK_MARKS[word])


def overall(rows: Iterable[ReadinessOverall], language: Language) -> Table:
    """How many benchmarks each data year reaches in all, for each assumed correlation."""
    columns = _columns(
        language, "data_year:H correlation:N assessable:N reached:N reached_at_level:N expected_reached:N range_80:N"
    )

    def line(row: ReadinessOverall) -> _Line:
        span = formats.ABSENT if row.low_80 is None else f"{row.low_80}–{row.high_80}"
        counts = (f"{row.assessable}/{row.total}", str(row.reached), str(row.reached_at_level))
        return (str(row.data_year), formats.number(row.correlation), *counts, formats.number(row.expected), span)

    note = text("table.overall_note", language)
    return Table(text("table.overall", language), columns, tuple(map(line, rows)), note)


def deliverables(rows: Iterable[Deliverable], framework: Framework, language: Language) -> Table:
    """What the last data year still asks for: the step, each quarter's part, who answers, by when."""
    rows = list(rows)
    last = max((row.data_year for row in rows), default=0)
    columns = _columns(
        language, "number:N indicator:H unit:T needed:N needed_a_quarter:N due_period:T beyond_own:T beyond_reference:T"
    )

    def line(row: Deliverable) -> _Line:
        decimals = framework.indicator(row.indicator).decimals + 1
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            framework.unit(row.unit).name(language),
            formats.number(row.needed, is_signed=True),
            formats.number(row.needed_a_quarter, decimals, is_signed=True),
            row.due_period,
            _yes_or_no(row.exceeds_own_history, language),
            _yes_or_no(row.exceeds_reference, language),
        )

    caption = text("table.deliverables", language, year=last)
    return Table(caption, columns, tuple(line(row) for row in rows if row.data_year == last), is_wide=True)


def evidence(
    rows: Iterable[ReadinessEvidence], asked: Iterable[AskedEvidence], framework: Framework, language: Language
) -> Table:
    """What the evaluation will ask to see of each indicator, what there is, and what is lacking."""
    notes = {one.indicator: one.note(language) for one in asked}
    columns = _columns(language, "number:N indicator:H asked:T status:T support:T lacking:T")

    def line(row: ReadinessEvidence) -> _Line:
        lacking = text("format.list_mark", language).join(text(f"lacking.{one.value}", language) for one in row.lacking)
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            notes.get(row.indicator, formats.ABSENT),
            text(f"status.{row.status.value}", language) if row.status else formats.ABSENT,
            Cell(text(f"support.{row.support.value}", language), SUPPORT_MARKS[row.support]),
            lacking or formats.ABSENT,
        )

    return Table(text("table.evidence", language), columns, tuple(map(line, rows)), is_wide=True)


def silence(rows: Iterable[ReadinessSilence], framework: Framework, language: Language) -> Table:
    """How many benchmarks are reached if units that owe values stay silent."""
    columns = _columns(language, "data_year:N unit:H owed:N worst:N projected:N best:N")

    def line(row: ReadinessSilence) -> _Line:
        who = framework.unit(row.unit).name(language) if row.unit else text("silence.all", language)
        return (str(row.data_year), who, *map(str, (len(row.owed), row.worst, row.expected, row.best)))

    return Table(text("table.silence", language), columns, tuple(map(line, rows)))


def ranks(rows: Iterable[PublishedRank], language: Language) -> Table:
    """The last published ranks, as they were published."""
    columns = _columns(language, "list:H rank:N out_of:N published_on:T rank_source:T")

    def line(row: PublishedRank) -> _Line:
        out_of = formats.number(None if row.out_of is None else Decimal(row.out_of))
        source = text("ranks.reposted" if row.is_reposted else "ranks.original", language)
        return (row.name(language), str(row.rank), out_of, row.published_on.isoformat(), source)

    note = text("table.ranks_note", language)
    return Table(text("table.ranks", language), columns, tuple(map(line, rows)), note)


def _yes_or_no(given: bool | None, language: Language) -> str:
    return formats.ABSENT if given is None else text("format.yes" if given else "format.no", language)


def _columns(language: Language, described: str) -> tuple[Column, ...]:
    """Columns by `key:role`, as in the tables of the report."""
    roles = {"N": Role.NUMBER, "H": Role.NAME, "T": Role.TEXT}
    parts = [part.split(":") for part in described.split()]
    return tuple(Column(text(f"column.{key}", language), roles[role]) for key, role in parts)
