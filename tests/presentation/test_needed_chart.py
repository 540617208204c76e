"""The chart of what is still needed: the largest change on top, in per cent and in the indicator's own measure."""

import drawings
import rows

from innocity.language import Language, text
from innocity.presentation import needed_chart

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework([rows.indicator(number) for number in range(1, 5)])
MET = rows.attainment(1, standing="met")
NEAR = rows.attainment(2, needed="-0.02", needed_pct="-1.142857", measure=rows.BARE)
FAR = rows.attainment(3, needed=10, needed_pct="16.949153")
SHARE = rows.attainment(4, needed=5, needed_pct=10, measure=rows.SHARE)


def test_the_largest_change_on_top() -> None:
    chart = needed_chart.needed([MET, NEAR, FAR, SHARE], FRAMEWORK, ZH)
    found = drawings.words(chart)
    assert [one[0] for one in found if one[1:].startswith(" 指标")] == ["3", "4", "2"]
    points = text("format.points", ZH, value="+5")
    assert [one for one in found if "%（" in one] == ["+16.9%（+10 个）", f"+10.0%（{points}）", "−1.1%（−0.02）"]
    assert [width for _, width, _ in drawings.bars(chart)] == [16.9492, 10, 1.1429]
    assert chart.words == text("chart.needed_words", ZH, count=3, names="3 指标3、4 指标4、2 指标2")


def test_an_enormous_change_is_cut_and_marked() -> None:
    chart = needed_chart.needed([FAR, rows.attainment(1, needed=900, needed_pct=900)], FRAMEWORK, ZH)
    assert [width for _, width, _ in drawings.bars(chart)] == [100, 16.9492]
    assert "» +900.0%（+900 个）" in drawings.words(chart)


def test_no_open_target_is_a_sentence() -> None:
    chart = needed_chart.needed([MET], FRAMEWORK, ZH)
    assert (chart.figure, chart.words) == (None, text("chart.needed_empty", ZH))
