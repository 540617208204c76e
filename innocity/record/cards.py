"""What is told of one number: its value, formula and inputs, what was found in its cells, and the code that made it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from innocity.tables import Edge, Finding


@dataclass(frozen=True)
class Code:
    """What works a number out: a notebook, the cell in it, and the function that the cell calls."""

    notebook: str
    cell: str
    function: str


CODE = {
    "attainment": Code("2_attainment", "compute", "innocity.measures.attainment.assess"),
    "groups": Code("2_attainment", "write", "innocity.measures.groups.roll_up"),
    "commitments": Code("2_attainment", "promises", "innocity.measures.promises_by_period.stand_by_period"),
    "work_points": Code("2_attainment", "promises", "innocity.measures.work_points.lights"),
    "scorecards": Code("2_attainment", "units", "innocity.measures.scorecards.score"),
    "score_items": Code("2_attainment", "units", "innocity.measures.scorecards.score"),
    "changes": Code("2_attainment", "changes", "innocity.measures.changes.moves"),
    "readiness": Code("3_readiness", "compute", "innocity.measures.readiness.readiness"),
    "readiness_overall": Code("3_readiness", "overall", "innocity.measures.overall.overall"),
    "readiness_silence": Code("3_readiness", "silence", "innocity.measures.silence.silence"),
    "deliverables": Code("3_readiness", "owed", "innocity.measures.deliverables.deliverables"),
    "readiness_evidence": Code("3_readiness", "evidence", "innocity.measures.support.support"),
    "decisions": Code("3_readiness", "decisions", "innocity.measures.decisions.matters"),
    "receipts": Code("1_returns", "read", "innocity.intake.returns.read_returns"),
    "findings": Code("1_returns", "read", "innocity.intake.returns.read_returns"),
    "overrides": Code("1_returns", "read", "innocity.intake.returns.read_returns"),
    "ranks": Code("3_readiness", "compute", "innocity.readiness_rules.ReadinessRules"),
    "backtest": Code("4_report", "provenance", "innocity.csvfile.read"),
}


@dataclass(frozen=True)
class Card:
    """One number with all its inputs, in their order, and the findings on the cells among them."""

    edges: tuple[Edge, ...]
    findings: tuple[Finding, ...]

    @property
    def number_id(self) -> str:
        """The id of the number."""
        return self.edges[0].number_id

    @property
    def result(self) -> str:
        """The number's value as its table holds it."""
        return self.edges[0].result or ""

    @property
    def formula(self) -> str | None:
        """The formula in the roles of the inputs, where one line says it."""
        return self.edges[0].formula

    @property
    def table(self) -> str:
        """The table or parameter file that holds the number."""
        return self.number_id.partition(".")[0]

    @property
    def row(self) -> str:
        """What the ids of all numbers of the same row begin with."""
        return self.number_id.rpartition(".")[0]

    @property
    def column(self) -> str:
        """The column that holds the number, or what is counted."""
        return self.number_id.rpartition(".")[2]

    @property
    def code(self) -> Code:
        """What worked the number out."""
        return CODE[self.table]


def cards(edges: Iterable[Edge], findings: Iterable[Finding]) -> dict[str, Card]:
    """The card of every number, in the order of the edges; findings by the cells that they are about."""
    found: dict[tuple[str | None, ...], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.file, one.sheet, one.cell), []).append(one)
    grouped = ((name, tuple(rows)) for name, rows in groupby(edges, key=lambda edge: edge.number_id))
    return {name: Card(rows, _on_cells(rows, found)) for name, rows in grouped}


def _on_cells(edges: Iterable[Edge], found: Mapping[tuple[str | None, ...], list[Finding]]) -> tuple[Finding, ...]:
    places = dict.fromkeys((edge.file, edge.sheet, edge.cell) for edge in edges if edge.cell)
    return tuple(one for place in places for one in found.get(place, ()))
