"""Places, widths and page breaks of table cells."""

from functools import cache

import pylopdf_fonts_zh_cn
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from innocity.presentation.markup import read
from innocity.presentation.table_layout import Placed, Setting, laid_out, placed, width


def _cells(rows: str) -> list[Placed]:
    (table,) = read(f"<table>{rows}</table>").all("table")
    return placed(table)


def _shares(cells: list[Placed]) -> list[float]:
    return laid_out(cells, is_wide=False).shares


def _table(*rows: tuple[str, ...]) -> list[Placed]:
    return _cells("".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows))


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        pytest.param("<tr><td>a<td>b<tr><td>c", [("a", 0, 0), ("b", 1, 0), ("c", 0, 1)], id="a short row"),
        pytest.param(
            "<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>",
            [("a", 0, 0), ("b", 1, 0), ("c", 1, 1), ("d", 0, 2)],
            id="a cell over two rows",
        ),
        pytest.param(
            "<tr><td rowspan=2 colspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>",
            [("a", 0, 0), ("b", 2, 0), ("c", 2, 1)],
            id="a cell over two rows and columns",
        ),
        pytest.param(
            "<tr><td>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr>",
            [("a", 0, 0), ("b", 1, 0), ("c", 0, 1), ("d", 2, 1)],
            id="a covered place is passed over",
        ),
        pytest.param("<tr><td colspan=0>a<td rowspan=-1>b", [("a", 0, 0), ("b", 1, 0)], id="spans that are none"),
    ],
)
def test_places(rows: str, places: list[tuple[str, int, int]]) -> None:
    assert [
        (cell.text, cell.x, cell.y) for cell in _cells(rows.replace("<t", "</td><t").replace("</td></tr>", "</tr>"))
    ] == places


def test_heads_and_numbers() -> None:
    cells = _cells(
        '<thead><tr><th class="num">a</th></tr></thead><tr><td style="text-align:right">1</td></tr><tr><td>b</td></tr>'
    )
    assert [(cell.is_head, cell.is_number) for cell in cells] == [(True, True), (False, True), (False, False)]


def test_long_text_gets_the_room_that_numbers_leave() -> None:
    name, value = _shares(_table(("全社会研发经费支出占地区生产总值比重" * 3, "1,234.56")))
    assert value == pytest.approx(width("1,234.56") + 1.7)
    assert name + value == pytest.approx(84)


def test_a_number_is_never_narrower_than_its_digits() -> None:
    rows = "".join(f'<tr><td>{"长" * 200}</td><td class="num">{"1" * 30}</td></tr>' for _ in range(2))
    assert _shares(_cells(rows))[1] > width("1" * 30)


SHORT = '<td class="short">○ 未到考核时点</td>'
NAME = f"<td>{'名' * 30}</td>"


@pytest.mark.parametrize(
    ("rows", "setting"),
    [
        pytest.param("<tr><td>a</td></tr>", Setting.NORMAL, id="little"),
        pytest.param(f"<tr>{SHORT * 5}</tr>", Setting.SMALL, id="what smaller type has room for"),
        pytest.param(f"<tr>{NAME}{SHORT * 5}</tr>" * 9, Setting.DENSE, id="what only the smallest type has room for"),
        pytest.param(f"<tr>{NAME}{SHORT * 7}</tr>" * 9, Setting.TURNED, id="what only the long side has room for"),
        pytest.param(f"<tr>{NAME}{SHORT * 7}</tr>" * 8, Setting.HYPHENATED, id="too few rows for a page of their own"),
        pytest.param(f"<tr>{NAME}{SHORT * 20}</tr>" * 9, Setting.TURNED, id="what nothing has room for"),
        pytest.param("", Setting.NORMAL, id="nothing"),
    ],
)
def test_settings(rows: str, setting: Setting) -> None:
    assert laid_out(_cells(rows), is_wide=False).setting is setting


def test_a_wide_table_is_never_set_in_the_larger_type() -> None:
    assert laid_out(_table(("a",)), is_wide=True).setting is Setting.SMALL


@given(
    st.lists(
        st.sampled_from(["未定", "○ 未到考核时点", "○ Not yet due", "12,345.67", "长" * 60, "R&D staff " * 9]),
        max_size=12,
    )
)
def test_short_texts_and_words_are_never_parted_where_there_is_room(texts: list[str]) -> None:
    cells = _table(*[tuple(texts)] * 9)
    layout = laid_out(cells, is_wide=True)
    narrow = [
        cell.text for cell in cells if len(cell.text) < 20 and width(cell.text) + 1.7 > layout.shares[cell.x] + 0.01
    ]
    assert narrow == []


@given(st.lists(st.lists(st.text(alphabet="中a1 ", max_size=90), min_size=1, max_size=9), min_size=1, max_size=5))
def test_columns_fit_the_line(texts: list[list[str]]) -> None:
    layout = laid_out(_table(*map(tuple, texts)), is_wide=False)
    assert len(layout.shares) == max(map(len, texts))
    assert min(layout.shares) > 0
    assert sum(layout.shares) <= layout.setting.line + 0.001


@cache
def _advances() -> list[dict[str, float]]:
    """The width of each character in half an em, by the fonts themselves."""
    found = []
    for path in (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()):
        with TTFont(path, lazy=True) as font:
            names, widths, half = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm / 2
            found.append({character: widths[names[ord(character)]][0] / half for character in DRAWN})
    return found


DRAWN = "".join(map(chr, range(0x20, 0x7F))) + "中（，。−–—±×≥≤≈○●▲■◆†“”"


@pytest.mark.parametrize("character", DRAWN)
def test_no_character_is_wider_than_it_is_taken_to_be(character: str) -> None:
    assert width(character) >= max(advances[character] for advances in _advances()) - 0.09
