"""The portal: every period, run, unit and indicator on one page; the same bytes for the same tables; no run lost to it."""

import csv
import io
import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from published import FIRST, GOLDEN, city, publish, seal, supersede

from innocity import csvfile
from innocity.intake.rules import Rules
from innocity.language import Language
from innocity.period import Period
from innocity.presentation import portal
from innocity.presentation.portal import file_name
from innocity.presentation.portal_basis import basis_of
from innocity.running.gathering import gather
from innocity.running.portal import basis, bring_up_to_date, refresh, released
from innocity.tables import Finding, Override
from innocity.workspace import CODE, Workspace

PAGES = ("index.html", "index.zh-hant.html", "index.en.html")
HOSTILE = '</script><script>alert("坏")</script>&amp;\u202e'


class Seen(HTMLParser):
    """What a browser would make of a page: anchors, links, scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.scripts: list[str] = []
        self._is_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors += [found["id"]] if found.get("id") else []
        self.links += [found["href"]] if tag == "a" and found.get("href") else []
        self._is_script = tag == "script"

    def handle_data(self, data: str) -> None:
        self.scripts += [data] if self._is_script else []
        self._is_script = False


def pages(workspace: Workspace) -> dict[str, str]:
    """The portal's pages, brought up to date."""
    bring_up_to_date(workspace)
    return {name: (workspace.published / name).read_text(encoding="utf-8") for name in PAGES}


def edited(table: str, column: str, value: str, row: int = 0) -> str:
    """A kept table with one cell changed."""
    rows = list(csv.DictReader(io.StringIO((GOLDEN / f"{table}.csv").read_text(encoding="utf-8-sig"))))
    rows[row][column] = value
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def found(count: int, **values: str) -> str:
    """A table of so many findings, of as many kinds as there are."""
    kinds = list(Rules.of(Workspace(CODE), Language.ZH_HANS).by_code.values())
    rows = [
        Finding(severity=kind.severity, code=kind.code, remedy="改正", **{"cell": f"C{number}", **values})
        for number in range(count)
        for kind in [kinds[number % len(kinds)]]
    ]
    return csvfile.render(rows, Finding)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with three published quarters."""
    return city(tmp_path_factory.mktemp("three"), 3)


def test_every_period_unit_indicator_and_promise_has_its_anchor(three: Workspace) -> None:
    page = pages(three)["index.html"]
    anchors = Seen(page).anchors
    assert [name for name in anchors if re.fullmatch(r"\d{4}-Q\d", name)] == ["2023-Q2", "2023-Q1", "2022-Q4"]
    assert sum(name.startswith("indicator-") for name in anchors) == 26
    assert sum(bool(re.fullmatch(r"w\d+-\d+", name)) for name in anchors) == 31
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(three: Workspace, name: str) -> None:
    page = pages(three)[name]
    seen = Seen(page)
    served = ("run", "review/")
    inside = [link[1:] for link in seen.links if link.startswith("#")]
    outside = [link for link in seen.links if not link.startswith(("#", *served))]
    assert set(inside) <= {*seen.anchors}
    assert [link for link in outside if not (three.published / link).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_name_can_be_found_in_every_language(three: Workspace, name: str) -> None:
    page = pages(three)[name]
    names = json.loads(Seen(page).scripts[0])
    assert set(re.findall(r'data-find="([^"]*)"', page)) - {""} != set()
    used = {key for keys in re.findall(r'data-find="([^"]*)"', page) for key in keys.split()}
    assert used <= set(names)
    assert names["i0"] == "全社会R&D经费支出占GDP比重 全社會R&D經費支出占GDP比重 R&D expenditure as a share of GDP"


def test_the_page_of_a_language_leads_to_that_edition_and_the_others_stand_beside_it(tmp_path: Path) -> None:
    workspace = city(tmp_path, 1)
    reports = workspace.reports(FIRST)
    for name in ("report.html", "report.pdf", "scorecards/Municipal-Science-and-Technology-Bureau.html"):
        (reports / "en" / name).parent.mkdir(parents=True, exist_ok=True)
        (reports / "en" / name).write_text("-", encoding="utf-8")
    seal(workspace, FIRST)
    made = {name: Seen(page).links for name, page in pages(workspace).items()}
    lead = {name: [link for link in links if link.endswith(".html") and "Q4/" in link] for name, links in made.items()}
    assert set(lead["index.html"]) == {"2022-Q4/report.html", "2022-Q4/en/report.html"}
    card = "2022-Q4/en/scorecards/Municipal-Science-and-Technology-Bureau.html"
    assert set(lead["index.en.html"]) == {"2022-Q4/en/report.html", "2022-Q4/report.html", card}
    assert "2022-Q4/en/report.pdf" in made["index.en.html"]
    assert "2022-Q4/en/report.pdf" not in made["index.zh-hant.html"]
    assert 'hreflang="zh-Hans" lang="zh-Hans">简体中文</a>' in pages(workspace)["index.en.html"]


def test_the_same_tables_give_the_same_bytes(three: Workspace, tmp_path: Path) -> None:
    assert pages(city(tmp_path / "别处", 3)) == pages(three)


def test_a_page_says_what_it_is_made_from(three: Workspace) -> None:
    assert {basis_of(page) for page in pages(three).values()} == {basis(three)}
    assert basis_of("<html>") is None


def test_what_is_up_to_date_is_not_written_anew(three: Workspace) -> None:
    path = bring_up_to_date(three)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    bring_up_to_date(three)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_the_portal_counts_the_same_corrections_as_the_tables(tmp_path: Path) -> None:
    workspace = city(tmp_path)
    told = {"file": "a.xlsx", "sheet": "表", "cell": "C1", "before": "1", "after": "2", "who": "甲", "why": "笔误"}
    kept = {"corrected_on": "2023-04-01", "evidence": "函.pdf", "unit": "science_bureau", "period": str(FIRST)}
    applied = [Override.model_validate({**told, **kept, "line": str(line), "is_applied": True}) for line in (2, 3)]
    publish(workspace, FIRST, overrides=csvfile.render(applied, Override))
    (shown,) = gather(workspace, "").periods
    assert shown.tables is not None
    counts = {row.unit: row.corrected for row in shown.tables.standings if row.corrected}
    assert counts == {"science_bureau": 2}


def test_a_figure_that_another_run_replaced_stands_beside_it(tmp_path: Path) -> None:
    workspace = city(tmp_path)
    supersede(workspace, FIRST, "attainment", edited("attainment", "actual", "9876.5"))
    page = pages(workspace)["index.en.html"]
    former = re.findall(r'<tr class="former"><th scope="row">(\S+) .*?</th><td class="num">(.*?)</td>', page)
    assert [run for run, _ in former] == ["2022-Q4@1"]
    assert "9,876.5" in page
    assert "diff 2022-Q4@1 2022-Q4" in page


def test_a_run_that_the_code_cannot_read_is_told_and_hides_no_other(tmp_path: Path) -> None:
    workspace = city(tmp_path, 2)
    publish(workspace, FIRST, attainment="old,columns\n1,2\n")
    page = pages(workspace)["index.html"]
    assert "由旧版程序写成" in page
    assert 'href="2022-Q4/report.html"' in page
    assert page.count("指标完成情况</dt>") == 1


def test_submitted_text_is_only_text(tmp_path: Path) -> None:
    workspace = city(tmp_path)
    publish(workspace, FIRST, findings=found(1, got=HOSTILE, cell=HOSTILE, sheet=HOSTILE, file=HOSTILE))
    for page in pages(workspace).values():
        assert "〔U+202E〕" in page
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert len(Seen(page).scripts) == 2


@pytest.mark.parametrize(
    ("ledger", "expected"),
    [
        (None, None),
        ("", None),
        ('{"action": "run", "period": "2023-Q1"}\n', None),
        ('{"action": "release", "period": "2022-Q4"}\n{"action": "run", "period": "2023-Q1"}\n{"torn', "2022-Q4"),
        ('{"action": "release", "period": "2022-Q4"}\n{"action": "release", "period": "2023-Q1"}\n[1]\n', "2023-Q1"),
    ],
)
def test_the_last_release_is_the_ledgers(tmp_path: Path, ledger: str | None, expected: str | None) -> None:
    workspace = Workspace(tmp_path)
    workspace.published.mkdir()
    if ledger is not None:
        workspace.ledger.write_text(ledger, encoding="utf-8")
    assert released(workspace) == expected


def test_a_release_shows(tmp_path: Path) -> None:
    workspace = city(tmp_path, 2)
    assert "尚无正式发布的报告" in pages(workspace)["index.html"]
    workspace.ledger.write_text('{"action": "release", "period": "2022-Q4"}\n', encoding="utf-8")
    page = pages(workspace)["index.html"]
    assert re.search(r'id="released">[^<]*</dt><dd><a href="2022-Q4/report.html">', page)


def test_nothing_published_is_a_page_that_says_so(tmp_path: Path) -> None:
    assert "还没有已发布的报告" in pages(city(tmp_path, 0))["index.html"]


def test_what_keeps_the_portal_from_its_place_is_told_and_the_former_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = city(tmp_path)
    before = pages(workspace)
    seal(workspace, FIRST)
    publish(workspace, Period(2023, 1))

    def broken(*_: object) -> dict[str, str]:
        raise ZeroDivisionError("坏了")

    monkeypatch.setattr(portal, "pages", broken)
    heard: list[str] = []
    refresh(workspace, heard.append)
    assert len(heard) == 1
    assert "ZeroDivisionError: 坏了" in heard[0]
    assert {name: (workspace.published / name).read_text(encoding="utf-8") for name in PAGES} == before


@pytest.mark.parametrize(
    ("language", "main", "expected"),
    [
        (Language.EN, Language.EN, "index.html"),
        (Language.EN, Language.ZH_HANS, "index.en.html"),
        (Language.ZH_HANS, Language.ZH_HANT, "index.zh-hans.html"),
    ],
)
def test_the_first_page_is_in_the_language_of_the_workspace(language: Language, main: Language, expected: str) -> None:
    assert file_name(language, main) == expected


@pytest.mark.slow
def test_ten_years_of_thirty_units_stay_small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = city(tmp_path, 40)
    for period in workspace.periods():
        if workspace.tables(period).is_dir():
            publish(
                workspace,
                period,
                findings=found(80, file="某单位/某单位_报表_2023.xlsx", got="约 1,200 家", unit="science_bureau"),
            )
    started = time.monotonic()
    sizes = {name: len(page.encode()) for name, page in pages(workspace).items()}
    with capsys.disabled():
        print(f"\nportal of 40 periods: {sizes}, {time.monotonic() - started:.1f} s")
    assert max(sizes.values()) < 2_000_000
