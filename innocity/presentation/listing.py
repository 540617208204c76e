"""Findings and tables as lines of a terminal, where a Chinese character is two columns wide and nothing acts on it."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from innocity.framework import Framework
from innocity.intake.rules import Rules
from innocity.language import Language, text
from innocity.tables import Finding, Severity

_GAP = "  "
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control and format characters: a terminal may act on them
_WIDE = {"W", "F"}


def plain(given: str) -> str:
    """Text from a return on one line, every character that a terminal could act on spelled out: `〔U+001B〕`."""
    return "".join(f"〔U+{ord(one):04X}〕" if unicodedata.category(one) in _UNSEEN else one for one in given)


def width(given: str) -> int:
    """How many columns of a terminal a text fills."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in _WIDE else 1 for one in given
    )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines with their columns under each other."""
    shown = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    return [
        _GAP.join(cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]


def findings(rows: Iterable[Finding], framework: Framework, rules: Rules, language: Language) -> list[str]:
    """The findings by unit, the gravest first: where, what was found, what was expected, what to do."""
    from innocity.intake.replies import gravest_first  # which loads a spreadsheet library

    order = {unit.code: number for number, unit in enumerate(framework.units)}
    ordered = sorted(rows, key=lambda row: (order.get(row.unit or "", len(order)), *gravest_first(row)))
    lines: list[str] = []
    for code, group in groupby(ordered, key=lambda row: row.unit):
        of_unit = list(group)
        lines.append(_heading(code, of_unit, framework, language))
        for row in of_unit:
            lines.extend(_finding(row, framework, rules, language))
    return lines or [text("desk.no_findings", language)]


def _heading(unit: str | None, rows: list[Finding], framework: Framework, language: Language) -> str:
    said = [row.severity for row in rows]
    return text(
        "desk.counts",
        language,
        unit=unit_name(unit, framework, language),
        errors=said.count(Severity.ERROR),
        warnings=said.count(Severity.WARNING),
        notes=said.count(Severity.NOTE),
    )


def unit_name(unit: str | None, framework: Framework, language: Language) -> str:
    """The name of a unit, or the word for a sender that is not known."""
    return framework.unit(unit).name(language) if unit else text("desk.unknown_sender", language)


def _finding(row: Finding, framework: Framework, rules: Rules, language: Language) -> list[str]:
    at = "!".join(plain(part) for part in (row.sheet, row.cell) if part)
    name = framework.indicator(row.indicator).name(language) if row.indicator else ""
    where = _GAP.join(part for part in (plain(row.file or ""), at, name) if part)
    said = [rules.find(row.code).message(language)]
    if row.got is not None:
        said.append(text("desk.got", language, got=plain(row.got)))
    if row.expected is not None:
        said.append(text("desk.expected", language, expected=plain(row.expected)))
    told = text("format.clause_mark", language).join(said)
    severity = text(f"severity.{row.severity.value}", language)
    remedy = text("desk.remedy", language, remedy=plain(row.remedy))
    return [f"{_GAP}[{severity}] {told}", *(f"{_GAP * 3}{line}" for line in (where, remedy) if line)]
