"""Spellings -> codes of the framework: exact after normalising, or a listed alias; never a guess."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from innocity import language
from innocity.errors import InnocityError
from innocity.facts import Answer, Unit
from innocity.framework import Framework
from innocity.language import Language
from innocity.period import Period

_NUMBERING = re.compile(r"^(?:\(\d+\)|\d+[.、)]|[一二三四五六七八九十]+、)(?=\D)")
_YEAR = re.compile(r"(\d{4})年?度?")
_WITHOUT_BRACKETS = str.maketrans("", "", "()")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_REPORT = "(?:年报|年報|半年报|半年報|季报|季報)?"
_QUARTER = re.compile(rf"(\d{{4}})年?度?第?([1-4一二三四])季度?{_REPORT}")
_CODE = re.compile(rf"(\d{{4}})-?q([1-4]){_REPORT}")
_HALF = re.compile(r"(\d{4})年?度?上?半年度?[报報]?")
_ANNUAL = re.compile(r"(\d{4})年(?:年度|度|全年|年)?[报報]?")


@lru_cache(maxsize=10_000)  # a sheet says the same few words over and over
def normalise(text: str) -> str:
    """A spelling without width, case, white space, control characters and quotation marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(
        ch
        for ch in folded
        if not ch.isspace() and unicodedata.category(ch) not in {"Cc", "Cf"} and ch not in "\"'“”‘’《》"
    )
    return plain if plain == text else normalise(plain)  # what is left may combine anew


@dataclass(frozen=True)
class Names:
    """Codes by normalised spelling, for one kind of thing."""

    codes: dict[str, str]

    def find(self, text: str) -> str | None:
        """The code that a spelling stands for, if it is known."""
        return self.codes.get(normalise(text))

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """The known spellings that look most alike, one for each code: a hint for a person, never an answer."""
        alike = difflib.get_close_matches(normalise(text), list(self.codes), n=len(self.codes) or 1, cutoff=0.5)
        nearest: dict[str, str] = {}
        for spelling in alike:
            nearest.setdefault(self.codes[spelling], spelling)
        return list(nearest.values())[:count]


@dataclass(frozen=True)
class Dictionary:
    """Every spelling that intake understands."""

    indicators: Names
    units: Names
    headers: Names
    heads: Names
    statuses: Names
    answers: Names
    blanks: Names
    measures: Names

    def indicator(self, text: str) -> str | None:
        """The indicator under this name, with or without a numbering in front and its measure in brackets behind."""
        plain = self.bare(text)
        return self.indicators.codes.get(plain) or self.indicators.codes.get(self._without_measure(plain))

    def bare(self, text: str) -> str:
        """An indicator's name as it is looked up, and as `aliases.csv` may list it: normalised, without a numbering."""
        return _NUMBERING.sub("", normalise(text))

    def measure_in(self, text: str) -> str | None:
        """The measure in brackets at the end of an indicator's name, as it is spelled; None where none stands there."""
        name, bracket, last = normalise(text).rpartition("(")
        measure = last.removesuffix(")")
        return measure if name and bracket and measure in self.measures.codes else None

    def _without_measure(self, plain: str) -> str:
        return plain.rpartition("(")[0] if self.measure_in(plain) else plain


def dictionary(framework: Framework) -> Dictionary:
    """The spellings of a framework: its names in every language and its aliases.

    Raises InnocityError when one spelling stands for two things.
    """

    def aliases(kind: str) -> list[tuple[str, str]]:
        return [(row.alias, row.code) for row in framework.aliases if row.kind == kind]

    indicators = [(row.name(language), row.code) for row in framework.indicators for language in Language]
    units = [(name, unit.code) for unit in framework.units for name in _unit_names(unit)]
    measures = [  # not in English, where one word, number, stands for several of them
        (spelling, row.measure)
        for row in framework.measures
        for spelling in (row.measure, row.name_zh_hans, row.name_zh_hant)
    ]
    return Dictionary(
        indicators=names("indicators.csv, aliases.csv", [*indicators, *aliases("indicator")]),
        units=names("units.csv", units),
        headers=names("aliases.csv", aliases("header")),
        heads=names("aliases.csv", aliases("head")),
        statuses=names("aliases.csv", aliases("status")),
        answers=names("aliases.csv", [*aliases("answer"), *((answer.value, answer.value) for answer in Answer)]),
        blanks=names("aliases.csv", aliases("blank")),
        measures=names("measures.csv", measures),
    )


def split_year(text: str) -> tuple[int | None, str]:
    """A header without the year in it, and that year: `2022年完成值` -> (2022, `完成值`)."""
    plain = normalise(text)
    match = _YEAR.search(plain)
    return (int(match[1]), plain.replace(match[0], "", 1)) if match else (None, plain)


def read_period(text: str) -> Period | None:
    """The period that a form names, however it says it; None when it says none, or more than a period."""
    plain = normalise(text).translate(_WITHOUT_BRACKETS)
    if match := _CODE.fullmatch(plain):
        return Period(int(match[1]), int(match[2]))
    if match := _QUARTER.fullmatch(plain):
        return Period(int(match[1]), _QUARTERS.get(match[2]) or int(match[2]))
    if match := _HALF.fullmatch(plain):
        return Period(int(match[1]), 2)
    match = _ANNUAL.fullmatch(plain)
    return Period(int(match[1]), 4) if match else None


def names(file: str, pairs: Iterable[tuple[str, str]]) -> Names:
    """Spellings and their codes; InnocityError when one spelling stands for two things, `file` being where to look."""
    meanings: dict[str, set[str]] = {}
    for spelling, code in pairs:
        meanings.setdefault(normalise(spelling), set()).add(code)
    faults = [
        language.text("fault.repeated", file=file, key=f"{spelling} = {' / '.join(sorted(codes))}", count=len(codes))
        for spelling, codes in sorted(meanings.items())
        if len(codes) > 1
    ]
    if faults:
        raise InnocityError("error.table", faults="\n".join(faults))
    return Names({spelling: code for spelling, codes in meanings.items() for code in codes})


def _unit_names(unit: Unit) -> list[str]:
    return [*(unit.name(language) for language in Language), unit.full_zh_hans, unit.full_zh_hant, *unit.aliases]
