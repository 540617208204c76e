"""Where the plan promises two different things of one indicator, and the level that its work points amount to."""

from collections.abc import Sequence
from decimal import Decimal

from innocity.facts import Commitment
from innocity.framework import Framework
from innocity.measures.arithmetic import PERCENT
from innocity.tables import Attainment, Readiness


def at_odds(promise: Commitment, target: Decimal | None) -> bool:
    """Whether a work point promises another number of an indicator than the indicator's target.

    Promises that the facts call conflicting are; so is one that repeated the target until this was revised.
    """
    if promise.relation == "conflicts":
        return True
    return promise.relation == "same" and target is not None and promise.value not in (None, target)


def conflicting(row: Attainment | Readiness, framework: Framework) -> list[Commitment]:
    """The commitments that promise another number of an indicator than its target, in the order of the plan."""
    target = row.target if isinstance(row, Attainment) and isinstance(row.target, Decimal) else None
    return [one for one in framework.commitments if one.indicator == row.indicator and at_odds(one, target)]


def implied(promises: Sequence[Commitment], row: Attainment, framework: Framework) -> Decimal | None:
    """The indicator's level if these promises are kept: baseline and increases, or baseline and growth, or the level itself.

    None where it cannot be said: promises of several kinds, of a share that is promised in numbers, without a baseline.
    """
    kinds = {one.basis for one in promises}
    figures = [one.value for one in promises if one.value is not None]
    if len(kinds) != 1 or not figures:
        return None
    if kinds == {"level"}:
        return figures[0] if len(figures) == 1 else None
    if not isinstance(row.baseline, Decimal) or framework.measure(row.measure).change_in == "points":
        return None
    total = sum(figures, Decimal(0))
    return row.baseline * (1 + total / PERCENT) if kinds == {"growth"} else row.baseline + total
