"""The sentences of readiness, held against the tables that they speak of."""

import re
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st
from presentation.test_proof_tables import backtested
from presentation.test_readiness_tables import deliverable, overall

from innocity.language import Language, text
from innocity.measures.deliverables import deliverables
from innocity.measures.readiness import ReadinessInputs, readiness
from innocity.presentation import readiness_sentences, readiness_tables
from innocity.readiness_rules import Benchmark, Break, PublishedRank, ReadinessRules
from innocity.tables import Outlook, Readiness, ReadinessEvidence, ReadinessSilence, Support

ZH, EN = Language.ZH_HANS, Language.EN
FRAMEWORK = rows.framework([rows.indicator(number) for number in range(1, 9)])
UNBANDED = {"low_80": None, "low_50": None, "high_50": None, "high_80": None, "points": None, "method": "answer"}
UNSAID = {**UNBANDED, "point": None, "points": 1, "is_reached": None}
every_language = pytest.mark.parametrize("language", Language)


def rules(**values: Any) -> ReadinessRules:
    """Rules without benchmarks, of which the sentences say nothing."""
    return ReadinessRules(benchmarks=(), **values)


def test_opening_counts_each_indicator_once() -> None:
    table = [
        rows.projected(number=1),
        rows.projected(number=2, points=5),
        rows.projected("secure", 3, last_value="yes", point="yes", benchmark="yes", stretch="yes", **UNBANDED),
        rows.projected("not_said", 4, **UNSAID),
    ]
    values = {"total": 4, "numeric": 2, "few": 1, "few_points": 2, "answers": 1, "unsaid": 1}
    assert readiness_sentences.opening(table, ZH) == text("ready.opening", ZH, **values)


def test_in_all_goes_from_the_loosest_to_the_closest_tie_of_the_nearest_year() -> None:
    table = [overall(correlation="0.6", low_80=4, high_80=22), overall(correlation=0), overall(data_year=2026)]
    ends = {"low": 6, "high": 20, "widest_low": 4, "widest_high": 22, "correlation": "0", "closest": "0.6"}
    expected = text("ready.in_all", ZH, year=2025, assessable=25, expected="13", **ends)
    assert readiness_sentences.in_all(table, ZH) == expected
    unsaid = overall(assessable=0, expected=None, low_80=None, high_80=None)
    assert readiness_sentences.in_all([unsaid], ZH) == text("ready.in_all_unsaid", ZH, year=2025)


def rank(year: int | None, published_on: str) -> PublishedRank:
    """A rank in some list."""
    names = {"list_zh_hans": "榜", "list_zh_hant": "榜", "list_en": "list"}
    about = {"rank": 58, "published_on": published_on, "data_year": year, "is_reposted": "yes", "source": "t"}
    return PublishedRank.model_validate({**names, **about})


def test_the_evaluated_years_stand_with_their_basis_and_the_last_rank_whose_year_is_known() -> None:
    table = [rows.projected(data_year=year) for year in (2024, 2023)]
    table.append(rows.projected(data_year=2025, evaluated_basis=None))
    ranks = [rank(2018, "2021-01-01"), rank(2020, "2023-02-15"), rank(None, "2024-01-01")]
    assumed = text("ready.years", ZH, years="2023、2024", basis="假定")
    published = text("ready.years_published", ZH, published="2023年2月15日", data_year=2020)
    assert readiness_sentences.evaluated_years(table, ranks, ZH) == assumed + published
    assert readiness_sentences.evaluated_years(table, ranks[2:], ZH) == assumed


@every_language
@given(words=st.lists(st.sampled_from(Outlook), min_size=1, max_size=8))
def test_outlooks_count_every_indicator_once(words: list[Outlook], language: Language) -> None:
    table = [rows.projected(word.value, number) for number, word in enumerate(words, start=1)]
    (told,) = readiness_sentences.outlooks(table, FRAMEWORK, language)
    counts = [int(one) for one in re.findall(r"\d+", told.replace("2025", "", 1))]
    assert sum(counts) == len(words)
    assert all(text(f"outlook.{word.value}", language) in told for word in words)


def test_reaching_a_target_below_the_level_is_no_progress() -> None:
    table = [rows.projected("favourable", is_benchmark_below_level=True), rows.projected(number=2)]
    expected = text("ready.below_level", ZH, count=1, names="1 指标1")
    assert readiness_sentences.outlooks(table, FRAMEWORK, ZH)[-1] == expected


def test_caveats_tell_breaks_disagreement_and_answers() -> None:
    note = {"note_zh_hans": "口径有变", "note_zh_hant": "口徑有變", "note_en": "changed"}
    broken = Break.model_validate({"indicator": "i1", "year": 2022, "basis": "assumed", "source": "t", **note})
    table = [
        rows.projected("not_said", 1, **{**UNSAID, "method": "break"}),
        rows.projected("not_said", 2, **UNSAID),
        rows.projected(number=3, drift_t=300, disagrees=("drift_t",)),
        rows.projected("secure", 4, last_value="yes", point="yes", benchmark="yes", stretch="yes", **UNBANDED),
    ]
    assert readiness_sentences.caveats(table, rules(breaks=(broken,)), FRAMEWORK, ZH) == [
        text("ready.break", ZH, name="1 指标1（个）", note="口径有变", basis="假定"),
        text("ready.too_little", ZH, name="2 指标2（个）"),
        text("ready.disagrees", ZH, name="3 指标3（个）", year=2025, methods="直线外推"),
        text("ready.answers", ZH, count=1, names="4 指标4"),
    ]


@pytest.mark.parametrize(("drift_t", "key"), [(95, "ready.agrees"), (None, "ready.no_opinion")])
def test_second_opinions_that_agree_or_cannot_be_had(drift_t: int | None, key: str) -> None:
    assert readiness_sentences.caveats([rows.projected(drift_t=drift_t)], rules(), FRAMEWORK, ZH) == [text(key, ZH)]


@pytest.mark.parametrize(
    ("values", "own", "reference"),
    [
        ({}, text("ready.own_within", ZH, own="+10"), text("ready.reference_within", ZH, usual="+27.5")),
        (
            {"exceeds_own_history": True, "exceeds_reference": True},
            text("ready.own_exceeded", ZH, own="+10"),
            text("ready.reference_exceeded", ZH, usual="+27.5"),
        ),
        (
            {"exceeds_own_history": None, "exceeds_reference": None, "own_step": None, "reference_step": None},
            text("ready.own_unknown", ZH),
            text("ready.reference_unknown", ZH),
        ),
    ],
)
def test_what_would_have_to_be_true(values: dict[str, Any], own: str, reference: str) -> None:
    asked = {"name": "1 指标1（个）", "year": 2023, "last": "90", "benchmark": "100", "a_year": "+10"}
    told = readiness_sentences.requirements([deliverable(binding=1, **values), deliverable(2)], FRAMEWORK, ZH)
    assert told == [text("ready.requires", ZH, **asked) + own + reference]


@given(
    values=st.lists(st.tuples(st.integers(50, 99), st.integers(50, 99)), min_size=1, max_size=8),
    language=st.sampled_from(Language),
)
def test_the_sentences_of_a_real_table_say_what_its_table_says(
    values: list[tuple[int, int]], language: Language
) -> None:
    plan = [rows.indicator(number) for number in range(1, len(values) + 1)]
    framework = rows.framework(plan, [rows.target(100, one.code) for one in plan])
    sent = [
        rows.observation(value, f"i{number}", reference_year=year)
        for number, pair in enumerate(values, start=1)
        for year, value in zip((2021, 2022), pair, strict=True)
    ]
    marks = {"benchmark": "target", "basis": "notice", "note": "t", "stretch": "target", "stretch_basis": "notice"}
    benchmarks = [Benchmark.model_validate({"data_year": 2023, "stretch_note": "t", **marks})]
    inputs = ReadinessInputs(framework, rows.parameters(), tuple(sent), ReadinessRules(tuple(benchmarks)))
    owed = deliverables(inputs, readiness(inputs))
    table = readiness_tables.binding(owed, framework, language)
    told = readiness_sentences.requirements(owed, framework, language)
    assert len(told) == len(table.rows)
    for line, sentence in zip(table.rows, told, strict=True):
        assert all(str(line[place]) in sentence for place in (0, 1, 3, 4, 5))
    assert str(len(readiness_tables.deliverables(owed, framework, language).rows)) in readiness_sentences.owed(
        owed, framework, language
    )


def supported(number: int, support: str, **values: Any) -> ReadinessEvidence:
    """Indicator with a final value and its support."""
    about = {"number": number, "indicator": f"i{number}", "unit": "first", "is_final": True, "support": support}
    return ReadinessEvidence.model_validate({**about, **values})


def test_evidence_counts_what_is_final_and_what_supports_it() -> None:
    table = [
        supported(1, "delivered"),
        supported(2, "named", is_final=False, lacking="final_value;document"),
        supported(3, "none", is_final=False, lacking="value;document"),
    ]
    counts = "、".join(
        text("ready.count", ZH, word=text(f"support.{one.value}", ZH), count=1)
        for one in (Support.DELIVERED, Support.NAMED, Support.NONE)
    )
    assert readiness_sentences.evidence(table, ZH) == [
        text("ready.final", ZH, total=3, valued=2, final=1, open=1),
        text("ready.support", ZH, counts=counts, complete=1, total=3),
    ]


def test_owed_names_what_was_never_seen() -> None:
    held = [deliverable(1, exceeds_own_history=True), deliverable(2, unit="second"), deliverable(1, 2024)]
    counts = {"year": 2023, "count": 2, "units": 2, "unheard": 1}
    assert readiness_sentences.owed(held, FRAMEWORK, ZH) == text("ready.owed", ZH, names="1 指标1", **counts)
    assert readiness_sentences.owed([], FRAMEWORK, ZH) == text("ready.owed_none", ZH)
    seen = text("ready.owed", ZH, names="无", year=2023, count=1, units=1, unheard=0)
    assert readiness_sentences.owed([deliverable(2)], FRAMEWORK, ZH) == seen


def test_silence_is_told_for_all_units_together_in_the_nearest_year() -> None:
    counts = {"total": 26, "worst": 6, "expected": 7, "best": 9}
    made = [
        ReadinessSilence.model_validate({**counts, "data_year": year, "unit": unit, "owed": "i1;i2"})
        for year in (2024, 2023)
        for unit in ("", "first")
    ]
    told = text("ready.silent", ZH, year=2023, owed=2, worst=6, expected=7, best=9)
    assert readiness_sentences.silence(made, ZH) == told
    nobody = made[0].replaced(owed=())
    assert readiness_sentences.silence([nobody], ZH) == text("ready.nobody_silent", ZH)


def test_the_back_test_is_told_from_its_table() -> None:
    ratios = {"reference_band": ("81.6", "0.635"), "naive": ("74.6", "0.673"), "drift_t": ("77.6", "1.000")}
    raw = {"ratio_in_steps": "0.724", "ratio_in_levels": "0.746"}
    table = [
        backtested("reference_band", "2", coverage_80_pct="79.5"),
        backtested("reference_band", "3", coverage_80_pct="82.1"),
        *(
            backtested(method, "3–5", coverage_80_pct=covered, ratio_in_logs=ratio, **raw)
            for method, (covered, ratio) in ratios.items()
        ),
    ]
    held = {"cases": "5,260", "low": "79.5", "high": "82.1", "span": "3–5", "ratio": "0.64", "naive_ratio": "0.67"}
    told = text(
        "ready.backtested", ZH, **held, in_steps="0.72", in_levels="0.75", naive_covered="74.6", line_covered="77.6"
    )
    assert readiness_sentences.backtested(table, ZH) == told


def test_the_bands_of_the_chart_tell_their_basis() -> None:
    table: list[Readiness] = [rows.projected(data_year=2023, benchmark_basis="notice"), rows.projected()]
    told = text("chart.fan_caption", ZH, benchmarks="2023年：方案、2025年：假定")
    assert readiness_sentences.bands_rest_on(table, ZH) == told


@every_language
def test_a_chance_of_passing_is_only_denied(language: Language) -> None:
    denied = {Language.ZH_HANS: ("可能性", "不是通过"), Language.ZH_HANT: ("可能性", "不是通過"), EN: ("chance", "")}
    word, denial = denied[language]
    caption = text("chart.fan_caption", language, benchmarks="")
    assert word in caption
    assert denial in caption
