"""The work forms of one file -> reports and values, each work point and each promised number once; and their rivals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from innocity.framework import Framework
from innocity.intake.amending import amended_commitment
from innocity.intake.checks import Context
from innocity.intake.commitment_checks import Rival
from innocity.intake.overrides import OfFile
from innocity.intake.rules import Place, Rules
from innocity.intake.versions import Return, Statement, content, place_of_statement, subject
from innocity.intake.work_checks import check_report
from innocity.intake.work_forms import WorkForms
from innocity.intake.work_names import WorkWords
from innocity.tables import CommitmentValue, Finding, Observation, WorkReport

_RowT = TypeVar("_RowT", WorkReport, CommitmentValue)


@dataclass(frozen=True)
class Work:
    """What the work forms of a file say; `rivals` are figures for commitments that are taken from indicators."""

    reports: tuple[WorkReport, ...]
    values: tuple[CommitmentValue, ...]
    rivals: tuple[Rival, ...]
    findings: tuple[Finding, ...]


def read_work(found: Iterable[WorkForms], context: Context, words: WorkWords, corrections: OfFile) -> Work:
    """Every row of every work form of a file."""
    sheets = list(found)
    reports = [check_report(form, row, context, words) for one in sheets for form in one.reports for row in form.rows]
    values = [
        amended_commitment(form, row, context, words, corrections)
        for one in sheets
        for form in one.promises
        for row in form.rows
    ]
    findings = [finding for row in reports for finding in row.findings]
    findings += [finding for row in values for finding in row.findings]
    said = [row.report for row in reports if row.report]
    figures = [row.value for row in values if row.value]
    disputed, repeated = _repeated([*said, *figures], context.rules)
    return Work(
        tuple(row for row in _first(said) if subject(row) not in disputed),
        tuple(row for row in _first(figures) if subject(row) not in disputed),
        tuple(row.rival for row in values if row.rival),
        (*findings, *repeated),
    )


def unread_work(found: WorkForms, place: Place, rules: Rules) -> Iterator[Finding]:
    """What looks like work on a sheet and was not understood."""
    for cell in found.unread:
        yield replace(place, cell=cell.coordinate, about=cell.text).finding(rules, "unread_work", got=cell.text)


def rival_findings(
    one: Return, observations: Sequence[Observation], framework: Framework, rules: Rules
) -> Iterator[Finding]:
    """Figures of a file that differ from the indicator they should be taken from: the unit's own, else its collectors'."""
    for rival in one.rivals:
        said = [row for row in observations if row.indicator == rival.indicator and row.superseded_by is None]
        counted = [row for row in said if row.unit == one.receipt.unit] or said
        if rival.value not in [row.value for row in counted]:
            name = framework.indicator(rival.indicator).name(rules.language)
            expected = " / ".join([name, *(f"{row.unit}: {row.value}" for row in counted)])
            place = replace(rival.place, indicator=rival.indicator)
            yield place.finding(rules, "commitment_differs", got=f"{rival.value:f}", expected=expected)


def _repeated(said: Sequence[WorkReport | CommitmentValue], rules: Rules) -> tuple[set[tuple[str, ...]], list[Finding]]:
    """What a file says more than once: the subjects on which it contradicts itself, and a finding for every later row."""
    by_subject: dict[tuple[str, ...], list[WorkReport | CommitmentValue]] = defaultdict(list)
    for row in said:
        by_subject[subject(row)].append(row)
    disputed = {of for of, rows in by_subject.items() if len({_whole(row) for row in rows}) > 1}
    findings = [
        place_of_statement(row).finding(
            rules,
            "contradicting_work" if of in disputed else "repeated_work",
            got=content(row),
            expected=f"{rows[0].sheet}!{rows[0].cell} = {content(rows[0])}",
        )
        for of, rows in by_subject.items()
        for row in rows[1:]
    ]
    return disputed, findings


def _whole(row: Statement) -> tuple[str | None, ...]:
    """All that two rows about one thing must agree in to say the same."""
    if isinstance(row, WorkReport):
        return content(row), row.progress, row.problem, row.next_step
    return (content(row),)


def _first(rows: list[_RowT]) -> list[_RowT]:
    return list({subject(row): row for row in reversed(rows)}.values())[::-1]
