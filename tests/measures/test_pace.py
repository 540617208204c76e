"""The pace method: against every published series, at its edges, and its laws."""

import csv
from decimal import Decimal
from math import inf, isfinite, nan
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.pace import Progress, Status, progress

VECTORS = Path(__file__).parents[1] / "data" / "pace_vectors.csv"
UNKNOWN = Progress(None, None, Status.NOT_AVAILABLE)
ACHIEVED = Progress(None, 5.0, Status.TARGET_ACHIEVED)
TO_100: dict[str, Any] = {"target": 100, "target_year": 2030}
TO_10: dict[str, Any] = {"target": 10, "target_year": 2030}

levels = st.floats(0.01, 1e6)
factors = st.sampled_from([0.125, 0.5, 2.0, 1024.0])  # powers of two leave every quotient exactly as it is
anything = st.one_of(
    st.none(), st.integers(), st.floats(), st.decimals(), st.sampled_from([-0.0, Decimal("sNaN"), 10**400, 5e-324])
)
years = st.one_of(st.none(), st.integers(1990, 2040))
directions: st.SearchStrategy[Literal[1, -1]] = st.sampled_from([1, -1])


def near(number: str | float | None) -> Any:
    """Equal to nine decimals; an empty text is nothing."""
    return pytest.approx(float(number), rel=0, abs=1e-9) if number not in ("", None) else None


def published() -> list[Any]:
    with VECTORS.open(encoding="utf-8-sig", newline="") as file:
        return [pytest.param(row, id=f"{row['framework']}-{order}") for order, row in enumerate(csv.DictReader(file))]


@pytest.mark.parametrize("row", published())
def test_a_published_series(row: dict[str, str]) -> None:
    def number(column: str) -> Any:
        return Decimal(row[column]) if row[column] else None

    found = progress(
        number("base_value"),
        number("base_year"),
        number("current_value"),
        number("current_year"),
        1 if row["direction"] == "1" else -1,
        target=number("target"),
        target_year=number("target_year"),
        limit=number("limit"),
    )
    assert found == Progress(near(row["progress_value"]), near(row["score"]), Status(row["status"]))


@pytest.mark.parametrize(
    ("series", "direction", "options", "value", "score", "status"),
    [
        pytest.param((14.5, 2015, 10.4, 2023), -1, {"target": 7.25, "target_year": 2030},
            0.9010899546976208, 2.1506954374096354, "moderate_progress", id="lower is better"),
        pytest.param((63, 2005, 74, 2020), 1, {"target": 85, "target_year": 2030},
            0.8949392974311927, 2.106761907621266, "moderate_progress", id="higher is better"),
        pytest.param((Decimal("0.37"), 2015, 9.53, 2025), 1, {"target": 60, "target_year": 2030},
            0.9504069883014249, 2.502962076738248, "substantial_progress", id="from next to nothing"),
        pytest.param((77, 2016, Decimal("77.7"), 2024), 1, {"target": 100, "target_year": 2040},
            0.10336979304555655, -2.0692890833170794, "limited_progress", id="too slow"),
        pytest.param((19.3, 2016, 13.9, 2021), 1, {"target": 22, "target_year": 2030},
            -6.76154243963871, -5, "deterioration", id="the wrong way"),
        pytest.param((70, 2015, 55, 2023), -1, {"target": 100, "target_year": 2030},
            1.2340549664701979, 5, "target_achieved", id="already met at the base"),
        pytest.param((58.2, 2015, 59.5, 2025), 1, {"target": 50, "target_year": 2030},
            0.21954929987292612, 5, "target_achieved", id="target below the base"),
        pytest.param((66.6, 2016, 71.4, 2023), 1, {"limit": 100},
            0.009991483690946268, 1.739752850099936, "moderate_progress", id="near a limit"),
    ],
)  # fmt: skip
def test_worked_series(
    series: tuple[Any, ...], direction: Literal[1, -1], options: dict[str, Any], value: float, score: float, status: str
) -> None:
    base, start, current, now = series
    found = progress(base, start, current, now, direction, **options)
    assert found == Progress(near(value), near(score), Status(status))


@pytest.mark.parametrize(
    ("growth", "score", "status"),
    [
        pytest.param(3.0, 5.0, Status.SUBSTANTIAL_PROGRESS, id="the best score ends at 5"),
        pytest.param(1.75, 3.75, Status.SUBSTANTIAL_PROGRESS, id="fast"),
        pytest.param(1.0, 1.25, Status.MODERATE_PROGRESS, id="steady"),
        pytest.param(0.25, -1.25, Status.LIMITED_PROGRESS, id="slow"),
        pytest.param(0.0, -2.5, Status.LIMITED_PROGRESS, id="still"),
        pytest.param(-1.0, -3.75, Status.DETERIORATION, id="back"),
        pytest.param(-3.0, -5.0, Status.DETERIORATION, id="the worst ends at -5"),
    ],
)
def test_bands_without_target(growth: float, score: float, status: Status) -> None:
    expected = Progress(near(growth / 100), near(score), status)
    assert progress(100, 2022, 100 + growth, 2023, 1) == expected
    assert progress(100, 2022, 100 - growth, 2023, -1) == expected


@pytest.mark.parametrize(
    ("series", "direction", "options", "expected"),
    [
        pytest.param((None, 2020, 5, 2023), 1, {}, UNKNOWN, id="no base"),
        pytest.param((4, None, 5, 2023), 1, {}, UNKNOWN, id="no base year"),
        pytest.param((4, 2020, None, 2023), 1, TO_10, UNKNOWN, id="no current value"),
        pytest.param((4, 2020, 5, None), 1, {}, UNKNOWN, id="no current year"),
        pytest.param((4, 2020, 5, 2023), 1, {"target": 10}, UNKNOWN, id="no target year"),
        pytest.param((nan, 2020, 5, 2023), 1, {}, UNKNOWN, id="base is no number"),
        pytest.param((4, 2020, Decimal("sNaN"), 2023), 1, {}, UNKNOWN, id="signalling"),
        pytest.param((4, 2020, inf, 2023), 1, TO_10, UNKNOWN, id="current without bounds"),
        pytest.param((4, 2020, 10**400, 2023), 1, {}, UNKNOWN, id="too large for a float"),
        pytest.param((4, 2020, 5, 2023), 1, {"target": nan, "target_year": 2030}, UNKNOWN, id="target is no number"),
        pytest.param((4, 2020, 5, 2023), 1, {"limit": nan}, UNKNOWN, id="limit is no number"),
        pytest.param((0, 2020, 5, 2023), 1, TO_10, UNKNOWN, id="from nought"),
        pytest.param((-4, 2020, -3, 2023), 1, {}, UNKNOWN, id="below nought"),
        pytest.param((4, 2020, -5, 2023), 1, TO_10, UNKNOWN, id="a sign that changes"),
        pytest.param((-4, 2020, 5, 2023), 1, {}, UNKNOWN, id="and back"),
        pytest.param((4, 2020, 5, 2020), 1, TO_10, UNKNOWN, id="the same year"),
        pytest.param((4, 2020, 5, 2019), 1, {}, UNKNOWN, id="an earlier year"),
        pytest.param((4, 2020, 5, 2023), -1, {"target": 0, "target_year": 2030}, UNKNOWN, id="to nought"),
        pytest.param((4, 2020, 5, 2023), -1, {"target": -1, "target_year": 2030}, UNKNOWN, id="to below it"),
        pytest.param((4, 2020, 5, 2023), 1, {"target": 10, "target_year": 2020}, UNKNOWN, id="target of the base year"),
        pytest.param((10, 2020, 9, 2023), 1, TO_10, UNKNOWN, id="target is the base, missed"),
        pytest.param((10, 2020, 10, 2023), 1, TO_10, ACHIEVED, id="target is the base, held"),
        pytest.param((0, 2020, 12, 2023), 1, TO_10, ACHIEVED, id="met, from nought"),
        pytest.param((5e-324, 2020, 1e308, 2021), 1, {}, UNKNOWN, id="growth without bounds"),
        pytest.param((16, 2020, 2, 2021), 1, {"target": 4, "target_year": 2022},
            Progress(-1.75, -5.0, Status.DETERIORATION), id="from beyond the target to short of it"),
        pytest.param((4, 2020, 0, 2023), 1, {},
            Progress(-1.0, -5.0, Status.DETERIORATION), id="down to nought"),
        pytest.param((100, 2020, 100, 2023), 1, {"limit": 100},
            Progress(0.0, 5.0, Status.SUBSTANTIAL_PROGRESS), id="held at its limit"),
        pytest.param((100, 2022, 99, 2023), 1, {"limit": 100},
            Progress(near(-0.01), near(-3.75), Status.DETERIORATION), id="fallen from its limit"),
        pytest.param((150, 2022, 150.1, 2023), -1, {"limit": 100},
            Progress(near(-1 / 1500), near(-2.5 - 1 / 12), Status.DETERIORATION), id="a limit from above"),
        pytest.param((200, 2022, 198, 2023), -1, {"limit": 100},
            Progress(near(0.01), near(1.25), Status.MODERATE_PROGRESS), id="a limit far below"),
        pytest.param((5, 2022, 5, 2023), -1, {"limit": 0},
            Progress(0.0, -2.5, Status.LIMITED_PROGRESS), id="a limit of nought, and no negative zero"),
    ],
)  # fmt: skip
def test_edges(series: tuple[Any, ...], direction: Literal[1, -1], options: dict[str, Any], expected: Progress) -> None:
    base, start, current, now = series
    found = progress(base, start, current, now, direction, **options)
    assert found == expected
    assert repr(found.value) != "-0.0"


@given(anything, years, anything, years, directions, anything, years, anything)
def test_always_an_answer(
    base: Any, start: Any, current: Any, now: Any, direction: Literal[1, -1], target: Any, end: Any, limit: Any
) -> None:
    found = progress(base, start, current, now, direction, target=target, target_year=end, limit=limit)
    assert found.value is None or isfinite(found.value)
    assert (found.score is None) == (found.status is Status.NOT_AVAILABLE)
    assert found.score is None or -5 <= found.score <= 5
    if None in (base, start, current, now):
        assert found == UNKNOWN


@given(levels, levels, levels, directions, st.sampled_from([{}, TO_100, {"limit": 100}]))
def test_better_values_never_give_a_worse_pace(
    base: float, one: float, other: float, direction: Literal[1, -1], options: dict[str, Any]
) -> None:
    worse, better = sorted((one, other), key=lambda value: value * direction)
    before, after = (progress(base, 2020, value, 2023, direction, **options) for value in (worse, better))
    assert list(Status).index(after.status) <= list(Status).index(before.status)
    if before.score is not None and after.score is not None:
        assert before.score <= after.score


@given(levels, levels, levels, factors, directions)
def test_the_measure_does_not_matter(
    base: float, current: float, target: float, factor: float, direction: Literal[1, -1]
) -> None:
    def told(by: float) -> list[Progress]:
        goal: dict[str, Any] = {"target": target * by, "target_year": 2030}
        options: tuple[dict[str, Any], ...] = ({}, goal, {"limit": target * by})
        return [progress(base * by, 2020, current * by, 2023, direction, **option) for option in options]

    assert told(factor) == told(1)


@given(levels, levels, st.integers(1, 20), directions)
def test_without_target_a_gain_is_a_loss_the_other_way(
    base: float, current: float, span: int, direction: Literal[1, -1]
) -> None:
    opposite: Literal[1, -1] = -1 if direction == 1 else 1
    one, other = (progress(base, 2000, current, 2000 + span, way) for way in (direction, opposite))
    assert one.value == -other.value if one.value is not None and other.value is not None else one == other
