"""Letters as drafts."""

import email
import email.policy

import pytest

from innocity.intake.letters import draft, in_words
from innocity.language import Language
from innocity.period import Period


def test_a_letter_without_workbooks_is_plain_text() -> None:
    data = draft("主题", "正文\n", {})
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert (message["Subject"], message["X-Unsent"], message["Date"]) == ("主题", "1", None)
    assert (message.get_content_type(), message.get_content()) == ("text/plain", "正文\r\n")  # type: ignore[attr-defined]
    assert draft("主题", "正文\n", {}) == data


def test_a_letter_is_told_apart_by_what_it_carries() -> None:
    one, other = (draft("主题", "正文", {"a.xlsx": data}) for data in (b"1", b"2"))
    parts = [email.message_from_bytes(data).get_boundary() for data in (one, other)]
    assert parts[0] != parts[1] and draft("主题", "正文", {"a.xlsx": b"1"}) == one


@pytest.mark.parametrize(
    ("period", "language", "expected"),
    [
        (Period(2023, 2), Language.ZH_HANS, "2023年第二季度（半年报）"),
        (Period(2022, 4), Language.EN, "Q4 2022 (annual return)"),
    ],
)
def test_a_period_in_words(period: Period, language: Language, expected: str) -> None:
    assert in_words(period, language) == expected
