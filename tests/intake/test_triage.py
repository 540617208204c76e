"""Is this file safe to open?"""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks

from innocity.intake import triage
from innocity.intake.triage import RefusedError, require_safe


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbooks.make_workbook(tmp_path / "good.xlsx", workbooks.form(workbooks.row(2.5)))


def add(path: Path, part: str) -> None:
    workbooks.rewrite(path, part, lambda _: "x")


def test_a_plain_workbook_passes(good: Path) -> None:
    require_safe(good)
    require_safe(good.rename(good.with_suffix(".XLSX")))


@pytest.mark.parametrize("suffix", [".xlsm", ".xls", ".csv", ".pdf", "", ".xlsx.exe"])
def test_another_kind_of_file_is_refused(good: Path, suffix: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        require_safe(good.rename(good.parent / f"file{suffix}"))
    assert refusal.value.key == "refused.kind"


def test_a_link_is_refused(good: Path) -> None:
    link = good.with_name("link.xlsx")
    link.symlink_to(good)
    with pytest.raises(RefusedError):
        require_safe(link)


@pytest.mark.parametrize("content", [b"", b"indicator,value\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_zip_file_is_refused(good: Path, content: bytes) -> None:
    good.write_bytes(content)
    with pytest.raises(RefusedError) as refusal:
        require_safe(good)
    assert refusal.value.key == "refused.unreadable"


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_half_a_file_is_refused(good: Path, share: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RefusedError) as refusal:
        require_safe(good)
    assert refusal.value.key == "refused.unreadable"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda path: add(path, "xl/vbaProject.bin"), "refused.active"),
        (lambda path: add(path, "xl/macrosheets/sheet1.xml"), "refused.active"),
        (lambda path: add(path, "xl/externalLinks/externalLink1.xml"), "refused.active"),
        (lambda path: add(path, "xl/embeddings/object.bin"), "refused.active"),
        (lambda path: add(path, "xl/connections.xml"), "refused.active"),
        (lambda path: add(path, "../evil.xml"), "refused.damaged"),
        (lambda path: add(path, "/etc/evil.xml"), "refused.damaged"),
        (lambda path: add(path, "XL/WORKBOOK.XML"), "refused.damaged"),
    ],
)
def test_parts_that_do_not_belong_into_a_form_are_refused(good: Path, change: Callable[[Path], None], key: str) -> None:
    change(good)
    with pytest.raises(RefusedError) as refusal:
        require_safe(good)
    assert refusal.value.key == key


def test_a_zip_file_without_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "x")
    with pytest.raises(RefusedError) as refusal:
        require_safe(path)
    assert refusal.value.key == "refused.unreadable"


@pytest.mark.parametrize("limit", ["MAX_FILE_BYTES", "MAX_MEMBERS", "MAX_UNPACKED_BYTES"])
def test_too_much_is_refused(good: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(triage, limit, 3)
    with pytest.raises(RefusedError) as refusal:
        require_safe(good)
    assert refusal.value.key == "refused.size"
