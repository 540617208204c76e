"""The numbers of a page: an address once, a way to their cards always."""

import pytest
from bs4 import BeautifulSoup

from innocity.presentation.marked_numbers import mark_numbers, printed_numbers
from innocity.presentation.markup import read
from innocity.presentation.tables import Cell, Column, Figure, Mark, Number, Role, Table, figures, html

COLUMNS = (Column("序号", Role.NUMBER), Column("名称", Role.NAME), Column("现值", Role.NUMBER), Column("状态"))
ROW = ("1", "指标", Number("5 <b>", "t.1.actual"), Cell("达标", Mark.MET, "t.1.status"))
TABLE = Table("表", COLUMNS, (ROW,))


def marked(markup: str, cards: str = "numbers.html") -> tuple[BeautifulSoup, set[str]]:
    """The markup with its numbers marked, and the ids of the page."""
    root, taken = read(markup), set[str]()
    mark_numbers(root, cards, taken)
    return BeautifulSoup(root.inner(), "html.parser"), taken


def test_a_number_is_its_text() -> None:
    assert Number("5", "t.1.actual") == "5"
    assert Table("表", COLUMNS, (ROW,)) == Table("表", COLUMNS, (("1", "指标", "5 <b>", Cell("达标", Mark.MET)),))


def test_a_number_is_an_address_and_its_row_leads_to_its_cards() -> None:
    soup, taken = marked(html(TABLE))
    assert taken == {"t.1.actual", "t.1.status"}
    assert [cell["id"] for cell in soup.select("td[id]")] == ["t.1.actual", "t.1.status"]
    assert [(link["href"], link.get_text()) for link in soup.find_all("a")] == [("numbers.html#t.1", "1")]


def test_a_number_that_is_printed_twice_is_an_address_once() -> None:
    soup, _ = marked(html(TABLE) + html(TABLE))
    assert len(soup.select("[id='t.1.actual']")) == 1
    assert [cell["data-number"] for cell in soup.select("[data-number]")] == ["t.1.actual", "t.1.status"]
    assert len(soup.select("a[href='numbers.html#t.1']")) == 2


@pytest.mark.parametrize("markup", ['<tr><th><a href="x">名</a></th><td data-number="t.1.a">5</td></tr>'])
def test_where_the_name_leads_elsewhere_the_number_itself_is_the_link(markup: str) -> None:
    soup, _ = marked(f"<table>{markup}</table>")
    assert [link["href"] for link in soup.find_all("a")] == ["x", "numbers.html#t.1.a"]


def test_a_key_figure_leads_to_its_card() -> None:
    soup, _ = marked(figures([Figure("达标", Number("8/26", "attainment.count.met"))]))
    assert [(link["href"], link.get_text()) for link in soup.find_all("a")] == [
        ("numbers.html#attainment.count.met", "8/26")
    ]


def test_without_a_page_of_cards_there_are_addresses_and_no_links() -> None:
    soup, _ = marked(html(TABLE), cards="")
    assert (len(soup.select("td[id]")), soup.find_all("a")) == (2, [])


def test_what_is_printed_is_found_again() -> None:
    assert printed_numbers([html(TABLE)]) == {"t.1.actual": "5 <b>", "t.1.status": "● 达标"}
