"""What moved, as lines of a terminal: by indicator, each figure with its ends, the part of each cause, and a sum."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from innocity.facts import Answer
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.changes import FIGURES, IN_MEASURE
from innocity.presentation import formats
from innocity.presentation.listing import aligned, plain
from innocity.tables import Cause, Change

_INDENT = "  "
_ARROW = "→"
_CAUSES = tuple(Cause)


def listed(rows: Iterable[Change], names: tuple[str, str], framework: Framework, language: Language) -> list[str]:
    """The changes in the order of the plan, under the names of the two runs, and how many figures moved by which cause."""
    order = {indicator.code: indicator.number for indicator in framework.indicators}
    ordered = sorted(rows, key=lambda row: (order.get(row.row, len(order) + 1), row.row, *_place(row)))
    lines = [f"{names[0]} {_ARROW} {names[1]}"]
    cells = iter(aligned([_cells(row, before, language) for row, before in _with_the_one_before(ordered)]))
    for code, group in groupby(ordered, key=lambda row: row.row):
        lines.append(plain(_heading(code, framework, language)))
        lines.extend(_INDENT + next(cells) for _ in group)
    return [*lines, summed(ordered, language)]


def _place(row: Change) -> tuple[int, int]:
    return FIGURES.index(row.figure), _CAUSES.index(row.cause)


def _with_the_one_before(rows: Sequence[Change]) -> Iterable[tuple[Change, Change | None]]:
    return zip(rows, [None, *rows], strict=False)


def _heading(code: str, framework: Framework, language: Language) -> str:
    """Number, name and measure; the bare code of an indicator that the plan no longer holds."""
    numbers = {indicator.code: indicator.number for indicator in framework.indicators}
    return f"{numbers[code]} {framework.name_with_measure(code, language)}" if code in numbers else code


def _cells(row: Change, before: Change | None, language: Language) -> list[str]:
    """One line; figure and ends stand only in the first of several causes."""
    is_more = before is not None and (before.row, before.figure) == (row.row, row.figure)
    ends = [shown(row.figure, row.old, language), _ARROW, shown(row.figure, row.new, language)]
    move = "" if row.move is None else formats.number(_trimmed(row.figure, row.move), is_signed=True)
    named = [""] * 4 if is_more else [text(f"figure.{row.figure}", language), *ends]
    return [*named, move, text(f"cause.{row.cause.value}", language), document(row, language)]


def shown(figure: str, given: str | None, language: Language) -> str:
    """An end of a move as a reader sees it: a word in the language, a number in full."""
    if given is None:
        return formats.ABSENT
    match figure:
        case "state":
            return text(f"state.{given}", language)
        case "status":
            return text(f"progress.{given}", language)
        case "trend":
            return text(f"trend.{given}", language)
        case _:
            is_answer = given in set(Answer)
            return formats.value(Answer(given) if is_answer else _trimmed(figure, Decimal(given)), language)


def _trimmed(figure: str, number: Decimal) -> Decimal:
    """A value in its own measure as it is; a share or ratio without the zeros that only its storage adds."""
    return number if figure in IN_MEASURE else number.normalize()


def document(row: Change, language: Language) -> str:
    """The document that moved a target, with the day from which it holds; empty for every other cause."""
    if row.document is None:
        return ""
    if row.effective_from is None:
        return row.document
    return text("changes.in_force", language, document=row.document, day=row.effective_from)


def summed(rows: Sequence[Change], language: Language) -> str:
    """How many figures moved, and how many of them by each cause; a figure with several causes counts under each."""
    if not rows:
        return text("changes.none", language)
    parts = [
        text("changes.part", language, cause=text(f"cause.{cause.value}", language), count=count)
        for cause in Cause
        if (count := sum(row.cause is cause for row in rows))
    ]
    count = len({(row.row, row.figure) for row in rows})
    return text("changes.sum", language, count=count, parts=text("format.list_mark", language).join(parts))
