"""The course: every side has its turn, all that is told of is measured, and a small go comes to its end."""

import json
import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from innocity.bench import bench, course, jobs, sides
from innocity.bench.course import Course
from innocity.bench.figures import asked, measurements
from innocity.bench.measured import Taken
from innocity.bench.scratch import Scratch
from innocity.bench.sides import Made
from innocity.workspace import Workspace

UNIT = "sample_science"
CLOCK = count(1_000)


def written(path: Path, content: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, (now := next(CLOCK), now))


def notebooks(made: Made) -> None:
    """What notebooks leave: tables that depend on the returns, and pages."""
    returns = sorted(path for path in made.workspace.returns(made.period).rglob("*") if path.is_file())
    content = sha256(b"".join(path.read_bytes() for path in returns)).hexdigest()
    written(made.workspace.tables(made.period) / "observations.csv", content)
    written(made.reports / "notebooks" / "4_report.html")
    written(made.reports / "notebooks" / "scorecards" / f"{UNIT}.ipynb")
    written(made.reports / "scorecards" / "card.html")


def ran(command: Sequence[str]) -> None:
    """What a run leaves, but where nothing has changed."""
    place = next(index for index, word in enumerate(command) if word.startswith("--workspace"))
    for root in command[place + 1 :]:
        workspace = Workspace(Path(root))
        for period in [one for one in workspace.periods() if str(one) in command or "--all" in command]:
            made = Made(workspace, period)
            before = made.tables
            notebooks(made)
            if made.tables != before:
                written(made.reports / "run.json", json.dumps({"seconds": {"scorecards": 1.0}}))


def takes(command: Sequence[str], environment: Mapping[str, str], fine: Sequence[int] = (0,)) -> Taken:
    """What the command would leave, made at once."""
    if "run" in command:
        ran(command)
    elif "innocity.bench.plain" in command or "innocity.bench.floor" in command:
        path = next(Path(word) for word in command if word.endswith("jobs.json"))
        for job in jobs.read(path):
            (period,) = {str(book.parameters["period"]) for book in job.books}
            workspace = Workspace(Path(job.workspace))
            notebooks(next(Made(workspace, one) for one in workspace.periods() if str(one) == period))
        parts = {part: {"seconds": 2.0, "processor": 2.0} for part in ("cells", "pages", "everything")}
        path.with_name("floor.json").write_text(json.dumps(parts), encoding="utf-8")
    return Taken(2.0, 3.0, 4_000_000, began=float(next(CLOCK)))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (
        ("UNITS", 1),
        ("FEW", 1),
        ("PERIODS", 4),
        ("CITIES", 4),
        ("ROUNDS", 2),
        ("WINDOW", 2),
        ("TIMES", 1),
    ):
        monkeypatch.setattr(course, name, number)


def test_a_full_go_measures_all_that_is_told_of(small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sides, "take", takes)
    monkeypatch.setattr(course, "take", takes)
    said: list[str] = []
    one = Course(Scratch(tmp_path), said.append)
    one.go(is_full=True)
    names = {row.name for row in measurements()}
    assert set().union(*one.rounds) == names
    assert all(row.of(one.rounds) is not None for row in asked())
    order = [[name for name in taken if name in ("innocity", "process", "floor_cells")] for taken in one.rounds]
    assert order == [["innocity", "process", "floor_cells"], ["floor_cells", "process", "innocity"]]
    assert len(said) == sum(map(len, one.rounds))


def test_what_a_further_one_takes(tmp_path: Path) -> None:
    said: list[str] = []
    one = Course(Scratch(tmp_path), said.append, [{}])
    one._growth("period", [10.0, 11.0, 12.0, 13.0, 18.0, 99.0, 100.0, 101.0, 102.0, 103.0, 112.0])
    assert one.rounds == [{"first_by_period": Taken(2.0), "last_by_period": Taken(3.0)}]
    assert [line.split() for line in said] == [
        ["1", "first_by_period", "2.00", "s"],
        ["1", "last_by_period", "3.00", "s"],
    ]


@pytest.mark.slow
def test_a_quick_go_with_a_small_city(
    small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(course, "ROUNDS", 1)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    bench.run(tmp_path / "performance.md", is_full=False)
    told = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert told in capsys.readouterr().out
    for figure in ("One period with 20 scorecards", "Nothing changed", "the bare work", "Memory", "`status`"):
        assert figure in told
