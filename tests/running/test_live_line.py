"""The clock below a run on a terminal, and its absence everywhere else."""

import io
from contextlib import suppress
from pathlib import Path

import pytest

from innocity.language import Language
from innocity.period import Period
from innocity.running import live_line
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
WIPE = "\r\x1b[2K"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("passed", "usual", "told"),
    [
        (0.4, None, "  0 s"),
        (12, 41.6, "  12 s, about 30 s left by the last run"),
        (41.6, 41.6, "  42 s"),
        (90, 41.6, "  90 s"),
    ],
)
def test_what_is_left_is_told_until_the_usual_time_has_passed(passed: float, usual: float | None, told: str) -> None:
    assert live_line.clock_line(passed, usual, Language.EN) == told


def test_elsewhere_than_on_a_terminal_lines_are_plain() -> None:
    stream = io.StringIO()
    with live_line.live(stream, 40) as say:
        say("开始")
        say("完成")
    assert stream.getvalue() == "开始\n完成\n"


def test_on_a_terminal_lines_stand_above_the_clock_which_leaves_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_line, "_EVERY", 60)
    stream = Terminal()
    with suppress(KeyboardInterrupt), live_line.live(stream, None) as say:
        say("开始")
        say("一\n二")
        raise KeyboardInterrupt
    clock = "  已用 0 秒"
    assert stream.getvalue() == f"{WIPE}开始\n{clock}{WIPE}一\n二\n{clock}{WIPE}"


def test_the_clock_goes_on_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_line, "_EVERY", 0.001)
    stream = Terminal()
    with live_line.live(stream, None):
        while stream.getvalue().count("已用") < 3:
            pass
    assert stream.getvalue().endswith(f"秒{WIPE}")


@pytest.mark.parametrize(
    ("content", "seconds"), [('{"took": 41.6}', 41.6), ("{}", None), ("{", None), (None, None), ('{"took": "x"}', None)]
)
def test_the_usual_time_is_that_of_the_published_run(
    tmp_path: Path, content: str | None, seconds: float | None
) -> None:
    workspace = Workspace(tmp_path)
    if content is not None:
        workspace.reports(PERIOD).mkdir(parents=True)
        (workspace.reports(PERIOD) / "run.json").write_text(content, encoding="utf-8")
    assert live_line.usual_seconds(workspace, PERIOD) == seconds
