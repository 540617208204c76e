"""The way back from every number of a real period: nothing dangles, all formulas come out, totals are their parts."""

import shutil
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import formulas
import kept
import pytest

from innocity import csvfile
from innocity.language import Language
from innocity.measures.backtest import Backtested
from innocity.presentation import (
    change_tables,
    promise_tables,
    proof_tables,
    readiness_tables,
    report_tables,
    scorecard_tables,
    unit_tables,
)
from innocity.presentation.tables import Number, Role, Table
from innocity.presentation.unit_record import UnitRecord
from innocity.readiness_rules import ReadinessRules
from innocity.record.lineage import lineage
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    Component,
    Deliverable,
    Edge,
    Group,
    Observation,
    Origin,
    Override,
    Readiness,
    ReadinessOverall,
    ReadinessSilence,
    Receipt,
    Scorecard,
    ScoreItem,
    WorkPointStanding,
)
from innocity.tables.numbers import number_id
from innocity.workspace import CODE

Numbers = dict[str, list[Edge]]
STAGE = kept.stage()
LABELS = {"序号", "数据年份", "推后年数"}  # columns of numbers that name their rows


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    """The inputs of every number of the period."""
    edges = sorted(lineage(STAGE), key=lambda edge: (edge.number_id, edge.place))
    return {name: list(rows) for name, rows in groupby(edges, key=lambda edge: edge.number_id)}


def test_an_id_stands_for_one_number(numbers: Numbers) -> None:
    assert {
        name for name, rows in numbers.items() if [row.place for row in rows] != list(range(1, len(rows) + 1))
    } == set()
    assert {name for name, rows in numbers.items() if len({(row.result, row.formula) for row in rows}) > 1} == set()


def test_every_way_ends_in_a_cell_a_file_a_parameter_or_a_constant(numbers: Numbers) -> None:
    ended: set[str] = set()

    def follow(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"{name} rests on itself"
        if name not in ended:
            for edge in numbers[name]:
                assert (edge.origin is Origin.NUMBER) == (edge.from_number is not None)
                if edge.from_number:
                    follow(edge.from_number, (*above, name))
            ended.add(name)

    for name in numbers:
        follow(name, ())
    assert ended == set(numbers)


def test_an_input_has_the_value_of_the_number_that_it_is(numbers: Numbers) -> None:
    assert [
        (name, edge.from_number)
        for name, rows in numbers.items()
        for edge in rows
        if edge.from_number and edge.value != numbers[edge.from_number][0].result
    ] == []


def test_every_formula_gives_its_number(numbers: Numbers) -> None:
    told = {name: rows for name, rows in numbers.items() if rows[0].formula}
    assert len(told) > 1500
    wrong = {name for name, rows in told.items() if formulas.recomputed(rows) != Decimal(rows[0].result or "")}
    assert wrong == set()


def test_a_cell_is_told_as_it_was_read(numbers: Numbers) -> None:
    told = {(row.file, row.sheet, row.cell): row for row in STAGE.read(Observation)}
    cells = [edge for rows in numbers.values() for edge in rows if edge.origin is Origin.CELL]
    assert len(cells) > 100
    for edge in cells:
        row = told[edge.file, edge.sheet, edge.cell]
        assert (edge.sha256, edge.raw_text, edge.number_format) == (row.sha256, row.raw_text, row.number_format)


def test_a_parameter_stands_in_a_file(numbers: Numbers) -> None:
    files = {edge.file for rows in numbers.values() for edge in rows if edge.origin is Origin.PARAMETER}
    assert [name for name in files if name is None or not (CODE / name).is_file()] == []


def test_a_unit_has_the_points_of_its_components_and_these_the_mean_of_their_items(numbers: Numbers) -> None:
    cards = STAGE.read(Scorecard)
    for total in (row for row in cards if row.component is Component.TOTAL and row.points is not None):
        parts = numbers[number_id(total, "points")]
        own = [
            row
            for row in cards
            if row.unit == total.unit and row.component is not Component.TOTAL and row.points is not None
        ]
        assert {part.from_number for part in parts} == {number_id(row, "points") for row in own}
        assert sum(Decimal(part.value or "") for part in parts) == total.points
    items = STAGE.read(ScoreItem)
    for card in (row for row in cards if row.component is not Component.TOTAL and row.points is not None):
        held = [
            row
            for row in items
            if (row.unit, row.component) == (card.unit, card.component) and row.weight and row.points is not None
        ]
        parts = [edge for edge in numbers[number_id(card, "score_pct")] if edge.role == "part"]
        assert {edge.from_number for edge in parts} == {number_id(row, "points") for row in held}


@pytest.mark.parametrize(
    "column", ["total", "assessable", "met", "on_pace", "behind", "falling_back", "missed", "not_due"]
)
def test_a_group_counts_its_inputs(column: str, numbers: Numbers) -> None:
    for group in STAGE.read(Group):
        parts = [edge for edge in numbers[number_id(group, column)] if edge.role == "part"]
        assert len(parts) == getattr(group, column)


def test_a_count_of_nothing_says_what_was_looked_at(numbers: Numbers) -> None:
    assert {edge.role for edge in numbers["groups.1.missed"]} == {"other"}


def tables() -> list[Table]:
    """The tables of the report and of one scorecard."""
    facts, language, parameters = STAGE.framework, STAGE.language, STAGE.parameters
    rows, rules = STAGE.read(Attainment), ReadinessRules.of(STAGE.workspace)
    promises, points, cards = STAGE.read(CommitmentStanding), STAGE.read(WorkPointStanding), STAGE.read(Scorecard)
    outlooks, owed = STAGE.read(Readiness), STAGE.read(Deliverable)
    record = next(one for one in UnitRecord.read_all(STAGE) if one.attainment)
    tested = csvfile.read(STAGE.workspace.rules / "projection_backtest.csv", Backtested)
    return [
        report_tables.indicators(rows, facts, language),
        report_tables.groups(STAGE.read(Group), facts, language),
        report_tables.still_needed(rows, facts, language),
        report_tables.targets_below(rows, facts, language),
        report_tables.receipts(STAGE.read(Receipt), facts, parameters, language),
        promise_tables.commitments(promises, facts, language),
        promise_tables.conflicts(rows, facts, language),
        promise_tables.unscored(promises, facts, language),
        promise_tables.work_points(points, facts, language),
        unit_tables.league(cards, facts, language),
        readiness_tables.own_targets(outlooks, facts, language),
        readiness_tables.overall(STAGE.read(ReadinessOverall), language),
        readiness_tables.binding(owed, facts, language),
        readiness_tables.deliverables(owed, facts, language),
        proof_tables.silence(STAGE.read(ReadinessSilence), facts, language),
        proof_tables.ranks(rules.ranks, language),
        proof_tables.backtest(tested, language),
        change_tables.changes(STAGE.read(Change), facts, language),
        scorecard_tables.indicators(record),
        scorecard_tables.components(record),
        scorecard_tables.items(record),
    ]


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.caption)
def test_every_number_that_is_printed_leads_somewhere(table: Table, numbers: Numbers) -> None:
    bare = [
        (column.heading, str(cell))
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if column.role is Role.NUMBER and column.heading not in LABELS and not isinstance(cell, Number)
    ]
    assert [told for told in bare if any(map(str.isdigit, told[1]))] == []
    known = [getattr(cell, "identifier", "") for row in table.rows for cell in row]
    assert [identifier for identifier in known if identifier and identifier not in numbers] == []


def test_ids_are_the_same_whatever_the_language() -> None:
    assert [edge.number_id for edge in lineage(kept.stage(Language.EN))] == [edge.number_id for edge in lineage(STAGE)]


def test_a_corrected_value_leads_to_the_correction_as_well(tmp_path: Path) -> None:
    shutil.copytree(STAGE.output, tmp_path / "tables")
    stage = replace(STAGE, output=tmp_path / "tables")
    row = stage.read(Attainment)[0]
    place = {"file": row.actual_file, "sheet": row.actual_sheet, "cell": row.actual_cell}
    made = {
        "period": "2022-Q4",
        "line": 2,
        "indicator": row.indicator,
        **place,
        "before": "2.9",
        "after": "2.95",
        "who": "甲",
        "why": "错位",
        "corrected_on": "2023-04-19",
        "evidence": "a.pdf",
        "is_applied": "yes",
    }
    refused = {**made, "line": 3, "is_applied": "no", "reason": "override_twice"}
    rows = [Override.model_validate(one) for one in (made, refused)]
    csvfile.write(stage.output / "overrides.csv", rows, Override)
    edges = [edge for edge in lineage(stage) if edge.number_id == number_id(row, "actual")]
    told = [
        (edge.role, edge.file, edge.row, edge.raw_text, edge.document) for edge in edges if edge.role == "correction"
    ]
    assert told == [("correction", "data/raw/2022-Q4/overrides.csv", "2", "2.9", "甲: 错位 (a.pdf)")]
    assert len(edges) == 2
