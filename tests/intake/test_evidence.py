"""Evidence: files beside the returns are hashed and never opened, claims are met by name or told."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
import rows
from workbooks import form, row

from innocity.intake import evidence
from innocity.intake.evidence import Delivered, deliver, is_evidence, is_file_name, match, missing, parts_of, unit_of
from innocity.intake.intake import Intake
from innocity.intake.matching import Dictionary
from innocity.intake.rules import Rules
from innocity.period import Period
from innocity.tables import Evidence
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)
FILE = "data/raw/2022-Q4/甲局/a.zip"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.pdf", True), ("a.JPG", True), ("a.docx", True), ("a.zip", True), ("a", True), ("a.xlsx", False), ("a.XLS", False), ("a.csv", False), ("a.et", False)],
)  # fmt: skip
def test_what_is_no_table_is_evidence(name: str, expected: bool) -> None:
    assert is_evidence(Path(name)) is expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("  ", []),
        ("2023年工作方案附件1", ["2023年工作方案附件1"]),
        ("统计公报；年鉴、月报", ["统计公报；年鉴、月报"]),
        ("公报.pdf", ["公报.pdf"]),
        ("公报.pdf；名单.xlsx", ["公报.pdf", "名单.xlsx"]),
        ("公报.pdf、公报.pdf\n证书.jpg, 统计年鉴", ["公报.pdf", "证书.jpg", "统计年鉴"]),
    ],
)
def test_a_claim_may_name_several_files(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [("公报.pdf", True), ("公报.PDF", True), ("公报．ｐｄｆ", True), ("a.7z", True), ("附件1.2", False), ("公报", False), (".pdf", False), ("见 gov.cn。", False)],
)  # fmt: skip
def test_a_claim_that_reads_like_a_file_name(claimed: str, expected: bool) -> None:
    assert is_file_name(claimed) is expected


# -- archives


def archived(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def names(path: Path, rules: Rules) -> tuple[list[str], list[str]]:
    """What is delivered, and the codes of what is found."""
    delivered, findings = deliver(rows.receipt(file=FILE), path, rules)
    return [one.file.removeprefix(FILE) for one in delivered], [one.code for one in findings]


def test_the_members_of_an_archive_are_hashed(tmp_path: Path, rules: Rules) -> None:
    path = archived(tmp_path / "a.zip", ("证书/一.jpg", b"1"), ("证书/", b""), ("../../二.pdf", b"2"))
    delivered, findings = deliver(rows.receipt(file=FILE), path, rules)
    assert findings == []
    assert delivered == [
        Delivered("2022-Q4", "first", "a.zip", FILE, "0" * 64),
        Delivered("2022-Q4", "first", "一.jpg", f"{FILE}!证书/一.jpg", hashlib.sha256(b"1").hexdigest()),
        Delivered("2022-Q4", "first", "二.pdf", f"{FILE}!../../二.pdf", hashlib.sha256(b"2").hexdigest()),
    ]
    assert sorted(tmp_path.rglob("*")) == [path]


def test_names_in_gbk(tmp_path: Path, rules: Rules) -> None:
    path = archived(tmp_path / "a.zip", ("XXXX.pdf", b"1"))
    path.write_bytes(path.read_bytes().replace(b"XXXX", "证书".encode("gbk")))
    assert names(path, rules) == (["", "!证书.pdf"], [])


def test_an_archive_that_cannot_be_listed_is_kept_whole(tmp_path: Path, rules: Rules) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 half")
    assert names(path, rules) == ([""], ["evidence_unreadable"])


def test_an_archive_with_a_password_is_kept_whole(tmp_path: Path, rules: Rules) -> None:
    path = archived(tmp_path / "a.zip", ("a.pdf", b"1"))
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)
    assert names(path, rules) == ([""], ["evidence_unreadable"])


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBERS", 1), ("MAX_UNPACKED_BYTES", 3)])
def test_an_archive_beyond_the_limits_is_kept_whole(
    tmp_path: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    path = archived(tmp_path / "a.zip", ("a.pdf", b"12"), ("b.pdf", b"34"))
    assert names(path, rules) == (["", "!a.pdf", "!b.pdf"], [])
    monkeypatch.setattr(evidence, limit, value)
    assert names(path, rules) == ([""], ["evidence_unreadable"])


def test_a_link_is_not_followed(tmp_path: Path, rules: Rules) -> None:
    (tmp_path / "b.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    assert names(tmp_path / "b.pdf", rules) == ([], ["evidence_unreadable"])


# -- claims


def delivered(name: str, unit: str = "first", period: str = "2022-Q4") -> Delivered:
    return Delivered(period, unit, name, f"甲局/{name}", "1")


def claim(claimed: str | None, file: str | None = None, indicator: str | None = "i1") -> Evidence:
    return Evidence(
        period="2022-Q4",
        unit="first",
        indicator=indicator,
        claimed=claimed,
        file=file,
        sha256="1" if file else None,
        is_missing=file is None and ".pdf" in (claimed or ""),
    )


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        (None, [], []),
        ("统计年鉴", [], [claim("统计年鉴")]),
        ("一.pdf", [delivered("一.pdf")], [claim("一.pdf", "甲局/一.pdf")]),
        ("一．ＰＤＦ", [delivered("一.pdf")], [claim("一．ＰＤＦ", "甲局/一.pdf")]),
        ("一.pdf", [], [claim("一.pdf")]),
        ("一.pdf", [delivered("二.pdf")], [claim("一.pdf"), claim(None, "甲局/二.pdf", None)]),
        ("一.pdf", [delivered("一.pdf", "second", "2022-Q3")], [claim("一.pdf"), claim(None, "甲局/一.pdf", None).replaced(unit="second", period="2022-Q3")]),
        ("a.zip", [delivered("a.zip")], [claim("a.zip", "甲局/a.zip")]),
    ],
)  # fmt: skip
def test_claims_meet_files_of_the_same_unit_and_period(
    text: str | None, files: list[Delivered], expected: list[Evidence]
) -> None:
    assert match([rows.observation(1, evidence=text)], files, []) == expected


def test_a_claim_may_be_met_by_a_workbook_that_was_received() -> None:
    receipt = rows.receipt(file="甲局/名单.xlsx", sha256="1")
    assert match([rows.observation(1, evidence="名单.xlsx")], [], [receipt]) == [claim("名单.xlsx", "甲局/名单.xlsx")]


def test_an_archive_one_of_whose_members_is_claimed_is_claimed() -> None:
    inside = Delivered("2022-Q4", "first", "一.pdf", "甲局/a.zip!一.pdf", "1")
    assert match([rows.observation(1, evidence="一.pdf")], [delivered("a.zip"), inside], []) == [
        claim("一.pdf", "甲局/a.zip!一.pdf")
    ]


def test_a_file_that_has_not_come_is_told_where_it_is_claimed(rules: Rules) -> None:
    said = [rows.observation(1, evidence="一.pdf；统计年鉴"), rows.observation(1, of="i2", evidence="年报")]
    (told,) = missing(said, match(said, [], []), rules)
    assert (told.code, told.indicator, told.cell, told.got) == ("evidence_missing", "i1", "E5", "一.pdf")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("data/市财政局/佐证/a.pdf", "finance_bureau"),
        ("data/flat/a.pdf", "science_bureau"),
        ("data/shared/a.pdf", None),
        ("data/other/a.pdf", None),
    ],
)
def test_the_unit_is_the_folders_or_the_only_sender_there(words: Dictionary, path: str, expected: str | None) -> None:
    receipts = [
        rows.receipt(file="data/flat/x.xlsx", unit="science_bureau"),
        rows.receipt(file="data/shared/x.xlsx", unit="science_bureau"),
        rows.receipt(file="data/shared/y.xlsx", unit="finance_bureau"),
        rows.receipt(file="data/other/z.xlsx", unit="finance_bureau", verdict="quarantined"),
    ]
    assert unit_of(PurePosixPath(path), receipts, words) == expected


def test_evidence_lies_beside_a_return(
    empty: Workspace, send: Callable[..., Path], take_in: Callable[[], Intake]
) -> None:
    send("市财政局/a.xlsx", form((*row(6)[:6], "决算.pdf；批复.pdf")))
    path = empty.returns(PERIOD) / "市财政局" / "佐证材料" / "决算.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1.7")
    intake = take_in()
    assert [(one.claimed, one.file and Path(one.file).name, one.is_missing) for one in intake.evidence] == [
        ("决算.pdf", "决算.pdf", False),
        ("批复.pdf", None, True),
    ]
    assert intake.evidence[0].sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert [Path(one.file).name for one in intake.receipts] == ["a.xlsx"]
    assert [(one.code, one.got) for one in intake.findings if one.code == "evidence_missing"] == [
        ("evidence_missing", "批复.pdf")
    ]


def test_an_empty_file_supports_nothing(tmp_path: Path, rules: Rules) -> None:
    empty = rows.receipt(file=FILE, sha256=hashlib.sha256().hexdigest())
    assert [one.code for one in deliver(empty, tmp_path / "a.pdf", rules)[1]] == ["evidence_empty"]
    path = archived(tmp_path / "a.zip", ("b.pdf", b""), ("c.pdf", b"1"))
    assert names(path, rules) == (["", "!b.pdf", "!c.pdf"], ["evidence_empty"])
