"""What supports the value that the evaluation would look at, and what it still lacks."""

from collections.abc import Iterable, Sequence

from innocity.facts import Indicator
from innocity.measures.annual import SETTLED, ReadinessInputs
from innocity.tables import Evidence, Lacking, Observation, ReadinessEvidence, Support

_WANTED = {
    Support.MISSING: (Lacking.CLAIMED_FILE,),
    Support.NAMED: (Lacking.DOCUMENT,),
    Support.NONE: (Lacking.DOCUMENT,),
    Support.DELIVERED: (),
}


def support(inputs: ReadinessInputs, evidence: Iterable[Evidence]) -> list[ReadinessEvidence]:
    """One row per indicator, in the order of the plan, for its last annual value."""
    claims = list(evidence)
    return [_row(indicator, inputs, claims) for indicator in inputs.framework.indicators]


def _row(indicator: Indicator, inputs: ReadinessInputs, evidence: Sequence[Evidence]) -> ReadinessEvidence:
    asked = next((one for one in inputs.rules.asked if one.indicator == indicator.code), None)
    found = inputs.annual_observation(indicator)
    row = ReadinessEvidence(
        number=indicator.number,
        indicator=indicator.code,
        asked_basis=asked.basis if asked else None,
        unit=inputs.framework.collectors(indicator)[0],
        is_final=False,
        support=Support.NONE,
        lacking=(Lacking.VALUE, Lacking.DOCUMENT),
    )
    return row if found is None else _supported(row, found, evidence)


def _supported(row: ReadinessEvidence, found: Observation, evidence: Sequence[Evidence]) -> ReadinessEvidence:
    own = [one for one in evidence if _is_about(one, found)]
    how = _support(own)
    is_final = found.status in SETTLED
    return row.replaced(
        unit=found.unit,
        reference_year=found.reference_year,
        value=found.value,
        status=found.status,
        is_final=is_final,
        file=found.file,
        sheet=found.sheet,
        cell=found.cell,
        support=how,
        claimed=tuple(sorted({one.claimed for one in own if one.claimed})),
        evidence_files=tuple(sorted({one.file for one in own if one.file})),
        lacking=(*(() if is_final else (Lacking.FINAL_VALUE,)), *_WANTED[how]),
    )


def _is_about(claim: Evidence, found: Observation) -> bool:
    return (claim.unit, claim.indicator, claim.period) == (found.unit, found.indicator, found.period)


def _support(claims: Sequence[Evidence]) -> Support:
    """The weakest wins: one claimed file that did not come leaves the value unsupported."""
    if any(one.is_missing for one in claims):
        return Support.MISSING
    if not claims:
        return Support.NONE
    return Support.DELIVERED if any(one.file for one in claims) else Support.NAMED
