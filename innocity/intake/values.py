"""What stands in a cell -> a decimal in the indicator's measure, a yes or a no; the sender's decimals are kept."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from innocity.intake.reading import Cell

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DECIMALS_SHOWN = re.compile(r"0\.(0+)")
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?")
_PERCENT = Decimal(100)


class NotANumberError(ValueError):
    """The cell holds something that is not a number in plain notation."""


@dataclass(frozen=True)
class Number:
    """A decimal and the names of the rules that were applied to get it."""

    value: Decimal
    rules: tuple[str, ...] = ()


def read_number(cell: Cell, measure: str) -> Number:
    """The decimal in a cell; NotANumberError for text, blanks, truth values, dates and errors.

    A fraction under a percent format is a percentage: 0.0295 shown as 2.95% is 2.95 where the measure is %.
    """
    if isinstance(cell.value, (bool, date)) or cell.value is None:
        raise NotANumberError(cell.text)
    if isinstance(cell.value, str):
        return _from_text(cell.value, measure)
    value = Decimal(cell.text)
    if not value.is_finite():
        raise NotANumberError(cell.text)
    if "%" in cell.number_format:
        if measure != "%":
            raise NotANumberError(f"{cell.text} ({cell.number_format})")
        return Number(_shown(value * _PERCENT, cell.number_format), ("percent_format",))
    return Number(_shown(value, cell.number_format))


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
    plain = "".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())
    rules = ["number_as_text"]
    if plain.endswith("%") and measure == "%":
        plain, rules = plain[:-1], [*rules, "percent_sign"]
    if _NUMBER.fullmatch(plain) is None:
        raise NotANumberError(text)
    return Number(Decimal(plain.replace(",", "")), tuple(rules))


def _shown(value: Decimal, number_format: str) -> Decimal:
    """The stored value with the zeros that its format shows: 3 under `0.0` is 3.0; no digit is ever rounded away."""
    match = _DECIMALS_SHOWN.search(number_format)
    shown = Decimal(1).scaleb(-len(match[1])) if match else Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    digits = min(int(exponent), int(shown.as_tuple().exponent), 0)
    return value.quantize(Decimal(1).scaleb(digits))
