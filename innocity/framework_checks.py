"""What must hold between the facts of a framework; every breach as one sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from innocity.facts import (
    Alias,
    Answer,
    Approved,
    Blank,
    Commitment,
    Direction,
    Indicator,
    Measure,
    Target,
    Unit,
    ValueStatus,
    WorkPoint,
)
from innocity.language import text
from innocity.tables.returns import Declared


@dataclass(frozen=True)
class Facts:
    """The rows of every file of the framework."""

    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    approvals: tuple[Approved, ...]
    work_points: tuple[WorkPoint, ...]
    commitments: tuple[Commitment, ...]
    units: tuple[Unit, ...]
    measures: tuple[Measure, ...]
    aliases: tuple[Alias, ...]


def faults_in(facts: Facts, office: str) -> list[str]:
    """Every breach in the facts, in a stable order; empty when the framework is sound."""
    return [*_repeated(facts), *_unresolved(facts, office), *_ill_valued(facts), *_unapproved(facts)]


def _repeated(facts: Facts) -> Iterator[str]:
    """Keys that stand more than once."""
    keys = {
        "indicators.csv": [row.code for row in facts.indicators] + [str(row.number) for row in facts.indicators],
        "targets.csv": [f"{row.indicator} {row.year} r{row.revision}" for row in facts.targets],
        "work_points.csv": [row.code for row in facts.work_points],
        "commitments.csv": [row.code for row in facts.commitments],
        "units.csv": [row.code for row in facts.units],
        "measures.csv": [row.measure for row in facts.measures],
        "aliases.csv": [f"{row.kind} {row.alias}" for row in facts.aliases],
    }
    for file, found in keys.items():
        for key, count in sorted(Counter(found).items()):
            if count > 1:
                yield text("fault.repeated", file=file, key=key, count=count)


def _unresolved(facts: Facts, office: str) -> Iterator[str]:
    """Codes that point to nothing."""
    indicators = {row.code for row in facts.indicators}
    units = {row.code for row in facts.units}
    measures = {row.measure for row in facts.measures}
    points = {row.code for row in facts.work_points}
    spelled: dict[str, set[str]] = {
        "indicator": indicators,
        "work_point": points,
        "commitment": {row.code for row in facts.commitments},
        "status": {*ValueStatus},
        "declared": {*Declared},
        "answer": {*Answer},
        "blank": {*Blank},
    }
    links = [
        *[
            ("indicators.csv", row.code, "collectors", code, units)
            for row in facts.indicators
            for code in row.collectors
        ],
        *[("indicators.csv", row.code, "measure", row.measure, measures) for row in facts.indicators],
        *[("targets.csv", row.indicator, "indicator", row.indicator, indicators) for row in facts.targets],
        *[("approved.csv", row.indicator, "indicator", row.indicator, indicators) for row in facts.approvals],
        *[("work_points.csv", p.code, "leads", code, units) for p in facts.work_points for code in p.leads],
        *[("work_points.csv", p.code, "responsible", code, units) for p in facts.work_points for code in p.responsible],
        *[("commitments.csv", row.code, "work_point", row.work_point, points) for row in facts.commitments],
        *[("commitments.csv", c.code, "indicator", c.indicator, indicators) for c in facts.commitments if c.indicator],
        *[("commitments.csv", row.code, "measure", row.measure, measures) for row in facts.commitments],
        *[("units.csv", row.code, "members", code, units) for row in facts.units for code in row.members],
        *[("measures.csv", row.measure, "canonical", row.canonical, measures) for row in facts.measures],
        *[("aliases.csv", a.alias, "code", a.code, spelled[a.kind]) for a in facts.aliases if a.kind in spelled],
        ("programme.yaml", "office_unit", "office_unit", office, units),
    ]
    for file, row, column, code, known in links:
        if code not in known:
            yield text("fault.unresolved", file=file, row=row, column=column, code=code)


def _ill_valued(facts: Facts) -> Iterator[str]:
    """Targets and approvals whose value or measure does not fit the indicator; indicators without a target."""
    indicators = {row.code: row for row in facts.indicators}
    valued: list[tuple[str, Target | Approved]] = [("targets.csv", row) for row in facts.targets]
    valued += [("approved.csv", row) for row in facts.approvals]
    for file, row in valued:
        indicator = indicators.get(row.indicator)
        if indicator is None:
            continue
        if isinstance(row.value, Answer) != (indicator.direction is Direction.YES_NO):
            yield text("fault.value", file=file, row=f"{row.indicator} {row.year}", got=row.value)
        if row.measure != indicator.measure:
            yield text(
                "fault.measure",
                file=file,
                row=f"{row.indicator} {row.year}",
                got=row.measure,
                expected=indicator.measure,
            )
    promised = {row.indicator for row in facts.targets}
    for code in indicators:
        if code not in promised:
            yield text("fault.no_target", row=code)


def _unapproved(facts: Facts) -> Iterator[str]:
    """Targets that differ from every approved figure for the same indicator and year."""
    for target in facts.targets:
        key = (target.indicator, target.year, "target")
        approved = [row.value for row in facts.approvals if (row.indicator, row.year, row.role) == key]
        if target.value not in approved:
            yield text(
                "fault.unapproved_target",
                row=f"{target.indicator} {target.year} r{target.revision}",
                got=target.value,
                expected=" / ".join(map(str, approved)) or "-",
            )
