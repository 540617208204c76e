"""From quarters to the year's end, and bands that hold a revision."""

import math
from decimal import Decimal
from typing import Any

import pytest

from innocity.measures.projection import Method, Projection
from innocity.measures.within_year import NoYearEnd, YearEnd, widen, year_end
from innocity.reference import assumptions

STEADY = {2021: [25, 50, 75, 100], 2022: [50, 100, 150, 200]}


@pytest.mark.parametrize(
    ("value", "quarter", "history", "expected"),
    [
        pytest.param(60, 2, STEADY, "120", id="half of the year at the half-year"),
        pytest.param(30, 1, STEADY, "120", id="a quarter at the first"),
        pytest.param(60, 2, {**STEADY, 2020: [0, 0, 5, 10]}, "120", id="a year with a zero is left out"),
        pytest.param(60, 2, {**STEADY, 2020: [5, 10]}, "120", id="an unfinished year is left out"),
    ],
)
def test_year_end(value: int, quarter: int, history: dict[int, list[int]], expected: str) -> None:
    found = year_end(value, quarter, history).projection
    assert found is not None
    spread = float(assumptions()[f"year_end_sd_q{quarter}"]) * math.sqrt(2 / 3) * math.sqrt(1.5) * 1.2815516
    assert (str(found.point), found.method, found.points) == (expected, Method.YEAR_END_SHARE, 2)
    assert float(found.high) == pytest.approx(120 * math.exp(spread))
    assert float(found.low) == pytest.approx(max(120 * math.exp(-spread), value))


def test_at_the_year_s_end_nothing_is_open() -> None:
    assert year_end(90, 4, STEADY) == YearEnd(Projection(*[Decimal(90)] * 3, Method.YEAR_END_SHARE, 2))


def test_uneven_former_years_widen_the_band() -> None:
    uneven = year_end(60, 2, {2021: [25, 30, 75, 100], 2022: [50, 160, 170, 200]}).projection
    steady = year_end(60, 2, STEADY).projection
    assert uneven is not None and steady is not None
    assert uneven.high / uneven.point > steady.high / steady.point


@pytest.mark.parametrize(
    ("falls", "low"),
    [
        pytest.param({}, Decimal(98), id="what is reached stays"),
        pytest.param({2023: [30, 60, 101, 100]}, None, id="unless such flows have fallen"),
    ],
)
def test_a_flow_does_not_end_below_what_it_has_reached(falls: dict[int, list[int]], low: Decimal | None) -> None:
    history = {2021: [25, 50, 99, 100], 2022: [50, 100, 198, 200], **falls}
    found = year_end(98, 3, history).projection
    assert found is not None
    assert (found.low == 98) is (low is not None)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param((60, 0, STEADY), NoYearEnd.NOT_A_QUARTER, id="no quarter"),
        pytest.param((60, 5, STEADY), NoYearEnd.NOT_A_QUARTER, id="a fifth quarter"),
        pytest.param((0, 2, STEADY), NoYearEnd.NOT_POSITIVE, id="nothing yet"),
        pytest.param((60, 2, {2022: [50, 100, 150, 200]}), NoYearEnd.TOO_FEW_YEARS, id="one year"),
        pytest.param((60, 2, {}), NoYearEnd.TOO_FEW_YEARS, id="none"),
    ],
)
def test_why_there_is_none(arguments: tuple[Any, ...], reason: NoYearEnd) -> None:
    assert year_end(*arguments) == YearEnd(reason=reason)


BAND = Projection(Decimal(100), Decimal(96), Decimal(103), Method.REFERENCE_BAND, 3)


@pytest.mark.parametrize(
    ("revision_sd", "limits", "expected"),
    [
        pytest.param(0.0, {}, (96.0, 103.0), id="nothing to revise"),
        pytest.param(0.03, {}, (100 - math.hypot(4, 3.844655), 100 + math.hypot(3, 3.844655)), id="root of squares"),
        pytest.param(0.03, {"upper": 102, "lower": 97}, (97.0, 102.0), id="within the limits"),
        pytest.param(None, {}, (100 - math.hypot(4, 3.203879), 100 + math.hypot(3, 3.203879)), id="the shipped size"),
    ],
)
def test_widen(revision_sd: float | None, limits: dict[str, int], expected: tuple[float, float]) -> None:
    found = widen(BAND, revision_sd, **limits)
    assert (found.point, found.method, found.points) == (BAND.point, BAND.method, BAND.points)
    assert (float(found.low), float(found.high)) == pytest.approx(expected, rel=1e-6)
