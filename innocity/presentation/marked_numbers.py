"""The numbers of a page, each with an address of its own and a way to the card that says where it comes from."""

import re
from collections.abc import Iterable
from html import unescape

from innocity.presentation.markup import Element
from innocity.presentation.tables import plain

_PRINTED = re.compile(r'data-number="([^"]+)">(.*?)</(?:td|th|dd)>')


def mark_numbers(root: Element, cards: str, taken: set[str]) -> None:
    """Make the id of each number its address where it first stands on the page, and link the rows to their cards.

    `cards` is the address of the page of cards, empty where there is none; `taken` holds the ids of the page and grows.
    """
    linked: dict[Element, Element] = {}
    rows: dict[Element, Element] = {}
    for parent, element in root.walk():
        if row := element if element.name == "tr" else rows.get(parent):
            rows[element] = row
        if identifier := element.attributes.get("data-number"):
            linked.setdefault(row or element, element)
            if identifier not in taken:
                taken.add(identifier)
                element.attributes["id"] = element.attributes.pop("data-number")
    if cards:
        for row, first in linked.items():
            _link(row, first, cards)


def _link(row: Element, number: Element, cards: str) -> None:
    """The first cell that names the row leads to its cards; where none does, or it leads elsewhere, its first number."""
    identifier = number.attributes.get("id") or number.attributes["data-number"]
    place = next(filter(_is_plain, row.own("td", "th")), number)
    target = identifier if place is number else identifier.rpartition(".")[0]
    place.children = [Element("a", {"href": f"{cards}#{target}"}, place.children)]


def _is_plain(cell: Element) -> bool:
    told = cell.attributes
    is_number = told.get("id") or told.get("data-number") or told.get("scope") == "rowgroup"
    return not is_number and cell.first("a") is None and bool(cell.text.strip())


def printed_numbers(markup: Iterable[str]) -> dict[str, str]:
    """Every number in markup made for a notebook, by its id, as it is printed there first."""
    found = [pair for one in markup for pair in _PRINTED.findall(one)]
    return {unescape(identifier): plain(said) for identifier, said in reversed(found)}
