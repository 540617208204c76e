"""What `doctor` says of an environment that is whole, and of one that is not."""

from collections import namedtuple
from pathlib import Path

import pytest

from innocity import cli
from innocity.commands import doctor
from innocity.commands.doctor import EXAMINED, Health, diagnoses
from innocity.workspace import Workspace

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """No kernel is started and no distribution looked up."""
    monkeypatch.setattr(doctor, "_kernel", lambda: "42")
    monkeypatch.setattr(doctor, "_lock", lambda: "lock")


def test_every_thing_is_looked_at_in_turn(empty: Workspace) -> None:
    found = list(diagnoses(empty))
    assert tuple(one.name for one in found) == EXAMINED
    assert [one for one in found if one.health is Health.FAIL] == []


@pytest.mark.parametrize(("free", "health"), [(2 << 30, Health.OK), (300 << 20, Health.WARN), (1 << 20, Health.FAIL)])
def test_room_on_the_disk(empty: Workspace, monkeypatch: pytest.MonkeyPatch, free: int, health: Health) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: Usage(0, 0, free))
    assert {one.name: one.health for one in diagnoses(empty)}["room"] is health


def test_what_is_wrong_is_said_with_what_to_do(
    empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty.published.write_bytes(b"")  # a file where the folder should be
    monkeypatch.setenv("INNOCITY_FONTS", str(tmp_path / "nowhere"))
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    assert cli.main(cli.parse(["doctor", "--workspace", str(empty.root), "--lang", "en"])) == cli.Exit.FAILED
    said = capsys.readouterr().out
    assert said.count("[fail]") == 2
    assert said.count("[warn]") == 3
    assert said.count("To do:") == 5
    assert "nowhere" in said


def test_a_sound_environment_ends_with_0(empty: Workspace) -> None:
    assert cli.main(cli.parse(["doctor", "--workspace", str(empty.root)])) == cli.Exit.DONE
