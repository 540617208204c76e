"""Where points come from: totals as sums of components, components as means of items, items from what was sent."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from innocity.measures.scorecard_returns import open_findings
from innocity.record import inputs
from innocity.record.inputs import Derived, constant, counted, derived, number, parameter
from innocity.record.known import Known
from innocity.tables import Component, Evidence, Scorecard, ScoreItem, WorkPointStanding
from innocity.tables.lineage import Input
from innocity.tables.numbers import due_id, number_id

_RULES = "rules/scoring.yaml"
_CARD = "innocity.measures.scorecards.card_of"
_MAKERS = {
    Component.TIMELINESS: "innocity.measures.scorecard_returns.timeliness_items",
    Component.DATA_QUALITY: "innocity.measures.scorecard_returns.quality_items",
    Component.EVIDENCE: "innocity.measures.scorecard_returns.evidence_items",
    Component.INDICATORS: "innocity.measures.scorecard_items.indicator_items",
    Component.WORK_POINTS: "innocity.measures.scorecard_items.work_point_items",
}


def of_scorecards(known: Known) -> Iterator[Derived]:
    """Every point of every unit, its weights and its place."""
    items = known.rows(ScoreItem)
    for item in items:
        yield from _item(item, known)
    rows = known.rows(Scorecard)
    totals = [row for row in rows if row.component is Component.TOTAL]
    for unit, of_unit in groupby(rows, key=lambda row: row.unit):
        cards = list(of_unit)
        components = [row for row in cards if row.component is not Component.TOTAL]
        for row in components:
            own = [one for one in items if (one.unit, one.component) == (unit, row.component) and one.weight]
            yield from _component(row, own, known)
        for row in cards:
            if row.component is Component.TOTAL:
                yield from _total(row, components, totals)
        yield _due(unit, [one for one in items if one.unit == unit])


def _due(unit: str, items: Sequence[ScoreItem]) -> Derived:
    """How many things a unit must still deliver."""
    owed = [number(one, "weight", "part") for one in items if one.due_on]
    return counted(due_id(unit), owed, [number(one, "weight", "other") for one in items])


def _component(row: Scorecard, items: Sequence[ScoreItem], known: Known) -> Iterator[Derived]:
    """A component: the weighted mean of its assessed items, capped, as a share of its weight."""
    assessed = [one for one in items if one.points is not None]
    yield counted(number_id(row, "items"), [number(one, "weight", "part") for one in items])
    others = [number(one, "weight", "other") for one in items]
    yield counted(number_id(row, "assessed"), [number(one, "points", "part") for one in assessed], others)
    rules = known.grounds.rules.components
    if row.points is None:
        yield from derived(row, "out_of", [constant("out_of", 0, _CARD)])
        return
    weight = rules.weights[row.component]
    name = f"components.weights.{row.component.value}"
    yield from derived(row, "out_of", [parameter("out_of", _RULES, name, weight)])
    parts = [number(one, "points", "part", weight=one.written("weight")) for one in assessed]
    cap = parameter("cap", _RULES, "components.mean_cap", rules.mean_cap)
    yield from derived(row, "score_pct", [*parts, cap], "min(cap, mean(part))")
    both = [number(row, "score_pct"), number(row, "out_of")]
    yield from derived(row, "points", both, "score_pct * out_of / 100")


def _total(row: Scorecard, components: Sequence[Scorecard], totals: Sequence[Scorecard]) -> Iterator[Derived]:
    """The total: the sum of the components, as a share of what could be had, and the place among all."""
    for column in ("items", "assessed", "out_of", "points"):
        parts = [number(one, column, "part") for one in components if one.written(column)]
        yield from derived(row, column, parts, "sum(part)")
    share = [number(row, "points"), number(row, "out_of")]
    yield from derived(row, "score_pct", share, "points / out_of * 100")
    if row.rank is None or row.score_pct is None:
        return
    better = [
        one for one in totals if one.rank is not None and one.score_pct is not None and one.score_pct > row.score_pct
    ]
    ahead = [number(one, "score_pct", "part") for one in better]
    yield from derived(row, "rank", [*ahead, number(row, "score_pct", "own")], "1 + count(part)")


def _item(row: ScoreItem, known: Known) -> Iterator[Derived]:
    yield from derived(row, "weight", [_weight(row, known)])
    formula = row.arithmetic.rpartition("=")[0] if row.arithmetic and "=" in row.arithmetic else None
    if row.points is not None:
        yield from derived(row, "points", _points(row, known), formula)
    if row.to_deliver is not None:
        yield from _to_deliver(row, known)


def _weight(row: ScoreItem, known: Known) -> Input:
    framework, rules = known.stage.framework, known.grounds.rules
    if row.component is Component.WORK_POINTS and row.weight:
        point = next(one for one in framework.work_points if one.code == row.item)
        name = "lead_weight" if known.grounds.is_lead(row.unit, point) else "responsible_weight"
        return parameter("weight", _RULES, f"work_points.{name}", row.weight)
    if row.component is Component.INDICATORS and len(framework.collectors(framework.indicator(row.item))) > 1:
        share = rules.indicators.accountable_share
        return parameter("weight", _RULES, "indicators.accountable_share", share)
    return constant("weight", row.weight, _MAKERS[row.component])


def _points(row: ScoreItem, known: Known) -> list[Input]:
    """What an item's points rest on, by its component."""
    match row.component:
        case Component.INDICATORS:
            return _of_indicator(row, known)
        case Component.WORK_POINTS:
            point = next(one for one in known.rows(WorkPointStanding) if one.work_point == row.item)
            given = known.grounds.rules.work_points.lights.get(point.light, 0)
            return [
                number(point, "light"),
                parameter("given", _RULES, f"work_points.lights.{point.light.value}", given),
            ]
        case Component.TIMELINESS:
            files = [inputs.file(one) for one in known.grounds.files(row.unit)]
            day = known.grounds.rules.timeliness.points_a_day
            due = known.period("due_on", "due_on", known.stage.parameters.due_on)
            return [*files, due, parameter("points_a_day", _RULES, "timeliness.points_a_day", day)]
        case Component.DATA_QUALITY:
            found = [inputs.finding(one, one.severity.value) for one in open_findings(row.unit, known.grounds)]
            files = [inputs.file(one) for one in known.grounds.files(row.unit)]
            error, warning = (
                known.grounds.rules.data_quality.points_an_error,
                known.grounds.rules.data_quality.points_a_warning,
            )
            rules = [parameter("points_an_error", _RULES, "data_quality.points_an_error", error), parameter("points_a_warning", _RULES, "data_quality.points_a_warning", warning)]  # fmt: skip
            return [*files, *found, *rules]
        case _:
            return _of_evidence(row, known)


def _of_indicator(row: ScoreItem, known: Known) -> list[Input]:
    held = known.by_indicator[row.item]
    scale = known.grounds.rules.indicators
    rules = [
        parameter(name, _RULES, f"indicators.{name}", getattr(scale, name))
        for name in ("per_cent_step", "points_step", "cap", "floor")
    ]
    if row.arithmetic is None or "=" not in row.arithmetic:
        return [number(held, "status")]
    names = ("actual", "target", "progress_pct", "expected_share_pct")
    return [number(held, "status"), *(number(held, name) for name in names if held.written(name)), *rules]


def _of_evidence(row: ScoreItem, known: Known) -> list[Input]:
    """The claims that count for an item with the files that came; for a value without any claim the value itself."""
    period = known.stage.parameters.period
    claims = [
        one
        for one in known.rows(Evidence)
        if one.claimed and (one.unit, one.period, one.indicator or period) == (row.unit, period, row.item)
    ]
    files = known.grounds.files(row.unit)
    found = [inputs.support(one, files[-1] if files else None) for one in claims]
    value = [number(known.by_indicator[row.item], "actual")] if row.item in known.by_indicator else []
    named = known.grounds.rules.evidence.named_points
    return [*found, *value, parameter("named_points", _RULES, "evidence.named_points", named)]


def _to_deliver(row: ScoreItem, known: Known) -> Iterator[Derived]:
    """What is still needed of an indicator, or what a promise falls short by."""
    if row.component is Component.INDICATORS:
        yield from derived(row, "to_deliver", [number(known.by_indicator[row.item], "needed")], "needed")
        return
    code, _, item = row.item.partition("/")
    found = (one for rows in known.by_commitment.values() for one in rows)
    promise = next(one for one in found if (one.commitment, one.item or "") == (code, item))
    yield from derived(row, "to_deliver", [number(promise, "margin")], "-margin")
