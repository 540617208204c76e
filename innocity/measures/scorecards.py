"""Every unit's scorecard: points by component with their arithmetic, what is still to be delivered, and the ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from innocity.framework import Framework
from innocity.measures.arithmetic import PERCENT
from innocity.measures.scorecard_grounds import Grounds, Reason, figure, shown
from innocity.measures.scorecard_items import indicator_items, work_point_items
from innocity.measures.scorecard_returns import evidence_items, quality_items, timeliness_items
from innocity.measures.scoring_rules import ComponentRules, ScoringRules
from innocity.parameters import Parameters
from innocity.tables import (
    Attainment,
    CommitmentStanding,
    Component,
    Evidence,
    Finding,
    Receipt,
    Scorecard,
    ScoreItem,
    WorkPointStanding,
)

_MAKERS = (indicator_items, work_point_items, timeliness_items, quality_items, evidence_items)


def score(
    framework: Framework,
    parameters: Parameters,
    rules: ScoringRules,
    attainment: Iterable[Attainment],
    commitments: Iterable[CommitmentStanding] = (),
    work_points: Iterable[WorkPointStanding] = (),
    receipts: Iterable[Receipt] = (),
    findings: Iterable[Finding] = (),
    evidence: Iterable[Evidence] = (),
) -> tuple[list[Scorecard], list[ScoreItem]]:
    """The cards and the items behind them, units in the order of `units.csv`, components in the order of the enum.

    A unit has one row for each component in which it has items, and the total. Points are of 100 for items, of the
    component's weight for components; two decimals, half up, each step reckoned from the printed figures of the one before.
    """
    grounds = Grounds(
        framework=framework,
        parameters=parameters,
        rules=rules,
        attainment=tuple(attainment),
        commitments=tuple(commitments),
        work_points=tuple(work_points),
        receipts=tuple(receipts),
        findings=tuple(findings),
        evidence=tuple(evidence),
    )
    cards: list[Scorecard] = []
    items: list[ScoreItem] = []
    for unit in grounds.units():
        own = [item for maker in _MAKERS for item in maker(unit.code, grounds)]
        items.extend(own)
        cards.extend(card_of(unit.code, own, rules.components))
    return rank(cards, rules.components.ranked_from), items


def card_of(unit: str, items: Iterable[ScoreItem], rules: ComponentRules) -> list[Scorecard]:
    """One unit's rows: its components, then the total, not yet ranked."""
    own = list(items)
    rows = [
        _component(unit, component, weighing, rules)
        for component in Component
        if (weighing := [item for item in own if item.component is component and item.weight])
    ]
    return [*rows, _total(unit, rows)]


def _component(unit: str, component: Component, items: list[ScoreItem], rules: ComponentRules) -> Scorecard:
    assessed = _assessed(items)
    row = Scorecard(unit=unit, component=component, items=len(items), assessed=len(assessed), out_of=Decimal(0))
    if not assessed:
        return row.replaced(reason=Reason.NOTHING_ASSESSED.value)
    mean = _mean(assessed)
    out_of = rules.weights[component]
    score_pct = min(mean.value, rules.mean_cap)
    points = shown(score_pct * out_of / PERCENT)
    total = f"{figure(score_pct)}×{figure(out_of)}÷100={figure(points)}"
    capped = (
        f"min({figure(rules.mean_cap)};{figure(mean.value)})={figure(score_pct)}; " if mean.value > score_pct else ""
    )
    return row.replaced(
        points=points, out_of=out_of, score_pct=score_pct, arithmetic=f"{mean.arithmetic}; {capped}{total}"
    )


@dataclass(frozen=True)
class _Mean:
    value: Decimal
    arithmetic: str


@dataclass(frozen=True)
class _Assessed:
    """An item that has points."""

    points: Decimal
    weight: Decimal

    def __str__(self) -> str:
        return f"{figure(self.points)}×{figure(self.weight)}"


def _assessed(items: Iterable[ScoreItem]) -> list[_Assessed]:
    return [_Assessed(item.points, item.weight) for item in items if item.points is not None]


def _mean(items: list[_Assessed]) -> _Mean:
    """The weighted mean of at least one item."""
    weight = sum((item.weight for item in items), Decimal(0))
    value = shown(sum((item.points * item.weight for item in items), Decimal(0)) / weight)
    return _Mean(value, f"({'+'.join(map(str, items))})÷{figure(weight)}={figure(value)}")


def _total(unit: str, rows: list[Scorecard]) -> Scorecard:
    """The sum of the components, as a share of what could be had in them."""
    out_of = sum((row.out_of for row in rows), Decimal(0))
    given = [row.points for row in rows if row.points is not None]
    total = Scorecard(
        unit=unit,
        component=Component.TOTAL,
        items=sum(row.items for row in rows),
        assessed=sum(row.assessed for row in rows),
        out_of=out_of,
    )
    if not given:
        return total.replaced(reason=Reason.NOTHING_ASSESSED.value)
    points = sum(given, Decimal(0))
    score_pct = shown(points / out_of * PERCENT)
    parts = "+".join(map(figure, given))
    arithmetic = f"{parts}={figure(points)}; {figure(points)}÷{figure(out_of)}×100={figure(score_pct)}"
    return total.replaced(points=points, score_pct=score_pct, arithmetic=arithmetic)


def rank(cards: Iterable[Scorecard], ranked_from: Decimal) -> list[Scorecard]:
    """The cards with places in the totals whose score is out of enough points: equal scores share one, 1-2-2-4."""
    rows = list(cards)
    totals = [row for row in rows if row.component is Component.TOTAL and row.out_of >= ranked_from]
    scores = {row.unit: row.score_pct for row in totals if row.score_pct is not None}
    return [_placed(row, scores) for row in rows]


def _placed(row: Scorecard, scores: dict[str, Decimal]) -> Scorecard:
    if row.component is not Component.TOTAL or row.unit not in scores:
        return row
    place = 1 + sum(other > scores[row.unit] for other in scores.values())
    return row.replaced(rank=place, ranked=len(scores))
