"""The double dagger stands beside what the office has set, and nowhere else; the table of corrections shows every text inert."""

import pytest
import rows

from innocity.intake.rules import Rules
from innocity.language import Language
from innocity.presentation import override_tables, promise_tables, report_tables, sentences
from innocity.presentation.override_tables import ByHand
from innocity.presentation.tables import Cell, Mark, html
from innocity.tables import Attainment
from innocity.workspace import CODE, Workspace

ZH = Language.ZH_HANS
RULES = Rules.of(Workspace(CODE), ZH)
FRAMEWORK = rows.framework([rows.indicator(1), rows.indicator(2)])
PLACE = {"file": "data/raw/2022-Q4/甲局.xlsx", "sheet": "指标数据", "cell": "E5"}


def placed(prefix: str, number: int = 1, **values: object) -> Attainment:
    """An indicator of which one value comes from the corrected cell."""
    return rows.attainment(number, **{f"{prefix}_{part}": said for part, said in PLACE.items()}, **values)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(placed("actual"), ("80", "90‡"), id="the value of the year"),
        pytest.param(placed("actual", actual_status="provisional"), ("80", "90*‡"), id="one that may change as well"),
        pytest.param(placed("previous"), ("80‡", "90"), id="the value of the year before"),
        pytest.param(rows.attainment(1), ("80", "90"), id="values of other cells"),
        pytest.param(placed("known"), ("80", "90"), id="a last known value that is not shown"),
    ],
)
def test_the_sign_stands_beside_the_value(row: Attainment, expected: tuple[str, str]) -> None:
    table = report_tables.indicators([row], FRAMEWORK, ZH, ByHand.of([rows.override()]))
    assert table.rows[0][3:5] == expected
    assert ("‡" in table.note) == any("‡" in value for value in expected)


def test_a_last_known_value_has_the_sign_behind_it() -> None:
    known = {"known": 88, "known_period": "2022-Q3", "known_year": 2022, **{f"known_{k}": v for k, v in PLACE.items()}}
    row = rows.absent(1, "carried_forward", **known)
    cell = report_tables.indicators([row], FRAMEWORK, ZH, ByHand.of([rows.override()])).rows[0][4]
    assert isinstance(cell, str)
    assert cell.endswith("‡")


def test_a_refused_correction_marks_nothing() -> None:
    refused = ByHand.of([rows.override(is_applied=False, reason="override_no_value")])
    assert report_tables.indicators([placed("actual")], FRAMEWORK, ZH, refused) == report_tables.indicators(
        [placed("actual")], FRAMEWORK, ZH
    )


def test_a_promised_number_has_it_too() -> None:
    place = {f"actual_{part}": said for part, said in PLACE.items()}
    points, promises = [rows.work_point()], [rows.commitment()]
    framework = rows.framework([rows.indicator(1)], work_points=points, commitments=promises)
    table = promise_tables.commitments(
        [rows.commitment_standing(actual=60, **place)], framework, ZH, ByHand.of([rows.override()])
    )
    assert table.rows[0][3] == "60‡"
    assert "‡" in table.note


def test_the_table_of_corrections() -> None:
    given = [
        rows.override(),
        rows.override(line=3, indicator=None, about="1-1-b", is_applied=False, reason="override_old_differs"),
        rows.override(line=4, indicator=None, unit=None, is_applied=False, reason="override_no_file"),
    ]
    lines = override_tables.overrides(given, FRAMEWORK, RULES, ZH).rows
    about = FRAMEWORK.name_with_measure("i1", ZH)
    unit = FRAMEWORK.unit("first").name(ZH)
    shown = ("甲局.xlsx 指标数据!E5", "90", "95", "张三", "笔误", "证明.pdf", "2023-04-18")
    assert lines == (
        (f"{about} · {unit}", *shown, Cell("已采用", Mark.MET)),
        (f"1-1-b · {unit}", *shown, Cell(RULES.find("override_old_differs").message(ZH), Mark.MISSED)),
        ("—", *shown, Cell(RULES.find("override_no_file").message(ZH), Mark.MISSED)),
    )


@pytest.mark.parametrize("language", list(Language))
def test_hostile_text_is_shown_and_does_nothing(language: Language) -> None:
    hostile = "=HYPERLINK(1)<script>alert(1)</script>\x07\u202e" + "长" * 300
    columns = ("before", "after", "who", "why", "sheet", "evidence")
    page = html(
        override_tables.overrides([rows.override(**dict.fromkeys(columns, hostile))], FRAMEWORK, RULES, language)
    )
    assert "<script" not in page
    assert not {"\x07", "\u202e"} & set(page)
    assert "〔U+0007〕〔U+202E〕" in page


@pytest.mark.parametrize("language", list(Language))
def test_the_sentence_counts_both_kinds(language: Language) -> None:
    assert sentences.by_hand([], language) == []
    (said,) = sentences.by_hand([rows.override(), rows.override(line=3, is_applied=False, reason="x")], language)
    assert said.count("1") == 2
