"""Every indicator's level on one scale, its target the same line for all, the year before's value a tick."""

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.figure import Figure

from innocity.facts import Direction
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.arithmetic import PERCENT
from innocity.measures.distances import completion_pct
from innocity.presentation import charts, formats
from innocity.presentation.charts import COLOURS, INK, SMALL, Chart, Rows
from innocity.presentation.headings import headings
from innocity.presentation.numbers import identified, printed
from innocity.presentation.report_tables import level, status
from innocity.presentation.tables import Column, Role, Row, Table
from innocity.tables import Attainment
from innocity.tables.numbers import number_id

_TOP_PCT = 150
_ACROSS = (0.35, 0.73)
_NUMBER_POINTS, _STATE_POINTS = 38, 44  # from the right edge of the bars


def levels(given: Sequence[Attainment], framework: Framework, language: Language) -> Chart:
    """The level of every indicator in per cent of its target; an answer or an absent value as its word alone."""
    return Chart(
        figure=_drawn(given, framework, language) if given else None,
        words=words(given, framework, language),
        caption=caption(given, framework, language),
        data=_data(given, framework, language),
        language=language,
    )


def words(given: Sequence[Attainment], framework: Framework, language: Language) -> str:
    """What the chart shows: how many bars, how many reach the line, the shortest and the longest, what has no bar."""
    shown = [row for row in given if row.completion_pct is not None]
    if not shown:
        return text("chart.bullet_bare", language, total=len(given))
    lowest = min(shown, key=lambda row: (_share(row), row.number))
    highest = max(shown, key=lambda row: (_share(row), -row.number))
    return text(
        "chart.bullet_words",
        language,
        total=len(given),
        count=len(shown),
        reached=sum(_share(row) >= PERCENT for row in shown),
        lowest=named(lowest, framework, language),
        lowest_pct=formats.percent(lowest.completion_pct),
        highest=named(highest, framework, language),
        highest_pct=formats.percent(highest.completion_pct),
        cut=sum(not 0 <= _share(row) <= _TOP_PCT for row in shown),
        bare=len(given) - len(shown),
    )


def caption(given: Sequence[Attainment], framework: Framework, language: Language) -> str:
    """How to read the chart; which indicators are better when lower."""
    if not given:
        return ""
    told = text(
        "chart.bullet_caption", language, year=given[0].target_year, previous=given[0].previous_year, top=_TOP_PCT
    )
    lower = [str(row.number) for row in given if row.direction is Direction.LOWER]
    numbers = text("format.list_mark", language).join(lower)
    return told + (text("chart.bullet_lower", language, numbers=numbers) if lower else "")


def named(row: Attainment, framework: Framework, language: Language) -> str:
    """An indicator by number and name."""
    return f"{row.number} {framework.indicator(row.indicator).name(language)}"


def _share(row: Attainment) -> Decimal:
    return row.completion_pct or Decimal(0)


def _former(row: Attainment) -> Decimal | None:
    """The level of the year before in per cent of the same target."""
    if not isinstance(row.previous, Decimal) or not isinstance(row.target, Decimal):
        return None
    return completion_pct(row.previous, row.target, row.direction)


def _drawn(given: Sequence[Attainment], framework: Framework, language: Language) -> Figure:
    frame = charts.rows(len(given), _ACROSS)
    axes = frame.axes
    axes.set_xlim(0, _TOP_PCT)
    axes.set_xticks([0, 50, 100, _TOP_PCT])
    axes.axvline(100, color=INK, linewidth=0.9, clip_on=False)
    for place, row in enumerate(given):
        _row(frame, place, row, language)
    frame.name([named(row, framework, language) for row in given])
    axes.text(100, -0.62, text("chart.target", language), fontsize=SMALL, ha="center", va="bottom", color=INK)
    axes.set_xlabel(text("chart.level_axis", language, year=given[0].target_year), fontsize=SMALL, labelpad=2)
    return frame.figure


def _row(frame: Rows, place: int, row: Attainment, language: Language) -> None:
    """One indicator: bar, tick, number and state."""
    axes, state = frame.axes, status(row, language)
    if row.completion_pct is not None:
        end = min(max(float(row.completion_pct), 0), _TOP_PCT)
        axes.barh(place, end, height=0.5, color=COLOURS[state.mark], clip_on=False)
        mark = "» " if row.completion_pct > _TOP_PCT else "« " if row.completion_pct < 0 else ""
        frame.write(frame.right + _NUMBER_POINTS, place, mark + formats.percent(row.completion_pct), side="right")
    elif row.actual is not None:
        frame.write(frame.right + _NUMBER_POINTS, place, formats.value(row.actual, language), side="right")
    former = _former(row)
    if former is not None and 0 <= former <= _TOP_PCT:
        axes.vlines(float(former), place - 0.42, place + 0.42, color=INK, linewidth=1.6, clip_on=False)
    elif former is not None:
        edge = _TOP_PCT if former > 0 else 0
        axes.plot(edge, place, marker=">" if edge else "<", markersize=4, color=INK, clip_on=False)
    frame.state(place, state, frame.right + _STATE_POINTS)


def _data(given: Sequence[Attainment], framework: Framework, language: Language) -> Table:
    """The figures that are drawn, a line per indicator."""
    years = (given[0].previous_year, given[0].reference_year, given[0].target_year) if given else (0, 0, 0)
    columns = (
        *headings(language, "number:N indicator:H"),
        *(Column(text("column.year", language, year=year), Role.NUMBER) for year in years[:2]),
        Column(text("column.target", language, year=years[2]), Role.NUMBER),
        Column(text("column.former_share", language, year=years[0]), Role.NUMBER),
        *headings(language, "completion:N standing:T"),
    )

    def line(row: Attainment) -> Row:
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            printed(formats.value(row.previous, language), row, "previous"),
            level(row, language),
            printed(formats.value(row.target, language), row, "target"),
            identified(formats.percent(_former(row)), number_id(row, "previous_pct")),
            printed(formats.percent(row.completion_pct), row, "completion_pct"),
            status(row, language),
        )

    return Table(text("chart.bullet_title", language), columns, tuple(map(line, given)))
