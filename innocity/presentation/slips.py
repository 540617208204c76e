"""Supervision slips on paper: for each unit the register of its slips, then a form to answer each of them by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.slips import on_paper
from innocity.parameters import Parameters
from innocity.presentation import formats, slip_sentences, slip_tables
from innocity.presentation.booklet import Binder, Cover, Part, Room, content, form
from innocity.presentation.paper_files import BOOKLET, slip_files
from innocity.presentation.tables import html, paragraphs
from innocity.presentation.typst_text import literal
from innocity.tables import Slip, SlipKind

_ANSWER, _CHECK = "1fr", "22mm"  # for the answer, all that is left of the page


def write_slips(folder: Path, rows: Sequence[Slip], framework: Framework, parameters: Parameters) -> None:
    """Write the papers of each unit, and all of them as a booklet; nothing where there is nothing to say."""
    papers = SlipPapers(framework, parameters, rows, Binder())
    named = slip_files(rows, framework, papers.language)
    for unit, name in named.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(papers.of_units([unit]))
    if named:
        (folder / BOOKLET).write_bytes(papers.of_units(list(named)))


@dataclass(frozen=True)
class SlipPapers:
    """The slips of one period, and what they are printed with."""

    framework: Framework
    parameters: Parameters
    rows: Sequence[Slip]
    binder: Binder

    @property
    def language(self) -> Language:
        """The language of the papers."""
        return Language(self.parameters.language)

    def of_units(self, units: Sequence[str]) -> bytes:
        """What these units are handed, as PDF: a booklet where they are several."""
        return self.binder.bound(self._cover(), [self._part(unit) for unit in units])

    def _cover(self) -> Cover:
        title = text("slip.title", self.language, **self._names())
        return Cover.of(title, self.framework, self.parameters)

    def _names(self) -> dict[str, str]:
        return {name: self.framework.programme.said(name, self.language) for name in ("city", "programme")}

    def _part(self, unit: str) -> Part:
        """The register of one unit, then its forms, each on a page of its own."""
        own, language = [row for row in self.rows if row.unit == unit], self.language
        name = self.framework.unit(unit).name(language)
        given = on_paper(own)
        told = [*slip_sentences.for_unit(own, language), *([text("slip.guide", language)] if given else [])]
        register = paragraphs(told) + html(slip_tables.of_unit(own, self.framework, language))
        forms = "\n#pagebreak(weak: true)\n".join(["", *map(self._form, given)])
        return Part(name, f"#heading(level: 1){content(name)}\n{self.binder.markup(name, register)}{forms}")

    def _form(self, row: Slip) -> str:
        """One slip: its head, then a line of the form for each thing that it says or leaves to be written."""
        language = self.language
        title = text("slip.paper", language, **self._names())
        number = text("slip.number", language, number=row.number)
        head = f"heading(level: 2, {literal(number)}), {literal(formats.day(row.issued_on, language))}"
        filled = form(self._told(row), self._rooms())
        return f"#paper-title({literal(title)})\n#numbered({head})\n{filled}"

    def _told(self, row: Slip) -> list[tuple[str, str]]:
        """What is known, each by its name, and what is asked."""
        language, framework = self.language, self.framework
        lines = [
            (text("slip.unit", language), framework.unit(row.unit).name(language)),
            (text("slip.item", language), slip_sentences.item(row, framework, language)),
            (text("slip.promise", language), slip_sentences.promise(row, framework, language)),
            (text("slip.reached", language), self._joined(slip_sentences.reached(row, framework, language))),
            (text("slip.source", language), slip_sentences.source(row.file, row.sheet, row.cell, language)),
            (text("slip.turn", language), slip_sentences.turn(row, language)),
        ]
        if row.kind is not SlipKind.INDICATOR:
            told_in = slip_sentences.source(row.told_file, row.told_sheet, row.told_cell, language)
            lines += [*slip_sentences.own_words(row, language), (text("slip.told_in", language), told_in)]
        if others := slip_sentences.related(row, self.rows, framework):
            lines.append((text("slip.related", language), text("format.list_mark", language).join(others)))
        return [*lines, (text("slip.asked", language), slip_sentences.asked(row, language))]

    def _rooms(self) -> list[Room]:
        """What is left to be written, with the places to sign."""
        language = self.language
        day = text("sign.day", language)
        signed = [text("sign.head", language), day, text("sign.contact", language)]
        checked = [text("sign.checked_by", language), day]
        return [
            Room(text("slip.answer", language), _ANSWER, signed),
            Room(text("slip.check", language), _CHECK, checked),
        ]

    def _joined(self, sentences: Sequence[str]) -> str:
        return text("format.clause_mark", self.language).join(sentences)
