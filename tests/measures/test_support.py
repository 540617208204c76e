"""What supports the last annual value, and what it lacks."""

from typing import Any

import pytest
import rows

from innocity.measures.annual import ReadinessInputs
from innocity.measures.support import support
from innocity.readiness_rules import AskedEvidence, ReadinessRules
from innocity.tables import Evidence, Lacking, Observation, ReadinessEvidence, Support

ASKED = AskedEvidence(
    indicator="i1", basis="assumed", note_zh_hans="公报", note_zh_hant="公報", note_en="-", source="test"
)


def claim(
    claimed: str | None = "公报.pdf", file: str | None = None, *, is_missing: bool = False, **values: Any
) -> Evidence:
    about = {"period": "2022-Q4", "unit": "first", "indicator": "i1", "claimed": claimed, "file": file}
    return Evidence.model_validate({**about, "is_missing": is_missing, **values})


def found(*claims: Evidence, said: tuple[Observation, ...] = (rows.observation(90),)) -> ReadinessEvidence:
    inputs = ReadinessInputs(rows.framework(), rows.parameters(), said, ReadinessRules((), asked=(ASKED,)))
    [row] = support(inputs, claims)
    return row


@pytest.mark.parametrize(
    ("claims", "expected", "lacking"),
    [
        pytest.param([claim(file="a.pdf")], Support.DELIVERED, (), id="a file came"),
        pytest.param([claim("某文件")], Support.NAMED, (Lacking.DOCUMENT,), id="only named"),
        pytest.param([claim(is_missing=True)], Support.MISSING, (Lacking.CLAIMED_FILE,), id="the file did not come"),
        pytest.param([], Support.NONE, (Lacking.DOCUMENT,), id="nothing is claimed"),
        pytest.param([claim(file="a.pdf"), claim("b.pdf", is_missing=True)], Support.MISSING, (Lacking.CLAIMED_FILE,),
            id="one of two did not come"),
        pytest.param([claim(file="a.pdf"), claim("某文件")], Support.DELIVERED, (), id="a file and a name"),
        pytest.param([claim(file="a.pdf", indicator="i2")], Support.NONE, (Lacking.DOCUMENT,), id="for another indicator"),
        pytest.param([claim(file="a.pdf", period="2021-Q4")], Support.NONE, (Lacking.DOCUMENT,), id="for another period"),
        pytest.param([claim(file="a.pdf", unit="second")], Support.NONE, (Lacking.DOCUMENT,), id="from another unit"),
    ],
)  # fmt: skip
def test_support(claims: list[Evidence], expected: Support, lacking: tuple[Lacking, ...]) -> None:
    row = found(*claims)
    assert (row.support, row.lacking) == (expected, lacking)


@pytest.mark.parametrize(
    ("status", "is_final"), [("final", True), ("revised", True), ("provisional", False), ("estimated", False)]
)
def test_a_value_that_is_not_final_is_lacking(status: str, is_final: bool) -> None:
    row = found(claim(file="a.pdf"), said=(rows.observation(90, status=status),))
    assert (row.is_final, row.lacking) == (is_final, () if is_final else (Lacking.FINAL_VALUE,))


def test_no_value_at_all() -> None:
    row = found(claim(file="a.pdf"), said=())
    assert row == ReadinessEvidence(
        number=1,
        indicator="i1",
        asked_basis="assumed",
        unit="first",
        is_final=False,
        support=Support.NONE,
        lacking=(Lacking.VALUE, Lacking.DOCUMENT),
    )


def test_a_row_names_the_value_and_its_files() -> None:
    row = found(
        claim("b", file="b.pdf"),
        claim("a", file="a.pdf"),
        said=(rows.observation(90, unit="second"), rows.observation(90)),
    )
    assert row == ReadinessEvidence(
        number=1,
        indicator="i1",
        asked_basis="assumed",
        unit="first",
        reference_year=2022,
        value=90,
        status="final",
        is_final=True,
        file="data/raw/2022-Q4/甲局.xlsx",
        sheet="指标数据",
        cell="E5",
        support=Support.DELIVERED,
        claimed=("a", "b"),
        evidence_files=("a.pdf", "b.pdf"),
    )
