"""Figures and states as a reader sees them: decimals half-up, a real minus sign, a word for what is absent."""

from datetime import date
from decimal import Decimal

from innocity.facts import Answer, Indicator, Value
from innocity.language import Language, text
from innocity.measures.arithmetic import rounded
from innocity.tables import Attainment

ABSENT = "—"
_MINUS = "−"


def number(value: Decimal | None, decimals: int | None = None, *, is_signed: bool = False) -> str:
    """A decimal with thousands separators: as it is, or with this many decimals; `+` before a gain where signs are asked for."""
    if value is None:
        return ABSENT
    shown = value if decimals is None else rounded(value, decimals)
    sign = "+" if is_signed and shown > 0 else ""
    return f"{sign}{shown:,f}".replace("-", _MINUS)


def value(given: Value | None, language: Language) -> str:
    """A value exactly as it was sent; an answer as the language's word for it."""
    if isinstance(given, Answer):
        return text(f"answer.{given.value}", language)
    return number(given)


def computed(given: Value | None, indicator: Indicator, language: Language) -> str:
    """A value that was worked out, in the decimals of its indicator."""
    return number(given, indicator.decimals) if isinstance(given, Decimal) else value(given, language)


def percent(share: Decimal | None) -> str:
    """A share in per cent with one decimal."""
    return ABSENT if share is None else f"{number(share, 1)}%"


def change(row: Attainment, language: Language) -> str:
    """The change on the year before, with its sign: in percentage points or in per cent, as the measure demands."""
    if row.change is None:
        return ABSENT
    if row.change_kind == "points":
        return text("format.points", language, value=number(row.change, is_signed=True))
    return f"{number(row.change, 1, is_signed=True)}%"


def day(given: date, language: Language) -> str:
    """A day as the language writes it."""
    return text("format.day", language, year=given.year, month=given.month, day=given.day)


def period(given: str, language: Language) -> str:
    """A reporting period in words: `2022-Q4` -> 2022年第四季度（年报）."""
    year, _, quarter = given.partition("-")
    return text(f"format.period_{quarter.lower()}", language, year=year)
