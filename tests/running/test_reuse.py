"""What still stands of a published run: a piece with the same key and whole files; a key moves with each of its inputs."""

from dataclasses import replace
from pathlib import Path

import pytest

from innocity.intake.register import digest
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.running import reuse
from innocity.running.editions import Edition
from innocity.running.plan import STAGES
from innocity.running.reuse import Fate, FormerRun, fates, page_inputs, stage_key
from innocity.workspace import Workspace

USED = {
    "code:innocity": "a",
    "code:lock": "b",
    "code:version": "c",
    "data/raw/2022-Q4/x.xlsx": "d",
    "data/processed/2021-Q4/slips.csv": "f",
    "params/rules/scoring.yaml": "e",
    "language": "zh-Hans",
}
RETURNS, ATTAINMENT, READINESS, REPORT = STAGES
PARAMETERS = Parameters(period="2022-Q4", as_of="2023-04-20", target_year=2023)
ONE = [Edition(PARAMETERS, (Language.ZH_HANS,))]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder with every table of every stage, each of one line."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for stage in STAGES:
        for table in stage.tables:
            (folder / f"{table.table}.csv").write_text(table.table, encoding="utf-8")
    return folder


@pytest.fixture
def former(tables: Path, tmp_path: Path) -> FormerRun:
    """A published run of all stages."""
    return FormerRun(Workspace(tmp_path), {stage.name: stage_key(stage, USED, tables) for stage in STAGES}, {})


@pytest.mark.parametrize(
    ("name", "due"),
    [
        pytest.param("data/raw/2022-Q4/x.xlsx", "1_returns", id="a return"),
        pytest.param("data/processed/2021-Q4/slips.csv", "2_attainment", id="a table of the period before"),
        pytest.param("params/rules/scoring.yaml", "1_returns 2_attainment 3_readiness 4_report", id="a rule"),
        pytest.param("code:lock", "1_returns 2_attainment 3_readiness 4_report", id="the lock"),
        pytest.param("language", "1_returns 2_attainment 3_readiness 4_report", id="the language"),
        pytest.param("code:version", "4_report", id="the commit, which only the report prints"),
        pytest.param("code:innocity", "", id="a module that no notebook needs"),
    ],
)
def test_a_stage_is_due_when_one_of_its_inputs_has_changed(
    tables: Path, former: FormerRun, name: str, due: str
) -> None:
    found = fates(former, ONE, {**USED, name: "changed"}, tables)
    assert [stage for stage, fate in found.items() if fate is Fate.DUE] == due.split()
    after = list(found.values())[list(found).index(due.split()[0]) :] if due else []
    assert Fate.KEPT not in after


def test_nothing_is_due_when_nothing_has_changed(tables: Path, former: FormerRun) -> None:
    assert set(fates(former, ONE, USED, tables).values()) == {Fate.KEPT}


def test_a_language_that_is_new_makes_only_its_own_report_due(tables: Path, former: FormerRun) -> None:
    languages = (Language.ZH_HANS, Language.EN)
    both = [Edition(PARAMETERS.model_copy(update={"language": one.value}), languages) for one in languages]
    found = fates(former, both, USED, tables)
    assert {name: fate for name, fate in found.items() if fate is not Fate.KEPT} == {"en/4_report": Fate.DUE}
    (tables / "attainment.csv").write_text("changed", encoding="utf-8")
    pieces = {**former.pieces, "en/4_report": stage_key(REPORT, both[1].inputs(USED), tables)}
    assert fates(replace(former, pieces=pieces), both, USED, tables)["en/4_report"] is Fate.OPEN


def test_a_table_makes_the_stages_after_it_due_and_no_other(tables: Path, former: FormerRun) -> None:
    (tables / "attainment.csv").write_text("changed", encoding="utf-8")
    assert list(fates(former, ONE, USED, tables).values()) == [Fate.KEPT, Fate.KEPT, Fate.DUE, Fate.DUE]


def test_a_module_behind_a_notebook_makes_its_stage_due(
    tables: Path, former: FormerRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = reuse.modules_behind
    monkeypatch.setattr(
        reuse, "modules_behind", lambda notebook: behind(notebook)[: -1 if "2_" in notebook.name else None]
    )
    found = fates(former, ONE, USED, tables)
    assert [stage for stage, fate in found.items() if fate is Fate.DUE] == ["2_attainment"]


def test_pages_rest_on_the_code_but_not_on_returns_or_commit() -> None:
    left_out = {"data/raw/2022-Q4/x.xlsx", "data/processed/2021-Q4/slips.csv", "code:version"}
    assert set(USED) - set(page_inputs(USED)) == left_out


def test_a_piece_is_taken_over_only_with_its_key_and_whole(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    page, staged = workspace.reports(Period(2022, 4)) / "page.html", tmp_path / "staging" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text("whole", encoding="utf-8")
    former = FormerRun(workspace, {"page": "1"}, {workspace.name_of(page): digest(page)})
    assert not former.take_over("page", "2", {page: staged})
    assert not former.take_over("other", "1", {page: staged})
    assert not replace(former, outputs={}).take_over("page", "1", {page: staged})
    assert not staged.exists()
    assert former.take_over("page", "1", {page: staged})
    assert staged.read_bytes() == page.read_bytes()
    page.write_text("edited", encoding="utf-8")
    assert not former.take_over("page", "1", {page: staged})


def test_before_the_first_run_there_is_nothing_to_take_over(empty: Workspace) -> None:
    assert FormerRun.of(empty, Period(2022, 4)) == FormerRun.none(empty)
