"""The fan chart: a panel per indicator, words as text, the same bytes, nothing by colour alone."""

import warnings
from collections.abc import Iterator
from decimal import Decimal

import drawings
import pytest
import rows

from innocity.language import Language, text
from innocity.measures.readiness import ReadinessInputs, readiness
from innocity.presentation import charts, readiness_charts
from innocity.readiness_rules import Benchmark, ReadinessRules

ZH = Language.ZH_HANS
LONG = "名称比图上两行能写下的字还要长出许多、因而必须从中截去一段的某项GDP指标占比"
PLAN = [
    rows.indicator(1),
    rows.indicator(2, direction="lower"),
    rows.indicator(3, name_zh_hans=LONG),
    rows.indicator(4, measure=rows.ANSWER, kind="yes_no"),
    rows.indicator(5),
]
FRAMEWORK = rows.framework(PLAN, [rows.target("yes" if one.number == 4 else 100, one.code) for one in PLAN])
MARKS = {"benchmark": "target", "basis": "assumed", "note": "t", "stretch": "target", "stretch_basis": "assumed"}
RULES = ReadinessRules(
    tuple(Benchmark.model_validate({"data_year": year, "stretch_note": "t", **MARKS}) for year in (2023, 2024))
)
SENT = (
    *(rows.observation(value, "i1", reference_year=year) for year, value in ((2021, 20), (2022, 90))),
    *(rows.observation(value, "i2", reference_year=year) for year, value in ((2021, 120), (2022, 110))),
    rows.observation(95, "i3", status="provisional"),
    rows.observation("yes", "i4"),
)
INPUTS = ReadinessInputs(FRAMEWORK, rows.parameters(), SENT, RULES)
TABLE = readiness(INPUTS)
PANELS = readiness_charts.fans(TABLE, INPUTS)


@pytest.fixture(autouse=True)
def _no_missing_glyphs() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_a_panel_for_each_indicator_with_a_number() -> None:
    assert [panel.last.number for panel in PANELS] == [1, 2, 3]
    assert PANELS[0].share(Decimal(90)) == 90
    assert [one.year for one in PANELS[0].history] == [2021, 2022]


def test_names_outlooks_and_what_leaves_the_panel_are_text() -> None:
    found = drawings.words(readiness_charts.fan_chart(TABLE, INPUTS, ZH))
    assert "1 指标1" in found
    assert "▲ 未定" in found
    assert f"▲ 未定 · {text('chart.lower_is_better', ZH)}" in found
    assert "× 不作推演" in found
    assert "…" in "".join(found)
    assert [one for one in found if one.startswith("↑")]
    assert {text(f"chart.fan_{part}", ZH) for part in ("history", "point", "half", "wide", "benchmark")} <= set(found)


def test_same_rows_same_bytes() -> None:
    figures = [readiness_charts.fan_chart(TABLE, INPUTS, ZH).figure for _ in range(2)]
    assert len({charts.svg(figure) for figure in figures if figure}) == 1


def test_history_beyond_the_panel_is_told_and_cut() -> None:
    sent = (*(rows.observation(value, "i1", reference_year=year) for year, value in ((2021, -30), (2022, 900))),)
    inputs = ReadinessInputs(FRAMEWORK, rows.parameters(), sent, RULES)
    chart = readiness_charts.fan_chart(readiness(inputs), inputs, ZH)
    found = drawings.words(chart)
    assert [one[0] for one in found if one[0] in "↑↓"] == ["↑", "↓"]
    assert chart.figure is not None
    assert all(line.get_clip_on() for line in chart.figure.axes[0].lines)


def test_figures_stand_beside_the_chart() -> None:
    data = readiness_charts.fan_chart(TABLE, INPUTS, ZH).data
    assert [row[0] for row in data.rows] == ["1", "1", "2", "2", "3", "3"]
    assert [row[2] for row in data.rows] == ["2023", "2024"] * 3


def test_words_tell_for_how_many_the_outlook_is_what() -> None:
    told = "".join(
        text("chart.fan_count", ZH, word=word, count=count) for word, count in (("未定", 2), ("不作推演", 1))
    )
    chart = readiness_charts.fan_chart(TABLE, INPUTS, ZH)
    assert chart.words == text("chart.fan_words", ZH, count=3, year=2023, outlooks=told)
    empty = readiness_charts.fan_chart([], INPUTS, ZH)
    assert (empty.figure, empty.words) == (None, text("chart.fan_empty", ZH))
