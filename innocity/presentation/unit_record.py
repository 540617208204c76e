"""What the tables of a run hold about one unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, TypeVar

from innocity.duties import bodies
from innocity.framework import Framework
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.stage import Stage
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    Component,
    Evidence,
    Finding,
    Override,
    Receipt,
    Scorecard,
    ScoreItem,
    WorkPointStanding,
)

_ORDER = tuple(Component)
_RowT = TypeVar("_RowT", Receipt, Evidence)


@dataclass(frozen=True)
class UnitRecord:
    """One unit's part of every table, in the order in which a reader expects it; `league` holds the cards of all units."""

    unit: str
    framework: Framework
    parameters: Parameters
    cards: tuple[Scorecard, ...]
    league: tuple[Scorecard, ...]
    items: tuple[ScoreItem, ...]
    attainment: tuple[Attainment, ...]
    commitments: tuple[CommitmentStanding, ...]
    work_points: tuple[WorkPointStanding, ...]
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    overrides: tuple[Override, ...]

    @classmethod
    def read(cls, stage: Stage, unit: str) -> Self:
        """The record of a unit, or of the first that has a scorecard where none is named."""
        tables = _tables(stage)
        return cls.of(unit or tables["cards"][0].unit, stage.framework, stage.parameters, **tables)

    @classmethod
    def read_all(cls, stage: Stage) -> list[Self]:
        """The record of every unit that has a scorecard."""
        tables = _tables(stage)
        units = [row.unit for row in tables["cards"] if row.component is Component.TOTAL]
        return [cls.of(unit, stage.framework, stage.parameters, **tables) for unit in units]

    @classmethod
    def of(
        cls,
        unit: str,
        framework: Framework,
        parameters: Parameters,
        *,
        cards: Sequence[Scorecard] = (),
        items: Sequence[ScoreItem] = (),
        attainment: Sequence[Attainment] = (),
        commitments: Sequence[CommitmentStanding] = (),
        work_points: Sequence[WorkPointStanding] = (),
        receipts: Sequence[Receipt] = (),
        findings: Sequence[Finding] = (),
        evidence: Sequence[Evidence] = (),
        overrides: Sequence[Override] = (),
    ) -> Self:
        """The record of a unit out of whole tables."""
        own = sorted((row for row in items if row.unit == unit), key=lambda row: _place(row, framework))
        collected = {row.item for row in own if row.component is Component.INDICATORS}
        answered = {row.item for row in own if row.component is Component.WORK_POINTS}
        files = _of_period(receipts, unit, parameters)
        sent = {row.file for row in files}
        return cls(
            unit=unit,
            framework=framework,
            parameters=parameters,
            cards=tuple(
                sorted((row for row in cards if row.unit == unit), key=lambda row: _ORDER.index(row.component))
            ),
            league=tuple(cards),
            items=tuple(own),
            attainment=tuple(row for row in attainment if row.indicator in collected),
            commitments=tuple(row for row in commitments if unit in _leads(row.work_point, framework)),
            work_points=tuple(row for row in work_points if row.work_point in answered),
            receipts=files,
            findings=tuple(row for row in findings if row.unit == unit or (row.unit is None and row.file in sent)),
            evidence=_of_period(evidence, unit, parameters),
            overrides=tuple(row for row in overrides if row.unit == unit),
        )

    @property
    def language(self) -> Language:
        """The language of the page."""
        return Language(self.parameters.language)

    @property
    def name(self) -> str:
        """The unit's name in the language of the page."""
        return self.framework.unit(self.unit).name(self.language)

    @property
    def total(self) -> Scorecard:
        """The row of the total."""
        return self.cards[-1]

    @property
    def components(self) -> tuple[Scorecard, ...]:
        """The rows that the total is made of."""
        return self.cards[:-1]

    @property
    def due(self) -> tuple[ScoreItem, ...]:
        """What must still be delivered, the earliest first."""
        return tuple(sorted((row for row in self.items if row.due_on), key=lambda row: row.due_on or date.max))

    def is_overdue(self, row: ScoreItem) -> bool:
        """Whether the day by which a thing was due lies before the as-of date."""
        return row.due_on is not None and row.due_on < self.parameters.as_of_date

    def items_of(self, component: Component) -> tuple[ScoreItem, ...]:
        """The items of one component."""
        return tuple(row for row in self.items if row.component is component)


def _tables(stage: Stage) -> dict[str, Any]:
    """The whole tables by the names that `UnitRecord.of` has for them."""
    return {
        "cards": stage.read(Scorecard),
        "items": stage.read(ScoreItem),
        "attainment": stage.read(Attainment),
        "commitments": stage.read(CommitmentStanding),
        "work_points": stage.read(WorkPointStanding),
        "receipts": stage.read(Receipt),
        "findings": stage.read(Finding),
        "evidence": stage.read(Evidence),
        "overrides": stage.read(Override),
    }


def _of_period(rows: Sequence[_RowT], unit: str, parameters: Parameters) -> tuple[_RowT, ...]:
    return tuple(row for row in rows if (row.unit, row.period) == (unit, parameters.period))


def _leads(work_point: str, framework: Framework) -> tuple[str, ...]:
    return bodies(next(one.leads for one in framework.work_points if one.code == work_point), framework)


def _place(row: ScoreItem, framework: Framework) -> tuple[int, int, int, str]:
    """Components in the order of the enum; indicators and work points in that of the plan, `2-10` after `2-9`."""
    component = _ORDER.index(row.component)
    if row.component is Component.WORK_POINTS:
        area, point, *rest = row.item.split("-", 2)
        return component, int(area), int(point), "".join(rest)
    numbers = {one.code: one.number for one in framework.indicators}
    return component, numbers.get(row.item, len(numbers) + 1), 0, row.item
