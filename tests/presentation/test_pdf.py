"""An executed notebook -> PDF."""

import io
import re
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from nbconvert.exporters import get_exporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pdfua import validate

from innocity.presentation.pdf import PDFError, ReportPDFExporter

SVG = (
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
    '<text x="5" y="20" font-family="Noto Sans SC, sans-serif">{}</text></svg>'
)
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
METADATA = {
    "title": "监测报告",
    "subtitle": "上半年",
    "language": "zh-Hans",
    "date": "2023-07-20",
    "organisation": "领导小组办公室",
    "notice": "示例数据",
}
HOSTILE = r"""#import "@preview/x": * \ ] $1+1$ #"a"; *b* _c_ `d` <e> @f //g = h ~ [i]"""


def _display(**data: str) -> NotebookNode:
    return new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


def _chart(text: str = "完成率", *, alt: str = "条形图", kind: str = "image/svg+xml", data: str = SVG) -> NotebookNode:
    return new_output("display_data", data={kind: data.format(text)}, metadata={kind: {"alt": alt, "caption": "图1"}})


def _code(*outputs: NotebookNode, **metadata: Any) -> NotebookNode:
    return new_code_cell("secret()", outputs=list(outputs), metadata=metadata, id="the-cell")


def _notebook(*cells: NotebookNode, **metadata: str) -> NotebookNode:
    return new_notebook(cells=list(cells), metadata={"innocity": {**METADATA, **metadata}})


def _pdf(notebook: NotebookNode, **traits: Any) -> bytes:
    pdf, _ = ReportPDFExporter(**traits).from_notebook_node(notebook)
    return pdf


def _unicode(font: pikepdf.Object) -> dict[bytes, str]:
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", font.ToUnicode.read_bytes(), re.MULTILINE)
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _lines(pdf: bytes) -> list[list[str]]:
    """The text of each page by baseline, from top to bottom."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_lines_of_page(page) for page in document.pages]


def _lines_of_page(page: pikepdf.Page) -> list[str]:
    fonts = {name: _unicode(font) for name, font in page.resources.get("/Font", {}).items()}
    lines: defaultdict[float, str] = defaultdict(str)
    baseline, font = 0.0, {}
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "cm":
                baseline = round(float(operands[5]), 1)
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                parts = operands if str(instruction.operator) == "Tj" else operands[0]
                codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                lines[baseline] += "".join(font.get(codes[at : at + 2], "?") for at in range(0, len(codes), 2))
    return [lines[at] for at in sorted(lines, reverse=True)]


def _text(pdf: bytes) -> str:
    return "\n".join(line for page in _lines(pdf) for line in page)


@pytest.fixture(scope="module")
def report() -> bytes:
    table = "<table><caption>表1</caption><thead><tr><th>名称</th></tr></thead><tr><td>甲</td></tr></table>"
    terms = "<dt>词</dt><dd>义</dd>"
    return _pdf(
        _notebook(
            new_markdown_cell("# 另一题目\n\n## 一、总体\n\n正文**重点**。\n\n### (一)指标\n\n- 条\n\n> 引\n\n1. 数"),
            _code(_display(text_html=table), _chart(), _chart(kind="image/png", data=PNG)),
            new_markdown_cell("## 二、要点\n\n| 甲 | 乙 |\n| --- | ---: |\n| a | 1 |\n\n## 三、其他"),
            new_code_cell(outputs=[_display(text_html=f'<dl class="figures">{terms}</dl><dl>{terms}</dl>')]),
        )
    )


def test_the_file_says_what_it_is(report: bytes) -> None:
    with pikepdf.open(io.BytesIO(report)) as document:
        assert document.docinfo["/Title"] == "监测报告"
        assert document.docinfo["/CreationDate"] == "D:20230720000000Z"
        assert document.Root.Lang == "zh-CN"
        assert document.Root.MarkInfo.Marked
        assert len(document.Root.OutputIntents) == 1
        metadata = document.open_metadata()
        assert (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) == ("3", "A")
        assert metadata.get("pdfuaid:part") == "1"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["一、总体", "二、要点", "三、其他"]
            assert [item.title for item in outline.root[0].children] == ["(一)指标"]


def test_every_font_is_embedded(report: bytes) -> None:
    with pikepdf.open(io.BytesIO(report)) as document:
        fonts = [font for page in document.pages for font in page.resources.get("/Font", {}).values()]
        assert fonts
        assert all("/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_pdf_ua_finds_no_fault(report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    assert [finding.message for finding in validate(str(path)).findings] == []


def test_first_page_and_contents(report: bytes) -> None:
    first, second = _lines(report)[:2]
    assert first[:6] == ["监测报告", "上半年", "领导小组办公室", "2023年7月20日", "示例数据", "目录"]
    assert [line.replace(".", "").replace(" ", "") for line in first[6:]] == [
        "一、总体2",
        "(一)指标2",
        "二、要点2",
        "三、其他2",
        "—1—",
    ]
    assert second[:2] == ["一、总体", "正文重点。"]


@pytest.mark.parametrize("lines", [1, 30], ids=["short", "set smaller to fit"])
def test_a_front_section_stands_on_the_first_page_before_the_contents(lines: int) -> None:
    front = f'<section class="front"><h2>要情</h2>{"<p>首页的一句。</p>" * lines}</section>'
    chapters = new_markdown_cell("## 一、总体\n\n正文。\n\n## 二、要点\n\n## 三、其他")
    pages = _lines(_pdf(_notebook(_code(_display(text_html=front)), chapters)))
    assert pages[0][0] == "监测报告"
    assert pages[0][1].replace(" ", "") == "上半年领导小组办公室2023年7月20日"
    assert pages[0][2:] == ["示例数据", "要情", *["首页的一句。"] * lines, "— 1 —"]
    assert pages[1][0] == "目录"
    assert [re.sub("[. ]", "", line) for line in pages[1][1:5]] == ["要情1", "一、总体3", "二、要点3", "三、其他3"]


def test_same_bytes_in_every_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for zone in ("Asia/Shanghai", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        made.add(_pdf(_notebook(new_markdown_cell("正文"), _code(_chart()))))
    monkeypatch.undo()
    time.tzset()
    assert len(made) == 1


def test_a_page_holds_22_lines_of_28_characters() -> None:
    pages = _lines(_pdf(_notebook(new_markdown_cell("字" * (28 * 22 * 3)))))
    assert [len(line) for line in pages[1][:-1]] == [28] * 22


@pytest.mark.parametrize(
    ("cell", "is_printed"),
    [
        (new_markdown_cell("标记"), True),
        (new_markdown_cell("标记", metadata={"tags": ["screen-only"]}), False),
        (new_markdown_cell("标记", metadata={"tags": ["print-only"]}), True),
        (_code(_display(text_html="<p>标记</p>")), True),
        (_code(_display(text_html="<p>标记</p>"), tags=["hide"]), False),
        (_code(_display(text_html="<p>标记</p>"), tags=["parameters"]), False),
        (_code(_display(text_html="<p>标记</p>"), tags=["injected-parameters"]), False),
        (_code(_display(text_html="<p>别的</p>", text_plain="标记")), False),
        (_code(_display(text_markdown="标记")), True),
        (_code(_display(text_plain="标记")), False),
        (_code(_display(**{"application_scrapbook.scrap.text+json": "标记"})), False),
        (_code(new_output("stream", text="标记")), False),
    ],
)
def test_what_is_printed(cell: NotebookNode, is_printed: bool) -> None:
    text = _text(_pdf(_notebook(cell)))
    assert ("标记" in text) is is_printed
    assert "secret" not in text


def test_hostile_text_is_printed_as_it_is() -> None:
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    text = _text(_pdf(_notebook(_code(_display(text_html=f"<p>{escaped}</p>")))))
    assert HOSTILE.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_html_in_markdown_is_text() -> None:
    assert "<b>x</b>" in _text(_pdf(_notebook(new_markdown_cell("<b>x</b>"))))


@pytest.mark.parametrize("parts", [1, 40])
def test_nothing_is_lost_in_a_tall_table(parts: int) -> None:
    cell = "<br>".join("字" * 20 for _ in range(120 // parts))
    rows = "".join(
        f"<tr>{f'<td rowspan={parts}>组</td>' if row == 0 else ''}<td>{cell}</td></tr>" for row in range(parts)
    )
    pages = _lines(_pdf(_notebook(_code(_display(text_html=f"<table>{rows}</table>")))))
    assert sum(line.count("字") for page in pages for line in page) == 2400


@pytest.mark.parametrize(
    ("language", "tag", "day", "contents"),
    [
        ("zh-Hans", "zh-CN", "2023年7月20日", "目录"),
        ("zh-Hant", "zh", "2023年7月20日", "目錄"),
        ("en", "en", "20 July 2023", "Contents"),
    ],
)
def test_languages(language: str, tag: str, day: str, contents: str) -> None:
    pdf = _pdf(_notebook(new_markdown_cell("## a\n\n## b\n\n## c\n\n## d"), language=language))
    first = _lines(pdf)[0]
    assert (first[3], first[5]) == (day, contents)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.Lang == tag


@pytest.mark.parametrize(("source", "title"), [("# 题目\n\n正文", "题目"), ("正文", "q2")])
def test_without_metadata(source: str, title: str) -> None:
    notebook = new_notebook(cells=[new_markdown_cell(source)])
    pdf, _ = ReportPDFExporter().from_notebook_node(notebook, {"metadata": {"name": "q2"}})
    assert _lines(pdf)[0] == [title, "正文", "— 1 —"]


def test_attachments_keep_their_bytes(tmp_path: Path) -> None:
    table = tmp_path / "attainment.csv"
    table.write_bytes('\ufeffname,"a ""b"" \\"\r\n湘潭,1\n'.encode())
    with pikepdf.open(io.BytesIO(_pdf(_notebook(), attachments=[str(table)]))) as document:
        assert {name: item.get_file().read_bytes() for name, item in document.attachments.items()} == {
            "attainment.csv": table.read_bytes()
        }
        assert document.attachments["attainment.csv"].get_file().mime_type == "text/csv"


@pytest.mark.parametrize(
    ("notebook", "message"),
    [
        pytest.param(_notebook(_code(_chart(alt=""))), "cell 1 (the-cell): got a figure without alt text", id="alt"),
        pytest.param(
            _notebook(new_markdown_cell("x"), _code(_display(text_html="<p>好😀</p>"))),
            "cell 2 (the-cell): got 😀 (U+1F600), expected characters that the report's fonts can draw",
            id="glyph",
        ),
        pytest.param(_notebook(_code(_chart("😀"))), "cell 1 (the-cell): got 😀 (U+1F600)", id="glyph in a chart"),
        pytest.param(_notebook(title="😀"), "title: got 😀 (U+1F600)", id="glyph in the title"),
        pytest.param(
            _notebook(_code(new_output("error", ename="KeyError", evalue="x", traceback=[]))),
            "cell 1 (the-cell): got the error KeyError, expected a cell that ran",
            id="error",
        ),
        pytest.param(_notebook(_code(_chart(data="<svg"))), "report: Typst refused it", id="broken chart"),
        pytest.param(_notebook(date="20.7.2023"), "notebook metadata, innocity: Invalid isoformat string", id="date"),
        pytest.param(
            _notebook(language="fr"), "notebook metadata, innocity: 'fr' is not a valid Language", id="language"
        ),
    ],
)
def test_faults(notebook: NotebookNode, message: str) -> None:
    with pytest.raises(PDFError) as fault:
        _pdf(notebook)
    assert str(fault.value).startswith(message)
    assert "\n" not in str(fault.value)


def test_registered_with_nbconvert() -> None:
    assert get_exporter("innocity-pdf") is ReportPDFExporter
    assert ReportPDFExporter().file_extension == ".pdf"
