"""What silence costs: worst, as projected, best."""

from typing import Any

import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.measures.silence import silence
from innocity.tables import Attainment, Readiness, ReadinessSilence


def projections(*reached: bool | None) -> list[Readiness]:
    return [rows.projected(number=place, is_reached=one) for place, one in enumerate(reached, start=1)]


def row(
    unit: str | None, owed: tuple[str, ...], total: int, counts: tuple[int, int, int], **values: Any
) -> ReadinessSilence:
    worst, expected, best = counts
    about = {"unit": unit, "owed": owed, "total": total, "worst": worst, "expected": expected, "best": best}
    return ReadinessSilence.model_validate({"data_year": 2025, **about, **values})


def test_all_that_owe_values_together_then_each_alone() -> None:
    attainment = [
        rows.attainment(1),
        rows.absent(2, unit="second"),
        rows.absent(3, "rejected"),
        rows.absent(4),
        rows.absent(5, "not_yet_measurable"),
        rows.absent(6, "carried_forward"),
    ]
    table = projections(True, True, True, False, True, None)
    assert silence(attainment, [*table, rows.readiness(1, is_reached=True)]) == [
        row(None, ("i2", "i3", "i4"), 6, (2, 4, 5)),
        row("first", ("i3", "i4"), 6, (3, 4, 5)),
        row("second", ("i2",), 6, (3, 4, 4)),
    ]


def test_nobody_silent_nothing_lost() -> None:
    assert silence([rows.attainment()], projections(True, False)) == [row(None, (), 2, (1, 1, 1))]


STATES = ("measured", "late", "carried_forward", "not_yet_measurable", "not_submitted", "rejected")


@given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from([True, False, None]))))
def test_worst_is_never_above_the_projection_nor_that_above_the_best(cases: list[tuple[str, bool | None]]) -> None:
    attainment: list[Attainment] = [
        rows.attainment(place, state=state) for place, (state, _) in enumerate(cases, start=1)
    ]
    for found in silence(attainment, projections(*(reached for _, reached in cases))):
        assert 0 <= found.worst <= found.expected <= found.best <= found.total
        assert found.best - found.worst == len(found.owed)
