"""The sheets for work points and commitments: filled in as they ask for, intake reads them back whole."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from innocity.duties import duties, owing_units, promised_by, reporting_units
from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.receiving import Delivery, receive
from innocity.intake.returns import read_returns
from innocity.intake.templates import template
from innocity.language import Language, text
from innocity.parameters import Parameters, load_parameters
from innocity.period import Period
from innocity.tables import Declared, WorkReport
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
PARK = "economic_zone"  # reports on work points, collects nothing and leads nothing
BUREAU = "science_bureau"
AS_OF = date(2022, 12, 31)


@pytest.fixture
def parameters(empty: Workspace) -> Parameters:
    return load_parameters(empty.period_file(PERIOD))


def sheets(framework: Framework, parameters: Parameters, unit: str, earlier: Intake | None = None) -> list[Worksheet]:
    return load_workbook(BytesIO(template(framework, parameters, unit, earlier))).worksheets


def fill_in(framework: Framework, parameters: Parameters, unit: str, folder: Path) -> Path:
    """Every work point done, every commitment that is not an indicator's at its promise, the indicators left blank."""
    book, language = load_workbook(BytesIO(template(framework, parameters, unit))), Language(parameters.language)
    work = book[text("form.work_sheet", language)]
    for row, point in enumerate(duties(unit, framework), start=4):
        said = (
            f"进展 {point.code}\n<b>=1+1</b>",
            text("declared.done", language),
            date(2022, 12, 1),
            "无",
            "=下一步",
            "a.pdf",
        )
        for column, value in enumerate(said, start=5):
            work.cell(row, column).value = value
            work.cell(row, column).data_type = "d" if isinstance(value, date) else "s"
    for row, (relation, _, _) in enumerate(figures(framework, unit), start=4):
        if relation != "same":
            page = book[text("form.promise_sheet", language)]
            for column, value in zip(range(8, 12), (row, text("status.final", language), AS_OF, "b.pdf"), strict=True):
                page.cell(row, column).value = value
    folder.mkdir(exist_ok=True)
    book.save(folder / f"{unit}.xlsx")
    return folder / f"{unit}.xlsx"


def figures(framework: Framework, unit: str) -> list[tuple[str, str, str | None]]:
    """The lines of the third sheet."""
    return [(row.relation, row.code, item) for row in promised_by(unit, framework) for item in row.items or (None,)]


@pytest.mark.parametrize("language", Language)
def test_a_form_filled_in_is_read_back_whole(
    empty: Workspace, framework: Framework, parameters: Parameters, tmp_path: Path, language: Language
) -> None:
    spoken = parameters.model_copy(update={"language": language.value})
    units = [PARK, BUREAU, "industry_bureau", "organisation_department"]
    files = [fill_in(framework, spoken, unit, tmp_path / "sent") for unit in units]
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    for unit, file in zip(units, files, strict=True):
        receive(empty, framework, spoken, [file], Delivery(date(2023, 4, 1), "-"))
        folder = empty.returns(PERIOD) / framework.unit(unit).name(language)
        for name in ("a.pdf", "b.pdf"):
            (folder / name).write_bytes(b"%PDF")
    intake = read_returns(empty, framework, spoken)
    assert {row.code for row in intake.findings} <= {
        "blank_value", "blank_commitment", "return_missing", "indicator_missing", "unregistered"
    }  # fmt: skip
    receipts = {row.unit: row for row in intake.receipts}
    assert intake.work_reports == [
        WorkReport(
            work_point=point.code,
            unit=receipt.unit or "",
            period="2022-Q4",
            declared=Declared.DONE,
            completed_on=date(2022, 12, 1),
            progress=f"进展 {point.code}\n<b>=1+1</b>",
            problem="无",
            next_step="=下一步",
            evidence="a.pdf",
            as_of=AS_OF,
            file=receipt.file,
            sheet=text("form.work_sheet", language),
            cell=f"E{row}",
            sha256=receipt.sha256,
        )
        for receipt in intake.receipts
        for row, point in enumerate(duties(receipt.unit or "", framework), start=4)
    ]
    expected = [
        (unit, code, item, Decimal(row), receipts[unit].file, f"H{row}")
        for receipt in intake.receipts
        for unit in [receipt.unit or ""]
        for row, (relation, code, item) in enumerate(figures(framework, unit), start=4)
        if relation != "same"
    ]
    said = [(row.unit, row.commitment, row.item, row.value, row.file, row.cell) for row in intake.commitment_values]
    assert said == expected
    claimed = {(row.unit, row.about, row.claimed, row.is_missing) for row in intake.evidence if row.claimed}
    assert {(row.unit, row.work_point, "a.pdf", False) for row in intake.work_reports} <= claimed
    assert {(row.unit, row.commitment, "b.pdf", False) for row in intake.commitment_values} <= claimed


def test_every_unit_with_duties_is_sent_a_form(framework: Framework, parameters: Parameters) -> None:
    kinds = {unit.kind for unit in reporting_units(framework)}
    assert (len(reporting_units(framework)), len(owing_units(framework))) == (41, 39)
    assert "group" not in kinds and {"body", "county", "park", "university"} <= kinds
    titles = {unit: [sheet.title for sheet in sheets(framework, parameters, unit)] for unit in (PARK, BUREAU)}
    assert titles == {PARK: ["工作要点"], BUREAU: ["指标数据", "工作要点", "量化承诺"]}


def test_only_what_is_to_be_filled_in_is_unlocked(framework: Framework, parameters: Parameters) -> None:
    _, work, promises = sheets(framework, parameters, BUREAU)
    unlocked = {
        page.title: {cell.column_letter for row in page.iter_rows() for cell in row if not cell.protection.locked}
        for page in (work, promises)
    }
    assert unlocked == {"工作要点": set("EFGHIJ"), "量化承诺": set("HIJKL")}
    assert work.protection.sheet and promises.protection.sheet


def test_a_commitment_of_an_indicator_is_left_to_it(framework: Framework, parameters: Parameters) -> None:
    promises = sheets(framework, parameters, BUREAU)[2]
    lines = {promises.cell(row, 1).value: row for row in range(4, promises.max_row)}
    row = lines["3-1-b"]
    assert [promises.cell(row, column).value for column in (2, 4, 5, 6, 8)] == [
        "高新技术企业", "≥ 830", "家", "2023-12-31", "由指标12取数"
    ]  # fmt: skip
    assert all(promises.cell(row, column).protection.locked for column in range(1, 13))


def test_what_was_said_last_is_shown(
    empty: Workspace, framework: Framework, parameters: Parameters, tmp_path: Path
) -> None:
    receive(
        empty,
        framework,
        parameters,
        [fill_in(framework, parameters, BUREAU, tmp_path / "sent")],
        Delivery(date(2023, 4, 1), "-"),
    )
    earlier = read_returns(empty, framework, parameters)
    later = parameters.model_copy(update={"period": "2023-Q1"})
    _, work, promises = sheets(framework, later, BUREAU, earlier)
    assert work["D4"].value == f"进展 {duties(BUREAU, framework)[0].code}\n<b>=1+1</b>"
    assert work["D4"].data_type == "s"
    first = next(row for row, (relation, _, _) in enumerate(figures(framework, BUREAU), start=4) if relation != "same")
    assert promises.cell(first, 7).value == first
    again = sheets(framework, parameters, BUREAU, earlier)
    assert again[1]["D4"].value is None  # nothing said for the period itself


@pytest.mark.parametrize("language", Language)
def test_every_hint_fits(framework: Framework, parameters: Parameters, language: Language) -> None:
    spoken = parameters.model_copy(update={"language": language.value})
    for sheet in sheets(framework, spoken, BUREAU):
        for limit in sheet.data_validations.dataValidation:
            assert len(limit.promptTitle or "") <= 32 and len(limit.prompt or "") <= 255
