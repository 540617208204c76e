"""The tables of what stands around the values: evidence, silence, ranks, the back-test."""

import rows

from innocity.language import Language
from innocity.measures.backtest import Backtested
from innocity.presentation import proof_tables
from innocity.presentation.tables import Cell, Mark
from innocity.readiness_rules import AskedEvidence, PublishedRank
from innocity.tables import ReadinessEvidence, ReadinessSilence

ZH, FRAMEWORK = Language.ZH_HANS, rows.framework()


def test_evidence_says_what_will_be_asked_for_and_what_is_lacking() -> None:
    asked = AskedEvidence(
        indicator="i1", basis="assumed", note_zh_hans="公报", note_zh_hant="公報", note_en="-", source="t"
    )
    about = {"number": 1, "indicator": "i1", "unit": "first", "status": "provisional", "is_final": False}
    made = ReadinessEvidence.model_validate({**about, "support": "named", "lacking": "final_value;document"})
    table = proof_tables.evidence([made], [asked], FRAMEWORK, ZH)
    assert table.rows == (("1", "指标1（个）", "公报", "初步", Cell("只有名称", Mark.BEHIND), "最终数值、证明材料"),)
    bare = made.replaced(status=None, lacking=())
    assert proof_tables.evidence([bare], [], FRAMEWORK, ZH).rows[0][2:4] == ("—", "—")


def test_silence_names_the_units() -> None:
    counts = {"data_year": 2025, "total": 26, "worst": 6, "expected": 7, "best": 9}
    made = [ReadinessSilence.model_validate({**counts, "unit": unit, "owed": "i1;i2"}) for unit in ("", "first")]
    table = proof_tables.silence(made, FRAMEWORK, ZH)
    assert table.rows == (("2025", "全部未报单位", "2", "6", "7", "9"), ("2025", "甲局", "2", "6", "7", "9"))


def test_ranks_are_told_as_published() -> None:
    about = {"list_zh_hans": "百强", "list_zh_hant": "百強", "list_en": "top", "rank": 65, "published_on": "2023-02-15"}
    made = [
        PublishedRank.model_validate({**about, "out_of": of, "data_year": year, "is_reposted": reposted, "source": "t"})
        for of, year, reposted in ((100, 2020, "yes"), (None, None, "no"))
    ]
    assert proof_tables.ranks(made, ZH).rows == (
        ("百强", "65", "100", "2020", "2023-02-15", "转载"),
        ("百强", "65", "—", "—", "2023-02-15", "原文"),
    )


def backtested(method: str, points: str = "3", **values: object) -> Backtested:
    """A method one year ahead."""
    figures = {"cases": 2630, "coverage_50_pct": "48.5", "coverage_80_pct": "79.3", "coverage_80_by_indicator_pct": 81}
    scores = {"median_error_pct": "4.5", "score_in_steps": 6, "score_in_levels": "0.761", "score_in_logs": "0.7"}
    return Backtested.model_validate(
        {"points": points, "horizon": "1", "method": method, **figures, **scores, **values}
    )


def test_the_back_test_has_methods_side_by_side() -> None:
    held = [
        backtested("reference_band", "2"),
        backtested("naive", "2", coverage_80_pct="78.7", score_in_logs="1.0688"),
        backtested("reference_band", ratio_in_steps="0.643", ratio_in_levels="0.608"),
        *(backtested(method) for method in ("naive", "drift_t", "damped_trend")),
    ]
    assert proof_tables.backtest(held, ZH).rows == (
        ("2", "1", "2,630", "79.3", "78.7", "—", "—", "0.70", "1.07", "—", "—", "—", "—"),
        ("3", "1", "2,630", "79.3", "79.3", "79.3", "79.3", "0.70", "0.70", "0.70", "0.70", "0.64", "0.61"),
    )
