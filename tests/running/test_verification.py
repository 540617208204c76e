"""`verify` on the command line: the sentences, the exit code, JSON."""

import json
from pathlib import Path

import pytest
import recorded
from recorded import Workspace

from innocity import cli
from innocity.language import Language
from innocity.record.faults import Fault, Kind


@pytest.fixture
def published(tmp_path: Path) -> Workspace:
    """A sound publication."""
    return recorded.published(tmp_path / "某市")


def called(workspace: Workspace, *options: str) -> int:
    """The exit code of `verify`."""
    return cli.main(cli.parse(["verify", "--workspace", str(workspace.root), *options]))


def test_what_is_sound_says_so_with_the_head(published: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    head = recorded.ledger_of(published).head()
    assert called(published, "2022-Q4", "--head", head.text) == cli.Exit.DONE
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert head.printed in said[1]


@pytest.mark.parametrize("tag", Language)
def test_a_fault_is_one_sentence_and_exit_code_4(
    published: Workspace, capsys: pytest.CaptureFixture[str], tag: Language
) -> None:
    (published.reports(recorded.PERIOD) / "report.html").write_bytes(b"")
    assert called(published, "--lang", tag) == cli.Exit.MISMATCH
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 3
    assert said[0].startswith("reports/2022-Q4/report.html")
    assert recorded.digest(b"") in said[0]


def test_faults_as_json(published: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    published.ledger.unlink()
    assert called(published, "--json") == cli.Exit.MISMATCH
    told = json.loads(capsys.readouterr().out)
    assert [fault["kind"] for fault in told["faults"]] == ["missing"]
    assert [note["kind"] for note in told["notes"]] == ["unproven"]
    assert told["periods"] == ["2022-Q4"]


@pytest.mark.parametrize(
    ("options", "told"), [(["2021-Q4"], "2021-Q4"), (["--head", "x"], "“x”"), (["1999-Q1"], "1999-Q1")]
)
def test_what_cannot_be_verified(
    published: Workspace, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    assert called(published, *options) == cli.Exit.USAGE
    assert told in capsys.readouterr().err


def test_nothing_published_is_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(recorded.bare(tmp_path / "某市")) == cli.Exit.DONE
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_reports_that_are_gone_are_missed(published: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted(published.reports(recorded.PERIOD).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    published.reports(recorded.PERIOD).rmdir()
    assert called(published) == cli.Exit.MISMATCH
    assert "MANIFEST.sha256" in capsys.readouterr().out


def test_a_hostile_name_cannot_act_on_the_terminal(published: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (published.reports(recorded.PERIOD) / "x\x1b[2J\n.html").write_bytes(b"")
    assert called(published) == cli.Exit.MISMATCH
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert len(said.splitlines()) == 3


# What is not there has no digest, and where nothing should be, none is expected.
UNSAID = {Kind.MISSING: "GOT", Kind.ENTRY_MISSING: "GOT", Kind.ENTRY_ADDED: "EXPECTED", Kind.UNPROVEN: "EXPECTED"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_a_sentence_names_place_and_what_was_found_and_expected(kind: Kind, language: Language) -> None:
    said = Fault("WHERE", kind, "GOT", "EXPECTED").sentence(language)
    unsaid = {"GOT", "EXPECTED"} if kind is Kind.LINE_TORN else {UNSAID.get(kind)}
    assert {word for word in ("WHERE", "GOT", "EXPECTED") if word not in said} == unsaid - {None}
    assert said.count("。") == (0 if language is Language.EN else 1)
