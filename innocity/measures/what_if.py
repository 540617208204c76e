"""What would be different if the last annual values were others: readiness reckoned anew, nothing kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from innocity.facts import Value
from innocity.measures.annual import ReadinessInputs
from innocity.measures.readiness import readiness
from innocity.tables import Readiness


@dataclass(frozen=True)
class Difference:
    """One row of the readiness table as it is, and as it would be."""

    before: Readiness
    after: Readiness


def what_if(inputs: ReadinessInputs, assumptions: Mapping[str, Value]) -> list[Difference]:
    """The rows that change when these indicators' last annual values are replaced, in the order of the table.

    Where there is no annual value yet, the assumed one stands for the year that closed last. Raises KeyError for a code
    that the plan does not hold.
    """
    for code in assumptions:
        inputs.framework.indicator(code)
    pairs = zip(readiness(inputs), readiness(replace(inputs, assumed=assumptions)), strict=True)
    return [Difference(before, after) for before, after in pairs if before != after]
