"""A period made again: what is the same, what differs and how it is told, what is left behind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import recorded
import releasable
from recorded import PERIOD, Workspace

from innocity import cli
from innocity.errors import UsageError
from innocity.period import Period
from innocity.record.notebook_form import canonical_digest
from innocity.running import reproduction
from innocity.running.reproduction import Reproduction, reproduce
from innocity.running.run import Request

REPORT, TABLE = "reports/2022-Q4/report.html", "data/processed/2022-Q4/attainment.csv"
Change = Callable[[Path], object]


@pytest.fixture
def published(tmp_path: Path) -> Workspace:
    """A publication with its inputs; no run made it."""
    workspace = recorded.published(tmp_path / "某市")
    releasable.lay_inputs(workspace)
    return workspace


def again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, change: Change = lambda _: None) -> Reproduction:
    """Make it again with a run that writes what is published, and `change` after it."""

    def same(request: Request, _: object) -> None:
        for name, content in releasable.files(workspace.root).items():
            if name.startswith(("data/processed/2022-Q4/", "reports/2022-Q4/")):
                place = request.workspace.root / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        change(request.workspace.root)

    monkeypatch.setattr(reproduction, "run", same)
    return reproduce(workspace, PERIOD, 1, lambda _: None)


def test_what_comes_out_the_same_leaves_nothing_behind(published: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = releasable.files(published.root)
    found = again(published, monkeypatch)
    assert (found.differences, found.lost, found.files > 5) == ((), (), True)
    assert releasable.files(published.root) == before


@pytest.mark.parametrize(
    ("change", "key", "name"),
    [
        (lambda root: (root / REPORT).write_bytes(b"x"), "differs", REPORT),
        (lambda root: (root / TABLE).unlink(), "missing", TABLE),
        (lambda root: (root / f"{TABLE}2").write_bytes(b"x"), "new", f"{TABLE}2"),
    ],
)
def test_every_difference_is_named_and_the_files_are_kept(
    published: Workspace, monkeypatch: pytest.MonkeyPatch, change: Change, key: str, name: str
) -> None:
    found = again(published, monkeypatch, change)
    assert [(one.key, one.name) for one in found.differences] == [(f"reproduce.file_{key}", name)]
    assert (found.folder / "reports/2022-Q4").is_dir()
    assert (again(published, monkeypatch).differences, found.folder.exists()) == ((), False)


def test_manifests_and_the_clock_are_left_out(published: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(root: Path) -> None:
        for name in ("MANIFEST.sha256", "MANIFEST.sm3", "run.json", "fingerprint.json"):
            (root / "reports/2022-Q4" / name).write_bytes(b"other")

    assert again(published, monkeypatch, change).differences == ()


@pytest.mark.parametrize("name", ["data/raw/2022-Q4/register.csv", "data/raw/2022-Q4/甲局/报表 1.xlsx"])
def test_an_input_that_is_another_now_stops_it(
    published: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (published.root / name).write_bytes(b"later")
    found = again(published, monkeypatch)
    assert [one.name for one in found.lost] == [name]
    assert not found.folder.exists()
    assert cli.main(cli.parse(["reproduce", "2022-Q4", "--workspace", str(published.root)])) == cli.Exit.MISMATCH
    assert name in capsys.readouterr().out


def test_parameters_are_those_of_the_run(published: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    was = published.programme.read_bytes()
    published.programme.write_bytes(was + b"# later\n")
    seen: list[bytes] = []
    again(published, monkeypatch, lambda root: seen.append((root / "params/programme.yaml").read_bytes()))
    assert seen == [was]


def test_other_code_and_libraries_are_told(published: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    record = published.reports(PERIOD) / "run.json"
    record.write_text(json.dumps({"libraries": {"papermill": "0.1"}}), encoding="utf-8")
    told = {one.name: one.expected for one in again(published, monkeypatch).versions}
    assert (told["papermill"], told["code:innocity"]) == ("0.1", "-")


def test_an_interrupted_one_leaves_nothing(published: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: Path) -> None:
        raise KeyboardInterrupt

    before = releasable.files(published.root)
    with pytest.raises(KeyboardInterrupt):
        again(published, monkeypatch, stop)
    assert releasable.files(published.root) == before


def test_a_period_that_was_never_run(published: Workspace) -> None:
    with pytest.raises(UsageError):
        reproduce(published, Period(2021, 4), 1, print)


def notebook(**changed: object) -> bytes:
    """A notebook of one cell."""
    output = {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "97.7"}, "metadata": {}}
    cell = {"cell_type": "code", "id": "a", "source": "1", "metadata": {"execution": {"x": 1}}, "outputs": [output]}
    return json.dumps({"cells": [cell | changed], "metadata": {"papermill": {"duration": 3}}}).encode()


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        ({"id": "b"}, True),
        ({"execution_count": 7}, True),
        ({"metadata": {"execution": {"x": 2}}}, True),
        ({"source": "2"}, False),
        ({"outputs": []}, False),
        ({"metadata": {"tags": ["hide"]}}, False),
        ({"cell_type": "markdown"}, False),
    ],
)
def test_a_notebook_is_what_it_says(changed: dict[str, object], is_same: bool) -> None:
    assert (canonical_digest(notebook(**changed)) == canonical_digest(notebook())) is is_same


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"metadata": {}, "cells": [1]}'])
def test_what_is_no_notebook(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"^(no notebook|Expecting)"):
        canonical_digest(content)
