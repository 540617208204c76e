"""All returns up to a period -> receipts, observations and findings; one bad file never stops the others."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from innocity.facts import Value
from innocity.framework import Framework
from innocity.intake.checks import Checked, Context, check_row
from innocity.intake.cross_checks import cross_check, place_of
from innocity.intake.forms import Form, find_form
from innocity.intake.heads import find_sender, period_faults
from innocity.intake.matching import Dictionary, dictionary
from innocity.intake.reading import read_workbook
from innocity.intake.register import Register, read_register
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
    register: Register
    parameters: Parameters


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
        register = read_register(workspace, period)
        reader = _Reader(workspace, framework, words, rules, period, register, parameters)
        files = [_read_file(path, reader) for path in workspace.files_received(period)]
        returns = _settled(_number_versions(files), rules)
        intake.receipts.extend(one.receipt for one in returns)
        intake.observations.extend(row for one in returns for row in one.observations)
        if period == current:
            intake.findings.extend(row for one in returns for row in one.findings)
            intake.findings.extend(_lost(reader))
            intake.findings.extend(cross_check(framework, rules, str(period), intake.receipts, intake.observations))
    return intake


def _lost(reader: _Reader) -> list[Finding]:
    """Files that arrived and are gone: what they said, and what they superseded, must not change in silence."""
    folder = reader.workspace.name_of(reader.workspace.returns(reader.period))
    return [
        Place(f"{folder}/{arrival.file}").finding(reader.rules, "altered_file", expected=arrival.sha256)
        for arrival in reader.register.lost(reader.workspace, reader.period)
    ]


def _read_file(path: Path, reader: _Reader) -> _Return:
    receipt = reader.register.receipt(reader.workspace, reader.period, path, reader.parameters.as_of_date)
    name = path.relative_to(reader.workspace.returns(reader.period)).as_posix()
    place = Place(receipt.file)
    if arrived := reader.register.altered(receipt, name):
        altered = place.finding(reader.rules, "altered_file", got=receipt.sha256, expected=arrived.sha256)
        return _quarantined(receipt, altered)
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
    sender, faults = find_sender(forms, receipt, name, reader.words, reader.rules)
    faults += period_faults(forms, receipt.replaced(unit=sender), reader.period, reader.rules)
    if sender is None or any(fault.severity is Severity.ERROR for fault in faults):
        return _quarantined(receipt.replaced(unit=sender), *faults, *noted)
    receipt = receipt.replaced(unit=sender)
    context = Context(
        reader.framework,
        reader.words,
        reader.rules,
        receipt,
        sender,
        reader.period.year,
        reader.parameters.target_year,
    )
    rows = [check_row(form, row, context) for form in forms for row in form.rows]
    kept, repeated = _unrepeated(rows, reader.rules)
    return _Return(receipt, kept, (*(f for row in rows for f in row.findings), *repeated, *faults, *noted))


def _unrepeated(rows: list[Checked], rules: Rules) -> tuple[tuple[Observation, ...], list[Finding]]:
    """Each indicator once: where a file says it twice, the first stands if all are sound and agree, else none does."""
    sound = [row.observation for row in rows if row.observation]
    first = {row.indicator: row for row in reversed(sound)}
    faulty = {
        fault.indicator: f"{fault.sheet}!{fault.cell}"
        for row in rows
        if row.observation is None
        for fault in row.findings
        if fault.severity is Severity.ERROR
    }
    disputed = {row.indicator for row in sound if row.value != first[row.indicator].value} | faulty.keys()
    findings = [
        place_of(row).finding(
            rules,
            "contradicting_rows" if row.indicator in disputed else "repeated_row",
            got=row.value,
            expected=faulty.get(row.indicator) or f"{one.sheet}!{one.cell} = {one.value}",
        )
        for row in sound
        if (one := first[row.indicator]) is not row or row.indicator in faulty
    ]
    return tuple(row for row in first.values() if row.indicator not in disputed), findings


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


def _settled(returns: list[_Return], rules: Rules) -> list[_Return]:
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


def _without_disputed(one: _Return, rivals: Callable[[Observation], set[Value]], rules: Rules) -> _Return:
    disputed = {row.indicator: rivals(row) for row in one.observations if len(rivals(row)) > 1}
    findings = [
        place_of(row).finding(
            rules, "contradicting_rows", got=row.value, expected=" / ".join(sorted(map(str, disputed[row.indicator])))
        )
        for row in one.observations
        if row.indicator in disputed
    ]
    kept = tuple(row for row in one.observations if row.indicator not in disputed)
    return _Return(one.receipt, kept, (*one.findings, *findings))
