"""Normalisation by targets and goalposts: published vectors, edges, laws."""

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.distance_to_target import distance_to_target, goalposts

Scores = tuple[Decimal | None, ...]
directions: st.SearchStrategy[Literal[1, -1]] = st.sampled_from([1, -1])
values = st.decimals(-(10**6), 10**6, places=3)
series = st.lists(st.none() | values, max_size=8)
factors = st.sampled_from([Decimal("0.01"), Decimal(3), Decimal(10000)])


def decimals(text: str) -> Scores:
    """`0 - 1.5` as decimals; a dash is a missing one."""
    return tuple(None if word == "-" else Decimal(word) for word in text.split())


@pytest.mark.parametrize(
    ("given_values", "target", "direction", "expected", "capped"),
    [
        pytest.param("0 5 11", "10", 1, "0 0.5 1.1", "0 0.5 1", id="published, higher is better"),
        pytest.param("-1 1 10", "0", -1, "1.1 0.9 0", "1 0.9 0", id="published, lower is better"),
        pytest.param("0 1 2", "3", 1, "0 0.333333 0.666667", "0 0.333333 0.666667", id="six decimals, half up"),
        pytest.param("0 - 11", "10", 1, "0 - 1.1", "0 - 1", id="a missing value has no score"),
        pytest.param("4 4", "8", 1, "0 0", "0 0", id="all equal and short of it"),
        pytest.param("4 4", "4", 1, "- -", "- -", id="all equal and there"),
        pytest.param("4 9", "4", 1, "- -", "- -", id="the target is the worst value"),
        pytest.param("4 9", "9", -1, "- -", "- -", id="and where lower is better"),
        pytest.param("4 9", "9", 1, "0 1", "0 1", id="the target is the best value"),
        pytest.param("4 9", "2", 1, "- -", "- -", id="the target is worse than all"),
        pytest.param("- -", "2", 1, "- -", "- -", id="no value at all"),
        pytest.param("", "2", 1, "", "", id="nothing"),
    ],
)
def test_distance_to_target(
    given_values: str, target: str, direction: Literal[1, -1], expected: str, capped: str
) -> None:
    told = [distance_to_target(decimals(given_values), Decimal(target), direction, cap=cap) for cap in (False, True)]
    assert told == [decimals(expected), decimals(capped)]


@pytest.mark.parametrize(
    ("given_values", "posts", "expected", "reversed_scores"),
    [
        pytest.param("1 11 -1", ("0", "10"), "0.1 1 0", "0.9 0 1", id="published"),
        pytest.param("0 10", ("0", "10"), "0 1", "1 0", id="on the posts"),
        pytest.param("- 5", ("0", "10"), "- 0.5", "- 0.5", id="a missing value has no score"),
        pytest.param("5", ("7", "7"), "-", "-", id="one post only"),
        pytest.param("5", ("10", "0"), "-", "-", id="posts the wrong way round"),
    ],
)
def test_goalposts(given_values: str, posts: tuple[str, str], expected: str, reversed_scores: str) -> None:
    lower, upper = map(Decimal, posts)
    assert goalposts(decimals(given_values), lower, upper, 1) == decimals(expected)
    assert goalposts(decimals(given_values), lower, upper, -1) == decimals(reversed_scores)


@given(series, values, directions)
def test_better_values_score_no_less_and_only_values_score(
    those: list[Decimal | None], target: Decimal, direction: Literal[1, -1]
) -> None:
    for scores in (distance_to_target(those, target, direction), goalposts(those, target, target + 1, direction)):
        pairs = list(zip(those, scores, strict=True))
        scored = sorted(
            ((value, score) for value, score in pairs if value is not None and score is not None),
            key=lambda pair: pair[0] * direction,
        )
        ranked = [score for _, score in scored]
        assert ranked == sorted(ranked)
        assert len(ranked) in (0, len(those) - those.count(None))


@given(series, values, factors, directions)
def test_measure_and_mirror_do_not_matter(
    those: list[Decimal | None], target: Decimal, factor: Decimal, direction: Literal[1, -1]
) -> None:
    def times(by: Decimal) -> list[Decimal | None]:
        return [None if value is None else value * by for value in those]

    plain = distance_to_target(those, target, direction)
    assert distance_to_target(times(factor), target * factor, direction) == plain
    assert distance_to_target(times(Decimal(-1)), -target, -1 if direction == 1 else 1) == plain
    between = goalposts(those, target, target + 1, direction)
    assert goalposts(times(factor), target * factor, (target + 1) * factor, direction) == between
    assert goalposts(times(Decimal(-1)), -target - 1, -target, -1 if direction == 1 else 1) == between
