"""The workbench: which measure each option asks for."""

from pathlib import Path

import pytest

from innocity.arguments import parse
from innocity.bench import bench
from innocity.commands.workbench import measure
from innocity.exits import Exit


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["--runs"], (None, False)),
        (["--runs", "--quick", "--table", "a.md"], (Path("a.md"), False)),
        (["--runs", "--full"], (None, True)),
    ],
)
def test_runs_are_measured_as_asked(
    options: list[str], asked: tuple[Path | None, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[Path | None, bool]] = []
    monkeypatch.setattr(bench, "run", lambda table, is_full: called.append((table, is_full)))
    assert measure(parse(["bench", *options])) == Exit.DONE
    assert called == [asked]


def test_a_go_is_quick_or_full() -> None:
    with pytest.raises(SystemExit):
        parse(["bench", "--runs", "--quick", "--full"])
