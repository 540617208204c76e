"""Markup from elsewhere, cut down to closed lists: only what is named here reaches a page."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from innocity.presentation import markup

_ELEMENT = re.compile(
    "a|blockquote|br|caption|code|d[dlt]|details|div|em|fig(caption|ure)|h[234]|li|ol|p|pre|section|span|strong|"
    "summary|table|t(body|d|foot|h|head|r)|ul"
)
_DROPPED_WHOLE = frozenset(("script", "style", "template", "svg", "math", "iframe", "object", "embed"))
_ATTRIBUTES = {
    "aria-hidden": re.compile(r"true"),
    "class": re.compile(r"[\w -]+"),
    "colspan": re.compile(r"\d{1,3}"),
    "data-number": re.compile(r"[\w.:-]+"),
    "href": re.compile(r"#[\w.:-]+|((scorecards|notebooks)/)?[\w-]+\.html"),
    "id": re.compile(r"[\w.:-]+"),
    "rowspan": re.compile(r"\d{1,3}"),
    "scope": re.compile(r"(row|col)(group)?"),
}

# Direction overrides could show "12" as "21".
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# A browser shows the end of a source line as a blank, which Chinese does not have between words.
_HAN = "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uff00-\uffef]"
_LINE_END_IN_CHINESE = re.compile(rf"(?<={_HAN})\n(?={_HAN})")

_SHAPE = re.compile(
    "circle|clipPath|defs|desc|ellipse|g|image|line|(linear|radial)Gradient|marker|mask|path|pattern|polygon|"
    "polyline|rect|stop|svg|symbol|text|title|tspan|use"
)
_WORDED_SHAPE = re.compile("desc|text|title|tspan")
# Scales and opacities are not lengths: two decimals would change what they draw.
_LENGTH = re.compile("[cdr]?[xy]|[xy][12]|d|r|height|width|points|viewBox")
_SHAPE_ATTRIBUTE = re.compile(
    f"{_LENGTH.pattern}|clip-(path|rule)|clipPathUnits|fill(-opacity|-rule)?|font-(size|weight)|"
    "gradient(Transform|Units)|href|id|marker(-end|-mid|-start|Height|Units|Width)|mask|offset|opacity|orient|"
    "patternUnits|preserveAspectRatio|ref[XY]|stop-(color|opacity)|"
    "stroke(-dasharray|-dashoffset|-linecap|-linejoin|-opacity|-width)?|style|text-anchor|transform"
)
_LEADS_OUTSIDE = re.compile(r"\\|//|url\((?!#)", re.IGNORECASE)
_LINK = re.compile(r"#[\w.:-]+|data:image/png;base64,[A-Za-z0-9+/=\s]+")
_REFERENCE = re.compile(r"(?<=url\(#)[^)]+(?=\))")


def clean(root: markup.Element) -> None:
    """Strip a tree in place of every element and attribute that is not on the list.

    The text of an unknown element stays; that of scripts, styles and embedded documents goes with them.
    """
    elements = [root, *root.all()]
    preformatted = {inner for outer in elements if outer.name == "pre" for inner in (outer, *outer.all())}
    # The innermost come first: what an unknown element leaves behind is clean already.
    for element in reversed(elements):
        is_flowing = element not in preformatted
        element.children = [kept for child in element.children for kept in _kept(child, is_flowing)]
        known = (
            (name, " ".join(value.split()) if name == "class" else value) for name, value in element.attributes.items()
        )
        element.attributes = {name: value for name, value in known if _is_known(name, value)}


def _kept(node: markup.Element | str, is_flowing: bool) -> Sequence[markup.Element | str]:
    if isinstance(node, str):
        seen = _UNSEEN.sub("", node)
        return (_LINE_END_IN_CHINESE.sub("", seen) if is_flowing and "\n" in seen else seen,)
    if node.name in _DROPPED_WHOLE:
        return ()
    return (node,) if _ELEMENT.fullmatch(node.name) else node.children


def drawing(svg: str, label: str, prefix: str) -> str:
    """An SVG file as one element to stand in a page, read out as `label`.

    Ids that nothing refers to go, the others begin with `prefix`; lengths keep two decimals, texts every character.
    Raises ValueError when the file is not well-formed SVG.
    """
    try:
        root = fromstring(svg)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(f"not well-formed SVG ({error})") from error
    if _local(root.tag) != "svg":
        raise ValueError(f"not SVG but a <{_local(root.tag)}> document")
    role = f' role="img" aria-label="{escape(label)}"'
    return _shape(root, _referred(root), prefix).replace("<svg", f"<svg{role}", 1)


def _is_known(name: str, value: str) -> bool:
    return name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value) is not None


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _referred(root: Element) -> frozenset[str]:
    values = [value for node in root.iter() for value in node.attrib.values()]
    links = {value[1:] for value in values if value.startswith("#")}
    return frozenset(links.union(*map(_REFERENCE.findall, values)))


def _shape(node: Element, referred: frozenset[str], prefix: str) -> str:
    # Comments and processing instructions have a function where elements have a name.
    name = _local(node.tag) if isinstance(node.tag, str) else ""
    if _SHAPE.fullmatch(name) is None:
        return ""
    attributes = "".join(_attributes(node, referred, prefix))
    inner = "".join(_inner(node, _WORDED_SHAPE.fullmatch(name) is not None, referred, prefix))
    if name == "g" and not attributes:
        return inner
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _inner(node: Element, is_worded: bool, referred: frozenset[str], prefix: str) -> Iterator[str]:
    if is_worded:
        yield _word(node.text)
    for child in node:
        yield _shape(child, referred, prefix)
        if is_worded:
            yield _word(child.tail)


def _word(text: str | None) -> str:
    return escape(_UNSEEN.sub("", text or ""), quote=False)


def _attributes(node: Element, referred: frozenset[str], prefix: str) -> Iterator[str]:
    for qualified, value in node.attrib.items():
        name = _local(qualified)
        if _SHAPE_ATTRIBUTE.fullmatch(name) is None or (name == "id" and value not in referred):
            continue
        if _LINK.fullmatch(value) is None if name == "href" else _LEADS_OUTSIDE.search(value):
            continue
        if short := _shortened(name, _renamed(name, value, prefix)):
            yield f' {name}="{escape(short)}"'


def _renamed(name: str, value: str, prefix: str) -> str:
    if name == "id":
        return prefix + value
    if name == "href":
        return value.replace("#", f"#{prefix}", 1) if value.startswith("#") else value
    return _REFERENCE.sub(lambda match: prefix + match[0], value)


def _shortened(name: str, value: str) -> str:
    if name == "style":
        # The page sets the typeface: a chart must not fall back to another one where its own is not installed.
        kept = [part.strip() for part in value.split(";") if not part.strip().startswith("font-family")]
        return ";".join(re.sub(r"\s*:\s*", ":", part) for part in kept if part)
    if _LENGTH.fullmatch(name) is None:
        return value
    rounded = re.sub(r"-?\d+\.\d{3,}(?!\d*e)", _two_decimals, value)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(rounded.split())) if name == "d" else rounded


def _two_decimals(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 2) + 0:.2f}".rstrip("0").rstrip(".")
