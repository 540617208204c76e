"""Papers bound for printing on both sides: each unit on a right-hand page, bookmarks by unit, nothing on empty pages."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import rows
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pdfua import validate

from innocity.language import Language
from innocity.presentation.booklet import Binder, Cover, Part
from innocity.presentation.paper_files import slip_files
from innocity.presentation.pdf import PDFError
from innocity.presentation.slips import SlipPapers, write_slips
from innocity.tables import Slip

COVER = Cover("汇编", "2023年第二季度", "办公室", date(2023, 7, 20), Language.ZH_HANS)
CITY = rows.framework(work_points=[rows.work_point()], commitments=[rows.commitment()])
PARAMETERS = rows.parameters(period="2023-Q2", as_of="2023-07-20")
HOSTILE = '#panic("x") <b>\u202e😀 "]'
SLIPS = [
    rows.slip(problem=HOSTILE, told_file="a.xlsx", file="b.xlsx", sheet="表", cell="E5"),
    rows.slip("indicator", "i1", times=2, state="repeated"),
    rows.slip("indicator", "i1", unit="second", state="answered", status="met"),
]


def part(name: str, pages: int) -> Part:
    """A part of so many pages."""
    text = "\n#pagebreak()\n".join(["正文"] * pages)
    return Part(name, f"#heading(level: 1)[{name}]\n{text}")


def places(pdf: bytes) -> dict[str, int]:
    """The page of every bookmark of the first level."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return {str(item.title): 1 + document.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root}


def shown(pdf: bytes) -> Iterator[bool]:
    """Of every page, whether anything is drawn on it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            operators = {str(one.operator) for one in pikepdf.parse_content_stream(page)}
            yield bool(operators & {"Tj", "TJ", "S", "f"})


@cache
def slips_of(*units: str) -> bytes:
    return SlipPapers(CITY, PARAMETERS, SLIPS, Binder()).of_units(units)


def test_every_part_begins_on_a_right_hand_page_and_empty_pages_bear_nothing() -> None:
    pdf = Binder().bound(COVER, [part("甲局", 1), part("乙局", 2), part("办公室", 1)])
    assert places(pdf) == {"甲局": 3, "乙局": 5, "办公室": 7}
    assert list(shown(pdf)) == [True, False, True, False, True, True, True]


def test_a_single_part_has_neither_contents_nor_empty_pages() -> None:
    pdf = Binder().bound(COVER, [part("甲局", 2)])
    assert places(pdf) == {"甲局": 1}
    assert list(shown(pdf)) == [True, True]


def test_a_notebook_as_a_part_lies_below_the_name_of_its_unit() -> None:
    outputs = [new_output("display_data", data={"text/html": "<p>六十分</p>"})]
    cells = [new_markdown_cell("## 一、得分\n### 细目", id="a"), new_code_cell("show()", outputs=outputs, id="b")]
    binder = Binder()
    parts = [binder.part_of(name, new_notebook(cells=cells)) for name in ("甲局", "乙局")]
    with (
        pikepdf.open(io.BytesIO(binder.bound(COVER, parts))) as document,
        document.open_outline() as outline,
    ):
        assert [(one.title, [below.title for below in one.children]) for one in outline.root] == [
            ("甲局", ["一、得分"]),
            ("乙局", ["一、得分"]),
        ]


def test_a_character_that_no_font_draws_is_refused_with_its_place() -> None:
    with pytest.raises(PDFError, match=r"甲局.*U\+1F600"):
        Binder().markup("甲局", "<p>😀</p>")


def test_slips_are_bound_by_unit_each_below_its_number() -> None:
    with pikepdf.open(io.BytesIO(slips_of("first", "second"))) as document, document.open_outline() as outline:
        assert len(document.pages) == 7
        assert [(one.title, [below.title for below in one.children]) for one in outline.root] == [
            ("甲局", ["编号：2023-Q2-first-1-1-a", "编号：2023-Q2-first-i1"]),
            ("乙局", []),
        ]


@pytest.mark.parametrize("units", [("first",), ("first", "second")])
def test_the_papers_keep_the_standards(units: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "slips.pdf"
    path.write_bytes(slips_of(*units))
    assert [finding.message for finding in validate(str(path)).findings] == []


def test_papers_are_written_for_each_unit_and_for_all(tmp_path: Path) -> None:
    assert slip_files(SLIPS, CITY, Language.ZH_HANS) == {"first": "甲局.pdf", "second": "乙局.pdf"}
    write_slips(tmp_path / "slips", SLIPS, CITY, PARAMETERS)
    assert {path.name for path in (tmp_path / "slips").iterdir()} == {"甲局.pdf", "乙局.pdf", "booklet.pdf"}
    write_slips(tmp_path / "none", [], CITY, PARAMETERS)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("language", Language)
def test_the_same_slips_give_the_same_bytes_in_every_language(language: Language) -> None:
    parameters = PARAMETERS.model_copy(update={"language": language.value})
    names = {name: dict.fromkeys(Language, "甲") for name in ("city", "programme", "office")}
    city = replace(CITY, programme=CITY.programme.model_copy(update=names))
    once, again = (SlipPapers(city, parameters, SLIPS, Binder()).of_units(["first"]) for _ in range(2))
    assert once == again


def test_a_slip_stays_on_its_page_however_long_its_words() -> None:
    long: list[Slip] = [
        rows.slip(problem="难" * 500, next_step="办" * 500, told_file="长" * 60, file="长" * 60, item="1-1-a")
    ]
    pdf = SlipPapers(CITY, PARAMETERS, long, Binder()).of_units(["first"])
    assert len(list(shown(pdf))) == 2
