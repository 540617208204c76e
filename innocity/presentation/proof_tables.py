"""The tables of what stands around the values: evidence, silence, published ranks, and how the method fared."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.backtest import Backtested
from innocity.measures.projection import Method
from innocity.presentation import formats
from innocity.presentation.headings import headings
from innocity.presentation.numbers import identified, printed
from innocity.presentation.readiness_tables import SUPPORT_MARKS
from innocity.presentation.tables import Cell, Column, Role, Table
from innocity.readiness_rules import AskedEvidence, PublishedRank
from innocity.tables import Evidence, ReadinessEvidence, ReadinessSilence, Support
from innocity.tables.numbers import rule_id

COMPARED = (Method.REFERENCE_BAND, Method.NAIVE, Method.DRIFT_T, Method.DAMPED_TREND)
_DIGITS = 12  # of a digest: enough to tell files apart, the record holds all of it
_Line = tuple[str | Cell, ...]


def evidence(
    rows: Iterable[ReadinessEvidence], asked: Iterable[AskedEvidence], framework: Framework, language: Language
) -> Table:
    """What the evaluation will ask to see of each indicator, what there is, and what is lacking."""
    notes = {one.indicator: one.note(language) for one in asked}
    columns = headings(language, "number:N indicator:H asked:T status:T support:T lacking:T")

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

    note = text("table.evidence_note", language)
    return Table(text("table.evidence", language), columns, tuple(map(line, rows)), note, is_wide=True)


def evidence_files(rows: Iterable[Evidence], framework: Framework, language: Language) -> Table:
    """The index of evidence: what each unit claims of which value, the file that came with its digest, and what is missing."""
    columns = headings(language, "number:N period:T unit:T supports:T claimed:T file:H digest:T support:T")
    names = {one.code: f"{one.number} {one.name(language)}" for one in framework.indicators}

    def line(number: int, row: Evidence) -> _Line:
        about = names.get(row.indicator or "", row.about or formats.ABSENT)
        standing = Support.DELIVERED if row.file else Support.MISSING if row.is_missing else Support.NAMED
        return (
            str(number),
            row.period,
            framework.unit(row.unit).name(language) if row.unit else formats.ABSENT,
            about,
            formats.passage(row.claimed or formats.ABSENT),
            formats.submitted((row.file or formats.ABSENT).rpartition("/")[2]),
            row.sha256[:_DIGITS] if row.sha256 else formats.ABSENT,
            Cell(text(f"support.{standing.value}", language), SUPPORT_MARKS[standing]),
        )

    note = text("table.evidence_files_note", language)
    lines = tuple(line(number, row) for number, row in enumerate(rows, start=1))
    return Table(
        text("table.evidence_files", language), columns, lines, note, identifier="evidence-files", is_wide=True
    )


def silence(rows: Iterable[ReadinessSilence], framework: Framework, language: Language) -> Table:
    """How many benchmarks are reached if units that owe values stay silent."""
    columns = headings(language, "data_year:N unit:H owed:N worst:N projected:N best:N")

    def line(row: ReadinessSilence) -> _Line:
        who = framework.unit(row.unit).name(language) if row.unit else text("silence.all", language)
        counts = {"owed": len(row.owed), "worst": row.worst, "expected": row.expected, "best": row.best}
        return (str(row.data_year), who, *(printed(str(count), row, column) for column, count in counts.items()))

    return Table(text("table.silence", language), columns, tuple(map(line, rows)))


def ranks(rows: Iterable[PublishedRank], language: Language) -> Table:
    """The last published ranks, as they were published."""
    columns = headings(language, "list:H rank:N out_of:N data_year:N published_on:T rank_source:T")

    def line(place: int, row: PublishedRank) -> _Line:
        out_of = formats.ABSENT if row.out_of is None else str(row.out_of)
        ids = [rule_id("ranks", str(place), column) for column in ("rank", "out_of")]
        data_year = formats.ABSENT if row.data_year is None else str(row.data_year)
        source = text("ranks.reposted" if row.is_reposted else "ranks.original", language)
        figures = (identified(str(row.rank), ids[0]), identified(out_of, ids[1]))
        return (row.name(language), *figures, data_year, row.published_on.isoformat(), source)

    note = text("table.ranks_note", language)
    lines = tuple(line(place, row) for place, row in enumerate(rows, start=1))
    return Table(text("table.ranks", language), columns, lines, note)


def backtest(rows: Iterable[Backtested], language: Language) -> Table:
    """How each method's 80 % band fared on series it had not seen, by number of values and years ahead.

    Scores are on logarithms; beside them stand the ratios of this report to a straight line on the values' own scales.
    """
    names = [text(f"method.{method.value}", language) for method in COMPARED]
    columns = (
        *headings(language, "at_hand:H horizon:N cases:N"),
        *(Column(text("column.coverage_by", language, method=name), Role.NUMBER) for name in names),
        *(Column(text("column.score_by", language, method=name), Role.NUMBER) for name in names),
        *headings(language, "ratio_in_steps:N ratio_in_levels:N"),
    )
    cells = groupby(rows, key=lambda row: (row.points, row.horizon))
    lines = tuple(_backtest_line(list(held)) for _, held in cells)
    note = text("table.backtest_note", language)
    return Table(text("table.backtest", language), columns, lines, note, identifier="backtest", is_wide=True)


def _backtest_line(rows: Sequence[Backtested]) -> _Line:
    of = {row.method: row for row in rows}
    held = [of.get(method) for method in COMPARED]
    return (
        rows[0].points,
        rows[0].horizon,
        backtest_figure(rows[0], "cases", 0),
        *(backtest_figure(row, "coverage_80_pct") for row in held),
        *(backtest_figure(row, "score_in_logs", 2) for row in held),
        backtest_figure(of[Method.REFERENCE_BAND], "ratio_in_steps", 2),
        backtest_figure(of[Method.REFERENCE_BAND], "ratio_in_levels", 2),
    )


def backtest_figure(row: Backtested | None, column: str, decimals: int | None = None) -> str:
    """A figure of the back-test with its id; a dash where a method was not tried."""
    if row is None or not row.written(column):
        return formats.ABSENT
    identifier = rule_id("backtest", row.points, row.horizon, row.method.value, column)
    return identified(formats.number(Decimal(row.written(column)), decimals), identifier)
