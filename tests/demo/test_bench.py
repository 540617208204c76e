"""Intake measured: nothing passes wrong in silence, and the report says what came out."""

from collections import Counter
from pathlib import Path

import pytest

from innocity.demo.bench import Pace, Result, measure, report
from innocity.demo.build import build
from innocity.demo.outcomes import Case, Outcome


def case(outcome: Outcome, careful: str = "value", layout: str = "-", **values: str) -> Case:
    place = {"city": "c", "period": "2023-Q1", "file": "a.xlsx", "cell": "C4", "indicator": "i1", "style": "plain"}
    return Case.model_validate({**place, "outcome": outcome, "careful_reader": careful, "layout": layout, **values})


RESULT = Result(
    (
        case(Outcome.RIGHT),
        case(Outcome.NOTED),
        case(Outcome.FLAGGED, layout="b"),
        case(Outcome.LOST),
        case(Outcome.FLAGGED, "finding", fault="blank"),
        case(Outcome.SILENTLY_WRONG, "finding", fault="ten_times", value="12", read="120"),
    )
)


def test_what_a_result_says() -> None:
    assert RESULT.counts == Counter({Outcome.FLAGGED: 2} | dict.fromkeys(set(Outcome) - {Outcome.FLAGGED}, 1))
    assert (RESULT.layouts, RESULT.share_read) == (2, 0.5)
    assert RESULT.silently_wrong == [RESULT.cases[-1]]
    assert [(name, cells) for name, cells, _ in RESULT.by(lambda one: one.fault or "-")] == [
        ("-", 4),
        ("blank", 1),
        ("ten_times", 1),
    ]


def test_a_result_without_cells() -> None:
    assert (Result(()).share_read, Result(()).silently_wrong) == (0.0, [])


def test_the_report_lists_what_passed_wrong() -> None:
    lines = list(report(RESULT, Pace(30, 3.0, 1.5)))
    assert lines[0] == "cells 6  layouts 2  share_read 0.500"
    assert "! c a.xlsx C4 ten_times: 12 -> 120" in lines
    assert lines[-1] == "workbooks 30  intake 3.00 s  ratio 2.0"


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_passes_wrong_in_silence(tmp_path: Path, seed: int) -> None:
    build(tmp_path, seed=seed, units=20, periods=2)
    result = measure(tmp_path)
    assert [(one.file, one.cell, one.fault, one.style, one.value, one.read) for one in result.silently_wrong] == []
    assert result.counts[Outcome.LOST] == 0
    assert result.share_read > 0
