"""The manifest: the format of `sha256sum`, any name, nothing outside."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import FILES, PERIOD, bare, digest, published

from innocity.errors import InnocityError
from innocity.record import manifest
from innocity.record.manifest import read, render

BASE = "reports/2022-Q4"
FOLDERS = (BASE, "data/processed/2022-Q4")
ODD = ["a b.html", "甲局.html", "back\\slash", "line\nfeed", "carriage\rreturn", "*star", "-dash", " leading", "\\n"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="coreutils")
def test_it_is_what_sha256sum_writes_and_reads(tmp_path: Path) -> None:
    for name in ODD:
        (tmp_path / name).write_bytes(name.encode())
    ours = render({f"{BASE}/{name}": digest(name.encode()) for name in ODD}, BASE)
    names = sorted(ODD, key=str.encode)
    theirs = subprocess.run(["sha256sum", "--", *names], cwd=tmp_path, capture_output=True, check=True).stdout
    assert ours == theirs
    (tmp_path / "M").write_bytes(ours)
    assert subprocess.run(["sha256sum", "--strict", "-c", "M"], cwd=tmp_path, stdout=subprocess.DEVNULL).returncode == 0


plain_names = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name not in (".", "..")
)


@given(st.dictionaries(st.tuples(st.sampled_from(FOLDERS), plain_names).map("/".join), st.just("0" * 64)))
def test_any_name_is_read_back(digests: dict[str, str]) -> None:
    entries = list(read(render(digests, BASE), BASE, FOLDERS))
    assert {entry.name: entry.digest for entry in entries} == digests


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "../../data/raw/2022-Q4/x", "./report.html", "a//b", "..", "a/../b", "x\0"]
)
def test_a_name_outside_is_not_taken_over(name: str) -> None:
    [entry] = read(f"{'0' * 64}  {name}\n".encode(), BASE, FOLDERS)
    assert (entry.name, entry.digest, entry.said) == (None, "0" * 64, name)


@pytest.mark.parametrize("line", [b"hello", b"", b"0" * 63 + b"  a", b"0" * 64 + b" a", b"F" * 64 + b"  a"])
def test_a_line_that_is_none_is_told(line: bytes) -> None:
    [entry] = read(line + b"\n", BASE, FOLDERS)
    assert (entry.number, entry.name, entry.digest) == (1, None, "")


def test_both_manifests_cover_reports_tables_and_returns_but_not_the_run_record(tmp_path: Path) -> None:
    workspace = published(tmp_path / "某市")
    folder = workspace.reports(PERIOD)
    folders = (BASE, "data/processed/2022-Q4", "data/raw/2022-Q4")
    names = {
        name: {entry.name for entry in read((folder / name).read_bytes(), BASE, folders)}
        for name in (manifest.NAME, manifest.NAME_SM3)
    }
    assert names[manifest.NAME_SM3] == set(FILES)
    assert names[manifest.NAME] == {*FILES, f"{BASE}/{manifest.NAME_SM3}"}


def test_a_return_that_changed_during_the_run_stops_it(tmp_path: Path) -> None:
    workspace = bare(tmp_path / "某市")
    path = workspace.returns(PERIOD) / "a.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"2")
    with pytest.raises(InnocityError, match=r"data/raw/2022-Q4/a\.csv"):
        manifest.write(workspace, PERIOD, {}, {"data/raw/2022-Q4/a.csv": digest(b"1")}, tmp_path)
    assert not (tmp_path / manifest.NAME).exists()
