"""Who has sent what, and when: one line for each unit that owes a return for a period."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from innocity.duties import reporting_units
from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.matching import Dictionary, dictionary
from innocity.parameters import Parameters
from innocity.tables import Receipt, Severity, Verdict


class Timeliness(StrEnum):
    """How a unit's return stands to the due date; by its first return that could be used."""

    ON_TIME = "on_time"
    LATE = "late"
    RECEIVED = "received"  # no due date is set
    REJECTED = "rejected"  # files came, none could be used
    UNREAD = "unread"  # files came since the last run, none was there before
    AWAITED = "awaited"  # nothing came, and the time is not up
    MISSING = "missing"


class FormKind(StrEnum):
    """What a return that counts says something of."""

    INDICATORS = "indicators"
    WORK = "work"


@dataclass(frozen=True)
class UnitStanding:
    """One unit, None for files from nobody known: when its return was due and came, how often, and what was found in it.

    `received_on` is the day of the first return that could be used, `replaced_on` that of the last one after it;
    `missing` counts the indicators of which the unit has given no value that could be used, `corrected` the values that the
    office has corrected.
    """

    unit: str | None
    due_on: date | None
    received_on: date | None
    replaced_on: date | None
    timeliness: Timeliness
    forms: tuple[FormKind, ...]
    versions: int
    missing: int
    corrected: int
    errors: int
    warnings: int
    notes: int


def standings(intake: Intake, framework: Framework, parameters: Parameters) -> list[UnitStanding]:
    """Every unit that owes indicators or work for the period in the order of `units.csv`, then whoever else has sent something."""
    words = dictionary(framework)
    receipts = [row.replaced(unit=sender(row, words)) for row in intake.receipts if row.period == parameters.period]
    sent_by = {row.file: row.unit for row in receipts}
    found = Counter((row.unit or sent_by.get(row.file or ""), row.severity) for row in intake.findings)
    said = {(row.unit, row.indicator) for row in intake.observations if row.period == parameters.period}
    missing = Counter(
        unit.code
        for unit in framework.collecting_units()
        for indicator in framework.reported_by(unit.code)
        if (unit.code, indicator.code) not in said
    )
    corrected = Counter(row.unit for row in intake.overrides if row.is_applied and row.period == parameters.period)
    forms = _forms(intake, parameters)
    expected: list[str | None] = [unit.code for unit in reporting_units(framework)]
    others = sorted({row.unit for row in receipts} - set(expected), key=lambda unit: (unit is None, unit))
    return [
        _standing(
            unit,
            [row for row in receipts if row.unit == unit],
            missing[unit or ""],
            corrected[unit],
            forms.get(unit, ()),
            found,
            parameters,
        )
        for unit in (*expected, *others)
    ]


def sender(receipt: Receipt, words: Dictionary) -> str | None:
    """The unit of a file; of one that could not be read, the unit in whose folder it lies."""
    return receipt.unit or words.units.find(PurePosixPath(receipt.file).parent.name)


def _forms(intake: Intake, parameters: Parameters) -> dict[str | None, tuple[FormKind, ...]]:
    """By unit, of what it has said anything that counts."""
    said = {(row.unit, FormKind.INDICATORS) for row in intake.observations if row.period == parameters.period}
    said |= {(row.unit, FormKind.WORK) for row in intake.work_reports if row.period == parameters.period}
    said |= {(row.unit, FormKind.WORK) for row in intake.commitment_values if row.period == parameters.period}
    return {unit: tuple(kind for kind in FormKind if (unit, kind) in said) for unit, _ in said}


def _standing(
    unit: str | None,
    receipts: list[Receipt],
    missing: int,
    corrected: int,
    forms: tuple[FormKind, ...],
    found: Counter[tuple[str | None, Severity]],
    parameters: Parameters,
) -> UnitStanding:
    days = sorted(row.received_on for row in receipts if row.verdict is Verdict.ACCEPTED)
    return UnitStanding(
        unit=unit,
        due_on=parameters.due_date,
        received_on=days[0] if days else None,
        replaced_on=days[-1] if len(days) > 1 else None,
        timeliness=_timeliness(days, receipts, parameters),
        forms=forms,
        versions=len(receipts),
        missing=missing,
        corrected=corrected,
        errors=found[unit, Severity.ERROR],
        warnings=found[unit, Severity.WARNING],
        notes=found[unit, Severity.NOTE],
    )


def _timeliness(days: list[date], receipts: list[Receipt], parameters: Parameters) -> Timeliness:
    last = parameters.due_date + parameters.grace if parameters.due_date else None
    if days:
        if last is None:
            return Timeliness.RECEIVED
        return Timeliness.ON_TIME if days[0] <= last else Timeliness.LATE
    if receipts:
        return Timeliness.REJECTED
    return Timeliness.AWAITED if last and parameters.as_of_date <= last else Timeliness.MISSING
