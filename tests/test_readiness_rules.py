"""The rules of readiness: what the repository's say, and that they fit its facts."""

from decimal import Decimal
from pathlib import Path

import pytest

from innocity import csvfile
from innocity.errors import InnocityError
from innocity.framework import load
from innocity.language import Language
from innocity.readiness_rules import Benchmark, ReadinessRules
from innocity.workspace import CODE, Workspace

WORKSPACE = Workspace(CODE)
RULES = ReadinessRules.of(WORKSPACE)
CODES = [one.code for one in load(WORKSPACE).indicators]


def test_every_indicator_has_what_will_be_asked_for_in_every_language() -> None:
    assert [one.indicator for one in RULES.asked] == CODES
    assert all(one.note(language) for one in RULES.asked for language in Language)


def test_breaks_are_of_known_indicators() -> None:
    assert {one.indicator for one in RULES.breaks} <= set(CODES)


def test_only_the_targets_own_year_rests_on_the_notice() -> None:
    assert [(one.data_year, one.basis, one.stretch_basis) for one in RULES.benchmarks] == [
        (2023, "notice", "notice"),
        (2024, "assumed", "derived"),
        (2025, "assumed", "derived"),
    ]


def test_that_the_evaluation_looks_at_the_two_years_before_it_is_assumed() -> None:
    assert [(one.data_year, one.evaluated_basis) for one in RULES.benchmarks] == [
        (2023, "assumed"),
        (2024, "assumed"),
        (2025, None),
    ]
    assert all(one.evaluated_note for one in RULES.benchmarks)


def test_rules_without_an_evaluated_year_are_refused(tmp_path: Path) -> None:
    unsaid = [one.replaced(evaluated_basis=None) for one in RULES.benchmarks]
    csvfile.write(Workspace(tmp_path).rules / "readiness.csv", unsaid, Benchmark)
    with pytest.raises(InnocityError, match=r"readiness\.csv.*evaluated_basis"):
        ReadinessRules.of(Workspace(tmp_path))


def test_correlations_are_told_apart_and_begin_with_none() -> None:
    found = [one.correlation for one in RULES.correlations]
    assert found[0] == Decimal(0)
    assert found == sorted(set(found))


def test_ranks_say_that_they_are_re_posted() -> None:
    assert RULES.ranks
    assert all(one.is_reposted and one.name(Language.EN) for one in RULES.ranks)
    assert all(one.out_of is None or one.rank <= one.out_of for one in RULES.ranks)


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InnocityError, match=r"readiness\.csv"):
        ReadinessRules.of(Workspace(tmp_path))
