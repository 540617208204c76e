"""The reference bands: read once, reading between the table's columns, and standing for longer series."""

from itertools import product

import pytest

from innocity.reference import HORIZONS, MOST_POINTS, Scale, Spread, assumptions, shipped

ROW = Spread(scale=Scale.POSITIVE, points=3, horizon=1, within_50=1, within_80=2, within_90=3, within_95=5, within_99=9)


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        pytest.param(0.5, 1, id="a column"),
        pytest.param(0.8, 2, id="another"),
        pytest.param(0.99, 9, id="the last"),
        pytest.param(0.265715, 0.5032, id="below the first: straight from nothing"),
        pytest.param(0.85, 2.434, id="between two"),
        pytest.param(0.999, 11.497, id="beyond the last: in proportion"),
    ],
)
def test_reach(coverage: float, expected: float) -> None:
    assert ROW.reach(coverage) == pytest.approx(expected, rel=2e-3)


def test_every_cell_of_every_scale_is_there_and_grows_with_coverage_and_horizon() -> None:
    bands = shipped()
    assert set(bands.spreads) == set(product(Scale, range(2, MOST_POINTS + 1), HORIZONS))
    for row in bands.spreads.values():
        sizes = (row.within_50, row.within_80, row.within_90, row.within_95, row.within_99)
        assert sizes == tuple(sorted(sizes))
        later = bands.spread(row.scale, row.points, min(row.horizon + 1, 3))
        assert row.within_80 <= later.within_80


def test_the_last_count_stands_for_longer_series() -> None:
    assert shipped().spread(Scale.POSITIVE, 10, 2) == shipped().spread(Scale.POSITIVE, MOST_POINTS, 2)


def test_files_are_read_once() -> None:
    assert shipped() is shipped()
    assert assumptions() is assumptions()
