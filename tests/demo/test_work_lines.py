"""Lines about work: every sound line is read as it is meant, every fault changes the line and says so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from innocity.demo.city import write_city
from innocity.demo.entries import Scribe
from innocity.demo.grids import Grid
from innocity.demo.layouts import FileKind, choose
from innocity.demo.truth import Careful
from innocity.demo.work_facts import point_sketches, progress
from innocity.demo.work_faults import PROMISE_FAULTS, REPORT_FAULTS, spoil_work
from innocity.demo.work_layouts import WorkLayout, WorkNaming, choose_work
from innocity.demo.work_lines import WorkLine, promise_lines, report_line, told
from innocity.demo.work_sheets import put_table
from innocity.framework import Framework, load
from innocity.period import Period
from innocity.tables import Declared
from innocity.workspace import Workspace

LAYOUT = WorkLayout(
    reports=("number", "area", "work_point", "progress", "declared", "completed_on", "evidence"),
    promises=("commitment", "item", "value", "measure", "target", "deadline", "status", "as_of"),
    naming=WorkNaming.TITLE,
    is_below=False,
    has_group_line=True,
    is_area_merged=True,
)


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    root: Path = tmp_path_factory.mktemp("city")
    write_city(root, 20, 1)
    return load(Workspace.at(root))


@pytest.fixture
def scribe(framework: Framework) -> Scribe:
    chance = Random(1)
    layout = replace(choose(chance, is_uniform=False), kind=FileKind.XLSX, left=0)
    return Scribe(framework, layout, Period(2023, 4), chance)


@pytest.fixture
def report(framework: Framework, scribe: Scribe) -> WorkLine:
    return report_line(framework.work_points[7], point_sketches()[7], scribe, LAYOUT)


@pytest.fixture
def promise(framework: Framework, scribe: Scribe) -> WorkLine:
    promised = [one for one in framework.commitments if one.code == "1-2-a"]
    return next(promise_lines(promised, progress(), scribe, LAYOUT))


@pytest.mark.parametrize(
    ("naming", "name"),
    [(WorkNaming.CODE, lambda code, title: code), (WorkNaming.CODE_AND_TITLE, lambda code, title: f"{code} {title}")],
)
def test_a_name(framework: Framework, scribe: Scribe, naming: WorkNaming, name: Callable[[str, str], str]) -> None:
    point = framework.work_points[0]
    line = report_line(point, point_sketches()[0], scribe, replace(LAYOUT, naming=naming))
    titles = (point.title_zh_hans, point.title_zh_hant)
    assert line.inks["work_point"].value in [name(point.code, title) for title in titles]


def test_a_report_in_one_text() -> None:
    assert told(None, None, None) == "- - -"
    assert told(Declared.DONE, point_sketches()[0].completed_on, "好" * 3_000) == "done 2023-12-20 " + "好" * 2_000


@pytest.mark.parametrize("name", sorted(REPORT_FAULTS))
def test_a_fault_of_a_report(report: WorkLine, scribe: Scribe, name: str) -> None:
    lines = REPORT_FAULTS[name](report, scribe, LAYOUT.reports)
    assert lines
    assert (lines[-1].fault, lines[-1].careful) == (name, Careful.FINDING)
    assert lines[-1].inks != report.inks or lines[-1].is_hidden


@pytest.mark.parametrize("name", sorted(PROMISE_FAULTS))
def test_a_fault_of_a_promised_number(promise: WorkLine, scribe: Scribe, name: str) -> None:
    lines = PROMISE_FAULTS[name](promise, scribe, LAYOUT.promises)
    assert lines
    assert (lines[-1].fault, lines[-1].careful) == (name, Careful.FINDING)
    assert lines[-1].inks != promise.inks or lines[-1].is_hidden


def test_a_fault_needs_its_column(promise: WorkLine, scribe: Scribe) -> None:
    assert PROMISE_FAULTS["promise_altered"](promise, scribe, ("commitment", "value")) is None


def test_a_line_is_spoilt_only_by_chance(report: WorkLine, scribe: Scribe) -> None:
    assert spoil_work(report, scribe, LAYOUT.reports, 0) == [report]
    assert spoil_work(report, scribe, LAYOUT.reports, 1) != [report]


def test_where_a_line_stands(report: WorkLine, scribe: Scribe) -> None:
    grid = Grid("工作")
    silent = report.faulty("empty", progress=replace(report.inks["progress"], value=None))
    placed = put_table(grid, "表", LAYOUT.reports, [report, silent], scribe, LAYOUT)
    assert [one.cell for one in placed] == ["D5", "E6"]
    assert grid.merges == [(3, 4, 3, 5), (5, 2, 6, 2)]


def test_a_text_file_has_one_sheet() -> None:
    chance = Random(2)
    of_text = replace(choose(chance, is_uniform=False), kind=FileKind.CSV_UTF8)
    chosen = [choose_work(chance, of_text) for _ in range(20)]
    assert all(one.is_below and not one.has_group_line and not one.is_area_merged for one in chosen)
