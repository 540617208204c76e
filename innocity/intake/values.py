"""What stands in a cell -> a decimal in the indicator's measure, a yes or a no; the sender's decimals are kept."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from innocity.intake.reading import Cell

_NUMBER = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("−"): ord("-")}
_FORMAT = re.compile(r"[#0?]+(?:,[#0?]+)*(?:\.([#0?]+))?(?:E[+-]0+)?(%?)")
_CONDITION = re.compile(r"\[[<>=]")
_PRINTED = re.compile(r'"([^"]*)"|[\\!](.)')
_LAYOUT = re.compile(r"\[[^\]]*\]|[_*].|\s")
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?")
_PERCENT = Decimal(100)
_MOST_DIGITS = 28  # what decimal arithmetic carries without rounding


class NotANumberError(ValueError):
    """The cell holds something that is not a number in plain notation, or shows another number than it stores."""


@dataclass(frozen=True)
class Number:
    """A decimal and the names of the rules that were applied to get it."""

    value: Decimal
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Shown:
    """How a number format shows a number: with how many zeros behind the point, and whether as a percentage."""

    decimals: int = 0
    is_percentage: bool = False


def read_number(cell: Cell, measure: str) -> Number:
    """The decimal in a cell; NotANumberError for text, blanks, truth values, dates and errors.

    A fraction under a percent format is a percentage: 0.0295 shown as 2.95% is 2.95 where the measure is %. A format that
    scales the number or prints another measure behind it is refused: the sender has seen another number than is stored.
    """
    if isinstance(cell.value, (bool, date)) or cell.value is None:
        raise NotANumberError(cell.text)
    if isinstance(cell.value, str):
        return _from_text(cell.value, measure)
    try:
        return _from_number(cell, measure)
    except InvalidOperation:
        raise NotANumberError(cell.text) from None


def read_date(cell: Cell) -> date | None:
    """The day in a cell, stored as a date or written as text; None where there is none."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", cell.text))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _from_text(text: str, measure: str) -> Number:
    """A number written as text; only full-width forms are folded, so that a footnote mark never becomes a digit."""
    plain = text.strip().translate(_WIDE)
    rules = ["number_as_text"]
    if plain.endswith("%") and measure == "%":
        plain, rules = plain[:-1].rstrip(), [*rules, "percent_sign"]
    if _NUMBER.fullmatch(plain) is None:
        raise NotANumberError(text)
    return Number(_exact(Decimal(plain.replace(",", ""))), tuple(rules))


def _from_number(cell: Cell, measure: str) -> Number:
    value, shown = _exact(Decimal(cell.text)), _shown(cell, measure)
    if not shown.is_percentage:
        return Number(_with_zeros(value, shown.decimals))
    if measure != "%":
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


def _exact(value: Decimal) -> Decimal:
    """The value itself; NotANumberError when it is not finite or has more digits than arithmetic carries."""
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DIGITS:
        raise NotANumberError(str(value))
    return value
