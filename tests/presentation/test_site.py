"""The documents as pages."""

from base64 import b64encode

import pytest
from bs4 import BeautifulSoup

from innocity.language import Language
from innocity.presentation.site import Document, site

PICTURE = b"\x89PNG picture"
SOURCES = {
    "index.md": "# House\n\n[二](two.zh.md) [two](two.md#part) [code](../innocity/cli.py) [far](https://example.org/)\n",
    "two.md": "# Two\n\n## Part\n\n## Part\n\n[up](index.md)\n\n| a |\n| - |\n| 1 |\n\n```\nrun\n```\n\n![A picture](pictures/one.png)\n",
    "two.zh.md": "# 二\n\n## 甲、乙 (丙)\n",
    "deep/README.md": "# Deep\n\n<script>alert(1)</script>\n\n[two](../two.md) [part](../two.md#part-1)\n",
    "unnamed.md": "no title\n",
}


@pytest.fixture(scope="module")
def pages() -> dict[str, BeautifulSoup]:
    made = site(SOURCES, {"pictures/one.png": PICTURE})
    return {address: BeautifulSoup(page, "html.parser") for address, page in made.items()}


def contents(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(tag.get_text(), str(tag["href"])) for tag in page.select("nav .level-2 a")]


def test_each_source_is_a_page(pages: dict[str, BeautifulSoup]) -> None:
    assert set(pages) == {"index.html", "two.html", "two.zh.html", "deep/README.html", "unnamed.html"}
    assert [page.title.get_text() for page in pages.values() if page.title] == [
        "House",
        "Two",
        "二",
        "Deep",
        "unnamed.md",
    ]


@pytest.mark.parametrize(
    ("address", "led_to"),
    [
        (
            "two.html",
            [
                ("House", "index.html"),
                ("Two", "two.html"),
                ("Deep", "deep/README.html"),
                ("unnamed.md", "unnamed.html"),
            ],
        ),
        (
            "two.zh.html",
            [
                ("House", "index.html"),
                ("二", "two.zh.html"),
                ("Deep", "deep/README.html"),
                ("unnamed.md", "unnamed.html"),
            ],
        ),
        (
            "deep/README.html",
            [
                ("House", "../index.html"),
                ("Two", "../two.html"),
                ("Deep", "README.html"),
                ("unnamed.md", "../unnamed.html"),
            ],
        ),
    ],
)
def test_contents_follow_the_front_page_in_the_language_of_the_page(
    pages: dict[str, BeautifulSoup], address: str, led_to: list[tuple[str, str]]
) -> None:
    assert contents(pages[address]) == led_to


def test_links_lead_to_pages_or_are_words(pages: dict[str, BeautifulSoup]) -> None:
    def ways(address: str) -> list[str]:
        return [str(tag["href"]) for tag in pages[address].select("main a")]

    assert ways("index.html") == ["two.zh.html", "two.html#part", "https://example.org/"]
    assert ways("deep/README.html") == ["../two.html", "../two.html#part-1"]
    assert "code" in pages["index.html"].get_text()


def test_anchors_are_those_of_code_hosts() -> None:
    assert Document.of("two.md", SOURCES["two.md"]).sections == (("part", "Part"), ("part-1", "Part"))
    assert Document.of("two.zh.md", SOURCES["two.zh.md"]).sections == (("甲乙-丙", "甲、乙 (丙)"),)


def test_pages_know_their_language_and_the_other_one(pages: dict[str, BeautifulSoup]) -> None:
    assert Document.of("two.zh.md", "").language is Language.ZH_HANS
    assert [tag["href"] for tag in pages["two.html"].select(".imprint a")] == ["two.zh.html"]
    assert [tag["lang"] for tag in pages["two.zh.html"].select("html")] == ["zh-Hans"]


def test_pictures_are_inside_the_page_and_what_is_wide_scrolls_in_it(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["two.html"]
    assert [tag["src"] for tag in page.select("figure img")] == [f"data:image/png;base64,{b64encode(PICTURE).decode()}"]
    assert [tag.get_text() for tag in page.select("figcaption")] == ["A picture"]
    assert [tag["aria-label"] for tag in page.select("[role=group][tabindex='0']")] == ["Part", "Part"]
    assert [tag["scope"] for tag in page.select("th")] == ["col"]


def test_nothing_runs_and_nothing_is_loaded(pages: dict[str, BeautifulSoup]) -> None:
    for page in pages.values():
        assert page.select("script, link, iframe") == []
        [policy] = page.select("meta[http-equiv=Content-Security-Policy]")
        assert "default-src 'none'" in str(policy["content"])
        assert "script-src 'none'" in str(policy["content"])
    assert "<script>alert(1)</script>" in pages["deep/README.html"].get_text()


def test_the_same_sources_give_the_same_pages() -> None:
    assert site(SOURCES, {"pictures/one.png": PICTURE}) == site(SOURCES, {"pictures/one.png": PICTURE})
