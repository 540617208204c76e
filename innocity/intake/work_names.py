"""Spellings of work points, commitments, their items and the headers of their forms -> codes; never a guess."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from innocity.facts import Commitment
from innocity.framework import Framework
from innocity.intake.matching import Dictionary, Names, dictionary, names, normalise, split_year
from innocity.language import Language

_NUMBERING = re.compile(r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]+)[.、):](?!\d))+")
_CODE = re.compile(r"^(\d+-\d+(?:-[a-z])?)(?![\d-])")
# Headers of a form of indicators that mean the same in a form of commitments.
_SHARED = {
    "number": "number",
    "group": "area",
    "measure": "measure",
    "value": "value",
    "previous_value": "previous",
    "target": "target",
    "status": "status",
    "as_of": "as_of",
    "evidence": "evidence",
    "note": "note",
    "total": "total",
    "completion": "previous",
    "growth": "previous",
    "indicator": "indicator",
}


def bare(text: str) -> str:
    """A spelling without punctuation and whatever else `normalise` takes away; empty where nothing else is in it."""
    return "".join(ch for ch in normalise(text) if unicodedata.category(ch)[0] in "LN")


@dataclass(frozen=True)
class WorkWords:
    """Every spelling that the forms of work points and commitments are read with."""

    framework: Framework
    general: Dictionary
    work_points: Names
    commitments: Names
    headers: Names
    declared: Names

    @cached_property
    def promised(self) -> dict[str, Commitment]:
        """The commitments by code."""
        return {row.code: row for row in self.framework.commitments}

    @cached_property
    def header_words(self) -> list[str]:
        """Every header of a form, of indicators as of work: they settle how a text table is encoded."""
        return [*self.general.headers.codes, *self.headers.codes]

    def header(self, label: str) -> str | None:
        """What a column under this label holds."""
        return self.headers.find(label) or _SHARED.get(self.general.headers.find(label) or "")

    def work_point(self, text: str) -> str | None:
        """The work point with this code or title, with or without a numbering in front."""
        return _code_of(text, self.work_points, {row.code for row in self.framework.work_points})

    def commitment(self, text: str) -> tuple[str | None, str]:
        """The commitment with this code or statement, and the item in brackets behind it, empty where none stands there."""
        plain = normalise(text)
        if whole := _code_of(plain, self.commitments, set(self.promised)):
            return whole, ""
        name, bracket, last = plain.removesuffix(")").rpartition("(")
        code = _code_of(name, self.commitments, set(self.promised)) if bracket and plain.endswith(")") else None
        return code, last if code else ""

    def is_name(self, text: str) -> bool:
        """Whether a text is the title of a work point or a statement, not a code alone and no indicator's name."""
        is_code = _CODE.fullmatch(normalise(text)) is not None
        is_work = self.work_point(text) is not None or self.commitment(text)[0] is not None
        return is_work and not is_code and self.general.indicator(text) is None

    def nearest_work_points(self, text: str, language: Language) -> str | None:
        """The work points whose titles look most alike: a hint for a person."""
        titles = {row.code: f"{row.code} {_said(row, 'title', language)}" for row in self.framework.work_points}
        return _hint(text, self.work_points, titles)

    def nearest_commitments(self, text: str, language: Language) -> str | None:
        """The commitments whose statements look most alike: a hint for a person."""
        said = {row.code: f"{row.code} {_said(row, 'statement', language)}" for row in self.framework.commitments}
        return _hint(text, self.commitments, said)


def work_words(framework: Framework) -> WorkWords:
    """The spellings of a framework's work; InnocityError when one spelling stands for two things."""

    def aliases(kind: str) -> list[tuple[str, str]]:
        return [(row.alias, row.code) for row in framework.aliases if row.kind == kind]

    titles = [(_said(row, "title", one), row.code) for row in framework.work_points for one in Language]
    statements = [(_said(row, "statement", one), row.code) for row in framework.commitments for one in Language]
    return WorkWords(
        framework,
        dictionary(framework),
        _bare_names("work_points.csv, aliases.csv", [*titles, *aliases("work_point")]),
        _bare_names("commitments.csv, aliases.csv", [*statements, *aliases("commitment")]),
        names("aliases.csv", aliases("work_header")),
        names("aliases.csv", aliases("declared")),
    )


def item_of(commitment: Commitment, told: str) -> str | None:
    """The item of a commitment by its name; its only one where none is told; None where that leaves it open."""
    if not told and len(commitment.items) == 1:
        return commitment.items[0]
    return next((item for item in commitment.items if bare(item) == bare(told)), None)


def label_of(text: str) -> str:
    """A header without its year and the brackets that the year stood in."""
    return split_year(text)[1].replace("()", "")


def _code_of(text: str, known: Names, codes: set[str]) -> str | None:
    """A code alone, a name alone, or both where they agree."""
    plain = normalise(text)
    told = _CODE.match(plain)
    name = bare(_NUMBERING.sub("", plain[told.end() :] if told else plain))
    if told and told[1] in codes and not name:
        return told[1]
    found = known.codes.get(name)
    return found if found and (told is None or told[1] == found) else None


def _bare_names(file: str, pairs: list[tuple[str, str]]) -> Names:
    return names(file, [(bare(spelling), code) for spelling, code in pairs])


def _hint(text: str, known: Names, said: dict[str, str]) -> str | None:
    nearest = dict.fromkeys(known.codes[name] for name in known.nearest(bare(text)))
    return " / ".join(said[code] for code in nearest) or None


def _said(row: object, what: str, language: Language) -> str:
    return str(getattr(row, f"{what}_{language.suffix}"))
