"""The change that each open target still asks for, as bars on one scale."""

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.figure import Figure

from innocity.facts import Measure
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.attainment import open_targets
from innocity.presentation import charts, formats
from innocity.presentation.bullet_chart import named
from innocity.presentation.charts import SMALL, VERMILLION, Chart
from innocity.presentation.headings import headings
from innocity.presentation.numbers import printed
from innocity.presentation.tables import Row, Table
from innocity.tables import Attainment

_ACROSS = (0.35, 0.73)
_TOP_PCT = 100


def needed(given: Sequence[Attainment], framework: Framework, language: Language) -> Chart:
    """The change still needed to each open target, relative to the level now, the largest first."""
    shown = [row for row in open_targets(given) if row.needed_pct is not None]
    return Chart(
        figure=_drawn(shown, framework, language) if shown else None,
        words=words(shown, framework, language),
        caption=text("chart.needed_caption", language, top=_TOP_PCT),
        data=_data(shown, framework, language),
        language=language,
    )


def words(shown: Sequence[Attainment], framework: Framework, language: Language) -> str:
    """What the chart shows: how many targets are open, and which ask for the most."""
    if not shown:
        return text("chart.needed_empty", language)
    most = text("format.list_mark", language).join(named(row, framework, language) for row in shown[:3])
    return text("chart.needed_words", language, count=len(shown), names=most)


def _size(row: Attainment) -> Decimal:
    return abs(row.needed_pct or Decimal(0))


def _drawn(shown: Sequence[Attainment], framework: Framework, language: Language) -> Figure:
    frame = charts.rows(len(shown), _ACROSS, head_inches=0.05)
    highest = min(max(map(_size, shown)), Decimal(_TOP_PCT))
    frame.axes.set_xlim(0, float(highest) or 1)
    for place, row in enumerate(shown):
        size = min(_size(row), highest)
        frame.axes.barh(place, float(size), height=0.5, color=VERMILLION, clip_on=False)
        mark = "» " if _size(row) > highest else ""
        frame.tell(frame.right + 8, place, mark + _label(row, framework.measure(row.measure), language))
    frame.name([named(row, framework, language) for row in shown])
    frame.axes.set_xlabel(text("chart.needed_axis", language), fontsize=SMALL, labelpad=2)
    return frame.figure


def _label(row: Attainment, measure: Measure, language: Language) -> str:
    """The change still needed: relative to the level, and in the indicator's own measure."""
    share, amount = formats.signed_percent(row.needed_pct), formats.number(row.needed, is_signed=True)
    if measure.change_in == "points":
        return text(
            "chart.needed_label_bare", language, share=share, amount=text("format.points", language, value=amount)
        )
    if not measure.is_printed:
        return text("chart.needed_label_bare", language, share=share, amount=amount)
    return text("chart.needed_label", language, share=share, amount=amount, measure=measure.name(language))


def _data(shown: Sequence[Attainment], framework: Framework, language: Language) -> Table:
    def line(row: Attainment) -> Row:
        return (
            str(row.number),
            framework.name_with_measure(row.indicator, language),
            printed(formats.number(row.needed, is_signed=True), row, "needed"),
            printed(formats.signed_percent(row.needed_pct), row, "needed_pct"),
        )

    columns = headings(language, "number:N indicator:H needed:N needed_pct:N")
    return Table(text("chart.needed_title", language), columns, tuple(map(line, shown)))
