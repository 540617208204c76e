"""SM3: the two examples of the standard, and OpenSSL's own where it has it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.record.sm3 import computed, sm3

EXAMPLES = [  # GB/T 32905-2016, annex A
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
]


@pytest.mark.parametrize(("content", "expected"), EXAMPLES)
def test_the_examples_of_the_standard(content: bytes, expected: str) -> None:
    assert (computed(content), sm3(content)) == (expected, expected)


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="OpenSSL without SM3")
@given(st.binary(max_size=200))
def test_both_ways_agree(content: bytes) -> None:
    assert computed(content) == hashlib.new("sm3", content).hexdigest()


def test_without_openssl_it_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ValueError("unsupported hash type sm3")

    monkeypatch.setattr(hashlib, "new", missing)
    assert sm3(b"abc") == EXAMPLES[0][1]
