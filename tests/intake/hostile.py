"""Files that a careless or malicious sender could send: each by name, how to make it, and the refusal that it must meet."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
RELS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Parts = dict[str, str | bytes]


def sheet(rows: str, coda: str = "") -> str:
    """A sheet part around these rows."""
    return f"{HEAD}<worksheet {MAIN}><sheetData>{rows}</sheetData>{coda}</worksheet>"


def strings(*texts: str, count: int | None = None) -> str:
    """A table of common strings that announces `count` of them."""
    told = len(texts) if count is None else count
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst {MAIN} count="{told}" uniqueCount="{told}">{items}</sst>'


def parts(rows: str = '<row r="1"><c r="A1"><v>2.95</v></c></row>', coda: str = "", **others: str) -> Parts:
    """The parts of the smallest workbook that every reader opens."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    told = {"xl/workbook.xml": "sheet.main", SHEET: "worksheet", STRINGS: "sharedStrings"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}.{which}+xml"/>' for name, which in told.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")], 1
        )
    )
    start = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        TYPES: f'{HEAD}<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{package}/relationships">{start}</Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        RELS: f'{HEAD}<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        SHEET: sheet(rows, coda),
        STRINGS: strings("a"),
        **others,
    }


def package(content: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as the bytes of a zip file."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", compression) as archive:
        for name, part in content.items():
            archive.writestr(zipfile.ZipInfo(name), part, compression)
    return raw.getvalue()


def book(rows: str = '<row r="1"><c r="A1"><v>2.95</v></c></row>', coda: str = "", **others: str) -> bytes:
    """A whole workbook around these rows."""
    return package(parts(rows, coda, **others))


def with_part(name: str, content: str | bytes) -> bytes:
    """A sound workbook with one part added or replaced."""
    return package(parts() | {name: content})


def cell(value: str, attributes: str = "") -> bytes:
    """A workbook whose one cell, B2, stores this."""
    return book(f'<row r="2"><c r="B2"{attributes}>{value}</c></row>')


def _entities(declaration: str, used: str) -> bytes:
    text = f"{HEAD}<!DOCTYPE sst [{declaration}]><sst {MAIN}><si><t>{used}</t></si></sst>"
    return with_part(STRINGS, text)


def _laughs() -> bytes:
    steps = [f'<!ENTITY e{step} "{f"&e{step - 1};" * 10}">' for step in range(1, 10)]
    return _entities('<!ENTITY e0 "ha">' + "".join(steps), "&e9;")


def _padded(megabytes: int) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts().items():
            with archive.open(name, "w") as handle:
                handle.write(part.encode() if isinstance(part, str) else part)
                for _ in range(megabytes if name == SHEET else 0):
                    handle.write(b" " * 2**20)
    return raw.getvalue()


def _twice() -> bytes:
    raw = io.BytesIO(book())
    with zipfile.ZipFile(raw, "a") as archive:
        info = zipfile.ZipInfo(SHEET.upper())
        archive.writestr(info, sheet('<row r="1"><c r="A1"><v>9.99</v></c></row>'))
    return raw.getvalue()


def _encrypted() -> bytes:
    """The sign of encryption set in both headers of every member."""
    raw = bytearray(book())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(signature)
        while start >= 0:
            raw[start + place] |= 1
            start = raw.find(signature, start + 4)
    return bytes(raw)


def _overlapping() -> bytes:
    """The last directory entry points at the bytes of the first member."""
    raw = bytearray(book())
    last = raw.rfind(b"PK\x01\x02")
    raw[last + 42 : last + 46] = struct.pack("<I", 0)
    return bytes(raw)


def _lying_size() -> bytes:
    """A part that unpacks to more than its directory entry says."""
    raw = bytearray(book())
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.find(signature)
        raw[start + place : start + place + 4] = struct.pack("<I", 10)
    return bytes(raw)


def _gbk_names_around(raw: bytes) -> bytes:
    book_with_picture = io.BytesIO(raw)
    with zipfile.ZipFile(book_with_picture, "a") as archive:
        archive.writestr(zipfile.ZipInfo("xl/media/aaaa.png"), b"x")
    return book_with_picture.getvalue().replace(b"aaaa.png", "佐证".encode("gbk") + b".png")


def compound(*streams: str) -> bytes:
    """An OLE file with these names in its directory and nothing in them."""
    entries = [
        (name + "\0").encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *streams)
    ]
    return OLE + bytes(504) + b"".join(entries)


def encrypted_stream() -> bytes:
    """An .xls workbook whose stream says right after its beginning that the rest is encrypted."""
    return compound("Workbook") + b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x36\x00"


def _macro_types() -> bytes:
    sound = str(parts()[TYPES])
    return with_part(
        TYPES, sound.replace("openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled")
    )


def relation(kind: str, mode: str = "External") -> bytes:
    """A workbook that refers to a file outside."""
    line = f'<Relationship Id="rId9" Type="{RELATIONS}/{kind}" Target="file:///etc/passwd" TargetMode="{mode}"/>'
    return with_part(RELS, str(parts()[RELS]).replace("</Relationships>", line + "</Relationships>"))


def _deep() -> bytes:
    return with_part("docProps/app.xml", HEAD + "<a>" * 100 + "</a>" * 100)


def _wide_row() -> str:
    letters = [chr(65 + number) for number in range(26)]
    names = [*letters, *(a + b for a in letters for b in letters)]
    return "".join(f'<c r="{name}1"><v>1</v></c>' for name in names)


def _utf16() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE sst [<!ENTITY a "b">]><sst {MAIN}/>'
    return with_part(STRINGS, text.encode("utf-16"))


_HTML = "<html><table><tr><td>2.95</td></tr></table></html>"
_SHARED = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 12_001))
_EMPTY_ROWS = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(1, 30_001))

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "billion laughs": (".xlsx", _laughs, "refused.entities"),
    "quadratic entity": (
        ".xlsx",
        lambda: _entities(f'<!ENTITY a "{"a" * 10_000}">', "&a;" * 10_000),
        "refused.entities",
    ),
    "external entity": (
        ".xlsx",
        lambda: _entities('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        "refused.entities",
    ),
    "declaration in UTF-16": (".xlsx", _utf16, "refused.entities"),
    "sheet padded to 200 MB": (".xlsx", lambda: _padded(200), "refused.part_size"),
    "sheet padded to 20 MB": (".xlsx", lambda: _padded(20), "refused.ratio"),
    "huge string": (".xlsx", lambda: with_part(STRINGS, strings("a" * 40_000)), "refused.long_text"),
    "huge string shared": (
        ".xlsx",
        lambda: package(parts(_SHARED) | {STRINGS: strings("ab" * 2**18)}),
        "refused.long_text",
    ),
    "cell in the last corner": (
        ".xlsx",
        lambda: book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "refused.area",
    ),
    "cell in the last row": (
        ".xlsx",
        lambda: book('<row r="1048576"><c r="Z1048576"><v>1</v></c></row>'),
        "refused.area",
    ),
    "row of 702 columns": (".xlsx", lambda: book(f'<row r="1">{_wide_row()}</row>'), "refused.area"),
    "four thousand million strings": (
        ".xlsx",
        lambda: with_part(STRINGS, strings("a", count=4_294_967_295)),
        "refused.strings",
    ),
    "empty styled rows": (".xlsx", lambda: book(_EMPTY_ROWS), "refused.empty_rows"),
    "everything merged": (
        ".xlsx",
        lambda: book(coda='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "refused.merged",
    ),
    "cell stored twice": (
        ".xlsx",
        lambda: book('<row r="1"><c r="B1"><v>2.95</v></c><c r="B1"><v>9.99</v></c></row>'),
        "refused.duplicate_cell",
    ),
    "cell without a place": (
        ".xlsx",
        lambda: book('<row r="1"><c r="b-1"><v>2.95</v></c></row>'),
        "refused.damaged",
    ),
    "part stored twice": (".xlsx", _twice, "refused.duplicate_part"),
    "not a number": (".xlsx", lambda: cell("<v>NaN</v>"), "refused.number"),
    "infinity": (".xlsx", lambda: cell("<v>1e400</v>", ' t="n"'), "refused.number"),
    "underscored number": (".xlsx", lambda: cell("<v>1_000</v>"), "refused.number"),
    "string that is not there": (".xlsx", lambda: cell("<v>7</v>", ' t="s"'), "refused.string_index"),
    "macro": (".xlsx", lambda: with_part("xl/vbaProject.bin", b"x"), "refused.active"),
    "macro workbook by its types": (".xlsx", _macro_types, "refused.active"),
    "external workbook": (".xlsx", lambda: with_part("xl/externalLinks/externalLink1.xml", "<a/>"), "refused.active"),
    "external workbook under another name": (".xlsx", lambda: relation("externalLink", "Internal"), "refused.active"),
    "external picture": (".xlsx", lambda: relation("image"), "refused.active"),
    "encrypted parts": (".xlsx", _encrypted, "refused.encrypted"),
    "overlapping parts": (".xlsx", _overlapping, "refused.overlap"),
    "part longer than told": (".xlsx", _lying_size, "refused.damaged"),
    "part outside": (".xlsx", lambda: with_part("../../evil.xml", "<a/>"), "refused.part_name"),
    "part on a drive": (".xlsx", lambda: with_part("C:/evil.xml", "<a/>"), "refused.part_name"),
    "deep elements": (".xlsx", _deep, "refused.depth"),
    "broken XML": (".xlsx", lambda: with_part(SHEET, "<worksheet>"), "refused.damaged"),
    "truncated": (".xlsx", lambda: book()[:-200], "refused.unreadable"),
    "other zip file": (".xlsx", lambda: package({"notes.txt": "x"}), "refused.kind"),
    "binary workbook": (".xlsb", lambda: package({TYPES: "<a/>", "xl/workbook.bin": b"x"}), "refused.kind"),
    "empty": (".xlsx", lambda: b"", "refused.empty"),
    "HTML as .xls": (".xls", lambda: _HTML.encode(), "refused.kind"),
    "HTML in UTF-16 as .csv": (".csv", lambda: _HTML.encode("utf-16"), "refused.kind"),
    "PDF as .xlsx": (".xlsx", lambda: b"%PDF-1.7\n", "refused.kind"),
    "picture": (".csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(20), "refused.kind"),
    "zeros in a CSV": (".csv", lambda: b"a,b\n\0,1\n", "refused.binary"),
    "too many cells in a CSV": (".csv", lambda: b"," * 1_500_001, "refused.cells"),
    "encrypted package": (".xlsx", lambda: compound("EncryptedPackage", "EncryptionInfo"), "refused.encrypted"),
    "encrypted .xls": (".xls", encrypted_stream, "refused.encrypted"),
    "macros in .xls": (".xls", lambda: compound("Workbook", "_VBA_PROJECT_CUR"), "refused.active"),
    "Word document": (".xls", lambda: compound("WordDocument"), "refused.kind"),
    "WPS table": (".et", lambda: compound("Workbook"), "refused.kind"),
}
# What passes the triage, since it harms nobody: what must be seen in the cell that is read.
PASSED: dict[str, tuple[str, Callable[[], bytes], tuple[object, str | None]]] = {
    "formula with another value": (".xlsx", lambda: cell("<f>1+1</f><v>99</v>"), (99, "=1+1")),
    "formula without a value": (".xlsx", lambda: cell("<f>1+1</f>"), (None, "=1+1")),
    "command of another program": (
        ".xlsx",
        lambda: cell("<f>cmd|'/c calc'!A1</f><v>0</v>"),
        (0, "=cmd|'/c calc'!A1"),
    ),
    "error value": (".xlsx", lambda: cell("<v>#DIV/0!</v>", ' t="e"'), ("#DIV/0!", None)),
    "text like a number": (".xlsx", lambda: cell("<is><t>1e400</t></is>", ' t="inlineStr"'), ("1e400", None)),
    "parts named in GBK": (".xlsx", lambda: _gbk_names_around(cell("<v>2.95</v>")), (2.95, None)),
    "workbook called .xls": (".xls", lambda: cell("<v>2.95</v>"), (2.95, None)),
}


def make(folder: Path, name: str, suffix: str, content: Callable[[], bytes]) -> Path:
    """Write one of these files."""
    path = folder / f"{name.replace('/', ' ')}{suffix}"
    path.write_bytes(content())
    return path
