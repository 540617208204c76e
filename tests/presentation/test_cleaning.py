"""What of foreign markup reaches a page, and what a drawing loses on its way there."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from innocity.presentation import tables
from innocity.presentation.cleaning import clean, drawing
from innocity.presentation.markup import read
from innocity.presentation.tables import Cell, Column, Figure, Mark, Role, Table


def cleaned(markup: str) -> str:
    root = read(markup)
    clean(root)
    return root.inner()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("甲<script>alert(1)</script>乙", "甲乙"),
        ("<style>p{display:none}</style><p>甲</p>", "<p>甲</p>"),
        ("<p onclick=alert(1) style='color:red' class='note'>甲</p>", "<p class=note>甲</p>"),
        ("<img src=x onerror=alert(1)>甲", "甲"),
        ("<iframe src=//a><p>甲</p></iframe>乙", "乙"),
        ("<svg onload=alert(1)><text>甲</text></svg>乙", "乙"),
        ("<math><mtext></mtext></math>乙", "乙"),
        ("<a href='javascript:alert(1)'>甲</a>", "<a>甲</a>"),
        ("<a href='https://example.org'>甲</a>", "<a>甲</a>"),
        ("<a href='#section-1'>甲</a>", "<a href=#section-1>甲</a>"),
        ("<a href='scorecards/市统计局.html'>甲</a>", "<a href=scorecards/市统计局.html>甲</a>"),
        ("<a href='scorecards/../a.html'>甲</a>", "<a>甲</a>"),
        ("<a href='other/a.html'>甲</a>", "<a>甲</a>"),
        ("<form action=/x><input><button>甲</button></form>", "甲"),
        ("<!-- 甲 -->乙<!DOCTYPE x><?php 丙 ?>", "乙"),
        ("<![CDATA[<b>甲</b>]]>乙", "乙"),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>甲</p></noscript>", "<p>甲</p>"),
        ("<td rowspan='2' colspan='999999'>甲</td>", "<td rowspan=2>甲</td>"),
        ("<td scope='row\" onclick=\"x'>甲</td>", "<td>甲</td>"),
        ("<p>1 &lt; 2 &amp;&amp; 3</p>", "<p>1 &lt; 2 &amp;&amp; 3</p>"),
        ("<p>1\u202e2\u202c3</p>", "<p>123</p>"),
        ("<p>逐项\n核对 R&amp;D\n经费</p>", "<p>逐项核对 R&amp;D\n经费</p>"),
        ("<pre># 逐项\n核对</pre>", "<pre># 逐项\n核对</pre>"),
    ],
)
def test_only_what_is_listed_stays(markup: str, expected: str) -> None:
    assert cleaned(markup) == expected


def test_everything_that_the_project_draws_stays() -> None:
    columns = (Column("组", Role.GROUP), Column("名", Role.NAME), Column("值", Role.NUMBER), Column("情况"))
    rows = (("甲", "乙", "1", Cell("已达标", Mark.MET)), ("甲", "丙", "2", Cell("滞后", Mark.ON_TRACK)))
    markup = (
        tables.html(Table("表<1>", columns, rows, note="注", identifier="t", is_wide=True))
        + tables.figures([Figure("甲", "1", "注")])
        + tables.facts([("甲", "乙")])
        + tables.bullets(["甲"])
        + tables.paragraphs(["甲&乙"])
    )
    assert BeautifulSoup(cleaned(markup), "html.parser") == BeautifulSoup(markup, "html.parser")


_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<a href=javascript:x>",
        "<td onclick=x>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<style>",
        "</style>",
        "<textarea>",
        "<template>",
        "<iframe>",
        "<img src=x onerror=y>",
        "甲",
        '"',
        "<",
    ]
)


@example(["<textarea>", "<!--", "-->"])
@given(st.lists(_PIECES, max_size=12))
def test_no_mixture_of_tags_acts(pieces: list[str]) -> None:
    result = cleaned("".join(pieces))
    assert set(re.findall(r"<(\w+)", result)) <= {"p", "a", "td"}
    assert set(re.findall(r"<\w+\s([^>]*)>", result)) == set()
    assert cleaned(result) == result


SVG = (
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" viewBox="0 0 10 5.12345">'
    "<metadata>x</metadata>{}</svg>"
)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<path d="M 0 0.126 \nL 3.5004 -0.001 \nz\n"/>', '<path d="M0 0.13L3.5 0z"/>'),
        ("<text>12.34567 &lt; 20</text>", "<text>12.34567 &lt; 20</text>"),
        ('<use transform="scale(0.015625)"/>', '<use transform="scale(0.015625)"/>'),
        ("<g id='axes_1'>\n <g id='patch_1'>\n  <rect x='1'/>\n </g>\n</g>", '<rect x="1"/>'),
        (
            "<text style=\"font-size: 10px; font-family: 'Noto Sans SC'\">甲</text>",
            '<text style="font-size:10px">甲</text>',
        ),
        ('<path id="m"/><use xlink:href="#m"/>', '<path id="f1-m"/><use href="#f1-m"/>'),
        ('<clipPath id="p"/><g clip-path="url(#p)"/>', '<clipPath id="f1-p"/><g clip-path="url(#f1-p)"/>'),
        ("<script>alert(1)</script><foreignObject><p/></foreignObject>", ""),
        ('<rect onload="alert(1)" x="1"/>', '<rect x="1"/>'),
        ('<image href="https://example.org/a.png"/>', "<image/>"),
        ('<image href="data:image/png;base64,AAA="/>', '<image href="data:image/png;base64,AAA="/>'),
        ('<use href="other.svg#x"/>', "<use/>"),
        ('<rect style="fill: url(https://example.org/a)"/>', "<rect/>"),
        (r'<rect style="fill: u\72l(a)"/>', "<rect/>"),
        (
            "<style>*{fill:red}</style><!-- x --><text>甲<tspan>乙</tspan>丙</text>",
            "<text>甲<tspan>乙</tspan>丙</text>",
        ),
    ],
)
def test_a_drawing_keeps_its_look_and_nothing_else(inner: str, expected: str) -> None:
    opening = '<svg role="img" aria-label="&lt;说明&gt;" width="10pt" viewBox="0 0 10 5.12"'
    whole = f"{opening}>{expected}</svg>" if expected else f"{opening}/>"
    assert drawing(SVG.format(inner), "<说明>", "f1-") == whole


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("<svg", "not well-formed SVG"),
        ("<p/>", "not SVG but a <p> document"),
        ('<!DOCTYPE svg [<!ENTITY a "甲">]><svg>&a;</svg>', "not well-formed SVG"),
    ],
)
def test_what_is_no_drawing_is_refused(svg: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        drawing(svg, "说明", "f1-")
