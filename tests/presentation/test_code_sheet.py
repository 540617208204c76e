"""Every code that a record sheet may hold stands in the sheet of codes with its word."""

import pytest
from openpyxl import Workbook

from innocity.language import Language, messages
from innocity.presentation import code_sheet
from innocity.tables import Attainment, Status


@pytest.mark.parametrize("language", Language)
def test_every_code_has_a_line_and_a_word(language: Language) -> None:
    sheet = Workbook().create_sheet()
    count = code_sheet.fill(sheet, language)
    lines = list(sheet.iter_rows(min_row=3, values_only=True))
    said = messages(language)
    here = (said[f"record.{Attainment.table}"], said["field.status"])
    assert (len(lines), sheet.auto_filter.ref) == (count, f"A2:D{count + 2}")
    assert all(all(line) for line in lines)
    assert len(set(lines)) == count
    assert [line[2:] for line in lines if line[:2] == here] == [
        (status.value, said[f"progress.{status.value}"]) for status in Status
    ]
