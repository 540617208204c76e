"""The tables of a page made ready for its readers: free to scroll by keyboard, and each row with an address of its own.

The address of a row is made of its own words and not of its place, so that it leads to the same row in the next run.
"""

import re
from itertools import accumulate

from bs4 import BeautifulSoup, Tag

_NO_WORD = re.compile(r"[^\w.]+")
_LONGEST = 40  # characters of a row's words in its address


def settle_tables(soup: BeautifulSoup, word: str, anchor: str, taken: set[str]) -> None:
    """Wrap each table in a region named by its caption, or by `word`, and give an id to each row of its body.

    Ids begin with that of the table, or with `anchor` where it has none; `taken` holds those of the page and grows. The
    rows of a closed table behind a chart stand in an open one as well and need none.
    """
    for table in soup.find_all("table"):
        is_behind_chart = table.find_parent("details") is not None
        label = table.caption.get_text().strip() if table.caption else word
        region = {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": label}
        table.wrap(soup.new_tag("div", attrs=region))
        if not is_behind_chart:
            _address_rows(table, str(table.get("id") or anchor), taken)


def _address_rows(table: Tag, start: str, taken: set[str]) -> None:
    bodies = table.find_all("tbody", recursive=False)
    rows = [row for body in bodies for row in body.find_all("tr", recursive=False) if not row.get("id")]
    for row, name in zip(rows, _names([_words(row) for row in rows]), strict=True):
        address = first = f"{start}-{name}"
        number = 1
        while address in taken:
            number += 1
            address = f"{first}-{number}"
        taken.add(address)
        row["id"] = address


def _words(row: Tag) -> list[str]:
    # The name of a group stands in the first of its rows only.
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.get("scope") != "rowgroup"]
    return [_NO_WORD.sub("-", cell.get_text()).strip("-") for cell in cells]


def _names(rows: list[list[str]]) -> list[str]:
    """The words of as few leading cells as tell the rows apart."""
    longer = [list(accumulate(words, lambda one, other: f"{one}-{other}".strip("-"))) for words in rows]
    for names in zip(*longer, strict=False):
        cut = [name[:_LONGEST] for name in names]
        if len(set(cut)) == len(cut) and all(cut):
            return cut
    return [(words[0] if words else "")[:_LONGEST] or "row" for words in rows]
