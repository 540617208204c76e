"""Qualifiers: taken off both ends of a number, never forgotten."""

import pytest

from innocity.facts import ValueStatus
from innocity.intake.qualifiers import most_settled, unqualified


@pytest.mark.parametrize(
    ("text", "rest", "codes"),
    [
        ("1200", "1200", ()),
        ("约1200", "1200", ("about",)),
        ("大約 1200", "1200", ("about",)),
        ("近1200", "1200", ("nearly",)),
        ("超1200", "1200", ("more_than",)),
        ("超过1200", "1200", ("more_than",)),
        ("不足1200", "1200", ("less_than",)),
        ("不少于1200", "1200", ("at_least",)),
        ("预计:1200", "1200", ("estimated",)),
        ("快报数1200", "1200", ("provisional",)),
        ("初步1200", "1200", ("provisional",)),
        ("1200余", "1200", ("more_than",)),
        ("1200多", "1200", ("more_than",)),
        ("1200以上", "1200", ("at_least",)),
        ("1200以下", "1200", ("at_most",)),
        ("1200左右", "1200", ("about",)),
        ("1200预估数", "1200", ("estimated",)),
        ("预计约1200余", "1200", ("estimated", "about", "more_than")),
        ("约", "", ("about",)),
        ("", "", ()),
    ],
)
def test_qualifiers(text: str, rest: str, codes: tuple[str, ...]) -> None:
    assert unqualified(text) == (rest, codes)


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ((), None),
        (("about",), ValueStatus.PROVISIONAL),
        (("at_least", "more_than"), ValueStatus.PROVISIONAL),
        (("provisional",), ValueStatus.PROVISIONAL),
        (("estimated",), ValueStatus.ESTIMATED),
        (("provisional", "estimated", "about"), ValueStatus.ESTIMATED),
    ],
)
def test_the_most_settled_status_that_words_allow(codes: tuple[str, ...], status: ValueStatus | None) -> None:
    assert most_settled(codes) is status
