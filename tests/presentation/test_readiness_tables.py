"""The tables of readiness as a reader sees them."""

from typing import Any

import rows

from innocity.language import Language
from innocity.presentation import readiness_tables
from innocity.presentation.tables import Cell, Mark
from innocity.readiness_rules import AskedEvidence, PublishedRank
from innocity.tables import Deliverable, Outlook, ReadinessEvidence, ReadinessOverall, ReadinessSilence

ZH, FRAMEWORK = Language.ZH_HANS, rows.framework()


def test_outlooks_stand_side_by_side_by_year() -> None:
    table = readiness_tables.outlooks(
        [rows.projected("favourable", data_year=2023), rows.projected("open"), rows.readiness()], FRAMEWORK, ZH
    )
    assert [column.heading for column in table.columns] == ["序号", "指标", "最新值", "参照值", "2023年", "2025年"]
    assert table.rows == (("1", "指标1（个）", "90", "100", Cell("有利", Mark.ON_TRACK), Cell("未定", Mark.BEHIND)),)


def test_every_outlook_has_a_word_and_a_mark() -> None:
    words = {readiness_tables.outlook(word, ZH).text for word in Outlook}
    assert len(words) == len(Outlook)


def overall(**values: Any) -> ReadinessOverall:
    about = {
        "data_year": 2025,
        "correlation": "0.3",
        "total": 26,
        "assessable": 25,
        "reached": 1,
        "reached_at_level": 8,
    }
    return ReadinessOverall.model_validate({**about, **values})


def test_overall() -> None:
    table = readiness_tables.overall([overall(expected="12.8", low_80=6, high_80=20), overall(assessable=0)], ZH)
    assert table.rows == (
        ("2025", "0.3", "25/26", "1", "8", "12.8", "6–20"),
        ("2025", "0.3", "0/26", "1", "8", "—", "—"),
    )
    assert "不是通过的可能性" in table.note


def test_deliverables_show_the_last_year() -> None:
    about = {
        "number": 1,
        "indicator": "i1",
        "unit": "first",
        "measure": rows.COUNT,
        "last_year": 2022,
        "last_value": 90,
    }
    about |= {"benchmark": 100, "outlook": "open", "quarters_left": 12, "needed": 10, "needed_a_quarter": "0.833333"}
    made = [
        Deliverable.model_validate({**about, "data_year": year, "due_period": f"{year}-Q4", "exceeds_reference": True})
        for year in (2024, 2025)
    ]
    table = readiness_tables.deliverables(made, FRAMEWORK, ZH)
    assert table.rows == (("1", "指标1（个）", "甲局", "+10", "+0.83", "2025-Q4", "—", "是"),)
    assert readiness_tables.deliverables([], FRAMEWORK, ZH).rows == ()


def test_evidence_says_what_will_be_asked_for_and_what_is_lacking() -> None:
    asked = AskedEvidence(
        indicator="i1", basis="assumed", note_zh_hans="公报", note_zh_hant="公報", note_en="-", source="t"
    )
    made = ReadinessEvidence.model_validate(
        {
            "number": 1,
            "indicator": "i1",
            "unit": "first",
            "status": "provisional",
            "is_final": False,
            "support": "named",
        }
        | {"lacking": "final_value;document"}
    )
    table = readiness_tables.evidence([made], [asked], FRAMEWORK, ZH)
    assert table.rows == (("1", "指标1（个）", "公报", "初步", Cell("只有名称", Mark.BEHIND), "最终数值、证明材料"),)
    bare = made.replaced(status=None, lacking=())
    assert readiness_tables.evidence([bare], [], FRAMEWORK, ZH).rows[0][2:4] == ("—", "—")


def test_silence_names_the_units() -> None:
    counts = {"data_year": 2025, "total": 26, "worst": 6, "expected": 7, "best": 9}
    made = [ReadinessSilence.model_validate({**counts, "unit": unit, "owed": "i1;i2"}) for unit in ("", "first")]
    table = readiness_tables.silence(made, FRAMEWORK, ZH)
    assert table.rows == (("2025", "全部未报单位", "2", "6", "7", "9"), ("2025", "甲局", "2", "6", "7", "9"))


def test_ranks_are_told_as_published() -> None:
    about = {"list_zh_hans": "百强", "list_zh_hant": "百強", "list_en": "top", "rank": 65, "published_on": "2023-02-15"}
    made = [
        PublishedRank.model_validate({**about, "out_of": out_of, "is_reposted": reposted, "source": "t"})
        for out_of, reposted in ((100, "yes"), (None, "no"))
    ]
    table = readiness_tables.ranks(made, ZH)
    assert table.rows == (("百强", "65", "100", "2023-02-15", "转载"), ("百强", "65", "—", "2023-02-15", "原文"))
