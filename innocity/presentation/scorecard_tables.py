"""The tables of one unit's scorecard: every point with its arithmetic, and what is to be delivered by when."""

import re
from collections.abc import Iterable
from dataclasses import replace

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.promised_levels import conflicting
from innocity.measures.scorecard_grounds import figure
from innocity.measures.scorecard_returns import Arrival, Soundness
from innocity.presentation import formats
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.override_tables import ByHand
from innocity.presentation.promise_tables import LIGHT_MARKS
from innocity.presentation.promise_words import DAGGER, statement_of
from innocity.presentation.readiness_tables import SUPPORT_MARKS
from innocity.presentation.report_tables import STATUS_MARKS, level, level_sign, status
from innocity.presentation.tables import Cell, Column, Link, Mark, Role, Row, Table
from innocity.presentation.unit_record import UnitRecord
from innocity.presentation.unit_tables import league, out_of
from innocity.tables import Attainment, Component, Evidence, Light, Scorecard, ScoreItem, Standing, Status, Support

NEIGHBOURS = 3
_RETURN_MARKS = {
    Arrival.ON_TIME: Mark.MET,
    Arrival.LATE: Mark.BEHIND,
    Arrival.RECEIVED: Mark.ON_TRACK,
    Arrival.AWAITED: Mark.PENDING,
    Arrival.MISSING: Mark.MISSED,
    Arrival.NOT_OWED: Mark.PENDING,
}
_SOUNDNESS_MARKS = {Soundness.SOUND: Mark.MET, Soundness.WARNINGS: Mark.BEHIND, Soundness.ERRORS: Mark.MISSED}


def scorecard_path(unit: str, framework: Framework, language: Language) -> str:
    """The page of a unit's scorecard as the report of the same period links to it: `scorecards/<name>.html`."""
    return f"scorecards/{unit_file(unit, framework, language)}.html"


def unit_file(unit: str, framework: Framework, language: Language) -> str:
    """The file name of what concerns one unit, without its ending: the unit's name, told apart from others of that name."""
    names = [_file_name(one.name(language)) for one in framework.units]
    name = _file_name(framework.unit(unit).name(language))
    return name if names.count(name) == 1 else f"{name}-{unit}"


def _file_name(name: str) -> str:
    """A name without anything that a file system or a link could read as more than a letter."""
    return re.sub(r"[^\w]+", "-", name).strip("-")


def indicators(record: UnitRecord) -> Table:
    """The unit's indicators: value, target, how it goes, what is still needed, in all and for each quarter left."""
    language, first, by_hand = record.language, record.attainment[0], ByHand.of(record.overrides)
    heads = (
        *headings(language, "number:N indicator:H"),
        Column(text("column.year", language, year=first.reference_year), Role.NUMBER),
        Column(text("column.target", language, year=first.target_year), Role.NUMBER),
        *headings(language, "standing:T needed:N needed_per_quarter:N"),
    )

    def line(row: Attainment) -> Row:
        is_open = row.standing is Standing.NOT_MET
        return (
            str(row.number),
            record.framework.name_with_measure(row.indicator, language),
            level(row, language) + level_sign(row, by_hand),
            printed(
                formats.value(row.target, language) + (DAGGER if conflicting(row, record.framework) else ""),
                row,
                "target",
            ),
            status(row, language),
            printed(formats.number(row.needed if is_open else None, is_signed=True), row, "needed"),
            printed(
                formats.number(row.needed_per_quarter if is_open else None, 2, is_signed=True),
                row,
                "needed_per_quarter",
            ),
        )

    lines = tuple(map(line, record.attainment))
    note = "".join(by_hand.note(lines, language))
    return Table(text("table.unit_indicators", language), heads, lines, note, identifier="indicators")


def evidence(record: UnitRecord) -> Table:
    """What supports the unit's values: each claim and what became of it, and the values for which nothing was claimed."""
    language = record.language
    heads = headings(language, "supported:H claimed:T file:T standing:T")

    def lines(item: ScoreItem) -> list[Row]:
        claims = [
            row for row in record.evidence if row.claimed and (row.indicator or record.parameters.period) == item.item
        ]
        name = item_name(item, record)
        made: list[Row] = [(name, _seen(row.claimed), _seen(row.file), _support(row, language)) for row in claims]
        return made or [(name, formats.ABSENT, formats.ABSENT, _word(item, language))]

    rows = tuple(line for item in record.items_of(Component.EVIDENCE) for line in lines(item))
    return Table(text("table.unit_evidence", language), heads, rows, identifier="evidence")


def _support(row: Evidence, language: Language) -> Cell:
    support = Support.DELIVERED if row.file else Support.MISSING if row.is_missing else Support.NAMED
    return Cell(text(f"support.{support.value}", language), SUPPORT_MARKS[support])


def _seen(given: str | None) -> str:
    return formats.submitted(given.rpartition("/")[2]) if given else formats.ABSENT


def components(record: UnitRecord) -> Table:
    """The points of each component and of the total, with the sum that gives them."""
    language = record.language
    heads = headings(language, "part:H items:N assessed:N score:N points:N arithmetic:T")

    def line(row: Scorecard) -> Row:
        why = text(f"reason.{row.reason}", language) if row.reason else formats.ABSENT
        return (
            text(f"component.{row.component.value}", language),
            printed(str(row.items), row, "items"),
            printed(str(row.assessed), row, "assessed"),
            printed(formats.ABSENT if row.score_pct is None else figure(row.score_pct), row, "score_pct"),
            printed(out_of(row), row, "points"),
            _sum(row.arithmetic) if row.arithmetic else why,
        )

    note = text("table.components_note", language)
    lines = tuple(map(line, record.cards))
    return Table(text("table.components", language), heads, lines, note, identifier="components", is_wide=True)


def items(record: UnitRecord) -> Table:
    """Everything that the unit is given points for: how it stands, its weight, its points, the sum or the reason."""
    language = record.language
    heads = (
        Column(text("column.part", language), Role.GROUP),
        *headings(language, "item:H standing:T weight:N earned:N"),
    )
    heads = (*heads, *headings(language, "arithmetic:T why:T"))

    def line(row: ScoreItem) -> Row:
        return (
            text(f"component.{row.component.value}", language),
            item_name(row, record),
            _word(row, language),
            printed(formats.number(row.weight), row, "weight"),
            printed(formats.ABSENT if row.points is None else figure(row.points), row, "points"),
            _sum(row.arithmetic) if row.arithmetic else formats.ABSENT,
            text(f"reason.{row.reason}", language) if row.reason else formats.ABSENT,
        )

    lines = tuple(line(row) for row in record.items if row.weight)
    return Table(text("table.items", language), heads, lines, identifier="items", is_wide=True)


def _sum(arithmetic: str) -> str:
    """A sum with blanks where a line may end."""
    return re.sub(r"(?<=[\d)])([+=×÷])", r" \1 ", arithmetic)


def deliveries(record: UnitRecord) -> Table:
    """What the unit must still deliver, the earliest first; what was due before the as-of date says so."""
    language = record.language
    heads = headings(language, "due_on:T item:H deliver:T standing:T")

    def line(row: ScoreItem) -> Row:
        day = row.due_on.isoformat() if row.due_on else formats.ABSENT
        when = text("deliver.overdue", language, day=day) if record.is_overdue(row) else day
        return (when, item_name(row, record), _delivery(row, record), _word(row, language))

    lines = tuple(map(line, record.due))
    return Table(text("table.deliveries", language), heads, lines, identifier="deliveries")


def _delivery(row: ScoreItem, record: UnitRecord) -> str:
    """What is to be done: an amount where one is known, else a word."""
    if row.to_deliver is None or row.measure is None:
        kind = "promise" if row.component is Component.WORK_POINTS and not row.weight else row.component.value
        return text(f"deliver.{kind}", record.language)
    amount = formats.number(row.to_deliver, is_signed=True)
    measure = record.framework.measure(row.measure)
    if measure.change_in == "points":
        return printed(text("format.points", record.language, value=amount), row, "to_deliver")
    said = formats.amount(amount, measure, record.language) if measure.is_printed else amount
    return printed(said, row, "to_deliver")


def place(record: UnitRecord) -> Table:
    """The line of a unit that has a place in the league table, with those next to it."""
    table = league(record.league, record.framework, record.language)
    own = [row[1] for row in table.rows].index(record.name)
    near = table.rows[max(0, own - NEIGHBOURS) : own + NEIGHBOURS + 1]
    named = text("place.own", record.language, name=record.name)
    return replace(table, rows=tuple((row[0], named, *row[2:]) if row[1] == record.name else row for row in near))


def linked_league(rows: Iterable[Scorecard], framework: Framework, language: Language) -> Table:
    """The league table with the name of each unit leading to its scorecard."""
    table = league(rows, framework, language)
    codes = {unit.name(language): unit.code for unit in framework.units}

    def line(row: Row) -> Row:
        name = str(row[1])
        return (row[0], Link(name, scorecard_path(codes[name], framework, language)), *row[2:])

    return replace(table, rows=tuple(map(line, table.rows)))


def item_name(row: ScoreItem, record: UnitRecord) -> str:
    """What an item is, in words."""
    framework, language = record.framework, record.language
    if row.component is Component.WORK_POINTS:
        return _promise_name(row.item, framework, language)
    if row.item == record.parameters.period:
        return text(f"item.{row.component.value}", language)
    return framework.name_with_measure(row.item, language)


def _promise_name(item: str, framework: Framework, language: Language) -> str:
    """A work point by code and title, a number promised in it by code, statement and the thing it is promised of."""
    code, _, of = item.partition("/")
    titles = {one.code: one.title(language) for one in framework.work_points}
    promises = {one.code: statement_of(one, of, language) for one in framework.commitments}
    return f"{code} {titles.get(code) or promises[code]}"


def _word(row: ScoreItem, language: Language) -> Cell:
    """How an item stands, as the word of its component with its mark."""
    match row.component:
        case Component.WORK_POINTS if row.weight:
            return Cell(text(f"light.{row.status}", language), LIGHT_MARKS[Light(row.status)])
        case Component.TIMELINESS:
            return Cell(text(f"timeliness.{row.status}", language), _RETURN_MARKS[Arrival(row.status)])
        case Component.DATA_QUALITY:
            return Cell(text(f"soundness.{row.status}", language), _SOUNDNESS_MARKS[Soundness(row.status)])
        case Component.EVIDENCE:
            return Cell(text(f"support.{row.status}", language), SUPPORT_MARKS[Support(row.status)])
    return Cell(text(f"progress.{row.status}", language), STATUS_MARKS[Status(row.status)])
