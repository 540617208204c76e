"""The scorecards of the period before, worked out anew by the present rules from the returns up to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from innocity.measures.basis import Basis, previous_basis
from innocity.measures.lights import LightRules
from innocity.measures.promises_by_period import stand_by_period
from innocity.measures.scorecards import score
from innocity.measures.scoring_rules import ScoringRules
from innocity.measures.work_points import lights
from innocity.parameters import Parameters
from innocity.tables import CommitmentValue, Evidence, Finding, FormerScorecard, WorkReport
from innocity.thresholds import AttainmentRules


@dataclass(frozen=True)
class Judged:
    """The rules by which promises, work points and scorecards are judged."""

    attainment: AttainmentRules
    lights: LightRules
    scoring: ScoringRules


def former_scorecards(
    now: Basis,
    earlier: Sequence[Parameters],
    findings: Iterable[Finding],
    values: Sequence[CommitmentValue],
    reports: Iterable[WorkReport],
    evidence: Iterable[Evidence],
    rules: Judged,
) -> list[FormerScorecard]:
    """The cards of the last of the earlier periods (oldest first), with their places; none where there is none before.

    `findings` are those of that period's own returns.
    """
    if not earlier:
        return []
    last = earlier[-1]
    then = replace(previous_basis(now, last), findings=tuple(findings))
    rows = then.rows
    promises = stand_by_period(then, rows, earlier[:-1], values, rules.attainment)
    points = lights(now.framework, earlier, reports, promises, rules.lights)
    counted = promises[last.period], points, then.receipts, then.findings or (), evidence
    cards, _ = score(now.framework, last, rules.scoring, rows, *counted)
    return [FormerScorecard(period=last.period, **card.model_dump()) for card in cards]
