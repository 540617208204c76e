"""Files taken in: where they go, what is written down, and what is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import workbooks

from innocity.errors import UsageError
from innocity.framework import Framework
from innocity.intake.receiving import Delivery, receive
from innocity.intake.register import Arrival, digest, read_register
from innocity.parameters import Parameters, load_parameters
from innocity.period import Period
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
DAY = date(2023, 1, 14)


@pytest.fixture
def parameters(empty: Workspace) -> Parameters:
    return load_parameters(empty.period_file(PERIOD))


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A sound return of the finance bureau, as it came."""
    return workbooks.make_workbook(tmp_path / "sent" / "a.xlsx", workbooks.form(workbooks.row(5)))


def delivery(**values: Any) -> Delivery:
    return Delivery(**{"received_on": DAY, "channel": "公文交换", **values})


def test_a_file_goes_to_the_folder_of_its_unit_and_into_the_register(
    empty: Workspace, framework: Framework, parameters: Parameters, sent: Path
) -> None:
    rows = receive(empty, framework, parameters, [sent], delivery())
    name = "市财政局/a.xlsx"
    assert rows == [Arrival(file=name, received_on=DAY, channel="公文交换", sha256=digest(sent))]
    assert read_register(empty, PERIOD).arrivals == {name: rows[0]}
    assert [path.relative_to(empty.returns(PERIOD)).as_posix() for path in empty.files_received(PERIOD)] == [name]
    assert (empty.returns(PERIOD) / name).read_bytes() == sent.read_bytes()


def test_a_file_of_a_name_that_is_taken_gets_a_number(
    empty: Workspace, framework: Framework, parameters: Parameters, sent: Path, tmp_path: Path
) -> None:
    others = [
        workbooks.make_workbook(tmp_path / str(value) / "A.xlsx", workbooks.form(workbooks.row(value)))
        for value in (6, 7)
    ]
    rows = receive(empty, framework, parameters, [sent, *others], delivery())
    assert [row.file for row in rows] == ["市财政局/a.xlsx", "市财政局/A-2.xlsx", "市财政局/A-3.xlsx"]


@pytest.mark.parametrize("told", ["finance_bureau", "市财政局", "财政局"])
def test_a_file_that_does_not_say_its_unit_is_given_one(
    empty: Workspace, framework: Framework, parameters: Parameters, tmp_path: Path, told: str
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF")
    rows = receive(empty, framework, parameters, [path], delivery(unit=told))
    assert [row.file for row in rows] == ["市财政局/x.pdf"]


def test_a_file_that_is_there_already_is_refused_and_nothing_is_taken_in(
    empty: Workspace, framework: Framework, parameters: Parameters, sent: Path, tmp_path: Path
) -> None:
    receive(empty, framework, parameters, [sent], delivery())
    other = workbooks.make_workbook(tmp_path / "b.xlsx", workbooks.form(workbooks.row(6)))
    with pytest.raises(UsageError, match=r"a\.xlsx.*2023-01-14"):
        receive(empty, framework, parameters, [other, sent], delivery())
    assert list(read_register(empty, PERIOD).arrivals) == ["市财政局/a.xlsx"]
    assert len(empty.files_received(PERIOD)) == 1


@pytest.mark.parametrize("name", [".x.xlsx", "~$x.xlsx", "x.MD"])
def test_a_file_that_intake_would_pass_over_is_refused(
    empty: Workspace, framework: Framework, parameters: Parameters, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UsageError, match=r"x\."):
        receive(empty, framework, parameters, [tmp_path / name], delivery(unit="市财政局"))


@pytest.mark.parametrize(("unit", "told"), [(None, "--unit"), ("无此局", "无此局")])
def test_a_file_from_nobody_known_is_refused(
    empty: Workspace, framework: Framework, parameters: Parameters, tmp_path: Path, unit: str | None, told: str
) -> None:
    path = workbooks.make_workbook(tmp_path / "a.xlsx", workbooks.form(workbooks.row(5), unit=None))
    with pytest.raises(UsageError, match=told):
        receive(empty, framework, parameters, [path], delivery(unit=unit))


def test_a_missing_file_is_told(empty: Workspace, framework: Framework, parameters: Parameters, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.xlsx"):
        receive(empty, framework, parameters, [tmp_path / "gone.xlsx"], delivery())


def test_after_the_lock_date_an_exception_is_written_down(
    empty: Workspace, framework: Framework, parameters: Parameters, sent: Path
) -> None:
    locked = parameters.model_copy(update={"locked_on": "2023-01-13"})
    with pytest.raises(UsageError, match="2023-01-13"):
        receive(empty, framework, locked, [sent], delivery(exception_by="主任"))
    rows = receive(empty, framework, locked, [sent], delivery(exception_by="主任", exception_why="=网络故障"))
    assert [(row.exception_by, row.exception_why) for row in rows] == [("主任", "=网络故障")]
    assert list(read_register(empty, PERIOD).arrivals.values()) == rows


def test_on_the_lock_date_none_is_needed(
    empty: Workspace, framework: Framework, parameters: Parameters, sent: Path
) -> None:
    locked = parameters.model_copy(update={"locked_on": DAY.isoformat()})
    assert len(receive(empty, framework, locked, [sent], delivery())) == 1
