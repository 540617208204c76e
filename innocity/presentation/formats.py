"""Figures, states and submitted text as a reader sees them: decimals half-up, a real minus sign, nothing unseen."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from innocity.facts import Answer, Indicator, Measure, Value
from innocity.language import Language, text
from innocity.measures.arithmetic import PERCENT, STORED_DECIMALS, rounded
from innocity.presentation import numbered_text
from innocity.presentation.glyphs import missing, shipped_fonts
from innocity.tables import Attainment

ABSENT = "—"
PASSAGE = 160  # characters of a text from a return that a table shows; the record holds all of it
_MINUS = "−"
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # control and format characters: they hide, or reorder what stands around them


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


def amount(figure: str, measure: Measure, language: Language) -> str:
    """A figure that is already in its form, in its measure; one with an id keeps it."""
    if language is Language.EN and measure.figure_en:
        return numbered_text.filled(measure.figure_en, value=figure)
    return numbered_text.text("promise.amount", language, value=figure, measure=measure.name(language))


def computed(given: Value | None, indicator: Indicator, language: Language) -> str:
    """A value that was worked out, in the decimals of its indicator."""
    return number(given, indicator.decimals) if isinstance(given, Decimal) else value(given, language)


def percent(share: Decimal | None) -> str:
    """A share in per cent, in just as many decimals as `share_decimals`."""
    return ABSENT if share is None else f"{number(share, share_decimals(share))}%"


def share_decimals(share: Decimal) -> int:
    """One decimal, or as many more as keep a share that is not 100 from reading as 100: 99.96 is not yet 100.0."""
    telling = (some for some in range(1, STORED_DECIMALS) if (rounded(share, some) == PERCENT) == (share == PERCENT))
    return next(telling, STORED_DECIMALS)


def signed_percent(share: Decimal | None) -> str:
    """A change in per cent with its sign and one decimal."""
    return ABSENT if share is None else f"{number(share, 1, is_signed=True)}%"


def change(row: Attainment, language: Language) -> str:
    """The change on the year before, with its sign: in percentage points or in per cent, as the measure demands."""
    if row.change is None:
        return ABSENT
    if row.change_kind == "points":
        return text("format.points", language, value=number(row.change, is_signed=True))
    return signed_percent(row.change)


def pace(row: Attainment) -> str:
    """Progress beside what could be expected of it by now, `40.0 / 49.6`, both in per cent."""
    if row.pace_ratio is None:
        return ABSENT
    return f"{number(row.progress_pct, 1)} / {number(row.expected_share_pct, 1)}"


def short_period(given: str | None) -> str:
    """A period as tables name it: the year alone for the annual return, else `2023-Q1`."""
    return (given or "").removesuffix("-Q4")


def span(periods: Sequence[str]) -> str:
    """Periods that follow each other, as tables name them: `2023-Q1–2023-Q3`, or the one there is."""
    return short_period(periods[0]) if len(periods) == 1 else f"{periods[0]}–{periods[-1]}"


def day(given: date, language: Language) -> str:
    """A day as the language writes it."""
    from babel.dates import format_date

    return format_date(given, text("format.day", language), locale=language.suffix)


def period(given: str, language: Language) -> str:
    """A reporting period in words: `2022-Q4` -> 2022年第四季度（年报）."""
    year, _, quarter = given.partition("-")
    return text(f"format.period_{quarter.lower()}", language, year=year)


def submitted(given: str) -> str:
    """Text from a return with every character to be seen: one that is unseen or that no font draws as `〔U+1F600〕`."""
    undrawn = set() if _is_plain(given) else set(missing(given, shipped_fonts()))
    return "".join(
        f"〔U+{ord(character):04X}〕"
        if character in undrawn or unicodedata.category(character) in _UNSEEN
        else character
        for character in given
    )


def passage(given: str, limit: int = PASSAGE) -> str:
    """A passage from a return on one line, cut where it is longer than a page has room for."""
    line = submitted(" ".join(given.split()))
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _is_plain(given: str) -> bool:
    """Whether all of a text is of the everyday character set that the report's fonts cover: reading the fonts takes long."""
    try:
        given.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
