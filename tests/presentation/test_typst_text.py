"""Text -> Typst markup."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.presentation.typst_text import array, boolean, flowing, literal, words


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        pytest.param("a  b\n c", '#"a b c";', id="blanks and line ends are one blank"),
        pytest.param(" a ", ' #"a"; ', id="blanks around it stay"),
        pytest.param("中\n 文", '#"中文";', id="none between Chinese characters"),
        pytest.param(" \n ", " ", id="nothing but blanks"),
    ],
)
def test_flowing(text: str, markup: str) -> None:
    assert flowing(text) == markup


def test_long_words_may_break() -> None:
    assert words("0123456789abcdef01234") == '#"01234567";#box();#"89abcdef";#box();#"01234";'
    assert words("0123456789abcdef0123") == '#"0123456789abcdef0123";'


@pytest.mark.parametrize("unseen", ["\ufeff", "\u202e", "\u2066", "\u200f"])
def test_no_character_turns_the_reading_direction(unseen: str) -> None:
    assert words(f"1{unseen}2") == '#"12";'


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", '""'), ('"', r'"\""'), ("\\", r'"\\"'), ('\\"', r'"\\\""'), ("\r\n", r'"\r\n"'), ("#$]*", '"#$]*"')],
)
def test_literal(text: str, expected: str) -> None:
    assert literal(text) == expected


@given(st.text(alphabet=st.sampled_from('ab"\\\n\r#$[]{}')))
def test_a_literal_ends_only_where_its_text_ends(text: str) -> None:
    assert json.loads(literal(text)) == text


def test_values() -> None:
    assert [array([]), array(["1"]), array(["1", "2"]), boolean(True)] == ["()", "(1,)", "(1,2,)", "true"]
