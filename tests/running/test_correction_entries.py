"""The ledger is told of a correction once, again when it is another, and when it no longer counts."""

import csv
from pathlib import Path

import pytest
import recorded
from recorded import PERIOD

from innocity.record.attested import table_lines
from innocity.record.ledger import Ledger
from innocity.running.correction_entries import corrections
from innocity.tables import Override
from innocity.workspace import Workspace

Row = dict[str, str]
FIRST = {"file": "data/raw/2022-Q4/a.xlsx", "sheet": "指标", "cell": "C5", "before": "3", "after": "4", "who": "李四"}
FIRST |= {
    "why": "抄错",
    "corrected_on": "2023-01-16",
    "evidence": "data/raw/2022-Q4/函.pdf",
    "evidence_sha256": "e" * 64,
}
FIRST |= {"period": str(PERIOD), "is_applied": "yes"}
SECOND = FIRST | {"cell": "C6", "why": "漏零"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose ledger is empty."""
    return recorded.bare(tmp_path / "city")


def told(workspace: Workspace, *rows: Row) -> list[tuple[str, str | None, str, int | None]]:
    """What a run with these corrections enters: what, why, which cell, which line."""
    tables = workspace.tables(PERIOD)
    tables.mkdir(parents=True, exist_ok=True)
    workspace.returns(PERIOD).mkdir(parents=True, exist_ok=True)
    own = [[row[name] for name in ("cell", "before", "after", "who", "why")] for row in rows]
    with workspace.overrides(PERIOD).open("w", encoding="utf-8-sig", newline="") as handle:
        csv.writer(handle).writerows([["cell", "old", "new", "who", "why"], *own])
    with (tables / "overrides.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, Override.columns(), restval="")
        writer.writeheader()
        writer.writerows({**row, "line": line} for line, row in enumerate(rows, start=2))
    ledger = Ledger.of(workspace)
    events = list(corrections(workspace, PERIOD, "run", tables, [one for one in ledger.entries() if one["period"]]))
    ledger.append(*events)
    return [(one.details["what"], one.reason, one.details["cell"], one.details.get("line")) for one in events]


def test_a_correction_is_entered_with_all_that_it_says_and_only_once(workspace: Workspace) -> None:
    assert told(workspace, FIRST) == [("applied", "抄错", "C5", 2)]
    line = table_lines(workspace.overrides(PERIOD).read_bytes())[2]
    details = Ledger.of(workspace).entries()[-1]["details"]
    assert details == {"what": "applied", "line": 2, "sha256": line} | {
        name: cell for name, cell in FIRST.items() if name not in ("why", "period", "is_applied")
    }
    assert told(workspace, FIRST) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([SECOND, FIRST], [("applied", "漏零", "C6", 2)], id="another above it"),
        pytest.param([FIRST | {"after": "9"}], [("changed", "抄错", "C5", 2)], id="another value"),
        pytest.param([FIRST | {"evidence_sha256": "f" * 64}], [("changed", "抄错", "C5", 2)], id="other evidence"),
        pytest.param([], [("withdrawn", None, "C5", None)], id="taken out"),
        pytest.param(
            [FIRST | {"is_applied": "no", "reason": "override_to_come"}],
            [("withdrawn", "override_to_come", "C5", None)],
            id="no longer applied",
        ),
        pytest.param([FIRST | {"period": "2021-Q4"}], [("withdrawn", None, "C5", None)], id="of another period"),
    ],
)
def test_what_became_of_a_correction_is_told(
    workspace: Workspace, rows: list[Row], expected: list[tuple[str, str | None, str, int | None]]
) -> None:
    told(workspace, FIRST)
    former = Ledger.of(workspace).entries()[-1]["details"]["sha256"]
    assert told(workspace, *rows) == expected
    details = Ledger.of(workspace).entries()[-1]["details"]
    assert details.get("former") == (None if expected[0][0] == "applied" else former)
    assert told(workspace, *rows) == []


def test_a_correction_that_was_never_applied_is_not_told_of(workspace: Workspace) -> None:
    assert told(workspace, FIRST | {"is_applied": "no", "reason": "override_no_file"}) == []


def test_a_correction_that_comes_back_is_told_again(workspace: Workspace) -> None:
    assert [told(workspace, *rows)[0][0] for rows in ([FIRST], [], [FIRST])] == ["applied", "withdrawn", "applied"]
