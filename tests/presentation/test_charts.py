"""Charts: the same bytes, text that stays text, words for those who cannot see them."""

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import rows
from bs4 import BeautifulSoup
from matplotlib.figure import Figure

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.presentation import charts
from innocity.tables import Attainment

ZH = Language.ZH_HANS
NAMES = {1: "研发投入", 2: "城乡收入之比", 3: "名称比图上能写下的二十二个字还要长出许多的那一项指标", 4: "价格$a$与$b$"}
FRAMEWORK = rows.framework([rows.indicator(number, name_zh_hans=name) for number, name in NAMES.items()])
MET = rows.attainment(1, standing="met", status="met", completion_pct="112.9")
NEAR = rows.attainment(2, completion_pct="99.96", needed="-0.02", needed_pct="-1.142857", measure=rows.BARE)
FAR = rows.attainment(3, completion_pct="85.507246", needed=10, needed_pct="16.949153")
PLAIN = rows.attainment(4, completion_pct="90", needed=5, needed_pct=10)
TABLE = [MET, NEAR, FAR, PLAIN, rows.absent(1)]
Draw = Callable[[Sequence[Attainment], Framework, Language], Figure]
Shown = list[tuple[dict[str, str], dict[str, Any]]]
BOTH = pytest.mark.parametrize("draw", [charts.level_chart, charts.needed_chart])


@pytest.fixture(autouse=True)
def _no_missing_glyphs() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What a notebook is given to display."""
    given: Shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata: given.append((data, metadata)))
    return given


def texts(svg: str) -> list[str]:
    return [element.get_text().strip() for element in BeautifulSoup(svg, "xml").find_all("text")]


def drawn(draw: Draw, table: Sequence[Attainment], shown: Shown) -> str:
    charts.show(draw(table, FRAMEWORK, ZH), "词", "题")
    return shown[-1][0]["image/svg+xml"]


def test_level_chart_names_rows_and_shares_as_text(shown: Shown) -> None:
    found = texts(drawn(charts.level_chart, TABLE, shown))
    names = ["1 研发投入", "2 城乡收入之比", "3 名称比图上能写下的二十二个字还要长出许多的…", "4 价格$a$与$b$"]
    assert [one for one in found if one in names] == names
    assert [one for one in found if one.endswith("%")] == ["112.9%", "99.96%", "85.5%", "90.0%"]
    assert text("chart.level_axis", ZH, year=2023) in found


def test_needed_chart_has_the_largest_change_on_top(shown: Shown) -> None:
    found = texts(drawn(charts.needed_chart, TABLE, shown))
    assert [one[0] for one in found if re.match(r"\d \D", one)] == ["3", "4", "2"]
    assert [one for one in found if "（" in one and "%（" in one] == [
        "+16.9%（+10 个）",
        "+10.0%（+5 个）",
        "−1.1%（−0.02）",
    ]


@BOTH
def test_same_rows_same_bytes(draw: Draw, shown: Shown) -> None:
    assert drawn(draw, TABLE, shown) == drawn(draw, TABLE, shown)


@BOTH
@pytest.mark.parametrize(
    "table",
    [
        pytest.param([rows.absent(1)], id="nothing to show"),
        pytest.param([FAR], id="one row"),
        pytest.param([rows.attainment(1, completion_pct=0, needed=5, needed_pct=None)], id="a level of nothing"),
        pytest.param([rows.attainment(1, completion_pct=100, standing="met")], id="right on the line"),
    ],
)
def test_few_rows_make_a_chart(draw: Draw, table: list[Attainment], shown: Shown) -> None:
    assert BeautifulSoup(drawn(draw, table, shown), "xml").svg is not None


@BOTH
def test_a_glyph_that_is_missing_is_no_silent_box(draw: Draw) -> None:
    framework = rows.framework([rows.indicator(3, name_zh_hans="好😀")])
    with pytest.raises(UserWarning, match=r"Glyph 128512 .* missing"):
        draw([FAR], framework, ZH).draw_without_rendering()


def test_a_chart_is_shown_with_its_words(shown: Shown) -> None:
    charts.show(charts.level_chart(TABLE, FRAMEWORK, ZH), "四项<指标>", "题")
    data, metadata = shown[0]
    assert (data["text/plain"], metadata) == ("四项<指标>", {"image/svg+xml": {"alt": "四项<指标>", "caption": "题"}})
    assert not re.search(r"<dc:date>|<dc:creator>|/home/|Matplotlib v", data["image/svg+xml"])


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(TABLE, text("chart.level_words", ZH, count=4, met=1, lowest="3 名称比图上能写下的二十二个字还要长出许多的…",
            lowest_pct="85.5%", highest="1 研发投入", highest_pct="112.9%"), id="lowest and highest"),
        pytest.param([rows.absent(1)], text("chart.nothing", ZH), id="nothing to show"),
    ],
)  # fmt: skip
def test_level_words(table: list[Attainment], expected: str) -> None:
    assert charts.level_words(table, FRAMEWORK, ZH) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(TABLE, text("chart.needed_words", ZH, count=3,
            names="3 名称比图上能写下的二十二个字还要长出许多的…、4 价格$a$与$b$、2 城乡收入之比"), id="the largest three"),
        pytest.param([MET], text("chart.nothing", ZH), id="nothing to show"),
    ],
)  # fmt: skip
def test_needed_words(table: list[Attainment], expected: str) -> None:
    assert charts.needed_words(table, FRAMEWORK, ZH) == expected
