"""The slope chart: both ends of every line named, places told apart from heights."""

import drawings
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.language import Language, text
from innocity.presentation import charts, formats, slope_chart

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework()
PERIODS = ("2023-Q1", "2023-Q2")
BEFORE = [
    rows.card("first", rank=1, score_pct="90.04"),
    rows.card("second", rank=2, score_pct=80),
    rows.card("office", rank=2, score_pct=80),
    rows.card("second", "indicators", rank=None, score_pct=1),
]
AFTER = [
    rows.card("second", rank=1, score_pct=95),
    rows.card("first", rank=2, score_pct=70),
    rows.card("office", rank=None, score_pct=60),
]


def test_both_ends_are_named_and_the_direction_is_no_colour_alone() -> None:
    chart = slope_chart.league_slope(BEFORE, AFTER, PERIODS, FRAMEWORK, ZH)
    found = drawings.words(chart)
    assert [one for one in found if "局" in one] == ["乙局  2", "1  乙局 ↑1", "甲局  1", "2  甲局 ↓1"]
    assert [formats.period(period, ZH) in found for period in PERIODS] == [True, True]
    assert chart.figure is not None
    lines = [(line.get_color(), line.is_dashed()) for line in chart.figure.axes[0].lines]
    assert lines == [(charts.BLUE, False), (charts.VERMILLION, True)]
    assert chart.data.rows == (("乙局", "2", "80.0", "1", "95.0"), ("甲局", "1", "90.0", "2", "70.0"))


def test_words() -> None:
    names = {"before": formats.period(PERIODS[0], ZH), "after": formats.period(PERIODS[1], ZH)}
    told = text("chart.slope_words", ZH, count=2, up=1, down=1, same=0, **names)
    told += text("chart.slope_best", ZH, name="乙局", before=2, after=1)
    told += text("chart.slope_worst", ZH, name="甲局", before=1, after=2)
    assert slope_chart.league_slope(BEFORE, AFTER, PERIODS, FRAMEWORK, ZH).words == told
    empty = slope_chart.league_slope([], AFTER, PERIODS, FRAMEWORK, ZH)
    assert (empty.figure, empty.words) == (None, text("chart.slope_empty", ZH, **names))


@given(st.permutations(["first", "second", "office"]), st.permutations(["first", "second", "office"]))
def test_what_is_won_is_lost_elsewhere(before: list[str], after: list[str]) -> None:
    then, now = (
        [rows.card(unit, rank=place, score_pct=100 - place) for place, unit in enumerate(order, start=1)]
        for order in (before, after)
    )
    shown = slope_chart.slopes(then, now)
    assert [slope.after.unit for slope in shown] == after
    assert sum(slope.places_won for slope in shown) == 0
