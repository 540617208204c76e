"""HTML as Typst markup: a small function per kind of element; every text is a literal, so none acts as markup."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from math import ceil

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

from innocity.presentation.table_layout import LONGEST_WORD, Placed, kept_together, placed, shares, width

_BREAK_EVERY = 8
_CROWDED = 10.0  # a key figure wider than five Chinese characters is set smaller
_SVG = "data:image/svg+xml"
_IMAGES = {_SVG: "svg", "data:image/png": "png"}

# Direction overrides could show "12" as "21", and a byte-order mark is refused by PDF/A; none of them has a glyph.
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONG_WORD = re.compile(rf"([!-~]{{{LONGEST_WORD + 1},}})")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HAN = "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uff00-\uffef]"
# The source's line ends are no blanks where Chinese is on both sides, or on one side and an element on the other.
_LINE_END_IN_CHINESE = re.compile(rf"(?<={_HAN})[ \t]*\n[ \t]*(?={_HAN}|$)|^[ \t]*\n[ \t]*(?={_HAN})")


def typeset(soup: BeautifulSoup) -> str:
    """The Typst markup of an HTML body, in terms of `templates/report.typ`; unknown elements leave their text."""
    _close_heading_gaps(soup)
    return _children(soup)


def parsed(html: str) -> BeautifulSoup:
    """The HTML as a tree."""
    return BeautifulSoup(html, "html.parser")


def literal(text: str) -> str:
    """The text as a Typst string literal."""
    for character, escape in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("\r", r"\r")):
        text = text.replace(character, escape)
    return f'"{text}"'


def _close_heading_gaps(soup: BeautifulSoup) -> None:
    # PDF/UA refuses a heading that lies more than one level below the one before it.
    previous = 0
    for heading in soup.find_all(re.compile("^h[2-6]$")):
        previous = min(int(heading.name[1]) - 1, previous + 1)
        heading.name = f"h{previous + 1}"


def _children(element: Tag) -> str:
    return "".join(map(_node, element.children))


def _node(node: PageElement) -> str:
    if isinstance(node, Tag):
        return _RENDERERS.get(node.name, _children)(node)
    # Comments, scripts and declarations are subclasses of NavigableString.
    return _text(str(node)) if type(node) is NavigableString else ""


def _text(text: str) -> str:
    flowing = _BLANKS.sub(" ", _LINE_END_IN_CHINESE.sub("", text))
    words = _words(flowing.strip(" "))
    before, after = flowing.startswith(" "), flowing.endswith(" ")
    return " " * before + words + " " * (after and bool(words))


def _words(text: str) -> str:
    pieces = _LONG_WORD.split(text)
    return "".join(_breakable(piece) if _LONG_WORD.fullmatch(piece) else _shown(piece) for piece in pieces if piece)


def _shown(text: str) -> str:
    return f"#{literal(_UNSEEN.sub('', text))};"


def _breakable(word: str) -> str:
    # An empty box, unlike U+200B, leaves nothing behind in copied text.
    parts = (word[start : start + _BREAK_EVERY] for start in range(0, len(word), _BREAK_EVERY))
    return "#box();".join(map(_shown, parts))


def _inline(function: str) -> Callable[[Tag], str]:
    return lambda element: f"#{function}[{_children(element)}];"


def _block(function: str) -> Callable[[Tag], str]:
    return lambda element: f"\n\n#{function}[{_children(element)}]\n\n"


def _section(element: Tag) -> str:
    return f"\n\n{_children(element)}\n\n"


def _nothing(_: Tag) -> str:
    return ""


def _details(element: Tag) -> str:
    # The figures behind a chart open at a click; the chart itself prints them.
    return "" if "chart-data" in _classes(element) else _section(element)


def _line_break(_: Tag) -> str:
    return "#linebreak();"


def _paragraph(element: Tag) -> str:
    return _block("note")(element) if "note" in _classes(element) else _section(element)


def _heading(element: Tag) -> str:
    return f"\n\n#heading(level: {int(element.name[1]) - 1})[{_children(element)}]\n\n"


def _list(element: Tag) -> str:
    items = ", ".join(f"[{_children(item)}]" for item in element.find_all("li", recursive=False))
    first = str(element.get("start", "1"))
    kind = f"enum(start: {first if first.isdecimal() else 1}, " if element.name == "ol" else "list("
    return f"\n\n#{kind}{items})\n\n"


def _preformatted(element: Tag) -> str:
    lines = element.get_text().rstrip("\n").split("\n")
    return f"\n\n#lines[{'#linebreak();'.join(_words(line) for line in lines)}]\n\n"


def _definitions(element: Tag) -> str:
    groups = list(_terms(element))
    if "figures" in _classes(element):
        return _key_figures(groups)
    items = ", ".join(f"([{_children(term)}], [{'#parbreak();'.join(map(_children, told))}])" for term, told in groups)
    return f"\n\n#terms({items})\n\n"


def _terms(element: Tag) -> Iterator[tuple[Tag, list[Tag]]]:
    for term in element.find_all("dt"):
        told = []
        for sibling in term.find_next_siblings(["dt", "dd"]):
            if sibling.name == "dt":
                break
            told.append(sibling)
        yield term, told


def _key_figures(groups: list[tuple[Tag, list[Tag]]]) -> str:
    columns = ceil(len(groups) / ceil(len(groups) / 4)) if groups else 1
    is_crowded = any(width(told[0].get_text()) > _CROWDED for _, told in groups if told)
    items = ", ".join(
        f"([{_children(term)}], {_array([f'[{_children(part)}]' for part in told])})" for term, told in groups
    )
    return f"\n\n#key-figures({columns}, is-crowded: {_boolean(is_crowded)}, {items})\n\n"


def _image(element: Tag) -> str:
    kind, _, payload = str(element.get("src", "")).partition(";base64,")
    alt = str(element.get("alt", ""))
    if kind not in _IMAGES:
        return _words(alt)
    data = b64decode(payload)
    source = literal(data.decode("utf-8")) if kind == _SVG else _array(map(str, data))
    return f'#image(bytes({source}), format: "{_IMAGES[kind]}", alt: {literal(alt)});'


def _figure(element: Tag) -> str:
    image, caption = element.find("img"), element.find("figcaption")
    if not isinstance(image, Tag):
        return _section(element)
    return f"\n\n#figure(caption: {_optional(caption)}, [{_image(image)}])\n\n"


def _table(element: Tag) -> str:
    cells = placed(element)
    is_wide, caption = "wide" in _classes(element), element.find("caption")
    widths = shares(cells, is_wide=is_wide)
    whole = kept_together(cells, widths)
    head = _array(_cell(cell, whole) for cell in cells if cell.is_head)
    body = "".join(f", {_cell(cell, whole)}" for cell in cells if not cell.is_head)
    style = f"is-wide: {_boolean(is_wide)}, caption: {_optional(caption)}"
    columns = _array(f"{share:.1f}fr" for share in widths)
    rows = len({cell.y for cell in cells if cell.is_head})
    return f"\n\n#data-table({style}, columns: {columns}, header-rows: {rows}, header: {head}{body})\n\n"


def _cell(cell: Placed, whole: set[tuple[int, int]]) -> str:
    place = f"x: {cell.x}, y: {cell.y}, rowspan: {cell.rows}, colspan: {cell.columns}"
    side = "right" if cell.is_number else "center" if cell.is_head else "left"
    style = f"breakable: {_boolean((cell.x, cell.y) not in whole)}, align: {side} + horizon"
    return f"table.cell({place}, {style})[{_children(cell.element)}]"


def _optional(element: Tag | NavigableString | None) -> str:
    return f"[{_children(element)}]" if isinstance(element, Tag) and element.get_text(strip=True) else "none"


def _classes(element: Tag) -> list[str]:
    return [str(name) for name in element.get_attribute_list("class")]


def _boolean(value: bool) -> str:
    return str(value).lower()


def _array(items: Iterable[str]) -> str:
    return f"({''.join(f'{item},' for item in items)})"


_RENDERERS: dict[str, Callable[[Tag], str]] = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("div", "section", "blockquote"), _section),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(("strong", "b"), _inline("strong")),
    **dict.fromkeys(("em", "i"), _inline("emph")),
    "br": _line_break,
    "code": _inline("code"),
    "details": _details,
    "dl": _definitions,
    "figure": _figure,
    "h1": _nothing,
    "img": _image,
    "p": _paragraph,
    "pre": _preformatted,
    "sub": _inline("sub"),
    "summary": _block("summary"),
    "sup": _inline("super"),
    "table": _table,
}
