"""The report as PDF: an executed notebook set by Typst on the page of GB/T 9704-2012, as PDF/A-3a and PDF/UA-1."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import mistune
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import List, Unicode, default

from innocity.language import Language, text
from innocity.presentation.glyphs import collection, digests, faces, font_files, missing, own_fonts, shipped_fonts
from innocity.presentation.markup import Element, read
from innocity.presentation.pdf_attachments import parameters, table
from innocity.presentation.typesetting import typeset
from innocity.presentation.typst_text import boolean, literal

# Typst and the fonts are imported where they are used: the nbconvert command loads this module whatever it is to write.
if TYPE_CHECKING:
    import typst

_TEMPLATES = Path(__file__).parent / "templates"
_UNPRINTED = {"parameters", "injected-parameters", "hide", "screen-only"}
_IMAGES = ("image/svg+xml", "image/png")
_UNDATED = date(2000, 1, 1)  # PDF/A wants a date, and the clock is none of the report's inputs
_HEADINGS_WITHOUT_CONTENTS = 3
_SCREEN_ONLY = "chart-data"  # the class of what a chart shows, in figures: the tables are inside the file
_SVG_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile("<[^>]*>")


class PDFError(Exception):
    """A fault that stops the PDF: where, what was found, what was expected, what to do."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the text; an absent day is not printed."""

    title: str
    subtitle: str = ""
    language: Language = Language.ZH_HANS
    day: date | None = None
    organisation: str = ""
    notice: str = ""
    organ: str = ""
    number: str = ""
    has_seal: bool = False


class ReportPDFExporter(Exporter):
    """An executed notebook as PDF bytes: its text and its outputs, never its code.

    Same notebook, fonts and attachments, same bytes. Raises PDFError.
    """

    standards = List(Unicode(), ["a-3a", "ua-1"], help="PDF standards to keep, as Typst names them").tag(config=True)
    font_dir = Unicode(help="folder of licensed fonts; its faces of the standard come before the shipped ones").tag(
        config=True
    )
    attachments = List(Unicode(), help="paths of CSV tables to carry inside the PDF").tag(config=True)
    output_mimetype = "application/pdf"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        # No preprocessor changes the notebook: once at the end is enough.
        return True

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @default("font_dir")
    def _font_dir_default(self) -> str:
        return str(own_fonts() or "")

    @property
    def _folders(self) -> tuple[Path, ...]:
        """Where the fonts lie; PDFError for a folder of one's own that holds none."""
        own = Path(self.font_dir)
        if self.font_dir and not font_files(own):
            raise PDFError(
                f"{own.as_posix()}: got no font file, expected a folder with .otf, .ttf, .otc or .ttc files; "
                "correct INNOCITY_FONTS, or set it to nothing."
            )
        return (own, shipped_fonts()) if self.font_dir else (shipped_fonts(),)

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The PDF of a notebook, and nbconvert's resources."""
        notebook, told = super().from_notebook_node(nb, resources, **kw)
        body = self._body(notebook)
        heading = body.first("h1")
        name = heading.text if heading else told.get("metadata", {}).get("name", "")
        masthead = _masthead(notebook.metadata.get("innocity", {}), name or "innocity")
        shown = (masthead.title, masthead.subtitle, masthead.organisation, masthead.notice, masthead.organ)
        self._refuse_missing_glyphs("title", "".join([*shown, masthead.number]))
        attached = "".join([*map(table, map(Path, self.attachments)), *parameters(notebook)])
        source = _source(masthead, body, attached, _named(self.font_dir, masthead.language))
        return self._compiled(source, masthead.day or _UNDATED), told

    def _body(self, notebook: NotebookNode) -> Element:
        body = Element("body")
        for number, cell in enumerate(notebook.cells, start=1):
            if _UNPRINTED.isdisjoint(cell.metadata.get("tags", ())):
                where = f"cell {number} ({cell.get('id', 'without id')})"
                # Parsed cell by cell, a tag left open in one cannot swallow the next.
                section = read("".join(_html(cell, where)))
                section.cut("details", _SCREEN_ONLY)
                self._refuse_missing_glyphs(where, section.text + _chart_text(cell))
                body.children.append(section)
        return body

    def _refuse_missing_glyphs(self, where: str, text: str) -> None:
        if characters := missing(text, *self._folders):
            found = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)
            raise PDFError(
                f"{where}: got {found}, expected characters that the report's fonts can draw; "
                "replace them, or add a font that has them."
            )

    def _compiled(self, source: str, day: date) -> bytes:
        import typst

        try:
            pdf = _compiler(self._folders).compile(
                source.encode(),
                pdf_standards=cast("list[typst.PDFStandard]", list(self.standards)),
                timestamp=datetime.combine(day, time(), UTC),
            )
        except typst.TypstError as fault:
            raise PDFError(
                f"report: Typst refused it, {fault.message}; mend the figure or text that is meant."
            ) from fault
        assert isinstance(pdf, bytes)
        return pdf


@cache
def _compiler(folders: tuple[Path, ...]) -> "typst.Compiler":
    """One compiler for many papers: making it takes a tenth of what a scorecard takes."""
    import typst

    fonts = collection(folders)
    return typst.Compiler(
        root=_TEMPLATES, font_paths=fonts, ignore_system_fonts=True, sys_inputs=faces(fonts.families())
    )


def _masthead(metadata: dict[str, Any], name: str) -> Masthead:
    texts = {key: metadata.get(key, "") for key in ("subtitle", "organisation", "notice")}
    try:
        language = Language(metadata.get("language", Language.ZH_HANS))
        day = date.fromisoformat(metadata["date"]) if "date" in metadata else None
    except ValueError as fault:
        expected = f"a date like 2023-07-15 and a language of {', '.join(Language)}"
        raise PDFError(f"notebook metadata, innocity: {fault}, expected {expected}; mend the metadata.") from fault
    head = metadata.get("document", {})
    texts |= {key: head.get(key, "") for key in ("organ", "number")}
    title = metadata.get("title") or name
    return Masthead(title=title, language=language, day=day, has_seal=head.get("seal", False), **texts)


def _html(cell: NotebookNode, where: str) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield _from_markdown(cell.source)
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            raise PDFError(
                f"{where}: got the error {output.ename}, expected a cell that ran; mend it and run the notebook again."
            )
        yield _richest(output, where)


def _richest(output: NotebookNode, where: str) -> str:
    data = output.get("data", {})
    for kind in _IMAGES:
        if kind in data:
            return _figure(kind, data[kind], output.metadata.get(kind, {}), where)
    return str(data["text/html"]) if "text/html" in data else _from_markdown(data.get("text/markdown", ""))


def _figure(kind: str, content: str, told: dict[str, str], where: str) -> str:
    if not told.get("alt"):
        raise PDFError(
            f"{where}: got a figure without alt text, expected a sentence that says what it shows; show it with one."
        )
    payload = b64encode(content.encode()).decode() if kind == "image/svg+xml" else content.strip()
    image = f'<img src="data:{kind};base64,{escape(payload)}" alt="{escape(told["alt"])}"/>'
    return f"<figure>{image}<figcaption>{escape(told.get('caption', ''))}</figcaption></figure>"


def _from_markdown(text: str) -> str:
    return str(mistune.create_markdown(escape=True, plugins=["table"])(text))


def _chart_text(cell: NotebookNode) -> str:
    charts = (output.get("data", {}).get("image/svg+xml", "") for output in cell.get("outputs", ()))
    return unescape("".join(_TAG.sub("", words) for chart in charts for words in _SVG_TEXT.findall(chart)))


def _named(font_dir: str, language: Language) -> str:
    """Which fonts of one's own the paper may hold, since its bytes then differ between machines."""
    named = (f"{path.name} (SHA-256 {digest[:16]})" for path, digest in digests(font_dir))
    names = text("format.list_mark", language).join(named)
    return text("pdf.fonts", language, names=names) if names else ""


def _source(masthead: Masthead, body: Element, attached: str, fonts: str) -> str:
    day = masthead.day or _UNDATED
    has_contents = len(body.all("h2", "h3")) > _HEADINGS_WITHOUT_CONTENTS
    front = body.cut("section", "front")
    arguments = {
        "title": literal(masthead.title),
        "subtitle": literal(masthead.subtitle),
        "language": literal(masthead.language),
        "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        "is-dated": boolean(masthead.day is not None),
        "organisation": literal(masthead.organisation),
        "notice": literal(masthead.notice),
        "has-contents": boolean(has_contents),
        "organ": literal(masthead.organ),
        "number": literal(masthead.number),
        "has-seal": boolean(masthead.has_seal),
        "fonts": literal(fonts),
        "front": f"[{typeset(Element('body', {}, [*front]))}]" if front else "none",
    }
    told = ", ".join(f"{name}: {value}" for name, value in arguments.items())
    return f'#import "/report.typ": *\n#show: report.with({told})\n{attached}{typeset(body)}'
