"""The tables of readiness as a reader sees them: own targets, the sum of them, and the steps that are owed."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from innocity.facts import Indicator
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import formats
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.promise_words import dagger, dagger_note
from innocity.presentation.tables import Cell, Column, Mark, Role, Table
from innocity.tables import Deliverable, Outlook, Readiness, ReadinessOverall, Scenario, Support
from innocity.tables.numbers import number_id

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


def looked_at(rows: Iterable[Readiness]) -> list[int]:
    """The data years that the evaluation probably looks at, in order; never none."""
    return sorted({row.data_year for row in rows if row.evaluated_basis})


def projections(rows: Iterable[Readiness], year: int) -> list[Readiness]:
    """The projections of a data year, in the order of the plan."""
    return [row for row in rows if row.scenario is Scenario.PROJECTION and row.data_year == year]


def own_targets(rows: Iterable[Readiness], framework: Framework, language: Language) -> Table:
    """One line per indicator: last value, benchmark, the nearest year's projection, the outlooks of the years looked at.

    The stretch is that of the last of these years.
    """
    rows = list(rows)
    years = looked_at(rows)
    by_year = [projections(rows, year) for year in years]
    columns = (
        *headings(language, "number:N indicator:H last_value:N benchmark:N on_basis:T"),
        Column(text("column.projection_of_year", language, year=years[0]), Role.NUMBER),
        *headings(language, "band_80:N"),
        *(Column(text("column.outlook_of_year", language, year=year)) for year in years),
        Column(text("column.stretch_of_year", language, year=years[-1]), Role.NUMBER),
    )
    lines = tuple(_own_line(of_one, framework, language) for of_one in zip(*by_year, strict=True))
    legend = text("table.own_targets_note", language, year=years[0], benchmarks=bases(rows, language))
    note = " ".join([legend, *dagger_note(by_year[0], framework, language)])
    return Table(text("table.own_targets", language), columns, lines, note, identifier="readiness", is_wide=True)


def _own_line(rows: Sequence[Readiness], framework: Framework, language: Language) -> _Line:
    first, last = rows[0], rows[-1]
    indicator = framework.indicator(first.indicator)
    return (
        str(first.number),
        framework.name_with_measure(first.indicator, language),
        printed(formats.value(first.last_value, language), first, "last_value"),
        printed(formats.value(first.benchmark, language) + dagger(first, framework), first, "benchmark"),
        text(f"basis.{first.benchmark_basis}", language),
        printed(formats.computed(first.point, indicator, language), first, "point"),
        printed(band(first, indicator), first, "low_80"),
        *(outlook(row, language) for row in rows),
        printed(formats.value(last.stretch, language), last, "stretch"),
    )


def bases(rows: Iterable[Readiness], language: Language) -> str:
    """By data year, on what basis its benchmarks stand: `2023年：方案目标；2024年：…`."""
    held = sorted({(row.data_year, row.benchmark_basis) for row in rows})
    told = [
        text(
            "format.basis_of_year", language, year=year, basis="/".join(text(f"basis.{one}", language) for _, one in on)
        )
        for year, on in groupby(held, key=lambda pair: pair[0])
    ]
    return text("format.list_mark", language).join(told)


def evaluated_bases(rows: Iterable[Readiness], language: Language) -> str:
    """On what basis the evaluation is taken to look at these data years."""
    held = sorted({row.evaluated_basis for row in rows if row.evaluated_basis})
    return "/".join(text(f"basis.{one}", language) for one in held)


def band(row: Readiness, indicator: Indicator) -> str:
    """The 80 % band in the decimals of its indicator; a dash where there is none."""
    if row.low_80 is None or row.high_80 is None:
        return formats.ABSENT
    ends = (formats.number(end, indicator.decimals) for end in (row.low_80, row.high_80))
    return "–".join(ends)


def outlook(row: Readiness, language: Language) -> Cell:
    """How a benchmark stands, as a word with its mark."""
    word = row.outlook or Outlook.NOT_SAID
    return Cell(text(f"outlook.{word.value}", language), OUTLOOK_MARKS[word], number_id(row, "outlook"))


def overall(rows: Sequence[ReadinessOverall], language: Language) -> Table:
    """How many benchmarks each data year reaches in all; the range beside each assumed correlation."""
    assumed = sorted({row.correlation for row in rows})
    columns = (
        *headings(language, "data_year:H assessable:N reached:N reached_at_level:N expected_reached:N"),
        *(Column(text("column.range_at", language, correlation=formats.number(one)), Role.NUMBER) for one in assumed),
    )
    years = groupby(sorted(rows, key=lambda row: (row.data_year, row.correlation)), key=lambda row: row.data_year)
    lines = tuple(_overall_line(list(of_year)) for _, of_year in years)
    return Table(text("table.overall", language), columns, lines, text("table.overall_note", language))


def _overall_line(rows: Sequence[ReadinessOverall]) -> _Line:
    first = rows[0]
    counts = {
        "assessable": f"{first.assessable}/{first.total}",
        "reached": str(first.reached),
        "reached_at_level": str(first.reached_at_level),
        "expected": formats.number(first.expected),
    }
    spans = (
        printed(formats.ABSENT if row.low_80 is None else f"{row.low_80}–{row.high_80}", row, "low_80") for row in rows
    )
    return (str(first.data_year), *(printed(said, first, column) for column, said in counts.items()), *spans)


def binding(rows: Iterable[Deliverable], framework: Framework, language: Language) -> Table:
    """What would have to be true for the hardest benchmarks of the nearest year, beside what was seen before."""
    columns = headings(
        language, "number:N indicator:H unit:T last_value:N benchmark:N needed_a_year:N own_step:N reference_step:N"
    )

    def line(row: Deliverable) -> _Line:
        indicator = framework.indicator(row.indicator)
        steps = ("needed_a_year", "own_step", "reference_step")
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            framework.unit(row.unit).name(language),
            printed(formats.value(row.last_value, language), row, "last_value"),
            printed(formats.value(row.benchmark, language), row, "benchmark"),
            *(printed(step(getattr(row, one), indicator), row, one) for one in steps),
        )

    found = hardest(rows)
    caption = text("table.binding", language, year=found[0].data_year if found else "")
    return Table(caption, columns, tuple(map(line, found)), text("table.binding_note", language), is_wide=True)


def hardest(rows: Iterable[Deliverable]) -> list[Deliverable]:
    """The binding ones of the nearest data year that has any, the hardest first."""
    found = [(row.data_year, row.binding, row) for row in rows if row.binding is not None]
    nearest = min((year for year, _, _ in found), default=0)
    return [row for year, _, row in sorted(found, key=lambda one: one[:2]) if year == nearest]


def step(given: Decimal | None, indicator: Indicator, finer: int = 0) -> str:
    """A signed step in no more decimals than its indicator has, one for a count; `finer` allows so many more."""
    if given is None:
        return formats.ABSENT
    own = max(-int(given.normalize().as_tuple().exponent), 0)
    return formats.number(given, min(own, max(indicator.decimals, 1) + finer), is_signed=True)


def deliverables(rows: Iterable[Deliverable], framework: Framework, language: Language) -> Table:
    """What the nearest data year asks for, unit by unit: the step, each quarter's part, and where it is unheard of."""
    rows = list(rows)
    year = min((row.data_year for row in rows), default=0)
    owed = [row for row in rows if row.data_year == year]
    first = {row.unit: row.number for row in reversed(owed)}
    columns = (
        Column(text("column.unit", language), Role.GROUP),
        *headings(
            language, "number:N indicator:H last_value:N benchmark:N needed_in_all:N needed_a_quarter:N caution:T"
        ),
    )

    def line(row: Deliverable) -> _Line:
        indicator = framework.indicator(row.indicator)
        return (
            framework.unit(row.unit).name(language),
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            printed(formats.value(row.last_value, language), row, "last_value"),
            printed(formats.value(row.benchmark, language), row, "benchmark"),
            printed(step(row.needed, indicator), row, "needed"),
            printed(step(row.needed_a_quarter, indicator, finer=1), row, "needed_a_quarter"),
            caution(row, language),
        )

    lines = tuple(line(row) for row in sorted(owed, key=lambda row: (first[row.unit], row.number)))
    caption = text("table.deliverables", language, year=year)
    note = text(
        "table.deliverables_note", language, period=formats.period(owed[0].due_period, language) if owed else ""
    )
    return Table(caption, columns, lines, note, is_wide=True)


def caution(row: Deliverable, language: Language) -> str | Cell:
    """Whether the step is larger than any of its own, or than nine of ten reference series made."""
    if row.exceeds_own_history is None and row.exceeds_reference is None:
        return formats.ABSENT
    own = [text("caution.own", language)] if row.exceeds_own_history else []
    usual = [text("caution.reference", language)] if row.exceeds_reference else []
    if not own and not usual:
        return Cell(text("caution.none", language), Mark.PENDING)
    return Cell(text("format.list_mark", language).join([*own, *usual]), Mark.BEHIND)
