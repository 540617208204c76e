"""The charts of an executed notebook as pictures, for documents that people go on editing."""

from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from innocity.presentation.glyphs import collection, own_fonts, shipped_fonts

_SVG = "image/svg+xml"
_DOTS_PER_INCH = 200
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.drawing), format: "svg")'


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it stands in the report: its drawing as SVG, the same in words, and its caption."""

    drawing: str
    words: str
    caption: str


Pictures = Mapping[str, Picture]


def pictures(notebook: NotebookNode) -> dict[str, Picture]:
    """The charts that a notebook shows under a name, by that name; a chart with nothing to draw is not among them."""
    shown = [
        (output.data[_SVG], output.metadata[_SVG])
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if _SVG in output.get("data", {})
    ]
    return {told["name"]: Picture(drawing, told["alt"], told["caption"]) for drawing, told in shown if told.get("name")}


def png(picture: Picture) -> bytes:
    """The picture in points, the same bytes on every machine: Typst draws it with the fonts of the report."""
    import typst

    own = own_fonts()
    compiler = typst.Compiler(
        _PAGE.encode(),
        font_paths=collection((*([own] if own else []), shipped_fonts())),
        ignore_system_fonts=True,
        sys_inputs={"drawing": picture.drawing},
    )
    drawn = compiler.compile(format="png", ppi=_DOTS_PER_INCH)
    assert isinstance(drawn, bytes)
    return drawn
