"""Readings that are kept: what they rest on, what comes back, and what is no reading."""

import hashlib
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from innocity.framework import Framework, load
from innocity.intake import kept_readings
from innocity.intake.isolation import Isolated
from innocity.intake.kept_readings import KeptReadings, Page, Reading
from innocity.intake.reading import Cell, Sheet
from innocity.intake.returns import read_returns
from innocity.intake.work_forms import WorkForms
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.tables import Receipt, Verdict
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


def a_receipt(**changes: Any) -> Receipt:
    """The receipt of some file."""
    return Receipt(
        file="data/raw/2022-Q4/x.xlsx",
        sha256="0" * 64,
        period="2022-Q4",
        received_on="2023-01-05",
        is_registered=True,
        version=1,
        verdict=Verdict.ACCEPTED,
    ).replaced(**changes)


@pytest.fixture
def framework(workspace: Workspace) -> Framework:
    """The facts of the workspace."""
    return load(workspace)


@pytest.fixture
def kept(workspace: Workspace, framework: Framework) -> KeptReadings:
    """The readings of the workspace."""
    return KeptReadings.of(workspace, framework)


@pytest.fixture
def reading() -> Reading:
    """A sheet with nothing in it."""
    sheet = Sheet("一", {})
    return Reading([sheet], [Page(sheet, [], WorkForms((), (), sheet, ()))])


def the_file(kept: KeptReadings) -> Path:
    """The one file that is kept."""
    (path,) = kept.folder.iterdir()
    return path


def test_every_return_of_a_city_is_read_once_and_says_the_same(
    workspace: Workspace, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    parameters = load_parameters(workspace.period_file(PERIOD))
    first = read_returns(workspace, framework, parameters)
    refused = sum(row.code == "unreadable_file" for row in [*first.findings, *first.former_findings])
    asked, read = list[Path](), Isolated.read

    def counted(self: Isolated, path: Path, *words: Any) -> list[Sheet]:
        asked.append(path)
        return read(self, path, *words)

    monkeypatch.setattr(Isolated, "read", counted)
    assert read_returns(workspace, framework, parameters) == first
    assert len(asked) == refused
    assert any(workspace.readings.iterdir())


@pytest.mark.parametrize(
    "changes",
    [{"sha256": "1" * 64}, {"file": "data/raw/2022-Q4/y.xlsx"}],
    ids=["content", "name"],
)
def test_a_file_that_is_not_the_same_is_not_known(
    kept: KeptReadings, reading: Reading, changes: dict[str, str]
) -> None:
    kept.keep(a_receipt(), PERIOD, reading)
    assert kept.find(a_receipt(), PERIOD) == reading
    assert kept.find(a_receipt(), Period(2022, 1)) == reading
    assert kept.find(a_receipt(**changes), PERIOD) is None
    assert kept.find(a_receipt(), Period(2023, 4)) is None


def test_other_words_or_other_code_know_nothing_and_what_was_kept_by_the_former_goes(
    workspace: Workspace,
    framework: Framework,
    kept: KeptReadings,
    reading: Reading,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept.keep(a_receipt(), PERIOD, reading)
    words = KeptReadings.of(workspace, replace(framework, indicators=framework.indicators[1:]))
    monkeypatch.setattr(kept_readings, "_code", lambda: "other")
    code = KeptReadings.of(workspace, framework)
    assert len({kept.folder, words.folder, code.folder}) == 3
    for other in (words, code):
        assert other.find(a_receipt(), PERIOD) is None
        other.keep(a_receipt(), PERIOD, reading)
        assert list(workspace.readings.iterdir()) == [other.folder]


class Call:
    """What a pickle should never do."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch called",)


def _signed(content: bytes) -> bytes:
    return hashlib.sha256(content).digest() + content


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: kept[:-1] + bytes([kept[-1] ^ 1]),
        lambda kept: kept[:40],
        lambda kept: b"",
        lambda kept: _signed(pickle.dumps(Call())),
        lambda kept: _signed(pickle.dumps(Cell)),
        lambda kept: _signed(pickle.dumps([1])),
        lambda kept: _signed(b""),
    ],
    ids=["flipped", "cut", "empty", "call", "class", "list", "nothing"],
)
def test_what_is_damaged_is_no_reading(
    kept: KeptReadings,
    reading: Reading,
    damage: Callable[[bytes], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    kept.keep(a_receipt(), PERIOD, reading)
    place = the_file(kept)
    place.write_bytes(damage(place.read_bytes()))
    assert kept.find(a_receipt(), PERIOD) is None
    assert not (tmp_path / "called").exists()
    kept.keep(a_receipt(), PERIOD, reading)
    assert kept.find(a_receipt(), PERIOD) == reading


def test_where_nothing_can_be_written_nothing_is_kept(kept: KeptReadings, reading: Reading) -> None:
    kept.folder.parent.parent.mkdir(parents=True, exist_ok=True)
    kept.folder.parent.write_text("a file where a folder should be", encoding="utf-8")
    kept.keep(a_receipt(), PERIOD, reading)
    assert kept.find(a_receipt(), PERIOD) is None


def test_a_file_that_is_exchanged_while_it_is_read_is_not_kept(
    workspace: Workspace, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {path.absolute(): path.read_bytes() for path in workspace.files_received(PERIOD)}
    read = Isolated.read

    def exchanged(self: Isolated, path: Path, *words: Any) -> list[Sheet]:
        sheets = read(self, path, *words)
        path.write_bytes(paths.get(path.absolute(), path.read_bytes()) + b"\n")
        return sheets

    monkeypatch.setattr(Isolated, "read", exchanged)
    read_returns(workspace, framework, load_parameters(workspace.period_file(PERIOD)))
    assert not workspace.readings.exists()


def test_a_refusal_is_not_kept(workspace: Workspace) -> None:
    (path,) = workspace.files_received(PERIOD)[:1]
    path.write_bytes(b"no workbook")
    parameters, framework = load_parameters(workspace.period_file(PERIOD)), load(workspace)
    read_returns(workspace, framework, parameters)
    kept, receipt = KeptReadings.of(workspace, framework), a_receipt(file=workspace.name_of(path))
    changed = receipt.replaced(sha256=hashlib.sha256(b"no workbook").hexdigest())
    assert kept.find(changed, PERIOD) is None
