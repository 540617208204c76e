"""One file that a unit sent -> what it says, or why it is quarantined."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from innocity.framework import Framework
from innocity.intake.amending import amended_row
from innocity.intake.checks import Checked, Context
from innocity.intake.foreign import foreign_findings
from innocity.intake.forms import find_forms, unread_names
from innocity.intake.heads import find_sender, period_faults
from innocity.intake.isolation import Isolated
from innocity.intake.kept_readings import KeptReadings, Page, Reading
from innocity.intake.overrides import Corrections
from innocity.intake.plausibility import Plausibility, place_of
from innocity.intake.reading import Sheet
from innocity.intake.refusal import RefusedError
from innocity.intake.register import Register, digest
from innocity.intake.rules import Place, Rules
from innocity.intake.versions import Return
from innocity.intake.work_forms import find_work_forms
from innocity.intake.work_names import WorkWords
from innocity.intake.work_returns import read_work, unread_work
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import Finding, Observation, Receipt, Severity, Verdict
from innocity.workspace import Workspace


@dataclass(frozen=True)
class Reader:
    """What reading one period's files needs."""

    workspace: Workspace
    framework: Framework
    words: WorkWords
    rules: Rules
    period: Period
    register: Register
    parameters: Parameters
    plausibility: Plausibility
    isolated: Isolated
    readings: KeptReadings
    corrections: Corrections


def read_file(path: Path, reader: Reader) -> Return:
    """One file, read and checked; without a statement where it is quarantined."""
    receipt = reader.register.receipt(reader.workspace, reader.period, path, reader.parameters.as_of_date)
    name = path.relative_to(reader.workspace.returns(reader.period)).as_posix()
    place = Place(receipt.file)
    if altered := altered_file(path, receipt, reader):
        return _quarantined(receipt, altered)
    noted = [] if receipt.is_registered else [place.finding(reader.rules, "unregistered", got=name)]
    try:
        reading = _reading(path, receipt, reader)
    except RefusedError as refusal:
        return _quarantined(receipt, place.finding(reader.rules, "unreadable_file", got=str(refusal)), *noted)
    pages = reading.pages
    noted += _unchecked(reading.sheets, place, reader.rules)
    noted += [finding for page in pages for finding in _unread_work(page, place, reader)]
    if not any(page.forms or page.work.all for page in pages):
        return _quarantined(receipt, place.finding(reader.rules, "table_not_found"), *noted)
    noted += [finding for page in pages for finding in _unread(page, place, reader)]
    return _read_forms(pages, receipt, name, reader, noted)


def _reading(path: Path, receipt: Receipt, reader: Reader) -> Reading:
    """What stands in a file, as it was found once; RefusedError where it must not or cannot be read."""
    if kept := reader.readings.find(receipt, reader.period):
        return kept
    sheets = reader.isolated.read(path, reader.words.header_words, reader.words.general)
    found = Reading(sheets, [_page(sheet, reader) for sheet in sheets if not sheet.is_hidden])
    if digest(path) == receipt.sha256:  # else it was exchanged meanwhile, and this is not what the receipt's file says
        reader.readings.keep(receipt, reader.period, found)
    return found


def _page(sheet: Sheet, reader: Reader) -> Page:
    """The tables of work come first: what they cover cannot be taken for indicators."""
    work = find_work_forms(sheet, reader.words, reader.period.year)
    return Page(work.rest, find_forms(work.rest, reader.words.general, reader.period.year), work)


def altered_file(path: Path, receipt: Receipt, reader: Reader) -> Finding | None:
    """A finding where a file is no longer the one that arrived."""
    name = path.relative_to(reader.workspace.returns(reader.period)).as_posix()
    arrived = reader.register.altered(receipt, name)
    if arrived is None:
        return None
    place = Place(receipt.file, receipt.unit)
    return place.finding(reader.rules, "altered_file", got=receipt.sha256, expected=arrived.sha256)


def _unchecked(sheets: list[Sheet], file: Place, rules: Rules) -> Iterator[Finding]:
    """Hidden sheets, which are not read, and sheets read without what some checks need."""
    for sheet in sheets:
        place = replace(file, sheet=sheet.name)
        if left := sheet.unread:
            yield place.finding(rules, "rows_unread", got=f"{left.rows}: {left.first}–{left.last}")
        if sheet.is_hidden and sheet.cells:
            yield place.finding(rules, "hidden_sheet", got=sheet.name)
        elif sheet.is_degraded:
            yield place.finding(rules, "degraded_sheet", got=sheet.name)


def _unread_work(page: Page, file: Place, reader: Reader) -> Iterator[Finding]:
    return unread_work(page.work, replace(file, sheet=page.sheet.name), reader.rules)


def _unread(page: Page, file: Place, reader: Reader) -> Iterator[Finding]:
    """Names of indicators beside the tables of a sheet, and tables of something else."""
    here = replace(file, sheet=page.sheet.name)
    for cell in unread_names(page.sheet, page.forms, reader.words.general):
        place = replace(here, cell=cell.coordinate, indicator=reader.words.general.indicator(cell.text))
        yield place.finding(reader.rules, "unread_name", got=cell.text)
    yield from foreign_findings(page.sheet, page.forms, here, reader.rules)


def _read_forms(pages: list[Page], receipt: Receipt, name: str, reader: Reader, noted: list[Finding]) -> Return:
    """Unit and period of the file, then every row of every form in it."""
    forms = [form for page in pages for form in page.forms]
    every = [form for page in pages for form in (*page.forms, *page.work.all)]
    sender, faults = find_sender(every, receipt, name, reader.words.general, reader.rules)
    faults += period_faults(every, receipt.replaced(unit=sender), reader.period, reader.rules)
    if sender is None or any(fault.severity is Severity.ERROR for fault in faults):
        return _quarantined(receipt.replaced(unit=sender), *faults, *noted)
    receipt = receipt.replaced(unit=sender)
    context = Context(
        reader.framework,
        reader.words.general,
        reader.rules,
        receipt,
        sender,
        reader.period.year,
        reader.parameters.target_year,
        reader.plausibility,
    )
    corrections = reader.corrections.of_file(receipt.file)
    rows = [amended_row(form, row, context, corrections) for form in forms for row in form.rows]
    kept, repeated = _unrepeated(rows, reader.rules)
    work = read_work((page.work for page in pages), context, reader.words, corrections)
    findings = (*(f for row in rows for f in row.findings), *repeated, *work.findings, *faults, *noted)
    return Return(receipt, kept, findings, work.reports, work.values, work.rivals)


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
