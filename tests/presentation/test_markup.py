"""Markup as a tree: the fast reader and the one that forgives read the same, and what is written is safe to read again."""

import re

import html5rdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.presentation.cleaning import clean
from innocity.presentation.markup import Element, read

_SURELY_FORGIVEN = "<!---->"


@pytest.mark.parametrize(
    ("markup", "written"),
    [
        ("甲", "甲"),
        ('<p id="b" class="a">甲<br/>乙</p>', "<p class=a id=b>甲<br>乙</p>"),
        ('<p id="甲.1:2-b" class="a b">甲</p>', '<p class="a b" id=甲.1:2-b>甲</p>'),
        ('<a href="b/c.html#d">甲</a><a href="b/">乙</a>', '<a href=b/c.html#d>甲</a><a href="b/">乙</a>'),
        ('<p id="a=b" class="`">甲</p>', '<p class="`" id="a=b">甲</p>'),
        ('<td class=" a  b "/>', '<td class=" a  b "></td>'),
        ("<p> \n </p><p>\t</p>", "<p>\n</p><p> </p>"),
        ("<pre> \n </pre>", "<pre> \n </pre>"),
        ("<p>1 &lt; 2 &amp; &#x27;</p>", "<p>1 &lt; 2 &amp; '</p>"),
        ('<p id="&quot;&#39;">甲</p>', '<p id="&quot;&#x27;">甲</p>'),
        ("<p>甲<b>乙</p>丙", "<p>甲<b>乙</b></p>丙"),
        ("<!-- 甲 --><P HIDDEN>乙&nbsp;", '<p hidden="">乙\xa0</p>'),
        ("<script>a</script><style>b</style><template><p>c</p></template>", "<script></script>" + "<style></style>"),
    ],
)
def test_what_is_read_is_written(markup: str, written: str) -> None:
    assert read(markup).inner().removesuffix("<template><p></p></template>") == written


def test_the_tree_is_walked_in_the_order_of_the_text() -> None:
    root = read("<div><p>甲<b>乙</b></p>丙</div><p>丁</p>")
    assert [(parent.name, element.name) for parent, element in root.walk()] == [
        ("", "div"),
        ("div", "p"),
        ("p", "b"),
        ("", "p"),
    ]
    assert (root.text, [one.text for one in root.all("p")], root.first("i")) == ("甲乙丙丁", ["甲乙", "丁"], None)
    assert [one.name for one in root.own()] == ["div", "p"]


def test_what_is_cut_out_is_given() -> None:
    root = read('<p class="a b">甲</p><div><p class="b">乙</p><p>丙</p></div>')
    assert ([one.text for one in root.cut("p", "b")], root.inner()) == (["甲", "乙"], "<div><p>丙</p></div>")


def test_markup_that_is_nested_without_end_is_read_and_written() -> None:
    deep = "<div>" * 5000 + "</div>" * 5000
    root = read(deep)
    clean(root)
    assert root.inner() == deep


def test_a_text_is_never_markup() -> None:
    assert Element("", {}, ["<p>", Element("p", {"id": '"><b'})]).inner() == '&lt;p&gt;<p id="&quot;&gt;&lt;b"></p>'


_LONE = st.sampled_from(
    [
        *("甲\n乙", "\n", " \t ", "\r\n", "\x00", "\x07", "\u202e", "x > y", '"', "'", "<", "&", "]]>", "\ufffe"),
        *("<br>", "<br/>", "<br />", "</br>", "<p/>", "<embed>", '<img src="x" onerror="y"/>', "<script/>", "</p>"),
        *("<!-- x -->", "<!---->", "<!-->", "<![CDATA[ x ]]>", "<?php x ?>", "<!DOCTYPE x>", '<!ENTITY a "b">'),
        *("&amp;", "&lt;", "&#60;", "&#x3c;", "&#150;", "&#138;", "&nbsp;", "&a;"),
    ]
)
_TAGS = st.sampled_from(
    [
        *(
            "p",
            "P",
            "h1",
            "table",
            "tr",
            "td class=' a  b '",
            'td class="a b"',
            'td class=""',
            "pre",
            "b",
            'a href="#x"',
        ),
        *(
            "script",
            "style",
            "template",
            "textarea",
            "title",
            "noscript",
            "xmp",
            "plaintext",
            "iframe",
            "embed",
            "object",
        ),
        *(
            "svg",
            "math",
            "mtext",
            "mglyph",
            "foreignObject",
            "annotation-xml",
            "foo:bar",
            'p xmlns="x"',
            "select",
            "form",
        ),
        *(
            'p id="a\nb"',
            'p class="a\nb"',
            'p id="&#138;"',
            'p id="a&amp;b"',
            'p onclick="x"',
            'p title="<!--"',
            "p x=1",
        ),
        *('a href="javascript:x"', 'a href="a&#58;b.html"', 'details open=""', 'p data-number="a.b" id="q"'),
    ]
)
_NESTED = st.recursive(
    _LONE,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{re.split('[ ]', tag)[0]}>", _TAGS, st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)
_TORN = st.lists(_LONE | _TAGS.map("<{}>".format) | _TAGS.map(lambda tag: f"</{tag.split()[0]}>"), max_size=10)
_HOSTILE = st.lists(_NESTED, max_size=3).map("".join) | _TORN.map("".join)


def _cleaned(markup: str) -> str:
    root = read(markup)
    clean(root)
    return root.inner()


@given(_HOSTILE)
def test_both_readers_read_the_same(markup: str) -> None:
    assert read(markup).inner() == read(_SURELY_FORGIVEN + markup).inner()


_SHOWN = re.compile("html|head|body|colgroup|a|br|details|p|pre|table|tbody|td|tr")
_GIVEN = {"class", "id", "href", "data-number"}


@given(_HOSTILE)
def test_a_browser_finds_nothing_but_what_is_listed(markup: str) -> None:
    shown = _cleaned(markup)
    found = list(html5rdf.parse(shown, treebuilder="etree", namespaceHTMLElements=False).iter())
    assert [element.tag for element in found if not _SHOWN.fullmatch(str(element.tag))] == []
    assert [element.attrib for element in found if not set(element.attrib) <= _GIVEN] == []
    assert re.sub(r"\s+", " ", _cleaned(shown)) == re.sub(r"\s+", " ", shown)
