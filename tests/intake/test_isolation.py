"""Files that are opened in a child process: none of them stops the others."""

import os
import pickle
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import workbooks
from intake import hostile

from innocity.framework import load
from innocity.intake import isolation
from innocity.intake.isolation import Isolated
from innocity.intake.large_workbooks import read_large
from innocity.intake.matching import dictionary
from innocity.intake.reading import Unread, read_workbook
from innocity.intake.refusal import RefusedError
from innocity.language import Language, text
from innocity.workspace import CODE, Workspace


@pytest.fixture(scope="module")
def reader() -> Iterator[Isolated]:
    with Isolated() as reader:
        yield reader


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbooks.make_workbook(tmp_path / "良好.xlsx", workbooks.form(workbooks.row(2.5)), merges=["A1:C1"])


def child_of(reader: Isolated) -> subprocess.Popen[bytes]:
    assert reader._child is not None
    return reader._child


def test_a_sound_file_is_read_as_in_this_process(reader: Isolated, good: Path) -> None:
    assert reader.read(good) == read_workbook(good)


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_hostile_file_is_refused_with_a_sentence(reader: Isolated, tmp_path: Path, name: str) -> None:
    suffix, content, key = hostile.REFUSED[name]
    path = hostile.make(tmp_path, name, suffix, content)
    child = child_of(reader)
    with pytest.raises(RefusedError) as refusal:
        reader.read(path)
    assert (refusal.value.key, child_of(reader)) == (key, child)
    assert all(text(key, every, **refusal.value.values) for every in Language)


@pytest.mark.parametrize("name", hostile.PASSED)
def test_a_doubtful_cell_is_read_as_what_it_is(reader: Isolated, tmp_path: Path, name: str) -> None:
    suffix, content, expected = hostile.PASSED[name]
    (sheet,) = reader.read(hostile.make(tmp_path, name, suffix, content))
    cell = sheet.own(2, 2)
    assert (cell.value, cell.formula) == expected


def test_a_link_is_refused(reader: Isolated, good: Path) -> None:
    link = good.with_name("link.xlsx")
    link.symlink_to(good)
    with pytest.raises(RefusedError) as refusal:
        reader.read(link)
    assert refusal.value.key == "refused.link"


def test_many_cells_arrive_in_several_messages(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_CHUNK", 2)
    assert len(list(isolation._answer(good, ()))) > 3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signal is that of POSIX systems")
def test_a_child_that_dies_costs_its_file_only(good: Path) -> None:
    with Isolated() as reader:
        reader.read(good)
        os.kill(child_of(reader).pid, signal.SIGKILL)
        with pytest.raises(RefusedError) as refusal:
            reader.read(good)
        assert refusal.value.key == "refused.died"
        assert reader.read(good) == read_workbook(good)


def test_a_child_that_takes_too_long_is_ended(good: Path) -> None:
    with Isolated(seconds=0) as reader:
        child = child_of(reader)
        with pytest.raises(RefusedError) as refusal:
            reader.read(good)
        assert (refusal.value.key, child.poll() is None) == ("refused.slow", False)


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_no_child_is_left_behind(fault: type[BaseException], monkeypatch: pytest.MonkeyPatch, good: Path) -> None:
    def interrupted(*_: object) -> None:
        raise fault

    monkeypatch.setattr(isolation, "_ask", interrupted)
    with Isolated() as reader:
        child = child_of(reader)
        with pytest.raises(fault):
            reader.read(good)
        assert child.poll() is not None


def test_the_child_ends_with_the_block() -> None:
    def use() -> None:
        with Isolated() as reader:
            children.append(child_of(reader))
            raise KeyboardInterrupt

    children: list[subprocess.Popen[bytes]] = []
    with pytest.raises(KeyboardInterrupt):
        use()
    assert children[0].poll() is not None


def test_known_words_reach_the_reader(reader: Isolated, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("指标名称,数值\n甲,2.95\n".encode("gb18030"))
    assert reader.read(path, ("指标名称",))[0].own(2, 2).text == "2.95"


def test_a_large_workbook_arrives_with_what_was_left_out(reader: Isolated, tmp_path: Path) -> None:
    lines = [workbooks.row(0.5, f"第{number}公司", "万元") for number in range(1_500)]
    path = workbooks.make_workbook(tmp_path / "a.xlsx", workbooks.form(*lines))
    words = dictionary(load(Workspace.at(CODE)))
    (sheet,) = reader.read(path, (), words)
    assert (sheet.unread, [sheet]) == (Unread(1_300, 201, 1_500), read_large(path, words))


@pytest.mark.parametrize("message", [os.system, Path("a"), RefusedError])
def test_an_answer_that_is_more_than_data_is_not_admitted(message: object, tmp_path: Path) -> None:
    path = tmp_path / "answer"
    with path.open("wb") as handle:
        isolation._send(handle, message)
    with path.open("rb") as handle, pytest.raises(pickle.UnpicklingError):
        isolation._received(handle)


def test_the_child_has_a_limit_of_memory(monkeypatch: pytest.MonkeyPatch, good: Path) -> None:
    monkeypatch.setattr(isolation, "_CHILD", isolation._CHILD.replace("serve()", "bytearray(2**31); serve()"))
    grown = isolation._CHILD.replace(
        "import serve; bytearray", "import serve, _limit_memory; _limit_memory(); bytearray"
    )
    monkeypatch.setattr(isolation, "_CHILD", grown)
    with Isolated() as reader, pytest.raises(RefusedError) as refusal:
        reader.read(good)
    assert refusal.value.key == "refused.died"
