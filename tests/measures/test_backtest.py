"""The back-test: its arithmetic, that the stored table is what it gives, and what the bands must reach on unseen series."""

from decimal import Decimal

import pytest

from innocity import csvfile
from innocity.measures.arithmetic import rounded
from innocity.measures.backtest import Backtested, backtest, figures, held_share, interval_score
from innocity.measures.calibration import Figure, Series, cases, series_of
from innocity.measures.projection import Method
from innocity.reference import Scale, shipped
from innocity.workspace import CODE, Workspace

README = (CODE / "docs/calibration/README.md").read_text(encoding="utf-8")
STORED = csvfile.read(Workspace(CODE).rules / "projection_backtest.csv", Backtested)
OURS = [row for row in STORED if row.method is Method.REFERENCE_BAND]
CELLS = [row for row in OURS if row.points.isdigit()]


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        pytest.param(5, 2, id="inside: the width"),
        pytest.param(4, 2, id="on the edge"),
        pytest.param(3.5, 7, id="half below: five more"),
        pytest.param(7, 12, id="one above: ten more"),
    ],
)
def test_interval_score(actual: float, expected: float) -> None:
    assert interval_score(4, 6, actual) == pytest.approx(expected)


@pytest.mark.slow
def test_the_stored_table_is_what_the_series_give() -> None:
    series = series_of(csvfile.read(CODE / "docs/calibration/series.csv", Figure))
    assert backtest(series, shipped().rules[Scale.POSITIVE]) == STORED


def test_the_readme_shows_the_stored_table() -> None:
    shown = README.partition("<!-- figures -->\n")[2].partition("<!-- end of figures -->")[0]
    assert shown == figures(STORED)


@pytest.mark.parametrize("row", CELLS, ids=lambda row: f"{row.points} points, {row.horizon} ahead")
def test_in_no_cell_does_a_band_hold_too_few_or_too_many(row: Backtested) -> None:
    assert min(row.coverage_80_pct, row.coverage_80_by_indicator_pct) >= 70
    assert max(row.coverage_80_pct, row.coverage_80_by_indicator_pct) <= 90


def mean(numbers: list[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0)) / len(numbers)


def test_bands_hold_what_they_promise_on_average() -> None:
    assert len(CELLS) == 12
    assert 75 <= mean([row.coverage_80_pct for row in CELLS]) <= 85
    assert 75 <= mean([row.coverage_80_by_indicator_pct for row in CELLS]) <= 85
    assert 45 <= mean([row.coverage_50_pct for row in CELLS]) <= 55


def test_bands_are_narrower_than_drift_with_t() -> None:
    overall = next(row for row in OURS if row.points == "3–5")
    assert overall.ratio_in_logs is not None and overall.ratio_in_logs <= Decimal("0.7")
    assert overall.plain_ratio_in_logs is not None and overall.plain_ratio_in_logs <= Decimal("0.7")
    assert overall.median_ratio_in_logs is not None and overall.median_ratio_in_logs <= Decimal("0.7")
    ratios = [(row.ratio_in_logs, row.ratio_in_steps, row.ratio_in_levels) for row in CELLS if row.points != "2"]
    assert [found for found in ratios if None in found or max(filter(None, found)) >= 1] == []


def test_the_readme_tells_the_ratios_of_the_stored_table() -> None:
    overall = next(row for row in OURS if row.points == "3–5")
    raw = [f"{rounded(one, 2)} times over the" for one in (overall.ratio_in_steps, overall.ratio_in_levels) if one]
    assert all(one in README for one in (f"{overall.ratio_in_logs} times that of drift", *raw))
    robust = (overall.median_ratio_in_logs, overall.capped_ratio_in_logs, overall.plain_ratio_in_logs)
    told = README.partition("### Is the rival")[2].partition("### Could")[0]
    assert [one for one in robust if one is None or str(rounded(one, 2)) not in told] == []


def test_the_held_share_counts_the_cases_whose_value_came_within() -> None:
    series = Series("1-1", (2000, 2001, 2002, 2003, 2004), (5.0, 6.0, 5.0, 6.0, 60.0))
    found = [(case, shipped()) for case in cases([series], 2, 1)]
    assert held_share(found, 0.8) == pytest.approx(2 / 3)


def test_the_point_is_no_farther_off_than_the_last_value() -> None:
    naive = {(row.points, row.horizon): row.median_error_pct for row in STORED if row.method is Method.NAIVE}
    assert [row for row in OURS if row.median_error_pct > naive[row.points, row.horizon]] == []
