"""The catalogues say the same things in every language, the code asks for nothing else, and no word is left over."""

import ast
import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple, get_args

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from innocity import language
from innocity.commands.doctor import EXAMINED, Health
from innocity.facts import Answer, ValueStatus
from innocity.intake.standing import Timeliness
from innocity.language import Language, available, current, messages, text, translated, use
from innocity.measures.changes import FIGURES
from innocity.measures.scorecard_grounds import Reason
from innocity.measures.scorecard_returns import Arrival, Soundness
from innocity.presentation.audit import Question
from innocity.presentation.number_words import ROLES
from innocity.presentation.proof_tables import COMPARED
from innocity.presentation.tables import Mark
from innocity.record.faults import Kind
from innocity.record.reviews import ReviewVerdict
from innocity.running.progress import RunState
from innocity.running.reuse import Fate
from innocity.running.status import How
from innocity.tables import (
    TABLES,
    Cause,
    Component,
    Lacking,
    Light,
    LightReason,
    MatterKind,
    Outlook,
    Scenario,
    Severity,
    SlipState,
    State,
    Status,
    Support,
    Trend,
    Verdict,
)
from innocity.tables.outlook import Basis

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "innocity" / "presentation" / "locales"
PRESENTATION = ROOT / "innocity" / "presentation"
TRANSLATIONS = (Language.ZH_HANT, Language.EN)
KEY = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
HAN = re.compile("[\u3400-\u9fff]")


class Asked(NamedTuple):
    """A message that the code asks for: its key or the start of it, and the values given, None where these are not told."""

    key: str
    is_start: bool
    values: frozenset[str] | None


def _trees() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "innocity").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))
    for _, cell in _cells("code"):
        yield ast.parse(cell)


def _cells(kind: str) -> list[tuple[str, str]]:
    """Notebook and source of every cell of a kind."""
    return [
        (path.stem, "".join(cell["source"]).strip())
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == kind
    ]


def _asked(tree: ast.AST) -> Iterator[Asked]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args and re.search(r"^text$|Error$|^_Limit$", _name(call.func)):
            names = [keyword.arg for keyword in call.keywords]
            is_told = None not in names and _name(call.func) != "_Limit"
            values = frozenset(name for name in names if name) if is_told else None
            for key, is_start in _keys(call.args[0]):
                yield Asked(key, is_start, values)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _keys(node: ast.expr) -> Iterator[tuple[str, bool]]:
    match node:
        case ast.Constant(value=str(key)) if KEY.fullmatch(key):
            yield key, False
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if re.fullmatch(r"[a-z]+\.[a-z_]*", start):
            yield start, True
        case ast.IfExp():
            yield from _keys(node.body)
            yield from _keys(node.orelse)


ASKED = [asked for tree in _trees() for asked in _asked(tree)]


def _columns() -> set[str]:
    """The columns of the report's tables, written `key:role`, and those of the annexes, written as a tuple."""
    made = [path for kind in ("tables", "chart", "charts") for path in sorted(PRESENTATION.glob(f"*_{kind}.py"))]
    tables = "".join(path.read_text(encoding="utf-8") for path in made)
    annexes = (PRESENTATION / "annexes.py").read_text(encoding="utf-8")
    listed = {
        node.value
        for loop in ast.walk(ast.parse(annexes))
        if isinstance(loop, ast.comprehension) and isinstance(loop.iter, ast.Tuple)
        for node in loop.iter.elts
        if isinstance(node, ast.Constant)
    }
    return {str(name) for name in listed} | set(re.findall(r"\b(\w+):[NHT]\b", tables))


def _page_words() -> set[str]:
    """The page's own words, as its template and its exporter name them."""
    template = (PRESENTATION / "templates" / "report" / "index.html.j2").read_text(encoding="utf-8")
    exporter = (PRESENTATION / "html.py").read_text(encoding="utf-8")
    return {*re.findall(r"\bwords\.(\w+)", template), *re.findall(r'labels\.get\("(\w+)"', exporter)}


def _outline(kind: str) -> set[str]:
    """The chapters, the sections or the places to fill in of the draft, as its modules name them."""
    modules = "".join(path.read_text(encoding="utf-8") for path in sorted(PRESENTATION.glob("evaluation*.py")))
    return set(re.findall(rf'\b{kind}\("(\w+)"', modules))


def _portal_words() -> set[str]:
    """The words that the templates of the portal name."""
    templates = sorted((PRESENTATION / "templates" / "portal").glob("*.j2"))
    return {
        word for path in templates for word in re.findall(r"(?<!\.)\bwords\.(\w+)", path.read_text(encoding="utf-8"))
    }


def _sheet_words() -> set[str]:
    """The words that the sheet of a release names, in its templates and in the labels of its tables."""
    templates = [PRESENTATION / "templates" / name for name in ("release.typ", "portal/release.html.j2")]
    labels = re.findall(
        r'^            "(\w+)":|"(operator|reviewers|releaser)":', _module("release_sheet"), re.MULTILINE
    )
    said = {word for path in templates for word in re.findall(r"\bwords\.(\w+)", path.read_text(encoding="utf-8"))}
    return said | {word for pair in labels for word in pair if word}


def _module(name: str) -> str:
    return (PRESENTATION / f"{name}.py").read_text(encoding="utf-8")


STARTS: dict[str, Iterable[str]] = {
    "answer.": Answer,
    "basis.": get_args(Basis),
    "because.": LightReason,
    "cause.": Cause,
    "chapter.": _outline("chapter"),
    "column.": _columns(),
    "component.": Component,
    "concern.": ("conflict", "step", "below", "target"),
    "doctor.": {*Health, *EXAMINED, *(f"{name}_help" for name in EXAMINED)} - {"python_help"},
    "desk.unread_": How,
    "deliver.": ("indicators", "work_points", "promise", "timeliness", "evidence"),
    "field.": {column for table in TABLES for column in table.columns()},
    "figure.": FIGURES,
    "fill.": _outline("fill"),
    "format.period_": ("q1", "q2", "q3", "q4"),
    "integrity.": Kind,
    "role.": ROLES,
    "lineage.": ("ranks", "backtest", "sum", "mean", "count"),
    "headline.": set(State) - {State.MEASURED},
    "item.": (Component.TIMELINESS, Component.DATA_QUALITY, Component.EVIDENCE),
    "light.": Light,
    "progress.": Status,
    "mark.": [mark.name.lower() for mark in Mark],
    "question.": Question,
    "audited.": Question,
    "audit.limit_": ("truth", "evidence", "clock", "rewrite", "people", "code"),
    "quality.": (Arrival.LATE, Arrival.MISSING),
    "promise.": ("level", "increase", "growth"),
    "reason.": Reason,
    "review.": ReviewVerdict,
    "run.state_": RunState,
    "lacking.": Lacking,
    "matter.": MatterKind,
    "method.": COMPARED,
    "outlook.": Outlook,
    "record.": {table.table for table in TABLES},
    "scenario.": Scenario,
    "section.": _outline("section"),
    "slip.ask_": ("behind", "falling_back", "missed", "overdue"),
    "slip.state_": SlipState,
    "severity.": Severity,
    "sheet.": _sheet_words(),
    "soundness.": Soundness,
    "run.fate_": Fate,
    "state.": State,
    "status.": ValueStatus,
    "support.": Support,
    "timeliness.": {*Arrival, *Timeliness},
    "trend.": Trend,
    "verdict.": Verdict,
    "workbook.": ("number", "sheet", "source", "rows"),
}
WANTED = (
    {asked.key for asked in ASKED if not asked.is_start}
    | {f"{start}{end}" for start, ends in STARTS.items() for end in ends}
    | {f"page.{word}" for word in _page_words()}
    | {f"portal.{word}" for word in _portal_words()}
    | {f"reproduce.{word}" for word in ("file_differs", "file_missing", "file_new", "input_lost", "version")}
)


def _placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_every_start_of_a_key_in_the_code_has_its_ends_told_here() -> None:
    assert {asked.key for asked in ASKED if asked.is_start} == set(STARTS)


def test_the_code_asks_for_no_message_that_is_missing() -> None:
    assert sorted(WANTED - set(messages(Language.ZH_HANS))) == []


def test_no_message_is_left_over() -> None:
    assert sorted(set(messages(Language.ZH_HANS)) - WANTED) == []


@pytest.mark.parametrize("translation", TRANSLATIONS)
def test_a_translation_holds_every_message_and_every_passage_of_the_notebooks_and_nothing_else(
    translation: Language,
) -> None:
    passages = {passage for _, passage in _cells("markdown")}
    assert set(messages(translation)) == set(messages(Language.ZH_HANS)) | passages


@pytest.mark.parametrize("translation", TRANSLATIONS)
def test_a_translation_has_the_placeholders_of_its_message(translation: Language) -> None:
    said, meant = messages(translation), messages(Language.ZH_HANS)
    assert {key: _placeholders(said[key]) for key in meant} == {key: _placeholders(meant[key]) for key in meant}


def test_the_code_gives_every_value_that_a_message_asks_for() -> None:
    catalogue = messages(Language.ZH_HANS)
    lacking = {
        asked.key: missing
        for asked in ASKED
        if asked.values is not None and (missing := _placeholders(catalogue.get(asked.key, "")) - asked.values)
    }
    assert lacking == {}


@pytest.mark.parametrize("translation", TRANSLATIONS)
@pytest.mark.parametrize("passage", [pytest.param(cell, id=f"{name}-{cell[:12]}") for name, cell in _cells("markdown")])
def test_a_passage_keeps_its_headings_paragraphs_and_code(passage: str, translation: Language) -> None:
    def shape(markdown: str) -> list[tuple[str, list[str]]]:
        blocks = markdown.split("\n\n")
        return [(block[: len(block) - len(block.lstrip("#"))], re.findall("`[^`]+`", block)) for block in blocks]

    assert shape(translated(passage, translation)) == shape(passage)


@pytest.mark.parametrize("every", Language)
def test_a_catalogue_is_well_formed_and_says_nothing_twice(every: Language) -> None:
    path = LOCALES / f"{every.suffix}.po"
    with path.open("rb") as handle:
        catalogue = read_po(handle, abort_invalid=True)
    entries = re.findall(r"^msgid ", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(entries) - 1 == len(catalogue) == len(messages(every))
    assert all(not message.fuzzy for message in catalogue)


def test_english_is_written_without_chinese_characters_and_marks() -> None:
    # The report's fonts draw curly quotation marks as wide as a Chinese character.
    foreign = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef‘’“”]")
    assert {key: said for key, said in messages(Language.EN).items() if foreign.search(said)} == {}


def _simplified_only() -> set[str]:
    """Characters that the framework's Simplified names have where the Traditional ones have another, and nowhere else."""
    simplified: set[str] = set()
    traditional: set[str] = set()
    for path in sorted((ROOT / "params").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                for column in (name for name in row if name.endswith("_zh_hans")):
                    pair = row[column], row[column.replace("hans", "hant")]
                    traditional.update(pair[1])
                    if len(pair[0]) == len(pair[1]):
                        simplified.update(one for one, other in zip(*pair, strict=True) if one != other)
    return simplified - traditional


def test_traditional_chinese_is_written_in_traditional_characters() -> None:
    foreign = _simplified_only() | {"“", "”"}
    # Big5 is the character set of Traditional script: most Simplified forms are not in it.
    found = {
        key: wrong
        for key, said in messages(Language.ZH_HANT).items()
        if (wrong := [one for one in said if one in foreign or (HAN.match(one) and not one.encode("big5", "ignore"))])
    }
    assert found == {}


def test_the_check_for_simplified_characters_knows_some() -> None:
    assert set("国标产业开发") <= _simplified_only()


def test_every_language_is_available() -> None:
    assert available() == tuple(Language)


def test_a_language_without_a_catalogue_is_not_available(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en.po").touch()
    monkeypatch.setattr(language, "_CATALOGUES", tmp_path)
    assert available() == (Language.EN,)


@pytest.mark.parametrize("every", Language)
def test_an_unknown_key_is_a_fault(every: Language) -> None:
    with pytest.raises(KeyError, match=r"no\.such_key"):
        text("no.such_key", every)


def test_a_value_that_is_not_given_is_a_fault() -> None:
    with pytest.raises(KeyError, match="period"):
        text("report.subtitle", Language.EN)


@given(st.text(), st.sampled_from(Language))
def test_a_value_is_printed_as_it_is(value: str, every: Language) -> None:
    assert text("report.subtitle", every, period=value) == value


def test_a_passage_that_no_catalogue_holds_stays_what_it_is() -> None:
    assert translated("  ## 未收录\n", Language.EN) == "  ## 未收录\n"


@pytest.mark.parametrize(
    ("variable", "expected"), [("zh-Hant", Language.ZH_HANT), ("", Language.ZH_HANS), ("de", Language.ZH_HANS)]
)
def test_the_language_of_a_process_is_simplified_chinese_unless_a_known_one_is_named(
    variable: str, expected: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INNOCITY_LANG", variable)
    assert current() is expected


def test_a_language_that_is_used_is_that_of_the_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOCITY_LANG", "zh-Hans")
    use(Language.EN)
    assert (current(), text("answer.yes")) == (Language.EN, "Yes")


@pytest.mark.parametrize(("every", "suffix"), [*zip(Language, ("zh_hans", "zh_hant", "en"), strict=True)])
def test_a_language_names_its_columns_and_its_catalogue(every: Language, suffix: str) -> None:
    assert every.suffix == suffix
