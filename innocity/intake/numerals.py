"""Digits, Chinese numerals and their mixtures -> decimals: `1,250.0`, 一千二百五十, 壹仟贰佰, 二十一点五, 1.2万, 3千2百.

Only what can be read in one way is read: 三五 is three or five, 三万五 may lack a word, 284 300 may be two numbers.
"""

import re
from decimal import Decimal, Inexact, localcontext

_PLAIN = re.compile(
    r"""(?:0|[1-9]\d*
        |[1-9]\d{0,2}(?:,\d{3})+        # 1,234,567
        |[1-9]\d{0,2}(?:[\u2009\u202f]\d{3})+  # the thin spaces of typesetters
        |[1-9](?:[ \u00a0]\d{3})+       # wide gaps only behind one digit: 87 100 may be two neighbouring values
    )(?:\.\d+)?""",
    re.ASCII | re.VERBOSE,
)
_GROUPING = re.compile(r"[,\u2009\u202f \u00a0]")
_VARIANTS = str.maketrans(
    "零○壹弌贰貳叁參参叄肆伍陆陸柒捌玖两兩拾佰仟萬億點",
    "〇〇一一二二三三三三四五六六七八九二二十百千万亿点",
)
_POSITIONS = "〇一二三四五六七八九"
_DIGITS = str.maketrans(_POSITIONS, "0123456789")
_UNITS = {"千": 3, "百": 2, "十": 1, "": 0}
_SCALES = {"亿": 8, "万": 4}

_ONE = "[一二三四五六七八九1-9]"
_TENS = f"{_ONE}?十{_ONE}?"
_HUNDREDS = f"{_ONE}百(?:〇{_ONE}|{_TENS})?"
_THOUSANDS = f"{_ONE}千(?:〇{_ONE}|〇?{_TENS}|{_HUNDREDS})?"
_SECTION = re.compile(f"{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_ONE}")
_TERM = re.compile(f"({_ONE}?)([千百十]?)")
_FRACTION = re.compile(f"(.+)点([{_POSITIONS}]+)")
_SPOKEN_DIGITS = re.compile(rf"[一二三四五六七八九](?=[{_POSITIONS}]{{2}}|〇)[{_POSITIONS}]+|〇")
_MULTIPLE = re.compile(r"([^千百]*\d) ?([千百])", re.ASCII)
_ROUND = re.compile("[百千][万亿]")


def read_plain(text: str) -> Decimal | None:
    """The decimal in half-width digits, with or without thousands separators; None for anything else."""
    return Decimal(_GROUPING.sub("", text)) if _PLAIN.fullmatch(text) else None


def read_numeral(text: str) -> Decimal | None:
    """The decimal that Chinese numerals, or digits with magnitude words, stand for; None when it is not just one.

    The sender's decimals are kept as far as the magnitude leaves them: 1.25000万 is 12500.0, 1.2万 is 12000.
    """
    plain = text.translate(_VARIANTS)
    if _ROUND.fullmatch(plain):
        plain = f"一{plain}"
    with localcontext() as context:
        context.traps[Inexact] = True
        try:
            value = _scaled(plain)
        except Inexact:
            return None
    return None if value is None else at_least_whole(value)


def is_round(text: str) -> bool:
    """Whether a numeral is a magnitude and no more: 百亿, which in front of a measure may be its name."""
    return _ROUND.fullmatch(text.translate(_VARIANTS)) is not None


def has_myriads(text: str) -> bool:
    """Whether 万 or 亿 stands in a text."""
    return any(mark in text.translate(_VARIANTS) for mark in _SCALES)


def at_least_whole(value: Decimal) -> Decimal:
    """The same number with no digit hidden in an exponent: 1.2E+4 is 12000."""
    return Decimal(f"{value:f}")


def _scaled(text: str) -> Decimal | None:
    """What stands before 亿 or 万, times that, and what stands behind it."""
    for mark, zeros in _SCALES.items():
        head, found, tail = text.rpartition(mark)
        if found:
            count = None if mark in head else _scaled(head)
            rest = _remainder(tail, zeros) if tail else Decimal(0)
            if count is None or rest is None or (tail and count % 1):
                return None
            return count.scaleb(zeros) + rest if tail else count.scaleb(zeros)
    return _below_myriad(text)


def _remainder(text: str, zeros: int) -> Decimal | None:
    """What follows a magnitude: smaller than it, and written so that its place is beyond doubt."""
    plain = text.removeprefix("〇")
    is_gap_told = plain != text
    if plain.isascii():
        is_placed = plain.isdigit() and len(plain) == zeros and not is_gap_told
    else:
        is_placed = (len(plain) > 1 or is_gap_told) and not _is_spoken(plain)
    value = _scaled(plain) if is_placed else None
    return value if value is not None and value < 10**zeros and value % 1 == 0 else None


def _below_myriad(text: str) -> Decimal | None:
    """A numeral without 万 and 亿: digits, digits with 百 or 千, 一千二百五十, 二十一点五, 二〇二三."""
    if multiple := _MULTIPLE.fullmatch(text):
        value = read_plain(multiple[1])
        return None if value is None else value.scaleb(_UNITS[multiple[2]])
    if fraction := _FRACTION.fullmatch(text):
        whole = _chinese(fraction[1])
        return None if whole is None else Decimal(f"{whole}.{fraction[2].translate(_DIGITS)}")
    value = _chinese(text)
    return read_plain(text.removesuffix(" ")) if value is None else value


def _chinese(text: str) -> Decimal | None:
    if _is_spoken(text):
        return Decimal(text.translate(_DIGITS))
    if _SECTION.fullmatch(text) is None:
        return None
    terms = (term.groups() for term in _TERM.finditer(text.replace("〇", "")))
    return Decimal(
        sum(int(digit.translate(_DIGITS) or 1) * 10 ** _UNITS[unit] for digit, unit in terms if digit or unit)
    )


def _is_spoken(text: str) -> bool:
    """Whether digits are told one by one: 二〇二三; two without a 〇 are a guess between them."""
    return _SPOKEN_DIGITS.fullmatch(text) is not None
