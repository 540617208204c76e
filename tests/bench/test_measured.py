"""What commands take: of all processes that come of them, those they leave behind included."""

import json
import os
import sys
from pathlib import Path

import pytest

from innocity.bench.measured import Taken, descendants, main, take
from innocity.errors import InnocityError

BUSY = "import time\nwhile time.process_time() < 0.3: pass"
LEAVING = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}])"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt what others leave behind")
@pytest.mark.parametrize("code", [BUSY, LEAVING], ids=["itself", "left behind"])
def test_the_time_of_every_process_counts(code: str) -> None:
    taken = take([sys.executable, "-c", code], os.environ)
    assert taken.processor is not None and taken.processor >= 0.3
    assert taken.seconds > 0 and taken.began > 0


def test_a_code_that_is_not_fine_is_told_with_the_last_that_was_said() -> None:
    command = [sys.executable, "-c", "print('no room'); raise SystemExit(3)"]
    assert take(command, os.environ, (0, 3)).seconds > 0
    with pytest.raises(InnocityError, match="no room"):
        take(command, os.environ)


def test_a_parent_that_dies_is_told(tmp_path: Path) -> None:
    with pytest.raises(InnocityError):
        take(["no such command"], os.environ)


def test_this_process_descends_from_the_first() -> None:
    assert sys.platform != "linux" or os.getpid() in descendants(os.getppid())
    assert os.getpid() not in descendants(os.getpid())


def test_what_it_took_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innocity.bench.measured._adopt", lambda: None)
    monkeypatch.setattr("innocity.bench.measured._wait_for_all", lambda: None)
    main(tmp_path / "taken.json", [sys.executable, "-c", ""])
    assert json.loads((tmp_path / "taken.json").read_text(encoding="utf-8"))["code"] == 0


def test_a_part_ends_at_its_moment() -> None:
    assert Taken(9.0, 4.0, 100, began=1000.0).until(1002.5) == Taken(2.5, began=1000.0)


@pytest.mark.parametrize(
    ("one", "three"),
    [
        (Taken(2.0, 1.5, 100, began=9.0), Taken(6.0, 4.5, 100)),
        (Taken(2.0), Taken(6.0)),
    ],
)
def test_several_times_the_same_take_as_often_the_time_and_no_more_memory(one: Taken, three: Taken) -> None:
    assert one.times(3) == three
