"""Is this file safe to open?"""

from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks
from intake import hostile

from innocity.intake import package, triage
from innocity.intake.triage import Kind, RefusedError, require_safe


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbooks.make_workbook(tmp_path / "good.xlsx", workbooks.form(workbooks.row(2.5)))


def refusal(path: Path) -> str:
    with pytest.raises(RefusedError) as refused:
        require_safe(path)
    return refused.value.key


@pytest.mark.parametrize("suffix", [".xlsx", ".XLSX", ".xls", ".csv", ".pdf", ""])
def test_a_workbook_passes_whatever_it_is_called(good: Path, suffix: str) -> None:
    assert require_safe(good.rename(good.parent / f"file{suffix}")) is Kind.XLSX


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_a_text_table_passes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("單位,數值\r\n甲,2.95\n".encode(encoding))
    assert require_safe(path) is Kind.CSV


@pytest.mark.parametrize("stream", ["Workbook", "Book"])
def test_an_old_workbook_passes(tmp_path: Path, stream: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(hostile.compound(stream))
    assert require_safe(path) is Kind.XLS


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    suffix, content, key = hostile.REFUSED[name]
    assert refusal(hostile.make(tmp_path, name, suffix, content)) == key


@pytest.mark.parametrize("name", hostile.PASSED)
def test_what_harms_nobody_passes(tmp_path: Path, name: str) -> None:
    suffix, content, _ = hostile.PASSED[name]
    assert require_safe(hostile.make(tmp_path, name, suffix, content)) is Kind.XLSX


def test_a_hyperlink_passes(tmp_path: Path) -> None:
    path = hostile.make(tmp_path, "link", ".xlsx", lambda: hostile.relation("hyperlink"))
    assert require_safe(path) is Kind.XLSX


def test_what_is_no_file_of_its_own_is_refused(good: Path) -> None:
    link = good.with_name("link.xlsx")
    link.symlink_to(good)
    assert [refusal(link), refusal(good.parent), refusal(good.with_name("lost.xlsx"))] == ["refused.link"] * 3


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_half_a_file_is_refused(good: Path, share: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * share)])
    assert refusal(good) == "refused.unreadable"


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7])
def test_a_flipped_bit_is_refused(good: Path, place: float) -> None:
    content = bytearray(good.read_bytes())
    content[int(len(content) * place)] ^= 1
    good.write_bytes(content)
    assert refusal(good).startswith("refused.")


@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("xl/vbaProject.bin", "refused.active"),
        ("xl/macrosheets/sheet1.xml", "refused.active"),
        ("xl/externalLinks/externalLink1.xml", "refused.active"),
        ("xl/embeddings/object.bin", "refused.active"),
        ("xl/activeX/activeX1.bin", "refused.active"),
        ("xl/connections.xml", "refused.active"),
        ("xl/queryTables/queryTable1.xml", "refused.active"),
        ("../evil.xml", "refused.part_name"),
        ("/etc/evil.xml", "refused.part_name"),
        ("xl/../../evil.xml", "refused.part_name"),
        ("XL/WORKBOOK.XML", "refused.duplicate_part"),
    ],
)
def test_parts_that_do_not_belong_into_a_form_are_refused(tmp_path: Path, part: str, key: str) -> None:
    assert refusal(hostile.make(tmp_path, "a", ".xlsx", lambda: hostile.with_part(part, "<a/>"))) == key


@pytest.mark.parametrize(
    ("module", "limit", "key"),
    [
        (triage, "MAX_FILE_BYTES", "refused.size"),
        (package, "MAX_PARTS", "refused.parts"),
        (package, "MAX_PART_BYTES", "refused.part_size"),
        (package, "MAX_UNPACKED_BYTES", "refused.part_size"),
    ],
)
def test_too_much_is_refused(good: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str, key: str) -> None:
    monkeypatch.setattr(module, limit, 3)
    assert refusal(good) == key


@pytest.mark.parametrize("large", [0, 2**40])
def test_a_large_sheet_is_scanned_to_the_same_end(
    large: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, good: Path
) -> None:
    monkeypatch.setattr(triage, "LARGE", large)
    twice: Callable[[], bytes] = hostile.REFUSED["cell stored twice"][1]
    assert require_safe(good) is Kind.XLSX
    assert refusal(hostile.make(tmp_path, "twice", ".xlsx", twice)) == "refused.duplicate_cell"
