"""Whose return a file is, and for which period."""

from datetime import date

import pytest

from innocity.intake.forms import Form
from innocity.intake.heads import find_sender, period_faults
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Cell
from innocity.intake.rules import Rules
from innocity.period import Period
from innocity.tables import Finding, Receipt, Verdict

RECEIPT = Receipt(
    file="f", sha256="0", period="2022-Q4", received_on=date(2023, 1, 1), is_registered=True, version=1, verdict=Verdict.ACCEPTED
)  # fmt: skip


def forms(label: str, *said: str | None) -> list[Form]:
    """One form a sheet, with what its head says under a label."""
    return [Form(f"表{n}", {label: Cell(2, 1, text)} if text else {}, {}, ()) for n, text in enumerate(said, 1)]


def told(findings: list[Finding]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.code, one.sheet, one.got, one.expected) for one in findings]


@pytest.mark.parametrize(
    ("heads", "name", "unit", "expected"),
    [
        (["市财政局"], "市财政局/a.xlsx", "finance_bureau", []),
        (["湘潭市财政局"], "市财政局/市财政局_2022年第四季度.xlsx", "finance_bureau", []),
        (["市财政局"], "a.xlsx", "finance_bureau", []),
        (["市财政局", None], "a.xlsx", "finance_bureau", []),
        ([None], "市财政局/a.xlsx", "finance_bureau", []),
        ([None], "市财政局/第二次/a.xlsx", "finance_bureau", []),
        ([None], "市财政局.xlsx", "finance_bureau", []),
        ([None], "市财政局_2022年第四季度.xlsx", "finance_bureau", []),
        ([None], "2022（市财政局）.xlsx", "finance_bureau", []),
        (["市财政局"], "市科技局/a.xlsx", "finance_bureau", [("unit_disagrees", "表1", "市财政局", "市科技局")]),
        (["市财政局"], "市财政局/市科技局_Q4.xlsx", "finance_bureau", [("unit_disagrees", "表1", "市财政局", "市科技局")]),
        ([None], "市财政局/市科技局.xlsx", "finance_bureau", [("unit_disagrees", None, "市财政局", "市科技局")]),
        (["市财政局"], "市科技局/市教育局.xlsx", "finance_bureau", [("unit_disagrees", "表1", "市财政局", "市科技局 / 市教育局")]),
        (["某某局"], "市财政局/a.xlsx", None, [("unknown_unit", "表1", "某某局", None)]),
        ([None], "x/a.xlsx", None, [("unknown_unit", None, "x/a.xlsx", None)]),
        (["市财政局", "市科技局"], "a.xlsx", None, [("unknown_unit", "表1", "市财政局 / 市科技局", None)]),
    ],
)  # fmt: skip
def test_the_sender(
    words: Dictionary, rules: Rules, heads: list[str | None], name: str, unit: str | None, expected: list[object]
) -> None:
    sender, findings = find_sender(forms("unit", *heads), RECEIPT, name, words, rules)
    assert (sender, told(findings)) == (unit, expected)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["2022年第四季度"], []),
        (["2022年第四季度（年报）", None], []),
        ([None], [("period_missing", "表1", None, "2022-Q4")]),
        (["本期"], [("period_missing", "表1", "本期", "2022-Q4")]),
        (["2022年第三季度"], [("wrong_period", "表1", "2022年第三季度", "2022-Q4")]),
        (["2022年第四季度", "2022年第三季度"], [("wrong_period", "表2", "2022年第三季度", "2022-Q4")]),
    ],
)
def test_the_period(rules: Rules, heads: list[str | None], expected: list[object]) -> None:
    assert told(period_faults(forms("period", *heads), RECEIPT, Period(2022, 4), rules)) == expected
