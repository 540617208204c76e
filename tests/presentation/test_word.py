"""The Word document: styles, contents, tables and text as they are when it is opened again."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import docx as library
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from innocity.language import Language
from innocity.presentation.pictures import Picture
from innocity.presentation.tables import Cell, Column, Link, Mark, Role, Table
from innocity.presentation.word import Block, Draft, Kind, Paragraph, docx
from innocity.presentation.word_numbers import run
from innocity.presentation.word_tables import UPRIGHT, markup

HOSTILE = "=cmd <b>&amp; \x00\x07\x1b\ufffe\u202e]]>"
SMALL = Table(
    "表一",
    (Column("组", Role.GROUP), Column("名称", Role.NAME), Column("数", Role.NUMBER), Column("状态")),
    (
        ("甲组", "一", "1.50", Cell("已达标", Mark.MET)),
        ("甲组", "二", "2", Link("见附件", "http://x/")),
        ("乙组", HOSTILE, "—", "无"),
    ),
    note="说明",
)


PICTURE = Picture(
    '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36"><rect width="72" height="36"/></svg>',
    f"图中{HOSTILE}",
    "横条",
)


def draft(*upright: Block, language: Language = Language.ZH_HANS) -> Draft:
    blocks = (Paragraph("一、总体", Kind.CHAPTER), Paragraph("（一）概况", Kind.SECTION), *upright)
    across = (Paragraph("附表", Kind.CHAPTER), SMALL)
    return Draft(("题目", "（草稿）", "城市：某市"), "目录", blocks, across, "办公室", language, date(2023, 4, 20))


def opened(made: Draft) -> Document:
    return library.Document(io.BytesIO(docx(made)))


def face(document: Document, style: str) -> tuple[str, float | None]:
    """The East Asian font and the size of a style."""
    found: Any = document.styles[style]
    return found.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")), found.font.size.pt


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Body Text", "仿宋", 15),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体", 15),
        ("Table text", "宋体", 10.5),
        ("Table number", "宋体", 10.5),
        ("Caption", "黑体", 10.5),
        ("Footer", "宋体", 14),
    ],
)
def test_styles_are_those_of_the_outline(style: str, font: str, size: float) -> None:
    assert face(opened(draft()), style) == (font, size)


def test_every_look_is_a_style_that_exists() -> None:
    document = opened(draft(Paragraph("x"), Paragraph("y", Kind.FILL), Paragraph("z", Kind.TOPIC), SMALL))
    used = {mark.get(qn("w:val")) for mark in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= {style.style_id for style in document.styles}
    assert not list(document.element.body.iter(qn("w:rPr")))


def test_a_picture_is_as_wide_as_the_text_and_says_what_it_shows() -> None:
    document = opened(draft(PICTURE, Paragraph("x"), PICTURE))
    told = [(one.get("id"), one.get("descr")) for one in document.element.body.iter(qn("wp:docPr"))]
    assert told == [(number, "图中=cmd <b>&amp; \u202e]]>") for number in ("1", "2")]
    assert [(round(one.width.mm), round(one.height.mm)) for one in document.inline_shapes] == [(156, 78)] * 2
    below = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Table note"
    ]
    assert below == ["横条", "横条", "说明"]


def test_paper() -> None:
    upright, across = opened(draft()).sections
    assert [round(one.mm) for one in (upright.page_width, upright.page_height) if one] == [210, 297]
    margins = (upright.top_margin, upright.left_margin, upright.bottom_margin, upright.right_margin)
    assert [round(one.mm) for one in margins if one] == [37, 28, 35, 26]
    assert [round(one.mm) for one in (across.page_width, across.page_height) if one] == [297, 210]
    assert upright.different_first_page_header_footer
    assert upright.footer.paragraphs[0].text == upright.even_page_footer.paragraphs[0].text == "—  —"
    assert upright.footer.paragraphs[0]._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"


def test_contents_hold_every_heading_and_lead_to_it() -> None:
    document = opened(draft())
    listed = [
        paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.name.startswith("toc")
    ]
    links = [link for paragraph in listed for link in paragraph._p.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert [paragraph.text for paragraph in listed] == ["一、总体", "（一）概况", "附表"]
    assert [link.get(qn("w:anchor")) in marks for link in links] == [True] * 3
    assert b"updateFields" not in zipfile.ZipFile(io.BytesIO(docx(draft()))).read("word/settings.xml")


def test_a_table() -> None:
    document = opened(draft(SMALL))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["组", "名称", "数", "状态"],
        ["甲组", "一", "1.50", "● 已达标"],
        ["甲组", "二", "2", "见附件"],
        ["乙组", "=cmd <b>&amp; \u202e]]>", "—", "无"],
    ]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows if row._tr.trPr is not None]
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows if row._tr.trPr is not None]
    assert (heads, whole) == ([True, False, False, False], [True] * 4)
    described = table._tbl.tblPr
    assert described.find(qn("w:tblCaption")).get(qn("w:val")) == "表一"
    assert described.find(qn("w:tblDescription")).get(qn("w:val")) == "说明"


def test_columns_fill_the_line_and_no_more() -> None:
    long = Table("长表", SMALL.columns, tuple(("甲组", "很长的名称" * 30, "1,234.5", "无") for _ in range(3)))
    for table in (SMALL, long):
        widths = [int(one) for one in re.findall(r'gridCol w:w="(\d+)"', markup(table, UPRIGHT, run))]
        assert 0.97 * UPRIGHT * 56.69 < sum(widths) <= UPRIGHT * 56.7


def test_nothing_leads_outside_and_no_clock_shows() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(draft(SMALL)))) as parts:
        names = parts.namelist()
        assert not any("thumbnail" in name or "vba" in name.lower() for name in names)
        assert not any(b'TargetMode="External"' in parts.read(name) for name in names)
        assert parts.read("docProps/core.xml").count(b"2023-04-20T00:00:00Z") == 2
        assert b"python-docx" not in parts.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("language", "tag"), [(Language.ZH_HANS, "zh-CN"), (Language.ZH_HANT, "zh-TW"), (Language.EN, "en-GB")]
)
def test_language(language: Language, tag: str) -> None:
    document = opened(draft(language=language))
    said = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    assert said is not None
    assert said.get(qn("w:val")) == tag
    assert document.core_properties.language == language.value


def test_the_same_bytes_again() -> None:
    assert docx(draft(SMALL)) == docx(draft(SMALL))
