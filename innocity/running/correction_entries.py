"""What the ledger is told of corrections by the office: each once, when a run first applies it, and when that changes."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from innocity.period import Period
from innocity.record.attested import content_of, table_lines
from innocity.record.ledger import Action, Event
from innocity.tables import Override
from innocity.workspace import Workspace

_PLACE = ("file", "sheet", "cell")
_TOLD = (*_PLACE, "before", "after", "who", "corrected_on", "evidence", "evidence_sha256")
_Details = dict[str, Any]


def corrections(
    workspace: Workspace, period: Period, run_id: str, tables: Path, entries: Iterable[Mapping[str, Any]]
) -> Iterator[Event]:
    """An entry for every correction that is new, another, or no longer applied since the given entries of the period.

    `tables` holds the tables of the run; the office's own file is the one that the run has read.
    """
    asked = {_place(row): row for row in _rows(tables / f"{Override.table}.csv") if row["period"] == str(period)}
    lines = table_lines(content_of(workspace.overrides(period)))
    now = {place: _details(row, lines) for place, row in asked.items() if row["is_applied"] == "yes"}
    former = _standing(entries)
    for place in (*now, *(place for place in former if place not in now)):
        if change := _change(now.get(place), former.get(place)):
            row = asked.get(place, {})
            reason = row.get("why") if place in now else row.get("reason")
            yield Event(Action.CORRECTION, str(period), run_id, reason=reason, details=change)


def entered(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], int]:
    """The line of the ledger that tells of each correction that counts, by the file, sheet and cell that it corrects."""
    told = [entry for entry in entries if entry["action"] == Action.CORRECTION]
    lines = {_place(entry["details"]): int(entry["seq"]) for entry in told}
    return {place: lines[place] for place in _standing(told)}


def _change(now: _Details | None, former: _Details | None) -> _Details | None:
    """What is told of one cell; None where nothing is another. A correction that only moved in its file is the same."""
    if now is None:
        kept = {name: cell for name, cell in (former or {}).items() if name in _TOLD}
        return {"what": "withdrawn", **kept, "former": (former or {}).get("sha256")}
    if former is None:
        return {"what": "applied", **now}
    if all(now[name] == former.get(name) for name in ("sha256", "evidence_sha256")):
        return None
    return {"what": "changed", **now, "former": former.get("sha256")}


def _standing(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], _Details]:
    """What counts by the ledger, by its cell."""
    found: dict[tuple[str, ...], _Details] = {}
    for entry in entries:
        details = entry["details"]
        if "sha256" in details:
            found[_place(details)] = details
        else:
            found.pop(_place(details), None)
    return found


def _place(told: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(told.get(name)) for name in _PLACE)


def _details(row: Mapping[str, str], lines: Mapping[int, str]) -> _Details:
    line = int(row["line"])
    return {"line": line, "sha256": lines[line], **{name: row[name] for name in _TOLD}}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
