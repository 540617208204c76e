"""A drawing in fewer bytes is the same drawing."""

import pytest

from innocity.presentation.lean_drawing import lean

BAR = '<path d="M1 2L3 4" style="fill:#7d8894"/>'


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (BAR * 2, BAR * 2),
        (BAR * 3, f'<g style="fill:#7d8894">{BAR.replace(" style=" + chr(34) + "fill:#7d8894" + chr(34), "") * 3}</g>'),
        ('<text style="text-anchor:start">1 &lt; 2</text>', "<text>1 &lt; 2</text>"),
        ('<rect style="fill:#000000;stroke:#0072b2"/>', '<rect style="fill:#000;stroke:#0072b2"/>'),
        ('<path d="M1 2" style="stroke:#000000"/>', ""),
        ('<rect style="opacity:0.5"/>' * 3, '<rect style="opacity:0.5"/>' * 3),
        ('<g style="text-anchor:end"><text style="text-anchor:start">甲</text></g>',) * 2,
        ("<desc>甲 <tspan>乙</tspan></desc>",) * 2,
    ],
    ids=["two", "three", "initial", "colour", "point", "opacity", "nested", "words"],
)
def test_what_is_said_twice_is_said_once(given: str, expected: str) -> None:
    assert lean(f"<svg>{given}</svg>") == f"<svg>{expected}</svg>"
