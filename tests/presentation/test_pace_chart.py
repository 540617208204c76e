"""The chart of pace: progress beside what could be expected, a sentence where nothing can."""

import drawings
import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.language import Language, text
from innocity.presentation import charts, pace_chart
from innocity.tables import Attainment

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework([rows.indicator(number) for number in range(1, 7)])


def paced(number: int, progress: object, expected: object = 50, status: str = "behind") -> Attainment:
    """An indicator with a pace."""
    return rows.attainment(number, progress_pct=progress, expected_share_pct=expected, pace_ratio=1, status=status)


def test_a_pair_of_bars_each_the_farthest_behind_first() -> None:
    chart = pace_chart.pace([paced(1, 60, status="on_pace"), rows.attainment(2), paced(3, -10)], FRAMEWORK, ZH)
    pairs = [(width, colour) for _, width, colour in drawings.bars(chart)]
    assert pairs == [(-10, charts.VERMILLION), (50, charts.LINE), (60, charts.GREEN), (50, charts.LINE)]
    found = drawings.words(chart)
    assert [one for one in found if " / " in one and one[-1].isdigit()] == ["−10.0 / 50.0", "60.0 / 50.0"]
    assert [one[0] for one in found if one[1:].startswith(" 指标")] == ["3", "1"]
    assert [row[0] for row in chart.data.rows] == ["3", "1"]
    said = {"last": "3 指标3", "last_pace": "−10.0 / 50.0", "first": "1 指标1", "first_pace": "60.0 / 50.0"}
    assert chart.words == text("chart.pace_words", ZH, total=3, count=2, behind=1, **said)


@pytest.mark.parametrize(("progress", "mark"), [(900, "» 900.0 / 50.0"), (-900, "« −900.0 / 50.0")])
def test_what_lies_beyond_the_scale_is_cut_and_printed(progress: int, mark: str) -> None:
    chart = pace_chart.pace([paced(1, progress)], FRAMEWORK, ZH)
    assert mark in drawings.words(chart)
    assert abs(drawings.bars(chart)[0][1]) <= 150


def test_without_a_pace_there_is_a_sentence() -> None:
    chart = pace_chart.pace([rows.attainment(1), rows.absent(2)], FRAMEWORK, ZH)
    assert (chart.figure, chart.words) == (None, text("chart.pace_empty", ZH, total=2))


@given(st.lists(st.tuples(st.integers(-100, 300), st.integers(1, 100)), min_size=1, max_size=6))
def test_words_count_those_behind(given_pairs: list[tuple[int, int]]) -> None:
    table = [paced(number, *pair) for number, pair in enumerate(given_pairs, start=1)]
    shown = sorted(table, key=lambda row: (row.progress_pct or 0) - (row.expected_share_pct or 0))
    told = pace_chart.words(shown, len(table), FRAMEWORK, ZH)
    behind = sum(progress < expected for progress, expected in given_pairs)
    assert f"{len(table)}项可以比较" in told
    assert f"{behind}项低于应有进度" in told
