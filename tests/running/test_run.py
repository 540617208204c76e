"""The main job, end to end, on the repository's own returns."""

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import printed
import pytest
import recorded
from filelock import FileLock
from openpyxl import load_workbook

from innocity import csvfile
from innocity.period import Period
from innocity.record.ledger import Ledger
from innocity.running.run import Request
from innocity.tables import TABLES, Component, Edge, Scorecard
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)
CLOCK = {"run.json"}  # the run record: the only published file that knows the clock


def copied(folder: Path) -> Workspace:
    """A workspace with the repository's parameters and returns."""
    for part in ("params", "data/raw"):
        shutil.copytree(CODE / part, folder / part)
    return Workspace.at(folder)


def run(workspace: Workspace, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`pipeline.py run` for a workspace, as a user calls it."""
    return subprocess.run(
        [sys.executable, str(CODE / "pipeline.py"), "run", "2022-Q4", "--workspace", str(workspace.root), *options],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


def contents(workspace: Workspace) -> dict[str, bytes]:
    """Every published file but the run record."""
    folders = (workspace.tables(PERIOD), workspace.reports(PERIOD))
    files = (
        path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in CLOCK
    )
    return {workspace.name_of(path): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose period has been run."""
    workspace = copied(tmp_path_factory.mktemp("one"))
    result = run(workspace, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")
    assert (result.returncode, result.stderr) == (0, "")
    return workspace


def test_every_report_and_table_is_there(done: Workspace) -> None:
    apart = ("/inputs/", "/scorecards/")
    names = {Path(name).name for name in contents(done) if not any(part in name for part in apart)}
    tables = {f"{table.table}.csv" for table in (*TABLES, Edge)}
    reports = {f"report.{form}" for form in ("docx", "html", "pdf", "xlsx")}
    reports |= {"numbers.html", "fingerprint.json", "MANIFEST.sha256", "MANIFEST.sm3"}
    record = {"provenance.html", "ro-crate-metadata.json", "plan.py"}
    stages = ("1_returns", "2_attainment", "3_readiness", "4_report")
    notebooks = {f"{stage}.{form}" for stage in stages for form in ("html", "ipynb")}
    assert names == tables | reports | record | notebooks
    page = contents(done)["reports/2022-Q4/report.html"]
    assert len(page) < 390_000
    assert len(re.sub(b"(?s)<svg.*?</svg>", b"", page)) < 300_000


def test_pages_print_no_number_that_the_record_does_not_know(done: Workspace) -> None:
    known = {edge.number_id for edge in csvfile.read(done.tables(PERIOD) / "lineage.csv", Edge)}
    folder = done.reports(PERIOD)
    cards = sorted(folder.glob("scorecards/*.html"))
    for page in (folder / "report.html", cards[0], cards[-1]):
        assert list(printed.loose(page.read_text(encoding="utf-8"), known)) == [], page.name


def test_workbook_and_draft_hold_the_ids_of_their_numbers(done: Workspace) -> None:
    known = {edge.number_id for edge in csvfile.read(done.tables(PERIOD) / "lineage.csv", Edge)}
    book = load_workbook(done.reports(PERIOD) / "report.xlsx")
    said = [cell.comment.text.split("\n")[0] for sheet in book for row in sheet for cell in row if cell.comment]
    assert len(said) > 1000
    assert [one for one in said if one not in known] == []


def test_every_unit_with_a_scorecard_has_its_page_and_the_report_leads_to_it(done: Workspace) -> None:
    cards = csvfile.read(done.tables(PERIOD) / "scorecards.csv", Scorecard)
    totals = [row for row in cards if row.component is Component.TOTAL]
    pages = {path.name for path in (done.reports(PERIOD) / "scorecards").glob("*.html")}
    assert len(pages) == len(totals)
    report = (done.reports(PERIOD) / "report.html").read_text(encoding="utf-8")
    linked = set(re.findall(r"href=scorecards/([^>]+)>", report))
    assert linked <= pages
    assert len(linked) == sum(row.score_pct is not None for row in totals)


def test_the_same_inputs_give_the_same_bytes_anywhere(done: Workspace, tmp_path: Path) -> None:
    elsewhere = copied(tmp_path / "别处 二")
    result = run(elsewhere, TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="77")
    assert (result.returncode, result.stderr) == (0, "")
    one, two = contents(done), contents(elsewhere)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_nothing_changed_nothing_runs(done: Workspace) -> None:
    before = (done.reports(PERIOD) / "run.json").read_bytes()
    result = run(done)
    assert result.returncode == 0
    assert "没有变化" in result.stdout
    assert (done.reports(PERIOD) / "run.json").read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("params/rules/readiness.csv", "params/rules/readiness.csv"),
        ("params/periods/2021-Q4.yaml", "params/periods/2021-Q4.yaml"),  # what changed since rests on it
        ("reports/2022-Q4/report.html", "report.html"),
    ],
)
def test_a_change_makes_the_period_stale(done: Workspace, changed: str, told: str) -> None:
    path = done.root / changed
    kept = path.read_bytes()
    path.write_bytes(kept + b"\n")
    try:
        assert told in (Request(done, PERIOD).reason() or "")
    finally:
        path.write_bytes(kept)
    assert Request(done, PERIOD).reason() is None


def test_a_failed_run_loses_nothing(done: Workspace) -> None:
    before = contents(done)
    targets = done.framework / "targets.csv"
    kept = targets.read_text(encoding="utf-8-sig")
    targets.write_text(kept.replace("rd_intensity,2023,3.0", "rd_intensity,2023,2.9"), encoding="utf-8-sig")
    try:
        result = run(done)
    finally:
        targets.write_text(kept, encoding="utf-8-sig", newline="\n")
    assert result.returncode == 1
    assert "2.9" in result.stderr
    assert "3.0" in result.stderr
    assert "Traceback" not in result.stderr
    assert contents(done) == before
    last = Ledger.of(done).entries()[-1]
    assert (last["action"], last["reason"] in result.stderr) == ("failure", True)


def test_what_is_published_is_what_was_recorded(done: Workspace) -> None:
    assert recorded.verdict(done) == recorded.independent(done) == []


def test_whatever_is_altered_in_a_publication_is_named_by_both(done: Workspace) -> None:
    tool, draw = recorded.loaded(), random.Random(1)
    covered = [done.root / name for name in contents(done)]
    for path in draw.sample(sorted(covered), 40):
        kept, place = path.read_bytes(), draw.randrange(path.stat().st_size)
        path.write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
        found, alike = recorded.verdict(done), recorded.independent_here(tool, done)
        path.write_bytes(kept)
        assert alike == found
        assert {where.partition(".sha256:")[0].removesuffix(".sha256") for where, *_ in found} == {
            done.name_of(path).removesuffix(".sha256")
        }


@pytest.mark.slow
def test_a_forced_run_reads_every_file_again_and_comes_to_the_same(done: Workspace) -> None:
    before, stray = contents(done), done.readings / "stray"
    stray.mkdir(parents=True, exist_ok=True)
    run(done, "--force")
    assert not stray.exists()
    assert any(done.readings.glob("*/*"))
    assert contents(done) == before


def test_a_second_run_of_the_same_period_is_turned_away(done: Workspace) -> None:
    with FileLock(done.lock(PERIOD)):
        result = run(done, "--force")
    assert result.returncode == 75
    assert "2022-Q4" in result.stderr
