"""What intake made of the evidence of a period, held against the truth about it."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from innocity.demo.outcomes import Case, Outcome
from innocity.demo.proofs import ProofFault
from innocity.demo.truth import Careful, EvidenceTruth
from innocity.intake.intake import Intake
from innocity.tables import Evidence, Finding

_MISSING, _EMPTY = "evidence_missing", "evidence_empty"


def evidence_cases(truths: list[EvidenceTruth], intake: Intake, statements: list[Case], city: str) -> Iterator[Case]:
    """One case per piece of evidence; `statements` are the cases of the period's cells, some of which claim it."""
    became = {(one.file, one.sheet, one.cell): one for one in statements}
    for truth in truths:
        claiming = became.get((truth.return_file, truth.sheet, truth.cell or ""))
        yield _case(truth, intake, claiming, city)


def _case(truth: EvidenceTruth, intake: Intake, claiming: Case | None, city: str) -> Case:
    row = next((row for row in intake.evidence if _is_meant(row, truth)), None)
    told = tuple(sorted({one.code for one in intake.findings if _concerns(one, truth)}))
    return Case(
        outcome=_outcome(truth, row, claiming, is_told=bool(told)),
        city=city,
        period=truth.period,
        file=truth.return_file,
        sheet=truth.sheet,
        cell=truth.cell or "-",
        careful_reader=Careful.FINDING if truth.fault else Careful.VALUE,
        fault=f"evidence_{truth.fault}" if truth.fault else None,
        style="evidence",
        value=_said(truth.claimed, truth.file),
        read=_said(row.claimed, row.file) if row else None,
        findings=told,
        layout="evidence",
    )


def _concerns(finding: Finding, truth: EvidenceTruth) -> bool:
    if finding.code == _MISSING:
        return (finding.file, finding.got) == (truth.return_file, truth.claimed)
    file = (truth.file or "").partition("!")[0]
    return finding.code == _EMPTY and finding.file == file and PurePosixPath(truth.file or "").name == finding.got


def _is_meant(row: Evidence, truth: EvidenceTruth) -> bool:
    return (row.period, row.unit) == (truth.period, truth.unit) and (
        row.claimed == truth.claimed if truth.claimed else row.file == truth.file
    )


def _outcome(truth: EvidenceTruth, row: Evidence | None, claiming: Case | None, *, is_told: bool) -> Outcome:
    """A claim in a line that was sent back, or replaced since, is not read either; a missing or empty file must be told."""
    if row is None:
        return Outcome.FLAGGED if claiming and claiming.findings else Outcome.LOST
    if (row.file, row.is_missing) != (truth.file, truth.file is None):
        return Outcome.SILENTLY_WRONG
    if truth.fault in (ProofFault.MISSING, ProofFault.EMPTY):
        return Outcome.FLAGGED if is_told else Outcome.SILENTLY_WRONG
    return Outcome.RIGHT


def _said(claimed: str | None, file: str | None) -> str:
    return f"{claimed or '-'} = {file or '-'}"
