"""The editions of a report: whose pages lie where and lead to which; of a real run, that they differ in words alone."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
import pytest

from innocity.demo.build import build
from innocity.framework import load, load_programme
from innocity.language import Language
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.presentation.tables import plain
from innocity.record.verify import verify
from innocity.running.editions import Edition
from innocity.running.plan import STAGES
from innocity.running.reproduction import reproduce
from innocity.running.run import Request, run
from innocity.workspace import Workspace

PERIOD, FIRST = Period(2022, 4), Period(2023, 1)
ALL = (Language.ZH_HANS, Language.ZH_HANT, Language.EN)
FIGURE = r"(?<![\d.,])(?!20\d\d(?![\d%]|[.,]\d))[+−]?\d(?:[\d,.]*\d)?%?"  # but for years
NUMBER = re.compile(r'data-number="([^"]+)">(.*?)</(?:td|th|dd)>')


def editions(workspace: Workspace, first: Language, *tags: str) -> tuple[Edition, ...]:
    """The editions of a run in a language, where the programme asks for these."""
    programme = load_programme(workspace).model_copy(update={"languages": list(tags)})
    given = load_parameters(workspace.period_file(PERIOD)).model_copy(update={"language": first.value})
    return Edition.all_of(given, programme)


@pytest.mark.parametrize(
    ("first", "tags", "expected"),
    [
        (Language.ZH_HANS, (), ["zh-Hans"]),
        (Language.ZH_HANS, ("zh-Hans",), ["zh-Hans"]),
        (Language.ZH_HANS, ("zh-Hans", "en"), ["zh-Hans", "en"]),
        (Language.EN, ("zh-Hans", "en"), ["en", "zh-Hans"]),
        (Language.ZH_HANT, ("zh-Hans", "en"), ["zh-Hant", "zh-Hans", "en"]),
    ],
)
def test_the_runs_own_language_comes_first(
    empty: Workspace, first: Language, tags: tuple[str, ...], expected: list[str]
) -> None:
    made = editions(empty, first, *tags)
    assert [one.parameters.language for one in made] == expected
    assert [one.is_first for one in made] == [True] + [False] * (len(made) - 1)
    assert [one.stages for one in made] == [STAGES] + [STAGES[-1:]] * (len(made) - 1)


def test_a_further_edition_has_a_folder_of_its_own(empty: Workspace) -> None:
    first, other = editions(empty, Language.ZH_HANS, "en")
    reports = empty.reports(PERIOD)
    assert (first.published(empty), other.published(empty)) == (reports, reports / "en")
    assert other.staged(empty) == empty.staging(PERIOD) / "reports" / "en"
    assert (first.name("4_report"), other.name("4_report")) == ("4_report", "en/4_report")


def test_each_page_leads_to_itself_in_every_language(empty: Workspace) -> None:
    first, other, third = editions(empty, Language.ZH_HANS, "zh-Hant", "en")

    def card(language: Language) -> str:
        return f"scorecards/{language.suffix}.html"

    assert third.addresses(lambda _: "report.html") == {
        "zh-Hans": "../report.html",
        "zh-Hant": "../zh-Hant/report.html",
        "en": "report.html",
    }
    assert first.addresses(card) == {
        "zh-Hans": "zh_hans.html",
        "zh-Hant": "../zh-Hant/scorecards/zh_hant.html",
        "en": "../en/scorecards/en.html",
    }
    assert other.addresses(card)["zh-Hans"] == "../../scorecards/zh_hans.html"
    assert editions(empty, Language.EN)[0].addresses(card) == {}


def test_an_edition_rests_on_what_the_run_does_in_its_own_language(empty: Workspace) -> None:
    first, other = editions(empty, Language.ZH_HANS, "en")
    used = {"facts": "1", "language": "zh-Hans"}
    assert first.inputs(used) == used
    assert other.inputs(used) == {"facts": "1", "language": "en", "first_language": "zh-Hans"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A small city whose first quarter has been run in three languages."""
    folder = tmp_path_factory.mktemp("city") / "one"
    build(folder, seed=1, units=2, periods=1, cities=1, rows=0)
    workspace = Workspace.at(folder)
    with workspace.programme.open("a", encoding="utf-8") as handle:
        handle.write('languages: ["zh-Hans", "zh-Hant", "en"]\n')
    run(Request(workspace, FIRST, jobs=2), lambda _: None)
    return workspace


def numbers(notebook: Path, measures: list[str]) -> dict[str, list[str]]:
    """Of every number that a notebook shows, by its id, the digits of each place where it is printed, in order of size.

    Languages differ in the order of a sentence, in how often they name a year, in the space before a per cent sign and in
    saying 80% as four fifths.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    shown = ["".join(out.get("data", {}).get("text/html", "")) for cell in cells for out in cell.get("outputs", ())]
    found: dict[str, list[str]] = {}
    for identifier, said in (pair for one in shown for pair in NUMBER.findall(one)):
        figure = re.sub(r"\s%", "%", plain(said).replace("八成", "80%"))
        for name in measures:
            figure = figure.replace(f"({name})", "")
        found.setdefault(unescape(identifier), []).extend(re.findall(FIGURE, figure))
    return {identifier: sorted(figures) for identifier, figures in found.items()}


def notebooks(reports: Path) -> Iterator[str]:
    """The executed notebooks that every edition has, by name."""
    yield "notebooks/4_report.ipynb"
    for path in sorted((reports / "notebooks" / "scorecards").glob("*.ipynb")):
        yield path.relative_to(reports).as_posix()


@pytest.mark.slow
def test_the_editions_differ_in_no_number(city: Workspace) -> None:
    reports, measures = city.reports(FIRST), [one.name(Language.EN) for one in load(city).measures]
    for name in notebooks(reports):
        first = numbers(reports / name, measures)
        assert first
        for language in ALL[1:]:
            assert numbers(reports / language.value / name, measures) == first, (language, name)


@pytest.mark.slow
@pytest.mark.parametrize("language", ALL)
def test_what_is_to_be_read_in_a_minute_is_one_page(city: Workspace, language: Language) -> None:
    folder = city.reports(FIRST) / ("" if language is ALL[0] else language.value)
    with pikepdf.open(folder / "report.pdf") as paper, paper.open_outline() as outline:
        starts = [pikepdf.Page(part.destination[0]).index for part in outline.root[:2]]
    assert starts == [0, 2]  # the contents stand between


@pytest.mark.slow
def test_every_edition_has_every_page_and_no_link_ends_in_nothing(city: Workspace) -> None:
    reports = city.reports(FIRST)
    cards = len(list((reports / "scorecards").glob("*.html")))
    for language in ALL:
        folder = reports if language is ALL[0] else reports / language.value
        assert {f"report.{form}" for form in ("docx", "html", "pdf", "xlsx")} <= {
            path.name for path in folder.iterdir()
        }
        pages = [
            folder / name for name in ("report.html", "numbers.html", "provenance.html", "notebooks/4_report.html")
        ]
        pages += sorted(folder.glob("scorecards/*.html"))
        assert len(pages) == 4 + cards
        for page in pages:
            content = page.read_text(encoding="utf-8")
            assert f'<html lang="{language.value}">' in content
            switch = re.findall(r'<a href="([^"]+)" lang="([^"]+)" hreflang="([^"]+)">', content)
            assert sorted(tag for _, tag, _ in switch) == sorted(one.value for one in ALL if one is not language)
            ways = [unquote(unescape(way)) for way in re.findall(r'href="?([^"#>\s]+)', content)]
            assert [way for way in ways if not (page.parent / way).is_file()] == [], page


@pytest.mark.slow
def test_the_record_knows_every_edition(city: Workspace) -> None:
    reports = city.reports(FIRST)
    assert verify(city, [FIRST]).faults == ()
    listed = (reports / "MANIFEST.sha256").read_text(encoding="utf-8")
    assert all(f" {name}\n" in listed for name in ("en/report.pdf", "en/numbers.html", "zh-Hant/report.xlsx"))
    graph = json.loads((reports / "ro-crate-metadata.json").read_bytes())["@graph"]
    known: dict[str, dict[str, Any]] = {one["@id"]: one for one in graph}
    assert {"@id": "en/report.html"} in known["#execution/en/reports"]["result"]
    assert {"@id": "en/report.html"} not in known["#execution/reports"]["result"]
    assert {"@id": "#value/language/en"} in known["#execution/en/4_report"]["object"]
    assert {"@id": "en/notebooks/4_report.ipynb"} in known["#execution/en/4_report"]["result"]


@pytest.mark.slow
def test_it_comes_out_the_same_again(city: Workspace) -> None:
    again = reproduce(city, FIRST, 2, lambda _: None)
    assert (again.lost, again.differences) == ((), ())


@pytest.mark.slow
def test_of_an_edition_that_was_altered_only_the_piece_is_made_again(city: Workspace) -> None:
    reports = city.reports(FIRST)
    was = {path: path.read_bytes() for path in sorted(reports.rglob("*.ipynb"))}
    said: list[str] = []
    (reports / "en" / "notebooks" / "4_report.ipynb").write_text("{}", encoding="utf-8")
    run(Request(city, FIRST, jobs=2), said.append)
    assert {path: path.read_bytes() for path in sorted(reports.rglob("*.ipynb"))} == was
    assert [line for line in said if "4_report" in line and "未变" in line and "en/" not in line] != []
    assert [line for line in said if "en/4_report" in line and "未变" in line] == []
