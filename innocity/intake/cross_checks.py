"""Checks over all returns of a period: who is missing, where collectors disagree."""

from collections.abc import Iterator

from innocity.framework import Framework
from innocity.intake.rules import Place, Rules
from innocity.tables import Finding, Observation, Receipt, Verdict


def cross_check(
    framework: Framework, rules: Rules, period: str, receipts: list[Receipt], observations: list[Observation]
) -> list[Finding]:
    """Findings that no single file shows, for one period."""
    current = [row for row in observations if row.period == period and row.superseded_by is None]
    arrived = [row for row in receipts if row.period == period]
    return [*_missing_units(framework, rules, arrived), *_disagreeing(framework, rules, current)]


def _missing_units(framework: Framework, rules: Rules, receipts: list[Receipt]) -> Iterator[Finding]:
    heard = {receipt.unit for receipt in receipts if receipt.verdict is Verdict.ACCEPTED}
    for unit in framework.collecting_units():
        if unit.code not in heard:
            expected = ", ".join(indicator.code for indicator in framework.reported_by(unit.code))
            yield Place(unit=unit.code).finding(rules, "return_missing", expected=expected)


def _disagreeing(framework: Framework, rules: Rules, observations: list[Observation]) -> Iterator[Finding]:
    """Collectors of one indicator that report another value than the accountable one: shown side by side, never averaged."""
    for indicator in framework.indicators:
        order = framework.collectors(indicator)
        said = sorted(
            (row for row in observations if row.indicator == indicator.code), key=lambda row: order.index(row.unit)
        )
        for row in said[1:]:
            if row.value != said[0].value:
                got, expected = f"{row.unit}: {row.value}", f"{said[0].unit}: {said[0].value}"
                yield place_of(row).finding(rules, "collectors_disagree", got=got, expected=expected)


def place_of(row: Observation) -> Place:
    """Where an observation stands."""
    return Place(row.file, row.unit, row.sheet, row.cell, row.indicator)
