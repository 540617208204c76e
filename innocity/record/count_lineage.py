"""Where the counts that sentences and key figures name come from: an input for each thing that is counted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from innocity.measures import tallies
from innocity.record import inputs
from innocity.record.inputs import Derived, counted, number, parameter
from innocity.record.known import Known
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    Component,
    Deliverable,
    Finding,
    Matter,
    Origin,
    Override,
    Readiness,
    ReadinessEvidence,
    Receipt,
    Scenario,
    Scorecard,
    ScoreItem,
    Severity,
    Table,
    WorkPointStanding,
)
from innocity.tables.lineage import Input
from innocity.tables.numbers import count_id

_FACTS = "framework/indicators.csv"

_Row = TypeVar("_Row")


def of_counts(known: Known) -> Iterator[Derived]:
    """Every count of `measures.tallies`, and the findings by severity.

    A count of nothing leads to the number of things that were looked at, and where there were none of these, to the period.
    """
    yield from _all(Attainment, tallies.attainment(known.attainment), known, _by("status"))
    yield from _all(CommitmentStanding, tallies.promises(known.rows(CommitmentStanding)), known, _by("status"))
    yield from _all(WorkPointStanding, tallies.work_points(known.rows(WorkPointStanding)), known, _by("light"))
    yield from _all(Scorecard, tallies.units(known.rows(Scorecard)), known, _by("items"))
    yield from _all(Change, tallies.changes(known.rows(Change)), known, lambda row: _moved(row, known))
    yield from _readiness(known)
    yield from _all(Deliverable, tallies.owed(known.rows(Deliverable)), known, _by("benchmark"))
    yield from _received(known)
    yield from _all(Matter, tallies.matters(known.rows(Matter)), known, _matter)


def _by(column: str) -> Callable[[Table], Input]:
    return lambda row: number(row, column, "part")


def _all(
    table: type[Table],
    told: Mapping[str, Sequence[_Row]],
    known: Known,
    as_input: Callable[[_Row], Input],
    *,
    within: str = "",
) -> Iterator[Derived]:
    """The counts of a tally, of which the first holds all that the others are taken from."""
    first, every = next(iter(told.items()))
    period = known.period("period", "period", known.stage.parameters.period)
    whole = Input(
        role="other", value=str(len(every)), origin=Origin.NUMBER, from_number=count_id(table, f"{within}{first}")
    )
    for what, rows in told.items():
        yield counted(count_id(table, f"{within}{what}"), map(as_input, rows), [period if what == first else whole])


def _moved(row: Change, known: Known) -> Input:
    """The new value of a move; of a status, or a value that is gone, how the indicator stands now."""
    new = known.by_indicator.get(row.row)
    if new is None:
        return parameter("part", _FACTS, row.row, row.figure)
    return number(new, row.figure if new.written(row.figure) else "status", "part")


def _readiness(known: Known) -> Iterator[Derived]:
    """The projections of each data year, and what speaks for the values."""
    held = [row for row in known.rows(Readiness) if row.scenario is Scenario.PROJECTION]
    for year, rows in groupby(sorted(held, key=lambda row: row.data_year), key=lambda row: row.data_year):
        yield from _all(Readiness, tallies.readiness(rows), known, _by("outlook"), within=f"{year}.")
    supported = tallies.evidence(known.rows(ReadinessEvidence))
    yield from _all(ReadinessEvidence, supported, known, lambda row: _supported(row, known))


def _supported(row: ReadinessEvidence, known: Known) -> Input:
    """The value that something speaks for, or the indicator that has none."""
    found = known.observed(row.indicator, (row.file, row.sheet, row.cell))
    return found[0].replaced(role="part") if found else parameter("part", _FACTS, row.indicator, row.number)


def _received(known: Known) -> Iterator[Derived]:
    """Units, files, findings and corrections."""
    items = {row.unit: row for row in known.rows(ScoreItem) if row.component is Component.TIMELINESS}

    def of_unit(unit: str) -> Input:
        rule = parameter("part", "framework/units.csv", unit, unit)
        return number(items[unit], "weight", "part") if unit in items else rule

    yield from _all(ScoreItem, tallies.returns(items.values(), known.rows(Matter)), known, of_unit)
    files = tallies.receipts(known.rows(Receipt), known.stage.parameters.period)
    yield from _all(Receipt, files, known, lambda row: inputs.file(row, "part"))
    for severity in Severity:
        found = [inputs.finding(row, "part") for row in known.rows(Finding) if row.severity is severity]
        yield counted(count_id(Finding, severity.value), found, [inputs.file(row, "other") for row in files["files"]])
    made = tallies.overrides(known.rows(Override))
    yield from _all(Override, made, known, lambda row: inputs.correction(row).replaced(role="part"))


def _matter(row: Matter) -> Input:
    return parameter("part", "rules/decisions.yaml", f"kinds.{row.kind.value}", row.code)
