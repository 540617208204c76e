"""What the last chapter says of the run."""

import rows

from innocity.language import Language, text
from innocity.presentation.provenance import facts_of_run

ZH = Language.ZH_HANS


def test_facts_of_run() -> None:
    table = [
        rows.attainment(1, target_document="方案"),
        rows.attainment(2, target_document="调整通知", target_revision=2),
        rows.attainment(3, target_document="方案"),
    ]
    versions = {"python": "3.11", "pandas": "2.2"}
    assert facts_of_run(rows.parameters(), table, "abc+", versions, ZH) == [
        (text("provenance.period", ZH), "2022年第四季度（年报）"),
        (text("provenance.as_of", ZH), "2023年4月20日"),
        (text("provenance.target_year", ZH), "2023"),
        (text("provenance.targets", ZH), "方案（第1版）、调整通知（第2版）"),
        (text("provenance.code", ZH), "abc+"),
        (text("provenance.numbers", ZH), text("lineage.note", ZH)),
        ("python", "3.11"),
        ("pandas", "2.2"),
    ]
