"""The way from every printed number back to its cells, from the tables of a run alone."""

from collections.abc import Callable, Iterator

from innocity.record.count_lineage import of_counts
from innocity.record.indicator_lineage import of_indicators
from innocity.record.inputs import Derived
from innocity.record.known import Known
from innocity.record.other_lineage import of_others
from innocity.record.promise_lineage import of_promises
from innocity.record.readiness_lineage import of_readiness
from innocity.record.scorecard_lineage import of_scorecards
from innocity.stage import Stage
from innocity.tables import Edge

_PARTS: tuple[Callable[[Known], Iterator[Derived]], ...] = (
    of_indicators,
    of_promises,
    of_scorecards,
    of_readiness,
    of_others,
    of_counts,
)


def lineage(stage: Stage) -> list[Edge]:
    """One row per input of every number, from the tables that the stage reads."""
    known = Known(stage)
    return [edge for part in _PARTS for number in part(known) for edge in number.edges]
