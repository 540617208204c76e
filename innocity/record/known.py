"""All that the numbers of a run rest on, as its tables hold it, and where in it a number's inputs are found."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from innocity.measures.annual import ReadinessInputs
from innocity.measures.scorecard_grounds import Grounds
from innocity.measures.scoring_rules import ScoringRules
from innocity.readiness_rules import ReadinessRules
from innocity.record import inputs
from innocity.stage import Stage
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    CommitmentValue,
    Evidence,
    Finding,
    Observation,
    Override,
    Readiness,
    Receipt,
    Scenario,
    Table,
    WorkPointStanding,
)
from innocity.tables.lineage import Input
from innocity.thresholds import AttainmentRules, PaceRules

_TableT = TypeVar("_TableT", bound=Table)
Place = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Known:
    """The tables, facts and rules of a run, read as they are asked for."""

    stage: Stage

    @cached_property
    def rules(self) -> ReadinessRules:
        """The rules of readiness."""
        return ReadinessRules.of(self.stage.workspace)

    @cached_property
    def pace(self) -> PaceRules:
        """The thresholds of pace."""
        return AttainmentRules.of(self.stage.workspace).pace

    @cached_property
    def grounds(self) -> Grounds:
        """What scorecards rest on."""
        return Grounds(
            framework=self.stage.framework,
            parameters=self.stage.parameters,
            rules=self.stage.rules("scoring", ScoringRules),
            attainment=self.attainment,
            commitments=self.rows(CommitmentStanding),
            work_points=self.rows(WorkPointStanding),
            receipts=self.rows(Receipt),
            findings=self.rows(Finding),
            evidence=self.rows(Evidence),
        )

    @cached_property
    def readiness(self) -> ReadinessInputs:
        """What readiness rests on."""
        return ReadinessInputs(self.stage.framework, self.stage.parameters, self.rows(Observation), self.rules)

    @cached_property
    def attainment(self) -> tuple[Attainment, ...]:
        """The attainment of the period."""
        return self.rows(Attainment)

    @cached_property
    def _read(self) -> dict[type[Table], tuple[Table, ...]]:
        return {}

    def rows(self, table: type[_TableT]) -> tuple[_TableT, ...]:
        """The rows of a table of the run, read once."""
        if table not in self._read:
            self._read[table] = tuple(self.stage.read(table))
        return tuple(row for row in self._read[table] if isinstance(row, table))

    @cached_property
    def by_indicator(self) -> dict[str, Attainment]:
        """The attainment of each indicator."""
        return {row.indicator: row for row in self.attainment}

    @cached_property
    def by_commitment(self) -> dict[str, list[CommitmentStanding]]:
        """The promised numbers of each work point."""
        found: dict[str, list[CommitmentStanding]] = {}
        for row in self.rows(CommitmentStanding):
            found.setdefault(row.work_point, []).append(row)
        return found

    @cached_property
    def by_outlook(self) -> dict[tuple[int, int], Readiness]:
        """The projection of each indicator, by its number, in each data year."""
        rows = (row for row in self.rows(Readiness) if row.scenario is Scenario.PROJECTION)
        return {(row.number, row.data_year): row for row in rows}

    @cached_property
    def _observed(self) -> dict[tuple[str, Place], Observation]:
        return {(row.indicator, (row.file, row.sheet, row.cell)): row for row in self.rows(Observation)}

    @cached_property
    def _reported(self) -> dict[tuple[str, Place], CommitmentValue]:
        return {(row.commitment, (row.file, row.sheet, row.cell)): row for row in self.rows(CommitmentValue)}

    def observed(self, indicator: str, place: Place) -> list[Input]:
        """The cell in which a value of an indicator stands, as an input; none where nothing was taken from there."""
        found = self._observed.get((indicator, place))
        return [inputs.cell(found), *self._corrections(place)] if found else []

    def reported(self, commitment: str, place: Place) -> list[Input]:
        """The cell in which the value of a promised number stands."""
        found = self._reported.get((commitment, place))
        return [inputs.cell(found), *self._corrections(place)] if found else []

    def _corrections(self, place: Place) -> list[Input]:
        """What the office has set in the place of a cell's own value."""
        made = (row for row in self.rows(Override) if row.is_applied and (row.file, row.sheet, row.cell) == place)
        return [inputs.correction(row) for row in made]

    def target(self, indicator: str, year: int, role: str = "target") -> list[Input]:
        """The version of a target that is in force, with its document."""
        found = self.stage.framework.target(indicator, year, self.stage.parameters.as_of_date)
        if found is None:
            return []
        row = f"{indicator}.{year}.{found.revision}"
        return [inputs.parameter(role, "framework/targets.csv", row, found.written("value"), found.document)]

    def baseline(self, indicator: str, year: int, role: str = "baseline") -> list[Input]:
        """The approved figures of a year, the last of which is the one that counts."""
        rows = [
            row
            for row in self.stage.framework.approvals
            if (row.indicator, row.year, row.role) == (indicator, year, "baseline")
        ]
        name = "framework/approved.csv"
        return [
            inputs.parameter(role, name, f"{indicator}.{year}.baseline", row.written("value"), row.document)
            for row in rows[-1:]
        ]

    def period(self, role: str, entry: str, value: object) -> Input:
        """An entry of the period's parameters."""
        return inputs.parameter(role, f"periods/{self.stage.parameters.period}.yaml", entry, value)

    @cached_property
    def _series(self) -> dict[str, list[Input]]:
        used = ((one.code, self.readiness.rows_used(one)) for one in self.stage.framework.indicators)
        return {code: [inputs.cell(row, "annual") for row in rows] for code, rows in used}

    def series(self, indicator: str) -> list[Input]:
        """The cells of the annual values on which a projection rests, oldest first."""
        return self._series[indicator]
