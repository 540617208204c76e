"""One row of a form: an observation that is sound, or findings that say why not."""

from datetime import date
from decimal import Decimal

import pytest
from workbooks import AS_OF, HEADER, Line, form, row, sheet

from innocity.facts import Answer, ValueStatus
from innocity.framework import Framework
from innocity.intake.checks import Checked, Context, check_row
from innocity.intake.forms import find_forms
from innocity.intake.matching import Dictionary
from innocity.intake.plausibility import Limits, Plausibility
from innocity.intake.reading import Cell, Sheet
from innocity.intake.rules import Rules
from innocity.period import Period
from innocity.tables import Finding, Observation, Receipt, Severity, Verdict
from innocity.workspace import CODE, Workspace

RECEIPT = Receipt(
    file="data/raw/2022-Q4/a.xlsx",
    sha256="0" * 64,
    period="2022-Q4",
    unit="finance_bureau",
    received_on=date(2023, 4, 20),
    is_registered=True,
    version=1,
    verdict=Verdict.ACCEPTED,
)
POLICY = "党委政府出台实施创新驱动发展战略的决定或意见及配套政策"
PRINTED = (*HEADER, "2021年完成值", "2023年目标值")


@pytest.fixture(scope="session")
def context(framework: Framework, words: Dictionary, rules: Rules) -> Context:
    known = Plausibility(framework, rules, Limits.of(Workspace(CODE)), Period(2022, 4), RECEIPT.received_on)
    return Context(framework, words, rules, RECEIPT, "finance_bureau", 2022, 2023, known)


def checked(page: Sheet, context: Context) -> Checked:
    (found,) = find_forms(page, context.words, context.year)
    (only,) = found.rows
    return check_row(found, only, context)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str | None, str | None]]:
    """Code, cell and what was found there."""
    return [(finding.code, finding.cell, finding.got) for finding in findings]


def of_unit(context: Context, unit: str) -> Context:
    return Context(**{**vars(context), "unit": unit})


def test_a_sound_row_is_an_observation(context: Context) -> None:
    page = sheet(form(row(3)))
    page.cells[4, 4] = Cell(4, 4, 3, "0.0")
    assert checked(page, context) == Checked(
        Observation(
            indicator="science_budget_share",
            unit="finance_bureau",
            period="2022-Q4",
            reference_year=2022,
            value=Decimal("3.0"),
            measure="%",
            raw_text="3",
            number_format="0.0",
            status=ValueStatus.FINAL,
            as_of=AS_OF,
            evidence="附件1",
            file=RECEIPT.file,
            sheet="指标数据",
            cell="D4",
            sha256=RECEIPT.sha256,
        ),
        (),
    )


def test_a_finding_says_where_what_and_how(context: Context, rules: Rules) -> None:
    (finding,) = checked(sheet(form(row("2.5-3"))), context).findings
    assert finding == Finding(
        severity=Severity.ERROR,
        code="not_numeric",
        unit="finance_bureau",
        indicator="science_budget_share",
        file=RECEIPT.file,
        sheet="指标数据",
        cell="D4",
        got="2.5-3",
        expected="%",
        remedy=rules.by_code["not_numeric"].remedy_zh_hans,
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (row("2.5-3"), [("not_numeric", "D4", "2.5-3")]),
        (row("284家"), [("not_numeric", "D4", "284家")]),
        (row("无"), [("blank_value", "D4", "无")]),
        (row("/", status=None, as_of=None), [("blank_value", "D4", "/")]),
        (row("待公布", status=None, as_of=None), [("value_awaited", "D4", "待公布")]),
        (row(True), [("not_numeric", "D4", "TRUE")]),
        (row(date(2023, 1, 1)), [("not_numeric", "D4", "2023-01-01")]),
        (row(None), [("blank_value", "D4", None)]),
        (row("  "), [("blank_value", "D4", None)]),
        (row("#N/A"), [("error_value", "D4", "#N/A")]),
        (row("#DIV/0!"), [("error_value", "D4", "#DIV/0!")]),
        (row(-1), [("negative", "D4", "-1")]),
        (row("-0.0"), [("negative", "D4", "-0.0")]),
        (row(295), [("over_limit", "D4", "295")]),
        (row(2.5, measure="万元"), [("wrong_measure", "C4", "万元")]),
        (row(2.5, measure="乱写"), [("wrong_measure", "C4", "乱写")]),
        (row(2.5, name="科技公共财政支出占公共财政支出的比重（万元）"), [("wrong_measure", "B4", "万元")]),
        (row(2.5, status=None), [("status_missing", "E4", None)]),
        (row(2.5, status="大概"), [("status_missing", "E4", "大概")]),
        (row(2.5, as_of=None), [("as_of_missing", "F4", None)]),
        (row(2.5, as_of="去年底"), [("as_of_missing", "F4", "去年底")]),
        (row(2.5, as_of=date(2099, 1, 1)), [("as_of_in_future", "F4", "2099-01-01")]),
        (row("x", status=None, as_of=None), [("not_numeric", "D4", "x"), ("status_missing", "E4", None), ("as_of_missing", "F4", None)]),
        (row(None, status=None, as_of=None), [("blank_value", "D4", None)]),
        (row(59, name="引育国家、省、市高层次创新人才团队", measure="个"), [("unit_not_entitled", "D4", "市财政局")]),
    ],
)  # fmt: skip
def test_a_bad_cell_keeps_the_row_out(
    context: Context, line: Line, expected: list[tuple[str, str, str | None]]
) -> None:
    found = checked(sheet(form(line)), context)
    assert (found.observation, told(found.findings)) == (None, expected)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("约2.5", "2.5", [("approximate_value", "D4", "约2.5"), ("status_contradicted", "D4", "约2.5 (最终)")]),
        ("25.0‰", "2.50", [("converted_value", "D4", "25.0‰")]),
        ("近25‰", "2.5", [("approximate_value", "D4", "近25‰"), ("converted_value", "D4", "近25‰"), ("status_contradicted", "D4", "近25‰ (最终)")]),
        ("百分之二点五", "2.5", []),
    ],
)  # fmt: skip
def test_what_was_done_to_a_number_is_told(
    context: Context, text: str, value: str, expected: list[tuple[str, str, str]]
) -> None:
    found = checked(sheet(form(row(text))), context)
    assert found.observation is not None
    assert (str(found.observation.value), told(found.findings)) == (value, expected)


@pytest.mark.parametrize(
    ("said", "status", "expected"),
    [
        ("预计2.5", "最终", "预估"),
        ("预计2.5", "修订", "预估"),
        ("预计2.5", "初步", "预估"),
        ("预计2.5", "预估", None),
        ("2.5(快报)", "最终", "初步"),
        ("2.5(快报)", "初步", None),
        ("2.5(快报)", "预估", None),
        ("约2.5", "最终", "初步"),
        ("约2.5", "初步", None),
        ("2.5", "最终", None),
    ],
)
def test_a_status_more_settled_than_the_words_around_the_value(
    context: Context, said: str, status: str, expected: str | None
) -> None:
    found = checked(sheet(form(row(said, status=status))), context)
    assert found.observation is not None
    assert found.observation.status == context.words.statuses.find(status)  # as it was sent
    contradicted = [one.expected for one in found.findings if one.code == "status_contradicted"]
    assert contradicted == ([expected] if expected else [])


def test_what_is_expected_is_told_in_words(context: Context) -> None:
    (no_status,) = checked(sheet(form(row(2.5, status=None))), context).findings
    assert no_status.expected == "预估 / 初步 / 最终 / 修订"
    stray = row(59, name="引育国家、省、市高层次创新人才团队", measure="个")
    (not_entitled,) = checked(sheet(form(stray)), context).findings
    assert not_entitled.expected == "市科技局"
    page = sheet(form((*row("有", name=POLICY, measure="有无"), "无"), header=(*HEADER, "2023年目标值")))
    (altered,) = checked(page, of_unit(context, "leading_group_office")).findings
    assert altered.expected == "有"


def test_an_unknown_indicator_is_told_with_the_nearest_names(context: Context) -> None:
    found = checked(sheet(form(row(59, name="高新技术企业总数"))), context)
    (finding,) = found.findings
    assert (found.observation, finding.code, finding.cell) == (None, "unknown_indicator", "B4")
    assert "高新技术企业数" in (finding.expected or "").split(" / ")


def test_a_value_without_a_name_is_told(context: Context) -> None:
    found = checked(sheet(form(row(59, name=""))), context)
    assert (found.observation, told(found.findings)) == (None, [("nameless_value", "D4", "59")])


@pytest.mark.parametrize(
    ("line", "value", "applied"),
    [
        (row("3.0"), "3.0", ("number_as_text",)),
        (row("２．９５"), "2.95", ("number_as_text",)),
        (row("2.95%"), "2.95", ("number_as_text", "percent_sign")),
        (row(2.5, measure=None), "2.5", ()),
        (row(2.5, measure="％"), "2.5", ()),
        (row(2.5, name="24. 科技公共财政支出占公共财政支出的比重（%）"), "2.5", ()),
        (row(2.5, as_of="2023年3月31日"), "2.5", ()),
        (row(2.5, as_of=date(2023, 4, 20)), "2.5", ()),
        (row(2.5, status="初步数"), "2.5", ()),
    ],
)
def test_what_is_understood(context: Context, line: Line, value: str, applied: tuple[str, ...]) -> None:
    found = checked(sheet(form(line)), context)
    assert found.observation is not None
    assert (str(found.observation.value), found.observation.rules, found.findings) == (value, applied, ())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, [("large_change", "D4", "0")]),
        (100, [("large_change", "D4", "100")]),
        (0.048, [("magnitude_slip", "D4", "0.048")]),
        (59.8, [("magnitude_slip", "D4", "59.8")]),
        (5.98, []),
        (4.8, [("unchanged_value", "D4", "4.8")]),
    ],
)
def test_a_value_that_reads_well_is_doubted(
    context: Context, value: float, expected: list[tuple[str, str, str]]
) -> None:
    found = checked(sheet(form(row(value))), context)
    is_slip = bool(expected) and expected[0][0] == "magnitude_slip"
    assert (found.observation is None, told(found.findings)) == (is_slip, expected)


@pytest.mark.parametrize(
    ("number", "value", "expected"),
    [
        (Cell(4, 4, 2.5, formula="=1+1.5"), "2.5", [("formula_cell", "D4", "=1+1.5")]),
        (Cell(4, 4, None, formula="=1+1.5"), None, [("formula_without_value", "D4", "=1+1.5")]),
        (Cell(4, 4, "#REF!", formula="=A0"), None, [("error_value", "D4", "#REF!")]),
        (Cell(4, 4, "x", formula="=A1"), None, [("not_numeric", "D4", "x"), ("formula_cell", "D4", "=A1")]),
        (Cell(4, 4, 0.0295, "0.00%"), "2.95", []),
        (Cell(4, 4, 2.953, "0.00"), "2.953", [("shown_differently", "D4", "2.95")]),
        (Cell(4, 4, 12345, "0.0,"), None, [("not_numeric", "D4", "12345 (0.0,)")]),
    ],
)  # fmt: skip
def test_formulas_and_formats(
    context: Context, number: Cell, value: str | None, expected: list[tuple[str, str, str]]
) -> None:
    page = sheet(form(row(1)))
    page.cells[4, 4] = number
    found = checked(page, context)
    read = None if found.observation is None else str(found.observation.value)
    assert (read, told(found.findings)) == (value, expected)


@pytest.mark.parametrize(
    ("said", "answer", "expected"),
    [
        ("有", Answer.YES, []),
        ("無", Answer.NO, []),
        (" 没有 ", Answer.NO, []),
        ("基本有", None, [("not_an_answer", "D4", "基本有")]),
        (1, None, [("not_an_answer", "D4", "1")]),
        (True, None, [("not_an_answer", "D4", "TRUE")]),
    ],
)  # fmt: skip
def test_yes_or_no(context: Context, said: object, answer: Answer | None, expected: list[tuple[str, str, str]]) -> None:
    page = sheet(form(row(said, name=POLICY, measure="有无")))
    found = checked(page, of_unit(context, "leading_group_office"))
    read = None if found.observation is None else found.observation.value
    assert (read, told(found.findings)) == (answer, expected)


@pytest.mark.parametrize(
    ("value_header", "expected"),
    [
        ("2021年完成值", [("wrong_year", "D4", "2021")]),
        ("完成值", []),
        ("完成值（%）", []),
        ("完成值（万元）", [("wrong_measure", "D4", "万元")]),
    ],
)
def test_what_the_header_says_of_the_value(
    context: Context, value_header: str, expected: list[tuple[str, str, str]]
) -> None:
    header = (*HEADER[:3], value_header, *HEADER[4:])
    found = checked(sheet(form(row(2.5, measure=None), header=header)), context)
    assert (found.observation is None, told(found.findings)) == (bool(expected), expected)


@pytest.mark.parametrize(("measure", "expected"), [(None, [("wrong_measure", "A3", "万元")]), ("%", [])])
def test_the_measure_of_the_table_counts_where_a_row_names_none(
    context: Context, measure: str | None, expected: list[tuple[str, str, str]]
) -> None:
    lines = form(row(2.5, measure=measure))
    found = checked(sheet([*lines[:2], ("单位：万元",), *lines[2:]]), context)
    assert told(found.findings) == expected


@pytest.mark.parametrize("missing", ["数据状态", "数据截至日期"])
def test_a_form_without_status_or_day_gives_no_observation(context: Context, missing: str) -> None:
    kept = [place for place, label in enumerate(HEADER) if label != missing]
    lines = form(*[[row(2.5)[place] for place in kept]], header=[HEADER[place] for place in kept])
    found = checked(sheet(lines), context)
    code = "status_missing" if missing == "数据状态" else "as_of_missing"
    assert (found.observation, told(found.findings)) == (None, [(code, "D4", None)])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (("approved", "approved"), []),
        ((None, None), []),
        (("9.99", "approved"), [("baseline_altered", "H4", "9.99")]),
        (("approved", 9.99), [("target_altered", "I4", "9.99")]),
        (("approved", "待定"), [("target_altered", "I4", "待定")]),
        ((9.99, 9.99), [("target_altered", "I4", "9.99"), ("baseline_altered", "H4", "9.99")]),
    ],
)
def test_figures_printed_in_advance_are_the_approved_ones(
    context: Context, printed: tuple[object, object], expected: list[tuple[str, str, str]]
) -> None:
    code = "science_budget_share"
    approved = [
        context.framework.approved(code, 2021, "baseline")[0],
        context.framework.approved(code, 2023, "target")[0],
    ]
    cells = [str(true) if said == "approved" else said for said, true in zip(printed, approved, strict=True)]
    found = checked(sheet(form((*row(2.5), *cells), header=PRINTED)), context)
    assert (found.observation is None, told(found.findings)) == (bool(expected), expected)


def test_a_target_without_a_year_is_the_one_of_the_run(context: Context) -> None:
    found = checked(sheet(form((*row(2.5), 9.99), header=(*HEADER, "目标值"))), context)
    assert told(found.findings) == [("target_altered", "H4", "9.99")]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("有", []), ("无", [("target_altered", "H4", "无")]), ("?", [("target_altered", "H4", "?")])],
)
def test_a_printed_answer_is_the_approved_one(
    context: Context, printed: str, expected: list[tuple[str, str, str]]
) -> None:
    page = sheet(form((*row("有", name=POLICY, measure="有无"), printed), header=(*HEADER, "2023年目标值")))
    assert told(checked(page, of_unit(context, "leading_group_office")).findings) == expected


@pytest.mark.parametrize(
    ("label", "said", "expected"),
    [
        ("完成率", 98.3, []),
        ("完成率（%）", "98.33%", []),
        ("完成率", 104.2, [("derived_differs", "H4", "104.2")]),
        ("完成率", None, []),
        ("完成率", "见说明", []),
        ("同比增长", "1.1", []),
        ("同比增长", 22.9, [("derived_differs", "H4", "22.9")]),
    ],
)
def test_rates_in_the_form_follow_from_the_value(
    context: Context, label: str, said: object, expected: list[tuple[str, str, str]]
) -> None:
    found = checked(sheet(form((*row(5.9), said), header=(*HEADER, label))), context)
    assert found.observation is not None
    assert told(found.findings) == expected
