"""Loose files checked as if they were received, without a trace."""

from pathlib import Path

import pytest
import workbooks

from innocity.errors import UsageError
from innocity.framework import Framework
from innocity.intake.loose import check_loose
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


@pytest.mark.parametrize(("value", "codes"), [(5, []), (-5, ["negative"])])
def test_a_loose_file(empty: Workspace, framework: Framework, tmp_path: Path, value: int, codes: list[str]) -> None:
    path = workbooks.make_workbook(tmp_path / "sent" / "a.xlsx", workbooks.form(workbooks.row(value)))
    before = sorted(empty.root.rglob("*"))
    found = check_loose(empty, framework, load_parameters(empty.period_file(PERIOD)), [path])
    errors = [row for row in found if row.severity == "error"]
    assert [(row.code, row.file) for row in errors] == [(code, path.as_posix()) for code in codes]
    assert sorted(empty.root.rglob("*")) == before


def test_a_missing_file_is_told(empty: Workspace, framework: Framework, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.xlsx"):
        check_loose(empty, framework, load_parameters(empty.period_file(PERIOD)), [tmp_path / "gone.xlsx"])
