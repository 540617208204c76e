"""The numbers of a page, each with an address of its own and a way to the card that says where it comes from."""

import re
from collections.abc import Iterable
from html import unescape

from bs4 import BeautifulSoup, Tag

from innocity.presentation.tables import plain

_PRINTED = re.compile(r'data-number="([^"]+)">(.*?)</(?:td|th|dd|a)>')


def mark_numbers(soup: BeautifulSoup, cards: str, taken: set[str]) -> None:
    """Make the id of each number its address where it first stands on the page, and link the rows to their cards.

    `cards` is the address of the page of cards, empty where there is none; `taken` holds the ids of the page and grows.
    """
    marked = [tag for tag in soup.find_all(attrs={"data-number": True}) if isinstance(tag, Tag)]
    for tag in marked:
        identifier = str(tag["data-number"])
        if identifier not in taken:
            taken.add(identifier)
            tag["id"] = identifier
            del tag["data-number"]
    if cards:
        _link_texts([tag for tag in marked if tag.name == "a"], cards)
        rows = {id(_row(tag)): tag for tag in reversed(marked) if tag.name != "a"}
        for first in rows.values():
            _link(_row(first), first, cards, soup)


def _link_texts(numbers: Iterable[Tag], cards: str) -> None:
    """Numbers within a text are links themselves, and where these lead says which numbers they are."""
    for tag in numbers:
        identifier = tag.attrs.pop("data-number", None) or tag["id"]
        tag["href"] = f"{cards}#{identifier}"


def _row(number: Tag) -> Tag:
    return number.find_parent("tr") or number


def _link(row: Tag, number: Tag, cards: str, soup: BeautifulSoup) -> None:
    """The first cell that names the row leads to its cards; where none does, or it leads elsewhere, its first number."""
    identifier = str(number.get("id") or number.get("data-number"))
    place = next(filter(_is_plain, row.find_all(["td", "th"], recursive=False)), number)
    target = identifier if place is number else identifier.rpartition(".")[0]
    link = soup.new_tag("a", attrs={"href": f"{cards}#{target}"})
    for child in list(place.children):
        link.append(child.extract())
    place.append(link)


def _is_plain(cell: Tag) -> bool:
    is_number = cell.get("id") or cell.get("data-number") or cell.get("scope") == "rowgroup"
    return not is_number and cell.find("a") is None and bool(cell.get_text().strip())


def printed_numbers(markup: Iterable[str]) -> dict[str, str]:
    """Every number in markup made for a notebook, by its id, as it is printed there first."""
    found = [pair for one in markup for pair in _PRINTED.findall(one)]
    return {unescape(identifier): plain(said) for identifier, said in reversed(found)}
