"""The report in every form, from one executed notebook."""

import io
from pathlib import Path

import docx
import kept
import nbformat
import openpyxl
import pikepdf
import pytest
import rows
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from innocity.document_head import DocumentHead
from innocity.language import Language, messages, text
from innocity.presentation import report, report_tables, tables

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework()
PARAMETERS = rows.parameters()
TABLE = [rows.attainment(completion_pct=90, needed=10, needed_pct="11.111111")]
HOSTILE = rows.receipt(file="data/raw/2022-Q4/<b>😀\u202e.xlsx")


def test_masthead() -> None:
    said = report.masthead(FRAMEWORK, PARAMETERS)
    labels = said.pop("labels")
    assert said == {
        "title": text("report.title", ZH, city="某市", programme="创新城市"),
        "subtitle": text("report.subtitle", ZH, period="2022年第四季度（年报）"),
        "organisation": "办公室",
        "language": "zh-Hans",
        "date": "2023-04-20",
    }
    assert labels == {key[5:]: word for key, word in messages(ZH).items() if key.startswith("page.")}


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A small notebook as it stands after its run, with a file name in it that no font can draw."""
    shown = [
        tables.html(report_tables.still_needed(TABLE, FRAMEWORK, ZH)),
        tables.html(report_tables.receipts([HOSTILE], FRAMEWORK, PARAMETERS, ZH)),
    ]
    outputs = [new_output("display_data", data={"text/html": one, "text/plain": tables.plain(one)}) for one in shown]
    cells = [new_markdown_cell("## 一、总体情况", id="head"), new_code_cell("show()", outputs=outputs, id="code")]
    path = tmp_path / "4_report.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def written(folder: Path, notebook: Path, head: DocumentHead | None = None) -> dict[str, bytes]:
    folder.mkdir()
    report.write_pages(folder, notebook, kept.traced(), head)
    report.write_workbook(folder, kept.traced(), "0123abcd")
    report.write_draft(folder, notebook, kept.traced())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_reports_say_the_same_in_every_form_and_again(tmp_path: Path, notebook: Path) -> None:
    once, again = (written(tmp_path / name, notebook) for name in ("once", "again"))
    assert once == again
    assert list(once) == ["report.docx", "report.html", "report.pdf", "report.xlsx"]
    page = BeautifulSoup(once["report.html"].decode("utf-8"), "html.parser").get_text()
    for said in ("一、总体情况", "+11.1%", "<b>〔U+1F600〕〔U+202E〕.xlsx"):
        assert said in page
    with pikepdf.open(io.BytesIO(once["report.pdf"])) as paper:
        assert set(paper.attachments) == {path.name for path in kept.traced().output.glob("*.csv")}
    book = openpyxl.load_workbook(io.BytesIO(once["report.xlsx"]))
    assert book.sheetnames[:3] == [text(f"workbook.{key}", ZH) for key in ("contents", "annex_1", "annex_2")]
    assert docx.Document(io.BytesIO(once["report.docx"])).core_properties.created.isoformat()[:10] == "2023-04-20"


def test_a_head_makes_the_paper_an_official_document(tmp_path: Path, notebook: Path) -> None:
    head = DocumentHead(organ="某市文件", number="某办〔2023〕5号")
    given, plain = written(tmp_path / "with", notebook, head), written(tmp_path / "without", notebook)
    assert [name for name in plain if given[name] != plain[name]] == ["report.pdf"]
