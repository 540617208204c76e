"""Faults are real: each changes what is written, and says so."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from innocity.demo.build import build
from innocity.demo.city import sketches
from innocity.demo.entries import Entry, Scribe
from innocity.demo.faults import FAULTS, disagree, spoil, without_visible_difference
from innocity.demo.layouts import FileKind, Layout, MeasureIn, Naming, Script, Shape, UnitBy
from innocity.demo.truth import Careful, Truth
from innocity.framework import load
from innocity.period import Period
from innocity.workspace import Workspace

COLUMNS = ("indicator", "measure", "previous_value", "value", "target", "status", "as_of")


def layout(kind: FileKind = FileKind.XLSX, columns: tuple[str, ...] = COLUMNS) -> Layout:
    """An ordinary layout with every column that a fault may need."""
    return Layout(
        kind=kind, shape=Shape.UPRIGHT, header_lines=1, top=0, left=0, columns=columns, measure_in=MeasureIn.COLUMN, unit_by=UnitBy.HEAD,
        script=Script.SIMPLIFIED, naming=Naming.AS_PLANNED, is_year_in_header=False, is_head_split=False,
        is_second_sheet=False, has_totals=False, has_notes=False, has_extra_table=False, has_foreign_table=False, has_hidden_sheet=False,
        is_1904=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def scribe(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Layout], Scribe]:
    root: Path = tmp_path_factory.mktemp("city")
    build(root, periods=0)
    framework = load(Workspace.at(root))
    return lambda chosen: Scribe(framework, chosen, Period(2023, 2), Random(1))


def entry(by: Scribe, number: int = 10, truth: str = "1700") -> Entry:
    return by.entry(sketches()[number], Decimal(truth))


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_changes_the_line_and_says_so(scribe: Callable[[Layout], Scribe], name: str) -> None:
    by = scribe(layout())
    sound = entry(by)
    lines = FAULTS[name](sound, by)
    assert lines
    spoilt = lines[-1]
    assert (spoilt.fault, spoilt.careful) == (name, Careful.FINDING)
    assert spoilt.inks != sound.inks or spoilt.is_hidden or len(lines) == 2


@pytest.mark.parametrize("name", ["no_cache", "hidden_row", "other_shown", "scaled_shown"])
def test_a_text_file_cannot_hold_every_fault(scribe: Callable[[Layout], Scribe], name: str) -> None:
    by = scribe(layout(FileKind.CSV_UTF8))
    assert FAULTS[name](entry(by), by) is None


@pytest.mark.parametrize("name", ["target_altered", "baseline_altered", "wrong_measure"])
def test_a_fault_needs_its_column(scribe: Callable[[Layout], Scribe], name: str) -> None:
    by = scribe(layout(columns=("indicator", "value", "status", "as_of")))
    assert FAULTS[name](entry(by), by) is None


def test_a_line_is_spoilt_only_by_chance(scribe: Callable[[Layout], Scribe]) -> None:
    by = scribe(layout())
    sound = entry(by)
    assert spoil(sound, by, Random(1), 0) == [sound]
    assert spoil(sound, by, Random(1), 1) != [sound]


def test_collectors_that_disagree(scribe: Callable[[Layout], Scribe]) -> None:
    by = scribe(layout())
    other = disagree(entry(by, truth="9.31"), by)
    assert (other.inks["value"].value, other.truth, other.fault) == (Decimal("9.34"), Decimal("9.31"), "disagreeing")


def test_a_second_collector_alone_contradicts_nobody() -> None:
    place = {"period": "2023-Q1", "cell": "C4", "indicator": "i1", "value": "9.31", "style": "plain", "layout": "-"}
    other = Truth.model_validate(
        {**place, "file": "b", "unit": "second", "fault": "disagreeing", "careful_reader": "finding"}
    )
    pending = {"file": "a", "unit": "first", "value": None, "fault": "pending", "careful_reader": "finding"}
    first = Truth.model_validate({**place, **pending})
    sound = Truth.model_validate({**place, "file": "a", "unit": "first", "careful_reader": "value"})
    meant = other.replaced(value=Decimal("9.34"), fault=None, careful_reader=Careful.VALUE)
    assert without_visible_difference([first, other]) == [first, meant]
    assert without_visible_difference([sound, other]) == [sound, other]
