"""The common strings of a large workbook."""

import pytest
from intake import hostile

from innocity.intake.alike import OddError
from innocity.intake.strings import Strings


def test_texts_in_order_however_they_are_written() -> None:
    part = hostile.strings("甲", "乙").replace(
        "<si><t>乙</t>", "<si/><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>x</t></rPh>"
    )
    assert Strings([part[:150].encode(), part[150:].encode()]).texts == ["甲".encode(), b"", "乙丙".encode()]


def test_only_those_that_are_used() -> None:
    part = Strings([hostile.strings("a", "b", "c").encode()]).only({2: 0, 0: 1})
    assert part.decode() == hostile.strings("c", "a", count=3)


@pytest.mark.parametrize("odd", ["<!-- </si> -->", "<si xml:space='default'><t>c</t></si>"])
def test_an_unusual_spelling_is_odd(odd: str) -> None:
    with pytest.raises(OddError):
        Strings([hostile.strings("a", "b").replace("</sst>", odd + "</sst>").encode()])
