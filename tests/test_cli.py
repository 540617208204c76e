"""The command line: what it is asked for, which exit code it gives, and that it never shows a traceback."""

import shutil
import subprocess
import sys
from pathlib import Path

import published
import pytest

from innocity import cli
from innocity.commands import runs
from innocity.running import run as runner
from innocity.workspace import CODE


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A workspace with parameters and no returns."""
    shutil.copytree(CODE / "params", tmp_path / "params")
    return tmp_path


def called(*arguments: str) -> int:
    """The exit code of a command."""
    return cli.main(cli.parse(arguments))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["1999-Q1"], "1999-Q1"),
        ([], "data/raw"),
        (["--lang", "fr"], "fr"),
        (["--workspace", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_asked_for(
    city: Path, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    assert called("run", "--workspace", str(city), *options) == cli.Exit.USAGE
    said = capsys.readouterr().err
    assert told in said
    assert len(said.strip().splitlines()) == 1


def test_a_dry_run_says_what_would_run_and_why(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called("run", "2022-Q4", "--dry-run", "--workspace", str(city)) == cli.Exit.DONE
    assert "2022-Q4" in capsys.readouterr().out
    assert not (city / "reports").exists()


def test_a_fault_of_ours_is_one_sentence_and_a_log(
    city: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(runner, "_bring_up_to_date", broken)
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    assert called("run", "2022-Q4", "--workspace", str(city)) == cli.Exit.FAILED
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" in (tmp_path / ".work" / "fault.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(("errors", "code"), [(0, cli.Exit.DONE), (2, cli.Exit.FINDINGS)])
def test_findings_of_severity_error_show_in_the_exit_code(
    city: Path, monkeypatch: pytest.MonkeyPatch, errors: int, code: cli.Exit
) -> None:
    monkeypatch.setattr(runner, "run", lambda *_: runner.Outcome(city, errors, 0, is_new=True))
    monkeypatch.setattr(runs, "_grave", lambda _: [])
    assert called("run", "2022-Q4", "--workspace", str(city)) == code


SPREADSHEETS = {"openpyxl", "python_calamine", "numpy", "pandas"}
NOTEBOOKS = {"papermill", "nbconvert", "nbformat", "nbclient", "scrapbook", "jupyter_client", "zmq", "IPython"}
PAGES = {"jinja2", "matplotlib", "typst", "docx", "fontTools", "markdown_it"}
HEAVY = SPREADSHEETS | NOTEBOOKS | PAGES


@pytest.mark.parametrize(
    ("asked", "loaded", "kept_out"),
    [
        ("import innocity.cli", "innocity.cli", {*HEAVY, "pydantic", "yaml", "babel", "innocity.tables", "asyncio"}),
        ("import innocity.commands.runs, innocity.running.run", "innocity.running.run", HEAVY),
        ("import innocity.running.portal", "innocity.running.portal", HEAVY),
        (
            "from pathlib import Path; from innocity.cli import main, parse; "
            "main(parse(['status', '2022-Q4', '--workspace', sys.argv[1]]))",
            "innocity.running.status",
            {*HEAVY, "asyncio", "ssl"},
        ),
        (
            "import innocity.running.making",
            "innocity.presentation.report",
            {"bs4", "docx", "matplotlib", "nbconvert", "openpyxl", "typst"},
        ),
    ],
)
def test_what_answers_at_once_loads_nothing_heavy(tmp_path: Path, asked: str, loaded: str, kept_out: set[str]) -> None:
    published.record(published.city(tmp_path))
    script = f"import sys; {asked}; print(*sys.modules, sep='\\n', file=sys.stderr)"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(CODE)!r}); {script}", str(tmp_path)]
    names = set(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stderr.split())
    assert loaded in names
    assert sorted(names & kept_out) == []
