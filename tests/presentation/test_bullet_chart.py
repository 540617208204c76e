"""The bullet chart: a bar for each level, a tick for the year before, a word for what has no number."""

import drawings
import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.language import Language, text
from innocity.presentation import bullet_chart, charts
from innocity.tables import Attainment

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework([rows.indicator(number) for number in range(1, 8)])
MET = rows.attainment(1, standing="met", status="met", completion_pct="112.9", previous=100)
NEAR = rows.attainment(2, completion_pct="99.96")
LOWER = rows.attainment(3, direction="lower", completion_pct="80", actual=125, previous=200)
OFF = rows.attainment(4, completion_pct="312.4", status="met")
BELOW = rows.attainment(5, completion_pct="-5", status="falling_back")
ANSWER = rows.attainment(6, actual="yes", target="yes", previous="yes", status="met", measure=rows.ANSWER)
TABLE = [MET, NEAR, LOWER, OFF, BELOW, ANSWER, rows.absent(7)]


def test_bars_begin_at_nothing_and_end_at_the_scale() -> None:
    found = drawings.bars(bullet_chart.levels(TABLE, FRAMEWORK, ZH))
    assert [(start, round(start + width, 2)) for start, width, _ in found] == [
        (0, 112.9),
        (0, 99.96),
        (0, 80),
        (0, 150),
        (0, 0),
    ]
    assert [found[0][2], found[1][2]] == [charts.BLUE, charts.LINE]


def test_every_row_has_name_number_and_state_as_text() -> None:
    found = drawings.words(bullet_chart.levels(TABLE, FRAMEWORK, ZH))
    assert [one for one in found if one[1:].startswith(" 指标")] == [f"{number} 指标{number}" for number in range(1, 8)]
    assert [one for one in found if one.endswith("%")] == ["112.9%", "99.96%", "80.0%", "» 312.4%", "« −5.0%"]
    assert sum(one[0] in "●◆▲■○×" for one in found) == len(TABLE)
    assert text("answer.yes", ZH) in found
    assert text("chart.target", ZH) in found


def test_ticks_stand_at_the_year_before_by_the_same_rule() -> None:
    chart = bullet_chart.levels([MET, LOWER, rows.absent(7, previous=None)], FRAMEWORK, ZH)
    assert chart.figure is not None
    ticks = [path.vertices[0][0] for lines in chart.figure.axes[0].collections for path in lines.get_paths()]
    assert ticks == [100, 50]


def test_figures_stand_beside_the_chart() -> None:
    data = bullet_chart.levels([LOWER, ANSWER], FRAMEWORK, ZH).data
    assert [tuple(map(str, row[:-1])) for row in data.rows] == [
        ("3", "指标3（个）", "200", "125", "100", "50.0%", "80.0%"),
        ("6", "指标6（个）", "有", "有", "有", "—", "—"),
    ]


def test_words() -> None:
    said = {"lowest": "5 指标5", "lowest_pct": "−5.0%", "highest": "4 指标4", "highest_pct": "312.4%"}
    counted = {"total": 7, "count": 5, "reached": 2, "cut": 2, "bare": 2}
    assert bullet_chart.words(TABLE, FRAMEWORK, ZH) == text("chart.bullet_words", ZH, **said, **counted)
    assert bullet_chart.words([ANSWER], FRAMEWORK, ZH) == text("chart.bullet_bare", ZH, total=1)


@pytest.mark.parametrize(("table", "is_told"), [([MET, LOWER], True), ([MET], False)])
def test_the_caption_tells_what_is_better_when_lower(table: list[Attainment], is_told: bool) -> None:
    told = text("chart.bullet_lower", ZH, numbers="3")
    assert bullet_chart.caption(table, FRAMEWORK, ZH).endswith(told) is is_told


@given(st.lists(st.one_of(st.none(), st.decimals(-50, 400, places=2)), min_size=1, max_size=7))
def test_words_count_what_is_drawn(shares: list[object]) -> None:
    table = [rows.attainment(number, completion_pct=share) for number, share in enumerate(shares, start=1)]
    known = [row.completion_pct for row in table if row.completion_pct is not None]
    told = bullet_chart.words(table, FRAMEWORK, ZH)
    if known:
        assert f"{len(known)}项画出" in told
        assert f"其中{sum(share >= 100 for share in known)}项达到" in told
        assert f"超出刻度的有{sum(not 0 <= share <= 150 for share in known)}项" in told
        assert f"只写状态的有{len(table) - len(known)}项" in told
