"""The promised numbers as they stood in one period after another, each held against what was known of it then."""

from collections.abc import Iterable, Sequence

from innocity.measures.basis import Basis, previous_basis
from innocity.measures.commitments import stand
from innocity.parameters import Parameters
from innocity.tables import Attainment, CommitmentStanding, CommitmentValue
from innocity.thresholds import AttainmentRules


def stand_by_period(
    basis: Basis,
    attainment: Sequence[Attainment],
    earlier: Iterable[Parameters],
    values: Sequence[CommitmentValue],
    rules: AttainmentRules,
) -> dict[str, list[CommitmentStanding]]:
    """The standings of every period, by its name, oldest first; the last is that of the basis, whose rows are `attainment`.

    Of earlier periods the findings were not kept, so that a refused return reads there as one not sent.
    """
    of_periods = {
        one.period: stand(basis.framework, one, values, previous_basis(basis, one).rows, (), rules) for one in earlier
    }
    now = stand(basis.framework, basis.parameters, values, attainment, basis.findings or (), rules)
    return {**of_periods, basis.parameters.period: now}
