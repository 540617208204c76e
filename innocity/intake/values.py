"""What stands in a cell -> a decimal in the indicator's measure, a day, or the reason why nothing stands there.

The sender's decimals are kept; a text is read as a number only where it can be read as one number alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from openpyxl.styles.numbers import is_date_format

from innocity.facts import Blank, Measure
from innocity.intake.matching import Names, normalise
from innocity.intake.measuring import PERCENT
from innocity.intake.numerals import read_numeral, read_plain
from innocity.intake.reading import Cell
from innocity.intake.written import NotANumberError, Number, exact, narrowed, number_in

__all__ = ["Blank", "NotANumberError", "Number", "blank_meaning", "read_date", "read_number"]

_FORMAT = re.compile(r"[#0?]+(?:,[#0?]+)*(?:\.([#0?]+))?(?:E[+-]0+)?(%?)")
_CONDITION = re.compile(r"\[[<>=]")
_PRINTED = re.compile(r'"([^"]*)"|[\\!](.)')
_LAYOUT = re.compile(r"\[[^\]]*\]|[_*].|\s")
_DAY = re.compile(
    r"((?:19|20)\d\d)(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?", re.ASCII
)
_SPELLED_DAY = re.compile(r"(\d{4}|[〇零○一二三四五六七八九]{4})年(\w{1,3})月(\w{1,3})[日号號]")
_FIRST_DAY, _FIRST_SERIAL = date(1899, 12, 30), 61  # before 1 March 1900 spreadsheets disagree about the day
_PERCENT = Decimal(100)


@dataclass(frozen=True)
class _Shown:
    """How a number format shows a number: with how many zeros behind the point, and whether as a percentage."""

    decimals: int = 0
    is_percentage: bool = False


def read_number(cell: Cell, measure: str, measures: Sequence[Measure] = ()) -> Number:
    """The decimal in a cell, in this measure; NotANumberError for what is no number, or not one alone.

    A fraction under a percent format is a percentage: 0.0295 shown as 2.95% is 2.95 where the measure is %. A format that
    scales the number or prints another measure behind it is refused: the sender has seen another number than is stored.
    """
    if isinstance(cell.value, (bool, date)) or cell.value is None:
        raise NotANumberError(cell.text)
    if isinstance(cell.value, str):
        return number_in(cell.value, measure, measures)
    try:
        return _from_number(cell, measure)
    except InvalidOperation:
        raise NotANumberError(cell.text) from None


def blank_meaning(text: str, blanks: Names) -> Blank | None:
    """Why no value stands in a cell, if its text is one of the spellings for that; None where it says something."""
    if not normalise(text):
        return Blank.EMPTY
    code = blanks.find(text)
    return Blank(code) if code else None


def read_date(cell: Cell) -> date | None:
    """The day in a cell: a date, a serial number shown as one, or a text that can be no other day; None where there is none."""
    match cell.value:
        case datetime():
            return cell.value.date()
        case date():
            return cell.value
        case int() | float() if not isinstance(cell.value, bool) and is_date_format(cell.number_format):
            is_day = _FIRST_SERIAL <= cell.value < (date.max - _FIRST_DAY).days
            return _FIRST_DAY + timedelta(days=int(cell.value)) if is_day else None
    return _day_in(narrowed(cell.text))


def _day_in(text: str) -> date | None:
    if found := _DAY.fullmatch(text):
        parts: list[Decimal | None] = [Decimal(part) for part in found.group(1, 3, 4, 5, 6) if part]
    elif found := _SPELLED_DAY.fullmatch("".join(text.split())):
        parts = [read_plain(part.lstrip("0")) or read_numeral(part) for part in found.groups()]
    else:
        return None
    try:
        year, month, day = (int(part or 0) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def _from_number(cell: Cell, measure: str) -> Number:
    value, shown = exact(Decimal(cell.text)), _shown(cell, measure)
    if not shown.is_percentage:
        return Number(_with_zeros(value, shown.decimals))
    if measure != PERCENT:
        raise _not_as_shown(cell)
    return Number(_with_zeros(value * _PERCENT, shown.decimals), ("percent_format",))


def _shown(cell: Cell, measure: str) -> _Shown:
    """What the format of positive numbers does; NotANumberError when it could make the number look like another one."""
    positive = cell.number_format.split(";")[0]
    printed = "".join(quoted + escaped for quoted, escaped in _PRINTED.findall(positive)).strip()
    bare = _LAYOUT.sub("", _PRINTED.sub("", positive))
    if _CONDITION.search(cell.number_format) or printed not in ("", measure):
        raise _not_as_shown(cell)
    if bare.casefold() in ("general", "@", ""):
        return _Shown()
    match = _FORMAT.fullmatch(bare)
    if match is None:
        raise _not_as_shown(cell)
    return _Shown((match[1] or "").count("0"), bool(match[2]))


def _not_as_shown(cell: Cell) -> NotANumberError:
    return NotANumberError(f"{cell.text} ({cell.number_format})")


def _with_zeros(value: Decimal, decimals: int) -> Decimal:
    """The stored value with the zeros that its format shows: 3 under `0.0` is 3.0; no digit is ever rounded away."""
    exponent = int(value.normalize().as_tuple().exponent)
    return value.quantize(Decimal(1).scaleb(min(exponent, -decimals, 0)))
