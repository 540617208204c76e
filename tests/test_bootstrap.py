"""The set-up: which interpreter is good as it is, and when `.venv` has to be made again."""

import subprocess
import sys
from pathlib import Path

import pytest

from innocity import bootstrap


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own for the set-up."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "_PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text("", encoding="utf-8")
    return tmp_path


def lock(folder: Path, text: str) -> Path:
    """A lock file."""
    path = folder / "requirements.lock"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        ("papermill=={papermill} \\\n    --hash=sha256:00\n", True),
        ("papermill==0.0.1 \\\n    --hash=sha256:00\n", False),
        ("no-such-distribution==1.0 \\\n    --hash=sha256:00\n", False),
        ("no-such-distribution==1.0 ; sys_platform == 'plan9' \\\n    --hash=sha256:00\n", True),
        ("# only a remark\n", True),
    ],
)
def test_an_environment_satisfies_the_lock_or_not(tmp_path: Path, text: str, is_enough: bool) -> None:
    from importlib.metadata import version

    assert bootstrap.satisfies(lock(tmp_path, text.format(papermill=version("papermill")))) is is_enough


def test_what_was_installed_in_an_older_form_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path / "packages")
    egg = tmp_path / "packages" / "old_thing-1.5.egg-info"
    egg.mkdir(parents=True)
    (egg / "PKG-INFO").write_text("Metadata-Version: 1.1\nName: old-thing\nVersion: 1.5\n", encoding="utf-8")
    assert bootstrap.satisfies(lock(tmp_path, "old.thing==1.5\n"))
    assert not bootstrap.satisfies(lock(tmp_path, "old.thing==1.6\n"))


def test_this_environment_satisfies_the_lock() -> None:
    assert bootstrap.satisfies(bootstrap.TEST_LOCK)


def test_a_set_up_is_current_only_with_its_stamp_for_this_lock_and_folder(house: Path) -> None:
    path = lock(house, "a==1\n")
    assert not bootstrap._is_current(path)
    bootstrap._stamp(path).write_text(bootstrap._expected_stamp(path), encoding="utf-8")
    assert bootstrap._is_current(path)
    lock(house, "a==2\n")
    assert not bootstrap._is_current(path)


def test_help_and_wrong_usage_answer_without_any_library() -> None:
    """`-I -S` hides every installed library: what answers then answers before anything is installed."""
    script = "import sys; sys.path.insert(0, sys.argv.pop(1)); from innocity import cli; cli.parse(sys.argv[1:])"
    base = [sys.executable, "-I", "-S", "-X", "utf8", "-c", script, str(bootstrap.ROOT)]
    helped = subprocess.run([*base, "--help"], capture_output=True, encoding="utf-8")
    wrong = subprocess.run([*base, "rnu"], capture_output=True, encoding="utf-8")
    assert (helped.returncode, wrong.returncode) == (0, 2)
    assert "run" in helped.stdout
    assert "rnu" in wrong.stderr
