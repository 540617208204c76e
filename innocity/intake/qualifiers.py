"""Words around a number that say it is not exact, or not settled: 约, 余, 以上, 预计."""

import re
from collections.abc import Iterable

from innocity.facts import ValueStatus

_BEFORE = {
    "about": ("约", "約", "大约", "大約", "约为", "約為"),
    "nearly": ("近", "将近", "將近", "接近"),
    "more_than": ("超", "超过", "超過", "逾"),
    "less_than": ("不足", "不到"),
    "at_least": ("不少于", "不少於", "不低于", "不低於"),
    "at_most": ("不超过", "不超過", "不高于", "不高於"),
    "estimated": ("预估", "預估", "预计", "預計", "预估值", "預估值", "预估数", "預估數", "预计数", "預計數"),
    "provisional": ("快报", "快報", "快报数", "快報數", "初步", "初步数", "初步數", "初步核算", "初步统计", "初步統計"),
}
_BEHIND = {
    "about": ("左右",),
    "more_than": ("余", "餘", "多"),
    "at_least": ("以上",),
    "at_most": ("以下",),
    "estimated": _BEFORE["estimated"],
    "provisional": _BEFORE["provisional"],
}


def unqualified(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the qualifiers at its ends, and their codes from the outside in: `约1200多` -> `1200`, both codes."""
    for pattern, codes in _PATTERNS:
        if found := pattern.fullmatch(text):
            rest, further = unqualified(found["rest"].strip())
            return rest, (codes[found["word"]], *further)
    return text, ()


def most_settled(qualifiers: Iterable[str]) -> ValueStatus | None:
    """The most settled status that a number with these qualifiers can have; None without any.

    What is called expected is an estimate; what is called a first figure, or is not exact, is not final.
    """
    codes = set(qualifiers)
    if ValueStatus.ESTIMATED in codes:
        return ValueStatus.ESTIMATED
    return ValueStatus.PROVISIONAL if codes else None


def _codes(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {spelling: code for code, spellings in words.items() for spelling in spellings}


def _any_of(codes: dict[str, str]) -> str:
    return "|".join(sorted(codes, key=len, reverse=True))


_PATTERNS = [
    (re.compile(f"(?P<word>{_any_of(_codes(_BEFORE))}):?(?P<rest>.*)"), _codes(_BEFORE)),
    (re.compile(f"(?P<rest>.*?)(?P<word>{_any_of(_codes(_BEHIND))})"), _codes(_BEHIND)),
]
