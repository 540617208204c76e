"""Several files of one unit: which is the later version, what it supersedes, and where no order settles what counts."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from innocity.facts import Value
from innocity.intake.plausibility import place_of
from innocity.intake.rules import Rules
from innocity.tables import Finding, Observation, Receipt


@dataclass(frozen=True)
class Return:
    """One file, read."""

    receipt: Receipt
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]


def settle(returns: list[Return], rules: Rules) -> list[Return]:
    """The files of a period in order of arrival, numbered by unit, with what is superseded, disputed or replaced marked."""
    return _replacements(_settled(_number_versions(returns), rules), rules)


def _number_versions(returns: list[Return]) -> list[Return]:
    """Several files of one unit are versions in order of arrival; a later one supersedes what it says again."""
    ordered = sorted(returns, key=lambda one: (one.receipt.received_on, one.receipt.file))
    numbered: list[Return] = []
    for one in ordered:
        earlier = [
            other for other in ordered if other.receipt.unit == one.receipt.unit is not None and other is not one
        ]
        version = 1 + sum(ordered.index(other) < ordered.index(one) for other in earlier)
        rows = tuple(row.replaced(superseded_by=_superseding(row, one, ordered)) for row in one.observations)
        numbered.append(Return(one.receipt.replaced(version=version), rows, one.findings))
    return numbered


def _superseding(row: Observation, of: Return, ordered: list[Return]) -> str | None:
    """The last later file in which the same unit reports the same indicator."""
    later = ordered[ordered.index(of) + 1 :]
    again = [
        one for one in later for other in one.observations if (other.unit, other.indicator) == (row.unit, row.indicator)
    ]
    return again[-1].receipt.file if again else None


def _settled(returns: list[Return], rules: Rules) -> list[Return]:
    """Files of one unit that arrived on the same day have no order: where they differ and no later one settles it, none counts."""
    arrived = {one.receipt.file: one.receipt.received_on for one in returns}
    said: dict[tuple[str, str, date], set[Value]] = defaultdict(set)
    for one in returns:
        for row in one.observations:
            said[row.unit, row.indicator, one.receipt.received_on].add(row.value)

    def rivals(row: Observation) -> set[Value]:
        day = arrived[row.file]
        is_open = row.superseded_by is None or arrived[row.superseded_by] == day
        return said[row.unit, row.indicator, day] if is_open else {row.value}

    return [_without_disputed(one, rivals, rules) for one in returns]


def _without_disputed(one: Return, rivals: Callable[[Observation], set[Value]], rules: Rules) -> Return:
    disputed = {row.indicator: rivals(row) for row in one.observations if len(rivals(row)) > 1}
    findings = [
        place_of(row).finding(
            rules, "contradicting_rows", got=row.value, expected=" / ".join(sorted(map(str, disputed[row.indicator])))
        )
        for row in one.observations
        if row.indicator in disputed
    ]
    kept = tuple(row for row in one.observations if row.indicator not in disputed)
    return Return(one.receipt, kept, (*one.findings, *findings))


def _replacements(returns: list[Return], rules: Rules) -> list[Return]:
    """Every value that replaces another one of the same unit is noted, with both values and both cells."""
    return [replace(one, findings=(*one.findings, *_replacing(one, returns, rules))) for one in returns]


def _replacing(one: Return, returns: list[Return], rules: Rules) -> Iterator[Finding]:
    """Held against the last day before, on which several files may have said several things."""
    for row in one.observations:
        earlier = {
            old: other.receipt.received_on
            for other in returns
            if other.receipt.received_on < one.receipt.received_on
            for old in other.observations
            if (old.unit, old.indicator) == (row.unit, row.indicator)
        }
        last = [old for old, day in earlier.items() if day == max(earlier.values()) and old.value != row.value]
        if last:
            expected = " / ".join(f"{old.file} {old.sheet}!{old.cell} = {old.value}" for old in last)
            yield place_of(row).finding(rules, "value_replaced", got=row.value, expected=expected)
