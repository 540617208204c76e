"""The league table: places, and points beside what they are out of."""

import rows

from innocity.language import Language
from innocity.presentation.unit_tables import league, out_of
from innocity.tables import Scorecard

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework()


def card(unit: str, component: str, points: object = None, total: object = 0, **values: object) -> Scorecard:
    given = {"unit": unit, "component": component, "items": 1, "assessed": 1, "points": points, "out_of": total}
    return Scorecard.model_validate({**given, **values})


CARDS = [
    card("first", "indicators", "38.50", 40),
    card("first", "work_points"),
    card("first", "total", "38.50", 40, score_pct="96.25", rank=2, ranked=2),
    card("second", "evidence", "10.00", 10),
    card("second", "total", "10.00", 10, score_pct="100.00", rank=1, ranked=2),
    card("office", "total"),
]


def test_units_with_a_score_stand_best_first() -> None:
    assert league(CARDS, FRAMEWORK, ZH).rows == (
        ("1", "乙局", "100.0", "10/10", "—", "—", "—", "—", "10/10"),
        ("2", "甲局", "96.3", "38.5/40", "38.5/40", "—", "—", "—", "—"),
    )


def test_units_that_share_a_place_stand_in_the_order_of_the_plan() -> None:
    shared = [card(unit, "total", 5, 10, score_pct=50, rank=1, ranked=2) for unit in ("second", "first")]
    assert [line[1] for line in league(shared, FRAMEWORK, ZH).rows] == ["甲局", "乙局"]


def test_units_without_a_place_stand_last() -> None:
    placed = card("second", "total", 5, 50, score_pct=10, rank=1, ranked=1)
    rows_ = league([card("first", "total", 10, 10, score_pct=100), placed], FRAMEWORK, ZH).rows
    assert [line[:2] for line in rows_] == [("1", "乙局"), ("—", "甲局")]


def test_points_out_of_nothing_are_no_zero() -> None:
    assert (out_of(None), out_of(card("first", "evidence"))) == ("—", "—")
    assert out_of(card("first", "evidence", "0.00", 10)) == "0/10"
