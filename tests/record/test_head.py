"""The head of the ledger, as kept, as printed, as copied by hand, as a QR code."""

import pytest
from defusedxml.ElementTree import fromstring

from innocity.record.head import NOTHING, Head, qr

HEAD = Head("some-city/programme", 12, "0123456789abcdef" * 4)


def test_a_head_in_its_file_is_read_back() -> None:
    assert HEAD.text == f"some-city/programme\n12\n{HEAD.digest}\n"
    assert Head.of_file(HEAD.file) == HEAD


@pytest.mark.parametrize("place", range(len(HEAD.file)))
def test_any_damage_to_the_file_shows(place: int) -> None:
    damaged = HEAD.file[:place] + bytes([HEAD.file[place] ^ 1]) + HEAD.file[place + 1 :]
    assert Head.of_file(damaged) is None


@pytest.mark.parametrize(
    "given", [HEAD.text, HEAD.printed, f" {HEAD.printed.upper().replace('SOME-CITY/PROGRAMME', HEAD.origin)}\n"]
)
def test_a_head_as_someone_copied_it(given: str) -> None:
    assert Head.of_text(given) == HEAD


@pytest.mark.parametrize(
    "given", ["", "x", f"o 1 {NOTHING}0", f"o -1 {NOTHING}", f"o 1 {NOTHING[1:]}", f"o 01 {NOTHING}"]
)
def test_what_is_no_head(given: str) -> None:
    assert Head.of_text(given) is None


def test_the_printed_head_is_grouped() -> None:
    assert HEAD.printed.startswith("some-city/programme 12 01234567 89abcdef ")


def test_a_qr_code_is_an_svg_that_is_the_same_every_time() -> None:
    image = qr(HEAD.text)
    assert qr(HEAD.text) == image
    assert fromstring(image).tag == "{http://www.w3.org/2000/svg}svg"
    assert fromstring(image).get("viewBox")
