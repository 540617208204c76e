"""What is read from odd workbooks, cell by cell, against the kept readings in `golden/readings/`: a library may change it.

After a change that is meant to alter what is read, write the readings anew and read the difference before keeping it:

    INNOCITY_REFRESH_GOLDEN=1 pytest tests/intake/test_odd_readings.py
"""

import os
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from innocity.intake.old_workbooks import read_quickly
from innocity.intake.reading import Sheet, read_workbook

TESTS = Path(__file__).parents[1]
ODD = sorted(path for path in (TESTS / "data" / "odd").iterdir() if path.suffix in (".xlsx", ".csv"))
GOLDEN = TESTS / "golden" / "readings"


def told(sheet: Sheet) -> Iterator[str]:
    """A sheet in lines: its name and state, its merged areas, then place, kind, text, format, formula of every cell."""
    state = [word for word, holds in (("hidden", sheet.is_hidden), ("degraded", sheet.is_degraded)) if holds]
    yield " ".join(["sheet", sheet.name, *state])
    yield from (f"merged {area}" for area in sheet.merged)
    for _, cell in sorted(sheet.cells.items()):
        shown = [cell.coordinate, type(cell.value).__name__, repr(cell.value), repr(cell.text), cell.number_format]
        shown += [f"formula {cell.formula}"] if cell.formula else []
        yield "\t".join([*shown, *(["hidden"] if cell.is_hidden else [])])


def held_against(name: str, found: str) -> None:
    """Compare with the kept reading, or keep this one where that is asked for."""
    kept = GOLDEN / f"{name}.txt"
    if os.environ.get("INNOCITY_REFRESH_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(found, encoding="utf-8", newline="\n")
    assert found == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.name)
def test_what_is_read(path: Path) -> None:
    sheets = read_workbook(path, ("指标名称", "完成值"))
    held_against(path.name, "".join(f"{line}\n" for sheet in sheets for line in told(sheet)))


@pytest.mark.parametrize("path", [path for path in ODD if path.suffix == ".xlsx"], ids=lambda path: path.name)
def test_what_is_read_quickly(path: Path) -> None:
    sheets = read_quickly(path.read_bytes())
    held_against(f"{path.name}.quick", "".join(f"{line}\n" for sheet in sheets for line in told(sheet)))


def test_every_file_can_be_made_anew() -> None:
    made = runpy.run_path(str(TESTS / "data" / "odd" / "make.py"))["FILES"]
    assert {path.name for path in ODD} == made.keys()
    assert all(make() == make() for make in made.values())


def test_the_files_are_small() -> None:
    assert len(ODD) <= 15
    assert max(path.stat().st_size for path in ODD) < 15_000
