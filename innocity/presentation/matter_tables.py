"""The tables of what needs a decision and of who must act: the first page's, cut to its room, and the whole list."""

from collections.abc import Iterable, Sequence
from datetime import date

from innocity.decision_rules import PageRules
from innocity.framework import Framework
from innocity.language import Language
from innocity.presentation.headings import headings
from innocity.presentation.matter_words import concern, day, kind, name, plain_day, some, soonest
from innocity.presentation.numbered_text import joined, text
from innocity.presentation.numbers import identified
from innocity.presentation.tables import Row, Table
from innocity.tables import About, Matter, Needs
from innocity.tables.numbers import count_id


def wanting(rows: Iterable[Matter], needs: Needs) -> list[Matter]:
    """The matters that need a decision, or those that need an action, in their order."""
    return [row for row in rows if row.needs is needs]


def decisions(rows: Iterable[Matter], framework: Framework, page: PageRules, language: Language) -> Table:
    """A line per kind of decision: how many there are, of what, prepared by whom, by when; the most pressing first."""
    kinds = _by(wanting(rows, Needs.DECISION), "kind")

    def line(of_one: Sequence[Matter]) -> Row:
        question = text("matter.counted", language, matter=kind(of_one[0], language), count=len(of_one))
        told = [concern(row, framework, language) for row in of_one]
        units = list(dict.fromkeys(framework.unit(row.unit).name(language) for row in of_one))
        by = {"units": some(units, page.names, language), "day": plain_day(soonest(of_one))}
        question = identified(question, count_id(Matter, of_one[0].kind.value))
        return (question, some(told, page.names, language), text("matter.by", language, **by))

    heads = headings(language, "decision:H concerns:T prepared_by:T")
    hidden = sum(map(len, kinds[page.kinds :]))
    note = text("matter.more_decisions", language, more=hidden) if hidden else ""
    return Table(text("table.decisions", language), heads, tuple(map(line, kinds[: page.kinds])), note)


def must_act(rows: Iterable[Matter], framework: Framework, page: PageRules, as_of: date, language: Language) -> Table:
    """A line per unit that must act: what is open with it, and its nearest day; the most pressing first."""
    units = _by(wanting(rows, Needs.ACTION), "unit")

    def line(of_one: Sequence[Matter]) -> Row:
        parts = [_open_with(of_kind, framework, page, language) for of_kind in _by(of_one, "kind")]
        told = joined(parts, text("matter.part_mark", language))
        return (framework.unit(of_one[0].unit).name(language), told, day(soonest(of_one), as_of, language))

    heads = headings(language, "unit:H to_do:T by_when:T")
    hidden = len(units) - page.units
    note = text("matter.more_units", language, more=hidden) if hidden > 0 else ""
    return Table(text("table.must_act", language), heads, tuple(map(line, units[: page.units])), note)


def _open_with(rows: Sequence[Matter], framework: Framework, page: PageRules, language: Language) -> str:
    """One kind of matter with the things that it is about, but for a unit, which its line names."""
    if rows[0].about is About.UNIT:
        return kind(rows[0], language)
    names = some([name(row, framework, language) for row in rows], page.names, language)
    return text("matter.of_names", language, matter=kind(rows[0], language), names=names)


def matters(rows: Iterable[Matter], framework: Framework, as_of: date, language: Language) -> Table:
    """Every matter, decisions first as the rules order them."""
    heads = headings(language, "number:N matter:T concerns:H unit:T by_when:T")

    def line(row: Matter) -> Row:
        unit = framework.unit(row.unit).name(language)
        about = concern(row, framework, language)
        return (str(row.rank), kind(row, language), about, unit, day(row, as_of, language))

    note = text("table.matters_note", language)
    return Table(
        text("table.matters", language), heads, tuple(map(line, rows)), note, identifier="matters", is_wide=True
    )


def _by(rows: Iterable[Matter], column: str) -> list[list[Matter]]:
    """The matters parted by a column, in the order in which its values first stand."""
    parted: dict[str, list[Matter]] = {}
    for row in rows:
        parted.setdefault(getattr(row, column), []).append(row)
    return list(parted.values())
