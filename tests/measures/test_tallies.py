"""Each count holds the rows that its name says, and the first of each all that the others are taken from."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import rows

from innocity.measures import tallies
from innocity.tables import Table

STANDING = [
    rows.attainment(1, actual=5, standing="met", status="met"),
    rows.attainment(2, actual=5, standing="not_met", status="behind", actual_status="provisional"),
    rows.absent(3, "not_submitted"),
    rows.absent(4, "rejected"),
]
PROMISES = [
    rows.commitment_standing("met", "1-1-a", standing="met"),
    rows.commitment_standing("behind", "1-1-b", standing="not_met"),
    rows.commitment_standing("not_due", "1-1-c", is_scored=False),
]
POINTS = [
    rows.work_point_standing(f"1-{n}", light) for n, light in enumerate(("on_time", "overdue", "not_reported"), 1)
]


def told(tally: Mapping[str, Sequence[Table]], column: str) -> dict[str, list[Any]]:
    """What each count that is not nought counts, by a column."""
    return {what: rows.column(found, column) for what, found in tally.items() if found}


@pytest.mark.parametrize(
    ("what", "numbers"),
    [
        ("total", [1, 2, 3, 4]),
        ("assessable", [1, 2]),
        ("met", [1]),
        ("unmet", [2]),
        ("troubled", [2]),
        ("behind", [2]),
        ("under_way", []),
        ("not_submitted", [3]),
        ("rejected", [4]),
        ("valued", [1, 2]),
        ("unsettled", [2]),
    ],
)
def test_indicators_are_counted_by_how_they_stand(what: str, numbers: list[int]) -> None:
    assert rows.column(tallies.attainment(STANDING)[what], "number") == numbers


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("total", ["1-1-a", "1-1-b", "1-1-c"]),
        ("scored", ["1-1-a", "1-1-b"]),
        ("unscored", ["1-1-c"]),
        ("met", ["1-1-a"]),
        ("behind", ["1-1-b"]),
        ("not_due", []),
    ],
)
def test_promises_are_counted_where_they_are_scored(what: str, codes: list[str]) -> None:
    assert rows.column(tallies.promises(PROMISES)[what], "commitment") == codes


def test_work_points_are_counted_by_light() -> None:
    assert told(tallies.work_points(POINTS), "work_point") == {
        "total": ["1-1", "1-2", "1-3"],
        "told": ["1-1", "1-2"],
        "unsaid": ["1-3"],
        "late": ["1-2"],
        "on_time": ["1-1"],
        "overdue": ["1-2"],
        "not_reported": ["1-3"],
    }


def test_units_are_counted_once_by_their_total() -> None:
    cards = [
        rows.card("first", score_pct=80, rank=1),
        rows.card("first", "indicators", score_pct=80),
        rows.card("second", score_pct=None),
    ]
    assert told(tallies.units(cards), "unit") == {
        "total": ["first", "second"],
        "scored": ["first"],
        "ranked": ["first"],
        "unscored": ["second"],
    }


@pytest.mark.parametrize(
    ("status", "counted"),
    [
        ("on_time", {"owing", "heard"}),
        ("late", {"owing", "heard"}),
        ("missing", {"owing", "missing"}),
        ("awaited", {"owing", "awaited"}),
        ("not_owed", set()),
    ],
)
def test_a_unit_is_counted_by_what_became_of_its_return(status: str, counted: set[str]) -> None:
    found = tallies.returns([rows.item("2023-Q2", "timeliness", status=status)], [])
    assert {what for what, units in found.items() if units} == counted


def test_files_are_counted_of_the_period_alone() -> None:
    files = [rows.receipt(period="2023-Q2"), rows.receipt(period="2022-Q4")]
    assert {what: len(found) for what, found in tallies.receipts(files, "2023-Q2").items()} == {
        "files": 1,
        "accepted": 1,
        "quarantined": 0,
    }


@pytest.mark.parametrize(
    "count",
    [tallies.attainment, tallies.promises, tallies.work_points, tallies.units, tallies.matters, tallies.changes],
)
def test_of_nothing_every_count_is_nought(count: Any) -> None:
    assert [what for what, found in count([]).items() if found] == []


def test_the_first_count_holds_all_that_the_others_are_taken_from() -> None:
    for tally in (tallies.attainment(STANDING), tallies.promises(PROMISES), tallies.work_points(POINTS)):
        whole, *others = tally.values()
        assert [one for found in others for one in found if one not in whole] == []
