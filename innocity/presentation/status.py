"""Who has sent what, as lines of a terminal and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from innocity.framework import Framework
from innocity.intake.standing import FormKind, UnitStanding
from innocity.language import Language, text
from innocity.presentation import listing
from innocity.tables import Severity

_ABSENT = "—"


def lines(rows: Sequence[UnitStanding], framework: Framework, language: Language) -> list[str]:
    """A heading and a line for each unit."""
    return listing.aligned([_headings(language), *(_shown(row, framework, language) for row in rows)])


def as_plain(row: UnitStanding) -> dict[str, object]:
    """A unit's line for JSON: codes, and days as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(row).items()}


def _shown(row: UnitStanding, framework: Framework, language: Language) -> list[str]:
    days = (row.due_on, row.received_on, row.replaced_on)
    return [
        listing.unit_name(row.unit, framework, language),
        *(day.isoformat() if day else _ABSENT for day in days),
        text(f"timeliness.{row.timeliness.value}", language),
        " / ".join(_forms(language)[form] for form in row.forms) or _ABSENT,
        *map(str, (row.versions, row.missing, row.corrected, row.errors, row.warnings, row.notes)),
    ]


def _headings(language: Language) -> list[str]:
    return [
        text("column.unit", language),
        text("desk.due_on", language),
        text("column.received_on", language),
        text("desk.replaced_on", language),
        text("desk.timeliness", language),
        text("desk.forms", language),
        text("desk.versions", language),
        text("desk.missing", language),
        text("desk.corrected", language),
        *(text(f"severity.{severity.value}", language) for severity in Severity),
    ]


def _forms(language: Language) -> dict[FormKind, str]:
    return {
        FormKind.INDICATORS: text("desk.form_indicators", language),
        FormKind.WORK: text("desk.form_work", language),
    }
