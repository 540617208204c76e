"""The counts of sentences and key figures: each leads to just the things that it counts."""

from collections.abc import Callable
from pathlib import Path

import kept
import pytest
import rows

from innocity import csvfile
from innocity.measures import tallies
from innocity.record.count_lineage import of_counts
from innocity.record.inputs import Derived
from innocity.record.known import Known
from innocity.stage import Stage
from innocity.tables import Attainment, Change, Finding, Origin, Receipt, Table

PERIOD = kept.stage()
FIRST_OF_CHANGES = next(iter(tallies.changes([])))


def counts(stage: Stage) -> dict[str, Derived]:
    found = list(of_counts(Known(stage)))
    assert len({one.number_id for one in found}) == len(found)
    return {one.number_id: one for one in found}


@pytest.fixture(scope="module")
def period() -> dict[str, Derived]:
    """The counts of the kept period."""
    return counts(PERIOD)


def with_table(folder: Path, table: type[Table], given: list[Table]) -> Stage:
    """The last stage of the kept period with other rows in one of its tables."""
    csvfile.write(folder / f"{table.table}.csv", given, table)
    parameters = PERIOD.parameters
    for path in PERIOD.output.glob("*.csv"):
        if path.stem != table.table:
            (folder / path.name).write_bytes(path.read_bytes())
    return Stage(PERIOD.name, parameters, PERIOD.workspace, folder)


def test_a_count_is_the_number_of_its_parts(period: dict[str, Derived]) -> None:
    for one in period.values():
        assert one.formula == "count(part)"
        assert one.result == str(sum(part.role == "part" for part in one.inputs)), one.number_id


def test_a_part_is_counted_once(period: dict[str, Derived]) -> None:
    twice = [
        one.number_id
        for one in period.values()
        if len(set(parts := [part for part in one.inputs if part.role == "part"])) < len(parts)
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("identifier", "counted"),
    [
        ("attainment.count.total", lambda: PERIOD.read(Attainment)),
        ("attainment.count.met", lambda: [row for row in PERIOD.read(Attainment) if row.status.value == "met"]),
        ("receipts.count.files", lambda: [one for one in PERIOD.read(Receipt) if one.period == "2022-Q4"]),
    ],
)
def test_what_is_counted(identifier: str, counted: Callable[[], list[Table]], period: dict[str, Derived]) -> None:
    assert period[identifier].result == str(len(counted()))


def test_a_count_of_nothing_leads_to_the_count_of_what_was_looked_at(period: dict[str, Derived]) -> None:
    (none,) = period["attainment.count.rejected"].inputs
    assert (none.role, none.origin, none.from_number, none.value) == (
        "other",
        Origin.NUMBER,
        "attainment.count.total",
        "26",
    )


def test_where_nothing_was_looked_at_the_period_says_so(tmp_path: Path) -> None:
    (none,) = counts(with_table(tmp_path, Change, []))["changes.count." + FIRST_OF_CHANGES].inputs
    assert (none.origin, none.file, none.value) == (Origin.PARAMETER, "params/periods/2022-Q4.yaml", "2022-Q4")


def test_findings_are_counted_by_severity_and_lead_to_their_cells(tmp_path: Path) -> None:
    place = {"file": "data/raw/2022-Q4/a/a.xlsx", "sheet": "指标数据", "cell": "E5"}
    found = counts(with_table(tmp_path, Finding, [rows.finding(**place), rows.finding(severity="note", **place)]))
    for severity in ("error", "note"):
        (part,) = found[f"findings.count.{severity}"].inputs
        assert (part.origin, part.file, part.cell, part.value) == (Origin.CELL, place["file"], "E5", "not_numeric")
    assert {part.role for part in found["findings.count.warning"].inputs} == {"other"}
