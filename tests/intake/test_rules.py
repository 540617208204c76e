"""The kinds of findings."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from innocity import csvfile
from innocity.errors import InnocityError
from innocity.facts import Answer, Value
from innocity.intake.rules import Place, Rules
from innocity.language import Language
from innocity.tables import Finding, Severity
from innocity.workspace import CODE, Workspace

INTAKE = Path(CODE) / "innocity" / "intake"


@pytest.mark.parametrize("language", Language)
def test_every_kind_is_told_in_every_language(rules: Rules, language: Language) -> None:
    for rule in rules.by_code.values():
        assert rule.message(language) and rule.remedy(language)


def test_every_kind_that_intake_finds_is_a_row_and_every_row_is_found(rules: Rules) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(INTAKE.glob("*.py")))
    assert [kind for kind in rules.by_code if not re.search(f'"{kind}"', code)] == []


def test_a_finding_at_a_place(rules: Rules) -> None:
    place = Place("a.xlsx", "finance_bureau", "表", "D4", "rd_intensity")
    rule = rules.by_code["negative"]
    assert place.finding(rules, "negative", got=-1, expected=">= 0") == Finding(
        severity=Severity.ERROR,
        code="negative",
        unit="finance_bureau",
        indicator="rd_intensity",
        file="a.xlsx",
        sheet="表",
        cell="D4",
        got="-1",
        expected=">= 0",
        remedy=rule.remedy_zh_hans,
    )
    bare = Place().finding(rules, "negative")
    assert (bare.file, bare.got, bare.expected) == (None, None, None)


def test_the_remedy_is_in_the_language_of_the_office() -> None:
    rules = Rules.of(Workspace(CODE), Language.EN)
    assert Place().finding(rules, "negative").remedy == rules.by_code["negative"].remedy_en


def test_what_the_office_alone_can_do_ends_the_remedy(rules: Rules) -> None:
    told = Place().finding(rules, "negative", for_office="登记").remedy
    assert told == f"{rules.by_code['negative'].remedy_zh_hans}；登记"


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (Decimal("3.0"), Language.EN, "3.0"),
        (Decimal("1E+3"), Language.EN, "1000"),
        (Answer.YES, Language.EN, "Yes"),
        (Answer.NO, Language.ZH_HANS, "无"),
    ],
)
def test_a_value_in_words(value: Value, language: Language, expected: str) -> None:
    assert Rules({}, language).worded(value) == expected


def test_a_faulty_table_of_rules_is_told(empty: Workspace) -> None:
    path = empty.rules / "findings.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",error,", ",fatal,", 1), encoding="utf-8-sig")
    with pytest.raises(InnocityError, match=r"findings\.csv.*fatal"):
        Rules.of(empty, Language.ZH_HANS)


def test_every_finding_survives_the_record(rules: Rules, tmp_path: Path) -> None:
    findings = [Place("=a.xlsx").finding(rules, code, got='=1+1\n,"') for code in rules.by_code]
    csvfile.write(tmp_path / "findings.csv", findings, Finding)
    assert csvfile.read(tmp_path / "findings.csv", Finding) == findings


def test_a_table_older_than_the_checks_is_told_in_a_sentence() -> None:
    told = f"“nameless_value”.*{(Workspace(CODE).rules / 'findings.csv').as_posix()} 中以“nameless_value,”开头"
    with pytest.raises(InnocityError, match=told):
        Place("a.xlsx").finding(Rules({}, Language.ZH_HANS), "nameless_value")
