"""A line as small as a word: dots where values are, gaps where none is, nothing where there is no number."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.facts import Answer, Value
from innocity.presentation.sparklines import sparkline


def paths(markup: str) -> list[str]:
    """The paths of a line: the target's, then the values'."""
    return re.findall(r' d="([^"]*)"', markup)


@pytest.mark.parametrize(
    ("values", "targets", "expected"),
    [
        ([Decimal(1), Decimal(2)], [Decimal(2), Decimal(2)], ["M4.0 4.0L128.0 4.0", "M4.0 26.0L128.0 4.0"]),
        ([Decimal(1), None, Decimal(3)], [None] * 3, ["", "M4.0 26.0M128.0 4.0"]),
        ([Decimal(5)], [Decimal(5)], ["M4.0 15.0", "M4.0 15.0"]),
        ([Answer.YES, Decimal(5)], [Answer.YES, None], ["", "M128.0 15.0"]),
    ],
)
def test_values_and_targets_have_their_places(
    values: list[Value | None], targets: list[Value | None], expected: list[str]
) -> None:
    markup = sparkline(values, targets, "told")
    assert paths(markup) == expected
    assert markup.count("<circle") == sum(isinstance(value, Decimal) for value in values)


@pytest.mark.parametrize("values", [[], [None], [Answer.YES, Answer.NO]])
def test_without_a_number_there_is_no_line(values: list[Value | None]) -> None:
    assert sparkline(values, [Decimal(1)] * len(values), "told") == ""


def test_what_is_told_is_escaped() -> None:
    assert 'aria-label="&#34;&gt;&lt;b&gt;"' in sparkline([Decimal(1)], [None], '"><b>')


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=3), min_size=1, max_size=40))
def test_no_point_leaves_the_picture(values: list[Decimal]) -> None:
    points = re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)"', sparkline(values, values[:1] * len(values), ""))
    assert len(points) == len(values)
    assert all(Decimal(4) <= Decimal(x) <= 128 and Decimal(4) <= Decimal(y) <= 26 for x, y in points)
