"""What an executed notebook becomes as a page, and what stops it from becoming one."""

import re
from importlib.metadata import entry_points
from typing import Any

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from innocity.language import Language
from innocity.presentation import tables
from innocity.presentation.html import HTMLError, ReportHTMLExporter, integrity
from innocity.presentation.tables import Column, Role, Table

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><clipPath id="p"><rect/></clipPath>'
    '<g clip-path="url(#p)"><text>12.345</text></g></svg>'
)
TABLE = tables.html(Table("表1", (Column("名称", Role.NAME), Column("值", Role.NUMBER)), (("甲", "1"),)))
MASTHEAD = {
    "title": "监测<报告>",
    "subtitle": "半年报",
    "language": "zh-Hans",
    "date": "2023-06-30",
    "organisation": "办公室",
    "notice": "演示数据",
    "labels": {"contents": "目录", "code_and_source": "代码与来源", "of_data": "数据截至", "table": "表格"},
}


def prose(source: str, identifier: str = "text", tags: tuple[str, ...] = ()) -> NotebookNode:
    return new_markdown_cell(source, id=identifier, metadata={"tags": list(tags)})


def code(source: str, *outputs: NotebookNode, identifier: str = "code", tags: tuple[str, ...] = ()) -> NotebookNode:
    return new_code_cell(source, id=identifier, outputs=list(outputs), execution_count=1, metadata={"tags": list(tags)})


def shown(mime: str, content: str, **told: str) -> NotebookNode:
    return new_output("display_data", data={mime: content, "text/plain": "平文"}, metadata={mime: told} if told else {})


def exported(*cells: NotebookNode, **metadata: Any) -> str:
    page, _ = ReportHTMLExporter().from_notebook_node(
        new_notebook(cells=list(cells), metadata={"innocity": metadata} if metadata else {})
    )
    return str(page)


def parsed(*cells: NotebookNode, **metadata: Any) -> BeautifulSoup:
    return BeautifulSoup(exported(*cells, **metadata), "html.parser")


def text(soup: BeautifulSoup, selector: str) -> str:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found.get_text(" ", strip=True)


def report() -> list[NotebookNode]:
    return [
        prose("# 标题\n\n## 一、总体\n\n正文", "intro"),
        code("x = 1", shown("text/html", TABLE), identifier="the-table"),
        prose("### （一）图示", "charts"),
        code("draw()", shown("image/svg+xml", SVG, alt="条形图", caption="图1"), identifier="chart-1"),
        code("draw()", shown("image/svg+xml", SVG, alt="折线图"), identifier="chart-2"),
    ]


def test_the_command_line_finds_the_exporter() -> None:
    (entry,) = entry_points(group="nbconvert.exporters", name="innocity-html")
    assert entry.load() is ReportHTMLExporter


def test_the_masthead_comes_from_the_metadata() -> None:
    soup = parsed(**MASTHEAD)
    assert soup.html is not None
    assert soup.html["lang"] == "zh-Hans"
    assert {
        name: text(soup, selector)
        for name, selector in {
            "window": "title",
            "title": "h1",
            "subtitle": ".subtitle",
            "date": "time",
            "organisation": ".organisation",
            "notice": ".notice",
        }.items()
    } == {
        "window": "监测<报告>",
        "title": "监测<报告>",
        "subtitle": "半年报",
        "date": "2023年6月30日",
        "organisation": "办公室",
        "notice": "演示数据",
    }


def test_without_metadata_the_page_is_titled_by_its_first_heading_and_bears_no_date() -> None:
    soup = parsed(prose("# 标题\n\n正文"))
    assert (text(soup, "title"), soup.select("time"), soup.select(".notice")) == ("标题", [], [])
    assert text(soup, "main") == "正文"


def test_without_any_title_the_page_bears_the_notebooks_name() -> None:
    assert text(parsed(prose("正文")), "title") == "Notebook"


@pytest.mark.parametrize("language", Language)
def test_the_page_declares_its_language(language: Language) -> None:
    assert f'<html lang="{language}">' in exported(language=language.value)


@pytest.mark.parametrize(
    ("metadata", "got"),
    [({"language": "fr"}, "'fr' is not a valid Language"), ({"date": "30.6.2023"}, "Invalid isoformat string")],
)
def test_metadata_that_cannot_be_read_are_refused(metadata: dict[str, str], got: str) -> None:
    with pytest.raises(HTMLError, match=f"^notebook metadata, innocity: {got}.*correct the metadata"):
        exported(**metadata)


def test_the_contents_list_every_heading_and_lead_to_it() -> None:
    soup = parsed(*report(), prose("## 二、<b>结论</b>", "end"), **MASTHEAD)
    links = soup.select(".contents a")
    assert [(link.get_text(), link.parent["class"] if link.parent else None) for link in links] == [
        ("一、总体", ["level-2"]),
        ("（一）图示", ["level-3"]),
        ("二、<b>结论</b>", ["level-2"]),
    ]
    targets = [soup.find(id=str(link["href"])[1:]) for link in links]
    assert [target.get_text() if target else None for target in targets] == [link.get_text() for link in links]


def test_a_page_without_headings_has_no_contents() -> None:
    assert parsed(prose("正文")).select(".contents") == []


def test_code_is_one_click_away_below_what_it_shows() -> None:
    soup = parsed(*report(), **MASTHEAD)
    cell = soup.select_one("#the-table")
    assert cell is not None
    assert [child.name for child in cell.find_all(recursive=False)] == ["figure", "details"]
    assert text(soup, "#the-table summary") == "代码与来源"
    assert text(soup, "#the-table details p") == "Cell the-table · [1]"
    assert re.sub(r"\s", "", text(soup, "#the-table pre")) == "x=1"


@pytest.mark.parametrize("tag", ["parameters", "injected-parameters", "hide", "print-only"])
def test_cells_with_these_tags_are_not_shown(tag: str) -> None:
    assert "隐" not in exported(prose("甲"), code("y", shown("text/html", "<p>隐</p>"), tags=(tag,)))


@pytest.mark.parametrize("tag", ["hide", "print-only"])
def test_prose_with_these_tags_is_not_shown(tag: str) -> None:
    assert "隐" not in exported(prose("隐", tags=(tag,)))


def test_the_parameters_of_the_run_close_the_page_without_their_random_id() -> None:
    soup = parsed(prose("甲"), code("period = '2023-Q2'", identifier="f3a9", tags=("injected-parameters",)))
    assert text(soup, ".parameters pre") == "period = '2023-Q2'"
    assert "f3a9" not in str(soup)


def test_output_that_is_not_for_readers_is_left_out() -> None:
    stream = new_output("stream", name="stderr", text="警告")
    scrap = new_output("display_data", data={"application/scrapbook.scrap.json+json": {"data": "碎"}})
    assert not re.search("警告|碎|平文", exported(code("y", stream, scrap, shown("text/latex", "x"))))


def test_markdown_output_is_shown_like_prose() -> None:
    assert "<strong>甲</strong>" in exported(code("y", shown("text/markdown", "**甲**")))


def test_charts_are_drawn_inline_told_in_words_and_kept_apart() -> None:
    soup = parsed(*report())
    assert [svg["aria-label"] for svg in soup.select("figure.chart svg[role=img]")] == ["条形图", "折线图"]
    assert [tag["id"] for tag in soup.select("svg [id]")] == ["f1-p", "f2-p"]
    assert [caption.get_text() for caption in soup.select("figcaption")] == ["图1"]
    assert text(soup, "svg text") == "12.345"


def test_a_bitmap_is_embedded_with_its_description() -> None:
    page = exported(code("y", shown("image/png", "iVBO\nRw0=\n", alt='"图"')))
    assert '<img src="data:image/png;base64,iVBORw0=" alt="&#34;图&#34;">' in page


@pytest.mark.parametrize("mime", ["image/svg+xml", "image/png"])
def test_a_picture_without_description_stops_the_page(mime: str) -> None:
    with pytest.raises(HTMLError, match=rf"^cell chart: got a picture \({re.escape(mime)}\) without a description"):
        exported(code("y", shown(mime, SVG, caption="图"), identifier="chart"))


def test_a_broken_chart_stops_the_page() -> None:
    with pytest.raises(HTMLError, match=r"^cell chart: got a chart that is not well-formed SVG"):
        exported(code("y", shown("image/svg+xml", "<svg", alt="图"), identifier="chart"))


@pytest.mark.parametrize("tags", [(), ("hide",)])
def test_a_failed_cell_stops_the_page_even_if_hidden(tags: tuple[str, ...]) -> None:
    failure = new_output("error", ename="KeyError", evalue="x", traceback=[])
    with pytest.raises(HTMLError, match=r"^cell bad: got an error \(KeyError\), expected a finished run"):
        exported(code("y", failure, identifier="bad", tags=tags))


@pytest.mark.parametrize(
    ("markup", "label"),
    [(TABLE, "表1"), ("<table><tr><td>甲</td></tr></table>", "表格")],
)
def test_a_table_can_be_scrolled_by_keyboard_under_its_name(markup: str, label: str) -> None:
    region = parsed(code("y", shown("text/html", markup)), **MASTHEAD).select_one("main .scroll")
    assert region is not None
    assert region.attrs == {"class": ["scroll"], "role": "region", "tabindex": "0", "aria-label": label}


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"


@pytest.mark.parametrize(
    "page",
    [
        lambda: exported(prose(HOSTILE + "\n\n## " + HOSTILE + "\n\n[x](javascript:alert(1))")),
        lambda: exported(code(HOSTILE, shown("text/html", f"<table><caption>{HOSTILE}</caption></table>"))),
        lambda: exported(code("y", shown("image/svg+xml", SVG, alt=HOSTILE, caption=HOSTILE))),
        lambda: exported(code(HOSTILE, tags=("injected-parameters",))),
        *[
            lambda name=name: exported(prose("## 甲"), code("y"), **{name: HOSTILE})
            for name in ("title", "subtitle", "organisation", "notice")
        ],
        *[
            lambda name=name: exported(*report(), **{**MASTHEAD, "labels": {name: HOSTILE}})
            for name in (
                *(
                    "contents",
                    "code_and_source",
                    "cell",
                    "skip_to_content",
                    "print",
                    "of_data",
                    "table",
                    "find",
                    "rows",
                ),
                *("show_code", "hide_code", "dark", "light", "filter", "all", "copy_link", "copied", "in_address_bar"),
                "to_top",
            )
        ],
    ],
)
def test_hostile_text_is_inert_wherever_it_comes_in(page: Any) -> None:
    soup = BeautifulSoup(page(), "html.parser")
    (script,) = soup.find_all("script")
    assert "alert" not in script.get_text()
    assert soup.find_all("img") == []
    assert [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
    assert [tag for tag in soup.find_all(href=True) if not str(tag["href"]).startswith("#")] == []


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = exported(*report(), prose("[地址](https://example.org) ![图](https://example.org/a.png)"), **MASTHEAD)
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", page)


def test_the_policy_lets_this_script_and_these_styles_pass_and_no_other() -> None:
    soup = parsed(prose("甲"))
    (script,) = soup.find_all("script")
    styles = " ".join(integrity(str(style.string)) for style in soup.find_all("style"))
    policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None
    assert policy["content"] == (
        f"default-src 'none'; script-src {integrity(str(script.string))}; style-src 'unsafe-inline'; "
        f"style-src-elem {styles}; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_digest_is_the_one_that_browsers_compute() -> None:
    assert integrity("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def test_the_script_stays_small() -> None:
    (script,) = parsed(prose("甲")).find_all("script")
    assert len(str(script.string).encode()) < 12_800


def test_every_id_is_used_once() -> None:
    named = code("y", shown("text/html", '<table id="code"><tbody><tr><td>1</td></tr></tbody></table>'))
    ids = [tag["id"] for tag in parsed(*report(), named, **MASTHEAD).find_all(id=True)]
    assert (len(ids), ids.count("code")) == (len(set(ids)), 1)


def test_the_masthead_leads_to_the_same_page_in_other_languages() -> None:
    ways = {"zh-Hant": "../report.html", "zh-Hans": "report.html", "en": "../en/report.html"}
    soup = parsed(prose("甲"), languages=ways, language="zh-Hans")
    assert [(one.name, one.get("href"), one["lang"], one.get_text()) for one in soup.select(".languages li > *")] == [
        ("a", "../report.html", "zh-Hant", "繁體中文"),
        ("span", None, "zh-Hans", "简体中文"),
        ("a", "../en/report.html", "en", "English"),
    ]
    assert soup.select_one(".languages [aria-current]").get_text() == "简体中文"  # type: ignore[union-attr]
    assert {link["hreflang"]: link["href"] for link in soup.select("head link")} == ways
    assert parsed(prose("甲")).select(".languages, link") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.html",
        "//x/a.html",
        "javascript:a.html",
        "/etc/a.html",
        "en",
        "../../../a.html",
        "a/b/c/d.html",
    ],
)
def test_a_language_leads_to_no_other_place(address: str) -> None:
    with pytest.raises(HTMLError, match="is not the address of a page beside this one"):
        exported(prose("甲"), languages={"en": address})


def test_two_conversions_give_the_same_page() -> None:
    assert exported(*report(), **MASTHEAD) == exported(*report(), **MASTHEAD)


def test_a_full_report_stays_small() -> None:
    rows = tuple((f"指标{number}的名称与口径", "1,234.56") for number in range(26))
    whole = tables.html(Table("表", (Column("名称", Role.NAME), Column("值", Role.NUMBER)), rows))
    chart = SVG.replace("<text>", "<path d='M 0.123456 0.123456'/>" * 600 + "<text>")
    charts = [code("y", shown("image/svg+xml", chart, alt="图"), identifier=f"chart-{number}") for number in range(4)]
    assert len(exported(code("y", shown("text/html", whole)), *charts, **MASTHEAD).encode()) < 150_000
