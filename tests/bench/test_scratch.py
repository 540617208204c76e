"""Scratch cities: copies hold nothing that was made, and one return can say something else."""

from pathlib import Path

from innocity import csvfile
from innocity.bench.scratch import Scratch, change_one_return
from innocity.intake.register import Arrival, digest
from innocity.workspace import Workspace


def registered(workspace: Workspace) -> dict[str, str | None]:
    (period,) = workspace.periods()
    return {row.file: row.sha256 for row in csvfile.read(workspace.register(period), Arrival)}


def test_one_return_of_a_copy_says_something_else(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    (city,) = scratch.cities("city", units=2, periods=0)
    (city / "reports").mkdir()
    workspace = scratch.copy(city)
    (period,) = workspace.periods()
    assert sorted(path.name for path in workspace.root.iterdir()) == ["data", "params"]
    before = registered(workspace)
    change_one_return(city, workspace, period)
    changed = [name for name, content in registered(workspace).items() if before[name] != content]
    assert len(changed) == 1
    returns = workspace.returns(period)
    assert registered(workspace)[changed[0]] == digest(returns / changed[0])
    assert registered(Workspace.at(city)) == before


def test_several_cities_have_a_folder_each(tmp_path: Path) -> None:
    cities = Scratch(tmp_path).cities("cities", units=1, periods=0, cities=2)
    assert [city.name for city in cities] == ["city-1", "city-2"]
