"""The way of every indicator: its annual values of the years before, its present one, and the target, on one scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from matplotlib.figure import Figure

from innocity.facts import Kind
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.annual import ReadinessInputs
from innocity.measures.distances import completion_pct
from innocity.presentation import charts, formats
from innocity.presentation.bullet_chart import named
from innocity.presentation.charts import BLUE, INK, LINE, SMALL, Chart, Rows
from innocity.presentation.headings import headings
from innocity.presentation.numbers import identified, printed
from innocity.presentation.tables import Column, Role, Row, Table
from innocity.tables import Attainment
from innocity.tables.numbers import number_id

_YEARS_BEFORE = 2
_TOP_PCT, _TENS = 150, 10
_ACROSS = (0.35, 0.66)
_PART = "◇"
_VALUES, _SHARES = ("actual", "previous"), ("completion_pct", "previous_pct")
_TARGET_POINTS = 152  # from the right edge of the plot


@dataclass(frozen=True)
class Step:
    """One value on the way: its year, the value, and its share of the target; `is_part` where the year goes on."""

    year: int
    value: Decimal
    share: Decimal
    is_part: bool = False


@dataclass(frozen=True)
class Way:
    """The values of one indicator, oldest first."""

    row: Attainment
    steps: tuple[Step, ...]

    @property
    def is_under_way(self) -> bool:
        """Whether the last value is only what has come so far, so that it says nothing beside a whole year."""
        return self.steps[-1].is_part

    @property
    def move(self) -> Decimal:
        """The latest step in points of the target's per cent, positive in the good direction."""
        return self.steps[-1].share - self.steps[-2].share


def ways(given: Iterable[Attainment], inputs: ReadinessInputs) -> list[Way]:
    """The way of every indicator that has two values and a target above zero."""
    made = (Way(row, tuple(_steps(row, inputs))) for row in given)
    return [way for way in made if len(way.steps) > 1]


def _steps(row: Attainment, inputs: ReadinessInputs) -> Iterable[Step]:
    indicator = inputs.framework.indicator(row.indicator)
    before = [one for one in inputs.series(indicator).values if one.year < row.reference_year][-_YEARS_BEFORE:]
    is_part = indicator.kind is Kind.FLOW and not inputs.parameters.reporting_period.is_annual
    values = [*((one.year, one.value, False) for one in before), (row.reference_year, row.actual, is_part)]
    for year, value, part in values:
        if isinstance(value, Decimal) and isinstance(row.target, Decimal):
            share = completion_pct(value, row.target, row.direction)
            if share is not None:
                yield Step(year, value, share, part)


def dumbbells(given: Sequence[Attainment], inputs: ReadinessInputs, language: Language) -> Chart:
    """From the years before to now and on to the target, all in per cent of the target."""
    shown = ways(given, inputs)
    return Chart(
        figure=_drawn(shown, inputs.framework, language) if shown else None,
        words=words(shown, len(given), inputs.framework, language),
        caption=caption(shown, language),
        data=_data(shown, inputs.framework, language),
        language=language,
    )


def words(shown: Sequence[Way], total: int, framework: Framework, language: Language) -> str:
    """What the chart shows: how many moved which way since the year before, and which most; of whole years alone."""
    if not shown:
        return text("chart.dumbbell_empty", language)
    moves = {way.row.number: way.move for way in shown if not way.is_under_way}
    told = text("chart.dumbbell_words", language, total=total, count=len(shown), whole=len(moves))
    if not moves:
        return told
    names = {way.row.number: named(way.row, framework, language) for way in shown}
    most = max(moves, key=lambda number: (moves[number], -number))
    least = min(moves, key=lambda number: (moves[number], number))
    return told + text(
        "chart.dumbbell_moves",
        language,
        up=sum(move > 0 for move in moves.values()),
        down=sum(move < 0 for move in moves.values()),
        same=sum(move == 0 for move in moves.values()),
        most=names[most],
        most_points=formats.number(moves[most], 1, is_signed=True),
        least=names[least],
        least_points=formats.number(moves[least], 1, is_signed=True),
    )


def caption(shown: Sequence[Way], language: Language) -> str:
    """How to read the chart: which marks are which years."""
    if not shown:
        return ""
    low, high = _limits(shown)
    told = text("chart.dumbbell_caption", language, target_year=shown[0].row.target_year, low=low, high=high)
    is_part = any(step.is_part for way in shown for step in way.steps)
    return told + (text("chart.dumbbell_part", language) if is_part else "")


def _limits(shown: Sequence[Way]) -> tuple[int, int]:
    """The scale's ends: whole tens around all values, never beyond nothing and one and a half of the target."""
    shares = [float(step.share) for way in shown for step in way.steps]
    low, high = floor(min(shares) / _TENS) * _TENS, ceil(max(shares) / _TENS) * _TENS
    return min(max(low, 0), 100 - _TENS), max(min(high, _TOP_PCT), 100 + _TENS)


def _drawn(shown: Sequence[Way], framework: Framework, language: Language) -> Figure:
    frame = charts.rows(len(shown), _ACROSS)
    axes = frame.axes
    axes.set_xlim(*_limits(shown))
    axes.axvline(100, color=INK, linewidth=0.9, clip_on=False)
    for place, way in enumerate(shown):
        _draw(frame, place, way, language)
    frame.name([named(way.row, framework, language) for way in shown])
    years = sorted({step.year for way in shown for step in way.steps})
    frame.write(frame.right + 8, -0.85, " → ".join(map(str, years)))
    goal = text("column.target", language, year=shown[0].row.target_year)
    frame.write(frame.right + _TARGET_POINTS, -0.85, goal, side="right")
    axes.text(100, -0.62, text("chart.target", language), fontsize=SMALL, ha="center", va="bottom", color=INK)
    axes.set_xlabel(text("chart.level_axis", language, year=shown[0].row.target_year), fontsize=SMALL, labelpad=2)
    return frame.figure


def _draw(frame: Rows, place: int, way: Way, language: Language) -> None:
    """One indicator: a line through its values, hollow dots for the years before, a full one for now."""
    low, high = frame.axes.get_xlim()
    at = [min(max(float(step.share), low), high) for step in way.steps]
    whole = [x for step, x in zip(way.steps, at, strict=True) if not step.is_part]
    frame.axes.plot([min(whole), max(whole)], [place, place], color=LINE, linewidth=1.4, clip_on=False)
    for step, x in zip(way.steps, at, strict=True):
        is_last = step is way.steps[-1]
        is_off = not low <= step.share <= high
        shape = (">" if step.share > high else "<") if is_off else "D" if step.is_part else "o"
        face = BLUE if is_last and not step.is_part else "white"
        edge = BLUE if is_last else INK
        frame.axes.plot(
            x, place, marker=shape, markersize=5 if is_last else 4, color=edge, markerfacecolor=face, clip_on=False
        )
    values = " → ".join(f"{_PART if step.is_part else ''}{formats.number(step.value)}" for step in way.steps)
    frame.write(frame.right + 8, place, values)
    frame.write(frame.right + _TARGET_POINTS, place, formats.value(way.row.target, language), side="right")


def _data(shown: Sequence[Way], framework: Framework, language: Language) -> Table:
    """The figures that are drawn: value and share of the target for each year."""
    years = sorted({step.year for way in shown for step in way.steps})
    target_year = shown[0].row.target_year if shown else 0
    columns = (
        *headings(language, "number:N indicator:H"),
        *(Column(text("column.year", language, year=year), Role.NUMBER) for year in years),
        Column(text("column.target", language, year=target_year), Role.NUMBER),
        *(Column(text("column.former_share", language, year=year), Role.NUMBER) for year in years),
    )

    def line(way: Way) -> Row:
        by_year = {step.year: step for step in way.steps}
        steps = [by_year.get(year) for year in years]
        return (
            str(way.row.number),
            framework.name_with_measure(way.row.indicator, language),
            *(_printed(formats.number(step.value), step, way, _VALUES) if step else formats.ABSENT for step in steps),
            printed(formats.value(way.row.target, language), way.row, "target"),
            *(_printed(formats.percent(step.share), step, way, _SHARES) if step else formats.ABSENT for step in steps),
        )

    return Table(text("chart.dumbbell_title", language), columns, tuple(map(line, shown)))


def _printed(said: str, step: Step, way: Way, columns: tuple[str, str]) -> str:
    """A figure of this year or the year before with its id, where it is the one that attainment holds."""
    row = way.row
    held = {row.previous_year: (row.previous, columns[1]), row.reference_year: (row.actual, columns[0])}
    value, column = held.get(step.year, (None, ""))
    return identified(said, number_id(row, column)) if step.value == value else said
