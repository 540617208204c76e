"""The course: the small one goes through, every figure of a quick go is told, and nothing is left behind."""

from pathlib import Path

import pytest

from innocity.bench import bench, course
from innocity.bench.course import Course
from innocity.bench.measured import Taken
from innocity.bench.scratch import Scratch


def test_what_a_further_one_takes(tmp_path: Path) -> None:
    said: list[str] = []
    one = Course(Scratch(tmp_path), said.append, [{}])
    one._growth("period", [10.0, 12.0, 14.0, 99.0, 100.0, 103.0, 106.0])
    assert one.rounds == [{"first_third_by_period": Taken(2.0), "last_third_by_period": Taken(3.0)}]
    assert [line.split() for line in said] == [
        ["1", "first_third_by_period", "2.00", "s"],
        ["1", "last_third_by_period", "3.00", "s"],
    ]


@pytest.mark.slow
def test_a_quick_go_with_a_small_city(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(course, "UNITS", 1)
    monkeypatch.setattr(course, "TIMES", 1)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    bench.run(tmp_path / "performance.md", is_full=False)
    told = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert told in capsys.readouterr().out
    for figure in ("One period with 20 scorecards", "Nothing changed", "the bare work", "Memory", "`status`"):
        assert f"{figure}" in told
