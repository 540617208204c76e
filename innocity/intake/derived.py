"""Figures beside a value that can be worked out again: how the cell shows it, completion and growth as the unit sees them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from innocity.facts import Direction
from innocity.intake.forms import FormRow
from innocity.intake.plausibility import Plausibility, place_of
from innocity.intake.reading import Cell
from innocity.intake.values import NotANumberError, read_number
from innocity.tables import Finding, Observation

_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\!_*].')
_DECIMALS = re.compile(r"[0#?,]+(?:\.([0#?]*))?")
_SHARE = "%"
_HUNDRED = Decimal(100)


def shown_differently(cell: Cell, row: Observation, known: Plausibility) -> Iterator[Finding]:
    """A stored number that its format shows rounded: both are told; text and `General` show what is stored."""
    shown = as_shown(cell)
    if shown is not None and shown[0] != shown[1]:
        yield place_of(row).finding(known.rules, "shown_differently", got=f"{shown[0]:f}", expected=f"{shown[1]:f}")


def as_shown(cell: Cell) -> tuple[Decimal, Decimal] | None:
    """A number as it is shown and as it is stored, both in per cent under a percent format; None where no format rounds."""
    bare = _LITERAL.sub("", cell.number_format.split(";")[0])
    match = _DECIMALS.search(bare)
    if match is None or isinstance(cell.value, bool) or not isinstance(cell.value, (int, float)):
        return None
    try:
        stored = Decimal(cell.text) * (_HUNDRED if "%" in bare else 1)
        return stored.quantize(Decimal(1).scaleb(-len(match[1] or "")), ROUND_HALF_UP), stored
    except InvalidOperation:
        return None


def derived_differs(row: FormRow, said: Observation, target_year: int, known: Plausibility) -> Iterator[Finding]:
    """A completion or growth in the form that is not what the value gives; a blank or unreadable one is passed over."""
    for name, ours in (("completion", _completion(said, target_year, known)), ("growth", _growth(said, known))):
        cell = row.cell(name)
        theirs = _percentage(cell) if cell else None
        if cell is None or theirs is None or ours is None:
            continue
        unit_in_last_place = Decimal(1).scaleb(int(theirs.as_tuple().exponent))
        if abs(theirs - ours) > max(known.limits.derived_within, unit_in_last_place):
            at = replace(place_of(said), cell=cell.coordinate)
            rounded = ours.quantize(Decimal("0.01"), ROUND_HALF_UP)
            yield at.finding(known.rules, "derived_differs", got=cell.text, expected=f"{rounded:f}")


def _percentage(cell: Cell) -> Decimal | None:
    try:
        return read_number(cell, _SHARE).value
    except NotANumberError:
        return None


def _completion(said: Observation, target_year: int, known: Plausibility) -> Decimal | None:
    """The level in per cent of the target in force, upside down where lower is better; None without both."""
    target = known.framework.target(said.indicator, target_year, known.as_of)
    if target is None or not isinstance(said.value, Decimal) or not isinstance(target.value, Decimal):
        return None
    part, whole = said.value, target.value
    if known.framework.indicator(said.indicator).direction is Direction.LOWER:
        part, whole = whole, part
    return part / whole * _HUNDRED if whole else None


def _growth(said: Observation, known: Plausibility) -> Decimal | None:
    """The change on the year before: in percentage points for shares, else in per cent; None without both."""
    before = known.year_before(said)
    if before is None or not isinstance(said.value, Decimal):
        return None
    if known.framework.measure(said.measure).change_in == "points":
        return said.value - before
    return (said.value - before) / before * _HUNDRED if before else None
