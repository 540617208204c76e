"""Places, widths and page breaks of table cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.presentation.table_layout import Placed, kept_together, placed, shares, width
from innocity.presentation.typesetting import parsed


def _cells(rows: str) -> list[Placed]:
    (table,) = parsed(f"<table>{rows}</table>").find_all("table")
    return placed(table)


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
    name, value = shares(_table(("全社会研发经费支出占地区生产总值比重" * 3, "1,234.56")), is_wide=False)
    assert value == pytest.approx(width("1,234.56") + 1.7)
    assert name + value == pytest.approx(84)


def test_long_names_stay_readable_beside_many_short_words() -> None:
    name, *words = shares(_table(("国省市科技企业孵化器在孵企业数量（家）", *["未到考核时点"] * 8)), is_wide=False)
    assert name >= 18
    assert name + sum(words) == pytest.approx(84)


def test_a_number_is_never_narrower_than_its_digits() -> None:
    rows = "".join(f'<tr><td>{"长" * 200}</td><td class="num">{"1" * 30}</td></tr>' for _ in range(2))
    assert shares(_cells(rows), is_wide=False)[1] > width("1" * 30)


@given(st.lists(st.lists(st.text(alphabet="中a1 ", max_size=90), min_size=1, max_size=9), min_size=1, max_size=5))
def test_columns_fit_the_line(texts: list[list[str]]) -> None:
    found = shares(_table(*map(tuple, texts)), is_wide=False)
    assert len(found) == max(map(len, texts))
    assert min(found) > 0
    assert sum(found) <= 84.001


@pytest.mark.parametrize(
    ("rows", "is_kept"),
    [
        pytest.param("<tr><td>短</td></tr>", True, id="short"),
        pytest.param(f"<tr><td>{'长' * 2000}</td></tr>", False, id="longer than half a page"),
        pytest.param(f"<tr><td>{'短<br>' * 30}</td></tr>", False, id="many lines"),
        pytest.param("<tr><td rowspan=6>组</td><td>a</td></tr>" + "<tr><td>b</td></tr>" * 5, True, id="small group"),
        pytest.param("<tr><td rowspan=40>组</td><td>a</td></tr>" + "<tr><td>b</td></tr>" * 39, False, id="large group"),
    ],
)
def test_only_what_fits_on_a_page_is_kept_together(rows: str, is_kept: bool) -> None:
    cells = _cells(rows)
    assert ((0, 0) in kept_together(cells, shares(cells, is_wide=False))) is is_kept
