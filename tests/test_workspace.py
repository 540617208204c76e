"""Where everything lies."""

from pathlib import Path

import pytest

from innocity.errors import UsageError
from innocity.period import Period
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)


def test_a_workspace_holds_a_framework(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=tmp_path.name):
        Workspace.at(tmp_path)
    (tmp_path / "params" / "framework").mkdir(parents=True)
    assert Workspace.at(tmp_path) == Workspace(tmp_path.resolve())


def test_a_folder_inside_finds_its_workspace(tmp_path: Path) -> None:
    (tmp_path / "city" / "params" / "framework").mkdir(parents=True)
    (tmp_path / "city" / "data" / "raw").mkdir(parents=True)
    assert Workspace.around(tmp_path / "city" / "data" / "raw") == Workspace((tmp_path / "city").resolve())
    assert Workspace.around(tmp_path) == Workspace(CODE)


def test_all_places_lie_below_the_root(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    plain = [workspace.framework, workspace.programme, workspace.rules]
    by_period = [
        "period_file",
        "returns",
        "register",
        "tables",
        "reports",
        "failed",
        "staging",
        "outgoing",
        "by_hand",
        "lock",
    ]
    places = [*plain, *(getattr(workspace, name)(PERIOD) for name in by_period)]
    assert len(set(places)) == 13
    assert all(place.is_relative_to(tmp_path) for place in places)
    assert workspace.name_of(workspace.register(PERIOD)) == "data/raw/2022-Q4/register.csv"


def test_periods_are_those_with_a_parameter_file(tmp_path: Path) -> None:
    folder = tmp_path / "params" / "periods"
    folder.mkdir(parents=True)
    for name in ("2023-Q1.yaml", "2022-Q4.yaml", "abcd-Q1.yaml", "2023-Q5.yaml", "2023-Q2.yml", "notes.txt"):
        (folder / name).write_text("", encoding="utf-8")
    assert Workspace(tmp_path).periods() == [Period(2022, 4), Period(2023, 1)]


def test_files_received_are_those_that_units_sent(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    folder = workspace.returns(PERIOD)
    names = ["b.xlsx", "a/a.xlsx", "a/deep/er/x.csv", "scan.pdf"]
    ignored = [
        "register.csv",
        "overrides.csv",
        "README.md",
        "a/notes.MD",
        ".hidden",
        "~$b.xlsx",
        "a/.DS_Store",
        ".git/x.xlsx",
    ]
    for name in [*names, *ignored]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    assert workspace.files_received(PERIOD) == sorted(folder / name for name in names)


@pytest.mark.parametrize("name", ["register.csv", "overrides.csv"])
def test_what_only_looks_like_the_offices_own_further_down_is_a_file_received(tmp_path: Path, name: str) -> None:
    workspace = Workspace(tmp_path)
    inner = workspace.returns(PERIOD) / "a" / name
    inner.parent.mkdir(parents=True)
    inner.write_bytes(b"")
    assert workspace.files_received(PERIOD) == [inner]


def test_periods_with_returns(workspace: Workspace) -> None:
    assert workspace.periods_with_returns() == [Period(2021, 4), Period(2022, 4)]
    assert workspace.files_received(Period(1999, 1)) == []
