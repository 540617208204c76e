"""What moved between two periods, or two runs of one, and why: every move parted by its causes, adding up exactly."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from innocity.measures.basis import Basis, way
from innocity.tables import Attainment, Cause, Change

IN_MEASURE = ("actual", "baseline", "target", "margin", "needed")
_RELATIVE = ("completion_pct", "net_increase_pct", "progress_pct", "expected_share_pct", "pace_ratio", "change")
_WORDS = ("state", "status", "trend")
_ON_FINDINGS = ("state", "status")
FIGURES = (*_WORDS, *IN_MEASURE, *_RELATIVE)

_Figure = Decimal | str | None
_Key = tuple[str, str]


def moves(old: Basis, new: Basis, since: str) -> list[Change]:
    """Every figure of attainment that differs between two bases, one row a cause, sorted by the table's key.

    `since` names the old one. The moves of a figure add up to new less old; a word, and a figure that only one side has,
    has no move. Why a value was absent is not told apart where the old findings are not at hand.
    """
    steps = way(old, new)
    causes = [cause for cause, _ in steps[1:]]
    tables = [_figures(rows) for _, rows in steps]
    both_ends = (steps[0][1], steps[-1][1])
    measures = {row.indicator: row.measure for rows in both_ends for row in rows}
    found = []
    for key in (tables[0].keys() | tables[-1].keys()) - _unsure(old, both_ends[0]):
        indicator, figure = key
        line = [table.get(key) for table in tables]
        what = {"table_name": Attainment.table, "row": indicator, "figure": figure, "since": since}
        ends = {"old": _written(line[0]), "new": _written(line[-1])}
        measure = measures[indicator] if figure in IN_MEASURE else None
        for cause, move in _parts(line, causes).items():
            why = _document(old, new, indicator) if cause is Cause.TARGET else {}
            found.append(Change(**what, **ends, cause=cause, move=move, measure=measure, **why))
    return sorted(found, key=lambda row: (row.row, row.figure, row.cause.value))


def _figures(rows: Iterable[Attainment]) -> dict[_Key, _Figure]:
    return {(row.indicator, figure): getattr(row, figure) for row in rows for figure in FIGURES}


def _unsure(old: Basis, rows: Iterable[Attainment]) -> set[_Key]:
    """The words that rest on findings which nobody kept: without them, why a value was absent is a guess."""
    if old.findings is not None:
        return set()
    return {(row.indicator, word) for row in rows if row.actual is None for word in _ON_FINDINGS}


def _parts(line: Sequence[_Figure], causes: Sequence[Cause]) -> dict[Cause, Decimal | None]:
    """The part of each cause in the move from the first figure to the last; empty where these are the same."""
    if line[0] == line[-1]:
        return {}
    steps = list(zip(causes, pairwise(line), strict=True))
    if line[0] is None or line[-1] is None:
        return {cause: None for cause, (was, now) in steps if (was is None) != (now is None)}
    if not isinstance(line[0], Decimal) or not isinstance(line[-1], Decimal):
        return {cause: None for cause, (was, now) in steps if was != now}
    parts = dict.fromkeys(causes, Decimal(0))
    last = line[0]
    for cause, (_, now) in steps:
        if isinstance(now, Decimal):  # what cannot be said halfway belongs to the step with which it can be again
            parts[cause] += now - last
            last = now
    return {cause: part for cause, part in parts.items() if part != 0}


def _document(old: Basis, new: Basis, indicator: str) -> dict[str, object]:
    """The document that changed what is promised, and its first day: the target's version, else the approved baseline."""
    then, now = (next((one for one in basis.targets if one.indicator == indicator), None) for basis in (old, new))
    if now is None:
        return {}
    if then != now:
        return {"document": now.document, "effective_from": now.effective_from}
    approved = [
        row.document
        for row in new.framework.approvals
        if (row.indicator, row.year, row.role) == (indicator, now.year - 1, "baseline")
    ]
    return {"document": approved[-1]} if approved else {}


def _written(figure: _Figure) -> str | None:
    return f"{figure:f}" if isinstance(figure, Decimal) else figure if figure is None else str(figure)
