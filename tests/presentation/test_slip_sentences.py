"""What a slip says, in each language."""

import pytest
import rows

from innocity.language import Language
from innocity.presentation import slip_sentences as said
from innocity.presentation import slip_tables
from innocity.presentation.tables import html

ZH, EN = Language.ZH_HANS, Language.EN
CITY = rows.framework(
    [
        rows.indicator(1, measure=rows.SHARE),
        rows.indicator(2, direction="lower"),
        rows.indicator(3, direction="yes_no"),
    ],
    work_points=[rows.work_point()],
    commitments=[rows.commitment(), rows.commitment("1-1-b", items=("甲",), indicator="i1")],
)


@pytest.mark.parametrize(
    ("kind", "item", "expected"),
    [
        ("indicator", "i1", "指标1：指标1（%）"),
        ("commitment", "1-1-a", "量化承诺1-1-a：承诺1-1-a"),
        ("commitment", "1-1-b/甲", "量化承诺1-1-b：承诺1-1-b：甲"),
        ("work_point", "1-1", "工作要点1-1：要点1-1"),
        ("work_point", "9-9", "9-9"),
    ],
)
def test_item(kind: str, item: str, expected: str) -> None:
    assert said.item(rows.slip(kind, item), CITY, ZH) == expected


@pytest.mark.parametrize(
    ("kind", "item", "values", "expected"),
    [
        ("indicator", "i1", {"measure": "%", "promised": "2.5"}, "2023年12月31日前达到2.5%"),
        ("indicator", "i2", {"promised": 3}, "2023年12月31日前不高于3个"),
        ("indicator", "i3", {"promised": "yes", "measure": "有无"}, "2023年12月31日前达到有"),
        ("commitment", "1-1-a", {}, "2023年12月31日前达到增加≥100个"),
        ("commitment", "9-9-a", {}, "2023年12月31日前达到100个"),
        ("work_point", "1-1", {"promised": None}, "2023年12月31日前完成"),
    ],
)
def test_promise(kind: str, item: str, values: dict[str, object], expected: str) -> None:
    assert said.promise(rows.slip(kind, item, **values), CITY, ZH) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            rows.slip(done_pct=50, expected_share_pct="62.5"),
            ["滞后", "实际为50个", "进度为50.0%，按时间应为62.5%", "还差50个"],
        ),
        (
            rows.slip("indicator", "i1", status="missed", measure="%", actual="2.1", margin="-0.4"),
            ["未完成", "实际为2.1%", "还差0.4个百分点"],
        ),
        (
            rows.slip("indicator", "i3", status="missed", measure="有无", actual="no", margin=None),
            ["未完成", "实际为无"],
        ),
        (rows.slip("work_point", "1-1", status="overdue", reason="past_deadline"), ["逾期未完成", "已过完成时限"]),
    ],
)
def test_reached(row: said.Slip, expected: list[str]) -> None:
    assert said.reached(row, CITY, ZH) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (ZH, "请说明进度落后的原因，提出追赶措施和每月安排，明确责任人。请于2023年7月30日前书面答复。"),
        (
            EN,
            "Please say why it is behind, what will be done month by month to catch up, and who answers for it. "
            "A written answer is due by 30 July 2023.",
        ),
    ],
)
def test_asked(language: Language, expected: str) -> None:
    assert said.asked(rows.slip(), language) == expected


def test_turn() -> None:
    assert said.turn(rows.slip(), ZH) == "首次督办"
    assert said.turn(rows.slip(times=3, first_period="2022-Q4"), ZH) == "连续第3次督办，首次为2022年第四季度（年报）"


def test_own_words_are_shown_in_full_sight_and_cut() -> None:
    row = rows.slip(problem="缺地\u202e😀" + "甲" * 500)
    words = dict(said.own_words(row, ZH))
    assert words["单位填报的困难和问题"].startswith("缺地〔U+202E〕〔U+1F600〕")
    assert words["单位填报的困难和问题"].endswith("…")
    assert words["单位填报的下一步打算"] == "本期未填写"


def test_source() -> None:
    assert said.source("a\u202e.xlsx", "表", "E5", ZH) == "a〔U+202E〕.xlsx 表!E5"
    assert said.source(None, None, None, ZH) == "本期报送材料中没有"


def test_related_are_the_other_slips_of_the_unit_about_the_same_work_point_or_indicator() -> None:
    own = rows.slip("commitment", "1-1-b/甲", number="own")
    others = [
        rows.slip("work_point", "1-1", number="point"),
        rows.slip("indicator", "i1", number="indicator"),
        rows.slip("indicator", "i2", number="another"),
        rows.slip("work_point", "1-1", number="second's", unit="second"),
        rows.slip("work_point", "1-1", number="closed", state="answered"),
    ]
    assert said.related(own, [own, *others], CITY) == ["point", "indicator"]


STATES = [rows.slip(state=state, item=f"1-1-{letter}") for letter, state in zip(
    "abcdef", ("issued", "repeated", "open", "answered", "lapsed", "repeated"), strict=True)]  # fmt: skip


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        ([], ["本期没有需要督办的事项。"]),
        (STATES[:2], ["本期发出督办单2份，涉及1个单位，其中再次督办1份。"]),
        (
            STATES,
            [
                "本期发出督办单3份，涉及1个单位，其中再次督办2份。",
                "上期督办单中，已销号1份，尚不能认定销号1份，因期限或责任单位调整而终止1份。",
            ],
        ),
    ],
)
def test_overview(some: list[said.Slip], expected: list[str]) -> None:
    assert said.overview(some, ZH) == expected


def test_what_a_unit_is_told_first() -> None:
    assert said.for_unit(STATES[:2], ZH) == ["本期发给贵单位督办单2份，其中再次督办1份。"]
    assert said.for_unit(STATES[3:4], ZH)[0] == "本期没有发给贵单位的督办单。"


@pytest.mark.parametrize("language", Language)
def test_every_sentence_can_be_said_in_every_language(language: Language) -> None:
    for status in ("behind", "falling_back", "missed"):
        row = rows.slip(status=status, times=2, done_pct=1, expected_share_pct=2)
        assert all([*said.reached(row, CITY, language), said.asked(row, language), said.turn(row, language)])
    assert said.asked(rows.slip("work_point", "1-1", status="overdue"), language)
    assert all(said.overview(STATES, language))


def test_the_register_tells_what_became_of_each() -> None:
    table = slip_tables.register(STATES[:4], CITY, ZH)
    assert [row[-1] for row in table.rows] == ["2023-07-30", "2023-07-30", "2023-07-30", "—"]
    assert "■</span> 再次督办" in html(table)
    assert [row[1:] for row in table.rows] == list(slip_tables.of_unit(STATES[:4], CITY, ZH).rows)
