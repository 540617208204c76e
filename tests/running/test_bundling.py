"""Bundles: whole, the same each time, verified elsewhere by the independent program, every altered file named."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import recorded
import releasable
from recorded import PERIOD, Workspace
from releasable import needs_ssh

from innocity import cli
from innocity.errors import InnocityError, UsageError
from innocity.running.bundling import bundle
from innocity.running.verification import verdict
from innocity.workspace import CODE

pytestmark = needs_ssh


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A released publication without names that no archive can hold."""
    workspace = releasable.releasable(tmp_path / "某市", monkeypatch)
    (workspace.returns(PERIOD) / "甲局" / "odd\\na\nme.csv").unlink()
    recorded.run(workspace, "run 10")
    releasable.release(workspace)
    return workspace


@pytest.fixture
def unpacked(ready: Workspace, tmp_path: Path) -> Path:
    """Its bundle, unpacked in another place."""
    file, _ = bundle(ready, PERIOD, tmp_path / "out" / "记录.zip")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "elsewhere")
    shutil.rmtree(ready.root)
    return tmp_path / "elsewhere"


def told(folder: Path) -> list[recorded.FAULT]:
    """What the bundle's own verifier says there, on which ours agrees to the letter."""
    command = [sys.executable, "-I", "tools/verify.py"]
    said = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
    )
    assert said.stderr == ""
    *lines, last = said.stdout.splitlines()
    assert said.returncode == (4 if lines else 0)
    assert last.startswith(f"{PERIOD}: ")
    found = sorted((row[0], row[1], row[2], row[3]) for row in map(json.loads, lines))
    ours = sorted(
        (one.where, one.kind.value, one.got, one.expected) for one in verdict(Workspace.at(folder), []).faults
    )
    assert ours == found
    return found


def test_a_bundle_holds_what_an_auditor_needs_and_is_verified_elsewhere(unpacked: Path) -> None:
    names = set(releasable.files(unpacked))
    expected = {
        "README.md",
        "BUNDLE.sha256",
        "requirements.lock",
        "tools/verify.py",
        "params/programme.yaml",
        "params/release/allowed_signers",
        "data/raw/2022-Q4/register.csv",
        "data/raw/2022-Q4/甲局/报表 1.xlsx",
        "data/processed/2022-Q4/attainment.csv",
        "reports/2022-Q4/report.html",
        "reports/ledger.jsonl",
        "reports/ledger.head",
        "reports/releases/2022-Q4-1/release.txt.sig",
    }
    assert expected - names == set()
    assert told(unpacked) == []
    guide = (unpacked / "README.md").read_text(encoding="utf-8")
    assert (unpacked / "reports/ledger.head").read_text(encoding="utf-8").split("\n")[0] in guide


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="coreutils")
def test_sha256sum_reads_the_list(unpacked: Path) -> None:
    assert subprocess.run(["sha256sum", "--strict", "--quiet", "-c", "BUNDLE.sha256"], cwd=unpacked).returncode == 0


def test_the_same_record_gives_the_same_bytes(ready: Workspace, tmp_path: Path) -> None:
    first, _ = bundle(ready, PERIOD, None)
    second, _ = bundle(ready, PERIOD, tmp_path / "second.zip")
    assert first.read_bytes() == second.read_bytes()
    with pytest.raises(UsageError, match=r"\.zip"):
        bundle(ready, PERIOD, None)
    assert first.read_bytes() == second.read_bytes()


def test_inputs_come_from_the_copies_of_the_run(ready: Workspace, tmp_path: Path) -> None:
    was = ready.programme.read_bytes()
    ready.programme.write_bytes(was + b"# later\n")
    with zipfile.ZipFile(bundle(ready, PERIOD, tmp_path / "a.zip")[0]) as archive:
        assert archive.read("params/programme.yaml") == was
    ready.register(PERIOD).write_bytes(b"later")
    with pytest.raises(InnocityError, match=r"register\.csv"):
        bundle(ready, PERIOD, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def flip(name: str) -> Callable[[Path], object]:
    """Change the last byte of a file."""

    def change(root: Path) -> None:
        content = (root / name).read_bytes()
        (root / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    return change


ALTERED = [
    "README.md",
    "requirements.lock",
    "params/release/allowed_signers",
    "params/rules/findings.csv",
    "data/raw/2022-Q4/甲局/报表 1.xlsx",
    "data/processed/2022-Q4/attainment.csv",
    "reports/2022-Q4/report.pdf",
    "reports/reviews/2022-Q4.jsonl",
    "reports/releases/2022-Q4-1/sheet.html",
    "reports/releases/2022-Q4-1/release.txt.sig",
]


@pytest.mark.parametrize("name", ALTERED)
def test_a_flipped_byte_is_named(unpacked: Path, name: str) -> None:
    flip(name)(unpacked)
    assert name in {where for where, *_ in told(unpacked)}


HOSTILE: dict[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "a file more": (lambda at: (at / "x").write_bytes(b"x"), ("x", "extra")),
    "a file less": (lambda at: (at / "requirements.lock").unlink(), ("requirements.lock", "missing")),
    "a link to a folder": (lambda at: (at / "more").symlink_to("/etc"), ("more", "irregular")),
    "a link to a file": (
        lambda at: ((at / "README.md").unlink(), (at / "README.md").symlink_to("/etc/passwd")),
        ("README.md", "irregular"),
    ),
    "reports elsewhere": (
        lambda at: ((at / "reports").rename(at.parent / "away"), (at / "reports").symlink_to(at.parent / "away")),
        ("reports", "irregular"),
    ),
    "a list that leads out": (
        lambda at: (at / "BUNDLE.sha256").write_bytes(b"0" * 64 + b"  ../../../../etc/passwd\n"),
        ("BUNDLE.sha256:1", "manifest_name"),
    ),
    "a list with an absolute name": (
        lambda at: (at / "BUNDLE.sha256").write_bytes(b"0" * 64 + b"  /etc/passwd\n"),
        ("BUNDLE.sha256:1", "manifest_name"),
    ),
    "a list that is none": (
        lambda at: (at / "BUNDLE.sha256").write_bytes(b"\xff\n"),
        ("BUNDLE.sha256:1", "manifest_line"),
    ),
}


@pytest.mark.parametrize(("alter", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_told_and_nothing_outside_is_read(
    unpacked: Path, alter: Callable[[Path], object], expected: tuple[str, str]
) -> None:
    alter(unpacked)
    command = [sys.executable, "-I", "tools/verify.py"]
    said = subprocess.run([*command, ".", str(PERIOD)], cwd=unpacked, capture_output=True, encoding="utf-8")
    assert (said.stderr, said.returncode) == ("", 4)
    found = {tuple(json.loads(line)[:2]) for line in said.stdout.splitlines()[:-1]}
    assert expected in found
    ours = {
        (one.where, one.kind.value)
        for one in verdict(Workspace.at(unpacked), [PERIOD] if expected[0] != "reports" else []).faults
    }
    assert expected in ours


def test_commands_of_an_unpacked_workspace_are_never_executed(unpacked: Path) -> None:
    table = 'ssh:\n  sign: ["true"]\n  verify: ["true"]\n'
    (unpacked / "params/release/signers.yaml").write_text(table, encoding="utf-8")
    (unpacked / "reports/releases/2022-Q4-1/release.txt.sig").write_bytes(b"x")
    kinds = {kind for _, kind, _, _ in told(unpacked)}
    assert "signature_broken" in kinds


def test_what_is_not_intact_is_not_bundled(
    ready: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ready.reports(PERIOD) / "report.html").write_bytes(b"x")
    given = ["bundle", "2022-Q4", "--workspace", str(ready.root), "--to", str(tmp_path / "x.zip")]
    assert cli.main(cli.parse(given)) == cli.Exit.MISMATCH
    assert "report.html" in capsys.readouterr().out
    assert not (tmp_path / "x.zip").exists()


def test_the_verifier_in_a_bundle_is_the_repositorys(unpacked: Path) -> None:
    assert (unpacked / "tools/verify.py").read_bytes() == (CODE / "tools/verify.py").read_bytes()
