"""Every number that sentences, tables and the draft print has an id that the record knows, but for a short list of kinds."""

import io
import re
import zipfile

import kept
import pytest

from innocity import csvfile
from innocity.decision_rules import DecisionRules
from innocity.measures.backtest import Backtested
from innocity.presentation import front_page, promise_sentences, readiness_sentences, sentences
from innocity.presentation.evaluation import evaluation
from innocity.presentation.numbered_text import parts_of
from innocity.presentation.pictures import Picture
from innocity.presentation.tables import Number
from innocity.readiness_rules import ReadinessRules
from innocity.record.lineage import lineage
from innocity.tables import (
    Attainment,
    Change,
    CommitmentStanding,
    Deliverable,
    Finding,
    Matter,
    Override,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Receipt,
    Scorecard,
    ScoreItem,
    WorkPointStanding,
)

STAGE = kept.stage()
FACTS, ZH, PARAMETERS = STAGE.framework, STAGE.language, STAGE.parameters
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36"><text x="9" y="20">图</text></svg>'
EXEMPT = re.compile(
    "|".join(
        (
            r"\d{4}年(\d+月\d+日)?|\d{4}、|\d{4}-\d\d-\d\d|第\d季度|\d{4}-Q\d",  # years, days and periods
            r"\d+ (?=[\u4e00-\u9fff])",  # the number of an indicator before its name
            r"相关系数[\d.]+|大多同起同落（[\d.]+）|八成|不超过\d个",  # assumptions, with their rule in the text
            r"^\d+项指标的目标值与工作要点|^\d+项指标的本期|^有\d+项到期",  # how many names the same sentence lists
            r"[“「《](?:[^”」》]*)[”」》]|R&D|\d+(?:[–-]\d+)*个数值合计",  # names as they are
            r"一年上升[\d.]+个百分点",  # a note that stands in a rule file
        )
    )
)


def told() -> list[str]:
    """The sentences of the report."""
    rows, outlooks, owed = STAGE.read(Attainment), STAGE.read(Readiness), STAGE.read(Deliverable)
    known, moved = ReadinessRules.of(STAGE.workspace), STAGE.read(Change)
    promises, points = STAGE.read(CommitmentStanding), STAGE.read(WorkPointStanding)
    items, found, matters = STAGE.read(ScoreItem), STAGE.read(Finding), STAGE.read(Matter)
    rules = STAGE.rules("decisions", DecisionRules).page
    front = front_page.Front(FACTS, PARAMETERS, rules, rows, promises, points, items, found, moved, matters)
    tested = list(csvfile.read(STAGE.workspace.rules / "projection_backtest.csv", Backtested))
    return [
        *(front_page.headline(front), front_page.changed(front), front_page.trust(front)),
        *(one.note for one in front_page.key_figures(front)),
        *sentences.headline(rows, FACTS, ZH),
        *(sentences.movement(rows, ZH), sentences.provisional(rows, FACTS, ZH)),
        *sentences.quality(STAGE.read(Receipt), found, PARAMETERS, ZH),
        *sentences.by_hand(STAGE.read(Override), ZH),
        *promise_sentences.commitments(promises, ZH),
        *promise_sentences.work_points(points, ZH),
        *promise_sentences.league(STAGE.read(Scorecard), ZH),
        promise_sentences.changes(moved, ZH),
        *(readiness_sentences.opening(outlooks, ZH), readiness_sentences.in_all(STAGE.read(ReadinessOverall), ZH)),
        *readiness_sentences.outlooks(outlooks, FACTS, ZH),
        *readiness_sentences.requirements(owed, FACTS, ZH),
        *readiness_sentences.evidence(STAGE.read(ReadinessEvidence), ZH),
        *(readiness_sentences.owed(owed, FACTS, ZH), readiness_sentences.silence(STAGE.read(ReadinessSilence), ZH)),
        *readiness_sentences.caveats(outlooks, known, FACTS, ZH),
        readiness_sentences.backtested(tested, ZH),
    ]


@pytest.fixture(scope="module")
def results() -> dict[str, str | None]:
    """The value of every number that the record knows, by its id."""
    return {edge.number_id: edge.result for edge in lineage(STAGE)}


def _bare(said: str) -> str:
    """A text without its numbers that have ids, and without what needs none."""
    rest = "".join("○" if isinstance(part, Number) else part for part in parts_of(said))
    return EXEMPT.sub("", rest)


@pytest.mark.parametrize("said", told())
def test_a_sentence_prints_no_number_without_an_id(said: str) -> None:
    assert re.findall(r"[^，。；：]*\d[^，。；：]*", _bare(said)) == []


def test_what_a_sentence_prints_is_what_the_record_holds(results: dict[str, str | None]) -> None:
    numbers = [part for said in told() for part in parts_of(said) if isinstance(part, Number)]
    assert len(numbers) > 80
    assert [one.identifier for one in numbers if one.identifier not in results] == []
    counts = [one for one in numbers if ".count." in one.identifier and "/" not in one]
    assert [one.identifier for one in counts if one.replace(",", "") != results[one.identifier]] == []


def test_every_number_of_the_draft_is_in_its_index() -> None:
    charts = dict.fromkeys(("levels", "readiness", "units", "other"), Picture(DRAWING, "图", ""))
    with zipfile.ZipFile(io.BytesIO(evaluation(STAGE, charts))) as package:
        markup = package.read("word/document.xml").decode()
    marked, linked = (re.findall(rf'{kind}="(n\d+)"', markup) for kind in ("w:name", "w:anchor"))
    assert sorted(marked) == sorted(linked)
    assert len(set(marked)) == len(marked) > 500
