"""Files in one piece: all of them, the same bytes whatever their times, and never outside the folder they go to."""

import io
import os
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from innocity.running.archive import pack, pack_folder, unpack

CONTENT = {"表.csv": b"1", "reports/notebooks/a.ipynb": b"", "z": b"\x00" * 10_000}


def written(folder: Path, content: dict[str, bytes]) -> Path:
    """A folder with these files."""
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def read(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_packed_comes_out_again(tmp_path: Path) -> None:
    unpack(pack_folder(written(tmp_path / "in", CONTENT)), tmp_path / "out")
    assert read(tmp_path / "out") == CONTENT


def test_times_and_modes_leave_no_trace(tmp_path: Path) -> None:
    once = pack_folder(written(tmp_path / "one", CONTENT))
    other = written(tmp_path / "other", dict(reversed(CONTENT.items())))
    for path in other.rglob("*"):
        path.chmod(0o700)
        os.utime(path, (1, 1))
    assert pack_folder(other) == once


def test_no_folder_is_an_empty_archive(tmp_path: Path) -> None:
    unpack(pack_folder(tmp_path / "nothing"), tmp_path)
    assert read(tmp_path) == {}


def test_a_name_in_the_archive_is_not_where_it_lay(tmp_path: Path) -> None:
    source = written(tmp_path / "in", {"deep/down": b"x"}) / "deep" / "down"
    unpack(pack({"params/up": source}), tmp_path / "out")
    assert read(tmp_path / "out") == {"params/up": b"x"}


@given(st.lists(st.sampled_from(["..", ".", "", "a", "/", "C:"]), min_size=1, max_size=6).map("/".join))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"{name}/file", b"x")
    with TemporaryDirectory() as outer:
        unpack(out.getvalue(), Path(outer) / "inner")
        assert all(path.is_relative_to(Path(outer) / "inner") for path in Path(outer).rglob("*"))
        assert len(read(Path(outer))) == 1
