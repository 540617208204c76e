"""The parts of a workbook looked through, element by element and by searches over the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake.hostile import HEAD, MAIN, sheet, strings

from innocity.intake import scanning
from innocity.intake.refusal import RefusedError
from innocity.intake.scanning import Contents, scan, scan_large


def refusal(content: str) -> str:
    with pytest.raises(RefusedError) as refused:
        scan("a.xml", content.encode())
    return refused.value.key


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (sheet(row('<c r="A1"><v>1</v></c>', '<c r="B1" t="s"><v>4</v></c>')), Contents(2, 4)),
        (sheet(row("<c><v>-1.5E-7</v></c>", "<c/>", '<c r="SF1"><v> 2. </v></c>')), Contents(3)),
        (sheet('<row><c t="str"><v>NaN</v></c></row><row><c t="e"><v>#N/A</v></c></row>'), Contents(2)),
        (sheet(row('<c r="A1" t="inlineStr"><is><t>nan</t></is></c>')), Contents(1)),
        (
            sheet("").replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns", "xmlns:x"),
            Contents(),
        ),
        (strings("a", "b", "<b/>"), Contents(strings=3)),
        (f'{HEAD}<calcChain {MAIN}><c r="A1" i="1"/><c r="A1" i="2"/></calcChain>', Contents()),
    ],
)
def test_an_honest_part_is_counted(content: str, expected: Contents) -> None:
    assert scan("a.xml", content.encode()) == expected


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (sheet(row("<c/>", '<c r="A1"/>')), "refused.duplicate_cell"),
        (sheet(row('<c r="A0"/>')), "refused.damaged"),
        (sheet(row('<c r="A１"/>')), "refused.damaged"),
        (sheet('<row r="x"/>'), "refused.damaged"),
        (sheet(row('<c r="SG1"/>')), "refused.area"),
        (sheet(row('<c r="A1048577"/>')), "refused.area"),
        (sheet(row("<c><v>٣</v></c>")), "refused.number"),
        (sheet(row("<c><v>2,95</v></c>")), "refused.number"),
        (sheet(row("<c><v>9" + "9" * 400 + "</v></c>")), "refused.number"),
        (sheet(row(" " * 40_000)), "refused.long_text"),
        (sheet("", '<mergeCells><mergeCell ref="A1:F1048576"/></mergeCells>'), "refused.merged"),
        (strings("a" * 20_000 + "<b/>" + "a" * 20_000), "refused.long_text"),
        (strings(count=2_000_000), "refused.strings"),
        ("<a>", "refused.damaged"),
        ("", "refused.damaged"),
        ('<?xml version="1.0" encoding="none"?><a/>', "refused.damaged"),
    ],
)
def test_what_no_honest_part_has_is_refused(content: str, key: str) -> None:
    assert refusal(content) == key


@pytest.mark.parametrize(("limit", "key"), [("MAX_CELLS", "refused.cells"), ("MAX_AREA", "refused.area")])
def test_too_much_is_refused(limit: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, limit, 3)
    assert refusal(sheet(row(*["<c/>"] * 4))) == key


USUAL = st.sampled_from(
    ["<v>1</v>", "<v>-2.95</v>", "<v>1E-05</v>", "<f>A1+1</f><v>3</v>", "", "<v/>", '<f t="shared" si="0"/><v>0</v>']
)


@given(st.dictionaries(st.tuples(st.integers(1, 300), st.integers(1, 26)), USUAL, max_size=20))
def test_searches_find_what_the_parser_finds(cells: dict[tuple[int, int], str]) -> None:
    rows = "".join(row(f'<c r="{chr(64 + at[1])}{at[0]}">{cells[at]}</c>', number=at[0]) for at in sorted(cells))
    content = sheet(rows, '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>').encode()
    assert scan_large("a.xml", content) == scan("a.xml", content)


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1" t="s"><v>4</v></c><c r="B1"><v>2</v></c>',
        '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>',
        '<c r="A1" s="3" t="s"><v>17</v></c>',
    ],
)
def test_texts_are_usual(cells: str) -> None:
    content = sheet(row(cells)).encode()
    assert scan_large("a.xml", content) == scan("a.xml", content)


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1"><v>NaN</v></c>',
        '<c r="A1"><v>1e400</v></c>',
        '<c r="A1"><v>1_0</v></c>',
        '<c r="A1" t="str"><v>a</v></c>',
        '<c r="A1"/><c r="A1"/>',
        "<c><v>1</v></c>",
        '<c s="1" r="A1"/>',
        '<c t="s" r="A1"><v>7</v></c>',
        '<c r="A1" t="s" s="2"><v>7</v></c>',
        '<c r="A1"><!-- <c r="A1"> --><v>1</v></c>',
        '<c r="A1"><v><![CDATA[NaN]]></v></c>',
        '<c r="A1"><v>1</v>',
        '<c r="A1"><deep><deeper/></deep></c>',
        f'<c r="A1" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c>',
    ],
)
def test_anything_unusual_is_left_to_the_parser(cells: str) -> None:
    assert scan_large("a.xml", sheet(row(cells)).encode()) is None


def test_a_large_sheet_meets_the_same_limits() -> None:
    for cells, coda in (('<c r="SG1"/>', ""), ("", '<mergeCell ref="A1:F1048576"/>')):
        with pytest.raises(RefusedError):
            scan_large("a.xml", sheet(row(cells), coda).encode())
