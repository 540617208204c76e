"""How a number and its inputs are told: what it is of, its formula with the figures put in, where each input stands."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from innocity.framework import Framework
from innocity.language import Language, messages, text
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.record.cards import Card
from innocity.tables import Component, Edge, Origin, Scenario

ROLES = (
    *(
        "part",
        "other",
        "annual",
        "start",
        "whole",
        "phasing",
        "quarters",
        "threshold",
        "lag_days",
        "refused",
        "promise",
    ),
    *(
        "report",
        "claim",
        "correction",
        "due_on",
        "points_a_day",
        "points_an_error",
        "points_a_warning",
        "named_points",
        "quarter",
    ),
    *("per_cent_step", "points_step", "cap", "floor", "own", "given", "spread", "rule", "years", "step", "change_pct"),
    *("implied", "beyond", "troubled", "judged", "told", "late", "owing", "heard", "decision", "action", "due"),
    *("unmet", "under_way", "below", "valued", "unsettled", "came_late", "unscored", "unsaid", "awaited", "units"),
    *("figures", "values", "newly_met", "newly_troubled", "numeric", "answers", "few", "final", "complete", "unheard"),
    *("files", "accepted", "quarantined", "applied", "previous_pct"),
    *("points", "cases", "coverage_80_pct", "score_in_logs", "ratio_in_logs", "ratio_in_steps", "ratio_in_levels"),
)
_STATES = {"status": "progress", "light": "light", "outlook": "outlook"}
_KINDS = ("field", "severity", "matter", "progress", "state", "trend", "light", "outlook", "support", "cause")
_TERM = re.compile(r"(sum|mean|count)\(part\)|(?<![\w.])(?!min\b|max\b)[a-z][a-z_0-9]*")
_SIGNS = str.maketrans({"*": "×", "/": "÷", ";": ", "})
_COUNT = "count(part)"
_MOST = 12  # parts that a formula names one by one
_DIGITS = 12  # of a digest


@dataclass(frozen=True)
class Words:
    """The names of rows, columns and roles in a language."""

    framework: Framework
    language: Language

    @cached_property
    def _numbered(self) -> dict[str, str]:
        return {str(one.number): one.code for one in self.framework.indicators}

    @cached_property
    def _named(self) -> dict[str, str]:
        """Everything that has a code, by its name."""
        facts = self.framework
        indicators = {one.code: facts.name_with_measure(one.code, self.language) for one in facts.indicators}
        points = {one.code: f"{one.code} {one.title(self.language)}" for one in facts.work_points}
        promises = {one.code: f"{one.code} {one.statement(self.language)}" for one in facts.commitments}
        units = {one.code: one.name(self.language) for one in facts.units}
        components = {one.value: text(f"component.{one.value}", self.language) for one in Component}
        scenarios = {one.value: text(f"scenario.{one.value}", self.language) for one in Scenario}
        return {**indicators, **points, **promises, **units, **components, **scenarios}

    def table(self, name: str) -> str:
        """What a table holds."""
        return messages(self.language).get(f"record.{name}") or text(f"lineage.{name}", self.language)

    def row(self, row_id: str) -> str:
        """What a row is of: `attainment.11` -> `11 每万家企业…`; the parts of its key where they name nothing."""
        table, *parts = row_id.split(".")
        if table in ("attainment", "readiness", "deliverables") and parts[:1] and parts[0] in self._numbered:
            parts[:1] = [f"{parts[0]} {self._named[self._numbered[parts[0]]]}"]
        elif table == "groups":
            parts = [self._group(parts[0])]
        told = [self._named.get(part) or self.label(part, part) for part in parts if part != "count"]
        return " · ".join(told) or self.table(table)

    def _group(self, place: str) -> str:
        names = list(dict.fromkeys(one.group(self.language) for one in self.framework.indicators))
        return names[int(place) - 1]

    def label(self, name: str, otherwise: str = "") -> str:
        """The word for a column, a role or what is counted."""
        if name in ROLES:
            return text(f"role.{name}", self.language)
        said = messages(self.language)
        found = next((said[f"{kind}.{name}"] for kind in _KINDS if f"{kind}.{name}" in said), None)
        return found or otherwise or name

    def value(self, value: str | None, number_id: str) -> str:
        """A value as a reader sees it: of a status, a light or an outlook, its word."""
        kind = _STATES.get(number_id.rpartition(".")[2], "")
        return messages(self.language).get(f"{kind}.{value}") or shown(value)

    def formula(self, card: Card) -> str:
        """The formula in words and in figures: `实际值 ÷ 目标值 × 100 = 22.19 ÷ 22 × 100 = 100.863636`."""
        if not card.formula:
            return ""
        figures = f"{_told(card.formula, lambda term: _figure(term, card))} = {shown(card.result)}"
        if card.formula == _COUNT:
            return f"{self._term(_COUNT)} = {shown(card.result)}"
        if not _TERM.search(card.formula):
            return figures
        return f"{_told(card.formula, self._term)} = {figures}"

    def _term(self, term: str) -> str:
        kind, is_over_parts, _ = term.partition("(")
        return text(f"lineage.{kind}", self.language) if is_over_parts else self.label(term)

    def source(self, edge: Edge) -> str:
        """Where an input stands, but for a number that has a card of its own."""
        match edge.origin:
            case Origin.CELL:
                return self._cell(edge)
            case Origin.PARAMETER:
                document = text("lineage.document", self.language, document=edge.document) if edge.document else ""
                return text("lineage.parameter", self.language, file=edge.file, row=edge.row) + document
            case Origin.CONSTANT:
                return text("lineage.constant", self.language, function=edge.row or "-")
        return f"{submitted(edge.file)} · sha256 {(edge.sha256 or '')[:_DIGITS]}"

    def place(self, edge: Edge) -> str:
        """The same in short: the cell, the row of the parameter or the file, without the folder."""
        file = submitted(edge.file).rpartition("/")[2]
        at = "!".join(submitted(part) for part in (edge.sheet, edge.cell) if part) or submitted(edge.row)
        return " ".join(filter(None, (file, at)))

    def _cell(self, edge: Edge) -> str:
        place = "!".join(submitted(part) for part in (edge.sheet, edge.cell) if part)
        told = [f"{submitted(edge.file)} {place}"]
        if edge.raw_text is not None:
            raw = formats.passage(edge.raw_text)
            told.append(text("lineage.raw", self.language, raw=raw, format=submitted(edge.number_format) or "-"))
        if edge.rules:
            told.append(text("lineage.rules", self.language, rules=", ".join(edge.rules)))
        if edge.sha256:
            told.append(f"sha256 {edge.sha256[:_DIGITS]}")
        return " · ".join(told)


def made_with(parameters: Parameters, language: Language) -> str:
    """The parameters that decide what all numbers of a run are."""
    return text(
        "lineage.made_with",
        language,
        period=parameters.period,
        day=formats.day(parameters.as_of_date, language),
        year=parameters.target_year,
        due=parameters.due_on or formats.ABSENT,
    )


def submitted(given: str | None) -> str:
    """A text from a return, every character of it to be seen."""
    return formats.submitted(given) if given else ""


def shown(value: str | None) -> str:
    """A stored value: a real minus sign, nothing else changed."""
    said = submitted(value) or formats.ABSENT
    return f"−{said[1:]}" if re.fullmatch(r"-[\d.]+", said) else said


def _told(formula: str, term: Callable[[str], str]) -> str:
    spaced = re.sub(r"(?<=[\d)])([+=×÷-])(?=[\d(])", r" \1 ", formula)
    return _TERM.sub(lambda match: term(match[0]), spaced).replace(" - ", " − ").translate(_SIGNS)


def _figure(term: str, card: Card) -> str:
    """The figures that stand for a role, or for all parts."""
    kind, is_over_parts, _ = term.partition("(")
    if not is_over_parts:
        return _bracketed(next((edge.value for edge in card.edges if edge.role == term), None))
    parts = [edge for edge in card.edges if edge.role == "part"]
    if kind == "count":
        return str(len(parts))
    if kind == "sum":
        return _added(_bracketed(edge.value) for edge in parts)
    weights = _added(edge.weight or "1" for edge in parts)
    return f"({_added(f'{_bracketed(edge.value)} × {edge.weight}' for edge in parts)}) ÷ ({weights})"


def _bracketed(value: str | None) -> str:
    said = shown(value)
    return f"({said})" if said.startswith("−") else said


def _added(parts: Iterable[str]) -> str:
    told = list(parts)
    listed = told if len(told) <= _MOST else [*told[: _MOST - 1], "…", told[-1]]
    return " + ".join(listed) or "0"
