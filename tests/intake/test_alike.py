"""Texts and rows that are alike, told apart from those that are not."""

import pytest
import workbooks

from innocity.framework import load
from innocity.intake.alike import KNOWN, Kinds, OddError, is_told, renumbered, shapes
from innocity.intake.matching import Dictionary, dictionary
from innocity.workspace import CODE, Workspace

NEAR = workbooks.BUDGET.replace("支出", "开支")


@pytest.fixture(scope="module")
def words() -> Dictionary:
    return dictionary(load(Workspace.at(CODE)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (workbooks.BUDGET, KNOWN),
        (f"（1）{workbooks.BUDGET}（％）", KNOWN),
        (" ".join(workbooks.BUDGET), KNOWN),
        ("".join(f"&#{ord(character)};" for character in workbooks.BUDGET), KNOWN),
        ("指标名称", KNOWN),
        ("2022年完成值（亿元）", KNOWN),
        ("报送单位：市财政局", KNOWN),
        ("湘江机械有限公司", b"w"),
        ("湘江机械第3分公司", b"d"),
        ("暂无", b"b"),
        ("万元", b"m"),
        ("甲\n乙", b"w"),
        ("", b"w"),
        (NEAR, f"({NEAR})".encode()),
    ],
)
def test_the_kind_of_a_text(words: Dictionary, text: str, kind: bytes) -> None:
    assert Kinds(words).of([text.encode(), b"x"]) == [kind, b"w"]


def shape(row: str, words: Dictionary) -> bytes:
    return shapes(f"{row}</row>".encode(), [b"w", b"d", KNOWN], Kinds(words))


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ('<c r="A7"><v>7</v></c>', '<c r="A8"><v>-9.5</v></c>', True),
        ('<c r="A7"><v>7</v></c>', '<c r="B7"><v>7</v></c>', False),
        ('<c r="A7" t="s"><v>0</v></c>', '<c r="A7" t="s"><v>1</v></c>', False),
        ('<c r="A7"><is><t>甲</t></is></c>', '<c r="A7"><is><t>乙</t></is></c>', True),
        ('<c r="A7"><is><t>甲</t></is></c>', '<c r="A7"><is><t>甲7</t></is></c>', False),
        ('<c r="A7"><is><r><t>甲</t></r></is></c>', '<c r="A7"><is><r><t>乙</t></r></is></c>', False),
        ('<c r="A7" t="str"><f>B7</f><v>甲</v></c>', '<c r="A9" t="str"><f>B9</f><v>丙</v></c>', True),
        ('<c r="A7" t="e"><v>#N/A</v></c>', '<c r="A7" t="e"><v>#REF!</v></c>', False),
    ],
)
def test_rows_of_one_shape(words: Dictionary, one: str, other: str, is_alike: bool) -> None:
    assert (shape(one, words) == shape(other, words)) is is_alike


@pytest.mark.parametrize(
    "row", ['<c r="A7" t="s"><v>3</v></c>', "<c r=\"A7\" t='s'><v>0</v></c>", '<c t="s"><v> 0</v></c>']
)
def test_a_string_that_is_not_there_or_oddly_named_is_odd(words: Dictionary, row: str) -> None:
    with pytest.raises(OddError):
        shape(row, words)


@pytest.mark.parametrize("row", ["<is><r><t>甲</t></r></is>", "<v>&#7532;</v>", '<c t="str"><v a="">甲</v>'])
def test_a_shape_says_whether_all_texts_were_told(words: Dictionary, row: str) -> None:
    assert not is_told(shape(row, words))


def test_strings_are_counted_anew() -> None:
    used = {5: 0}
    assert renumbered(b'<c t="s"><v>9</v><c t="s"><v>5</v>', used) == b'<c t="s"><v>1</v><c t="s"><v>0</v>'
    assert used == {5: 0, 9: 1}
    with pytest.raises(OddError):
        renumbered(b"<c t='s'><v>9</v>", used)
