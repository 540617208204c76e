"""Rounding and shares."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.arithmetic import rounded, share_pct

FINITE = st.decimals(allow_nan=False, allow_infinity=False, places=8, min_value=-(10**30), max_value=10**30)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param("2.665", 2, "2.67", id="a half goes up"),
        pytest.param("-2.665", 2, "-2.67", id="away from zero below it"),
        pytest.param("0.5", 0, "1", id="not to the even neighbour"),
        pytest.param("3", 2, "3.00", id="zeros are added"),
        pytest.param("-0.04", 1, "0.0", id="no negative zero"),
        pytest.param("-0", 1, "0.0", id="not even a given one"),
        pytest.param("1E+3", 1, "1000.0", id="plain notation"),
        pytest.param("9" * 40 + ".95", 1, "1" + "0" * 40 + ".0", id="more digits than usual contexts hold"),
        pytest.param("1E-40", 2, "0.00", id="next to nothing"),
    ],
)
def test_rounded(value: str, decimals: int, expected: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == expected


@given(FINITE, st.integers(0, 6))
def test_rounding_moves_by_half_a_unit_at_most_and_once(value: Decimal, decimals: int) -> None:
    shown = rounded(value, decimals)
    assert abs(shown - value) <= Decimal(5).scaleb(-decimals - 1)
    assert rounded(shown, decimals) == shown
    assert rounded(-value, decimals) == -shown


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param("1", "3", "33.333333", id="six decimals"),
        pytest.param("2", "3", "66.666667", id="half up"),
        pytest.param("0", "3", "0.000000", id="none of it"),
        pytest.param("-0", "3", "0.000000", id="none of it, from below"),
        pytest.param("4", "3", "133.333333", id="more than all"),
        pytest.param("-1", "4", "-25.000000", id="less than none"),
        pytest.param("1", "0", None, id="of nothing"),
        pytest.param("0", "0", None, id="nothing of nothing"),
        pytest.param("1", "-4", None, id="of less than nothing"),
        pytest.param("1E+30", "1", "1" + "0" * 32 + ".000000", id="beyond the usual precision"),
    ],
)
def test_share(part: str, whole: str, expected: str | None) -> None:
    share = share_pct(Decimal(part), Decimal(whole))
    assert (share if share is None else str(share)) == expected
