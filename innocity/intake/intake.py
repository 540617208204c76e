"""What the returns of a period came to, whether they have just been read or are read from published tables."""

from dataclasses import dataclass, field

from innocity.tables import CommitmentValue, Evidence, Finding, Observation, Override, Receipt, WorkReport


@dataclass(frozen=True)
class Intake:
    """What a period's returns came to; all but the findings include those of earlier periods.

    `former_findings` are those of the returns of the period before.
    """

    receipts: list[Receipt]
    observations: list[Observation]
    evidence: list[Evidence]
    findings: list[Finding]
    work_reports: list[WorkReport] = field(default_factory=list)
    commitment_values: list[CommitmentValue] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    former_findings: list[Finding] = field(default_factory=list)
