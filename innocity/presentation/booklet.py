"""Papers of several units bound in one PDF for printing on both sides: each unit on a right-hand page, bookmarks by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from nbformat import NotebookNode

from innocity.framework import Framework
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.presentation.markup import Element, read
from innocity.presentation.pdf import ReportPDFExporter
from innocity.presentation.typesetting import typeset
from innocity.presentation.typst_text import literal

_HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands at the head of a booklet."""

    title: str
    subtitle: str
    organisation: str
    day: date
    language: Language

    @classmethod
    def of(cls, title: str, framework: Framework, parameters: Parameters) -> Self:
        """The head of what the office hands out in a period."""
        language = Language(parameters.language)
        office, period = framework.programme.said("office", language), formats.period(parameters.period, language)
        return cls(title, period, office, parameters.as_of_date, language)


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gets: the unit's name, and as Typst markup the text, which begins with the name as its heading."""

    name: str
    body: str


class Binder(ReportPDFExporter):
    """Binds papers of units on the report's page, by the report's standards. Raises PDFError."""

    def part_of(self, name: str, notebook: NotebookNode) -> Part:
        """An executed notebook as a part, its headings one level lower."""
        body = self._body(notebook)
        for heading in body.all(*_HEADINGS):
            heading.name = f"h{int(heading.name[1]) + 1}"
        body.children.insert(0, Element("h2", {}, [name]))
        return Part(name, typeset(body))

    def markup(self, where: str, html: str) -> str:
        """Markup made here as that of Typst; PDFError that names the place of a character that no font draws."""
        tree = read(html)
        self._refuse_missing_glyphs(where, tree.text)
        return typeset(tree)

    def bound(self, cover: Cover, parts: Sequence[Part]) -> bytes:
        """The parts behind a cover with the contents; a single one right below the title."""
        arguments = {
            "title": literal(cover.title),
            "subtitle": literal(cover.subtitle),
            "organisation": literal(cover.organisation),
            "language": literal(cover.language),
            "date": f"datetime(year: {cover.day.year}, month: {cover.day.month}, day: {cover.day.day})",
        }
        told = ", ".join(f"{name}: {value}" for name, value in arguments.items())
        head = f'#import "/report.typ": *\n#import "/booklet.typ": *\n#show: report.with({told})\n'
        if len(parts) == 1:
            return self._compiled(head + parts[0].body, cover.day)
        bodies = "\n".join(f"#part({literal(part.name)})[{part.body}]" for part in parts)
        return self._compiled(f"{head}#show: bound.with({literal(cover.language)})\n{bodies}", cover.day)


def content(text: str) -> str:
    """A text as Typst content, nothing in it acting as markup."""
    return f"[{typeset(Element('body', {}, [text]))}]"


class Room(NamedTuple):
    """Room on a form for what is written by hand: what, how high, and the places to sign at its foot."""

    label: str
    height: str
    places: Sequence[str]


def form(lines: Sequence[tuple[str, str]], rooms: Sequence[Room]) -> str:
    """A form as Typst markup: what is known, each by its name, then the room for answers."""
    told = [f"({content(label)}, {content(said)})" for label, said in lines]
    asked = [f"({content(one.label)}, answer({', '.join(map(content, one.places))}), {one.height})" for one in rooms]
    return f"#form({', '.join([*told, *asked])})\n"
