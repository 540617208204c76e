"""The draft of the self-evaluation, against the tables that it is written from."""

import io

import docx as library
import kept
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from innocity.language import Language, text
from innocity.presentation import promise_tables, proof_tables, report_tables, sentences
from innocity.presentation.evaluation import evaluation
from innocity.presentation.pictures import Picture
from innocity.presentation.tables import Table
from innocity.presentation.word_tables import shown
from innocity.tables import Attainment, CommitmentStanding, Evidence, WorkPointStanding

ZH = Language.ZH_HANS
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36"><text x="9" y="20">图</text></svg>'
CHARTS = {
    name: Picture(DRAWING, f"picture of {name}", f"{name} told") for name in ("levels", "readiness", "units", "other")
}


def opened(language: Language = ZH) -> Document:
    return library.Document(io.BytesIO(evaluation(kept.stage(language), CHARTS)))


@pytest.fixture(scope="module")
def document() -> Document:
    return opened()


def words(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cells(table: WordTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_chapters_are_those_of_the_outline(document: Document) -> None:
    heads = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    names = ("state", "indicators", "tasks", "organisation", "lessons", "tables", "evidence", "numbers")
    assert heads == [text(f"chapter.{name}", ZH) for name in names]


def test_sections_are_numbered_without_a_gap(document: Document) -> None:
    numbers = "一二三四五六"
    expected = -1
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style == "Heading 1":
            expected = 0
        elif style == "Heading 2":
            assert paragraph.text.startswith(f"（{numbers[expected]}）")
            expected += 1


def test_sentences_and_tables_are_those_of_the_report(document: Document) -> None:
    stage = kept.stage()
    framework, rows = stage.framework, stage.read(Attainment)
    assert set(sentences.headline(rows, framework, ZH)) <= set(words(document))
    made: list[Table] = [
        report_tables.indicators(rows, framework, ZH),
        report_tables.still_needed(rows, framework, ZH),
        promise_tables.commitments(stage.read(CommitmentStanding), framework, ZH),
        promise_tables.work_points(stage.read(WorkPointStanding), framework, ZH),
        proof_tables.evidence_files(stage.read(Evidence), framework, ZH),
    ]
    found = [cells(table) for table in document.tables]
    for table in made:
        heads = [column.heading for column in table.columns]
        assert [heads, *([shown(cell) for cell in row] for row in table.rows)] in found, table.caption


def test_the_main_charts_stand_in_their_chapters(document: Document) -> None:
    found = []
    for paragraph in document.paragraphs:
        if paragraph.style and paragraph.style.name == "Heading 1":
            found.append(paragraph.text)
        found.extend(str(one.get("descr")) for one in paragraph._p.iter(qn("wp:docPr")))
    heads = {
        name: found.index(text(f"chapter.{name}", ZH)) for name in ("indicators", "tasks", "organisation", "lessons")
    }
    charts = [found.index(f"picture of {name}") for name in ("levels", "readiness", "units")]
    order = [heads["indicators"], *charts[:2], heads["tasks"], heads["organisation"], charts[2], heads["lessons"]]
    assert order == sorted(order)
    assert "picture of other" not in found


def test_every_work_point_has_its_paragraph(document: Document) -> None:
    points = kept.stage().framework.work_points
    said = words(document)
    assert all(any(point.title(ZH) in one for one in said) for point in points)


def test_places_to_fill_in_can_be_found(document: Document) -> None:
    marked = [one.text for one in document.paragraphs if one.style and one.style.name == "To fill in"]
    areas = {point.area for point in kept.stage().framework.work_points}
    assert len(marked) == 13 + len(areas)
    assert all(one.startswith("【此处由办公室填写：") for one in marked)


@pytest.mark.slow
def test_the_three_languages_say_as_much_and_english_has_no_chinese() -> None:
    english, traditional, simplified = (opened(one) for one in (Language.EN, Language.ZH_HANT, ZH))
    assert len(words(english)) == len(words(traditional)) == len(words(simplified))
    sources = text("table.sources", Language.EN)
    tables = [table for table in english.tables if _caption(table) != sources]
    said = {*words(english), *(cell for table in tables for row in cells(table) for cell in row)}
    assert not kept.untranslated("\n".join(sorted(said)))


def _caption(table: WordTable) -> str:
    return str(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))
