"""A line as small as a word: how a value moved from period to period, and the target beside it."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from innocity.facts import Value
from innocity.measures.arithmetic import rounded

_WIDTH, _HEIGHT, _EDGE = Decimal(132), Decimal(30), Decimal(4)


def sparkline(values: Sequence[Value | None], targets: Sequence[Value | None], told: str) -> Markup:
    """Values as dots, joined where they follow each other, targets as dashes; one place a period, `told` for who cannot see it.

    Empty where there is no number among the values.
    """
    numbers, marks = _numbers(values), _numbers(targets)
    known = [one for one in (*numbers, *marks) if one is not None]
    if all(one is None for one in numbers):
        return Markup()
    low, high = min(known), max(known)

    def place(spot: int, value: Decimal) -> tuple[Decimal, Decimal]:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        step = (_WIDTH - 2 * _EDGE) / max(1, len(values) - 1)
        return rounded(_EDGE + step * spot, 1), rounded(_HEIGHT - _EDGE - share * (_HEIGHT - 2 * _EDGE), 1)

    spots = [None if one is None else place(spot, one) for spot, one in enumerate(numbers)]
    goals = [None if one is None else place(spot, one) for spot, one in enumerate(marks)]
    dots = "".join(f'<circle cx="{spot[0]}" cy="{spot[1]}" r="1.8"/>' for spot in spots if spot)
    return Markup(
        '<svg class="spark" viewBox="0 0 132 30" role="img" aria-label="{}">'
        f'<path class="goal" d="{_path(goals)}"/><path d="{_path(spots)}"/>{dots}</svg>'
    ).format(told)


def _numbers(values: Sequence[Value | None]) -> list[Decimal | None]:
    return [one if isinstance(one, Decimal) else None for one in values]


def _path(spots: Sequence[tuple[Decimal, Decimal] | None]) -> str:
    """A line through neighbours; it breaks where a value is not known."""
    former = [None, *spots]
    return "".join(
        f"{'L' if before else 'M'}{spot[0]} {spot[1]}" for before, spot in zip(former, spots, strict=False) if spot
    )
