"""Several files of one unit: which is the later version, what it supersedes, and where no order settles what counts."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from innocity.intake.commitment_checks import Rival
from innocity.intake.rules import Place, Rules
from innocity.tables import CommitmentValue, Finding, Observation, Receipt, WorkReport

Statement = Observation | WorkReport | CommitmentValue
_Subject = tuple[str, ...]


@dataclass(frozen=True)
class Return:
    """One file, read."""

    receipt: Receipt
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    reports: tuple[WorkReport, ...] = ()
    values: tuple[CommitmentValue, ...] = ()
    rivals: tuple[Rival, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that the file says."""
        return (*self.observations, *self.reports, *self.values)


def subject(row: Statement) -> _Subject:
    """What a statement is about: unit, and indicator, work point, or commitment with its item."""
    match row:
        case Observation():
            return row.unit, row.indicator
        case WorkReport():
            return row.unit, "", row.work_point
        case _:
            return row.unit, "", row.commitment, row.item or ""


def content(row: Statement) -> str:
    """What two statements about one thing must agree in: the value, or how the work goes and when it was completed."""
    if isinstance(row, WorkReport):
        return f"{row.declared or '-'} {row.completed_on or ''}".strip()
    return str(row.value)


def place_of_statement(row: Statement) -> Place:
    """Where a statement stands."""
    place = Place(row.file, row.unit, row.sheet, row.cell)
    match row:
        case Observation():
            return replace(place, indicator=row.indicator)
        case WorkReport():
            return replace(place, about=row.work_point)
        case _:
            return replace(place, about=row.commitment)


def settle(returns: list[Return], rules: Rules) -> list[Return]:
    """The files of a period in order of arrival, numbered by unit, with what is superseded, disputed or replaced marked."""
    return _replacements(_settled(_number_versions(returns), rules), rules)


def _number_versions(returns: list[Return]) -> list[Return]:
    """Several files of one unit are versions in order of arrival; a later one supersedes what it says again."""
    ordered = sorted(returns, key=lambda one: (one.receipt.received_on, one.receipt.file))
    last = {subject(row): one.receipt.file for one in ordered for row in one.statements}
    counted: dict[str | None, int] = defaultdict(int)
    numbered: list[Return] = []
    for one in ordered:
        counted[one.receipt.unit] += 1
        version = counted[one.receipt.unit] if one.receipt.unit is not None else 1
        numbered.append(replace(_superseded(one, last), receipt=one.receipt.replaced(version=version)))
    return numbered


def _superseded(one: Return, last: dict[_Subject, str]) -> Return:
    """The file with the last later file in which the same unit speaks of the same thing noted at every statement."""

    def later(row: Statement) -> str | None:
        file = last[subject(row)]
        return file if file != one.receipt.file else None

    return replace(
        one,
        observations=tuple(row.replaced(superseded_by=later(row)) for row in one.observations),
        reports=tuple(row.replaced(superseded_by=later(row)) for row in one.reports),
        values=tuple(row.replaced(superseded_by=later(row)) for row in one.values),
    )


def _settled(returns: list[Return], rules: Rules) -> list[Return]:
    """Files of one unit that arrived on the same day have no order: where they differ and no later one settles it, none counts."""
    arrived = {one.receipt.file: one.receipt.received_on for one in returns}
    said: dict[tuple[_Subject, date], set[str]] = defaultdict(set)
    for one in returns:
        for row in one.statements:
            said[subject(row), one.receipt.received_on].add(content(row))

    def rivals(row: Statement) -> set[str]:
        day = arrived[row.file]
        is_open = row.superseded_by is None or arrived[row.superseded_by] == day
        return said[subject(row), day] if is_open else {content(row)}

    return [_without_disputed(one, rivals, rules) for one in returns]


def _without_disputed(one: Return, rivals: Callable[[Statement], set[str]], rules: Rules) -> Return:
    disputed = {subject(row): sorted(found) for row in one.statements if len(found := rivals(row)) > 1}
    findings = [
        place_of_statement(row).finding(
            rules,
            "contradicting_rows" if isinstance(row, Observation) else "contradicting_work",
            got=content(row),
            expected=" / ".join(disputed[subject(row)]),
        )
        for row in one.statements
        if subject(row) in disputed
    ]
    return replace(
        one,
        observations=tuple(row for row in one.observations if subject(row) not in disputed),
        reports=tuple(row for row in one.reports if subject(row) not in disputed),
        values=tuple(row for row in one.values if subject(row) not in disputed),
        findings=(*one.findings, *findings),
    )


def _replacements(returns: list[Return], rules: Rules) -> list[Return]:
    """Every statement that replaces another one of the same unit is noted, with both contents and both cells."""
    return [replace(one, findings=(*one.findings, *_replacing(one, returns, rules))) for one in returns]


def _replacing(one: Return, returns: list[Return], rules: Rules) -> Iterator[Finding]:
    """Held against the last day before, on which several files may have said several things."""
    for row in one.statements:
        earlier = [
            (old, other.receipt.received_on)
            for other in returns
            if other.receipt.received_on < one.receipt.received_on
            for old in other.statements
            if subject(old) == subject(row)
        ]
        last_day = max((day for _, day in earlier), default=None)
        last = [old for old, day in earlier if day == last_day and content(old) != content(row)]
        if last:
            expected = " / ".join(f"{old.file} {old.sheet}!{old.cell} = {content(old)}" for old in last)
            yield place_of_statement(row).finding(rules, "value_replaced", got=content(row), expected=expected)
