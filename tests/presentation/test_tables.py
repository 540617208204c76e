"""What tables, figures and lists become as HTML, and that no text in them can act."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.presentation import tables
from innocity.presentation.tables import Cell, Column, Figure, Link, Mark, Role, Table

HOSTILE = "<script>alert('1')</script>\"'&<img src=x onerror=alert(1)>"
INERT = "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&quot;&#x27;&amp;&lt;img src=x onerror=alert(1)&gt;"


def test_a_table_names_its_columns_and_rows_and_sets_numbers_apart() -> None:
    table = Table(
        caption="表1",
        columns=(Column("指标", Role.NAME), Column("值", Role.NUMBER), Column("情况")),
        rows=(("高新技术企业数", "1,200", Cell("已达标", Mark.MET)),),
        note="注：家。",
        identifier="t1",
    )
    assert tables.html(table) == (
        '<figure class="table"><table id="t1"><caption>表1</caption>'
        '<thead><tr><th scope="col" class="short">指标</th><th scope="col" class="num">值</th>'
        '<th scope="col" class="short">情况</th></tr></thead>'
        '<tbody><tr><th scope="row" class="short">高新技术企业数</th><td class="num">1,200</td>'
        '<td class="short"><span class="state met"><span aria-hidden="true">●</span> 已达标</span></td></tr></tbody>'
        '</table><p class="note">注：家。</p></figure>'
    )


def test_a_link_leads_to_another_page() -> None:
    table = Table("表", (Column("单位", Role.NAME),), ((Link("甲<局", "scorecards/甲局.html"),),))
    assert '<th scope="row" class="short"><a href="scorecards/甲局.html">甲&lt;局</a></th>' in tables.html(table)
    assert tables.plain(tables.html(table)) == "表\n单位\n甲<局"


def test_a_group_is_named_once_for_its_rows_in_a_body_of_its_own() -> None:
    table = Table("表", (Column("组", Role.GROUP), Column("值", Role.NUMBER)), (("甲", "1"), ("甲", "2"), ("乙", "3")))
    assert tables.html(table) == (
        '<figure class="table"><table><caption>表</caption>'
        '<thead><tr><th scope="col" class="short">组</th><th scope="col" class="num">值</th></tr></thead>'
        '<tbody><tr><th scope="rowgroup" class="short" rowspan="2">甲</th><td class="num">1</td></tr>'
        '<tr><td class="num">2</td></tr></tbody>'
        '<tbody><tr><th scope="rowgroup" class="short" rowspan="1">乙</th><td class="num">3</td></tr></tbody>'
        "</table></figure>"
    )


def test_a_wide_table_without_rows_still_has_its_head() -> None:
    assert tables.html(Table("表", (Column("值", Role.NUMBER),), (), is_wide=True)) == (
        '<figure class="table"><table class="wide"><caption>表</caption>'
        '<thead><tr><th scope="col" class="num">值</th></tr></thead><tbody></tbody></table></figure>'
    )


def test_a_column_is_short_only_if_all_its_texts_are() -> None:
    table = Table("表", (Column("甲"),), (("吨标准煤/万元",), ("123456789",)))
    assert 'class="short"' not in tables.html(table)


@pytest.mark.parametrize(
    ("columns", "rows", "message"),
    [
        (
            (Column("甲"), Column("乙")),
            (("1", "2"), ("1",)),
            "table “表”, row 2: got 1 cells, expected 2, one per column; complete the row.",
        ),
        (
            (Column("甲"), Column("乙", Role.GROUP)),
            (),
            "table “表”, column 2: got a group, expected it in column 1; move it to the front.",
        ),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused(
    columns: tuple[Column, ...], rows: tuple[tables.Row, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Table("表", columns, rows)


def test_every_mark_has_a_sign_of_its_own() -> None:
    assert len({mark.symbol for mark in Mark}) == len(Mark)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            tables.figures([Figure("达标", "11", "注"), Figure("滞后", "4")]),
            '<dl class="figures"><div><dt>达标</dt><dd>11</dd><dd class="note">注</dd></div><div><dt>滞后</dt><dd>4</dd></div></dl>',
        ),
        (tables.facts([("运行", "2023-Q2")]), '<dl class="facts"><dt>运行</dt><dd>2023-Q2</dd></dl>'),
        (tables.paragraphs(["甲", "乙"]), "<p>甲</p><p>乙</p>"),
        (tables.bullets(["甲", "乙"]), "<ul><li>甲</li><li>乙</li></ul>"),
    ],
)
def test_the_smaller_pieces(markup: str, expected: str) -> None:
    assert markup == expected


SLOTS: dict[str, Callable[[str], str]] = {
    "caption": lambda text: tables.html(Table(text, (Column("甲"),), ())),
    "heading": lambda text: tables.html(Table("表", (Column(text),), ())),
    "cell": lambda text: tables.html(Table("表", (Column("甲"),), ((text,),))),
    "name": lambda text: tables.html(Table("表", (Column("甲", Role.NAME),), ((text,),))),
    "group": lambda text: tables.html(Table("表", (Column("甲", Role.GROUP),), ((text,),))),
    "state": lambda text: tables.html(Table("表", (Column("甲"),), ((Cell(text, Mark.MISSED),),))),
    "note": lambda text: tables.html(Table("表", (Column("甲"),), (), note=text)),
    "identifier": lambda text: tables.html(Table("表", (Column("甲"),), (), identifier=text)),
    "figure label": lambda text: tables.figures([Figure(text, "1")]),
    "figure value": lambda text: tables.figures([Figure("甲", text)]),
    "figure note": lambda text: tables.figures([Figure("甲", "1", text)]),
    "term": lambda text: tables.facts([(text, "1")]),
    "fact": lambda text: tables.facts([("甲", text)]),
    "paragraph": lambda text: tables.paragraphs([text]),
    "item": lambda text: tables.bullets([text]),
}


@pytest.mark.parametrize("slot", SLOTS)
def test_hostile_text_is_inert_in_every_slot(slot: str) -> None:
    markup = SLOTS[slot](HOSTILE)
    assert INERT in markup
    assert "<script" not in markup
    assert "<img" not in markup


@given(text=st.text(min_size=1), slot=st.sampled_from(sorted(SLOTS)))
def test_no_text_adds_an_element_or_attribute(text: str, slot: str) -> None:
    letters = re.compile(r'(?<=id=")[^"]*')
    signs = [re.findall(r"<[^>]*>", letters.sub("", SLOTS[slot](word))) for word in (text, "x" * len(text))]
    assert signs[0] == signs[1]


def test_plain_text_keeps_rows_and_cells_apart() -> None:
    table = Table(
        "表1", (Column("指标"), Column("值", Role.NUMBER)), (("甲<乙", "1"), ("丙", Cell("滞后", Mark.BEHIND)))
    )
    assert tables.plain(tables.html(table)) == "表1\n指标\t值\n甲<乙\t1\n丙\t▲ 滞后"


def test_show_displays_the_markup_and_its_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, ...]] = []
    monkeypatch.setattr("IPython.display.display", lambda *given, **named: shown.append((*given, named)))
    tables.show(tables.paragraphs(["甲&乙"]))
    assert shown == [({"text/html": "<p>甲&amp;乙</p>", "text/plain": "甲&乙"}, {"raw": True})]
