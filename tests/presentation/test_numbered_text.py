"""A text keeps the ids of its numbers, and is otherwise what the catalogue says."""

from hypothesis import given
from hypothesis import strategies as st

from innocity.language import Language
from innocity.language import text as plain
from innocity.presentation.numbered_text import Said, joined, listed, parts_of, text
from innocity.presentation.tables import Number, bullets, paragraphs

FIVE = Number("5", "t.1.actual")


def numbers(said: str) -> list[tuple[str, str]]:
    return [(part.identifier, str(part)) for part in parts_of(said) if isinstance(part, Number)]


def test_a_message_says_the_same_and_knows_its_numbers() -> None:
    values = {"word": "达标", "count": FIVE}
    said = text("sentence.counted", Language.ZH_HANS, **values)
    assert said == plain("sentence.counted", Language.ZH_HANS, **values)
    assert numbers(said) == [("t.1.actual", "5")]


def test_texts_within_texts_keep_their_numbers() -> None:
    one = text("sentence.counted", Language.EN, word="met", count=FIVE)
    both = listed([one, "else", one], Language.EN)
    assert both == plain("format.list_mark", Language.EN).join([one, "else", one])
    assert numbers(text("sentence.lights", Language.EN, total=1, parts=both)) == [("t.1.actual", "5")] * 2
    assert numbers(joined([one, one], " ") + "." + "") == [("t.1.actual", "5")] * 2
    assert listed([], Language.EN) == ""


@given(st.lists(st.text()))
def test_a_text_is_its_parts(parts: list[str]) -> None:
    assert Said(parts) == "".join(parts)
    assert "".join(Said(parts).parts) == Said(parts)


def test_every_part_is_escaped() -> None:
    said = Said(["<b>", Number("<i>", "t.1")])
    told = '&lt;b&gt;<a data-number="t.1">&lt;i&gt;</a>'
    assert (paragraphs([said]), bullets([said])) == (f"<p>{told}</p>", f"<ul><li>{told}</li></ul>")
