"""How settled a value is said to be, without a form around it."""

from datetime import date

import pytest

from innocity.facts import ValueStatus
from innocity.intake.forms import FormRow
from innocity.intake.matching import Dictionary
from innocity.intake.reading import Cell
from innocity.intake.rules import Place, Rules
from innocity.intake.settledness import check_settledness, contradicted, status_in

HERE, ARRIVED = Place("a.xlsx", cell="D4"), date(2023, 4, 20)


def line(status: str | None, as_of: date | None = ARRIVED) -> FormRow:
    """A row with a value and what is said about it, each where it is given."""
    cells = {"value": Cell(4, 4, "约5"), "status": Cell(4, 5, status), "as_of": Cell(4, 6, as_of)}
    return FormRow(4, {name: cell for name, cell in cells.items() if cell.value is not None})


@pytest.mark.parametrize(
    ("status", "expected"),
    [("最终", ValueStatus.FINAL), ("快报数", ValueStatus.PROVISIONAL), ("大概", None), (None, None)],
)
def test_a_status_that_is_known(words: Dictionary, status: str | None, expected: ValueStatus | None) -> None:
    assert status_in(line(status), words) is expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (line("最终"), []),
        (line("大概"), [("status_missing", "E4", "预估 / 初步 / 最终 / 修订")]),
        (line(None), [("status_missing", "D4", "预估 / 初步 / 最终 / 修订")]),
        (line("最终", None), [("as_of_missing", "D4", "YYYY-MM-DD <= 2023-04-20")]),
        (line("最终", date(2023, 4, 21)), [("as_of_in_future", "F4", "YYYY-MM-DD <= 2023-04-20")]),
    ],
)
def test_status_and_day_must_be_there(
    words: Dictionary, rules: Rules, row: FormRow, expected: list[tuple[str, str, str]]
) -> None:
    found = check_settledness(row, HERE, ARRIVED, words, rules)
    assert [(one.code, one.cell, one.expected) for one in found] == expected


@pytest.mark.parametrize(
    ("status", "qualifiers", "expected"),
    [
        ("最终", ("about",), ["初步"]),
        ("最终", ("estimated",), ["预估"]),
        ("初步", ("about",), []),
        ("最终", (), []),
        ("大概", ("about",), []),
        (None, ("about",), []),
    ],
)
def test_a_status_that_says_more_than_the_words_around_the_number(
    words: Dictionary, rules: Rules, status: str | None, qualifiers: tuple[str, ...], expected: list[str]
) -> None:
    found = contradicted(line(status), qualifiers, HERE, words, rules)
    assert [one.expected for one in found] == expected
