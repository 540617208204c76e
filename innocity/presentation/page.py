"""A report on its way into the template of the HTML page."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from innocity.language import Language
from innocity.presentation import formats

_PAGE_BESIDE = re.compile(r"(\.\./){0,2}([\w-]+/){0,2}[\w-]+\.html")


class HTMLError(Exception):
    """A fault of the notebook that stops the page; its text says where, what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one cell leaves on the page; `source` and `count` only where it is code."""

    anchor: str
    body: Markup
    source: Markup | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Sibling:
    """The same page in another language."""

    language: Language
    address: str


@dataclass(slots=True)
class Page:
    """A report on its way into the template: its masthead, and what its cells have added so far."""

    title: str = ""
    subtitle: str = ""
    organisation: str = ""
    notice: str = ""
    numbers: str = ""  # the address of the page of cards
    language: Language = Language.ZH_HANS
    as_of: date | None = None
    labels: dict[str, str] = field(default_factory=dict)
    languages: list[Sibling] = field(default_factory=list)
    is_code_open: bool = False
    parts: list[Part] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    parameters: Markup | None = None
    drawings: int = 0
    ids: set[str] = field(default_factory=set)  # within the parts; where one is a cell's too, the cell goes without

    @property
    def day(self) -> str:
        """The date as readers of the language write it."""
        return formats.day(self.as_of, self.language) if self.as_of else ""


def masthead(metadata: dict[str, Any]) -> Page:
    """The page of a notebook's `innocity` metadata, still without its parts; raises HTMLError for what they may not be."""
    names = ("title", "subtitle", "organisation", "notice", "numbers", "labels", "is_code_open")
    words = {name: metadata[name] for name in names if name in metadata}
    try:
        language = Language(metadata.get("language", Language.ZH_HANS))
        day = date.fromisoformat(metadata["date"]) if metadata.get("date") else None
        siblings = [_sibling(Language(tag), address) for tag, address in metadata.get("languages", {}).items()]
    except ValueError as fault:
        expected = f"a date like 2023-07-15, languages among {', '.join(Language)}, addresses like en/report.html"
        raise HTMLError(f"notebook metadata, innocity: {fault}; expected {expected}; correct the metadata.") from fault
    return Page(**words, language=language, as_of=day, languages=siblings)


def _sibling(language: Language, address: str) -> Sibling:
    if _PAGE_BESIDE.fullmatch(address) is None:
        raise ValueError(f"{address!r} is not the address of a page beside this one")
    return Sibling(language, address)
