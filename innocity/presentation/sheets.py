"""Cells and pages of the workbook: numbers as numbers with their own decimals, every text inert, pages that fit on paper."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from innocity.facts import Value
from innocity.language import Language
from innocity.measures.arithmetic import PERCENT
from innocity.presentation import formats
from innocity.presentation.table_layout import width

MOST_CHARACTERS = 32_767  # of a cell
_MOST_DIGITS = 15  # that a spreadsheet program keeps of a number
_MOST_LINES = 12  # of a row: a longer text is read in the line above the sheet
_LINE_HEIGHT = 14.0  # points
_COMMENT = (360, 80)  # pixels
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_MARKS = ("=", "+", "-", "@")
_ACROSS = 500.0  # widths of characters that a page holds in type that can just be read
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILL = PatternFill("solid", fgColor="EDEDED")


@dataclass(frozen=True, slots=True)
class Look:
    """Font, alignment and frame of a cell; `is_filled` shades it as a heading."""

    font: Font
    alignment: Alignment
    is_framed: bool = True
    is_filled: bool = False


_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FLUSH = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_BODY = Font(name="宋体", size=11)
BODY = Look(_BODY, _CENTRED)
TEXT = Look(_BODY, _FLUSH)
HEAD = Look(Font(name="黑体", size=11), _CENTRED, is_filled=True)
TITLE = Look(Font(name="黑体", size=16), _CENTRED, is_framed=False)
LABEL = Look(Font(name="黑体", size=12), _FLUSH, is_framed=False)
SMALL = Look(Font(name="宋体", size=10), _FLUSH, is_framed=False)
PLAIN = Look(Font(name="宋体", size=10), _TOP)
LINK = Look(Font(name="宋体", size=11, color="0563C1", underline="single"), _FLUSH)


def inert(given: str) -> str:
    """Text as a cell holds it: unseen characters spelled `〔U+202E〕`, cut at what a cell can hold, never an escape."""
    seen = given if given.isprintable() else "".join(map(_seen, given))
    kept = seen if len(seen) <= MOST_CHARACTERS else f"{seen[: MOST_CHARACTERS - 1]}…"
    return _ESCAPE.sub("_x005F_", kept)


def _seen(character: str) -> str:
    is_blank = character == "\n" or unicodedata.category(character) == "Zs"
    return character if is_blank or character.isprintable() else f"〔U+{ord(character):04X}〕"


def put(sheet: Worksheet, row: int, column: int, value: str | int | Decimal | date, look: Look | None = None) -> None:
    """Write a cell: text inert, a date as a date, a number in its own decimals, or as text where a program would cut it."""
    cell = sheet.cell(row, column)
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > _MOST_DIGITS:
        value = f"{value:f}"
    if isinstance(value, str):
        cell.value = inert(value)
        cell.data_type = "s"  # whatever a text begins with, it is never a formula
        if value.startswith(_FORMULA_MARKS):
            cell.quotePrefix = True
    else:
        cell.value = value
    if isinstance(value, Decimal) and (decimals := -int(value.as_tuple().exponent)) > 0:
        cell.number_format = f"0.{'0' * decimals}"
    if look:
        cell.font, cell.alignment = look.font, look.alignment
        if look.is_framed:
            cell.border = _BORDER
        if look.is_filled:
            cell.fill = _FILL


def put_ids(sheet: Worksheet, row: int, column: int, lines: Iterable[str]) -> None:
    """A comment on a cell: the ids of the numbers in it, and where these stand."""
    comment = Comment("\n".join(lines), "innocity")
    comment.width, comment.height = _COMMENT
    sheet.cell(row, column).comment = comment


def put_value(sheet: Worksheet, row: int, column: int, value: Value | None, language: Language, sign: str = "") -> None:
    """A value with the decimals it was sent with and a sign behind it; an answer or an absence as its word."""
    if not isinstance(value, Decimal):
        put(sheet, row, column, formats.value(value, language) + sign, BODY)
        return
    put(sheet, row, column, value, BODY)
    cell = sheet.cell(row, column)
    if cell.data_type == "n":
        decimals = max(-int(value.as_tuple().exponent), 0)
        cell.number_format = "0" + ("." + "0" * decimals if decimals else "") + (f'"{sign}"' if sign else "")


def put_share(sheet: Worksheet, row: int, column: int, share: Decimal | None) -> None:
    """A share that the workbook shows in per cent with the decimals of the page, an absence as its word."""
    if share is None:
        put(sheet, row, column, formats.ABSENT, BODY)
        return
    put(sheet, row, column, share / PERCENT, BODY)
    sheet.cell(row, column).number_format = f"0.{'0' * formats.share_decimals(share)}%"


def put_across(sheet: Worksheet, row: int, columns: int, words: str, look: Look, height: float) -> None:
    """One text over the whole width of a sheet."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    put(sheet, row, 1, words, look)
    sheet.row_dimensions[row].height = height


def fit_row(sheet: Worksheet, row: int, widths: Sequence[float], texts: Sequence[str]) -> None:
    """Make a row as high as its longest text asks for, within bounds: programs do not fit rows to text on opening."""
    lines = max((_lines(words, room) for words, room in zip(texts, widths, strict=True)), default=1)
    sheet.row_dimensions[row].height = _LINE_HEIGHT * min(max(lines, 1), _MOST_LINES) + 4


def _lines(words: str, room: float) -> int:
    return sum(max(1, ceil(width(line) / (room - 2))) for line in words[:MOST_CHARACTERS].split("\n"))


def set_page(sheet: Worksheet, widths: Sequence[float], heads: tuple[int, int], frozen: str) -> None:
    """Column widths, frozen and repeated headings (first and last row of them), and A4 across, as few pages wide as can be read."""
    for column, room in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = room
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = ceil(sum(widths) / _ACROSS)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{sheet.max_row}"
    assert sheet.oddFooter is not None  # openpyxl makes one for every sheet
    sheet.oddFooter.center.text = "&P / &N"


def merge_runs(sheet: Worksheet, column: int, first_row: int, names: Sequence[str]) -> None:
    """One cell for each run of rows that bear the same name."""
    start = 0
    for end in range(1, len(names) + 1):
        if end == len(names) or names[end] != names[start]:
            if end - start > 1:  # spreadsheet programs call a merged area of one cell damage
                first, last = first_row + start, first_row + end - 1
                sheet.merge_cells(start_row=first, start_column=column, end_row=last, end_column=column)
            start = end
