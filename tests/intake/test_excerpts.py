"""A large sheet cut down to the rows that matter."""

import re

import pytest
import workbooks
from intake import hostile

from innocity.framework import load
from innocity.intake import excerpts
from innocity.intake.alike import Kinds, OddError
from innocity.intake.excerpts import excerpt
from innocity.intake.matching import dictionary
from innocity.intake.reading import Unread
from innocity.workspace import CODE, Workspace

KINDS = Kinds(dictionary(load(Workspace.at(CODE))))


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first two rows are kept whatever they hold."""
    monkeypatch.setattr(excerpts, "FIRST_ROWS", 2)


def row(number: int, text: str = "甲", column: str = "A") -> str:
    return f'<row r="{number}"><c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def cut(
    rows: list[str], coda: str = "", block: int = 50, wanted: frozenset[int] = frozenset()
) -> tuple[list[int], Unread | None]:
    """The numbers of the rows kept, and those left out."""
    part = hostile.sheet("".join(rows), coda).encode()
    blocks = [part[start : start + block] for start in range(0, len(part), block)]
    content, unread, missing = excerpt(blocks, [], KINDS, wanted)
    assert excerpt([part], [], KINDS, wanted) == (content, unread, missing)
    return [int(number) for number in re.findall(rb'<row r="(\d+)"', content)], unread


def test_rows_alike_are_left_out_but_the_last_ones() -> None:
    assert cut([row(number) for number in range(1, 21)]) == ([1, 2, 18, 19, 20], Unread(15, 3, 17))


def test_a_short_sheet_is_whole() -> None:
    assert cut([row(1), row(3)]) == ([1, 3], None)


@pytest.mark.parametrize("known", [workbooks.BUDGET, "完成值", "报告期：2023年"])
def test_a_row_with_a_known_word_is_kept_with_its_neighbours(known: str) -> None:
    rows = [row(number, known if number == 10 else "甲") for number in range(1, 31)]
    assert cut(rows) == ([1, 2, *range(7, 14), 28, 29, 30], Unread(18, 3, 27))


@pytest.mark.parametrize(
    "other",
    [
        row(10, workbooks.BUDGET.replace("支出", "开支")),
        row(10, "第3处"),
        row(10, column="B"),
        row(10).replace("<row ", '<row hidden="1" ').replace('hidden="1" r="10"', 'r="10" hidden="1"'),
        '<row r="9"/>' + row(10),
        '<row r="10"><c r="A10"><v>1</v></c></row>',
        '<row r="10"><c r="A10"><f t="shared" ref="A10:A12" si="0">B10</f><v>1</v></c></row>',
    ],
)
def test_a_row_that_differs_is_kept(other: str) -> None:
    rows = [*(row(number) for number in range(1, 9)), other, *(row(number) for number in range(11, 31))]
    assert cut(rows)[0] == [1, 2, *([9] if 'r="9"' in other else []), 10, 28, 29, 30]


def test_a_shape_counts_anew_below_a_known_name() -> None:
    rows = [
        row(1),
        row(2, "第3处"),
        row(3, workbooks.BUDGET),
        *(row(number) for number in range(4, 20)),
        row(20, "第3处"),
    ]
    assert 20 in cut([*rows, *(row(number) for number in range(21, 30))])[0]


def test_corners_of_merged_areas_are_asked_for() -> None:
    rows = [row(number, workbooks.BUDGET if number == 40 else "甲") for number in range(1, 60)]
    part = hostile.sheet("".join(rows), '<mergeCells><mergeCell ref="B9:B40"/><mergeCell ref="B5:B6"/></mergeCells>')
    content, _, missing = excerpt([part.encode()], [], KINDS)
    assert (missing, content.count(b"<mergeCell ")) == (frozenset({9}), 1)
    assert b'<row r="9">' in excerpt([part.encode()], [], KINDS, missing)[0]


@pytest.mark.parametrize(
    "rows",
    [
        row(1) + row(1),
        row(2) + row(1),
        row(1) + row(3).replace("A3", "A2"),
        row(1) + row(3).replace("A3", "B1"),
        row(1).replace(' r="1"', "", 1),
        row(1).replace("<c r", '<c s="1" r'),
        row(1) + "<!-- </row> -->",
        row(1).replace("<row", '<row xmlns:x="a"'),
        "".join(row(number, f"{'甲' * number}<b/>") for number in range(1, 900)),
    ],
)
def test_what_is_not_told_for_certain_is_odd(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpts, "MAX_KEPT_BYTES", 10_000)
    with pytest.raises(OddError):
        excerpt([hostile.sheet(rows).encode()], [], KINDS)


@pytest.mark.parametrize(
    "change",
    [
        ("UTF-8", "GBK"),
        ("<worksheet ", f"<worksheet {hostile.MAIN.replace('xmlns', 'xmlns:x')} "),
        ("</sheetData>", ""),
    ],
)
def test_an_unusual_frame_is_odd(change: tuple[str, str]) -> None:
    with pytest.raises(OddError):
        excerpt([hostile.sheet(row(1)).replace(*change, 1).encode()], [], KINDS)
