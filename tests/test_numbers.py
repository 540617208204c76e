"""The ids of printed numbers: speaking, the same every time, and fit to be an address."""

import re

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.tables import Attainment, ReadinessSilence, Table
from innocity.tables.numbers import count_id, due_id, number_id, promised_id, row_id, rule_id


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (rows.attainment(11), "actual", "attainment.11.actual"),
        (
            rows.receipt(file="data/raw/2022-Q4/市统计局/报表 (1).xlsx"),
            "version",
            "receipts.2022-Q4::市统计局::报表:20:281:29.xlsx.version",
        ),
        (
            ReadinessSilence(data_year=2023, total=1, worst=0, expected=0, best=1),
            "worst",
            "readiness_silence.2023.worst",
        ),
    ],
    ids=["a number", "a file", "an absent part of the key"],
)
def test_number_id(row: Table, column: str, expected: str) -> None:
    assert number_id(row, column) == expected


def test_other_ids() -> None:
    assert count_id(Attainment, "met") == "attainment.count.met"
    assert rule_id("ranks", "1", "out_of") == "ranks.1.out_of"
    assert due_id("first") == "score_items.first.count.due"
    assert promised_id("1-1-a", ["钢/铁"]) == "commitments.1-1-a.钢::铁.promised"


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_id_is_an_address_and_stands_for_one_row(one: str, other: str) -> None:
    ids = [row_id(rows.receipt(file=name)) for name in (f"a{one}", f"a{other}")]
    assert all(re.fullmatch(r"[\w.:-]+", identifier) for identifier in ids)
    assert (ids[0] == ids[1]) == (one == other)
