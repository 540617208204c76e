"""The tables of a page made ready for its readers: free to scroll by keyboard, and each row with an address of its own.

The address of a row is made of its own words and not of its place, so that it leads to the same row in the next run.
"""

import re
from itertools import accumulate

from innocity.presentation.markup import Element

_NO_WORD = re.compile(r"[^\w.]+")
_LONGEST = 40  # characters of a row's words in its address


def settle_tables(root: Element, word: str, anchor: str, taken: set[str]) -> None:
    """Wrap each table in a region named by its caption, or by `word`, and give an id to each row of its body.

    Ids begin with that of the table, or with `anchor` where it has none; `taken` holds those of the page and grows.
    """
    for parent, table in [(parent, element) for parent, element in root.walk() if element.name == "table"]:
        caption = table.first("caption")
        label = caption.text.strip() if caption else word
        region = {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": label}
        parent.children[parent.children.index(table)] = Element("div", region, [table])
        _address_rows(table, table.attributes.get("id") or anchor, taken)


def _address_rows(table: Element, start: str, taken: set[str]) -> None:
    rows = [row for body in table.own("tbody") for row in body.own("tr") if not row.attributes.get("id")]
    for row, name in zip(rows, _names([_words(row) for row in rows]), strict=True):
        address = first = f"{start}-{name}"
        number = 1
        while address in taken:
            number += 1
            address = f"{first}-{number}"
        taken.add(address)
        row.attributes["id"] = address


def _words(row: Element) -> list[str]:
    # The name of a group stands in the first of its rows only.
    cells = [cell for cell in row.own() if cell.attributes.get("scope") != "rowgroup"]
    return [_NO_WORD.sub("-", cell.text).strip("-") for cell in cells]


def _names(rows: list[list[str]]) -> list[str]:
    """The words of as few leading cells as tell the rows apart."""
    longer = [list(accumulate(words, lambda one, other: f"{one}-{other}".strip("-"))) for words in rows]
    for names in zip(*longer, strict=False):
        cut = [name[:_LONGEST] for name in names]
        if len(set(cut)) == len(cut) and all(cut):
            return cut
    return [(words[0] if words else "")[:_LONGEST] or "row" for words in rows]
