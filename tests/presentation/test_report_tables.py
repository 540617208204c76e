"""The tables of the report: what each line says, and that submitted text is to be seen in full."""

import pytest
import rows

from innocity.intake.rules import Rule, Rules
from innocity.language import Language
from innocity.presentation import report_tables
from innocity.presentation.tables import Cell, Mark, Role
from innocity.tables import Attainment, Group

ZH = Language.ZH_HANS
MET, NOT_DUE = Cell("已达标", Mark.MET), Cell("未到考核时点", Mark.PENDING)
RULE = Rule.model_validate(
    {"code": "not_numeric", "severity": "error"}
    | {f"{part}_{language}": f"{part}!" for part in ("message", "remedy") for language in ("zh_hans", "zh_hant", "en")}
)
RULES = Rules({"not_numeric": RULE}, ZH)
FRAMEWORK = rows.framework(
    [
        rows.indicator(1, measure=rows.SHARE),
        rows.indicator(2, measure=rows.BARE, collectors=("second",)),
        rows.indicator(3, measure=rows.ANSWER, direction="yes_no", collectors=(), group_zh_hans="乙组"),
    ]
)
SHARE = rows.attainment(
    1, measure=rows.SHARE, actual="2.95", actual_status="provisional", previous="2.53", target="3.0", baseline="2.95",
    completion_pct="98.333333", margin="-0.05", needed="0.05", needed_pct="1.694915", change="0.42", change_kind="points",
)  # fmt: skip
RATIO = rows.attainment(
    2, measure=rows.BARE, direction="lower", standing="met", status="met", actual="1.71", previous="1.75", target="1.73",
    baseline="1.70", completion_pct="101.169591", margin="0.02", needed=0, needed_pct=0, change="-2.285714",
    change_kind="per_cent", is_target_below_baseline=True,
)  # fmt: skip
ANSWER = rows.attainment(
    3, measure=rows.ANSWER, direction="yes_no", actual="no", previous="yes", target="yes", baseline="yes", trend="worse"
)


def test_indicators() -> None:
    table = report_tables.indicators([SHARE, RATIO, ANSWER], FRAMEWORK, ZH)
    assert table.rows == (
        ("甲组", "1", "指标1（%）", "2.53", "2.95*", "+0.42个百分点", "3.0", "98.3%", NOT_DUE),
        ("甲组", "2", "指标2", "1.75", "1.71", "−2.3%", "1.73", "101.2%", MET),
        ("乙组", "3", "指标3", "有", "无", "—", "有", "—", NOT_DUE),
    )
    assert [column.heading for column in table.columns][3:7] == ["2021年", "2022年", "较上年", "2023年目标"]
    assert (table.columns[0].role, table.is_grouped) == (Role.GROUP, True)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(rows.attainment(status="met"), MET, id="met"),
        pytest.param(rows.attainment(status="on_pace"), Cell("符合进度", Mark.ON_TRACK), id="on pace"),
        pytest.param(rows.attainment(status="behind"), Cell("滞后", Mark.BEHIND), id="behind"),
        pytest.param(rows.attainment(status="falling_back"), Cell("低于起点", Mark.MISSED), id="falling back"),
        pytest.param(rows.attainment(status="missed"), Cell("未完成", Mark.MISSED), id="missed"),
        pytest.param(rows.attainment(), NOT_DUE, id="not due"),
        pytest.param(rows.attainment(state="late", status="met"), MET, id="late, and counted"),
        pytest.param(
            rows.attainment(status="not_assessable"), Cell("无法评估", Mark.ABSENT), id="value of another kind"
        ),
        pytest.param(
            rows.absent(state="carried_forward"), Cell("尚未公布，沿用上期", Mark.PENDING), id="carried forward"
        ),
        pytest.param(rows.absent(state="not_yet_measurable"), Cell("尚未公布", Mark.PENDING), id="not yet published"),
        pytest.param(rows.absent(state="not_submitted"), Cell("未报送", Mark.ABSENT), id="not submitted"),
        pytest.param(rows.absent(state="rejected"), Cell("报送被退回", Mark.MISSED), id="rejected"),
    ],
)
def test_status(row: Attainment, expected: Cell) -> None:
    assert report_tables.status(row, ZH) == expected


def test_pace_stands_beside_the_values_once_anything_is_expected() -> None:
    on_its_way = rows.attainment(2, status="behind", progress_pct=40, expected_share_pct="49.589041", pace_ratio="0.8")
    table = report_tables.indicators([rows.attainment(1), on_its_way], FRAMEWORK, ZH)
    assert [line[-2] for line in table.rows] == ["—", "40.0 / 49.6"]
    assert table.columns[-2].heading == "进度/应达(%)"


def test_the_last_known_value_stands_with_its_period() -> None:
    known = {"known": "2.95", "known_year": 2022, "known_period": "2022-Q4"}
    quarterly = rows.absent(2, known=90, known_year=2023, known_period="2023-Q1")
    lines = report_tables.indicators([rows.absent(1, "carried_forward", **known), quarterly], FRAMEWORK, ZH).rows
    assert [line[4] for line in lines] == ["2.95（2022）", "90（2023-Q1）"]


def test_absent_values_are_no_zeros() -> None:
    row = rows.absent(1, "not_yet_measurable", previous=None, target=5)
    assert report_tables.indicators([row], FRAMEWORK, ZH).rows == (
        ("甲组", "1", "指标1（%）", "—", "—", "—", "5", "—", Cell("尚未公布", Mark.PENDING)),
    )


def test_groups_say_what_is_met_out_of_what_can_be_assessed() -> None:
    counts = {"met": 3, "on_pace": 2, "behind": 1, "falling_back": 0, "missed": 0, "not_due": 1, "progressing": 0}
    first = Group(group=1, indicators=("i1", "i2"), total=9, assessable=7, **counts)
    second = Group(group=2, indicators=("i3",), total=1, assessable=0, **dict.fromkeys(counts, 0))
    assert report_tables.groups([first, second], FRAMEWORK, ZH).rows == (
        ("甲组", "9", "7", "3", "2", "1", "0", "0", "1", "3/7"),
        ("乙组", "1", "0", "0", "0", "0", "0", "0", "0", "—"),
    )


def test_still_needed_lists_every_open_target() -> None:
    from_nothing = rows.attainment(2, actual=0, needed=5, target=5)
    assert report_tables.still_needed([ANSWER, from_nothing, SHARE, rows.absent(1)], FRAMEWORK, ZH).rows == (
        ("1", "指标1（%）", "+0.05", "+1.7%", "甲局、乙局"),
        ("2", "指标2", "+5", "—", "乙局"),
        ("3", "指标3", "—", "—", "办公室"),
    )


def test_targets_below() -> None:
    assert report_tables.targets_below([SHARE, RATIO], FRAMEWORK, ZH).rows == (
        ("2", "指标2", "1.70", "1.73", "+0.02", "−2.3%"),
    )


def test_receipts_of_the_period() -> None:
    table = [
        rows.receipt(),
        rows.receipt(file="data/raw/2022-Q4/甲/好😀\u202e.xlsx", unit=None, verdict="quarantined", version=2),
        rows.receipt(period="2021-Q4"),
    ]
    assert report_tables.receipts(table, FRAMEWORK, rows.parameters(), ZH).rows == (
        ("甲局", "甲局.xlsx", "2023-01-10", "1", Cell("已采用", Mark.MET)),
        ("—", "好〔U+1F600〕〔U+202E〕.xlsx", "2023-01-10", "2", Cell("已隔离", Mark.MISSED)),
    )


def test_findings_show_what_was_submitted_in_full() -> None:
    where = {"file": "data/raw/2022-Q4/甲/😀.xlsx", "sheet": "表\u200b一", "cell": "E5"}
    table = [
        rows.finding(unit="first", got="约\x0712", expected="12\n13", **where),
        rows.finding(severity="warning", file="a.xlsx"),
        rows.finding(severity="note", sheet="表"),
    ]
    assert report_tables.findings(table, FRAMEWORK, RULES, ZH).rows == (
        (Cell("错误", Mark.MISSED), "甲局", "〔U+1F600〕.xlsx 表〔U+200B〕一!E5", "message!", "约〔U+0007〕12",
            "12〔U+000A〕13", "remedy!"),
        (Cell("提醒", Mark.BEHIND), "—", "a.xlsx", "message!", "—", "—", "remedy!"),
        (Cell("说明", Mark.PENDING), "—", "表", "message!", "—", "—", "remedy!"),
    )  # fmt: skip


def test_sources() -> None:
    table = [rows.receipt(), rows.receipt(file="data/raw/2021-Q4/😀.xlsx")]
    assert report_tables.sources(table, ZH).rows == (
        ("2022-Q4/甲局.xlsx", "0" * 64),
        ("2021-Q4/〔U+1F600〕.xlsx", "0" * 64),
    )
