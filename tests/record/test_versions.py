"""Which code made a report, in a repository and outside one."""

import subprocess
from pathlib import Path

import pytest

from innocity.record.versions import code_version

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run(
        ["git", "-C", str(folder), *who, *arguments], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()


def test_the_commit_that_last_changed_the_code_with_a_sign_where_files_differ(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "pipeline.py").write_text("1", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "code")
    made = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "commit", "-qm", "none of it", "--allow-empty")
    assert code_version(tmp_path) == made
    (tmp_path / "pipeline.py").write_text("2", encoding="utf-8")
    assert code_version(tmp_path) == f"{made}+"


@pytest.mark.parametrize(
    ("told", "version"),
    [(COMMIT, COMMIT), (f"{COMMIT}+", f"{COMMIT}+"), ("", "-"), ("-", "-"), ("<b>", "-"), (COMMIT[1:], "-")],
)
def test_outside_version_control_a_version_that_was_told_counts_if_it_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, version: str
) -> None:
    monkeypatch.setenv("INNOCITY_COMMIT", told)
    assert code_version(tmp_path) == version
