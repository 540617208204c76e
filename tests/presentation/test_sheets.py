"""Cells of the workbook: numbers are numbers in their own decimals, texts are never anything but text."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

from innocity.facts import Answer, Value
from innocity.language import Language
from innocity.presentation import sheets


def reopened(book: Workbook) -> Cell:
    buffer = io.BytesIO()
    book.save(buffer)
    cell = openpyxl.load_workbook(buffer).worksheets[0]["A1"]
    assert isinstance(cell, Cell)
    return cell


def put(value: str | int | Decimal | date) -> Cell:
    book = Workbook()
    sheets.put(book.worksheets[0], 1, 1, value)
    return reopened(book)


@pytest.mark.parametrize(
    ("given", "value", "kind", "number_format"),
    [
        pytest.param(Decimal("2.950"), 2.95, "n", "0.000", id="decimals as sent"),
        pytest.param(Decimal("1E+3"), 1000, "n", "General", id="a whole number"),
        pytest.param(Decimal("-0.5"), -0.5, "n", "0.0", id="a negative one"),
        pytest.param(Decimal("1234567890123456.5"), "1234567890123456.5", "s", "General", id="more than is kept"),
        pytest.param(7, 7, "n", "General", id="a count"),
        pytest.param(date(2023, 4, 20), datetime.fromisoformat("2023-04-20"), "d", "yyyy-mm-dd", id="a day"),
        pytest.param("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "s", "General", id="a formula"),
        pytest.param("007", "007", "s", "General", id="digits that are text"),
    ],
)
def test_a_cell_is_what_it_is_given(
    given: str | int | Decimal | date, value: object, kind: str, number_format: str
) -> None:
    cell = put(given)
    assert (cell.data_type, cell.number_format) == (kind, number_format)
    assert cell.value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1bc", "a〔U+0000〕b〔U+001B〕c"),
        ("12\u202e34", "12〔U+202E〕34"),
        ("一\n二\u3000三", "一\n二\u3000三"),
        ("a\tb\rc", "a〔U+0009〕b〔U+000D〕c"),
        ("_x0041_ _x1", "_x005F_x0041_ _x1"),
        ("甲" * 40_000, "甲" * 32_766 + "…"),
    ],
)
def test_text_is_inert(text: str, expected: str) -> None:
    assert sheets.inert(text) == expected


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    assert ILLEGAL_CHARACTERS_RE.search(sheets.inert(text)) is None


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a"])
def test_text_stays_text_when_somebody_edits_the_cell(text: str) -> None:
    assert put(text).quotePrefix


@pytest.mark.parametrize(
    ("value", "shown", "number_format"),
    [
        (Decimal("3.0"), 3, '0.0"†"'),
        (Decimal(830), 830, '0"†"'),
        (Answer.YES, "有†", "General"),
        (None, "—†", "General"),
    ],
)
def test_a_sign_stands_behind_a_value_that_stays_a_number(
    value: Value | None, shown: object, number_format: str
) -> None:
    book = Workbook()
    sheets.put_value(book.worksheets[0], 1, 1, value, Language.ZH_HANS, "†")
    cell = reopened(book)
    assert (cell.value, cell.number_format) == (shown, number_format)


def test_a_row_is_never_too_high() -> None:
    sheet = Workbook().worksheets[0]
    sheets.fit_row(sheet, 1, [10.0], ["甲" * 40_000])
    sheets.fit_row(sheet, 2, [10.0], ["甲"])
    assert [sheet.row_dimensions[row].height for row in (1, 2)] == [172.0, 18.0]
