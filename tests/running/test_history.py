"""Former runs: kept when something changed, found by name, whole wherever a publication was cut off."""

import json
from pathlib import Path

import pytest

from innocity.errors import UsageError
from innocity.period import Period
from innocity.running import history, publication
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)


def publish(workspace: Workspace, words: str, page: str = "") -> None:
    """A run that came to these words in its table, its parameters and its page."""
    staging = publication.fresh_staging(workspace, PERIOD)
    (staging / "tables" / "t.csv").write_text(words, encoding="utf-8")
    inputs = staging / "reports" / "inputs" / "params" / "framework"
    inputs.mkdir(parents=True)
    (inputs / "targets.csv").write_text(words, encoding="utf-8")
    (staging / "reports" / "notebooks").mkdir()
    (staging / "reports" / "report.html").write_text(page or words, encoding="utf-8")
    outputs = {
        "data/processed/2022-Q4/t.csv": words,
        "reports/2022-Q4/inputs/params/framework/targets.csv": words,
        "reports/2022-Q4/report.html": page or words,
    }
    (staging / "reports" / "fingerprint.json").write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    (staging / "reports" / "run.json").write_text("{}", encoding="utf-8")
    publication.publish(workspace, PERIOD)


def told(workspace: Workspace, name: str) -> tuple[str, str]:
    """What the table and the parameters of a run say."""
    run = history.find(workspace, name)
    places = (run.tables / "t.csv", run.inputs.framework / "targets.csv")
    table, targets = (place.read_text(encoding="utf-8") for place in places)
    return table, targets


def test_every_former_run_is_kept_without_its_pages(empty: Workspace) -> None:
    for words in ("one", "two", "three"):
        publish(empty, words)
    names = ("2022-Q4@1", "2022-Q4@2", "2022-Q4")
    assert [told(empty, name) for name in names] == [("one", "one"), ("two", "two"), ("three", "three")]
    kept = sorted(path.name for path in (empty.history(PERIOD) / "1" / "reports").iterdir())
    assert kept == ["fingerprint.json", "inputs", "run.json"]


@pytest.mark.parametrize("page", ["", "another language"])
def test_a_run_with_the_same_tables_and_parameters_is_not_kept(empty: Workspace, page: str) -> None:
    publish(empty, "one")
    publish(empty, "one", page)
    assert not empty.history(PERIOD).exists()
    assert not empty.outgoing(PERIOD).exists()


def test_what_never_came_to_its_end_is_not_kept(empty: Workspace) -> None:
    publish(empty, "one")
    (empty.reports(PERIOD) / "fingerprint.json").unlink()
    publish(empty, "two")
    assert not empty.history(PERIOD).exists()


@pytest.mark.parametrize("cut_at", range(5))
def test_a_publication_that_is_cut_off_loses_no_run(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    publish(empty, "one")
    rename, done = Path.rename, []

    def cut(self: Path, target: Path) -> Path:
        if len(done) == cut_at:
            raise KeyboardInterrupt
        done.append(target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", cut)
    with pytest.raises(KeyboardInterrupt):
        publish(empty, "two")
    monkeypatch.undo()
    publication.recover(empty, PERIOD)
    publication.recover(empty, PERIOD)
    if cut_at < 4:  # the reports were not in their place yet: all is as before
        assert told(empty, "2022-Q4") == ("one", "one")
        publish(empty, "two")
    assert told(empty, "2022-Q4") == ("two", "two")
    assert told(empty, "2022-Q4@1") == ("one", "one")
    assert not empty.outgoing(PERIOD).exists()


@pytest.mark.parametrize("gone", [["report.html"], ["report.html", "notebooks"]])
def test_a_former_run_whose_pages_are_half_gone_is_kept(empty: Workspace, gone: list[str]) -> None:
    publish(empty, "one")
    former = empty.outgoing(PERIOD)
    former.mkdir(parents=True)
    empty.tables(PERIOD).rename(former / "tables")
    empty.reports(PERIOD).rename(former / "reports")
    for name in gone:
        path = former / "reports" / name
        path.rmdir() if path.is_dir() else path.unlink()
    (empty.reports(PERIOD)).mkdir()
    publication.recover(empty, PERIOD)
    assert told(empty, "2022-Q4@1") == ("one", "one")


@pytest.mark.parametrize("name", ["2022-Q4@2", "2022-Q4@0", "1999-Q1", "2022-Q4@", "last", "../2022-Q4"])
def test_an_unknown_run_is_told_with_those_that_exist(empty: Workspace, name: str) -> None:
    for words in ("one", "two"):
        publish(empty, words)
    with pytest.raises(UsageError) as told:
        history.find(empty, name)
    assert name in str(told.value)
    assert "2022-Q4@1, 2022-Q4" in str(told.value)


def test_a_period_that_was_not_run_is_to_be_run_first(empty: Workspace) -> None:
    with pytest.raises(UsageError, match=r"pipeline\.py run 2022-Q4"):
        history.find(empty, "2022-Q4")


def test_the_parameters_are_kept_as_a_workspace(empty: Workspace, tmp_path: Path) -> None:
    (empty.rules / "~$open.yaml").write_text("", encoding="utf-8")
    history.copy_inputs(empty, PERIOD, tmp_path / "kept")
    kept, shipped = tmp_path / "kept" / "inputs" / "params", CODE / "params"
    expected = {path.relative_to(shipped) for path in shipped.rglob("*") if path.is_file() and path.suffix != ".md"}
    expected = {path for path in expected if path.parent.name != "periods" or path.stem == str(PERIOD)}
    expected = {path for path in expected if path.parent.name != "release"}  # who may sign is no input of a run
    found = {path.relative_to(kept) for path in kept.rglob("*") if path.is_file()}
    assert found == expected
    assert all((kept / path).read_bytes() == (shipped / path).read_bytes() for path in found)
