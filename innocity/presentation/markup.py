"""HTML as a tree of plain objects: read, walked and written in a fraction of the time that a browser-like one takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Self
from xml.parsers import expat

from bs4 import BeautifulSoup, NavigableString, Tag

_EMPTY = re.compile(
    "area|base(font)?|bgsound|br|col|command|embed|frame|hr|image|img|input|isindex|keygen|link|menuitem|meta|nextid|"
    "param|source|spacer|track|wbr"
)
_UNMISTAKABLE = re.compile(r"(?:[\w.:#-]+/)*[\w.:#-]+")  # with a slash at its end an element would seem empty
_BLANK = re.compile(r"[ \t\n\r\f]+")
# Balanced, in lower case, quoted, without comments and elements whose text is not markup, HTML has one reading only,
# which is that of XML too: what might be read in two ways is left to the parser that forgives.
_TWO_READINGS = re.compile(
    r"[\r\0]|&(?!(?:amp|lt|gt|quot|#x27|#3[49]);)"
    r'|<(?!/?[a-z][a-z0-9]*(?: (?!xmlns)[a-z]+(?:-[a-z]+)*="[^"<>\t\n]*")*(?: ?/)?>)'
    rf"|</({_EMPTY.pattern})>"
    "|<(iframe|no(embed|frames|script)|plaintext|script|style|template|textarea|title|xmp)"
)


class _End(str):
    """An end tag among texts."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes, and the texts and elements that stand in it; equal to none but itself."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator[tuple["Element", "Element"]]:
        """Every element below this one with the one that it stands in, in the order of the text."""
        waiting = [(self, child) for child in reversed(self.own())]
        while waiting:
            parent, element = waiting.pop()
            yield parent, element
            waiting += [(element, child) for child in reversed(element.own())]

    def all(self, *names: str) -> list["Element"]:
        """The elements below this one, in the order of the text: those of these names, or all."""
        return [element for _, element in self.walk() if not names or element.name in names]

    def first(self, *names: str) -> "Element | None":
        """The first element of these names below this one."""
        return next((element for _, element in self.walk() if element.name in names), None)

    def own(self, *names: str) -> list["Element"]:
        """The elements right in this one: those of these names, or all."""
        elements = [child for child in self.children if not isinstance(child, str)]
        return [element for element in elements if element.name in names] if names else elements

    def strings(self) -> Iterator[str]:
        """Every text in this element, in order."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                yield node
            else:
                waiting.extend(reversed(node.children))

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(self.strings())

    @property
    def classes(self) -> list[str]:
        """The classes that it is given."""
        return self.attributes.get("class", "").split()

    def take_out(self, child: Self) -> None:
        """Take a child of this element out of it."""
        self.children.remove(child)

    def cut(self, name: str, kind: str) -> list["Element"]:
        """The elements of this name and class below this one, taken out of it."""
        found = [(parent, one) for parent, one in self.walk() if one.name == name and kind in one.classes]
        for parent, one in found:
            parent.take_out(one)
        return [one for _, one in found]

    def inner(self) -> str:
        """What stands in this element, as markup: every text and value escaped, attributes in the order of their names."""
        found: list[str] = []
        waiting: list[Element | str] = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                found.append(node if isinstance(node, _End) else escape(node, quote=False))
            elif _EMPTY.fullmatch(node.name):
                found.append(f"<{node.name}{_told(node)}>")
            else:
                found.append(f"<{node.name}{_told(node)}>")
                waiting += [_End(f"</{node.name}>"), *reversed(node.children)]
        return "".join(found)


def read(markup: str) -> Element:
    """The markup as what stands in an element without a name, comments and what scripts and styles hold left out.

    Plain, well-formed markup, as the project writes it, is read as XML, which is fast; all other by a parser that
    forgives.
    """
    if _TWO_READINGS.search(markup) is None:
        try:
            return _Plain().read(markup)
        except expat.ExpatError:
            pass
    return _forgiven(markup)


class _Plain:
    """A reader of well-formed markup; a blank between elements is one character whatever it was."""

    def __init__(self) -> None:
        self.open = [Element("")]
        self.kept = 0  # how many of the open elements keep their blanks

    def read(self, markup: str) -> Element:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._say
        # Inside an element no document type can stand, so that nothing can be declared.
        parser.Parse(f"<body>{markup}</body>", True)
        (body,) = self.open[0].own("body")
        return Element("", {}, body.children)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes)
        self.open[-1].children.append(element)
        self.open.append(element)
        self.kept += name == "pre"

    def _end(self, name: str) -> None:
        self.open.pop()
        self.kept -= name == "pre"

    def _say(self, text: str) -> None:
        is_blank = not self.kept and _BLANK.fullmatch(text)
        self.open[-1].children.append(("\n" if "\n" in text else " ") if is_blank else text)


def _forgiven(markup: str) -> Element:
    """As a parser has it that takes whatever it is given."""
    soup = BeautifulSoup(markup, "html.parser")
    made = {id(soup): Element("")}
    for node in soup.descendants:
        inside = made[id(node.parent)].children
        if isinstance(node, Tag):
            values = {name: value if isinstance(value, str) else " ".join(value) for name, value in node.attrs.items()}
            made[id(node)] = element = Element(node.name, values)
            inside.append(element)
        elif type(node) is NavigableString:  # comments, scripts and declarations are subclasses
            inside.append(str(node))
    return made[id(soup)]


def _told(element: Element) -> str:
    """The attributes of a start tag; a value that no reader can mistake goes without quotes."""
    return "".join(f" {name}={_value(value)}" for name, value in sorted(element.attributes.items()))


def _value(value: str) -> str:
    return value if _UNMISTAKABLE.fullmatch(value) else f'"{escape(value)}"'
