"""A number on demand: found by its id or by a name, told with everything that it rests on."""

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from innocity import csvfile
from innocity.errors import InnocityError, UsageError
from innocity.framework import Framework, load
from innocity.intake.matching import dictionary, normalise
from innocity.intake.rules import Rules
from innocity.language import Language, text
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.presentation.listing import plain
from innocity.presentation.number_text import Telling
from innocity.presentation.number_words import Words, made_with
from innocity.record.cards import Card, cards
from innocity.tables import Edge, Finding, Origin
from innocity.workspace import Workspace

_NEAREST = 3
_OWN = ("number_id", "place", "result", "formula")  # of an edge, what is its number's


def trace(workspace: Workspace, period: Period, asked: str, language: Language, *, is_json: bool) -> str:
    """The card of a number, or those of all numbers of a row, for people or for machines.

    Raises UsageError with the nearest ids for what names no number, InnocityError for a period without lineage.
    """
    path = workspace.tables(period) / "lineage.csv"
    if not path.is_file():
        raise InnocityError("error.no_lineage", period=period)
    by_number = csvfile.Index(path, Edge, "number_id")
    framework = load(workspace)
    wanted = _wanted(asked, by_number, framework)
    if not wanted:
        nearest = ", ".join(_nearest(asked, by_number, framework)) or "-"
        raise UsageError("error.no_number", period=period, got=plain(asked), nearest=nearest)
    edges = _edges(wanted, by_number)
    found = cards(edges, csvfile.read(workspace.tables(period) / "findings.csv", Finding))
    parameters, entries = load_parameters(workspace.period_file(period)), _entered(edges, workspace)
    if is_json:
        told = [_as_data(found[one], found, {one}) for one in wanted]
        content = {
            "period": str(period),
            "parameters": parameters.model_dump(),
            "numbers": told,
            "corrections": entries,
        }
        return json.dumps(content, ensure_ascii=False, indent=1)
    telling = Telling(found, Words(framework, language), Rules.of(workspace, language))
    lines = [text("lineage.entered", language, cell=plain(cell), line=line) for cell, line in entries.items()]
    return "\n".join([*telling.lines(wanted), *lines, made_with(parameters, language)])


def _nearest(asked: str, known: csvfile.Index[Edge], framework: Framework) -> list[str]:
    """The ids and the names of indicators that look most like what was asked for."""
    ids = difflib.get_close_matches(asked, list(known), n=_NEAREST, cutoff=0.5)
    return ids or dictionary(framework).indicators.nearest(asked, _NEAREST)


def _wanted(asked: str, known: csvfile.Index[Edge], framework: Framework) -> list[str]:
    """The ids that are asked for: a number, all of a row, or all of the row of what a name or a code stands for."""
    if asked in known:
        return [asked]
    rows = [asked, *_rows(asked, framework)]
    return [one for row in rows for one in known if one.rpartition(".")[0] == row]


def _rows(asked: str, framework: Framework) -> list[str]:
    """The rows of an indicator, a promise, a work point or a unit, by its code or by any of its names."""
    spellings = dictionary(framework)
    code = spellings.indicator(asked) or asked
    for one in framework.indicators:
        if code in (one.code, str(one.number)):
            return [f"attainment.{one.number}"]
    if unit := spellings.units.find(asked) or (asked if asked in {one.code for one in framework.units} else None):
        return [f"scorecards.{unit}.total"]
    named = {
        normalise(name): row
        for kind, facts in (("work_points", framework.work_points), ("commitments", framework.commitments))
        for fact in facts
        for row in [f"{kind}.{fact.code}"]
        for name in (fact.code, *(_name(fact, language) for language in Language))
    }
    return [named[found]] if (found := normalise(asked)) in named else []


def _name(fact: Any, language: Language) -> str:
    return str(fact.title(language) if hasattr(fact, "title") else fact.statement(language))


def _edges(wanted: Iterable[str], known: csvfile.Index[Edge]) -> list[Edge]:
    """The inputs of these numbers, of the numbers among these, and so on."""
    waiting, found = list(wanted), dict[str, list[Edge]]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = known[name]
            waiting.extend(edge.from_number for edge in found[name] if edge.from_number)
    return [edge for name in sorted(found) for edge in found[name]]


def _entered(edges: Iterable[Edge], workspace: Workspace) -> dict[str, str]:
    """The line of the ledger that tells of the correction of a cell, for each of these cells that the office has corrected."""
    if not any(edge.role == "correction" for edge in edges):
        return {}
    from innocity.record.ledger import Ledger  # only for the few numbers that rest on a correction
    from innocity.running.correction_entries import entered

    told = entered(Ledger.of(workspace).entries())
    cells = dict.fromkeys((edge.file, edge.sheet, edge.cell) for edge in edges if edge.origin is Origin.CELL)
    ledger = workspace.name_of(workspace.ledger)
    known = ((cell, told[key]) for cell in cells if (key := tuple(map(str, cell))) in told)
    return {f"{file} {sheet}!{place}": f"{ledger}:{line}" for (file, sheet, place), line in known}


def _as_data(card: Card, known: Mapping[str, Card], above: set[str]) -> dict[str, object]:
    """A card with the cards of its inputs inside it."""
    inputs = []
    for edge in card.edges:
        said: dict[str, object] = {name: cell for name, cell in edge.cells().items() if cell and name not in _OWN}
        if edge.from_number and edge.from_number in known and edge.from_number not in above:
            said["card"] = _as_data(known[edge.from_number], known, above | {edge.from_number})
        inputs.append(said)
    return {
        "number_id": card.number_id,
        "value": card.result,
        "formula": card.formula,
        "inputs": inputs,
        "findings": [row.cells() for row in card.findings],
        "code": asdict(card.code),
    }
