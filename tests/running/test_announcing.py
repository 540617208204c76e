"""The end of a run announced to the user's own command."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from innocity.running import announcing
from innocity.running.announcing import COMMAND, announce


def command(code: str, *arguments: str) -> str:
    """A command line that runs this code."""
    return shlex.join([sys.executable, "-c", code, *arguments])


def test_the_command_gets_all_that_is_told_and_no_shell_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    monkeypatch.setenv(COMMAND, command(code, str(tmp_path / "told; rm")))
    said: list[str] = []
    announce(said.append, period="2022-Q4", said="$(甲)\n")
    assert json.loads((tmp_path / "told; rm").read_text(encoding="utf-8")) == {"period": "2022-Q4", "said": "$(甲)\n"}
    assert said == []


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("no-such-command", "FileNotFoundError"),
        ("'unclosed", "ValueError"),
        (command("import sys; sys.exit(3)"), "exit status 3"),
        (command("import time; time.sleep(60)"), "TimeoutExpired"),
    ],
)
def test_a_command_that_fails_is_told_and_no_more(monkeypatch: pytest.MonkeyPatch, named: str, told: str) -> None:
    monkeypatch.setenv(COMMAND, named)
    monkeypatch.setattr(announcing, "_SECONDS", 1)
    said: list[str] = []
    announce(said.append, period="2022-Q4")
    assert len(said) == 1
    assert told in said[0]


def test_without_a_command_nothing_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(COMMAND, raising=False)
    announce(pytest.fail, period="2022-Q4")
