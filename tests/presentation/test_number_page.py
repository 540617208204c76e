"""Cards as a page and as lines: formula with figures, inputs, cells; nothing that was sent acts on a reader."""

import re

import pytest
import rows
from bs4 import BeautifulSoup

from innocity.intake.rules import Rules
from innocity.language import Language
from innocity.presentation.number_page import Surroundings, number_page
from innocity.presentation.number_text import Telling
from innocity.presentation.number_words import Words
from innocity.record.cards import Card, cards
from innocity.tables import Edge, Finding, Origin, Severity
from innocity.workspace import CODE, Workspace

HOSTILE = '<script>alert(1)</script>"\u202e=1+1\x1b[2J'
CELL = {
    "origin": Origin.CELL,
    "file": "data/raw/2022-Q4/甲&乙 1.xlsx",
    "sheet": "表<1>",
    "cell": "B2",
    "raw_text": HOSTILE,
    "number_format": "0.00",
    "sha256": "ab" * 32,
    "rules": ("numeral",),
}


def edge(number_id: str, place: int, role: str, value: str, **values: object) -> Edge:
    """An input of a number."""
    return Edge.model_validate({"number_id": number_id, "place": place, "role": role, "value": value, **values})


def known() -> dict[str, Card]:
    """A value in a cell, a target in a file, and the share of both."""
    share = {"result": "100.9", "formula": "actual / target * 100", "origin": Origin.NUMBER}
    target = {
        "origin": Origin.PARAMETER,
        "file": "params/framework/targets.csv",
        "row": "i1.2023.1",
        "document": "方案",
    }
    edges = [
        edge("attainment.1.actual", 1, "value", "22.19", result="22.19", **CELL),
        edge("attainment.1.completion_pct", 1, "actual", "22.19", from_number="attainment.1.actual", **share),
        edge("attainment.1.completion_pct", 2, "target", "22", from_number="attainment.1.target", **share),
        edge("attainment.1.status", 1, "actual", "22.19", result="met", origin=Origin.NUMBER, from_number="attainment.1.actual"),
        edge("attainment.1.target", 1, "target", "22", result="22", **target),
        edge("attainment.count.met", 1, "part", "met", result="1", formula="count(part)", origin=Origin.NUMBER, from_number="attainment.1.status"),
        edge("scorecards.first.total.points", 1, "part", "-3", result="4", formula="sum(part)", origin=Origin.CONSTANT, row="f"),
        edge("scorecards.first.total.points", 2, "part", "7", result="4", formula="sum(part)", origin=Origin.CONSTANT, row="f"),
    ]  # fmt: skip
    found = Finding(severity=Severity.WARNING, code="value_replaced", file=CELL["file"], sheet=CELL["sheet"], cell="B2", got=HOSTILE, remedy="-")  # type: ignore[arg-type]  # fmt: skip
    return cards(edges, [found])


def words(language: Language = Language.ZH_HANS) -> Words:
    """The words of a small framework."""
    return Words(rows.framework(), language)


def page(language: Language = Language.ZH_HANS, up: str = "../../", **languages: str) -> str:
    """The page of the cards."""
    rules = Rules.of(Workspace.at(CODE), language)
    around = Surroundings(up, languages, {"attainment.1.actual": "22.19*"})
    return number_page(known(), around, words(language), rules, rows.parameters())


def test_in_a_further_edition_it_leads_to_the_others_and_from_its_own_folder_to_the_returns() -> None:
    soup = BeautifulSoup(
        page(Language.EN, "../../../", en="numbers.html", **{"zh-Hans": "../numbers.html"}), "html.parser"
    )
    assert [(one.name, one.get("href"), one["lang"], one.get_text()) for one in soup.select(".languages li > *")] == [
        ("span", None, "en", "English"),
        ("a", "../numbers.html", "zh-Hans", "简体中文"),
    ]
    assert {str(link["href"])[:18] for link in soup.select('a[href*="data/raw"]')} == {"../../../data/raw/"}
    assert BeautifulSoup(page(), "html.parser").select(".languages") == []


@pytest.mark.parametrize(
    ("number_id", "expected"),
    [
        ("attainment.1.completion_pct", "现值 ÷ 目标值 × 100 = 22.19 ÷ 22 × 100 = 100.9"),
        ("attainment.count.met", "各部分的个数 = 1"),
        ("scorecards.first.total.points", "各部分之和 = (−3) + 7 = 4"),
        ("attainment.1.actual", ""),
    ],
)
def test_a_formula_is_told_in_words_and_in_figures(number_id: str, expected: str) -> None:
    assert words().formula(known()[number_id]) == expected


def test_a_formula_in_figures_is_told_as_it_is() -> None:
    first = edge("score_items.first.data_quality.2022-Q4.points", 1, "cap", "1", origin=Origin.CONSTANT)
    card = Card((first.replaced(result="88", formula="max(0;100-1×10-1×2)"),), ())
    assert words().formula(card) == "max(0, 100 − 1 × 10 − 1 × 2) = 88"


def test_a_card_has_its_address_its_figure_as_printed_and_its_inputs() -> None:
    soup = BeautifulSoup(page(), "html.parser")
    article = soup.find(id="attainment.1.completion_pct")
    assert article is not None
    assert "22.19 ÷ 22 × 100 = 100.9" in article.get_text()
    assert [link["href"] for link in article.find_all("a")] == ["#attainment.1.actual", "#attainment.1.target"]
    value = soup.find(id="attainment.1.actual")
    assert value is not None
    links = [link["href"] for link in value.find_all("a")]
    assert links == ["report.html#attainment.1.actual", "../../data/raw/2022-Q4/%E7%94%B2%26%E4%B9%99%201.xlsx"]
    told = value.get_text()
    assert all(one in told for one in ("22.19*", "表<1>!B2", "0.00", "numeral", "sha256 abababababab"))


def test_every_link_within_the_page_leads_somewhere_and_every_row_has_its_group() -> None:
    soup = BeautifulSoup(page(), "html.parser")
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert "attainment.1" in ids
    assert {link["href"][1:] for link in soup.select('a[href^="#"]')} <= set(ids)


def test_what_was_sent_is_text() -> None:
    made = page()
    assert "<script" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;〔U+202E〕=1+1〔U+001B〕[2J" in made
    assert "\u202e" not in made
    assert "default-src 'none'" in made


@pytest.mark.parametrize("language", Language)
def test_a_page_is_in_its_language_and_the_same_every_time(language: Language) -> None:
    assert page(language) == page(language)
    assert f'<html lang="{language.value}">' in page(language)
    if language is Language.EN:
        said = BeautifulSoup(page(language), "html.parser").get_text()
        assert "value 22.19" in said.lower()


def test_lines_lead_down_to_the_cell_and_nothing_acts_on_a_terminal() -> None:
    telling = Telling(known(), words(), Rules.of(Workspace.at(CODE), Language.ZH_HANS))
    told = list(telling.lines(["attainment.1.completion_pct"]))
    assert told[0] == "1 指标1（个） · 相当于目标（%） = 100.9"
    assert told[1] == "  attainment.1.completion_pct"
    depth = [len(line) - len(line.lstrip()) for line in told if "attainment.1.actual" in line or "B2" in line]
    assert depth == sorted(depth)
    assert not any(re.search(r"[\x00-\x1f\u202e]", line) for line in told)


def test_a_number_is_told_once_however_often_it_is_an_input() -> None:
    telling = Telling(known(), words(), Rules.of(Workspace.at(CODE), Language.ZH_HANS))
    told = list(telling.lines(["attainment.1.completion_pct", "attainment.1.status"]))
    assert sum("B2" in line for line in told) == 1
