"""Checks over all returns of a period: who and what is missing, where collectors disagree, what is too good to be read off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from innocity.framework import Framework
from innocity.intake.plausibility import Limits, place_of
from innocity.intake.rules import Place, Rules
from innocity.language import text
from innocity.tables import Finding, Observation, Receipt, Verdict


@dataclass(frozen=True)
class Returns:
    """What one period's returns came to, with the findings of their files, and the targets they are held against."""

    receipts: tuple[Receipt, ...]
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    target_year: int
    as_of: date

    @property
    def heard(self) -> set[str | None]:
        """The units that have sent a return that counts."""
        return {receipt.unit for receipt in self.receipts if receipt.verdict is Verdict.ACCEPTED}


def cross_check(framework: Framework, rules: Rules, limits: Limits, returns: Returns) -> list[Finding]:
    """Findings that no single file shows, for one period."""
    current = [row for row in returns.observations if row.superseded_by is None]
    return [
        *_missing_units(framework, rules, returns),
        *_missing_indicators(framework, rules, returns),
        *_received_late(rules, returns),
        *_disagreeing(framework, rules, current),
        *_second_alone(framework, rules, current),
        *_at_target(framework, rules, limits, returns),
    ]


def _missing_units(framework: Framework, rules: Rules, returns: Returns) -> Iterator[Finding]:
    for unit in framework.collecting_units():
        if unit.code not in returns.heard:
            names = [indicator.name(rules.language) for indicator in framework.reported_by(unit.code)]
            expected = text("format.list_mark", rules.language).join(names)
            yield Place(unit=unit.code).finding(rules, "return_missing", expected=expected)


def _missing_indicators(framework: Framework, rules: Rules, returns: Returns) -> Iterator[Finding]:
    """Indicators of which a unit that was heard says nothing, not even a blank; a row that was refused is told already."""
    told = {(row.unit, row.indicator) for row in returns.observations}
    told |= {(row.unit or "", row.indicator or "") for row in returns.findings}
    for unit in framework.collecting_units():
        for indicator in framework.reported_by(unit.code):
            if unit.code in returns.heard and (unit.code, indicator.code) not in told:
                yield Place(unit=unit.code, indicator=indicator.code).finding(rules, "indicator_missing")


def _received_late(rules: Rules, returns: Returns) -> Iterator[Finding]:
    """Files that arrived after the day up to which the run says to know things."""
    for receipt in returns.receipts:
        if receipt.received_on > returns.as_of:
            got, expected = receipt.received_on.isoformat(), f"<= {returns.as_of.isoformat()}"
            place = Place(receipt.file, receipt.unit)
            yield place.finding(rules, "received_after_as_of", got=got, expected=expected)


def _disagreeing(framework: Framework, rules: Rules, observations: list[Observation]) -> Iterator[Finding]:
    """Collectors of one indicator that report another value than the accountable one: shown side by side, never averaged."""
    for _, said in _by_collector(framework, observations):
        for row in said[1:]:
            if row.value != said[0].value:
                got, expected = (_worded(one, framework, rules) for one in (row, said[0]))
                yield place_of(row).finding(rules, "collectors_disagree", got=got, expected=expected)


def _second_alone(framework: Framework, rules: Rules, observations: list[Observation]) -> Iterator[Finding]:
    """Values of other collectors that count because the accountable one's is refused or has not come."""
    for accountable, said in _by_collector(framework, observations):
        if said and said[0].unit != accountable:
            expected = framework.unit(accountable).name(rules.language)
            for row in said:
                got = _worded(row, framework, rules)
                yield place_of(row).finding(rules, "second_collector_alone", got=got, expected=expected)


def _by_collector(framework: Framework, observations: list[Observation]) -> Iterator[tuple[str, list[Observation]]]:
    """For each indicator the accountable collector, and what its collectors say, in their order."""
    for indicator in framework.indicators:
        order = framework.collectors(indicator)
        of_indicator = [row for row in observations if row.indicator == indicator.code]
        yield order[0], sorted(of_indicator, key=lambda row: order.index(row.unit))


def _worded(row: Observation, framework: Framework, rules: Rules) -> str:
    return f"{framework.unit(row.unit).name(rules.language)}: {rules.worded(row.value)}"


def _at_target(framework: Framework, rules: Rules, limits: Limits, returns: Returns) -> Iterator[Finding]:
    """Units all of whose figures are exactly their targets; figures without a target and answers are left out."""
    figures: dict[str, list[tuple[Observation, bool]]] = {}
    for row in sorted(returns.observations, key=lambda row: (row.unit, row.file, row.sheet, row.cell)):
        target = framework.target(row.indicator, returns.target_year, returns.as_of)
        if row.superseded_by is None and target is not None and isinstance(row.value, Decimal):
            figures.setdefault(row.unit, []).append((row, row.value == target.value))
    for unit, rows in figures.items():
        if len(rows) >= limits.at_target and all(is_met for _, is_met in rows):
            place, got = Place(rows[0][0].file, unit, rows[0][0].sheet), f"{len(rows)} = {len(rows)}"
            yield place.finding(rules, "values_at_target", got=got)
