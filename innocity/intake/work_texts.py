"""What a unit wrote in its own words, cell by cell: kept as sent, without what cannot be seen, and not without end."""

import unicodedata
from dataclasses import dataclass

from openpyxl.cell.cell import ERROR_CODES

from innocity.intake.reading import Cell
from innocity.intake.rules import Place, Rules
from innocity.tables import Finding

MOST_CHARACTERS = 2_000
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True)
class Said:
    """The text of a cell, None where nothing stands or nothing may be read, and what was found on the way."""

    text: str | None
    findings: tuple[Finding, ...] = ()


def clean(text: str) -> str:
    """A text with line ends alone for control characters: no other control, format, unassigned or private character."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(ch for ch in lines if ch == "\n" or unicodedata.category(ch) not in _UNSEEN).strip()


def read_text(cell: Cell | None, here: Place, rules: Rules) -> Said:
    """The cleaned text of a cell, at most MOST_CHARACTERS of it; hidden texts, errors and open formulas are refused."""
    if cell is None or not (cell.text or cell.formula):
        return Said(None)
    if fault := fault_in(cell):
        code, got = fault
        return Said(None, (here.finding(rules, code, got=got),))
    text, findings = clean(cell.text), []
    if cell.formula:
        findings.append(here.finding(rules, "formula_cell", got=cell.formula))
    if len(text) > MOST_CHARACTERS:
        findings.append(here.finding(rules, "text_cut", got=len(text), expected=MOST_CHARACTERS))
        text = text[:MOST_CHARACTERS].rstrip()
    return Said(text or None, tuple(findings))


def fault_in(cell: Cell) -> tuple[str, str] | None:
    """Why a filled cell cannot be read at all, as the code of a finding, and what stands there."""
    if cell.is_hidden:
        return "hidden_value", cell.text or cell.formula or ""
    if cell.formula and cell.value is None:
        return "formula_without_value", cell.formula
    return ("error_value", cell.text) if cell.text in ERROR_CODES else None
