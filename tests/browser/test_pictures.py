"""The top of the report as a browser draws it, against the approved pictures.

After a change that is meant to be seen, draw them anew and look at them before keeping them:

    INNOCITY_REFRESH_GOLDEN=1 pytest --slow tests/browser/test_pictures.py
"""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

pytestmark = pytest.mark.slow

APPROVED = Path(__file__).parent / "approved"
BLOCKS = (64, 48)
# Grey steps of 255, the mean of all blocks: a page that stands one pixel off gives 0.9, one without its contents 1.1.
TOLERANCE = 1.0
LARGEST = 60_000  # bytes


def blocks(picture: Image.Image) -> Image.Image:
    return picture.convert("L").resize(BLOCKS, Image.Resampling.BOX)


@pytest.mark.parametrize(
    ("name", "width", "scheme"), [("wide", 1280, "light"), ("wide-dark", 1280, "dark"), ("narrow", 380, "light")]
)
def test_the_report_looks_as_approved(
    visit: Callable[..., Page], report_page: Path, name: str, width: int, scheme: str
) -> None:
    drawn = Image.open(BytesIO(visit(report_page, width=width, color_scheme=scheme).screenshot()))
    approved = APPROVED / f"{name}.png"
    if os.environ.get("INNOCITY_REFRESH_GOLDEN"):
        drawn.convert("RGB").quantize(24).save(approved, optimize=True)
    kept = Image.open(approved)
    assert (kept.size, approved.stat().st_size < LARGEST) == (drawn.size, True)
    (difference,) = ImageStat.Stat(ImageChops.difference(blocks(drawn), blocks(kept))).mean
    assert difference < TOLERANCE, f"{name}: {difference:.2f} grey steps away from {approved.name}; look at both"
