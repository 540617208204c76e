"""A text -> the number that it says: full-width digits, 约1,200余家, 百分之八十二点五, 三成五, (123); never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from innocity.facts import Measure
from innocity.intake.measuring import PERCENT, UnconvertibleError, factor, is_measure, measured, times
from innocity.intake.numerals import has_myriads, is_round, read_numeral, read_plain
from innocity.intake.qualifiers import unqualified

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | str.maketrans("−﹣‐‑﹢﹪負", "----+%负")
_BREAK = re.compile(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")
_SHARE = re.compile(r"百分之(?P<words>.+)|(?P<sign>.+)%|(?P<tenths>[^成]+)成(?P<hundredths>[一二三四五六七八九1-9]?)")
_NEGATIVE_IN_BRACKETS = re.compile(r"\(([\d.,]+)\)", re.ASCII)
_REMARK = re.compile(r"(.+)\(([^()]+)\)")
_LONGEST = 64  # characters; a longer text is a sentence
_MOST_DIGITS = 28  # what decimal arithmetic carries without rounding


class NotANumberError(ValueError):
    """The cell holds something that is not a number in plain notation, or shows another number than it stores."""


@dataclass(frozen=True)
class Number:
    """A decimal, the names of the rules that were applied to get it, and how the sender qualified it."""

    value: Decimal
    rules: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()


def number_in(text: str, measure: str, measures: Sequence[Measure] = ()) -> Number:
    """The number that a text says, in this measure: `约1,200万元` is 0.1200 in 亿元; NotANumberError where it says none.

    A word behind the number must be a measure in `measures` that converts without loss. 万 and 亿 without a measure are
    refused where the indicator's own measure begins with one: 3亿 may be 3 or 300000000 亿元.
    """
    plain, around = unqualified(_unbracketed(_folded(text), measures))
    for split in measured(plain, measures):
        rest, inside = unqualified(split.rest)
        written = _written(rest, split.measure)
        if written is not None and (split.measure or not (has_myriads(measure[:1]) and has_myriads(rest))):
            return _in_measure(written, measure, measures, (*around, *inside), text)
    raise NotANumberError(text)


def narrowed(text: str) -> str:
    """A text in half-width forms, with one minus sign for all; letters and marks that only look like digits stay."""
    return text.translate(_WIDE)


def exact(value: Decimal) -> Decimal:
    """The value itself; NotANumberError when it is not finite or has more digits than arithmetic carries."""
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DIGITS:
        raise NotANumberError(str(value))
    return value


def _folded(text: str) -> str:
    """Only full-width forms are folded, so that a footnote mark never becomes a digit; lines are never joined."""
    plain = narrowed(text.strip())
    if len(plain) > _LONGEST or _BREAK.search(plain):
        raise NotANumberError(text)
    return plain


def _unbracketed(text: str, measures: Sequence[Measure]) -> str:
    """A text whose last brackets hold a measure or a qualifier, without them: `1250(预计)`."""
    remark = _REMARK.fullmatch(text)
    if remark is None:
        return text
    is_known = is_measure(remark[2], measures) or not unqualified(remark[2])[0]
    return remark[1].rstrip() + remark[2] if is_known else text


@dataclass(frozen=True)
class _Written:
    """A number as it is written, the measure that is written with it, and the rules that read it."""

    value: Decimal
    measure: str | None
    rules: tuple[str, ...] = ()


def _written(text: str, measure: str | None) -> _Written | None:
    """A number with its sign, as a share or bare; None where the text is no such thing."""
    if bracketed := _NEGATIVE_IN_BRACKETS.fullmatch(text):
        value = read_plain(bracketed[1])
        return None if value is None else _Written(value.copy_negate(), measure, ("accountancy_negative",))
    body = text[1:].lstrip() if text[:1] in ("+", "-", "负") else text
    share = _SHARE.fullmatch(body)
    if share is not None:
        found = None if measure else _share(share)
    else:
        found = None if measure and is_round(body) else _bare(body, measure)
    if found is None or text[:1] not in ("-", "负"):
        return found
    return replace(found, value=found.value.copy_negate())


def _bare(text: str, measure: str | None) -> _Written | None:
    if (plain := read_plain(text)) is not None:
        return _Written(plain, measure)
    numeral = read_numeral(text)
    return None if numeral is None else _Written(numeral, measure, ("numeral",))


def _share(share: re.Match[str]) -> _Written | None:
    """百分之八十二点五, 82.5%, 三成五: all in per cent."""
    if share["tenths"] is None:
        return _bare((share["words"] or share["sign"]).strip(), PERCENT)
    tenths = _bare(share["tenths"].strip(), PERCENT)
    last = read_numeral(share["hundredths"]) if share["hundredths"] else Decimal(0)
    if tenths is None or last is None or tenths.value > 10 or (last and tenths.value % 1):
        return None
    return _Written(times(tenths.value, Decimal(10)) + last, PERCENT, ("numeral",))


def _in_measure(
    written: _Written, measure: str, measures: Sequence[Measure], qualifiers: tuple[str, ...], text: str
) -> Number:
    """The written number in the indicator's measure; every step is told by a rule."""
    rules, sent = ("number_as_text", *written.rules), written.measure or measure
    try:
        by = factor(sent, measure, measures)
        value = exact(times(written.value, by))
    except (UnconvertibleError, NotANumberError):
        raise NotANumberError(text) from None
    if sent != measure:
        rules = (*rules, f"measure:{sent}->{measure} ×{by:f}")
    elif written.measure:
        rules = (*rules, "percent_sign" if sent == PERCENT else f"measure:{sent}")
    return Number(value, rules, qualifiers)
