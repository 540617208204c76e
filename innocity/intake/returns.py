"""All returns up to a period -> receipts, observations and findings; one bad file never stops the others."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from innocity.framework import Framework
from innocity.intake.checks import Context, check_row
from innocity.intake.cross_checks import cross_check, place_of
from innocity.intake.forms import Form, find_form
from innocity.intake.matching import Dictionary, dictionary, read_period
from innocity.intake.reading import read_workbook
from innocity.intake.register import read_register
from innocity.intake.rules import Place, Rules
from innocity.intake.triage import RefusedError, require_safe
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import Finding, Observation, Receipt, Severity, Verdict
from innocity.workspace import Workspace


@dataclass(frozen=True)
class Intake:
    """What a period's returns came to; observations and receipts include those of earlier periods, findings do not."""

    receipts: list[Receipt]
    observations: list[Observation]
    findings: list[Finding]


@dataclass(frozen=True)
class _Reader:
    """What reading one period's files needs."""

    workspace: Workspace
    framework: Framework
    words: Dictionary
    rules: Rules
    period: Period
    as_of: date


@dataclass(frozen=True)
class _Return:
    """One file, read."""

    receipt: Receipt
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]


def read_returns(workspace: Workspace, framework: Framework, parameters: Parameters) -> Intake:
    """Every return of the period and of the periods before it, read and checked; every cell an observation or a finding."""
    current = parameters.reporting_period
    rules = Rules.of(workspace, Language(parameters.language))
    words = dictionary(framework)
    intake = Intake([], [], [])
    for period in [earlier for earlier in workspace.periods_with_returns() if earlier < current] + [current]:
        reader = _Reader(workspace, framework, words, rules, period, parameters.as_of_date)
        returns = _number_versions([_read_file(path, reader) for path in workspace.files_received(period)])
        intake.receipts.extend(one.receipt for one in returns)
        intake.observations.extend(row for one in returns for row in one.observations)
        if period == current:
            intake.findings.extend(row for one in returns for row in one.findings)
            intake.findings.extend(cross_check(framework, rules, str(period), intake.receipts, intake.observations))
    return intake


def _read_file(path: Path, reader: _Reader) -> _Return:
    register = read_register(reader.workspace, reader.period)
    receipt = register.receipt(reader.workspace, reader.period, path, reader.as_of)
    name = path.relative_to(reader.workspace.returns(reader.period)).as_posix()
    place = Place(receipt.file)
    if register.altered(receipt, name):
        return _quarantined(receipt, place.finding(reader.rules, "altered_file", got=receipt.sha256, expected=name))
    noted = () if receipt.is_registered else (place.finding(reader.rules, "unregistered", got=name),)
    try:
        require_safe(path)
        forms = [form for sheet in read_workbook(path) if (form := find_form(sheet, reader.words))]
    except RefusedError as refusal:
        return _quarantined(receipt, place.finding(reader.rules, "unreadable_file", got=str(refusal)), *noted)
    if not forms:
        return _quarantined(receipt, place.finding(reader.rules, "table_not_found"), *noted)
    return _read_forms(forms, receipt, name, reader, noted)


def _read_forms(forms: list[Form], receipt: Receipt, name: str, reader: _Reader, noted: tuple[Finding, ...]) -> _Return:
    """Unit and period of the file, then every row of every form in it."""
    sender, faults = _sender(forms[0], receipt, name, reader)
    faults += _period_faults(forms[0], receipt.replaced(unit=sender), reader)
    if sender is None or any(fault.severity is Severity.ERROR for fault in faults):
        return _quarantined(receipt.replaced(unit=sender), *faults, *noted)
    receipt = receipt.replaced(unit=sender)
    context = Context(reader.framework, reader.words, reader.rules, receipt, sender, reader.period.year)
    rows = [check_row(form, row, context) for form in forms for row in form.rows]
    kept, repeated = _unrepeated([row.observation for row in rows if row.observation], reader.rules)
    return _Return(receipt, kept, (*(f for row in rows for f in row.findings), *repeated, *faults, *noted))


def _unrepeated(rows: list[Observation], rules: Rules) -> tuple[tuple[Observation, ...], list[Finding]]:
    """Each indicator once: where a file says it twice, the first stands if all agree, and none does if they differ."""
    first = {row.indicator: row for row in reversed(rows)}
    disputed = {row.indicator for row in rows if row.value != first[row.indicator].value}
    findings = [
        place_of(row).finding(rules, code, got=row.value, expected=f"{one.sheet}!{one.cell} = {one.value}")
        for row in rows
        if (one := first[row.indicator]) is not row
        for code in ["contradicting_rows" if row.indicator in disputed else "repeated_row"]
    ]
    return tuple(row for row in first.values() if row.indicator not in disputed), findings


def _sender(form: Form, receipt: Receipt, name: str, reader: _Reader) -> tuple[str | None, list[Finding]]:
    """The unit that the form's head names, else its folder, else its file name; what disagrees is a finding."""
    head = form.head.get("unit")
    folders = [*reversed(Path(name).parts[:-1])]
    said = [("head", head.text)] if head else []
    said += [("folder", folder) for folder in folders] + [("file name", Path(name).stem)]
    known = [(where, text, code) for where, text in said if (code := reader.words.units.find(text))]
    place = Place(receipt.file, sheet=form.sheet, cell=head.coordinate if head else None)
    if not known or (head and known[0][0] != "head"):
        return None, [place.finding(reader.rules, "unknown_unit", got=head.text if head else name)]
    others = sorted({text for _, text, code in known if code != known[0][2]})
    if others:
        return known[0][2], [
            place.finding(reader.rules, "unit_disagrees", got=known[0][1], expected=" / ".join(others))
        ]
    return known[0][2], []


def _period_faults(form: Form, receipt: Receipt, reader: _Reader) -> list[Finding]:
    head = form.head.get("period")
    said = read_period(head.text) if head else None
    if said == reader.period:
        return []
    place = Place(receipt.file, receipt.unit, form.sheet, head.coordinate if head else None)
    code = "period_missing" if said is None else "wrong_period"
    return [place.finding(reader.rules, code, got=head.text if head else None, expected=reader.period)]


def _quarantined(receipt: Receipt, *findings: Finding) -> _Return:
    worst = next((finding for finding in findings if finding.severity is Severity.ERROR), findings[0])
    return _Return(receipt.replaced(verdict=Verdict.QUARANTINED, reason=worst.code), (), findings)


def _number_versions(returns: list[_Return]) -> list[_Return]:
    """Several files of one unit are versions in order of arrival; a later one supersedes what it says again."""
    ordered = sorted(returns, key=lambda one: (one.receipt.received_on, one.receipt.file))
    numbered: list[_Return] = []
    for one in ordered:
        earlier = [
            other for other in ordered if other.receipt.unit == one.receipt.unit is not None and other is not one
        ]
        version = 1 + sum(ordered.index(other) < ordered.index(one) for other in earlier)
        rows = tuple(row.replaced(superseded_by=_superseding(row, one, ordered)) for row in one.observations)
        numbered.append(_Return(one.receipt.replaced(version=version), rows, one.findings))
    return numbered


def _superseding(row: Observation, of: _Return, ordered: list[_Return]) -> str | None:
    """The last later file in which the same unit reports the same indicator."""
    later = ordered[ordered.index(of) + 1 :]
    again = [
        one for one in later for other in one.observations if (other.unit, other.indicator) == (row.unit, row.indicator)
    ]
    return again[-1].receipt.file if again else None
