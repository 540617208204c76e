"""The blank workbook: filled in as it asks for, intake reads it without a finding, in every language."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from innocity.facts import Direction
from innocity.framework import Framework
from innocity.intake.receiving import Delivery, receive
from innocity.intake.returns import read_returns
from innocity.intake.templates import FORM_ID, template
from innocity.language import Language, text
from innocity.parameters import Parameters, load_parameters
from innocity.period import Period
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
UNIT = "statistics_bureau"


@pytest.fixture
def parameters(empty: Workspace) -> Parameters:
    return load_parameters(empty.period_file(PERIOD))


def fill_in(framework: Framework, parameters: Parameters, unit: str, path: Path) -> Path:
    """Fill in every yellow cell that must be filled."""
    book, language = load_workbook(BytesIO(template(framework, parameters, unit))), Language(parameters.language)
    sheet = book.worksheets[0]
    for row, indicator in enumerate(framework.reported_by(unit), start=5):
        is_answer = indicator.direction is Direction.YES_NO
        approved = framework.approved(indicator.code, 2022, "baseline")
        sheet.cell(row, 5).value = text("answer.yes", language) if is_answer else approved[0]  # type: ignore[assignment]
        sheet.cell(row, 6).value = text("status.final", language)
        sheet.cell(row, 7).value = date(2023, 3, 31)
    book.save(path)
    return path


@pytest.mark.parametrize("language", Language)
def test_a_form_filled_in_is_read_without_a_finding(
    empty: Workspace, framework: Framework, parameters: Parameters, tmp_path: Path, language: Language
) -> None:
    spoken = parameters.model_copy(update={"language": language.value})
    (tmp_path / "sent").mkdir()
    units = [unit.code for unit in framework.collecting_units()]
    files = [fill_in(framework, spoken, unit, tmp_path / "sent" / f"{unit}.xlsx") for unit in units]
    receive(empty, framework, spoken, files, Delivery(date(2023, 4, 1), "-"))
    intake = read_returns(empty, framework, spoken)
    expected = {(unit, row.code) for unit in units for row in framework.reported_by(unit)}
    assert {(row.unit, row.indicator) for row in intake.observations} == expected
    assert [row for row in intake.findings if row.severity != "note"] == []


def test_a_form_is_the_same_bytes_every_time(framework: Framework, parameters: Parameters) -> None:
    assert template(framework, parameters, UNIT) == template(framework, parameters, UNIT)


def test_only_what_is_to_be_filled_in_is_unlocked(framework: Framework, parameters: Parameters) -> None:
    sheet = load_workbook(BytesIO(template(framework, parameters, UNIT))).worksheets[0]
    unlocked = {cell.coordinate for row in sheet.iter_rows(max_row=5) for cell in row if not cell.protection.locked}
    assert sheet.protection.sheet
    assert unlocked == {"E5", "F5", "G5", "J5", "K5"}


def test_what_is_known_is_filled_in(framework: Framework, parameters: Parameters) -> None:
    sheet = load_workbook(BytesIO(template(framework, parameters, UNIT))).worksheets[0]
    first = framework.reported_by(UNIT)[0]
    assert [cell.value for cell in sheet[5]][:4] == [1, first.group_zh_hans, first.name_zh_hans, first.measure]
    assert (sheet["H5"].value, sheet["H5"].number_format) == (2.53, "0.00")
    assert (sheet["I5"].value, sheet["I5"].number_format) == (3, "0.0")


def test_numbers_words_and_days_are_limited(framework: Framework, parameters: Parameters) -> None:
    sheet = load_workbook(BytesIO(template(framework, parameters, UNIT))).worksheets[0]
    limits = {str(limit.sqref): (limit.type, limit.formula1) for limit in sheet.data_validations.dataValidation}
    last = 4 + len(framework.reported_by(UNIT))
    assert limits["E5"] == ("decimal", "0")
    assert limits[f"F5:F{last}"] == ("list", '"预估,初步,最终,修订"')
    assert limits[f"G5:G{last}"] == ("date", "44562")


@pytest.mark.parametrize("language", Language)
def test_every_hint_fits(framework: Framework, parameters: Parameters, language: Language) -> None:
    spoken = parameters.model_copy(update={"language": language.value})
    for unit in framework.collecting_units():
        sheet = load_workbook(BytesIO(template(framework, spoken, unit.code))).worksheets[0]
        for limit in sheet.data_validations.dataValidation:
            assert len(limit.promptTitle or "") <= 32 and len(limit.prompt or "") <= 255
            assert (limit.prompt or "").endswith((".", "。"))


def test_the_form_says_which_one_it_is(framework: Framework, parameters: Parameters) -> None:
    book = load_workbook(BytesIO(template(framework, parameters, UNIT)))
    assert book.defined_names[FORM_ID].attr_text == f'"2022-Q4 {UNIT}"'


def test_the_due_date_is_printed_where_there_is_one(framework: Framework, parameters: Parameters) -> None:
    due = parameters.model_copy(update={"due_on": "2023-01-15"})
    sheet = load_workbook(BytesIO(template(framework, due, UNIT))).worksheets[0]
    note = sheet.cell(5 + len(framework.reported_by(UNIT)), 1)
    assert "2023-01-15" in str(note.value)
