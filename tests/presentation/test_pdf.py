"""An executed notebook -> PDF."""

import io
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import nbformat
import pikepdf
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from nbconvert.exporters import get_exporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pdfua import validate

from innocity.presentation.glyphs import shipped_fonts
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
HEAD = "监测报告上半年"
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
    lines = _by_baseline(page)
    return [lines[at] for at in sorted(lines, reverse=True)]


def _by_baseline(page: pikepdf.Page) -> dict[float, str]:
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
    return lines


def _baselines(pdf: bytes) -> dict[str, float]:
    """The height of each line of the first page, by its text."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {line: at for at, line in _by_baseline(document.pages[0]).items()}


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
    assert second[:3] == [HEAD, "一、总体", "正文重点。"]


@pytest.mark.parametrize("lines", [1, 30], ids=["short", "set smaller to fit"])
def test_a_front_section_stands_on_the_first_page_before_the_contents(lines: int) -> None:
    front = f'<section class="front"><h2>要情</h2>{"<p>首页的一句。</p>" * lines}</section>'
    chapters = new_markdown_cell("## 一、总体\n\n正文。\n\n## 二、要点\n\n## 三、其他")
    pages = _lines(_pdf(_notebook(_code(_display(text_html=front)), chapters)))
    assert pages[0][0] == "监测报告"
    assert pages[0][1].replace(" ", "") == "上半年领导小组办公室2023年7月20日"
    assert pages[0][2:] == ["示例数据", "要情", *["首页的一句。"] * lines, "— 1 —"]
    assert pages[1][1] == "目录"
    assert [re.sub("[. ]", "", line) for line in pages[1][2:6]] == ["要情1", "一、总体3", "二、要点3", "三、其他3"]


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
    assert [len(line) for line in pages[1][1:-1]] == [28] * 22


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_page_but_the_first_is_headed_with_title_and_period(language: str) -> None:
    first, *others = _lines(_pdf(_notebook(new_markdown_cell("字" * 2000), language=language)))
    assert HEAD not in first
    assert len(others) > 1
    assert [(page[0], page[-1]) for page in others] == [(HEAD, f"— {number} —") for number in range(2, len(others) + 2)]


def _tall(rows: int, columns: int) -> str:
    line = "".join(f"<td>{'名' * 30}</td>" if place else "<td>序</td>" for place in range(columns))
    table = f"<table><thead><tr>{'<th>项</th>' * columns}</tr></thead>{f'<tr>{line}</tr>' * rows}</table>"
    return f'<figure class="table">{table}<p class="note">†见注</p></figure>'


@pytest.mark.parametrize(("rows", "columns"), [(60, 3), (40, 8)], ids=["upright", "turned"])
def test_heads_and_notes_of_a_table_stand_on_each_of_its_pages(rows: int, columns: int) -> None:
    pdf = _pdf(_notebook(_code(_display(text_html=_tall(rows, columns)))))
    pages = ["".join(page) for page in _lines(pdf) if any("名" in line for line in page)]
    assert len(pages) > 1
    assert [(page.count("项"), page.count("†见注")) for page in pages] == [(columns, 1)] * len(pages)


def test_a_table_that_is_too_wide_stands_behind_the_text_on_pages_turned_for_it(tmp_path: Path) -> None:
    wide = _tall(9, 8).replace("<thead>", "<caption>宽表</caption><thead>")
    cells = [new_markdown_cell("## 一"), _code(_display(text_html=wide)), new_markdown_cell("后文")]
    path = tmp_path / "turned.pdf"
    path.write_bytes(_pdf(_notebook(*cells)))
    assert [finding.message for finding in validate(str(path)).findings] == []
    with pikepdf.open(path) as document:
        widths = [round(float(page.mediabox[2])) for page in document.pages]
    assert widths == [595, 842, 842]
    first, turned, _ = _lines(path.read_bytes())
    assert first[-3:] == ["表“宽表”横排于文后，见附表1（第2页）。", "后文", "— 1 —"]
    assert [line for line in ("附表", "附表 1", "宽表") if line in turned] == ["附表", "附表 1", "宽表"]


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        pytest.param(1, [["正文", "图", "后文"]], id="room for it"),
        pytest.param(14, [["正文", "后文"], ["图"]], id="none"),
    ],
)
def test_a_chart_stands_where_it_is_spoken_of_or_on_top_of_the_next_page(lines: int, pages: list[list[str]]) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><text x="9" y="20">图</text></svg>'
    before = [new_markdown_cell("正文") for _ in range(lines)]
    found = _lines(_pdf(_notebook(*before, _code(_chart(data=drawing)), new_markdown_cell("后文"))))
    shown = [[line for line in dict.fromkeys(page) if line in ("正文", "图", "后文")] for page in found]
    assert shown == pages


def test_a_high_chart_leaves_room_for_a_long_caption() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="450" height="800"><text x="9" y="20">图</text></svg>'
    shown = _chart(data=drawing)
    shown.metadata["image/svg+xml"]["caption"] = "说明" * 150
    with pikepdf.open(io.BytesIO(_pdf(_notebook(_code(shown))))) as document:
        found = [_by_baseline(page) for page in document.pages]
    places = [at for page in found for at, line in page.items() if "说明" in line]
    assert len(places) > 5
    assert min(places) > 35 / 25.4 * 72  # the margin below


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


def test_the_parameters_are_attached() -> None:
    notebook = _notebook()
    notebook.metadata["papermill"] = {"parameters": {"target_year": 2023, "as_of": "2023-04-20"}}
    with pikepdf.open(io.BytesIO(_pdf(notebook))) as document:
        (name,) = document.attachments
        told = json.loads(document.attachments[name].get_file().read_bytes())
    assert (name, told) == ("parameters.json", {"target_year": 2023, "as_of": "2023-04-20"})


def test_the_figures_below_a_chart_are_for_the_screen() -> None:
    details = '<details class="chart-data"><summary>图中数字</summary><table><tr><td>12</td></tr></table></details>'
    text = _text(_pdf(_notebook(_code(_chart(), _display(text_html=f"<p>前</p>{details}<p>后</p>")))))
    assert ("前" in text, "图中数字" in text, "后" in text) == (True, False, True)


OFFICIAL = {"organ": "某市办公室文件", "number": "某办〔2023〕5号", "seal": True}


def _official(**head: object) -> NotebookNode:
    notebook = _notebook(new_markdown_cell("正文"))
    notebook.metadata["innocity"]["document"] = {**OFFICIAL, **head}
    return notebook


def test_an_official_document_has_its_head_above_and_organ_and_date_below() -> None:
    lines = _lines(_pdf(_official()))[0]
    assert lines == [
        "某市办公室文件",
        "某办〔2023〕5号",
        "监测报告",
        "上半年",
        "示例数据",
        "正文",
        "领导小组办公室",
        "2023年7月20日",
        "— 1 —",
    ]


def _colours(pdf: bytes) -> set[tuple[float, ...]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        painted = [one for one in pikepdf.parse_content_stream(document.pages[0]) if str(one.operator) == "scn"]
        return {tuple(round(float(part), 2) for part in one.operands) for one in painted}


def test_the_head_of_an_official_document_is_red() -> None:
    red = (0.75, 0.0, 0.0)
    assert red in _colours(_pdf(_official()))
    assert red not in _colours(_pdf(_notebook(new_markdown_cell("正文"))))


def test_a_seal_needs_room_above_organ_and_date() -> None:
    room = {seal: _baselines(_pdf(_official(seal=seal))) for seal in (True, False)}
    text, organ = ({seal: found[word] for seal, found in room.items()} for word in ("正文", "领导小组办公室"))
    assert text[True] == text[False]
    assert organ[False] - organ[True] == pytest.approx((42 - 2 * 225 / 22) * 72 / 25.4, abs=0.2)


def test_an_official_document_is_a_valid_file(tmp_path: Path) -> None:
    path = tmp_path / "official.pdf"
    path.write_bytes(_pdf(_official()))
    assert [finding.message for finding in validate(str(path)).findings] == []


@pytest.fixture(scope="module")
def licensed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a face of the standard that draws a few characters."""
    folder = tmp_path_factory.mktemp("fonts")
    with TTFont(shipped_fonts() / "NotoSerifSC-Regular.otf") as font:
        subsetter = Subsetter()
        subsetter.populate(text="正文")
        subsetter.subset(font)
        for record in font["name"].names:
            record.string = "FangSong"
        font["CFF "].cff.fontNames = ["FangSong"]
        font.save(folder / "fangsong.otf")
    return folder


def test_licensed_fonts_come_first_and_are_named(licensed: Path) -> None:
    pdf = _pdf(_notebook(new_markdown_cell("正文")), font_dir=str(licensed))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {str(font.BaseFont).split("+")[1] for font in document.pages[0].resources.Font.values()}
    assert any(name.startswith("FangSong") for name in names)
    assert "fangsong.otf (SHA-256 " in _text(pdf).replace("\n", "")
    assert "SHA-256" not in _text(_pdf(_notebook(new_markdown_cell("正文"))))


def test_the_folder_of_licensed_fonts_is_named_by_a_variable(monkeypatch: pytest.MonkeyPatch, licensed: Path) -> None:
    monkeypatch.setenv("INNOCITY_FONTS", str(licensed))
    assert ReportPDFExporter().font_dir == str(licensed)


def test_a_folder_without_fonts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PDFError, match="got no font file, expected a folder with"):
        _pdf(_notebook(), font_dir=str(tmp_path))


BUILD = """
import sys, nbformat
from innocity.presentation.pdf import ReportPDFExporter
pdf, _ = ReportPDFExporter(attachments=["t.csv"]).from_notebook_node(nbformat.read("n.ipynb", as_version=4))
sys.stdout.buffer.write(pdf)
"""


@pytest.mark.slow
def test_same_bytes_whatever_clock_seed_and_folder(tmp_path: Path) -> None:
    made = set()
    for number, (zone, seed) in enumerate((("Asia/Shanghai", "1"), ("America/Los_Angeles", "2"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "t.csv").write_text("a\n1\n", encoding="utf-8-sig")
        notebook = _notebook(new_markdown_cell("## 一"), _code(_display(text_html=_tall(40, 8)), _chart()))
        nbformat.write(notebook, folder / "n.ipynb")
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", BUILD], cwd=folder, env=environment, capture_output=True, check=True
        )
        made.add(done.stdout)
    assert len(made) == 1


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
