"""The heat table: every unit, every state, a number in each cell."""

import drawings
import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.language import Language, text
from innocity.presentation import heat_chart
from innocity.presentation.tables import Mark

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework()
ITEMS = [
    rows.item("i1", "indicators", status="met"),
    rows.item("i2", "indicators", status="rejected"),
    rows.item("1-1", status="near_due", unit="second"),
    rows.item("1-2", status="overdue", unit="second"),
    rows.item("1-3", status="behind", unit="second"),
    rows.item("1-3-a", status="missed", unit="second", weight=0),
    rows.item("2023-Q2", "timeliness", status="late", unit="second"),
]


def test_promised_items_are_counted_once_the_most_wanting_unit_first() -> None:
    found = [
        (row.unit, {mark: n for mark, n in row.by_mark.items() if n}) for row in heat_chart.counts(ITEMS, FRAMEWORK)
    ]
    assert found == [
        ("second", {Mark.BEHIND: 1, Mark.MISSED: 1, Mark.PENDING: 1}),
        ("first", {Mark.MET: 1, Mark.MISSED: 1}),
    ]


def test_a_number_in_each_cell_and_a_shade_where_it_is_not_nought() -> None:
    chart = heat_chart.heat(ITEMS, FRAMEWORK, ZH)
    found = drawings.words(chart)
    assert [int(one) for one in found if one.isdigit()] == [0, 0, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0]
    assert len(drawings.bars(chart)) == 5
    assert [one for one in found if one in ("甲局", "乙局")] == ["乙局", "甲局"]
    assert {one[0] for one in found if one[0] in "●◆▲■○×"} == set("●◆▲■○×")
    assert chart.data.rows == (("乙局", "0", "0", "1", "1", "1", "0"), ("甲局", "1", "0", "0", "1", "0", "0"))


@pytest.mark.parametrize(
    ("status", "ending"),
    [
        ("on_time", text("chart.heat_none_wanting", ZH)),
        ("overdue", text("chart.heat_most", ZH, name="甲局", count=1)),
    ],
)
def test_words_end_with_what_is_most_wanting(status: str, ending: str) -> None:
    assert heat_chart.heat([rows.item(status=status)], FRAMEWORK, ZH).words.endswith(ending)


def test_nothing_to_count_is_a_sentence() -> None:
    chart = heat_chart.heat(ITEMS[-2:], FRAMEWORK, ZH)
    assert (chart.figure, chart.words) == (None, text("chart.heat_empty", ZH))


@given(st.lists(st.sampled_from(["done", "on_time", "behind", "overdue", "not_due", "not_reported"]), min_size=1))
def test_words_and_figures_count_every_item(statuses: list[str]) -> None:
    items = [rows.item(f"1-{number}", status=status) for number, status in enumerate(statuses, start=1)]
    shown = heat_chart.counts(items, FRAMEWORK)
    assert sum(shown[0].by_mark.values()) == len(statuses)
    assert f"1个单位的{len(statuses)}项" in heat_chart.words(shown, FRAMEWORK, ZH)
