"""The sum over all benchmarks: from bands to a count, under assumed correlations."""

from decimal import Decimal
from itertools import pairwise
from math import fsum, inf, isclose
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.overall import counts, overall, threshold
from innocity.readiness_rules import Correlation
from innocity.tables import ReadinessOverall

BAND = {"low_80": 60, "low_50": 80, "point": 90, "high_50": 100, "high_80": 130}
QUARTILE, DECILE = 0.6744897501960817, 1.2815515655446004


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        pytest.param({"benchmark": 90}, "higher", 0, id="at the point"),
        pytest.param({"benchmark": 100}, "higher", QUARTILE, id="at the end of the narrow band"),
        pytest.param({"benchmark": 130}, "higher", DECILE, id="at the end of the wide band"),
        pytest.param({"benchmark": 95}, "higher", QUARTILE / 2, id="straight in between"),
        pytest.param({"benchmark": 60}, "higher", -DECILE, id="at the unfavourable end"),
        pytest.param({"benchmark": 160}, "higher", 2 * DECILE - QUARTILE, id="the outer slope goes on"),
        pytest.param({"benchmark": 40}, "higher", QUARTILE - 2 * DECILE, id="on the other side too"),
        pytest.param({"benchmark": 80}, "lower", QUARTILE, id="lower is better"),
        pytest.param({"benchmark": 130, "high_50": 100, "high_80": 100}, "higher", inf, id="beyond a limit"),
        pytest.param({"benchmark": 100, "high_50": 100, "high_80": 100}, "higher", QUARTILE, id="at a limit"),
        pytest.param({"benchmark": 50, "low_50": 60}, "higher", -inf, id="below all"),
        pytest.param({"outlook": "reached", "is_reached": True}, "higher", -inf, id="reached"),
        pytest.param(dict.fromkeys(BAND, 90), "higher", inf, id="known and missed"),
        pytest.param({**dict.fromkeys(BAND), "point": "yes", "benchmark": "yes", "is_reached": True}, "yes_no", -inf,
            id="a yes"),
        pytest.param({**dict.fromkeys(BAND), "point": "no", "benchmark": "yes"}, "yes_no", inf, id="a no"),
    ],
)  # fmt: skip
def test_threshold(values: dict[str, Any], direction: str, expected: float) -> None:
    row = rows.projected(**{**BAND, **values})
    assert threshold(row, rows.indicator(direction=direction)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("thresholds", "correlation", "expected"),
    [
        ([], 0, [1]),
        ([-inf, inf], 0, [0, 1, 0]),
        ([0, 0], 0, [0.25, 0.5, 0.25]),
        ([0, 0], 0.5, [1 / 3, 1 / 3, 1 / 3]),  # known exactly: 1/4 + arcsin(correlation) / (2 pi) for both
    ],
)
def test_counts(thresholds: list[float], correlation: float, expected: list[float]) -> None:
    assert counts(thresholds, correlation) == pytest.approx(expected, abs=2e-3)


def correlation(value: str) -> Correlation:
    return Correlation(correlation=Decimal(value), basis="assumed", note="假定")


def test_a_row_counts_what_it_is_made_of() -> None:
    table = [
        rows.projected("reached", 1, is_reached=True),
        rows.projected("open", 2, **{**BAND, "benchmark": 90}),
        rows.projected("not_said", 3, point=None, is_reached=None),
        rows.readiness(1, is_reached=True),
        rows.readiness(2),
        rows.readiness(3, is_reached=True),
    ]
    framework = rows.framework([rows.indicator(number) for number in (1, 2, 3)])
    assert overall(framework, table, [correlation("0.3")]) == [
        ReadinessOverall(
            data_year=2025,
            correlation=Decimal("0.3"),
            total=3,
            assessable=2,
            reached=1,
            reached_at_level=2,
            expected=Decimal("1.5"),
            low_80=1,
            high_80=2,
        )
    ]


def test_nothing_assessable_nothing_expected() -> None:
    [row] = overall(rows.framework(), [rows.projected("not_said", point=None)], [correlation("0")])
    assert (row.assessable, row.expected, row.low_80, row.high_80) == (0, None, None, None)


THRESHOLDS = st.lists(st.floats(-4, 4) | st.sampled_from([-inf, inf]), max_size=12)


def mean_and_variance(found: list[float]) -> tuple[float, float]:
    mean = fsum(count * share for count, share in enumerate(found))
    return mean, fsum((count - mean) ** 2 * share for count, share in enumerate(found))


@given(THRESHOLDS)
def test_the_expected_number_stays_and_the_spread_grows_with_correlation(thresholds: list[float]) -> None:
    found = [mean_and_variance(counts(thresholds, share)) for share in (0, 0.3, 0.6)]
    means, variances = zip(*found, strict=True)
    assert max(means) - min(means) < 0.02 * len(thresholds) + 1e-9
    assert all(after >= before - 0.02 for before, after in pairwise(variances))
    assert all(-1e-9 <= mean <= len(thresholds) + 1e-9 for mean in means)


@given(THRESHOLDS, st.sampled_from([0, 0.3, 0.6]))
def test_shares_add_up_to_one(thresholds: list[float], share: float) -> None:
    found = counts(thresholds, share)
    assert len(found) == len(thresholds) + 1
    assert isclose(fsum(found), 1, abs_tol=1e-9)
    assert min(found) >= 0


@given(st.lists(st.integers(50, 150), max_size=6), st.sampled_from(["0", "0.6"]))
def test_the_count_lies_between_none_and_all_that_can_be_said(marks: list[int], share: str) -> None:
    table = [rows.projected("open", place, **{**BAND, "benchmark": mark}) for place, mark in enumerate(marks, start=1)]
    framework = rows.framework([rows.indicator(place) for place in range(1, len(marks) + 1)])
    for row in overall(framework, table, [correlation(share)]):
        assert row.expected is not None
        assert row.low_80 is not None
        assert row.high_80 is not None
        assert 0 <= row.low_80 <= row.high_80 <= row.assessable == len(marks)
        assert 0 <= row.expected <= len(marks)
