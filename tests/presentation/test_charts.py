"""All charts: the same bytes, text that stays text, words and figures beside them, colours that can be told apart."""

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

import drawings
import kept
import pytest
import rows
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from innocity.language import Language, text
from innocity.measures.readiness import ReadinessInputs
from innocity.presentation import (
    bullet_chart,
    charts,
    dumbbell_chart,
    heat_chart,
    needed_chart,
    pace_chart,
    readiness_charts,
    slope_chart,
)
from innocity.presentation.charts import Chart
from innocity.presentation.tables import Table
from innocity.readiness_rules import ReadinessRules
from innocity.tables import Attainment, Observation, Readiness, ScoreItem

ZH, EN = Language.ZH_HANS, Language.EN
FRAMEWORK = rows.framework([rows.indicator(number) for number in range(1, 8)])
PACED = {"progress_pct": "40", "expected_share_pct": "50", "pace_ratio": "0.8", "status": "behind"}
NEAR = rows.attainment(1, completion_pct="99.96", needed="0.04", needed_pct="0.04", **PACED)
FAR = rows.attainment(2, completion_pct="85.5", needed=10, needed_pct="16.9")
ITEMS = [rows.item("i1", "indicators", status="met"), rows.item("1-1", status="behind")]
CARDS = [rows.card("first", rank=1, score_pct=90), rows.card("second", rank=2, score_pct=80)]
PERIODS = ("2023-Q1", "2023-Q2")
Draw = Callable[[Sequence[Attainment], Language], Chart]

OF_INDICATORS: list[Draw] = [
    lambda table, language: bullet_chart.levels(table, FRAMEWORK, language),
    lambda table, language: needed_chart.needed(table, FRAMEWORK, language),
    lambda table, language: pace_chart.pace(table, FRAMEWORK, language),
]
of_indicators = pytest.mark.parametrize("draw", OF_INDICATORS, ids=["bullet", "needed", "pace"])


@pytest.fixture(autouse=True)
def _no_missing_glyphs() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def every(language: Language) -> list[Chart]:
    """A chart of each kind that stands on small rows."""
    made = [draw([NEAR, FAR], language) for draw in OF_INDICATORS]
    league = slope_chart.league_slope(CARDS, reversed(CARDS), PERIODS, FRAMEWORK, language)
    return [*made, heat_chart.heat(ITEMS, FRAMEWORK, language), league]


def test_same_rows_same_bytes() -> None:
    first, again = ([charts.svg(chart.figure) for chart in every(ZH) if chart.figure] for _ in range(2))
    assert first == again
    assert len(first) == 5
    assert [svg for svg in first if re.search(r"<dc:date>|<dc:creator>|/home/|Matplotlib v|rotate\(-0", svg)] == []


@pytest.mark.parametrize("language", list(Language))
def test_every_chart_has_words_caption_and_figures(language: Language) -> None:
    for chart in every(language):
        assert chart.words
        assert chart.caption
        assert chart.data.rows
        assert chart.language is language
        assert "{" not in chart.words + chart.caption


@of_indicators
@pytest.mark.parametrize(
    "row",
    [
        pytest.param(rows.absent(1), id="nothing known"),
        pytest.param(rows.attainment(1, completion_pct=0, needed=5, needed_pct=None), id="a level of nothing"),
        pytest.param(rows.attainment(1, completion_pct=-12, previous=-9, needed_pct=250, needed=5, **PACED), id="below nothing"),
        pytest.param(rows.attainment(1, completion_pct=90000, previous=10**9, needed_pct=9000, needed=5, **PACED | {"progress_pct": "9000"}), id="an enormous outlier"),
        pytest.param(rows.attainment(1, actual="yes", previous="no", target="yes", baseline="no", measure=rows.ANSWER, status="met"), id="an answer"),
        pytest.param(rows.attainment(1, completion_pct=100, standing="met"), id="right on the line"),
    ],
)  # fmt: skip
def test_any_row_makes_a_chart_or_a_sentence(draw: Draw, row: Attainment) -> None:
    chart = draw([row], ZH)
    assert chart.words
    if chart.figure is not None:
        assert any(one.startswith("1 指标1") for one in drawings.words(chart))


@of_indicators
def test_nothing_at_all_is_a_sentence(draw: Draw) -> None:
    chart = draw([], ZH)
    assert chart.figure is None
    assert chart.words.endswith("。")


@of_indicators
def test_a_glyph_that_is_missing_is_no_silent_box(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    framework = rows.framework([rows.indicator(1, name_zh_hans="好😀")])
    monkeypatch.setitem(globals(), "FRAMEWORK", framework)
    figure = draw([NEAR], ZH).figure
    assert figure is not None
    with pytest.raises(UserWarning, match=r"Glyph 128512 .* missing"):
        figure.draw_without_rendering()


def test_a_chart_is_shown_with_words_caption_and_its_figures_one_click_away(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[dict[str, str], Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata=None: given.append((data, metadata)))
    charts.show(bullet_chart.levels([NEAR, FAR], FRAMEWORK, ZH))
    (picture, told), (figures, _) = given
    words = picture["text/plain"]
    assert told["image/svg+xml"]["alt"] == words
    details = BeautifulSoup(figures["text/html"], "html.parser").details
    assert details is not None
    assert details["class"] == ["chart-data"]
    assert details.summary is not None
    assert details.summary.get_text() == text("chart.data", ZH, count=2)
    assert len(details.find_all("tr")) == 3


def test_nothing_to_draw_is_shown_as_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: given.append(data))
    charts.show(Chart(None, "没有<可画>的", "题", Table("表", (), ()), ZH))
    assert [data["text/html"] for data in given] == ["<p>没有&lt;可画&gt;的</p>"]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", sorted({*charts.COLOURS.values(), charts.INK, charts.MUTED, charts.LINE}))
def test_every_colour_stands_out_from_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def seen_without_green(colour: str) -> tuple[float, float]:
    """What is left of a colour to who lacks green cones: roughly, yellow against blue, and light."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.625 * red + 0.375 * green - blue, luminance(colour)


def test_colours_are_told_apart_without_red_and_green() -> None:
    for one, other in combinations((charts.BLUE, charts.VERMILLION, charts.GREEN), 2):
        assert max(abs(a - b) for a, b in zip(seen_without_green(one), seen_without_green(other), strict=True)) > 0.15


@pytest.mark.parametrize(
    ("name", "width", "lines", "expected"),
    [
        ("1 短", 10, 1, "1 短"),
        ("一二三四五六", 6, 2, "一二三\n四五六"),
        ("一二三四五六七", 6, 2, "一二三\n四五…"),
        ("一二三、四", 6, 2, "一二\n三、四"),
        ("甲(乙)丙", 4, 3, "甲\n(乙)\n丙"),
        ("long English words", 8, 3, "long\nEnglish\nwords"),
        ("long English words", 8, 1, "long…"),
        ("", 8, 1, ""),
    ],
)
def test_names_are_wrapped(name: str, width: int, lines: int, expected: str) -> None:
    assert charts.wrapped(name, width, lines) == expected


@given(st.text("甲乙、（）ab 12", max_size=40), st.integers(8, 30), st.integers(1, 3))
def test_wrapping_keeps_to_its_lines_and_loses_nothing_that_fits(name: str, width: int, lines: int) -> None:
    made = charts.wrapped(name, width, lines)
    assert made.count("\n") < lines
    if not made.endswith("…"):
        assert re.sub(r"\s", "", made) == re.sub(r"\s", "", name)


@pytest.mark.parametrize("count", [1, 26, 45])
def test_a_chart_is_never_higher_than_a_page(count: int) -> None:
    assert charts.rows(count, (0.3, 0.7)).figure.get_figheight() <= 8.2


def of_the_real_period(language: Language) -> list[Chart]:
    """The charts of the kept period, whose names are as long as names get."""
    stage = kept.stage(language)
    table, facts = stage.read(Attainment), stage.framework
    inputs = ReadinessInputs(
        facts, stage.parameters, tuple(stage.read(Observation)), ReadinessRules.of(stage.workspace)
    )
    return [
        bullet_chart.levels(table, facts, language),
        needed_chart.needed(table, facts, language),
        pace_chart.pace(table, facts, language),
        dumbbell_chart.dumbbells(table, inputs, language),
        heat_chart.heat(stage.read(ScoreItem), facts, language),
        readiness_charts.fan_chart(stage.read(Readiness), inputs, language),
    ]


def beyond(figure: Figure) -> list[str]:
    """The texts of a picture that stand further than a point beyond its edges, where they are cut off."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    room = figure.bbox.padded(figure.dpi / 72)
    shown = (one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip())
    boxes = ((one.get_text(), one.get_window_extent()) for one in shown)
    return [words for words, box in boxes if not (room.containsx(box.x0) and room.containsx(box.x1))]


@pytest.mark.parametrize("language", Language)
def test_nothing_that_a_chart_says_is_cut_off_at_its_edge(language: Language) -> None:
    drawn = [chart.figure for chart in of_the_real_period(language) if chart.figure]
    assert len(drawn) >= 5
    assert [words for figure in drawn for words in beyond(figure)] == []


def test_a_long_state_goes_on_below_its_words_not_below_its_sign() -> None:
    frame = charts.rows(1, (0.35, 0.73))
    frame.tell(frame.right + 44, 0, "Not published yet, last known", "○")
    assert [one.get_text() for one in frame.axes.texts] == ["○ Not published\n\u2003 yet, last known"]
    frame.tell(frame.right + 44, 0, "尚未公布", "○")
    assert frame.axes.texts[-1].get_text() == "○ 尚未公布"
