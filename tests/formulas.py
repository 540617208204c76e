"""What a formula of the lineage table comes to, reckoned from the values of its inputs alone."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from innocity.tables import Edge

_FIGURE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)")
_SCORE = Decimal("0.01")  # scores are reckoned on from the printed figures of the step before
_SIGNS = str.maketrans({"×": "*", "÷": "/", ";": ","})


def recomputed(edges: Sequence[Edge]) -> Decimal:
    """The result that the formula of a number gives, in as many decimals as the recorded one has."""
    recorded = Decimal(edges[0].result or "")
    formula = _FIGURE.sub(r"Decimal('\1')", (edges[0].formula or "").translate(_SIGNS))
    exact = eval(formula, {"__builtins__": {}}, _names(edges))  # a formula of our own, from a table of our own
    return Decimal(exact).quantize(Decimal(1).scaleb(-max(-int(recorded.as_tuple().exponent), 0)), ROUND_HALF_UP)


def _names(edges: Sequence[Edge]) -> dict[str, Any]:
    parts = [edge for edge in edges if edge.role == "part"]
    roles = {edge.role: _number(edge.value) for edge in reversed(edges)}
    return {
        **roles,
        "part": parts,
        "Decimal": Decimal,
        "min": min,
        "max": max,
        "sum": lambda held: sum((Decimal(edge.value) for edge in held), Decimal(0)),
        "count": lambda held: Decimal(len(held)),
        "mean": _mean,
    }


def _mean(held: Sequence[Edge]) -> Decimal:
    weights = [Decimal(edge.weight or "") for edge in held]
    total = sum(Decimal(edge.value or "") * weight for edge, weight in zip(held, weights, strict=True))
    return (Decimal(total) / sum(weights)).quantize(_SCORE, ROUND_HALF_UP)


def _number(value: str | None) -> Decimal | str | None:
    return Decimal(value) if value and re.fullmatch(r"-?[\d.]+", value) else value
