"""HTML as Typst markup: a small function per kind of element; every text is a literal, so none acts as markup."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from itertools import takewhile
from math import ceil

from innocity.presentation.markup import Element
from innocity.presentation.table_breaks import is_brief, is_one_piece, kept_together
from innocity.presentation.table_layout import Placed, laid_out, placed, width
from innocity.presentation.typst_text import array, boolean, flowing, literal, words

_CROWDED = 10.0  # a key figure wider than five Chinese characters is set smaller
_SVG = "data:image/svg+xml"
_IMAGES = {_SVG: "svg", "data:image/png": "png"}

_HEADINGS = tuple(f"h{level}" for level in range(2, 7))


def typeset(body: Element) -> str:
    """The Typst markup of an HTML body, in terms of `templates/report.typ`; unknown elements leave their text."""
    _close_heading_gaps(body)
    return _children(body)


def _close_heading_gaps(body: Element) -> None:
    # PDF/UA refuses a heading that lies more than one level below the one before it.
    previous = 0
    for heading in body.all(*_HEADINGS):
        previous = min(int(heading.name[1]) - 1, previous + 1)
        heading.name = f"h{previous + 1}"


def _children(element: Element) -> str:
    return "".join(map(_node, element.children))


def _node(node: Element | str) -> str:
    return flowing(node) if isinstance(node, str) else _RENDERERS.get(node.name, _children)(node)


def _inline(function: str) -> Callable[[Element], str]:
    return lambda element: f"#{function}[{_children(element)}];"


def _block(function: str) -> Callable[[Element], str]:
    return lambda element: f"\n\n#{function}[{_children(element)}]\n\n"


def _section(element: Element) -> str:
    return f"\n\n{_children(element)}\n\n"


def _nothing(_: Element) -> str:
    return ""


def _details(element: Element) -> str:
    # The figures behind a chart open at a click; the chart itself prints them.
    return "" if "chart-data" in element.classes else _section(element)


def _line_break(_: Element) -> str:
    return "#linebreak();"


def _paragraph(element: Element) -> str:
    return _block("note")(element) if "note" in element.classes else _section(element)


def _heading(element: Element) -> str:
    return f"\n\n#heading(level: {int(element.name[1]) - 1})[{_children(element)}]\n\n"


def _list(element: Element) -> str:
    items = ", ".join(f"[{_children(item)}]" for item in element.own("li"))
    first = element.attributes.get("start", "1")
    kind = f"enum(start: {first if first.isdecimal() else 1}, " if element.name == "ol" else "list("
    return f"\n\n#{kind}{items})\n\n"


def _preformatted(element: Element) -> str:
    lines = element.text.rstrip("\n").split("\n")
    return f"\n\n#lines[{'#linebreak();'.join(words(line) for line in lines)}]\n\n"


def _definitions(element: Element) -> str:
    groups = list(_terms(element))
    if "figures" in element.classes:
        return _key_figures(groups)
    items = ", ".join(f"([{_children(term)}], [{'#parbreak();'.join(map(_children, told))}])" for term, told in groups)
    return f"\n\n#terms({items})\n\n"


def _terms(element: Element) -> Iterator[tuple[Element, list[Element]]]:
    for parent, term in element.walk():
        if term.name == "dt":
            siblings = parent.own("dt", "dd")
            later = siblings[siblings.index(term) + 1 :]
            yield term, list(takewhile(lambda sibling: sibling.name == "dd", later))


def _key_figures(groups: list[tuple[Element, list[Element]]]) -> str:
    columns = ceil(len(groups) / ceil(len(groups) / 4)) if groups else 1
    is_crowded = any(width(told[0].text) > _CROWDED for _, told in groups if told)
    items = ", ".join(
        f"([{_children(term)}], {array([f'[{_children(part)}]' for part in told])})" for term, told in groups
    )
    return f"\n\n#key-figures({columns}, is-crowded: {boolean(is_crowded)}, {items})\n\n"


def _image(element: Element) -> str:
    kind, _, payload = element.attributes.get("src", "").partition(";base64,")
    alt = element.attributes.get("alt", "")
    if kind not in _IMAGES:
        return words(alt)
    data = b64decode(payload)
    source = literal(data.decode("utf-8")) if kind == _SVG else array(map(str, data))
    return f'#image(bytes({source}), format: "{_IMAGES[kind]}", alt: {literal(alt)});'


def _figure(element: Element) -> str:
    image, table = element.first("img"), element.first("table")
    if image:
        return f"\n\n#chart(caption: {_optional(element.first('figcaption'))})[{_image(image)}]\n\n"
    if table:
        return _table(table, next((told for told in element.all("p") if "note" in told.classes), None))
    return _section(element)


def _table(element: Element, note: Element | None = None) -> str:
    cells = placed(element)
    layout = laid_out(cells, is_wide="wide" in element.classes)
    whole = kept_together(cells, layout)
    style = {
        "setting": literal(layout.setting),
        "caption": _optional(element.first("caption")),
        "remark": _optional(note),
        "is-brief": boolean(note is None or is_brief(note.text)),
        "columns": array(f"{share:.1f}fr" for share in layout.shares),
        "is-one-piece": boolean(is_one_piece(cells, layout)),
        "rows": str(max((cell.y + cell.rows for cell in cells), default=0)),
        "header-rows": str(len({cell.y for cell in cells if cell.is_head})),
        "header": array(_cell(cell, whole) for cell in cells if cell.is_head),
    }
    told = ", ".join(f"{name}: {value}" for name, value in style.items())
    body = "".join(f", {_cell(cell, whole)}" for cell in cells if not cell.is_head)
    return f"\n\n#data-table({told}{body})\n\n"


def _cell(cell: Placed, whole: set[tuple[int, int]]) -> str:
    place = f"x: {cell.x}, y: {cell.y}, rowspan: {cell.rows}, colspan: {cell.columns}"
    side = "right" if cell.is_number else "center" if cell.is_head else "left"
    style = f"breakable: {boolean((cell.x, cell.y) not in whole)}, align: {side} + horizon"
    return f"table.cell({place}, {style})[{_children(cell.element)}]"


def _optional(element: Element | None) -> str:
    return f"[{_children(element)}]" if element and element.text.strip() else "none"


_RENDERERS: dict[str, Callable[[Element], str]] = {
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
