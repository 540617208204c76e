"""The fan chart: a panel per indicator, words as text, the same bytes, nothing by colour alone."""

import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import rows
from bs4 import BeautifulSoup

from innocity.language import Language, text
from innocity.measures.readiness import ReadinessInputs, readiness
from innocity.presentation import charts, readiness_charts
from innocity.presentation.readiness_charts import Fan
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
PANELS = readiness_charts.fans(readiness(INPUTS), INPUTS)


@pytest.fixture(autouse=True)
def _no_missing_glyphs() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def drawn(monkeypatch: pytest.MonkeyPatch, panels: list[Fan]) -> str:
    """The SVG that a notebook is given."""
    given: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata: given.append(data))
    charts.show(readiness_charts.fan_chart(panels, FRAMEWORK, ZH), "词", "题")
    return str(given[-1]["image/svg+xml"])


def test_a_panel_for_each_indicator_with_a_number() -> None:
    assert [panel.last.number for panel in PANELS] == [1, 2, 3]
    assert PANELS[0].share(Decimal(90)) == 90
    assert [one.year for one in PANELS[0].history] == [2021, 2022]


def test_names_outlooks_and_what_leaves_the_panel_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    svg = drawn(monkeypatch, PANELS)
    found = [one.get_text().strip() for one in BeautifulSoup(svg, "xml").find_all("text")]
    joined = "".join(found)
    assert "1 指标1" in found
    assert "▲ 未定" in found
    assert f"▲ 未定 · {text('chart.lower_is_better', ZH)}" in found
    assert "× 不作推演" in found
    assert "…" in joined
    assert [one for one in found if one.startswith("↑")]
    assert {text(f"chart.fan_{part}", ZH) for part in ("history", "point", "half", "wide", "benchmark")} <= set(found)


def test_same_rows_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, PANELS) == drawn(monkeypatch, PANELS)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_panels(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    assert "<svg" in drawn(monkeypatch, PANELS[:count])


def test_words_tell_the_outlooks_by_number() -> None:
    told = "".join(
        text("chart.fan_numbers", ZH, word=word, numbers=numbers)
        for word, numbers in (("未定", "1、2"), ("不作推演", "3"))
    )
    assert readiness_charts.fan_words(PANELS, ZH) == text("chart.fan_words", ZH, count=3, year=2023, outlooks=told)
    assert readiness_charts.fan_words([], ZH) == text("chart.nothing", ZH)
