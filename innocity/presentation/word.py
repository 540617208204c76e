"""A report as a Word document that people go on editing: styles, real headings, contents, tables; the same bytes every time."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import chain, count, repeat
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from innocity import ooxml
from innocity.language import Language
from innocity.presentation import word_styles
from innocity.presentation.pictures import Picture, png
from innocity.presentation.tables import Table
from innocity.presentation.word_numbers import Marks, run
from innocity.presentation.word_tables import ACROSS, UPRIGHT, markup

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SETTINGS = 'TOC \\o "1-2" \\h \\z \\u'


class Kind(StrEnum):
    """What a paragraph is, by the key of its style."""

    CHAPTER = "Heading1"
    SECTION = "Heading2"
    TOPIC = "Heading3"
    BODY = "BodyText"
    FILL = "Tofillin"  # a place where people write
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    COVER = "Coverline"
    CONTENTS = "Contentstitle"
    CAPTION = "Caption"
    PICTURE = "Picture"
    NOTE = "Tablenote"
    INDEX = "Numberindex"


_LISTED = {Kind.CHAPTER: "toc1", Kind.SECTION: "toc2"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text and what it is."""

    text: str
    kind: Kind = Kind.BODY


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document holds: its cover, its text on upright paper, and what needs paper laid across.

    `cover` are title, subtitle and further lines; `listed` is the heading of the contents. What lies across ends with the
    index of all numbers, of which the last block is the heading or its explanation.
    """

    cover: Sequence[str]
    listed: str
    upright: Sequence[Block]
    across: Sequence[Block]
    author: str
    language: Language
    day: date


def docx(draft: Draft) -> bytes:
    """The draft as the bytes of a .docx: the same for the same draft, whatever the clock."""
    document = word_styles.styled(draft.language)
    anchors, marks = count(1), Marks()
    upright = [part for block in draft.upright for part in _parts(block, UPRIGHT, anchors, marks, document)]
    across = [part for block in draft.across for part in _parts(block, ACROSS, anchors, marks, document)]
    front = [*_cover(draft.cover), _break(), *_contents(draft)]
    _append(document, [*front, _break(), *upright])
    word_styles.turn(document)
    _append(document, across)
    if index := [_paragraph(line, Kind.INDEX) for line in marks.index()]:
        word_styles.part_in_columns(document)
        _append(document, index)
    _number_pictures(document)
    _say_properties(document, draft)
    buffer = io.BytesIO()
    document.save(buffer)
    return ooxml.stable(buffer.getvalue(), draft.day)


def _append(document: WordDocument, parts: Iterable[str]) -> None:
    """Put markup at the end of the text; python-docx would look every style up by its name, which takes long."""
    body: Any = document.element.body
    read: Any = parse_xml(_sound(f"<w:body {nsdecls('w')}>{''.join(parts)}</w:body>"))
    for element in list(read):
        body.insert_element_before(element, "w:sectPr")


def _cover(lines: Sequence[str]) -> Iterator[str]:
    kinds = chain((Kind.TITLE, Kind.SUBTITLE), repeat(Kind.COVER))
    return (_paragraph(run(line), kind) for line, kind in zip(lines, kinds, strict=False))


def _parts(block: Block, room: float, anchors: Iterator[int], marks: Marks, document: WordDocument) -> Iterator[str]:
    """A paragraph, a heading with the anchor that the contents lead to, a table between its caption and its note, a picture."""
    if isinstance(block, Table):
        yield _paragraph(run(block.caption), Kind.CAPTION)
        yield markup(block, room, marks.runs)
        yield _paragraph(run(block.note), Kind.NOTE)
    elif isinstance(block, Picture):
        yield _paragraph(f"<w:r>{_drawing(block, room, document)}</w:r>", Kind.PICTURE)
        yield _paragraph(run(block.caption), Kind.NOTE)
    elif block.kind in _LISTED:
        number = next(anchors)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{_anchor(number)}"/>'
        yield _paragraph(f'{start}{run(block.text)}<w:bookmarkEnd w:id="{number}"/>', block.kind)
    else:
        yield _paragraph(marks.runs(block.text), block.kind)


def _drawing(picture: Picture, room: float, document: WordDocument) -> str:
    """A picture in the line, as wide as the text, with what it shows in words."""
    inline: Any = document.part.new_pic_inline(io.BytesIO(png(picture)), width=Mm(room))
    inline.docPr.set("descr", _sound(picture.words))
    return f"<w:drawing>{inline.xml}</w:drawing>"


def _number_pictures(document: WordDocument) -> None:
    """Give each picture an id of its own: until they stand in the text, python-docx gives all the same."""
    body: Any = document.element.body
    for number, properties in enumerate(body.iter(qn("wp:docPr")), start=1):
        properties.set("id", str(number))


def _contents(draft: Draft) -> Iterator[str]:
    """Chapters and sections, each a link to its place: a field that holds its entries and asks nothing on opening."""
    blocks = [*draft.upright, *draft.across]
    headings = [block for block in blocks if isinstance(block, Paragraph) and block.kind in _LISTED]
    begin = (
        f'{_field("begin")}<w:r><w:instrText xml:space="preserve">{_SETTINGS}</w:instrText></w:r>{_field("separate")}'
    )
    yield _paragraph(run(draft.listed), Kind.CONTENTS)
    for number, heading in enumerate(headings, start=1):
        link = f'<w:hyperlink w:anchor="{_anchor(number)}" w:history="1">{run(heading.text)}</w:hyperlink>'
        before = begin if number == 1 else ""
        after = _field("end") if number == len(headings) else ""
        yield _paragraph(f"{before}{link}{after}", _LISTED[heading.kind])


def _paragraph(content: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _break() -> str:
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _field(part: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'


def _anchor(number: int) -> str:
    return f"_Toc{number:09}"


def _say_properties(document: WordDocument, draft: Draft) -> None:
    """Whose and of what day the document is, in place of the template's own, without the template's picture."""
    properties, day = document.core_properties, datetime.combine(draft.day, time(), UTC)
    properties.title, properties.author, properties.last_modified_by = draft.cover[0], draft.author, "innocity"
    properties.language, properties.comments, properties.keywords = draft.language.value, "", ""
    properties.created = properties.modified = day
    package: Any = document.part.package
    pictures = [key for key, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for key in pictures:
        del package.rels[key]


def _sound(given: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", given)
