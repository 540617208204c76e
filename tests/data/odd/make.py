"""The odd workbooks beside this module, written anew: `python tests/data/odd/make.py` from the project's folder.

Each holds what office programs store in unusual ways. What openpyxl cannot write is put into the parts by hand.
"""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from innocity.xlsx import stable_bytes

FOLDER = Path(__file__).parent
_DAY = date(2023, 3, 31)
_SHEET, _STYLES, _STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def _book(*rows: tuple[object, ...], formats: dict[str, str] | None = None) -> Workbook:
    book = Workbook()
    page: Worksheet = book.worksheets[0]
    page.title = "表"
    for row in rows:
        page.append(list(row))
    for place, number_format in (formats or {}).items():
        page[place].number_format = number_format
    return book


def _bytes(book: Workbook) -> bytes:
    return stable_bytes(book, _DAY)


def _rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one part changed by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for one in source.infolist():
            text = source.read(one)
            target.writestr(one, change(text.decode("utf-8")).encode("utf-8") if one.filename == part else text)
    return out.getvalue()


def _with_rows(xml: str) -> bytes:
    """A workbook whose only sheet holds these rows, as they are."""
    data = f"<sheetData>{xml}</sheetData>"
    pattern = r"<sheetData ?/>|<sheetData>.*</sheetData>"
    return _rewritten(_bytes(_book()), _SHEET, lambda old: re.sub(pattern, lambda _: data, old))


def _with_texts(content: bytes, xml: str) -> bytes:
    """The workbook with a table of shared texts, which openpyxl does not write."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/{_STRINGS}" ContentType="{kind}"/></Types>'
    linked = f'<Relationship Type="{_RELATION}" Target="/{_STRINGS}" Id="rId99"/></Relationships>'
    content = _rewritten(content, "[Content_Types].xml", lambda old: old.replace("</Types>", listed))
    content = _rewritten(content, _LINKS, lambda old: old.replace("</Relationships>", linked))
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo(_STRINGS, (1980, 1, 1, 0, 0, 0)), xml.encode("utf-8"))
    return out.getvalue()


def formats() -> bytes:
    """Numbers under formats that show them otherwise."""
    shown = ["0.00", "0.00%", "#,##0", '0"家"', "0.0,", '"3.0"', "@", "[>100]0;0.0", "0.00E+00", "# ?/?"]
    values = [(2.5,), (0.0295,), (1234567,), (82,), (12345,), (7,), (8,), (120,), (12500,), (0.5,)]
    return _bytes(_book(*values, formats={f"A{row}": one for row, one in enumerate(shown, 1)}))


def dates_1900() -> bytes:
    """Days counted from 1900, as numbers and as days."""
    rows = [(date(2023, 3, 31),), (45016,), (45016.75,), (59,), (61,), (0.5,)]
    shown = ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "yyyy/m/d h:mm", "yyyy-mm-dd", "yyyy-mm-dd", "h:mm"]
    return _bytes(_book(*rows, formats={f"A{row}": one for row, one in enumerate(shown, 1)}))


def dates_1904() -> bytes:
    """The same days counted from 1904."""
    book = _book((43554,), (date(2023, 3, 31),), formats={"A1": "yyyy-mm-dd", "A2": "yyyy-mm-dd"})
    book.epoch = CALENDAR_MAC_1904
    return _bytes(book)


def hidden() -> bytes:
    """Hidden rows, columns and sheets, merged areas."""
    book = _book(("标题", None, None), ("甲", 1, 2), ("乙", 3, 4), (None, None, 5))
    page = book.worksheets[0]
    page.merge_cells("A1:C1")
    page.merge_cells("A3:A4")
    page.row_dimensions[2].hidden = True
    page.row_dimensions[4].height = 0
    page.column_dimensions["C"].hidden = True
    draft: Worksheet = book.create_sheet("草稿")
    base: Worksheet = book.create_sheet("底稿")
    for sheet in (draft, base):
        sheet.append([sheet.title, 7])
    draft.sheet_state, base.sheet_state = "hidden", "veryHidden"
    return _bytes(book)


def formulas() -> bytes:
    """Formulas with and without the result that was saved, shared ones, one that fills an area, one with a text."""
    return _with_rows(
        '<row r="1"><c r="A1"><f>1+2</f><v>3</v></c><c r="B1"><f>1+2</f></c><c r="C1" t="str"><f>"甲"&amp;1</f><v>甲1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A2:B2" si="0">C2*2</f><v>4</v></c><c r="B2"><f t="shared" si="0"/><v>6</v></c><c r="C2"><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="array" ref="A3:A4">C2:C3*1</f><v>2</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="4"><c r="A4"><v>0</v></c><c r="B4"><f>1/3</f><v>0.33333333333333331</v></c></row>'
    )


def errors() -> bytes:
    """Error values, booleans, cells that hold nothing."""
    return _with_rows(
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="e"><v>#VALUE!</v></c></row>'
        '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c><c r="C2"/><c r="D2"><v></v></c></row>'
    )


def inline_strings() -> bytes:
    """Texts inside the cells: plain, in several runs, with spaces kept, and a number that is a text."""
    return _with_rows(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c>'
        '<c r="B1" t="inlineStr"><is><r><t>2</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> 12 </t></is></c>'
        '<c r="B2" t="inlineStr"><is><t>0012</t></is></c><c r="C2" t="str"><v>1.50</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>上\n下</t></is></c><c r="B3" t="inlineStr"><is><t>_x0041_</t></is></c></row>'
    )


def shared_strings() -> bytes:
    """Shared texts in several runs, with a reading beside them, with spaces kept."""
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3">'
        "<si><r><t>高新</t></r><r><rPr><b/></rPr><t>技术企业数</t></r></si>"
        '<si><t>湘潭</t><rPh sb="0" eb="2"><t>xiangtan</t></rPh><phoneticPr fontId="0"/></si>'
        '<si><t xml:space="preserve">　82.5 </t></si></sst>'
    )
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>{row - 1}</v></c></row>' for row in (1, 2, 3))
    return _with_texts(_with_rows(cells), strings)


def floats() -> bytes:
    """Numbers as they are stored: in scientific notation, very small, very large, with all their digits."""
    stored = ["1.2E+4", "1E-7", "4.9E-324", "1.7976931348623157E+308", "0.1", "0.30000000000000004"]
    stored += ["12345678901234567890", "3.0", "-0", "2.9500000000000002", "1E400", "007"]
    rows = (f'<row r="{row}"><c r="A{row}"><v>{one}</v></c></row>' for row, one in enumerate(stored, 1))
    return _with_rows("".join(rows))


def numbers_as_text() -> bytes:
    """Numbers that were typed as texts, and texts that look like formulas."""
    rows = [("12",), ("1,200",), ("１２３",), ("12%",), ("1.2E+4",), ("'5",), ("-",), ("约12",), ("TRUE",), ("#N/A",)]
    book = _book(*rows, ("=1+1",), ("2023-03-31",), formats={"A1": "@"})
    for (cell,) in book.worksheets[0]["A1:A11"]:
        cell.data_type = "s"
    return _bytes(book)


def empty_fill() -> bytes:
    """An empty fill among the styles."""
    book = _book(("甲", 0.5), formats={"B1": "0%"})
    return _rewritten(_bytes(book), _STYLES, lambda xml: re.sub(r"<fill>.*?</fill>", "<fill/>", xml, count=1))


def without_places() -> bytes:
    """Rows and cells without their addresses, in the order of the sheet, as some programs write them."""
    return _with_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>")


def wps() -> bytes:
    """A package as WPS writes it: its own name in the properties, a size that is not true."""
    content = _bytes(_book(("指标名称", "完成值"), ("甲", 2.95)))
    content = _rewritten(content, "docProps/app.xml", lambda xml: xml.replace("Microsoft Excel", "WPS 表格"))
    return _rewritten(content, _SHEET, lambda xml: re.sub(r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1"/>', xml))


def csv_utf8() -> bytes:
    """A text table with a mark, quoted fields, line ends inside one, empty ones."""
    return '﻿指标名称,完成值,备注\r\n甲, 12 ,"上\n下"\r\n乙,"1,200",\r\n,,\r\n'.encode()


def csv_gb18030() -> bytes:
    """A text table in the Chinese standard's encoding, parted by semicolons."""
    return "指标名称;完成值;备注\n甲;2.95;㎡𠀀\n".encode("gb18030")


FILES: dict[str, Callable[[], bytes]] = {
    "formats.xlsx": formats,
    "dates_1900.xlsx": dates_1900,
    "dates_1904.xlsx": dates_1904,
    "hidden.xlsx": hidden,
    "formulas.xlsx": formulas,
    "errors.xlsx": errors,
    "inline_strings.xlsx": inline_strings,
    "shared_strings.xlsx": shared_strings,
    "floats.xlsx": floats,
    "numbers_as_text.xlsx": numbers_as_text,
    "empty_fill.xlsx": empty_fill,
    "without_places.xlsx": without_places,
    "wps.xlsx": wps,
    "utf8.csv": csv_utf8,
    "gb18030.csv": csv_gb18030,
}

if __name__ == "__main__":
    for name, made in FILES.items():
        (FOLDER / name).write_bytes(made())
