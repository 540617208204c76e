"""One row of a form with the office's correction of its value in place; what is wrong with the correction is told."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from innocity.intake.checks import Checked, Context, check_row
from innocity.intake.commitment_checks import CheckedValue, check_commitment
from innocity.intake.form import Form, FormRow
from innocity.intake.overrides import Correction, OfFile
from innocity.intake.rules import Rules
from innocity.intake.values import blank_meaning
from innocity.intake.versions import place_of_statement
from innocity.intake.work_names import WorkWords
from innocity.tables import BY_HAND, CommitmentValue, Finding, Observation, Severity

_SaidT = TypeVar("_SaidT", bound=Observation | CommitmentValue)
_ValueT = TypeVar("_ValueT", Observation, CommitmentValue)
_Findings = tuple[Finding, ...]


def amended_row(form: Form, row: FormRow, context: Context, corrections: OfFile) -> Checked:
    """A row of indicators, checked; with the corrected value where the office has corrected it."""
    asked, sent = _asked(form, row, corrections), check_row(form, row, context)
    if asked is None:
        return sent

    def check(changed: FormRow) -> tuple[Observation | None, _Findings]:
        found = check_row(form, changed, context)
        return found.observation and _by_hand(found.observation, asked), found.findings

    return Checked(*_amended(row, asked, (sent.observation, sent.findings), check, context))


def amended_commitment(
    form: Form, row: FormRow, context: Context, words: WorkWords, corrections: OfFile
) -> CheckedValue:
    """The same for a row of commitments; a figure that is taken from an indicator is no value of its own."""
    asked, sent = _asked(form, row, corrections), check_commitment(form, row, context, words)
    if asked is None or sent.rival:
        return sent

    def check(changed: FormRow) -> tuple[CommitmentValue | None, _Findings]:
        found = check_commitment(form, changed, context, words)
        return found.value and _by_hand(found.value, asked), found.findings

    return CheckedValue(*_amended(row, asked, (sent.value, sent.findings), check, context))


def _asked(form: Form, row: FormRow, corrections: OfFile) -> Correction | None:
    return corrections.get((form.sheet, row.cells["value"].coordinate))


def _amended(
    row: FormRow,
    asked: Correction,
    sent: tuple[_SaidT | None, _Findings],
    check: Callable[[FormRow], tuple[_SaidT | None, _Findings]],
    context: Context,
) -> tuple[_SaidT | None, _Findings]:
    """The row checked again with the new value: what was sent stays beside it; else as sent, and why.

    Office and sender must speak of the same cell content; a cell in which nothing was said is the sender's to fill.
    """
    cell, told, rules = row.cells["value"], asked.told, context.rules
    if cell.text != told.old:
        differs = asked.at("old").finding(rules, "override_old_differs", got=told.old, expected=cell.text)
        return sent[0], (*sent[1], differs)
    if sent[0] is None and blank_meaning(cell.text, context.words.blanks):
        return sent
    new = replace(cell, value=told.new, formula=None)
    said, findings = check(replace(row, cells=row.cells | {"value": new}))
    if said is None:
        return sent[0], (*sent[1], _unusable(asked, findings, rules))
    noted = place_of_statement(said).finding(rules, "value_corrected", got=told.old, expected=told.new)
    return said, (*findings, noted)


def _by_hand(said: _ValueT, asked: Correction) -> _ValueT:
    """The value as the office has it, beside what was sent."""
    return said.replaced(raw_text=asked.told.old, rules=(*said.rules, BY_HAND))


def _unusable(asked: Correction, findings: Iterable[Finding], rules: Rules) -> Finding:
    """That the row gives no value with the correction either, with the first reason."""
    first = next((row for row in findings if row.severity is Severity.ERROR), None)
    why = f" ({rules.find(first.code).message(rules.language)})" if first else ""
    place, expected = asked.at("new"), first.expected if first else None
    return place.finding(rules, "override_unusable", got=f"{asked.told.new}{why}", expected=expected)
