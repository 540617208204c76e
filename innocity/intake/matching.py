"""Spellings -> codes of the framework: exact after normalising, or a listed alias; never a guess."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from innocity.facts import Unit
from innocity.framework import Framework
from innocity.language import Language
from innocity.period import Period

_NUMBERING = re.compile(r"^(?:\(\d+\)|\d+[.、)]|[一二三四五六七八九十]+、)(?=\D)")
_YEAR = re.compile(r"(\d{4})年?度?")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = re.compile(r"(\d{4})年?第?([1-4一二三四])季度?")
_CODE = re.compile(r"(\d{4})-?q([1-4])")
_HALF = re.compile(r"(\d{4})年?(?:上)?半年")
_ANNUAL = re.compile(r"(\d{4})年(?:度|年报|全年)?")


def normalise(text: str) -> str:
    """A spelling without width, case, white space, control characters and quotation marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        ch
        for ch in folded
        if not ch.isspace() and unicodedata.category(ch) not in {"Cc", "Cf"} and ch not in "\"'“”‘’《》"
    )


@dataclass(frozen=True)
class Names:
    """Codes by normalised spelling, for one kind of thing."""

    codes: dict[str, str]

    def find(self, text: str) -> str | None:
        """The code that a spelling stands for, if it is known."""
        return self.codes.get(normalise(text))

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """The known spellings that look most alike: a hint for a person, never an answer."""
        return difflib.get_close_matches(normalise(text), list(self.codes), n=count, cutoff=0.5)


@dataclass(frozen=True)
class Dictionary:
    """Every spelling that intake understands."""

    indicators: Names
    units: Names
    headers: Names
    heads: Names
    statuses: Names
    answers: Names
    measures: Names

    def indicator(self, text: str) -> str | None:
        """The indicator under this name, with or without a numbering in front and its measure in brackets behind."""
        plain = _NUMBERING.sub("", normalise(text))
        return self.indicators.codes.get(plain) or self.indicators.codes.get(self._without_measure(plain))

    def _without_measure(self, plain: str) -> str:
        name, bracket, measure = plain.rpartition("(")
        return name if bracket and measure.rstrip(")") in self.measures.codes else plain


def dictionary(framework: Framework) -> Dictionary:
    """The spellings of a framework: its names in every language and its aliases."""

    def aliases(kind: str) -> list[tuple[str, str]]:
        return [(row.alias, row.code) for row in framework.aliases if row.kind == kind]

    indicators = [(row.name(language), row.code) for row in framework.indicators for language in Language]
    units = [(name, unit.code) for unit in framework.units for name in _unit_names(unit)]
    measures = [(row.name(language), row.measure) for row in framework.measures for language in Language]
    measures += [(row.measure, row.measure) for row in framework.measures]
    return Dictionary(
        indicators=_names([*indicators, *aliases("indicator")]),
        units=_names(units),
        headers=_names(aliases("header")),
        heads=_names(aliases("head")),
        statuses=_names(aliases("status")),
        answers=_names([*aliases("answer"), ("yes", "yes"), ("no", "no")]),
        measures=_names(measures),
    )


def split_year(text: str) -> tuple[int | None, str]:
    """A header without the year in it, and that year: `2022年完成值` -> (2022, `完成值`)."""
    plain = normalise(text)
    match = _YEAR.search(plain)
    return (int(match[1]), plain.replace(match[0], "", 1)) if match else (None, plain)


def read_period(text: str) -> Period | None:
    """The period that a form names, however it says it; None when it says none."""
    plain = normalise(text)
    if match := _CODE.search(plain):
        return Period(int(match[1]), int(match[2]))
    if match := _QUARTER.search(plain):
        return Period(int(match[1]), _QUARTERS.get(match[2]) or int(match[2]))
    if match := _HALF.search(plain):
        return Period(int(match[1]), 2)
    match = _ANNUAL.search(plain)
    return Period(int(match[1]), 4) if match else None


def _names(pairs: Iterable[tuple[str, str]]) -> Names:
    return Names({normalise(spelling): code for spelling, code in pairs})


def _unit_names(unit: Unit) -> list[str]:
    return [*(unit.name(language) for language in Language), unit.full_zh_hans, unit.full_zh_hant, *unit.aliases]
