"""All returns up to a period -> receipts, observations, evidence and findings; one bad file never stops the others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from innocity.framework import Framework
from innocity.intake.checks import Checked, Context, check_row
from innocity.intake.cross_checks import Returns, cross_check
from innocity.intake.evidence import Delivered, deliver, is_evidence, match, missing, unit_of
from innocity.intake.forms import Form, find_forms, unread_names
from innocity.intake.heads import find_sender, period_faults
from innocity.intake.isolation import Isolated
from innocity.intake.matching import Dictionary, dictionary
from innocity.intake.plausibility import Limits, Plausibility, place_of
from innocity.intake.reading import Sheet
from innocity.intake.refusal import RefusedError
from innocity.intake.register import Register, read_register
from innocity.intake.rules import Place, Rules
from innocity.intake.versions import Return, settle
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import Evidence, Finding, Observation, Receipt, Severity, Verdict
from innocity.workspace import Workspace


@dataclass(frozen=True)
class Intake:
    """What a period's returns came to; all but the findings include those of earlier periods."""

    receipts: list[Receipt]
    observations: list[Observation]
    evidence: list[Evidence]
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
    plausibility: Plausibility
    isolated: Isolated


def read_returns(workspace: Workspace, framework: Framework, parameters: Parameters) -> Intake:
    """Every return of the period and of the periods before it, read and checked; every cell an observation or a finding."""
    current = parameters.reporting_period
    rules, limits = Rules.of(workspace, Language(parameters.language)), Limits.of(workspace)
    words = dictionary(framework)
    intake = Intake([], [], [], [])
    with Isolated() as isolated:
        for period in [earlier for earlier in workspace.periods_with_returns() if earlier < current] + [current]:
            register = read_register(workspace, period)
            known = Plausibility(framework, rules, limits, period, parameters.as_of_date, tuple(intake.observations))
            of_period = _read_period(
                _Reader(workspace, framework, words, rules, period, register, parameters, known, isolated)
            )
            intake.receipts.extend(of_period.receipts)
            intake.observations.extend(of_period.observations)
            intake.evidence.extend(of_period.evidence)
            if period == current:
                intake.findings.extend(of_period.findings)
    return intake


def _read_period(reader: _Reader) -> Intake:
    """The returns of one period and what came beside them."""
    paths = reader.workspace.files_received(reader.period)
    files = [_read_file(path, reader) for path in paths if not is_evidence(path)]
    returns = settle(files, reader.rules)
    receipts = [one.receipt for one in returns]
    observations = [row for one in returns for row in one.observations]
    findings = [row for one in returns for row in one.findings]
    delivered, faults = _beside([path for path in paths if is_evidence(path)], receipts, reader)
    current = [row for row in observations if row.superseded_by is None]
    evidence = match(current, delivered, receipts)
    findings += [*faults, *missing(current, evidence, reader.rules), *_lost(reader)]
    parameters = reader.parameters
    together = Returns(
        tuple(receipts), tuple(observations), tuple(findings), parameters.target_year, parameters.as_of_date
    )
    findings += cross_check(reader.framework, reader.rules, reader.plausibility.limits, together)
    return Intake(receipts, observations, evidence, findings)


def _beside(paths: list[Path], receipts: list[Receipt], reader: _Reader) -> tuple[list[Delivered], list[Finding]]:
    """The files that are no tables; one that is no longer as it arrived supports nothing."""
    delivered: list[Delivered] = []
    findings: list[Finding] = []
    for path in paths:
        bare = reader.register.receipt(reader.workspace, reader.period, path, reader.parameters.as_of_date)
        receipt = bare.replaced(unit=unit_of(PurePosixPath(bare.file), receipts, reader.words))
        if altered := _altered(path, receipt, reader):
            findings.append(altered)
            continue
        files, faults = deliver(receipt, path, reader.rules)
        delivered.extend(files)
        findings.extend(faults)
    return delivered, findings


def _altered(path: Path, receipt: Receipt, reader: _Reader) -> Finding | None:
    """A finding where a file is no longer the one that arrived."""
    name = path.relative_to(reader.workspace.returns(reader.period)).as_posix()
    arrived = reader.register.altered(receipt, name)
    if arrived is None:
        return None
    place = Place(receipt.file, receipt.unit)
    return place.finding(reader.rules, "altered_file", got=receipt.sha256, expected=arrived.sha256)


def _lost(reader: _Reader) -> list[Finding]:
    """Files that arrived and are gone: what they said, and what they superseded, must not change in silence."""
    folder = reader.workspace.name_of(reader.workspace.returns(reader.period))
    return [
        Place(f"{folder}/{arrival.file}").finding(reader.rules, "file_lost", expected=arrival.sha256)
        for arrival in reader.register.lost(reader.workspace, reader.period)
    ]


def _read_file(path: Path, reader: _Reader) -> Return:
    receipt = reader.register.receipt(reader.workspace, reader.period, path, reader.parameters.as_of_date)
    name = path.relative_to(reader.workspace.returns(reader.period)).as_posix()
    place = Place(receipt.file)
    if altered := _altered(path, receipt, reader):
        return _quarantined(receipt, altered)
    noted = [] if receipt.is_registered else [place.finding(reader.rules, "unregistered", got=name)]
    try:
        sheets = reader.isolated.read(path, reader.words.headers.codes)
    except RefusedError as refusal:
        return _quarantined(receipt, place.finding(reader.rules, "unreadable_file", got=str(refusal)), *noted)
    read = [(sheet, find_forms(sheet, reader.words, reader.period.year)) for sheet in sheets if not sheet.is_hidden]
    forms = [form for _, found in read for form in found]
    noted += _unchecked(sheets, place, reader.rules)
    if not forms:
        return _quarantined(receipt, place.finding(reader.rules, "table_not_found"), *noted)
    noted += _unread(read, place, reader)
    return _read_forms(forms, receipt, name, reader, noted)


def _unchecked(sheets: list[Sheet], file: Place, rules: Rules) -> Iterator[Finding]:
    """Hidden sheets, which are not read, and sheets read without what some checks need."""
    for sheet in sheets:
        place = replace(file, sheet=sheet.name)
        if sheet.is_hidden and sheet.cells:
            yield place.finding(rules, "hidden_sheet", got=sheet.name)
        elif sheet.is_degraded:
            yield place.finding(rules, "degraded_sheet", got=sheet.name)


def _unread(read: list[tuple[Sheet, list[Form]]], file: Place, reader: _Reader) -> Iterator[Finding]:
    """Names of indicators beside the forms of a file: what stands there was not understood."""
    for sheet, forms in read:
        for cell in unread_names(sheet, forms, reader.words):
            place = replace(file, sheet=sheet.name, cell=cell.coordinate, indicator=reader.words.indicator(cell.text))
            yield place.finding(reader.rules, "unread_name", got=cell.text)


def _read_forms(forms: list[Form], receipt: Receipt, name: str, reader: _Reader, noted: list[Finding]) -> Return:
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
        reader.plausibility,
    )
    rows = [check_row(form, row, context) for form in forms for row in form.rows]
    kept, repeated = _unrepeated(rows, reader.rules)
    return Return(receipt, kept, (*(f for row in rows for f in row.findings), *repeated, *faults, *noted))


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


def _quarantined(receipt: Receipt, *findings: Finding) -> Return:
    worst = next((finding for finding in findings if finding.severity is Severity.ERROR), findings[0])
    return Return(receipt.replaced(verdict=Verdict.QUARANTINED, reason=worst.code), (), findings)
