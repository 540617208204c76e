"""The look of a Word document: the paper of GB/T 9704, the types of the evaluation's outline, every look a style."""

from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from innocity.language import Language

FANGSONG, SONG, HEI, KAI, LATIN = "仿宋", "宋体", "黑体", "楷体", "Times New Roman"
BODY_SIZE, TABLE_SIZE = 15.0, 10.5  # 小三, 五号
TABLE = "Record"
_ADDED = {  # styles that the template lacks; the rest are Word's own
    *("To fill in", "Cover line", "Contents title", "Footer even", "toc 1", "toc 2", "Picture"),
    *("Table text", "Table number", "Table head", "Table note", "Number index"),
}
_LINE = 28.0  # points from line to line
_LINE_OF_CONTENTS = 22.0  # with which the whole outline has room on one page
_TOP, _BOTTOM, _LEFT, _RIGHT, _PAGE_NUMBER = 37, 35, 28, 26, 24  # millimetres
_TAGS = {Language.ZH_HANS: "zh-CN", Language.ZH_HANT: "zh-TW", Language.EN: "zh-CN"}
_CENTRE, _RIGHTWARD, _LEFTWARD = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
_TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="{TABLE}"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{{borders}}</w:tblBorders><w:tblCellMar>
<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/></w:tcPr></w:tblStylePr></w:style>"""


def styled(language: Language) -> WordDocument:
    """An empty document on upright A4 in the styles of the outline, its language set."""
    document = Document()
    _forget_theme(document, language)
    _set_text_styles(document)
    _set_small_styles(document)
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in edges)
    document.styles.element.append(parse_xml(_TABLE_STYLE.format(borders=borders)))
    _set_paper(document.sections[0])
    _number_pages(document)
    return document


def turn(document: WordDocument) -> None:
    """Begin a new page of the same paper laid across."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.different_first_page_header_footer = False
    section.left_margin, section.right_margin = Mm(_TOP), Mm(_BOTTOM)
    section.top_margin, section.bottom_margin = Mm(_LEFT), Mm(_RIGHT + 2)
    section.footer_distance = Mm(18)


def part_in_columns(document: WordDocument) -> None:
    """Go on in two columns on the same page, for what is looked up and not read."""
    document.add_section(WD_SECTION.CONTINUOUS)
    (columns,) = document.element.body.sectPr.findall(qn("w:cols"))
    columns.set(qn("w:num"), "2")


def _forget_theme(document: WordDocument, language: Language) -> None:
    """The default type of all text, in place of the template's theme, and its languages."""
    defaults: Any = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for name in ("w:rFonts", "w:lang"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.insert(0, _fonts(FANGSONG))
    tongue: Any = OxmlElement("w:lang")
    tongue.set(qn("w:val"), "en-GB" if language is Language.EN else _TAGS[language])
    tongue.set(qn("w:eastAsia"), _TAGS[language])
    properties.append(tongue)


def _fonts(east_asian: str) -> Any:
    fonts: Any = OxmlElement("w:rFonts")
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{name}"), value)
    return fonts


def _set_text_styles(document: WordDocument) -> None:
    _set(document, "Normal", FANGSONG, BODY_SIZE)
    body = _set(document, "Body Text", FANGSONG, BODY_SIZE, line=_LINE)
    _indent(body)
    filled = _set(document, "To fill in", FANGSONG, BODY_SIZE, line=_LINE)
    _indent(filled)
    shading: Any = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFF2CC"/>')
    filled.element.get_or_add_pPr().insert_element_before(shading, "w:spacing", "w:ind", "w:jc")
    for level, face in ((1, HEI), (2, KAI), (3, FANGSONG)):
        heading = _set(document, f"Heading {level}", face, BODY_SIZE + (1 if level == 1 else 0), line=_LINE)
        heading.font.bold = level == 3
        heading.paragraph_format.space_before = Pt(6)
        heading.paragraph_format.keep_with_next = True
        _indent(heading)
    title = _set(document, "Title", SONG, 22, line=36, alignment=_CENTRE)
    title.font.bold = True
    for border in title.element.get_or_add_pPr().findall(qn("w:pBdr")):
        title.element.get_or_add_pPr().remove(border)
    title.paragraph_format.space_before = Pt(120)
    _set(document, "Subtitle", KAI, 16, line=30, alignment=_CENTRE).paragraph_format.space_after = Pt(90)


def _set_small_styles(document: WordDocument) -> None:
    caption = _set(document, "Caption", HEI, TABLE_SIZE, line=18, alignment=_CENTRE)
    caption.paragraph_format.space_before, caption.paragraph_format.keep_with_next = Pt(8), True
    picture = _set(document, "Picture", SONG, TABLE_SIZE, alignment=_CENTRE)
    picture.paragraph_format.space_before, picture.paragraph_format.keep_with_next = Pt(8), True
    _set(document, "Table text", SONG, TABLE_SIZE)
    _set(document, "Table number", SONG, TABLE_SIZE, alignment=_RIGHTWARD)
    _set(document, "Table head", SONG, TABLE_SIZE, alignment=_CENTRE).font.bold = True
    _set(document, "Table note", SONG, 9, line=14).paragraph_format.space_after = Pt(8)
    _set(document, "Number index", SONG, 7.5, line=10)
    _set(document, "Cover line", FANGSONG, BODY_SIZE, line=34).paragraph_format.left_indent = Mm(18)
    _set(document, "Contents title", HEI, 18, line=40, alignment=_CENTRE)
    _set(document, "toc 1", FANGSONG, BODY_SIZE, line=_LINE_OF_CONTENTS)
    _set(document, "toc 2", FANGSONG, BODY_SIZE, line=_LINE_OF_CONTENTS).paragraph_format.left_indent = Pt(
        2 * BODY_SIZE
    )
    _set(document, "Footer", SONG, 14, alignment=_RIGHTWARD).paragraph_format.right_indent = Pt(14)
    _set(document, "Footer even", SONG, 14, alignment=_LEFTWARD).paragraph_format.left_indent = Pt(14)


def _set(
    document: WordDocument,
    name: str,
    face: str,
    size: float,
    *,
    line: float | None = None,
    alignment: WD_ALIGN_PARAGRAPH | None = None,
) -> ParagraphStyle:
    """The paragraph style of this name, made where the template lacks it: black, upright, in this face and size."""
    styles = document.styles
    is_new = name in _ADDED
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc")) if is_new else styles[name]
    assert isinstance(style, ParagraphStyle)
    properties: Any = style.element.get_or_add_rPr()
    for old in [*properties]:
        properties.remove(old)
    properties.insert(0, _fonts(face))
    style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    paragraph = style.paragraph_format
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing, paragraph.alignment = Pt(line) if line else None, alignment
    return style


def _indent(style: ParagraphStyle) -> None:
    """Two characters before the first line, whatever its type, and no number or bullet."""
    properties: Any = style.element.get_or_add_pPr()
    for name in ("w:numPr", "w:ind", "w:contextualSpacing", "w:tabs"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    style.paragraph_format.first_line_indent = Pt(2 * BODY_SIZE)
    properties.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _set_paper(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(_PAGE_NUMBER)
    section.different_first_page_header_footer = True


def _number_pages(document: WordDocument) -> None:
    """The page's number between two strokes, outside on odd and on even pages, none on the cover."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, style in ((section.footer, "Footer"), (section.even_page_footer, "Footer even")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = style
        number: Any = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        paragraph.add_run("— ")
        paragraph._p.append(number)
        paragraph.add_run(" —")
