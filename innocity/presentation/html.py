"""The report as one HTML page: an executed notebook with nothing to load, its code one click away."""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from traitlets import default

from innocity.presentation.lean_sources import lean_script, lean_style
from innocity.presentation.page import Heading, HTMLError, Page, Part, masthead

# The nbconvert command makes every registered exporter at its start: what is heavy is imported where it is used.
if TYPE_CHECKING:
    from collections.abc import Callable

    from mistune import Markdown
    from nbformat import NotebookNode

_TEMPLATES = Path(__file__).parent / "templates"
_UNSHOWN = {"parameters", "injected-parameters", "hide", "print-only"}
# Names and signs look like the code around them.
_UNSTYLED = re.compile(r'<span class="(?:n[a-z]?|o|p|w)">([^<]*)</span>')
_SVG, _PNG = "image/svg+xml", "image/png"


class ReportHTMLExporter(TemplateExporter):
    """Turns executed notebooks into pages; `jupyter nbconvert --to innocity-html` finds it by its entry point.

    The notebook's `innocity` metadata gives `title`, `subtitle`, `language`, `date`, `organisation`, `notice`,
    `languages` (the addresses of the same page, by language), `is_code_open` and, as `labels`, the page's own words.
    Raises HTMLError where a notebook holds an error or a picture without a description.
    """

    export_from_notebook = "Report (one HTML page)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _default_file_extension(self) -> str:
        return ".html"

    @default("optimistic_validation")
    def _default_optimistic_validation(self) -> bool:
        # No preprocessor changes the notebook: once at the end is enough.
        return True

    @default("template_name")
    def _default_template_name(self) -> str:
        return "report"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(_TEMPLATES)]

    def default_filters(self) -> "Iterator[tuple[str, Callable[..., Any]]]":
        """The filters of any template, and those that this one is made of."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "page", page
        yield "integrity", integrity
        yield "lean_style", lean_style
        yield "lean_script", lean_script


def page(notebook: "NotebookNode") -> Page:
    """The page of an executed notebook, all markup in it cleaned.

    Raises HTMLError for an error among the outputs, hidden ones included, and for a picture without a description.
    """
    result = masthead(notebook.metadata.get("innocity", {}))
    for number, cell in enumerate(notebook.cells, start=1):
        anchor = cell.get("id") or f"cell-{number}"
        _refuse_errors(cell, anchor)
        tags = set(cell.metadata.get("tags", ()))
        if "injected-parameters" in tags:
            result.parameters = _highlighted(cell.source)
        if not tags & _UNSHOWN and cell.cell_type in _PART_OF:
            result.parts.append(_PART_OF[cell.cell_type](result, cell, anchor))
    return result


def integrity(text: str) -> str:
    """The source expression by which a content security policy lets this very script or style pass."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _refuse_errors(cell: "NotebookNode", anchor: str) -> None:
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            got = f"got an error ({output.ename})"
            raise HTMLError(f"cell {anchor}: {got}, expected a finished run; mend the cell and run again.")


def _prose(result: Page, cell: "NotebookNode", anchor: str) -> Part:
    return Part(anchor, _settled(result, _marked(cell.source), anchor))


def _code(result: Page, cell: "NotebookNode", anchor: str) -> Part:
    outputs = (_output(result, output, anchor) for output in cell.outputs)
    source = _highlighted(cell.source) if cell.source.strip() else None
    return Part(anchor, Markup("").join(outputs), source, cell.execution_count)


_PART_OF = {"markdown": _prose, "code": _code}


def _output(result: Page, output: "NotebookNode", anchor: str) -> Markup:
    data = output.get("data", {})
    if _SVG in data or _PNG in data:
        return _picture(result, output, anchor)
    if "text/html" in data:
        return _settled(result, data["text/html"], anchor)
    return _settled(result, _marked(data["text/markdown"]), anchor) if "text/markdown" in data else Markup()


def _picture(result: Page, output: "NotebookNode", anchor: str) -> Markup:
    mime = _SVG if _SVG in output.data else _PNG
    told = output.metadata.get(mime, {})
    if not told.get("alt"):
        missing = f"got a picture ({mime}) without a description, expected `alt` in its output metadata"
        raise HTMLError(f"cell {anchor}: {missing}; say there what the picture shows.")
    image = _drawing(result, output, anchor) if mime == _SVG else _bitmap(output)
    caption = Markup("<figcaption>{}</figcaption>").format(told["caption"]) if told.get("caption") else Markup()
    frame = '<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>{}'
    return Markup(f'<figure class="chart" role="group">{frame}</figure>').format(told["alt"], image, caption)


def _drawing(result: Page, output: "NotebookNode", anchor: str) -> Markup:
    from innocity.presentation.cleaning import drawing

    result.drawings += 1
    try:
        return Markup(drawing(output.data[_SVG], output.metadata[_SVG]["alt"], prefix=f"f{result.drawings}-"))
    except ValueError as fault:
        got = f"got a chart that is {fault}"
        raise HTMLError(f"cell {anchor}: {got}, expected SVG; show it as the plotting library writes it.") from fault


def _bitmap(output: "NotebookNode") -> Markup:
    # Line ends are all that base64 text may hold besides its own characters.
    payload = "".join(output.data[_PNG].split())
    return Markup('<img src="data:image/png;base64,{}" alt="{}">').format(payload, output.metadata[_PNG]["alt"])


def _settled(result: Page, markup: str, anchor: str) -> Markup:
    """The markup cleaned, its headings numbered for the contents, its tables settled."""
    from innocity.presentation.addresses import settle_tables
    from innocity.presentation.cleaning import clean
    from innocity.presentation.marked_numbers import mark_numbers
    from innocity.presentation.markup import read

    root = read(markup)
    for parent, title in [(parent, element) for parent, element in root.walk() if element.name == "h1"]:
        result.title = result.title or title.text.strip()
        parent.take_out(title)
    clean(root)
    elements = root.all()
    result.ids.update(element.attributes["id"] for element in elements if "id" in element.attributes)
    for heading in (element for element in elements if element.name in ("h2", "h3")):
        target = heading.attributes.setdefault("id", f"section-{len(result.headings) + 1}")
        result.headings.append(Heading(int(heading.name[1]), heading.text.strip(), target))
    settle_tables(root, result.labels.get("table", "Table"), anchor, result.ids)
    mark_numbers(root, result.numbers, result.ids)
    return Markup(root.inner())


def _marked(markdown: str) -> str:
    return str(_markdown()(markdown))


@cache
def _markdown() -> "Markdown":
    from mistune import create_markdown

    # With `escape`, markup inside Markdown is text like any other.
    return create_markdown(escape=True, plugins=["table"])


def _highlighted(source: str) -> Markup:
    from pygments import highlight  # type: ignore[import-untyped]
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
    from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

    return Markup(_UNSTYLED.sub(r"\1", highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))))
