"""The time lines of the portal: each indicator, unit, commitment and work point from period to period."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup

from innocity.facts import Commitment
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import formats
from innocity.presentation.portal_overview import FormerRun, Names, Overview, ShownPeriod
from innocity.presentation.promise_tables import LIGHT_MARKS, commitment_status
from innocity.presentation.report_tables import level, status
from innocity.presentation.scorecard_tables import scorecard_path
from innocity.presentation.sparklines import sparkline
from innocity.presentation.tables import Cell
from innocity.tables import Attainment


@dataclass(frozen=True)
class Moment:
    """An indicator in one run: value, target and status; `is_former` where another run has taken this one's place since."""

    run: str
    value: str
    target: str
    status: Cell
    is_former: bool = False


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator through all periods; `key` finds its names."""

    key: str
    code: str
    number: int
    name: str
    spark: Markup
    moments: tuple[Moment, ...]

    @property
    def revisions(self) -> int:
        """How many of its figures another run has replaced."""
        return sum(moment.is_former for moment in self.moments)


@dataclass(frozen=True)
class Step:
    """From which period on something has been so."""

    since: str
    status: Cell


@dataclass(frozen=True)
class PromiseLine:
    """A commitment or a work point, and each change of how it goes."""

    key: str
    code: str
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class UnitMoment:
    """What a unit sent for one period, as a row of cells, and the page of its scorecard where there is one."""

    period: str
    cells: tuple[str, ...]
    card: str


@dataclass(frozen=True)
class UnitLine:
    """One unit through all periods."""

    key: str
    code: str
    name: str
    moments: tuple[UnitMoment, ...]


def indicator_lines(overview: Overview, language: Language) -> list[IndicatorLine]:
    """Every indicator of the present plan in its order, through every run that could be read."""
    told = [(period, {row.indicator: row for row in tables.attainment}) for period, tables in overview.readable]
    lines = []
    for place, indicator in enumerate(overview.framework.indicators):
        rows = [(period, found[indicator.code]) for period, found in told if indicator.code in found]
        if rows:
            moments = tuple(one for period, row in rows for one in _moments(period, row, language))
            name = overview.framework.name_with_measure(indicator.code, language)
            spark = _spark([row for _, row in rows], language)
            lines.append(IndicatorLine(f"i{place}", indicator.code, indicator.number, name, spark, moments))
    return lines


def _moments(period: ShownPeriod, row: Attainment, language: Language) -> Iterable[Moment]:
    """The former runs that came to something else than the run after them, then the published one."""
    past = [(run, former) for run in period.former for former in _row_of(run, row.indicator)]
    told = [*(_moment(run.name, former, language) for run, former in past), _moment(period.name, row, language)]
    for one, following in pairwise(told):
        if (one.value, one.target, one.status) != (following.value, following.target, following.status):
            yield Moment(one.run, one.value, one.target, one.status, is_former=True)
    yield told[-1]


def _row_of(run: FormerRun, indicator: str) -> list[Attainment]:
    return [row for row in run.attainment or () if row.indicator == indicator]


def _moment(run: str, row: Attainment, language: Language) -> Moment:
    target = f"{formats.value(row.target, language)} ({row.target_year})"
    return Moment(run, level(row, language), target, status(row, language))


def _spark(rows: Sequence[Attainment], language: Language) -> Markup:
    measured = [row for row in rows if row.actual is not None]
    if not measured:
        return Markup()
    first, last = formats.value(measured[0].actual, language), formats.value(measured[-1].actual, language)
    target = formats.value(rows[-1].target, language)
    told = text("portal.spark", language, first=first, last=last, target=target)
    return sparkline([row.actual for row in rows], [row.target for row in rows], told)


def commitment_lines(overview: Overview, language: Language) -> list[PromiseLine]:
    """Every commitment of the present plan, a line a figure, with each change of its status."""
    found: dict[tuple[str, str | None], list[tuple[str, Cell]]] = defaultdict(list)
    for period, tables in overview.readable:
        for row in tables.commitments:
            found[row.commitment, row.item].append((period.name, commitment_status(row, language)))
    places = {one.code: place for place, one in enumerate(overview.framework.commitments)}
    facts = {one.code: one for one in overview.framework.commitments}

    def name(fact: Commitment, item: str | None) -> str:
        named = fact.item_name(item, language) if item else None
        return " · ".join(filter(None, (fact.statement(language), named)))

    return [
        PromiseLine(f"c{places[code]}", code, name(facts[code], item), _steps(told))
        for (code, item), told in sorted(found.items(), key=lambda one: (places.get(one[0][0], 0), one[0][1] or ""))
        if code in facts
    ]


def work_point_lines(overview: Overview, language: Language) -> list[PromiseLine]:
    """Every work point of the present plan with each change of its light."""
    found: dict[str, list[tuple[str, Cell]]] = defaultdict(list)
    for period, tables in overview.readable:
        for row in tables.work_points:
            light = Cell(text(f"light.{row.light.value}", language), LIGHT_MARKS[row.light])
            found[row.work_point].append((period.name, light))
    points = enumerate(overview.framework.work_points)
    return [
        PromiseLine(f"w{place}", point.code, point.title(language), _steps(found[point.code]))
        for place, point in points
        if point.code in found
    ]


def _steps(told: Iterable[tuple[str, Cell]]) -> tuple[Step, ...]:
    return tuple(Step(next(run)[0], cell) for cell, run in groupby(told, key=lambda one: one[1]))


def unit_lines(overview: Overview, names: Names) -> list[UnitLine]:
    """Every unit that owed or sent something, newest period first."""
    keys = unit_keys(overview.framework)
    found: dict[str, list[UnitMoment]] = defaultdict(list)
    for period, tables in reversed(overview.readable):
        for row in tables.standings:
            card = _card(row.unit, period, names)
            days = tuple(day.isoformat() if day else formats.ABSENT for day in (row.received_on, row.replaced_on))
            counts = tuple(map(str, (row.versions, row.missing, row.errors, row.warnings, row.notes)))
            said = text(f"timeliness.{row.timeliness.value}", names.language)
            shown = UnitMoment(period.name, (said, *days, *counts), card)
            found[row.unit or ""].append(shown)
    order = [unit.code for unit in overview.framework.units]
    codes = sorted(found, key=lambda code: (order.index(code) if code in order else len(order), code))
    return [UnitLine(keys.get(code, ""), code, names.unit(code), tuple(found[code])) for code in codes]


def _card(unit: str | None, period: ShownPeriod, names: Names) -> str:
    """The published scorecard of a unit, in the reader's language if there is such an edition; empty where there is none."""
    framework, home = names.framework, period.home(names.language)
    known = {one.code for one in framework.units}
    paths = [f"{home}{scorecard_path(unit, framework, one)}" for one in Language] if unit in known and unit else []
    return next((path for path in paths if path in period.files), "")


def unit_keys(framework: Framework) -> dict[str, str]:
    """The key under which the names of each unit are found."""
    return {unit.code: f"u{place}" for place, unit in enumerate(framework.units)}
