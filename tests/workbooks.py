"""Small workbooks as units send them, sound ones and odd ones."""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from innocity.intake.reading import Cell, Sheet

SHEET = "指标数据"
HEADER = ("序号", "指标名称", "计量单位", "2022年完成值", "数据状态", "数据截至日期", "佐证材料")
BUDGET = "科技公共财政支出占公共财政支出的比重"
AS_OF = date(2023, 3, 31)

Line = Sequence[object]


def head(unit: str | None = "市财政局", period: str | None = "2022年第四季度") -> list[Line]:
    """The head of a form: a title, then the unit and the period where they are given."""
    labels = [
        f"报送单位：{unit}" if unit else None,
        None,
        None,
        None,
        None,
        f"报告期：{period}" if period else None,
    ]
    return [("主要指标报送表",), labels]


def row(
    value: object, name: str = BUDGET, measure: object = "%", status: object = "最终", as_of: object = AS_OF
) -> Line:
    """One indicator under HEADER; its value stands in column D."""
    return (24, name, measure, value, status, as_of, "附件1")


def form(
    *rows: Line, unit: str | None = "市财政局", period: str | None = "2022年第四季度", header: Line = HEADER
) -> list[Line]:
    """A whole form; its first indicator stands in line 4."""
    return [*head(unit, period), header, *rows]


def make_workbook(
    path: Path,
    rows: Iterable[Line],
    merges: Iterable[str] = (),
    formats: Mapping[str, str] | None = None,
    sheet: str = SHEET,
) -> Path:
    """Write the rows to one sheet of a workbook, anew or beside the sheets that it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = load_workbook(path) if path.exists() else Workbook()
    page = workbook.create_sheet(sheet) if path.exists() else workbook.worksheets[0]
    page.title = sheet
    for line in rows:
        page.append(list(line))
    for area in merges:
        page.merge_cells(area)
    for place, number_format in (formats or {}).items():
        page[place].number_format = number_format
    workbook.save(path)
    return path


def calculate(path: Path, cell: str, result: str) -> Path:
    """Put the calculated value of a formula into the first sheet, as a spreadsheet program does on saving."""
    part = "xl/worksheets/sheet1.xml"
    pattern = rf'(<c r="{cell}"[^>]*><f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)'
    return rewrite(path, part, lambda xml: re.sub(pattern, rf"\1<v>{result}</v>", xml, count=1))


def rewrite(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change one part inside a workbook, adding it where it is missing."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b"").decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def sheet(rows: Iterable[Line], merged: Iterable[tuple[int, int, int, int]] = (), name: str = SHEET) -> Sheet:
    """The rows as a sheet that has been read, without a file."""
    cells = {
        (row, column): Cell(row, column, value)  # type: ignore[arg-type]
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }
    return Sheet(name, cells, tuple(merged))
