"""Charts of a notebook as pictures."""

import io

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from innocity.presentation.pictures import Picture, pictures, png

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36">{}</svg>'


def test_only_charts_with_a_name_are_found() -> None:
    told = {"alt": "条形图", "caption": "说明", "name": ""}
    outputs = [
        new_output(
            "display_data", data={"image/svg+xml": DRAWING}, metadata={"image/svg+xml": {**told, "name": "one"}}
        ),
        new_output("display_data", data={"image/svg+xml": DRAWING}, metadata={"image/svg+xml": told}),
        new_output("display_data", data={"text/html": "<p>x</p>"}),
        new_output("stream", text="x"),
    ]
    notebook = new_notebook(cells=[new_markdown_cell("# x"), new_code_cell(outputs=outputs)])
    assert pictures(notebook) == {"one": Picture(DRAWING, "条形图", "说明")}


@pytest.mark.parametrize(
    ("drawn", "is_inked"), [("", False), ('<text y="20" style="font-family: Noto Sans SC">图</text>', True)]
)
def test_a_picture_in_points(drawn: str, is_inked: bool) -> None:
    picture = Picture(DRAWING.format(drawn), "", "")
    made = png(picture)
    opened = Image.open(io.BytesIO(made))
    assert opened.size == (150, 75)
    assert (opened.convert("L").getextrema()[0] < 128) is is_inked
    assert png(picture) == made
