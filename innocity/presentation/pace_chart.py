"""What is done of the way to each target beside what could be expected by now."""

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.figure import Figure

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import charts, formats
from innocity.presentation.bullet_chart import named
from innocity.presentation.charts import COLOURS, INK, LINE, SMALL, Chart, Rows
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.report_tables import status
from innocity.presentation.tables import Row, Table
from innocity.tables import Attainment

_BOTTOM_PCT, _TOP_PCT = -50, 150
_ACROSS = (0.35, 0.68)
_NUMBER_POINTS, _STATE_POINTS = 62, 68


def pace(given: Sequence[Attainment], framework: Framework, language: Language) -> Chart:
    """A pair of bars for each indicator that has a pace, the one farthest behind first; one sentence where there is none."""
    shown = sorted((row for row in given if row.pace_ratio is not None), key=lambda row: (_ahead(row), row.number))
    return Chart(
        figure=_drawn(shown, framework, language) if shown else None,
        words=words(shown, len(given), framework, language),
        caption=text("chart.pace_caption", language, bottom=formats.number(Decimal(_BOTTOM_PCT)), top=_TOP_PCT),
        data=_data(shown, framework, language),
        language=language,
    )


def words(shown: Sequence[Attainment], total: int, framework: Framework, language: Language) -> str:
    """What the chart shows: how many are behind what could be expected, and which is farthest behind and farthest ahead."""
    if not shown:
        return text("chart.pace_empty", language, total=total)
    return text(
        "chart.pace_words",
        language,
        total=total,
        count=len(shown),
        behind=sum(_ahead(row) < 0 for row in shown),
        last=named(shown[0], framework, language),
        last_pace=formats.pace(shown[0]),
        first=named(shown[-1], framework, language),
        first_pace=formats.pace(shown[-1]),
    )


def _ahead(row: Attainment) -> Decimal:
    """How far the progress lies beyond what could be expected, in percentage points."""
    return _progress(row) - _expected(row)


def _progress(row: Attainment) -> Decimal:
    return row.progress_pct or Decimal(0)


def _expected(row: Attainment) -> Decimal:
    return row.expected_share_pct or Decimal(0)


def _drawn(shown: Sequence[Attainment], framework: Framework, language: Language) -> Figure:
    frame = charts.rows(len(shown), _ACROSS, row_inches=0.3)
    lowest = min(map(_progress, shown))
    frame.axes.set_xlim(max(float(lowest), _BOTTOM_PCT) * 1.05 if lowest < 0 else 0, 100)
    if any(_progress(row) > 100 or _expected(row) > 100 for row in shown):
        frame.axes.set_xlim(right=_TOP_PCT)
    frame.axes.axvline(0, color=INK, linewidth=0.9)
    for place, row in enumerate(shown):
        _pair(frame, place, row, language)
    frame.name([named(row, framework, language) for row in shown])
    frame.write(frame.right + _NUMBER_POINTS, -0.85, text("chart.pace_head", language), side="right")
    frame.axes.set_xlabel(text("chart.pace_axis", language), fontsize=SMALL, labelpad=2)
    return frame.figure


def _pair(frame: Rows, place: int, row: Attainment, language: Language) -> None:
    """Progress as the upper, thick bar, what could be expected as the lower, thin one."""
    cell = status(row, language)
    low, high = frame.axes.get_xlim()
    progress, expected = (min(max(float(one), low), high) for one in (_progress(row), _expected(row)))
    frame.axes.barh(place - 0.14, progress, height=0.4, color=COLOURS[cell.mark], clip_on=False)
    frame.axes.barh(place + 0.22, expected, height=0.16, color=LINE, clip_on=False)
    mark = "« " if _progress(row) < low else "» " if _progress(row) > high else ""
    frame.write(frame.right + _NUMBER_POINTS, place, mark + formats.pace(row), side="right")
    frame.state(place, cell, frame.right + _STATE_POINTS)


def _data(shown: Sequence[Attainment], framework: Framework, language: Language) -> Table:
    def line(row: Attainment) -> Row:
        name = framework.name_with_measure(row.indicator, language)
        progress = printed(formats.pace(row), row, "progress_pct")
        ratio = printed(formats.number(row.pace_ratio, 2), row, "pace_ratio")
        return (str(row.number), name, progress, ratio, status(row, language))

    columns = headings(language, "number:N indicator:H pace:N pace_ratio:N standing:T")
    return Table(text("chart.pace_title", language), columns, tuple(map(line, shown)))
