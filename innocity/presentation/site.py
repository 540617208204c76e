"""The documents as a site of pages with nothing to load: the look of the reports, no script, pictures inside the page."""

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from innocity.language import Language
from innocity.presentation.portal import rendered

if TYPE_CHECKING:
    from mistune import Markdown

FRONT = "index.md"
_CHINESE = ".zh.md"
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Document:
    """One Markdown source, by its name from the folder of documents; `guide.zh.md` is the Chinese of `guide.md`.

    `sections` are anchor and words of each heading of the second rank; `body` is what stands below the title.
    """

    name: str
    title: str
    sections: tuple[tuple[str, str], ...]
    body: Tag

    @classmethod
    def of(cls, name: str, source: str) -> "Document":
        """The document that a source holds; without a heading of the first rank its title is its name."""
        body = _marked(source)
        heading = body.h1.extract() if body.h1 else None
        sections = tuple((str(one["id"]), one.get_text()) for one in body.find_all("h2"))
        return cls(name, heading.get_text() if heading else name, sections, body)

    @property
    def subject(self) -> str:
        """What the same page is called in every language."""
        return self.name.replace(_CHINESE, ".md")

    @property
    def language(self) -> Language:
        """The front page speaks Chinese first, and English below it."""
        return Language.ZH_HANS if self.name == FRONT or self.name.endswith(_CHINESE) else Language.EN

    @property
    def address(self) -> str:
        """The page's file."""
        return self.name.removesuffix(".md") + ".html"

    @property
    def links(self) -> list[tuple[str, str]]:
        """File, by its name, and anchor of each link that leads to no other site; without an anchor it is empty."""
        return [self.goal(str(tag["href"])) for tag in self.body.find_all("a") if not _leads_elsewhere(tag)]

    def goal(self, link: str) -> tuple[str, str]:
        """The file that a relative link of this page leads to, by its name from the folder of documents, and the anchor."""
        way, anchor = urldefrag(link)
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.name), way)) if way else self.name, anchor

    def way_to(self, other: "Document") -> str:
        """The address of another page, seen from this one."""
        return quote(posixpath.relpath(other.address, posixpath.dirname(self.name) or "."))


def site(sources: Mapping[str, str], pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Every page by its address, from the Markdown and the PNG pictures by their names from the folder of documents.

    A link to what is no page of the site, such as a file of the code, is shown as its words alone.
    """
    documents = {name: Document.of(name, source) for name, source in sources.items()}
    order = _in_order(documents)
    return {one.address: _page(one, documents, pictures, order) for one in documents.values()}


def _in_order(documents: Mapping[str, Document]) -> list[str]:
    """The subjects in the order in which the front page leads to them, then those that it does not name."""
    led_to = [documents[name].subject for name, _ in documents[FRONT].links if name in documents]
    return list(dict.fromkeys([FRONT, *led_to, *(one.subject for _, one in sorted(documents.items()))]))


def _page(
    document: Document, documents: Mapping[str, Document], pictures: Mapping[str, bytes], order: list[str]
) -> str:
    contents = list(_contents(document, documents, order))
    for tag in document.body.find_all("a"):
        _lead(tag, document, documents)
    for picture in document.body.find_all("img"):
        name, _ = document.goal(str(picture["src"]))
        picture["src"] = f"data:image/png;base64,{b64encode(pictures[name]).decode()}"
    return rendered(
        "document.html.j2",
        document.language,
        title=document.title,
        front=documents[FRONT].title,
        contents=contents,
        sections=document.sections,
        others=[(one.language.value, one.title, document.way_to(one)) for one in _others(document, documents)],
        body=Markup(document.body.decode()),
    )


def _contents(
    document: Document, documents: Mapping[str, Document], order: list[str]
) -> Iterator[tuple[str, str, str, bool]]:
    """Title, language and address of each subject, in this page's language where there is one, and whether it is this."""
    for subject in order:
        spoken = [one for one in documents.values() if one.subject == subject]
        if spoken:
            one = next((one for one in spoken if one.language is document.language), spoken[0])
            yield one.title, one.language.value, document.way_to(one), one is document


def _others(document: Document, documents: Mapping[str, Document]) -> list[Document]:
    """The same page in other languages."""
    return [one for one in documents.values() if one.subject == document.subject and one is not document]


def _lead(tag: Tag, document: Document, documents: Mapping[str, Document]) -> None:
    """Let a link lead to the page of what it names."""
    if _leads_elsewhere(tag):
        return
    name, anchor = document.goal(str(tag["href"]))
    if name not in documents:
        tag.unwrap()
        return
    way = "" if name == document.name else document.way_to(documents[name])
    tag["href"] = f"{way}#{anchor}" if anchor else way or document.way_to(document)


def _leads_elsewhere(tag: Tag) -> bool:
    return str(tag["href"]).startswith(("http://", "https://"))


def _marked(source: str) -> Tag:
    """The markup of a source: headings with their anchors, tables and examples that scroll, pictures as figures."""
    soup = BeautifulSoup(str(_markdown()(source)), "html.parser")
    taken: dict[str, int] = {}
    for heading in soup.find_all(["h2", "h3", "h4"]):
        heading["id"] = _anchor(heading.get_text(), taken)
    for wide in soup.find_all(["table", "pre"]):
        above = wide.find_previous(["h1", "h2", "h3", "h4"])
        group = {
            "class": "scroll",
            "role": "group",
            "tabindex": "0",
            "aria-label": above.get_text() if above else "-",
        }
        wide.wrap(soup.new_tag("div", attrs=group))
    for cell in soup.select("thead th"):
        cell["scope"] = "col"
    for picture in soup.find_all("img"):
        if picture.parent and picture.parent.name == "p":
            picture.parent.name = "figure"
            caption = soup.new_tag("figcaption")
            caption.string = str(picture["alt"])
            picture.insert_after(caption)
    return soup


def _anchor(words: str, taken: dict[str, int]) -> str:
    """The anchor that code hosts give a heading, so that a link in the source leads to the same place everywhere."""
    anchor = _NOT_IN_ANCHOR.sub("", words.strip().lower()).replace(" ", "-")
    taken[anchor] = taken.get(anchor, -1) + 1
    return f"{anchor}-{taken[anchor]}" if taken[anchor] else anchor


@cache
def _markdown() -> "Markdown":
    from mistune import create_markdown

    return create_markdown(escape=True, plugins=["table"])
