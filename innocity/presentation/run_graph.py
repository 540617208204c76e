"""A run as a picture: what came in, the steps one below the other, beside each the tables that it wrote."""

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

from innocity.language import text
from innocity.run_facts import RunFacts, Step

_WIDTH, _LINE, _EDGE, _GAP = 640, 20, 12, 28
_BOX, _LIST = 250, 300  # how wide a box is, and where the list beside it begins
_NO_RETURNS = ("/register.csv", "/overrides.csv")  # what the office itself writes beside the returns
_INK, _MUTED, _RULE, _FILL = "#1f1d1b", "#655f59", "#8a837b", "#f6f2ec"


def run_graph(facts: RunFacts) -> str:
    """An SVG file: every word of it is text, every number a count of files or rows."""
    rows = list(_rows(facts))
    top, drawn = _EDGE, []
    for place, (title, beside) in enumerate(rows):
        height = max(2, len(beside)) * _LINE + _EDGE
        if place:
            drawn.append(_arrow(top - _GAP, top))
        drawn.extend(_row(top, height, title, beside))
        top += height + _GAP
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top - _GAP + _EDGE}">{"".join(drawn)}</svg>'


def _rows(facts: RunFacts) -> Iterator[tuple[str, list[str]]]:
    """What stands in each box and beside it, from top to bottom."""
    inputs = [name for name in facts.inputs if not name.startswith("data/")]
    returns = [name for name in facts.inputs if name.startswith("data/") and not name.endswith(_NO_RETURNS)]
    came = text("audit.graph_returns", facts.language, count=len(returns))
    yield came, [text("audit.graph_facts", facts.language, count=len(inputs))]
    for step in facts.steps:
        yield step.name, _beside(step, facts)


def _beside(step: Step, facts: RunFacts) -> list[str]:
    """The tables of a step with their rows; what is no table as a count."""
    left = [PurePosixPath(name) for one in step.executions for name in one.left]
    tables = [f"{path.stem} · {facts.rows[path.stem]}" for path in left if path.suffix == ".csv"]
    notebooks = sorted({path.name for path in left if path.suffix == ".ipynb"})
    if len(notebooks) > 1:
        return [*tables, text("audit.graph_cards", facts.language, count=len(step.executions))]
    papers = sum(path.suffix not in (".csv", ".ipynb", ".json") for path in left)
    told = [] if step.is_notebook else [text("audit.graph_reports", facts.language, count=papers)]
    return [*_paired(tables or notebooks), *told]


def _paired(names: list[str]) -> list[str]:
    """Two names to a line, so that a long list stays beside its box."""
    return ["　".join(names[start : start + 2]) for start in range(0, len(names), 2)]


def _row(top: int, height: int, title: str, beside: list[str]) -> Iterator[str]:
    yield f'<rect x="{_EDGE}" y="{top}" width="{_BOX}" height="{height}" fill="{_FILL}" stroke="{_RULE}"/>'
    middle = top + height / 2 + 5
    yield f'<text x="{_EDGE + _BOX / 2}" y="{middle}" text-anchor="middle" font-size="15" fill="{_INK}">{escape(title)}</text>'
    start = top + (height - len(beside) * _LINE) / 2 + 15
    for place, line in enumerate(beside):
        yield f'<text x="{_LIST}" y="{start + place * _LINE}" font-size="13" fill="{_MUTED}">{escape(line)}</text>'


def _arrow(start: int, end: int) -> str:
    middle = _EDGE + _BOX // 2
    return (
        f'<path d="M{middle} {start}V{end - 7}" fill="none" stroke="{_RULE}"/>'
        f'<path d="M{middle - 5} {end - 8}h10l-5 8z" fill="{_RULE}"/>'
    )
