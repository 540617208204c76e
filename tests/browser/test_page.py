"""What a reader can do with a page in a real browser: by keyboard, on a telephone, on paper, without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Page

from innocity.presentation import tables
from innocity.presentation.html import ReportHTMLExporter
from innocity.presentation.tables import Cell, Column, Mark, Role, Table

pytestmark = pytest.mark.slow

Visit = Callable[..., Page]
COLUMNS = (
    Column("组", Role.GROUP),
    Column("序号", Role.NUMBER),
    Column("名称", Role.NAME),
    Column("值", Role.NUMBER),
    Column("单位"),
    Column("状态"),
)
ROWS = (
    ("甲组", "1", "丙", "1.2万", "一局、二局", Cell("滞后", Mark.BEHIND)),
    ("甲组", "2", "甲", "9,500*", "二局", Cell("已达标", Mark.MET)),
    ("甲组", "3", "乙", "—", "一局", Cell("已达标", Mark.MET)),
    ("乙组", "4", "丁", "−30.4 / 50.0", "一局", Cell("未报送", Mark.ABSENT)),
    ("乙组", "5", "戊", "12%", "三局", Cell("滞后", Mark.BEHIND)),
    ("丙组", "6", "己", "1/4", "三局", Cell("已达标", Mark.MET)),
    ("丙组", "7", "庚", "有", "二局", Cell("已达标", Mark.MET)),
)
SMALL = Table("小表", COLUMNS, ROWS, identifier="small")
HOSTILE = (
    "<script>window.hurt = 1; alert(1)</script><img src=x onerror=\"window.hurt=1;alert(1)\"><iframe src='https://evil.test'>"
    "</iframe><a href=\"javascript:alert(1)\" onclick=alert(1)>x</a><style>body{display:none}@import 'https://evil.test/a'"
    '</style><p style="position:fixed;inset:0;background:url(https://evil.test/b)">盖住</p><svg onload=alert(1)></svg>'
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><style>@import "https://evil.test/c"</style>'
    '<script>alert(1)</script><image href="https://evil.test/d"/><a href="javascript:alert(1)"><text>1</text></a></svg>'
)


def shown(source: str, mime: str, content: str, **told: str) -> NotebookNode:
    output = new_output("display_data", data={mime: content}, metadata={mime: told} if told else {})
    return new_code_cell(source, outputs=[output], execution_count=1)


def saved(folder: Path, *cells: NotebookNode, **metadata: Any) -> Path:
    notebook = new_notebook(cells=list(cells), metadata={"innocity": {"title": "页", **metadata}})
    path = folder / "page.html"
    path.write_text(ReportHTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with one table of seven rows in three groups."""
    table = shown("small", "text/html", tables.html(SMALL))
    return saved(
        tmp_path_factory.mktemp("small"), new_markdown_cell("## 一、表"), table, new_markdown_cell("## 二、文")
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page whose every text comes from somebody who means harm."""
    rows = tuple(("甲", str(number), HOSTILE, HOSTILE, HOSTILE, HOSTILE) for number in range(7))
    cells = (
        new_markdown_cell(f"## {HOSTILE}\n\n{HOSTILE}\n\n[x](javascript:alert(1)) ![x](https://evil.test/e)"),
        shown("markup", "text/html", HOSTILE),
        shown("table", "text/html", tables.html(Table(HOSTILE, COLUMNS, rows))),
        shown("chart", "image/svg+xml", DRAWING, alt=HOSTILE, caption=HOSTILE),
        shown(HOSTILE, "text/markdown", HOSTILE),
    )
    return saved(tmp_path_factory.mktemp("hostile"), *cells, subtitle=HOSTILE, organisation=HOSTILE, notice=HOSTILE)


def test_the_languages_are_reached_by_keyboard_and_lead_to_the_other_page(tmp_path: Path, visit: Visit) -> None:
    ways = {"zh-Hans": "page.html", "en": "en/page.html"}
    (tmp_path / "en").mkdir()
    saved(
        tmp_path / "en",
        new_markdown_cell("## One"),
        language="en",
        languages={"zh-Hans": "../page.html", "en": "page.html"},
    )
    page = visit(
        saved(tmp_path, new_markdown_cell("## 一"), language="zh-Hans", languages=ways), width=360, bypass_csp=True
    )
    for _ in range(2):  # past the way to the content
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "English"
    found = Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/page.html")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator(".languages [aria-current]").inner_text() == "English"
    assert page.locator(".languages a").get_attribute("hreflang") == "zh-Hans"


def order(page: Page) -> str:
    """The numbers of the rows in sight, from top to bottom."""
    return "".join(
        cell.inner_text().strip(" #") for cell in page.locator("#small tbody td.num:nth-last-child(5)").all()
    )


def names(page: Page) -> list[tuple[str, int]]:
    """The groups in sight, each with the rows that it spans."""
    cells = page.locator("#small [scope=rowgroup]").all()
    return [(cell.inner_text(), int(cell.get_attribute("rowspan") or 1)) for cell in cells]


def head(page: Page, name: str) -> Any:
    return page.locator("#small th", has=page.get_by_role("button", name=name, exact=True))


def press(page: Page, name: str, times: int = 1) -> str | None:
    """Press the head of a column by keyboard; what it then says of the order."""
    for _ in range(times):
        head(page, name).get_by_role("button").focus()
        page.keyboard.press("Enter")
    return str(head(page, name).get_attribute("aria-sort"))


@pytest.mark.parametrize(
    ("column", "times", "said", "expected"),
    [
        ("值", 1, "ascending", "4652173"),
        ("值", 2, "descending", "1256473"),
        ("值", 3, "none", "1234567"),
        ("状态", 1, "ascending", "2367154"),
        ("状态", 2, "descending", "4152367"),
        ("名称", 1, "ascending", "1476253"),
    ],
)
def test_a_table_is_sorted_by_keyboard(
    visit: Visit, small: Path, column: str, times: int, said: str, expected: str
) -> None:
    page = visit(small)
    assert press(page, column, times) == said
    assert order(page) == expected
    assert page.locator("[aria-sort]:not([aria-sort=none])").count() == (said != "none")


def test_groups_name_their_rows_in_any_order(visit: Visit, small: Path) -> None:
    page = visit(small)
    whole = [("甲组", 3), ("乙组", 2), ("丙组", 2)]
    assert names(page) == whole
    press(page, "值")
    assert names(page) == [("乙组", 1), ("丙组", 1), ("乙组", 1), ("甲组", 2), ("丙组", 1), ("甲组", 1)]
    press(page, "值", 2)
    assert names(page) == whole


def test_rows_are_filtered_by_what_stands_in_the_columns(visit: Visit, small: Path) -> None:
    page = visit(small)
    page.locator(".table-tools summary").focus()
    page.keyboard.press("Enter")
    choices = {
        select.locator("xpath=..").inner_text().split("\n")[0]: select for select in page.locator("select").all()
    }
    assert [select.locator("option").all_inner_texts() for select in choices.values()] == [
        ["All", "丙组", "甲组", "乙组"],
        ["All", "二局", "三局", "一局"],
        ["All", "已达标", "滞后", "未报送"],
    ]
    _, unit, state = choices.values()
    unit.select_option("一局")
    assert (order(page), page.locator(".table-tools output").inner_text()) == ("134", "Rows 3 / 7")
    assert names(page) == [("甲组", 2), ("乙组", 1)]
    press(page, "值", 2)
    assert order(page) == "143"
    state.select_option("已达标")
    assert order(page) == "3"
    unit.select_option("")
    state.select_option("")
    assert (order(page), page.locator(".table-tools output").inner_text()) == ("1256473", "")


def test_rows_are_found_as_one_types(visit: Visit, small: Path) -> None:
    page = visit(small)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("二局 乙")
    assert (order(page), page.locator(".find output").inner_text()) == ("", "Rows 0")
    for _ in range(2):
        page.keyboard.press("Backspace")
    assert (order(page), page.locator(".find output").inner_text()) == ("127", "Rows 3")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.hash") == "#small-1"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.hash") == "#small-7"
    page.get_by_role("searchbox").fill("")
    assert (order(page), page.locator(".find output").inner_text()) == ("1234567", "")


def test_a_row_is_one_stop_among_the_links_of_its_table(visit: Visit, small: Path) -> None:
    page = visit(small)
    assert page.locator("#small .link:not([tabindex='-1'])").count() == 1
    press(page, "值")
    assert page.locator("#small .link:not([tabindex='-1'])").get_attribute("href") == "#small-4"


def test_the_link_to_a_row_is_copied(visit: Visit, small: Path) -> None:
    page = visit(small, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#small-3").hover()
    page.locator("#small-3 .link").click()
    page.get_by_text("Link copied").wait_for()
    assert page.url.endswith("#small-3")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_without_a_clipboard_the_link_stands_in_the_address_bar(visit: Visit, small: Path) -> None:
    page = visit(small)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("h2 .link").first.click()
    page.get_by_text("The link stands in the address bar").wait_for()
    assert page.url.endswith("#section-1")


def test_a_link_to_a_row_that_is_put_away_brings_it_back(visit: Visit, small: Path) -> None:
    page = visit(small)
    page.get_by_role("searchbox").fill("丁")
    assert order(page) == "4"
    page.evaluate("location.hash = '#small-2'")
    page.wait_for_selector("#small-2:target")
    assert (order(page), page.get_by_role("searchbox").input_value()) == ("1234567", "")


def test_all_code_is_opened_and_closed_at_once(visit: Visit, small: Path) -> None:
    page = visit(small)
    page.get_by_role("button", name="Show all code").click()
    assert page.locator("details.source:not([open])").count() == 0
    page.get_by_role("button", name="Hide all code").click()
    assert page.locator("details.source[open]").count() == 0


@pytest.mark.parametrize("has_storage", [True, False])
def test_the_theme_is_switched_with_or_without_storage(visit: Visit, small: Path, has_storage: bool) -> None:
    page = visit(small, color_scheme="light")
    if not has_storage:
        refusing = "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no') }})"
        page.add_init_script(refusing)
        page.reload()
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(paper)
    assert (light, dark) == ("rgb(253, 252, 250)", "rgb(23, 24, 26)")
    page.reload()
    assert page.evaluate(paper) == (dark if has_storage else light)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report_page", "scorecard_page"])
def test_assistive_technology_finds_no_fault(
    visit: Visit, request: pytest.FixtureRequest, name: str, scheme: str
) -> None:
    page = visit(request.getfixturevalue(name), color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("name", ["report_page", "scorecard_page", "hostile"])
def test_a_page_asks_nobody_and_complains_of_nothing(browser: Any, request: pytest.FixtureRequest, name: str) -> None:
    path = request.getfixturevalue(name)
    context = browser.new_context()
    page = context.new_page()
    heard: list[str] = []
    page.on("request", lambda asked: heard.append(asked.url))
    page.on("console", lambda said: heard.append(said.text))
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri(), wait_until="load")
    for link in page.locator("main table .link, main h2 .link").all()[:2]:
        link.focus()
        page.keyboard.press("Enter")
    assert heard == [path.as_uri()]
    assert page.evaluate(
        "[typeof window.hurt, document.querySelectorAll('main :is(iframe, img, style, script)').length]"
    ) == [
        "undefined",
        0,
    ]
    context.close()


@pytest.mark.parametrize("width", [320, 380, 768])
@pytest.mark.parametrize("name", ["report_page", "scorecard_page", "hostile"])
def test_a_narrow_page_does_not_scroll_sideways(
    visit: Visit, request: pytest.FixtureRequest, name: str, width: int
) -> None:
    page = visit(request.getfixturevalue(name), width=width)
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_paper_shows_no_switches_and_only_what_was_opened(visit: Visit, small: Path) -> None:
    page = visit(small, color_scheme="dark")
    page.locator("details.source summary").click()
    page.get_by_role("searchbox").fill("二局")
    page.emulate_media(media="print")
    seen = "(name) => [...document.querySelectorAll(name)].filter(one => one.checkVisibility()).length"
    assert page.evaluate(seen, "button:not(.sort), input, select, nav, .link, summary, .to-top") == 0
    assert page.evaluate(seen, "details.source pre") == 1
    assert page.locator(".table-tools output").inner_text() == "Rows 3 / 7"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.locator("details.source summary").click()
    page.emulate_media(media="print")
    assert page.evaluate(seen, "details.source") == 0


def test_without_scripts_everything_is_there_but_the_switches(visit: Visit, small: Path) -> None:
    page = visit(small, java_script_enabled=False)
    assert (order(page), names(page)) == ("1234567", [("甲组", 3), ("乙组", 2), ("丙组", 2)])
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    page.locator("details.source summary").click()
    assert page.locator("details.source pre").is_visible()
    assert page.locator(".contents a").all_inner_texts() == ["一、表", "二、文"]
