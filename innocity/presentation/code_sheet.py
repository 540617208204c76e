"""The sheet that says what the codes in the record sheets mean."""

from collections.abc import Iterator
from enum import StrEnum
from typing import get_args

from openpyxl.worksheet.worksheet import Worksheet

from innocity.facts import Answer, ValueStatus
from innocity.language import Language, messages, text
from innocity.presentation.sheets import HEAD, PLAIN, SMALL, put, set_page
from innocity.tables import (
    TABLES,
    Cause,
    Component,
    Declared,
    Lacking,
    Light,
    LightReason,
    MatterKind,
    Needs,
    Outlook,
    Scenario,
    Severity,
    State,
    Status,
    Support,
    Trend,
    Verdict,
)

_WORDS: dict[type[StrEnum], str] = {
    Answer: "answer",
    Cause: "cause",
    Component: "component",
    Declared: "declared",
    Lacking: "lacking",
    Light: "light",
    LightReason: "because",
    MatterKind: "matter",
    Needs: "role",
    Outlook: "outlook",
    Scenario: "scenario",
    Severity: "severity",
    State: "state",
    Status: "progress",
    Support: "support",
    Trend: "trend",
    ValueStatus: "status",
    Verdict: "verdict",
}
_WIDTHS = (34, 26, 26, 44)


def fill(sheet: Worksheet, language: Language) -> int:
    """A line for each code of each column: sheet, column, code and word, as the pages print it; gives how many."""
    put(sheet, 1, 1, text("workbook.codes", language), SMALL)
    heads = (
        text("workbook.sheet", language),
        text("workbook.column", language),
        text("workbook.code", language),
        text("workbook.word", language),
    )
    for column, head in enumerate(heads, start=1):
        put(sheet, 2, column, head, HEAD)
    lines = list(_lines(language))
    for row, line in enumerate(lines, start=3):
        for column, said in enumerate(line, start=1):
            put(sheet, row, column, said, PLAIN)
    set_page(sheet, _WIDTHS, (1, 2), "A3")
    sheet.auto_filter.ref = f"A2:D{len(lines) + 2}"
    return len(lines)


def _lines(language: Language) -> Iterator[tuple[str, str, str, str]]:
    said = messages(language)
    for table in TABLES:
        for name, field in table.model_fields.items():
            for kind in _kinds(field.annotation):
                of = (said[f"record.{table.table}"], said[f"field.{name}"])
                yield from ((*of, code.value, said[f"{_WORDS[kind]}.{code.value}"]) for code in kind)


def _kinds(annotation: object) -> Iterator[type[StrEnum]]:
    """The enumerations of codes that a column may hold."""
    if isinstance(annotation, type) and annotation in _WORDS:
        yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)
