"""Forms of work as offices lay them out: what is understood is read from the right cells, the rest is told."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import workbooks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innocity.framework import Framework
from innocity.intake.intake import Intake
from innocity.intake.reading import Cell
from innocity.intake.rules import Place, Rules
from innocity.intake.work_forms import find_work_forms
from innocity.intake.work_names import WorkWords, item_of, work_words
from innocity.intake.work_texts import MOST_CHARACTERS, clean, read_text
from innocity.language import Language
from innocity.period import Period
from innocity.tables import Declared
from innocity.workspace import Workspace

Line = Sequence[object]
POINT, OTHER = "建设国家级和省级创新平台", "共建长株潭区域创新中心"
UNIT = "市科技局"
HEADER = ("序号", "工作要点", "工作进展", "完成状态", "完成时间", "存在问题", "下一步工作", "佐证材料")
REPORT = (1, POINT, "新增2家", "进行中", None, "经费不足", "继续申报", "名单")
PROMISES = ("承诺事项", "承诺值", "计量单位", "本期值", "数据状态", "数据截至日期", "佐证材料")
AS_OF = date(2022, 12, 31)


@pytest.fixture(scope="module")
def work(framework: Framework) -> WorkWords:
    return work_words(framework)


def form(*rows: Line, header: Line = HEADER, unit: str = UNIT) -> list[Line]:
    """A form whose header stands in line 3 and whose first row stands in line 4."""
    return [
        ("工作要点进展报送表",),
        (f"报送单位：{unit}", None, None, None, None, "报告期：2022年第四季度"),
        header,
        *rows,
    ]


def promise(value: object, name: str = "新增国家级创新平台", **cells: object) -> Line:
    said = {"target": None, "measure": "家", "status": "最终", "as_of": AS_OF, "evidence": None, **cells}
    return (name, said["target"], said["measure"], value, said["status"], said["as_of"], said["evidence"])


def told(intake: Intake) -> list[tuple[str, str | None]]:
    ignored = {"return_missing", "indicator_missing", "unregistered"}
    return [(one.code, one.cell) for one in intake.findings if one.code not in ignored]


# -- names


@pytest.mark.parametrize("language", Language)
def test_every_work_point_and_commitment_is_known_by_its_names(
    framework: Framework, work: WorkWords, language: Language
) -> None:
    for point in framework.work_points:
        title = str(getattr(point, f"title_{language.suffix}"))
        spellings = (point.code, title, f"{point.code} {title}", f"3．{title}。", f"（一） {title}")
        assert {work.work_point(said) for said in spellings} == {point.code}
    for row in framework.commitments:
        said = str(getattr(row, f"statement_{language.suffix}"))
        assert work.commitment(said) == work.commitment(f"{row.code} {said}") == (row.code, "")
        for item in row.items:
            assert item_of(row, work.commitment(f"{said}（{item}）")[1]) == item


@pytest.mark.parametrize("text", ["", "9-9", "1-1-a", "建设", f"1-1 {POINT}", "1-4-", f"{POINT}情况"])
def test_what_is_no_work_point(work: WorkWords, text: str) -> None:
    assert work.work_point(text) is None


# -- layouts


@pytest.mark.parametrize(
    ("rows", "merged", "cells"),
    [
        ([HEADER, REPORT], [], {"progress": "C2", "next_step": "G2"}),
        (form(REPORT, ("合计", None, None), ("注：如实填写",)), [], {"progress": "C4"}),
        ([("重點任務", "責任單位", "推進情況"), ("建設國家級和省級創新平臺", "市科技局", "好")], [], {"progress": "C2"}),
        ([("领域", "工作任务", "备注", "落实情况"), ("一", POINT, None, "好")], [(2, 1, 3, 1)], {"progress": "D2"}),
        ([("工作要点", "进展情况", None), (None, "本期进展", "上期进展"), (POINT, "好", "旧")],
         [(1, 1, 2, 1), (1, 2, 1, 3)], {"progress": "B3"}),
        ([("工作要点", "工作进展（200字以内）"), (POINT, "好")], [], {"progress": "B2"}),
        ([(None, "本期情况", None), ("工作要点", "进展情况", "完成状态"), (POINT, "好", "进行中")],
         [(1, 2, 1, 3)], {"progress": "B3", "declared": "C3"}),
    ],
)  # fmt: skip
def test_a_report_is_found_wherever_it_stands(
    work: WorkWords, rows: list[Line], merged: list[tuple[int, int, int, int]], cells: dict[str, str]
) -> None:
    found = find_work_forms(workbooks.sheet(rows, merged), work, 2022)
    ((row,),) = [one.rows for one in found.reports]
    assert {code: row.cells[code].coordinate for code in cells} == cells
    assert (found.unread, found.promises) == ((), ())


@pytest.mark.parametrize(
    ("rows", "unread"),
    [
        ([("序号", "工作要点", "责任单位"), (1, POINT, UNIT)], ["B1"]),
        ([("工作要点", "工作进展", "完成情况"), (POINT, "好", "好")], ["A1"]),
        ([(None, None, "去年同期"), ("工作要点", "责任单位", "工作进展"), (POINT, UNIT, "好")], ["A2"]),
        ([("量化承诺", "承诺值", "2021年完成值", "完成值", "本期值"), ("新增国家级创新平台", 1, 2, 3, 4)], ["A1"]),
        ([("事项", "情况"), (POINT, "好")], ["A2"]),
        ([("工作要点",), (POINT,)], []),
    ],
)
def test_what_looks_like_work_and_is_not_understood_is_told(
    work: WorkWords, rows: list[Line], unread: list[str]
) -> None:
    found = find_work_forms(workbooks.sheet(rows), work, 2022)
    assert ([cell.coordinate for cell in found.unread], found.all) == (unread, ())


def test_a_form_of_indicators_is_left_alone(work: WorkWords) -> None:
    sheet = workbooks.sheet(workbooks.form(workbooks.row(2.5)))
    found = find_work_forms(sheet, work, 2022)
    assert (found.all, found.unread, found.rest) == ((), (), sheet)


# -- whole files


Send, TakeIn = Callable[..., Path], Callable[[], Intake]


def test_a_return_of_work_alone_is_taken(send: Send, take_in: TakeIn) -> None:
    send("a.xlsx", form(REPORT, (2, OTHER, None)))
    intake = take_in()
    (row,) = intake.work_reports
    assert (row.work_point, row.unit, row.declared, row.completed_on, row.as_of, row.cell) == (
        "1-4", "science_bureau", Declared.UNDER_WAY, None, AS_OF, "C4"
    )  # fmt: skip
    assert (row.progress, row.problem, row.next_step, row.evidence) == ("新增2家", "经费不足", "继续申报", "名单")
    assert told(intake) == [("empty_report", "B5")]
    assert [one.verdict for one in intake.receipts] == ["accepted"]


@pytest.mark.parametrize(
    ("row", "unit", "codes", "is_kept"),
    [
        ((1, "建设国家创新平台", "好"), UNIT, ["unknown_work_point"], False),
        (REPORT, "市统计局", ["not_entitled_work"], False),
        (REPORT, "韶山市", [], True),  # a member of a group that is responsible
        ((1, POINT, "好", "已完成", date(2022, 12, 1), None, None, "名单"), UNIT, [], True),
        ((1, POINT, "好", "已完成", None, None, None, "无"), UNIT, ["completed_without_evidence"], True),
        ((1, POINT, "好", "基本", None, None, None, None), UNIT, ["unknown_declared"], True),
        ((1, POINT, "好", None, date(2023, 6, 1), None, None, None), UNIT, ["completed_in_future"], True),
        ((1, POINT, "好", None, "年底", None, None, None), UNIT, ["completion_day_unread"], True),
        ((1, POINT, "#REF!", None, None, None, None, None), UNIT, ["error_value"], False),
        ((1, POINT, "=A1", None, None, None, None, None), UNIT, ["formula_without_value"], False),
        ((1, None, "好"), UNIT, ["nameless_value"], False),
        ((1, POINT, "好" * 2001), UNIT, ["text_cut"], True),
    ],
)
def test_what_is_wrong_in_a_report(
    send: Send, take_in: TakeIn, row: Line, unit: str, codes: list[str], is_kept: bool
) -> None:
    send("a.xlsx", form(row, unit=unit))
    intake = take_in()
    assert ([code for code, _ in told(intake)], bool(intake.work_reports)) == (codes, is_kept)


@pytest.mark.parametrize(
    ("row", "codes", "value"),
    [
        (promise(2), [], "2"),
        (promise("2家", target="≥1"), [], "2"),
        (promise(2, target="≥ 3"), ["commitment_altered"], None),
        (promise(2, target="≤1"), ["commitment_altered"], None),
        (promise("若干"), ["not_numeric"], None),
        (promise(None), ["blank_value"], None),
        (promise(None, status=None, as_of=None), ["blank_commitment"], None),
        (promise("待公布"), ["value_awaited"], None),
        (promise(2, status=None), ["status_missing"], None),
        (promise(2, as_of=None), ["as_of_missing"], None),
        (promise(2, measure="个"), ["wrong_measure"], None),
        (promise("约2家"), ["approximate_value", "status_contradicted"], "2"),
        (promise(2, name="新增世界级创新平台"), ["unknown_commitment"], None),
        (promise(1200, name="千亿级主导产业规模", measure="亿元"), ["unknown_commitment"], None),
        (promise(70, name="万人发明专利拥有量", measure="件"), ["not_entitled_work"], None),
        (promise(840, name="高新技术企业"), ["commitment_differs"], None),
        (promise("由指标12取数", name="高新技术企业", status=None, as_of=None), [], None),
    ],
)
def test_what_is_wrong_in_a_commitment(
    send: Send, take_in: TakeIn, row: Line, codes: list[str], value: str | None
) -> None:
    unit = "市统计局" if "万人" in str(row[0]) else UNIT
    send("a.xlsx", form(row, header=PROMISES, unit=unit))
    intake = take_in()
    assert ([code for code, _ in told(intake)], [str(one.value) for one in intake.commitment_values]) == (
        codes, [value] if value else []
    )  # fmt: skip


def test_items_are_told_apart(send: Send, take_in: TakeIn) -> None:
    name = "千亿级主导产业规模"
    first, second = (
        promise(1, name=f"{name}（{item}）", measure="亿元") for item in ("汽车制造和新能源", "精品钢材及新材料")
    )
    send("a.xlsx", form(first, second, header=PROMISES, unit="市工信局"))
    assert [(row.commitment, row.item) for row in take_in().commitment_values] == [
        ("4-2-a", "汽车制造和新能源"), ("4-2-a", "精品钢材及新材料")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("again", "codes", "count"),
    [(REPORT, ["repeated_work"], 1), ((2, POINT, "新增3家"), ["contradicting_work"], 0)],
)
def test_a_work_point_stands_once(send: Send, take_in: TakeIn, again: Line, codes: list[str], count: int) -> None:
    send("a.xlsx", form(REPORT, again))
    intake = take_in()
    assert ([code for code, _ in told(intake)], len(intake.work_reports)) == (codes, count)


def test_a_value_in_a_hidden_row_is_refused(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    from openpyxl import load_workbook

    path = send("a.xlsx", form(promise(2), header=PROMISES))
    book = load_workbook(path)
    book.worksheets[0].row_dimensions[4].hidden = True
    book.save(path)
    intake = take_in()
    assert (told(intake), intake.commitment_values) == ([("hidden_value", "D4")], [])


def test_a_later_return_supersedes(empty: Workspace, send: Send, take_in: TakeIn) -> None:
    from innocity import csvfile
    from innocity.intake.register import Arrival, digest

    rows = {"a.xlsx": promise(2), "b.xlsx": promise(3)}
    paths = [send(name, form(row, header=PROMISES)) for name, row in rows.items()]
    paths += [send(name, form(REPORT), sheet="工作要点") for name in rows]
    arrivals = [
        Arrival(file=path.name, received_on=date(2023, 4, day), channel="-", sha256=digest(path))
        for day, path in enumerate(paths[:2], start=1)
    ]
    csvfile.write(empty.register(Period(2022, 4)), arrivals, Arrival)
    intake = take_in()
    later = "data/raw/2022-Q4/b.xlsx"
    assert [(row.value, row.superseded_by) for row in intake.commitment_values] == [
        (Decimal(2), later),
        (Decimal(3), None),
    ]
    assert [row.superseded_by for row in intake.work_reports] == [later, None]
    assert told(intake) == [("value_replaced", "D4")]


# -- texts


@given(st.text(max_size=2_100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept_but_for_what_cannot_be_seen(rules: Rules, text: str) -> None:
    said = read_text(Cell(1, 1, text), Place(), rules)
    plain = clean(text)
    assert clean(plain) == plain
    if said.findings and said.findings[0].code == "error_value":
        return
    assert said.text == (plain[:MOST_CHARACTERS].rstrip() or None)
    assert bool(said.findings) == (len(plain) > MOST_CHARACTERS)
    if text.isascii() and text.isprintable():
        assert (said.text or "") == text.strip()[:MOST_CHARACTERS].rstrip()
