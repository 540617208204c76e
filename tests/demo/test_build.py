"""The synthetic city: the same bytes every time, sound facts, a truth that covers every value cell, and four quarters."""

import hashlib
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from innocity.demo.build import build
from innocity.demo.city import sketches
from innocity.demo.faults import FAULTS
from innocity.demo.proofs import ProofFault
from innocity.demo.sheets import MARK
from innocity.demo.truth import Careful, Truth, read_evidence_truth, read_truth
from innocity.demo.work_faults import PROMISE_FAULTS, REPORT_FAULTS
from innocity.duties import answerable, reporting_units
from innocity.facts import Kind
from innocity.framework import Framework, load
from innocity.intake.evidence import is_evidence
from innocity.intake.register import read_register
from innocity.intake.returns import read_returns
from innocity.measures.attainment import assess
from innocity.measures.readiness import ReadinessInputs, readiness
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.readiness_rules import ReadinessRules
from innocity.tables import Declared
from innocity.thresholds import AttainmentRules
from innocity.workspace import Workspace


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A synthetic city of twenty units and four quarters."""
    root = tmp_path_factory.mktemp("city")
    build(root)
    return Workspace.at(root)


@pytest.fixture(scope="module")
def truths(city: Workspace) -> list[Truth]:
    return read_truth(city)


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        build(tmp_path / name, units=6, periods=1)
    build(tmp_path / "other", seed=2, units=6, periods=1)
    assert digests(tmp_path / "a") == digests(tmp_path / "b") != digests(tmp_path / "other")


def test_the_size_is_as_asked(tmp_path: Path) -> None:
    build(tmp_path, units=24, periods=0, cities=2, rows=50)
    for root in (tmp_path / "city-1", tmp_path / "city-2"):
        workspace = Workspace.at(root)
        bodies = [unit for unit in load(workspace).units if unit.kind == "body"]
        assert (len(bodies), workspace.periods()) == (24, [Period(2022, 4)])
        books = [path for path in workspace.files_received(Period(2022, 4)) if path.suffix == ".xlsx"]
        sheets = [sheet for path in books for sheet in openpyxl.load_workbook(path).worksheets]
        assert [sheet.max_row for sheet in sheets if sheet.title == "明细"] == [51]
    assert digests(tmp_path / "city-1") != digests(tmp_path / "city-2")


def test_the_facts_are_sound_and_of_every_kind(city: Workspace) -> None:
    framework = load(city)
    assert {one.kind for one in framework.indicators} == set(Kind)
    assert all("示例" in one.name_zh_hans for one in (*framework.indicators, *framework.units))
    assert {unit.code for unit in framework.collecting_units()} >= {
        one.code for one in framework.units if one.kind == "body"
    }
    assert {unit.kind for unit in reporting_units(framework)} == {"body", "county", "park", "office"}
    known = {one.name_zh_hans for one in sketches()} | {one.alias for one in sketches()}
    assert not known & {one.decoy for one in sketches()}


def test_every_period_has_returns_as_registered(city: Workspace) -> None:
    assert [str(period) for period in city.periods_with_returns()] == ["2022-Q4"] + [f"2023-Q{q}" for q in (1, 2, 3, 4)]
    for period in city.periods():
        assert len(read_register(city, period).arrivals) == len(city.files_received(period))


def test_the_truth_covers_every_unit_and_indicator(city: Workspace, truths: list[Truth]) -> None:
    framework = load(city)
    due = {(str(p), i.code, u) for p in city.periods() for i in framework.indicators for u in framework.collectors(i)}
    due -= due_of_the_silent(framework)
    assert due <= {(row.period, row.indicator, row.unit) for row in truths}
    paths = [path for period in city.periods() for path in city.files_received(period)]
    assert {row.file for row in truths} == {city.name_of(path) for path in paths if not is_evidence(path)}
    places = [(row.file, row.sheet, row.cell) for row in truths]
    assert len(places) == len(set(places))


def test_the_truth_covers_all_work_of_the_year(city: Workspace, truths: list[Truth]) -> None:
    framework = load(city)
    silent = {unit for _, _, unit in due_of_the_silent(framework)}
    due = {
        (f"2023-Q{q}", p.code, u) for q in (1, 2, 3, 4) for p in framework.work_points for u in answerable(p, framework)
    }
    assert {one for one in due if (one[0], one[2]) not in {("2023-Q2", unit) for unit in silent}} <= {
        (row.period, row.about, row.unit) for row in truths if row.said or row.fault
    }
    promised = {row.code for row in framework.commitments if row.relation != "same"}
    assert promised <= {row.about for row in truths if isinstance(row.value, Decimal)}


def test_the_promises_are_of_every_kind(city: Workspace) -> None:
    promised = load(city).commitments
    operators, bases = ("≥", "≤", ">", "=", "≈"), ("level", "increase", "growth")
    assert {(one.operator, one.basis) for one in promised} == {(o, b) for o in operators for b in bases}
    assert {one.relation for one in promised} == {"same", "conflicts", "part_of", "new"}
    assert {one.recurrence for one in promised} == {"once", "yearly", "none"}
    for has_it in (
        lambda one: one.items,
        lambda one: one.value,
        lambda one: one.deadline,
        lambda one: one.is_aspirational,
    ):
        assert {bool(has_it(one)) for one in promised} == {True, False}


def test_the_year_tells_its_story(city: Workspace, truths: list[Truth]) -> None:
    silent = {unit for _, _, unit in due_of_the_silent(load(city))}
    assert not [row for row in truths if row.period == "2023-Q2" and row.unit in silent]
    third = load_parameters(city.period_file(Period(2023, 3)))
    assert third.due_date
    days = {row.received_on for row in read_register(city, Period(2023, 3)).arrivals.values()}
    assert [day > third.due_date + third.grace for day in sorted(days)].count(True) == 1
    assert all(day <= third.as_of_date for day in days)
    said = {row.said.split()[0] for row in truths if row.said and not row.fault}
    assert said == {*Declared}


def due_of_the_silent(framework: Framework) -> set[tuple[str, str, str]]:
    """Period, indicator and unit of what is not sent in the second quarter."""
    bodies = [unit for unit in framework.units if unit.kind == "body"]
    return {
        ("2023-Q2", one.code, bodies[place].code)
        for place in (13, 19)
        for one in framework.reported_by(bodies[place].code)
    }


def test_evidence_is_claimed_missing_empty_and_unasked(city: Workspace) -> None:
    proofs = read_evidence_truth(city)
    assert {row.fault for row in proofs} == {None, *ProofFault}
    for row in proofs:
        assert (row.file is None, row.claimed is None) == (row.fault == "missing", row.fault == "unclaimed")
        if row.file and "!" not in row.file:
            assert ((city.root / row.file).stat().st_size == 0) == (row.fault == "empty")
    packed = [row.file.partition("!") for row in proofs if row.file and "!" in row.file]
    assert packed
    for path, _, member in packed:
        with zipfile.ZipFile(city.root / path, metadata_encoding="gb18030") as archive:
            assert member in archive.namelist()


def test_the_truth_names_the_cell_that_was_written(city: Workspace, truths: list[Truth]) -> None:
    plain = [row for row in truths if row.style == "plain" and row.sheet and row.fault is None]
    assert plain
    for row in plain:
        assert row.sheet
        cell = openpyxl.load_workbook(city.root / row.file)[row.sheet][row.cell]
        assert Decimal(str(cell.value)) == row.value


def test_every_file_says_that_it_is_synthetic(city: Workspace) -> None:
    for path in (path for period in city.periods() for path in city.files_received(period)):
        if is_evidence(path):
            assert path.stat().st_size == 0 or MARK.encode() in path.read_bytes() or path.suffix == ".zip"
            continue
        if path.suffix == ".xlsx":
            assert openpyxl.load_workbook(path).properties.title == MARK
        else:
            assert any(MARK.encode(code) in path.read_bytes() for code in ("utf-8", "gb18030", "utf-16-le"))
    assert "合成" in city.programme.read_text(encoding="utf-8")


def test_a_fault_is_what_a_careful_reader_sends_back(truths: list[Truth]) -> None:
    assert {row.careful_reader for row in truths if row.fault} == {Careful.FINDING}
    assert {row.careful_reader for row in truths if not row.fault} == {Careful.VALUE}
    known = {*FAULTS, *REPORT_FAULTS, *PROMISE_FAULTS, "disagreeing", "wrong_period"}
    assert {row.fault for row in truths if row.fault} <= known


def test_all_quarters_run_to_the_scenarios(city: Workspace) -> None:
    framework = load(city)
    rules = ReadinessRules.of(city)
    for period in city.periods():
        parameters = load_parameters(city.period_file(period))
        intake = read_returns(city, framework, parameters)
        table = assess(framework, parameters, AttainmentRules.of(city).pace, intake.observations, intake.findings)
        assert [row.indicator for row in table] == [one.code for one in framework.indicators]
        inputs = ReadinessInputs(framework, parameters, tuple(intake.observations), rules)
        assert {row.indicator for row in readiness(inputs)} == {one.code for one in framework.indicators}


def test_no_fact_of_the_repositorys_city_is_taken_over(city: Workspace) -> None:
    rules = ReadinessRules.of(city)
    assert (rules.breaks, rules.asked, rules.ranks) == ((), (), ())
