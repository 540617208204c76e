"""The report as a workbook, against the tables that it shows."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import kept
import openpyxl
import pytest
import rows
from openpyxl import Workbook

from innocity.language import Language, text
from innocity.presentation import record_sheets
from innocity.presentation.sheets import inert
from innocity.presentation.workbook import workbook
from innocity.tables import TABLES, Finding, Observation, Table

ZH = Language.ZH_HANS
VERSION = "0123abcd"


@pytest.fixture(scope="module")
def package() -> bytes:
    return workbook(kept.traced(), VERSION)


@pytest.fixture(scope="module")
def book(package: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(package))


def told(value: object) -> object:
    """A value of a table as the workbook holds it."""
    match value:
        case None | "" | ():
            return None
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case Decimal() | int() | date():
            return value
        case tuple():
            return ";".join(map(str, value))
        case _:
            return inert(str(value))


def found(value: object) -> object:
    """A cell as the table has it: spreadsheet numbers and days carry no type of their own."""
    if isinstance(value, datetime):
        return value.date()
    return Decimal(str(value)) if isinstance(value, float) else value


def test_every_sheet_equals_its_table(book: Workbook) -> None:
    stage = kept.traced()
    for table in TABLES:
        sheet = book[text(f"record.{table.table}", ZH)]
        heads = [text(f"field.{column}", ZH) for column in table.columns()], list(table.columns())
        lines = [[told(getattr(row, column)) for column in table.columns()] for row in stage.read(table)]
        cells = [[found(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
        assert cells == [*heads, *lines], table.table


def test_contents_name_every_sheet_with_a_link(book: Workbook) -> None:
    sheet = book.worksheets[0]
    links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [cell.value for cell in links] == book.sheetnames[1:]
    assert [cell.hyperlink.location for cell in links] == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert {cell.hyperlink.target for cell in links} == {None}
    said = " ".join(str(cell.value) for cell in sheet["A"])
    assert "2022年第四季度（年报）" in said
    assert VERSION in said


def test_nothing_acts_or_leads_outside(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = parts.namelist()
        assert not any("external" in name.lower() or "vba" in name.lower() for name in names)
        for name in names:
            content = parts.read(name)
            assert b"<f>" not in content
            assert b'TargetMode="External"' not in content


def test_pages_can_be_read_and_printed(book: Workbook) -> None:
    for sheet in book.worksheets[3:]:
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.page_setup.orientation == "landscape"
        assert all((row.height or 0) <= 172 for row in sheet.row_dimensions.values())


def test_no_clock(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        assert parts.read("docProps/core.xml").count(b"2023-04-20T00:00:00Z") == 2


def filled(lines: Sequence[Table], table: type[Table]) -> list[list[object]]:
    made = Workbook()
    record_sheets.fill(made.worksheets[0], lines, table, (), ZH)
    buffer = io.BytesIO()
    made.save(buffer)
    sheet = openpyxl.load_workbook(buffer).worksheets[0]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}
    return [list(line) for line in sheet.iter_rows(min_row=3, values_only=True)]


def test_hostile_text_is_inert() -> None:
    hostile = [rows.finding(got="=cmd|' /C calc'!A0", expected="\u202e12\x07", file="a" * 40_000, remedy="<a>&")]
    place = {column: number for number, column in enumerate(Finding.columns())}
    (line,) = filled(hostile, Finding)
    assert line[place["got"]] == "=cmd|' /C calc'!A0"
    assert line[place["expected"]] == "〔U+202E〕12〔U+0007〕"
    assert line[place["file"]] == "a" * 32_766 + "…"
    assert line[place["remedy"]] == "<a>&"


def test_a_table_without_rows_has_its_headings() -> None:
    assert filled([], Observation) == []


def test_titles_of_sheets_are_sound_in_every_language() -> None:
    for language in Language:
        own = ("contents", "annex_1", "annex_2")
        titles = [
            *(text(f"workbook.{key}", language) for key in own),
            *(text(f"record.{table.table}", language) for table in TABLES),
        ]
        assert len({title.casefold() for title in titles}) == len(TABLES) + len(own)
        assert all(len(title) <= 31 and not re.search(r"[\[\]:*?/\\']", title) for title in titles)


@pytest.mark.slow
def test_english_has_no_chinese_but_what_was_sent() -> None:
    made = openpyxl.load_workbook(io.BytesIO(workbook(kept.traced(Language.EN), VERSION)))
    said = {str(cell.value) for sheet in made.worksheets[:3] for line in sheet.iter_rows() for cell in line}
    heads = {str(cell.value) for sheet in made.worksheets[3:] for cell in sheet[1]}
    assert not kept.untranslated("\n".join(sorted(said | heads)))


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_bytes_are_the_same_under_another_clock_and_hash_seed(zone: str, package: bytes) -> None:
    code = (
        "import sys, kept; from innocity.presentation.workbook import workbook; "
        "from innocity.presentation.evaluation import evaluation; "
        f"sys.stdout.buffer.write(workbook(kept.traced(), {VERSION!r}) + evaluation(kept.traced(), {{}}))"
    )
    from innocity.presentation.evaluation import evaluation

    path = os.pathsep.join(["tests", os.environ.get("PYTHONPATH", "")])
    settings = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "7", "TZ": zone, "LC_ALL": "C"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=settings)
    assert run.stdout == package + evaluation(kept.traced(), {})
