"""Figures: ratios within a round, their median, and whether they are as asked."""

from decimal import Decimal

import pytest

from innocity.bench.figures import Asked, Relation, Value, asked, measurements
from innocity.bench.measured import Taken

ROUNDS = [
    {"plain": Taken(60.0, 50.0), "ours": Taken(10.0, 20.0, 800_000_000)},
    {"plain": Taken(90.0, 50.0), "ours": Taken(10.0, 25.0, 700_000_000), "once": Taken(3.0)},
    {"plain": Taken(10.0, 50.0), "ours": Taken(10.0, 50.0, 900_000_000)},
]


@pytest.mark.parametrize(
    ("value", "over", "under", "got"),
    [
        (Value.SECONDS, "plain", "ours", 6.0),
        (Value.PROCESSOR, "plain", "ours", 2.0),
        (Value.GIGABYTES, "ours", None, 0.8),
        (Value.GIGABYTES, "plain", None, None),
        (Value.SECONDS, "once", None, 3.0),
        (Value.SECONDS, "plain", "once", 30.0),
        (Value.PROCESSOR, "once", "ours", None),
        (Value.SECONDS_MORE, "plain", "ours", 50.0),
        (Value.SECONDS, "never", "ours", None),
    ],
)
def test_the_median_of_what_each_round_gives(value: Value, over: str, under: str | None, got: float | None) -> None:
    assert Asked(figure="-", value=value, over=over, under=under).of(ROUNDS) == got


@pytest.mark.parametrize(
    ("relation", "got", "is_reached"),
    [
        (Relation.AT_LEAST, 6.0, True),
        (Relation.AT_LEAST, 5.99, False),
        (Relation.AT_MOST, 6.0, True),
        (Relation.AT_MOST, 6.01, False),
        (Relation.BELOW, 5.99, True),
        (Relation.BELOW, 6.0, False),
        (None, 6.0, None),
    ],
)
def test_what_is_reached(relation: Relation | None, got: float, is_reached: bool | None) -> None:
    row = Asked(figure="-", value=Value.SECONDS, over="a", relation=relation, asked=relation and Decimal(6))
    assert row.is_reached(got) is is_reached


def test_figures_are_of_what_is_measured() -> None:
    names = [row.name for row in measurements()]
    assert len(set(names)) == len(names)
    assert {name for row in asked() for name in (row.over, row.under) if name} <= set(names)
    assert all((row.relation is None) is (row.asked is None) for row in asked())
