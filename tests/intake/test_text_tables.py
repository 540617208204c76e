"""A text table: its encoding and delimiter are certain, or it is refused."""

import codecs

import pytest

from innocity.intake.reading import Cell, Sheet
from innocity.intake.refusal import RefusedError
from innocity.intake.text_tables import read_text_table

KNOWN = ("指标", "指标名称", "完成值", "单位", "状态", "指標", "完成值", "狀態")
LINES = "指标,完成值,状态\n研发,2.95,最终\n"
TRADITIONAL = "指標,完成值,狀態\n研發,2.95,最終\n"


def texts(sheet: Sheet) -> list[str]:
    return [cell.text for _, cell in sorted(sheet.cells.items())]


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + LINES.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LINES.encode("utf-16-be"),
        LINES.encode("gb18030"),
        LINES.replace("\n", "\r\n").encode("gbk"),
        LINES.replace(",", "\t").encode(),
        LINES.replace(",", ";").encode(),
    ],
    ids=["utf-8", "mark", "utf-16le", "utf-16be", "gb18030", "gbk", "tab", "semicolon"],
)
def test_one_table_in_every_writing(content: bytes) -> None:
    expected = {
        (row, column): Cell(row, column, field)
        for row, line in enumerate(LINES.splitlines(), 1)
        for column, field in enumerate(line.split(","), 1)
    }
    assert read_text_table(content, "表", KNOWN) == Sheet("表", expected)


def test_big5_is_told_from_gb18030_by_a_known_word() -> None:
    assert texts(read_text_table(TRADITIONAL.encode("big5"), "表", KNOWN))[:3] == ["指標", "完成值", "狀態"]


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (LINES.encode("gb18030"), ()),
        ("项目,数量,说明\n".encode("gb18030"), ("指标", "完成值")),
        (TRADITIONAL.encode("big5"), ()),
        (codecs.BOM_UTF8 + b"\xff", KNOWN),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", KNOWN),
        (b"\xff\xff\xff", KNOWN),
    ],
    ids=["no words", "unknown words", "big5", "broken mark", "broken utf-16", "bytes"],
)
def test_a_doubtful_encoding_is_refused(content: bytes, known: tuple[str, ...]) -> None:
    with pytest.raises(RefusedError, match="编码"):
        read_text_table(content, "表", known)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "指标\n研发\n",
        "指标 完成值 状态\n",
        "指标|完成值|状态\n",
        "指标,完成值,状态\n研发,1,234,最终\n",
        "指标,完成值,状态\n研发,2.95,最终,\n",
        '指标,完成值,状态\n"研发"x,2.95,最终\n',
        '指标,完成值,状态\n"研发,2.95,最终\n',
        "甲,乙;丙\n",
    ],
    ids=["empty", "one column", "spaces", "bars", "thousands", "more", "quote", "open quote", "two delimiters"],
)
def test_a_doubtful_delimiter_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="分隔符"):
        read_text_table(text.encode(), "表", KNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("报送单位：甲\n指标,完成值,状态\n研发,\"1,234\",最终\n", ["报送单位：甲", "指标", "完成值", "状态", "研发", "1,234", "最终"]),
        ("指标\t完成值\t状态\n研发\t1,234\t最终\n", ["指标", "完成值", "状态", "研发", "1,234", "最终"]),
        ("指标,完成值,状态\n\n\"两\n行\", 3 ,\n", ["指标", "完成值", "状态", "两\n行", "3"]),
        ("指标;完成值;状态\n研发;1,5;最终\n", ["指标", "完成值", "状态", "研发", "1,5", "最终"]),
    ],
    ids=["title", "tab", "lines", "semicolon"],
)  # fmt: skip
def test_fields(text: str, expected: list[str]) -> None:
    assert texts(read_text_table(text.encode(), "表", KNOWN)) == expected
