"""The tables of the report: rows of the record as a reader sees them."""

from collections.abc import Iterable, Sequence

from innocity.facts import ValueStatus
from innocity.framework import Framework
from innocity.intake.rules import Rules
from innocity.language import Language, text
from innocity.measures.attainment import open_targets
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.override_tables import NOTHING_BY_HAND, ByHand
from innocity.presentation.promise_words import dagger, dagger_note, other_promises
from innocity.presentation.tables import Cell, Column, Mark, Role, Table
from innocity.tables import Attainment, Finding, Group, Receipt, Status, Verdict
from innocity.tables.numbers import number_id

STATUS_MARKS = {
    Status.MET: Mark.MET,
    Status.ON_PACE: Mark.ON_TRACK,
    Status.BEHIND: Mark.BEHIND,
    Status.FALLING_BACK: Mark.MISSED,
    Status.MISSED: Mark.MISSED,
    Status.NOT_DUE: Mark.PENDING,
    Status.NOT_MEASURABLE: Mark.PENDING,
    Status.NOT_REPORTED: Mark.ABSENT,
    Status.REJECTED: Mark.MISSED,
    Status.NOT_ASSESSABLE: Mark.ABSENT,
}
_COUNTED = ("total", "assessable", "met", "on_pace", "behind", "falling_back", "missed", "not_due")


def indicators(
    rows: Sequence[Attainment], framework: Framework, language: Language, by_hand: ByHand = NOTHING_BY_HAND
) -> Table:
    """All indicators by group: value of the year before and of the year, change, target, completion, standing."""
    first = rows[0]
    columns: tuple[Column, ...] = (
        Column(text("column.group", language), Role.GROUP),
        Column(text("column.number", language), Role.NUMBER),
        Column(text("column.indicator", language), Role.NAME),
        Column(text("column.year", language, year=first.previous_year), Role.NUMBER),
        Column(text("column.year", language, year=first.reference_year), Role.NUMBER),
        Column(text("column.change", language), Role.NUMBER),
        Column(text("column.target", language, year=first.target_year), Role.NUMBER),
        Column(text("column.completion", language), Role.NUMBER),
        Column(text("column.pace", language), Role.NUMBER),
        Column(text("column.standing", language)),
    )
    lines = tuple(_indicator_line(row, framework, language, by_hand) for row in rows)
    if all(row.pace_ratio is None for row in rows):  # before the target's year, and where nothing is expected within it
        columns, lines = (*columns[:-2], columns[-1]), tuple((*line[:-2], line[-1]) for line in lines)
    told = [*other_promises(rows, framework, language), *by_hand.note(lines, language)]
    note = " ".join([text("table.indicators_note", language), *told])
    return Table(text("table.indicators", language), columns, lines, note, identifier="indicators", is_wide=True)


def _indicator_line(
    row: Attainment, framework: Framework, language: Language, by_hand: ByHand
) -> tuple[str | Cell, ...]:
    return (
        framework.indicator(row.indicator).group(language),
        str(row.number),
        framework.name_with_measure(row.indicator, language),
        printed(formats.value(row.previous, language), row, "previous")
        + by_hand.sign(row.previous_file, row.previous_sheet, row.previous_cell),
        level(row, language) + level_sign(row, by_hand),
        printed(formats.change(row, language), row, "change"),
        printed(formats.value(row.target, language) + dagger(row, framework), row, "target"),
        printed(formats.percent(row.completion_pct), row, "completion_pct"),
        printed(formats.pace(row), row, "pace_ratio"),
        status(row, language),
    )


def level(row: Attainment, language: Language) -> str:
    """The value, with a star where it is not final; in its place the last known one, with the year it belongs to."""
    if row.actual is None and row.known is not None:
        known = formats.value(row.known, language)
        said = text("format.known", language, value=known, period=formats.short_period(row.known_period))
        return printed(said, row, "known")
    star = "*" if row.actual_status in (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL) else ""
    return (
        printed(formats.value(row.actual, language) + star, row, "actual") if row.actual is not None else formats.ABSENT
    )


def level_sign(row: Attainment, by_hand: ByHand) -> str:
    """The sign of a value set by hand, where `level` prints such a one."""
    if row.actual is None and row.known is not None:
        return by_hand.sign(row.known_file, row.known_sheet, row.known_cell)
    return by_hand.sign(row.actual_file, row.actual_sheet, row.actual_cell)


def status(row: Attainment, language: Language) -> Cell:
    """How an indicator goes, or why nothing can be said, as a word with its mark."""
    if row.actual is None:
        return Cell(text(f"state.{row.state.value}", language), STATUS_MARKS[row.status], number_id(row, "status"))
    return Cell(text(f"progress.{row.status.value}", language), STATUS_MARKS[row.status], number_id(row, "status"))


def groups(rows: Iterable[Group], framework: Framework, language: Language) -> Table:
    """The indicators of each group counted by how they go; what is met out of what can be assessed."""
    columns = headings(
        language, "group:H total:N assessable:N met:N on_pace:N behind:N falling_back:N missed:N not_due:N share_met:N"
    )

    def line(row: Group) -> tuple[str | Cell, ...]:
        counts = (printed(row.written(column), row, column) for column in _COUNTED)
        name = framework.indicator(row.indicators[0]).group(language)
        share = f"{row.met}/{row.assessable}" if row.assessable else formats.ABSENT
        return (name, *counts, printed(share, row, "met_pct"))

    note = text("table.groups_note", language)
    return Table(text("table.groups", language), columns, tuple(map(line, rows)), note, identifier="groups")


def still_needed(rows: Iterable[Attainment], framework: Framework, language: Language) -> Table:
    """The open targets, the largest relative change first: what is still needed in the indicator's own measure."""
    columns = headings(language, "number:N indicator:H needed:N needed_pct:N unit:T")

    def line(row: Attainment) -> tuple[str | Cell, ...]:
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            printed(formats.number(row.needed, is_signed=True), row, "needed"),
            printed(formats.signed_percent(row.needed_pct), row, "needed_pct"),
            _units(row, framework, language),
        )

    return Table(text("table.needed", language), columns, tuple(map(line, open_targets(rows))), identifier="needed")


def targets_below(rows: Iterable[Attainment], framework: Framework, language: Language) -> Table:
    """The targets that lie behind the value already reached: margin over the target and change on the year before."""
    below = [row for row in rows if row.is_target_below_baseline]
    columns = headings(language, "number:N indicator:H baseline:N target_value:N margin:N change:N")

    def line(row: Attainment) -> tuple[str | Cell, ...]:
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            printed(formats.value(row.baseline, language), row, "baseline"),
            printed(formats.value(row.target, language) + dagger(row, framework), row, "target"),
            printed(formats.number(row.margin, is_signed=True), row, "margin"),
            printed(formats.change(row, language), row, "change"),
        )

    note = " ".join([text("table.below_note", language), *dagger_note(below, framework, language)])
    return Table(text("table.below", language), columns, tuple(map(line, below)), note, identifier="below")


def receipts(rows: Iterable[Receipt], framework: Framework, parameters: Parameters, language: Language) -> Table:
    """The files of the period: who sent them, when, and what became of them."""
    current = [row for row in rows if row.period == parameters.period]
    columns = headings(language, "unit:H file:T received_on:T version:N verdict:T")

    def line(row: Receipt) -> tuple[str | Cell, ...]:
        mark = Mark.MET if row.verdict is Verdict.ACCEPTED else Mark.MISSED
        return (
            framework.unit(row.unit).name(language) if row.unit else formats.ABSENT,
            formats.submitted(row.file.rpartition("/")[2]),
            row.received_on.isoformat(),
            printed(str(row.version), row, "version"),
            Cell(text(f"verdict.{row.verdict.value}", language), mark),
        )

    return Table(text("table.receipts", language), columns, tuple(map(line, current)), identifier="receipts")


def findings(rows: Iterable[Finding], framework: Framework, rules: Rules, language: Language) -> Table:
    """Everything found in the returns: where, what, and how to mend it."""
    columns = headings(language, "severity:T unit:H place:T message:T got:T expected:T remedy:T")

    def line(row: Finding) -> tuple[str | Cell, ...]:
        rule = rules.by_code[row.code]
        marks = {"error": Mark.MISSED, "warning": Mark.BEHIND, "note": Mark.PENDING}
        cell = "!".join(part for part in (row.sheet, row.cell) if part)
        place = " ".join(part for part in ((row.file or "").rpartition("/")[2], cell) if part)
        return (
            Cell(text(f"severity.{row.severity.value}", language), marks[row.severity.value]),
            framework.unit(row.unit).name(language) if row.unit else formats.ABSENT,
            formats.submitted(place) or formats.ABSENT,
            rule.message(language),
            formats.submitted(row.got or formats.ABSENT),
            formats.submitted(row.expected or formats.ABSENT),
            rule.remedy(language),
        )

    return Table(text("table.findings", language), columns, tuple(map(line, rows)), identifier="findings", is_wide=True)


def sources(rows: Iterable[Receipt], language: Language) -> Table:
    """Every file that the figures come from, with its digest."""
    columns = headings(language, "file:H sha256:T")
    lines = tuple((formats.submitted(row.file.removeprefix("data/raw/")), row.sha256) for row in rows)
    return Table(text("table.sources", language), columns, lines, identifier="sources", is_wide=True)


def _units(row: Attainment, framework: Framework, language: Language) -> str:
    codes = framework.collectors(framework.indicator(row.indicator))
    return text("format.list_mark", language).join(framework.unit(code).name(language) for code in codes)
