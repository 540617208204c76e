"""Evidence: what is claimed, delivered, missing and empty, and what intake must say of it."""

from random import Random
from typing import Any

import pytest
from demo.test_outcomes import FILE, finding, intake

from innocity.demo.evidence_outcomes import evidence_cases
from innocity.demo.outcomes import Case, Outcome
from innocity.demo.proofs import Proof, ProofFault, choose_proofs, delivered
from innocity.demo.truth import EvidenceTruth
from innocity.tables import Evidence, Finding

BESIDE = "data/raw/2023-Q1/u/a.pdf"


def truth(**values: object) -> EvidenceTruth:
    """A claim in C4 that a file meets."""
    place = {"period": "2023-Q1", "unit": "first", "return_file": FILE, "sheet": "S", "cell": "C4"}
    return EvidenceTruth.model_validate({**place, "claimed": "a.pdf", "file": BESIDE, **values})


def row(**values: object) -> Evidence:
    said = {
        "period": "2023-Q1",
        "unit": "first",
        "claimed": "a.pdf",
        "file": BESIDE,
        "sha256": "0",
        "is_missing": False,
    }
    return Evidence.model_validate({**said, **values})


GONE: dict[str, Any] = {"file": None, "sha256": None, "is_missing": True}
MISSING = truth(file=None, fault="missing")
SENT_BACK = Case.model_validate(
    {"outcome": "flagged", "city": "c", "period": "2023-Q1", "file": FILE, "sheet": "S", "cell": "C4", "style": "plain"}
    | {"careful_reader": "finding", "findings": ("odd",), "layout": "-"}
)


@pytest.mark.parametrize(
    ("written", "read", "findings", "statements", "expected"),
    [
        (truth(), [row()], [], [], Outcome.RIGHT),
        (truth(), [row(file="other")], [], [], Outcome.SILENTLY_WRONG),
        (truth(), [row(**GONE)], [], [], Outcome.SILENTLY_WRONG),
        (truth(), [], [], [], Outcome.LOST),
        (truth(), [], [], [SENT_BACK], Outcome.FLAGGED),
        (MISSING, [row(**GONE)], [finding(code="evidence_missing", got="a.pdf")], [], Outcome.FLAGGED),
        (MISSING, [row(**GONE)], [], [], Outcome.SILENTLY_WRONG),
        (truth(fault="empty"), [row()], [], [], Outcome.SILENTLY_WRONG),
        (
            truth(fault="empty"),
            [row()],
            [finding(file=BESIDE, code="evidence_empty", got="a.pdf")],
            [],
            Outcome.FLAGGED,
        ),
        (truth(claimed=None, cell=None, fault="unclaimed"), [row(claimed=None)], [], [], Outcome.RIGHT),
    ],
)
def test_outcome(
    written: EvidenceTruth, read: list[Evidence], findings: list[Finding], statements: list[Case], expected: Outcome
) -> None:
    told = intake([], [], findings)
    told.evidence.extend(read)
    assert [case.outcome for case in evidence_cases([written], told, statements, "c")] == [expected]


def test_what_is_delivered() -> None:
    proofs = [Proof("a.pdf", None), Proof("b.pdf", ProofFault.MISSING), Proof("c.pdf", ProofFault.EMPTY)]
    files, names = delivered(proofs, "u", is_packed=False)
    assert names == {"a.pdf": "u/a.pdf", "c.pdf": "u/c.pdf"}
    assert (files.keys(), files["u/c.pdf"]) == (set(names.values()), b"")
    packed, inside = delivered(proofs, "u", is_packed=True)
    assert (list(packed), inside["a.pdf"]) == (["u/示例佐证材料.zip"], "u/示例佐证材料.zip!佐证/a.pdf")


def test_no_more_claims_than_statements() -> None:
    claims = [one for seed in range(40) for one in choose_proofs(Random(seed), 1) if one.fault != ProofFault.UNCLAIMED]
    assert {one.name for one in claims} == {"示例佐证 1.pdf"}
    assert choose_proofs(Random(1), 0) == []
