"""The ways in which offices write one and the same number; each style is exact or does not apply."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from innocity.facts import Measure

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_TEN_THOUSAND = Decimal(10_000)
_WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")


@dataclass(frozen=True)
class Ink:
    """What is put into a cell and how the cell shows it."""

    value: str | int | Decimal | date | None
    number_format: str = "General"
    is_formula: bool = False
    result: Decimal | None = None  # of a formula, as last calculated

    @property
    def needs_workbook(self) -> bool:
        """Whether a text file would lose something of it."""
        return self.is_formula or self.number_format != "General"


@dataclass(frozen=True)
class Figure:
    """A true value and what it is counted in."""

    value: Decimal
    measure: Measure
    measures: Sequence[Measure]

    @property
    def is_whole(self) -> bool:
        """Whether it has no digit behind the point."""
        return self.value == self.value.to_integral_value()

    @property
    def is_counted(self) -> bool:
        """Whether it is a plain number of things, so that 万 behind it is no part of a measure."""
        return self.is_whole and self.measure.factor == 1 and "元" not in self.measure.measure


Style = Callable[[Figure], Ink | None]


def plain(figure: Figure) -> Ink:
    """The number itself, under a format that shows every digit of it."""
    decimals = -int(figure.value.as_tuple().exponent)
    return Ink(figure.value, "0." + "0" * decimals) if decimals > 0 else Ink(figure.value)


def _text(figure: Figure) -> Ink:
    return Ink(f"{figure.value:f}")


def _spaced(figure: Figure) -> Ink:
    return Ink(f" {figure.value:f}\u3000")


def _wide(figure: Figure) -> Ink:
    return Ink(f"{figure.value:f}".translate(_WIDE))


def _thousands(figure: Figure) -> Ink | None:
    return Ink(f"{figure.value:,f}") if figure.value >= 1000 else None


def _wide_thousands(figure: Figure) -> Ink | None:
    return Ink(f"{figure.value:,f}".translate(_WIDE)) if figure.value >= 1000 else None


def _thousands_format(figure: Figure) -> Ink | None:
    return Ink(figure.value, "#,##0") if figure.is_whole else None


def _ten_thousands(figure: Figure) -> Ink | None:
    if not figure.is_counted or figure.value < _TEN_THOUSAND:
        return None
    return Ink(f"{_short(figure.value / _TEN_THOUSAND)}万")


def _numeral(figure: Figure) -> Ink | None:
    return Ink(numeral(figure.value)) if figure.value < _TEN_THOUSAND else None


def _percent_sign(figure: Figure) -> Ink | None:
    return Ink(f"{figure.value:f}%") if figure.measure.measure == "%" else None


def _percent_words(figure: Figure) -> Ink | None:
    has_words = figure.measure.measure == "%" and figure.value < _TEN_THOUSAND
    return Ink(f"百分之{numeral(figure.value)}") if has_words else None


def _percent_format(figure: Figure) -> Ink | None:
    return Ink(figure.value / 100, "0.00%") if figure.measure.measure == "%" else None


def _measure_behind(figure: Figure) -> Ink | None:
    return Ink(f"{figure.value:f}{figure.measure.measure}") if figure.measure.is_printed else None


def _measure_in_format(figure: Figure) -> Ink | None:
    if not figure.measure.is_printed or not figure.is_whole:
        return None
    return Ink(figure.value, f'0"{figure.measure.measure}"')


def _other_measure(figure: Figure) -> Ink | None:
    """In a measure that converts without a rounding, `1705亿元` as `17050000万元`."""
    for other in figure.measures:
        if other.canonical == figure.measure.canonical and other.factor != figure.measure.factor:
            return Ink(f"{_short(figure.value * figure.measure.factor / other.factor)}{other.measure}")
    return None


def _formula(figure: Figure) -> Ink:
    return Ink(f"={figure.value:f}+0", is_formula=True, result=figure.value)


def _about(figure: Figure) -> Ink:
    return Ink(f"约{figure.value:f}")


def _above(figure: Figure) -> Ink:
    return Ink(f"{figure.value:f}以上")


STYLES: dict[str, Style] = {
    "plain": plain,
    "text": _text,
    "spaced": _spaced,
    "wide": _wide,
    "thousands": _thousands,
    "wide_thousands": _wide_thousands,
    "thousands_format": _thousands_format,
    "ten_thousands": _ten_thousands,
    "numeral": _numeral,
    "percent_sign": _percent_sign,
    "percent_words": _percent_words,
    "percent_format": _percent_format,
    "measure_behind": _measure_behind,
    "measure_in_format": _measure_in_format,
    "other_measure": _other_measure,
    "formula": _formula,
    "about": _about,
    "above": _above,
}

DATE_STYLES: dict[str, Callable[[date], Ink]] = {
    "date": lambda day: Ink(day, "yyyy-mm-dd"),
    "iso": lambda day: Ink(day.isoformat()),
    "slashes": lambda day: Ink(f"{day.year}/{day.month}/{day.day}"),
    "dots": lambda day: Ink(f"{day.year}.{day.month}.{day.day}"),
    "words": lambda day: Ink(f"{day.year}年{day.month}月{day.day}日"),
    "compact": lambda day: Ink(f"{day:%Y%m%d}"),
    "wide": lambda day: Ink(day.isoformat().translate(_WIDE)),
    "numerals": lambda day: Ink(
        "".join(_DIGITS[int(digit)] for digit in str(day.year)).replace("零", "〇")
        + f"年{_whole_numeral(day.month)}月{_whole_numeral(day.day)}日"
    ),
}


def numeral(value: Decimal) -> str:
    """A number below ten thousand in Chinese numerals: 21.5 as 二十一点五."""
    whole, _, behind = f"{value:f}".partition(".")
    said = _whole_numeral(int(whole))
    return f"{said}点{''.join(_DIGITS[int(digit)] for digit in behind)}" if behind else said


def _whole_numeral(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    said, has_gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if has_gap else "") + _DIGITS[digit] + _PLACES[place]
        has_gap = bool(said) and digit == 0
    return said.removeprefix("一") if 10 <= number < 20 else said


def _short(value: Decimal) -> str:
    """A decimal without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
