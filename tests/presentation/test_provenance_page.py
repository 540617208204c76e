"""The page for auditors: every question answered in every language, the graph, notebooks with nothing left out."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import kept
import nbformat
import pytest
from bs4 import BeautifulSoup
from crates import RETURN, run_facts
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from innocity.language import Language
from innocity.presentation import provenance_tables, report
from innocity.presentation.audit import Question, commands, told_of
from innocity.presentation.notebook_page import whole
from innocity.presentation.run_graph import run_graph
from innocity.presentation.tables import Link

HOSTILE = "data/raw/2022-Q4/<script>alert(1)</script>&\u202e.xlsx"


def test_every_command_names_the_period_or_nothing_of_the_run() -> None:
    told = told_of(run_facts(), kept.stage())
    lines = {question: commands(question, told) for question in Question}
    assert len(lines) == 25
    assert [question for question, typed in lines.items() if not typed] == [Question.UNPROVEN]
    assert lines[Question.CHANGED] == ("python3 pipeline.py verify 2022-Q4", "python3 -I tools/verify.py .")
    assert lines[Question.COMMITTED][0] == "git log -1 --show-signature 0123abcd"


@pytest.mark.parametrize("language", Language)
def test_the_page_answers_every_question_in_every_language(language: Language, tmp_path: Path) -> None:
    written = []
    for name in ("once.html", "again.html"):
        report.write_provenance(tmp_path / name, run_facts(language=language), kept.stage())
        written.append((tmp_path / name).read_text(encoding="utf-8"))
    assert written[0] == written[1]
    page = BeautifulSoup(written[0], "html.parser")
    assert len(page.select("main h2")) == 5
    assert [one["id"] for one in page.select("main h3")] == [f"question-{number}" for number in range(1, 26)]
    assert len(page.select("main svg")) == 1
    assert page.select("details.source") == []
    said = page.get_text()
    for fact in ("0123abcd+", "f" * 64, "a" * 64, RETURN, "papermill 2.7.0"):
        assert fact in said
    assert "{" not in "".join(one.get_text() for one in page.select("main p"))


def test_a_hostile_file_name_is_text(tmp_path: Path) -> None:
    facts = run_facts(inputs={HOSTILE: "a" * 64})
    report.write_provenance(tmp_path / "page.html", facts, kept.stage())
    page = BeautifulSoup((tmp_path / "page.html").read_text(encoding="utf-8"), "html.parser")
    assert [one.get("type") for one in page.find_all("script")] == ["module"]
    assert "<script>alert(1)</script>&.xlsx" in page.get_text()


def test_parameters_asked_for_stand_beside_those_used() -> None:
    facts = run_facts()
    first = facts.steps[0]
    other = replace(first, executions=(replace(first.executions[0], used={"period": "2022-Q4", "target_year": 2024}),))
    table = provenance_tables.parameters(run_facts(steps=(other, *facts.steps[1:])))
    assert table.rows == (
        ("period", "2022-Q4", "2022-Q4"),
        ("target_year", "2023", "2023、2024"),
        ("due_on", "（空）", "（空）"),
    )


def test_every_language_was_asked_for_and_an_editions_page_leads_up_to_the_notebooks() -> None:
    asked = {"language": "zh-Hans"}
    facts = run_facts(parameters=asked, languages=(Language.ZH_HANS, Language.EN), folder="en/", language=Language.EN)
    assert [row[:2] for row in provenance_tables.parameters(facts).rows] == [("language", "en; zh-Hans")]
    link = provenance_tables.notebooks(facts).rows[0][0]
    assert isinstance(link, Link)
    assert link.target == "../notebooks/1_returns.html"


def test_files_with_their_digests() -> None:
    facts = run_facts()
    assert provenance_tables.taken(facts).rows == ((RETURN, "alpha", "a" * 64),)
    assert [row[0] for row in provenance_tables.made(facts).rows] == [
        "data/processed/2022-Q4/receipts.csv",
        "reports/2022-Q4/report.html",
        "reports/2022-Q4/report.pdf",
    ]
    assert provenance_tables.notebooks(facts).rows == ((Link("1_returns", "notebooks/1_returns.html"), "8", "c" * 64),)


def test_the_graph_is_drawn_from_counts_and_is_well_formed() -> None:
    drawn = run_graph(run_facts())
    words = [one.text for one in ElementTree.fromstring(drawn).iter() if one.tag.endswith("text")]
    assert words == [
        "本期和以前各期报送材料 1 份",
        "参数、指标体系、规则 1 份",
        "1_returns",
        "receipts · 1",
        "scorecards",
        "alpha.ipynb",
        "reports",
        "报告与页面 2 份",
    ]


def test_a_notebook_is_shown_whole() -> None:
    outputs = [
        new_output("stream", text="<b>&"),
        new_output("display_data", data={"text/html": '<p>1<a href="scorecards/a.html">a</a><a href="#b">b</a></p>'}),
        new_output("display_data", data={"application/json": {"甲": 1}}),
    ]
    cells = [
        new_markdown_cell("# 1", metadata={"tags": ["hide"]}),
        new_code_cell("x", metadata={"tags": ["parameters"]}, outputs=outputs),
    ]
    shown = whole(new_notebook(cells=cells))
    assert [cell.metadata for cell in shown.cells] == [{}, {}]
    assert [one.data["text/html"] for one in shown.cells[1].outputs] == [
        "<pre>&lt;b&gt;&amp;</pre>",
        '<p>1<a href="../scorecards/a.html">a</a><a href="#b">b</a></p>',
        "<pre>{&quot;甲&quot;: 1}</pre>",
    ]
    nbformat.validate(shown)
